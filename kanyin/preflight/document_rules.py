"""What must be true of every page of an EPUB or web edition, taken by itself."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from kanyin.diagnostics import Diagnostic, remark
from kanyin.model.article import Element
from kanyin.model.scripts import HAN
from kanyin.preflight.artifacts import Document, Edition, resolve

HEADINGS = {f"h{n}": n for n in range(1, 7)}
SAYS_NOTHING = re.compile(
    r"(图|圖|图片|圖片|照片|插图|插圖|图像|相片|示意图|image|img|picture|photo|figure|graphic|pic)"
    r"[\s\d一二三四五六七八九十.、。]*",
    re.IGNORECASE,
)
"""Alternative texts that name the kind of thing only (WCAG 2.2, F30)."""
MADE_BY_PRESS = frozenset(("封面图", "封面圖"))
"""Said where an editor described nothing; the manuscript's check speaks of that."""
FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|tiff?)", re.IGNORECASE)
RADICALS = ((0x2E80, 0x2EF3), (0x2F00, 0x2FD5))
"""CJK Radicals Supplement and Kangxi Radicals: they look like ideographs and are none."""
CALL_ROLE, NOTE_ROLE, BACK_ROLE = "doc-noteref", "doc-footnote", "doc-backlink"
WESTERN = re.compile("[A-Za-z]")
IDEOGRAPH = re.compile(f"[{HAN}]")
SHOWN = 24
"""Characters of a text that a remark quotes."""


def check_document(document: Document) -> Iterator[Diagnostic]:
    """Everything that can be seen in one page alone."""
    yield from _headings(document)
    yield from _pictures(document)
    yield from _languages(document)
    yield from _tables(document)
    yield from _ids(document)
    for element in document.root.iter(etree.Element):
        for text in (element.text, element.tail):
            for code, shown in odd_characters(text or ""):
                yield remark(code, document.place(element), character=shown)


def odd_characters(text: str) -> Iterator[tuple[str, str]]:
    """The code of the remark and the number of each character that no text should have."""
    if text.isascii():
        return
    for character in dict.fromkeys(text):
        number = ord(character)
        shown = f"U+{number:04X}"
        if character == "\N{REPLACEMENT CHARACTER}":
            yield "F126", shown
        elif unicodedata.category(character) == "Co":
            yield "F127", shown
        elif any(low <= number <= high for low, high in RADICALS):
            yield "F128", f"{shown} {character}"


def _headings(document: Document) -> Iterator[Diagnostic]:
    """Levels go down one at a time; one first heading (WCAG 2.2, 1.3.1 and 2.4.6)."""
    last = 0
    found = [e for e in document.root.iter(*HEADINGS) if not _in_hidden_nav(e)]
    for element in found:
        level = HEADINGS[str(element.tag)]
        if level > last + 1:
            yield remark("F146", document.place(element), level=level, before=last)
        last = level
    count = sum(element.tag == "h1" for element in found)
    if count != 1 and found:
        yield remark("F147", document.place(found[0]), count=count)


def _in_hidden_nav(element: Element) -> bool:
    return any(e.tag == "nav" and e.get("hidden") is not None for e in element.iterancestors())


def _text(element: Element) -> str:
    body = element.find("body")
    return "".join((element if body is None else body).itertext()).strip()[:SHOWN]


def _pictures(document: Document) -> Iterator[Diagnostic]:
    for image in document.root.iter("img"):
        hidden = image.get("aria-hidden") == "true" or image.get("role") == "presentation"
        alt, source = image.get("alt"), image.get("src") or ""
        if not hidden:
            for code in _faults_of_alt(alt, source):
                place = document.place(image)
                yield remark(
                    code, place, **({"file": source} if code == "F144" else {"text": alt})
                )


def _faults_of_alt(alt: str | None, source: str) -> Iterator[str]:
    text = (alt or "").strip()
    if not text:
        yield "F144"
    elif says_nothing(text) or text in (source, PurePosixPath(unquote(source)).stem):
        yield "F145"


def says_nothing(text: str) -> bool:
    """Whether an alternative text names no more than a kind of picture, or a file."""
    if text in MADE_BY_PRESS:
        return False
    return bool(SAYS_NOTHING.fullmatch(text) or FILE_NAME.fullmatch(text))


def _languages(document: Document) -> Iterator[Diagnostic]:
    """A page in ideographs is Chinese or Japanese, and says so (WCAG 2.2, 3.1.1, 3.1.2)."""
    root = document.root
    lang, xml_lang = root.get("lang"), root.get("xml-lang")
    place = document.place(root)
    if lang is not None and xml_lang is not None and lang != xml_lang:
        yield remark("F149", place, lang=lang, xml_lang=xml_lang)
    if not (lang or xml_lang):
        yield remark("F148", place, lang="—", text="")
        return
    for element in root.iter(etree.Element):
        said = element.get("lang") or element.get("xml-lang")
        if said and not is_spoken(said, _own_text(element)):
            yield remark("F148", document.place(element), lang=said, text=_text(element))


