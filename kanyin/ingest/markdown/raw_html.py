"""Raw HTML in a manuscript: what is harmless stays, the rest goes and is named.

Whole blocks are cleaned by nh3 (ammonia); single inline tags were kept aside by the
inline pass and are paired here among their siblings.
"""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

import nh3
from lxml import etree

from kanyin.model.article import Element

INLINE = frozenset(
    "abbr b bdi cite code del em i ins kbd mark q rb rp rt ruby s samp small "
    "span strong sub sup u var".split()
)
BLOCK = frozenset(
    "blockquote br caption col colgroup dd div dl dt figcaption figure h2 h3 h4 "
    "h5 h6 hr img li ol p pre section table tbody td tfoot th thead tr ul".split()
)
ALLOWED = INLINE | BLOCK | {"a"}
VOID = frozenset({"br", "col", "hr", "img"})
"""Elements that have no end tag (HTML Living Standard, 13.1.2)."""

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "title", "id"},
    "a": {"href"},
    "img": {"src", "alt", "width"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
MAX_DEPTH = 100
"""Deeper nesting than this says nothing to a reader and overruns every engine."""


def clean_block(source: str) -> tuple[Element, set[str]]:
    """Read one raw block as allowed elements; gives them, and the names of those removed."""
    cleaned = nh3.clean(
        source,
        tags=set(ALLOWED),
        attributes=ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
    )
    tree = _Tree()
    tree.feed(cleaned)
    tree.close()
    removed = (_names(source) - _names(cleaned)) | tree.too_deep
    only = _only_block(tree.root)
    return tree.root if only is None else only, removed


def _only_block(division: Element) -> Element | None:
    """The one block that a division holds, where it holds nothing else."""
    only = division[0] if len(division) == 1 and not (division.text or "").strip() else None
    if only is None or only.tag not in BLOCK or (only.tail or "").strip():
        return None
    division.remove(only)
    only.tail = None
    return only


class _Tree(HTMLParser):
    """Cleaned HTML as a tree; of what nests too deeply only the text is kept.

    libxml2 gives up at 256 levels and loses the text with them.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = etree.Element("div")
        self.too_deep: set[str] = set()
        self._here = self.root
        self._depth = 0
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go one level down."""
        if tag not in VOID:
            self._depth += 1
        if self._depth > MAX_DEPTH:
            self.too_deep.add(tag)
            return
        self._settle()
        element = etree.SubElement(self._here, tag, {k: v or "" for k, v in attrs})
        if tag not in VOID:
            self._here = element

    def handle_endtag(self, tag: str) -> None:
        """Go one level up."""
        if self._depth <= MAX_DEPTH:
            self._settle()
            parent = self._here.getparent()
            self._here = self.root if parent is None else parent
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self._texts.append(data)

    def close(self) -> None:
        """Keep the last text."""
        super().close()
        self._settle()

    def _settle(self) -> None:
        add_text(self._here, self._texts)
        self._texts = []


def add_text(parent: Element, texts: Iterable[str]) -> None:
    """Put texts at the end of an element."""
    text = "".join(texts)
    if text and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def _names(source: str) -> set[str]:
    """The element names that a lenient reader sees."""
    parser = etree.HTMLParser(recover=True, huge_tree=True)
    try:
        root = etree.fromstring(f"<div>{source}</div>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return set()
    found = () if root is None else root.iter(etree.Element)
    return {str(e.tag) for e in found} - {"html", "body", "head"}


def pair_tags(parent: Element) -> set[str]:
    """Wrap what stands between matching raw tags; gives the names that were dropped."""
    children = list(parent)
    paired = _paired(children)
    dropped: set[str] = set()
    texts: list[str] = []
    way = [parent]
    for child in children:
        tail, child.tail = child.tail, None
        parent.remove(child)
        name, closing = _name(child)
        if child.tag == "raw-tag" and child not in paired and name != "br":
            dropped |= {name} - {""}
        else:
            add_text(way[-1], texts)
            texts = []
            if child.tag != "raw-tag":
                way[-1].append(child)
            elif name == "br":
                etree.SubElement(way[-1], "br")
            elif closing:
                way.pop()
            else:
                way.append(etree.SubElement(way[-1], name))
        texts.append(tail or "")
    add_text(way[-1], texts)
    return dropped


def _paired(children: list[Element]) -> set[Element]:
    """The raw tags that have a partner; one that overlaps another's pair has none."""
    waiting: list[tuple[str, Element]] = []
    paired: set[Element] = set()
    for tag in children:
        name, closing = _name(tag)
        if name not in INLINE:
            continue
        if not closing:
            if len(waiting) < MAX_DEPTH:
                waiting.append((name, tag))
        elif any(name == other for other, _ in waiting):
            while waiting[-1][0] != name:
                waiting.pop()
            paired |= {waiting.pop()[1], tag}
    return paired


def _name(tag: Element) -> tuple[str, bool]:
    text = tag.get("html", "").strip("<>") if tag.tag == "raw-tag" else ""
    closing = text.startswith("/")
    words = text.strip("/").split()
    return ("" if text.startswith("!") or not words else words[0].lower()), closing
