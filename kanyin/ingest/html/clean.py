"""A page's elements to those of a document: players and buttons go, formulas and notes come."""

from __future__ import annotations

import re

from lxml import etree

from kanyin.ingest.rich.document import DROP, children, text_of, unwrap
from kanyin.model.article import Element

NO_TEXT = ("script", "style", "template", "link", "meta", "base")
_CHROME = ("nav", "footer", "aside", "form", "button", "select", "textarea", "menu", "dialog")
_PLAYERS = ("iframe", "object", "video", "audio", "canvas", "svg", "noscript", "map")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_SILENT = frozenset({"mw-editsection", "noprint", "sr-only", "visually-hidden"})
"""Classes for what is not to be read: of MediaWiki, and of the common style sheets."""

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")
_MARK = re.compile(r"[\[(（〔［]?(?:\d{1,3}|[①-⑳*†‡]|注\d{0,2}|[a-z])[\])）〕］]?")
_BACK = re.compile(r"[\s↩↑^⏎︎a-z*]*")


def reveal(body: Element) -> None:
    """Show what a script would show: a page that hides most of its words does it until then."""
    words = len("".join(text_of(body).split()))
    for element in body.iter(etree.Element):
        if _is_hidden(element) and len("".join(text_of(element).split())) * 3 >= words:
            element.attrib.pop("style", None)
            element.attrib.pop("hidden", None)


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "").lower()))


def clean(body: Element) -> None:
    """Name what belongs to no article, and give the rest the document's elements."""
    for element in body.iter(*_CHROME):
        element.set(DROP, "site chrome")
    for element in body.iter(*_PLAYERS):
        element.set(DROP, f"<{element.tag!s}>")
    for element in body.iter(etree.Element):
        if _is_hidden(element):
            element.set(DROP, "hidden")
        elif _SILENT.intersection(element.get("class", "").split()):
            element.set(DROP, "site chrome")
    for line_end in body.iterfind(".//pre//br"):
        line_end.tail = "\n" + (line_end.tail or "")
    for formula in list(body.iter("math")):
        _formula(formula)
    for image in body.iter("img"):
        _image(image)
    link_notes(body)


def _formula(element: Element) -> None:
    """MathML that brings its TeX along (MathML 4, 6.2); without it, its words stay."""
    tex = element.find(".//annotation[@encoding='application/x-tex']")
    if tex is None:
        return
    for child in children(element):
        child.set(DROP, "MathML")
    element.tag = "span"
    copy = etree.SubElement(element, "tex")
    copy.text, tex.text = tex.text, None
    shown = element.getparent()
    while shown is not None and "katex" not in shown.get("class", "").split():
        shown = shown.getparent()
    for drawn in shown.iterfind(".//*[@class='katex-html']") if shown is not None else ():
        drawn.set(DROP, "drawn formula")


def _image(image: Element) -> None:
    source = image.get("src", "")
    lazy = next((image.get(name, "") for name in _LAZY if image.get(name)), "")
    if lazy and (not source or source.startswith("data:") or "lazy" in image.get("class", "")):
        image.set("src", lazy)
    if not image.get("src") or image.get("width") in ("0", "1"):
        image.set(DROP, "picture without address")


def link_notes(body: Element) -> None:
    """Calls that lead to a note farther down, and the notes they lead to (HTML, 4.8.6)."""
    targets = {
        e.get("id") or e.get("name"): e for e in body.xpath(".//*[@id or (self::a and @name)]")
    }
    seen: dict[Element, str] = {}
    order = {element: n for n, element in enumerate(body.iter(etree.Element))}
    for call in body.xpath(".//a[starts-with(@href, '#')]"):
        note = _note_of(call, targets)
        if note is None or order[note] < order[call] or note in call.iterancestors():
            continue
        name = seen.setdefault(note, str(len(seen) + 1))
        _call(call, name)
    for note, name in seen.items():
        _note(note, name)


def _note_of(call: Element, targets: dict[str, Element]) -> Element | None:
    """The block that a call leads to."""
    target = targets.get(call.get("href", "")[1:])
    if target is None or not _MARK.fullmatch(text_of(call).strip()):
        return None
    for element in (target, *target.iterancestors()):
        if element.tag in ("li", "p", "div", "dd", "section", "td"):
            return element if element.tag != "td" and element.find(".//h2") is None else None
    return None


def _call(call: Element, name: str) -> None:
    call.tag = "noteref"
    call.set("name", name)
    parent = call.getparent()
    if (
        parent is not None
        and parent.tag == "sup"
        and text_of(parent).strip() == text_of(call).strip()
    ):
        unwrap(parent)


def _note(note: Element, name: str) -> None:
    """The note, without the mark before it and the way back behind it."""
    note.tag = "note"
    note.set("name", name)
    for link in note.iterfind(".//a"):
        text = text_of(link).strip()
        if link.get("href", "").startswith("#") and (
            _MARK.fullmatch(text) or _BACK.fullmatch(text)
        ):
            link.set(DROP, "note mark")
    listing = note.getparent()
    in_list = listing is not None and listing.tag in ("ol", "ul")
    if listing is not None and in_list and all(item.tag == "note" for item in children(listing)):
        listing.tag = "section"