def is_spoken(lang: str, text: str) -> bool:
    """Whether a text may be in a language, by its letters: Han are zh, ja or ko."""
    if lang.split("-")[0].lower() in ("zh", "ja", "ko", "yue", "und"):
        return True
    return len(IDEOGRAPH.findall(text)) <= max(1, len(WESTERN.findall(text)))


def _own_text(element: Element) -> str:
    """The text of an element without the parts that name a language of their own."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not (child.get("lang") or child.get("xml-lang")):
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _tables(document: Document) -> Iterator[Diagnostic]:
    """A table has header cells, and they alone have a scope (WCAG 2.2, H51 and H63)."""
    for table in document.root.iter("table"):
        cells = [e for e in table.iter("td") if e.get("scope")]
        if cells or next(table.iter("th"), None) is None:
            yield remark("F152", document.place(table), text=_text(table))


def _ids(document: Document) -> Iterator[Diagnostic]:
    counts = Counter(str(each) for each in document.root.xpath("//@id"))
    for name, count in counts.items():
        if count > 1:
            yield remark("F151", document.place(), id=name)


def check_notes(edition: Edition) -> Iterator[Diagnostic]:
    """Every call leads to a note, every note back to a call, and each says what it is."""
    for document in edition.documents:
        yield from _notes(document, is_book=edition.package is not None)


def _notes(document: Document, is_book: bool) -> Iterator[Diagnostic]:
    root = document.root
    by_id = {e.get("id"): e for e in root.iter(etree.Element) if e.get("id")}
    notes = [e for e in root.iter("aside", "li", "div") if _is(e, "footnote", NOTE_ROLE)]
    known, called = set(notes), set[Element]()
    for call in (e for e in root.iter("a") if _is(e, "noteref", CALL_ROLE)):
        target = by_id.get((call.get("href") or "").rpartition("#")[2])
        if target is None or target not in known:
            yield remark("F140", document.place(call), text=_text(call))
        else:
            called.add(target)
        if call.get("role") != CALL_ROLE or (is_book and call.get("epub-type") != "noteref"):
            yield remark("F143", document.place(call), text=_text(call), role=CALL_ROLE)
    for note in notes:
        yield from _note(document, note, by_id, note in called)


def _note(
    document: Document, note: Element, by_id: dict[str | None, Element], called: bool
) -> Iterator[Diagnostic]:
    place, text = document.place(note), _text(note)
    back = [by_id.get((a.get("href") or "").rpartition("#")[2]) for a in note.iter("a")]
    if not any(call is not None and _is(call, "noteref", CALL_ROLE) for call in back):
        yield remark("F141", place, text=text)
    if not called:
        yield remark("F142", place, text=text)
    if note.get("role") != NOTE_ROLE:
        yield remark("F143", place, text=text, role=NOTE_ROLE)


def _is(element: Element, name: str, role: str) -> bool:
    classes = (element.get("class") or "").split()
    return element.get("role") == role or name in classes or element.get("epub-type") == name


REFERENCES = (("a", "href"), ("link", "href"), ("img", "src"), ("source", "src"))
CSS_URL = re.compile(rb"""url\(\s*["']?([^"')]+)""")


def check_links(edition: Edition) -> Iterator[Diagnostic]:
    """Every link and every file that a page refers to is there."""
    anchors = {
        d.path: {e.get("id") for e in d.root.iter(etree.Element) if e.get("id")}
        for d in edition.pages
    }
    for document in edition.pages:
        for tag, name in REFERENCES:
            for element in document.root.iter(tag):
                href = element.get(name)
                if href is not None and not _is_there(href, document, edition, anchors):
                    yield remark("F150", document.place(element), target=href)
    for path, data in edition.files.items():
        sheet = Document(edition.name, path, etree.Element("css"))
        for found in CSS_URL.findall(data) if path.endswith(".css") else ():
            href = found.decode("utf-8", "replace")
            if not href.startswith("data:") and not _is_there(href, sheet, edition, anchors):
                yield remark("F150", sheet.place(), target=href)


def _is_there(
    href: str, document: Document, edition: Edition, anchors: dict[str, set[str | None]]
) -> bool:
    target = resolve(href, document.path)
    if target is None:
        return True
    fragment = unquote(href.partition("#")[2])
    if target not in edition.files:
        return False
    return not fragment or target not in anchors or fragment in anchors[target]
