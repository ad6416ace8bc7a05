"""From the library's tree to the press's: figures, captions, run-in heads, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.ingest.markdown.formulas import set_apart
from kanyin.ingest.markdown.inlines import HAN
from kanyin.ingest.markdown.lists import TYPES, type_lists
from kanyin.ingest.markdown.places import SOURCE
from kanyin.ingest.markdown.raw_html import VOID, clean_block, pair_tags
from kanyin.ingest.markdown.ruby import pair_rubies
from kanyin.model.article import Element
from kanyin.model.places import LINE, address, block_place, exact_place

BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote table caption thead tbody tr th td pre "
    "hr div figure figcaption section".split()
)
KEPT_ATTRIBUTES = frozenset(
    {
        "id",
        "class",
        "lang",
        "href",
        "src",
        "alt",
        "title",
        "start",
        "colspan",
        "rowspan",
        "scope",
        "width",
        "credit",
        "display",
        LINE,
    }
)
KEPT_CLASSES = re.compile(
    r"dots|name|book|verse|dialogue|letter|caption|note|noteref|formula|right|center|"
    r"warichu|even|deceased|initial|language-[\w+#-]+|align-(?:left|right|center)|"
    + "|".join(filter(None, TYPES.values()))
)
_CJK_SIDE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6“”‘’—…·]")
_WIDTH = re.compile(r"\d{1,3}(?:\.\d+)?%|\d{1,4}(?:\.\d+)?(?:mm|cm|em|pt|px)?")


def shape(root: Element, place_of: PlaceOf) -> list[Diagnostic]:
    """Bring a converted tree into the vocabulary of ``model.article``, in place."""
    found = [*_raw_blocks(root, place_of), *_raw_tags(root, place_of)]
    type_lists(root)
    found += _attributes(root, place_of)
    for table in root.iter("table"):
        _alignments(table)
        found += _long_rows(table, place_of)
    for code in root.iterfind(".//pre/code"):
        code.attrib.pop(LINE, None)
        code.text = (code.text or "").rstrip("\n") + "\n"
    pair_rubies(root)
    set_apart(root)
    _figures(root)
    _run_in_heads(root)
    for block in _leaf_blocks(root):
        _join_lines(block)
    return found


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Gives the place of an element, or of what is written in it, in the manuscript."""

    file: str
    lines: Sequence[str]

    def __call__(self, element: Element, pattern: str = "") -> Place:
        """Where a pattern first matches in the element's block; without one its line."""
        block = block_place(self.file, element)
        return exact_place(block, pattern, self.lines) if pattern else block


def _raw_blocks(root: Element, place_of: PlaceOf) -> Iterator[Diagnostic]:
    for raw in list(root.iter("raw-block")):
        cleaned, removed = clean_block(raw.get("html", ""))
        if removed:
            yield _removed(raw, removed, place_of)
        line = raw.get(LINE)
        parent = raw.getparent()
        assert parent is not None
        if len(cleaned) == 0 and not (cleaned.text or "").strip() and cleaned.tag not in VOID:
            parent.remove(raw)
            continue
        if (cleaned.text or "").strip():
            cleaned.tag = "p" if not any(e.tag in BLOCKS for e in cleaned) else "div"
        if line:
            for element in cleaned.iter():
                if element.tag in BLOCKS:
                    element.set(LINE, line)
        parent.replace(raw, cleaned)


def _raw_tags(root: Element, place_of: PlaceOf) -> Iterator[Diagnostic]:
    for parent in {e.getparent(): None for e in root.iter("raw-tag")}:
        if parent is not None and (dropped := pair_tags(parent)):
            yield _removed(parent, dropped, place_of)


def _removed(element: Element, names: set[str], place_of: PlaceOf) -> Diagnostic:
    place = place_of(element, rf"(?i)</?(?:{'|'.join(map(re.escape, names))})\b")
    return remark("M120", place, names="、".join(sorted(names)))


def _attributes(root: Element, place_of: PlaceOf) -> Iterator[Diagnostic]:
    """Keep known attributes and classes only: a manuscript cannot style or script."""
    for element in root.iter(etree.Element):
        element.attrib.pop(SOURCE, None)
        refused = sorted(set(map(str, element.attrib)) - KEPT_ATTRIBUTES - {"style"})
        for name in refused:
            del element.attrib[name]
        if refused:
            place = place_of(element, rf"(?<![\w-]){re.escape(refused[0])}\s*=")
            yield remark("M121", place, names="、".join(refused))
        _style_to_class(element)
        kept = [c for c in element.get("class", "").split() if KEPT_CLASSES.fullmatch(c)]
        if kept:
            element.set("class", " ".join(kept))
        elif "class" in element.attrib:
            del element.attrib["class"]
        if element.tag == "a" and not _safe_link(element.get("href", "")):
            href = str(element.attrib.pop("href"))
            yield remark("M122", place_of(element, address(href)), target=href[:60])
        if "width" in element.attrib and not _WIDTH.fullmatch(element.get("width", "")):
            del element.attrib["width"]


def _style_to_class(element: Element) -> None:
    """The table extension writes ``style="text-align: right;"``; no other style is ours."""
    if style := element.attrib.pop("style", None):
        found = re.fullmatch(r"text-align: (left|right|center);?", str(style))
        if found and element.tag in ("td", "th"):
            element.set("class", f"align-{found[1]}")


def _safe_link(href: str) -> bool:
    """Browsers leave out control characters and spaces before they look for a scheme."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", re.sub(r"[\x00-\x20]+", "", href))
    return not scheme or scheme[1].lower() in ("http", "https", "mailto")


def _alignments(table: Element) -> None:
    """Header cells of a header row carry their scope (WCAG 1.3.1)."""
    for cell in table.iterfind("thead/tr/th"):
        cell.set("scope", "col")


def _long_rows(table: Element, place_of: PlaceOf) -> Iterator[Diagnostic]:
    """A row with more cells than the head is shown whole, and remarked on."""
    head = table.find("thead/tr")
    if head is None or table.xpath("boolean(.//@colspan|.//@rowspan)"):
        return
    for row in table.iterfind("tbody/tr"):
        if len(row) > len(head):
            yield remark("M110", place_of(row), cells=len(row), columns=len(head))


def _figures(root: Element) -> None:
    """A picture alone in its paragraph is a figure; its title is the caption."""
    for image in list(root.iter("img")):
        parent = image.getparent()
        if parent is None or parent.tag != "p" or not _alone(image, parent):
            continue
        figure = etree.Element("figure", {LINE: parent.get(LINE, "")})
        if not figure.get(LINE):
            del figure.attrib[LINE]
        for name in ("id", "width"):
            if value := image.attrib.pop(name, None):
                figure.set(name, str(value))
        caption, credit = image.attrib.pop("title", ""), image.attrib.pop("credit", "")
        grandparent = parent.getparent()
        assert grandparent is not None
        grandparent.replace(parent, figure)
        image.tail = None
        figure.append(image)
        if caption or credit:
            _caption(figure, str(caption), str(credit))


def _alone(image: Element, parent: Element) -> bool:
    return len(parent) == 1 and not (parent.text or "").strip() and not (image.tail or "").strip()


def _caption(figure: Element, text: str, credit: str) -> None:
    caption = etree.SubElement(figure, "figcaption")
    caption.text = text
    if credit:
        span = etree.SubElement(caption, "span", {"class": "credit"})
        span.text = credit


def _run_in_heads(root: Element) -> None:
    """Bold that opens a paragraph and ends in 。！？： inside it is a run-in head."""
    for paragraph in root.iter("p"):
        first = paragraph[0] if len(paragraph) else None
        if first is None or first.tag != "strong" or (paragraph.text or "").strip():
            continue
        text = "".join(first.itertext()).rstrip("”’』」）")
        if text.endswith(("。", "！", "？", "：")) and (first.tail or len(paragraph) > 1):
            first.tag = "b"
            first.set("class", "run-in-head")


def _leaf_blocks(root: Element) -> Iterator[Element]:
    """Blocks that hold text of their own."""
    for element in root.iter(etree.Element):
        if element.tag in BLOCKS and element.tag != "pre":
            yield element


def _join_lines(block: Element) -> None:
    """A line end beside Han is nothing, elsewhere a space; in verse it ends the line."""
    parent = block.getparent()
    verse = parent is not None and parent.get("class") == "verse"
    texts = list(_own_texts(block))
    for index, (holder, name) in enumerate(texts):
        text = getattr(holder, name)
        if "\n" not in text:
            continue
        if verse:
            _break_lines(holder, name, text)
            continue
        before = "".join(getattr(h, n) for h, n in texts[max(0, index - 2) : index])
        after = "".join(getattr(h, n) for h, n in texts[index + 1 : index + 3])
        setattr(holder, name, join_lines(text, before, after))


def join_lines(text: str, before: str = "", after: str = "") -> str:
    """The text with its line ends resolved, knowing what stands before and after it."""
    parts = re.split(r"[ \t]*\n[ \t]*", text)
    joined = parts[0]
    for index, part in enumerate(parts[1:], 1):
        left = (joined or before)[-1:]
        right = (part or "".join(parts[index + 1 :]) or after)[:1]
        if not left or not right:
            joined += part
            continue
        solid = _CJK_SIDE.match(left) or _CJK_SIDE.match(right)
        joined += ("" if solid else " ") + part
    return joined


def _own_texts(block: Element) -> Iterator[tuple[Element, str]]:
    """The block's text nodes in order, without those of blocks inside it."""
    if block.text:
        yield block, "text"
    for child in block:
        if isinstance(child.tag, str) and child.tag not in BLOCKS | {"pre", "code", "tex"}:
            yield from _own_texts(child)
        if child.tail:
            yield child, "tail"


def _break_lines(holder: Element, name: str, text: str) -> None:
    lines = [line.rstrip(" ") for line in text.split("\n")]
    setattr(holder, name, lines[0])
    parent = holder if name == "text" else holder.getparent()
    assert parent is not None
    at = 0 if name == "text" else parent.index(holder) + 1
    for offset, line in enumerate(lines[1:]):
        rest = etree.Element("br")
        rest.tail = line
        parent.insert(at + offset, rest)
