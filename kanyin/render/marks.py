"""Marks beside the characters (CLREQ 3.2) for the engine of pages and for screens.

No step changes a character of the text or its order: what is drawn is background, border
or place. Screens have ruby of their own; they are given what they lack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from kanyin.model.article import Element
from kanyin.render.headings import heading_text
from kanyin.render.numbering import set_numbers
from kanyin.render.ruby import bracket, set_ruby, wrap_content
from kanyin.render.unbroken import NOT_AT_LINE_END, NOT_AT_LINE_START, keep_with_marks
from kanyin.render.widths import ems

EVEN_WIDTH = "4em"
"""What names are spread over where nothing is said (均排)."""

_UNMARKED = frozenset(("rt", "img", "tex", "math", "svg"))
_DIVISIBLE = ("span", "strong", "em", "b")
_NOTES = (["noteref"], ["footnote"])


def mark_for_print(root: Element) -> None:
    """Draw with boxes what the engine's CSS has not: ruby, dots, lines, small notes."""
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if (text := heading_text(heading)) != "".join(heading.itertext()).strip():
            heading.set("data-bookmark", text)
    for ruby in list(root.iter("ruby")):
        set_ruby(ruby)
    for marked in [*_of_class(root, "name"), *_of_class(root, "book")]:
        wrap_content(marked, "span", {"class": "inside"})
    for marked in _of_class(root, "dots"):
        _dot(marked)
    for paragraph in root.iterfind(".//p[@class='initial']"):
        _enlarge_first(paragraph)
    _prepare(root)


def mark_for_screens(root: Element) -> None:
    """Ruby as HTML has it (4.5.10), with brackets for readers that know none."""
    for ruby in list(root.iter("ruby")):
        bracket(ruby)
    _prepare(root)
    for name in ("zhuyin", "warichu", "even"):
        for box in _of_class(root, name):
            keep_with_marks(box)


def _prepare(root: Element) -> None:
    """What print and screens have in common."""
    for numbered in root.iter("ol"):
        set_numbers(numbered)
    for note in _of_class(root, "warichu"):
        _halve(note)
    for name in _of_class(root, "even"):
        name.set("style", f"min-width: {name.attrib.pop('width', EVEN_WIDTH)}")


def _of_class(root: Element, name: str) -> list[Element]:
    return [e for e in root.iter(etree.Element) if name in e.get("class", "").split()]


def _dot(element: Element) -> None:
    """One element a character, to draw a dot under each (CLREQ 3.2.1); marks get none."""
    for child in list(element):
        if child.tag not in _UNMARKED and child.get("class", "").split()[:1] not in _NOTES:
            _dot(child)
        if (child.tail or "").strip():
            tail, child.tail = child.tail or "", None
            for n, piece in enumerate(_dotted(tail), element.index(child) + 1):
                element.insert(n, piece)
    if (element.text or "").strip():
        text, element.text = element.text or "", None
        for n, piece in enumerate(_dotted(text)):
            element.insert(n, piece)


def _dotted(text: str) -> Iterator[Element]:
    """A combining character, or a variation selector, stays with the one before it."""
    for cluster in re.findall(r"(?s).[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*", text):
        kind = "dot" if unicodedata.east_asian_width(cluster[0]) in "WF" else "narrow dot"
        piece = etree.Element("span", {"class": kind} if cluster[0].isalnum() else {})
        piece.text = cluster
        yield piece


def _halve(note: Element) -> None:
    """割注 (note in two rows): the text is divided near its middle, where a row may begin.

    A note with ruby, a picture, a formula or a call in it stays whole, in one row.
    """
    text = "".join(map(str, note.itertext()))
    divides = all(inside.tag in _DIVISIBLE for inside in note.iterdescendants())
    at = _middle(text) if divides else len(text)
    rows = [_row(note, 0, at), *([_row(note, at, len(text))] if at < len(text) else ())]
    note.text = None
    note[:] = rows


def _row(note: Element, first: int, last: int) -> Element:
    """A row with the characters of a note from the first to before the last."""
    inside = deepcopy(note)
    inside.attrib.clear()
    inside.tail = None
    at = 0
    for holder, name in list(_texts(inside)):
        text = getattr(holder, name) or ""
        setattr(holder, name, text[max(0, first - at) : max(0, last - at)] or None)
        at += len(text)
    for emptied in [e for e in inside.iterdescendants(*_DIVISIBLE) if not len(e) and not e.text]:
        emptied.tag = "span"
        emptied.attrib.clear()
    row = etree.Element("span", {"class": "row"})
    row.append(inside)
    return row


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    """Where the texts of an element are kept, in their order."""
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"


def _middle(text: str) -> int:
    half = (len(text) + 1) // 2
    return min(range(len(text) + 1), key=lambda n: (not _may_begin(text, n), abs(n - half), -n))


def _may_begin(text: str, n: int) -> bool:
    before, after = text[n - 1 : n], text[n : n + 1]
    word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return not word and before not in NOT_AT_LINE_END and after not in NOT_AT_LINE_START


def _enlarge_first(paragraph: Element) -> None:
    """The first character of a paragraph, with the opening mark before it, in an element."""
    found = re.match(rf"[{NOT_AT_LINE_END}]?\w", paragraph.text or "")
    if not found:
        del paragraph.attrib["class"]
        return
    initial = etree.Element("span", {"class": "initial-letter"})
    initial.text, initial.tail = found[0], found.string[found.end() :]
    paragraph.text = None
    paragraph.insert(0, initial)


def long_notes(root: Element, characters: int) -> Iterator[Element]:
    """Each 割注 that fills more than half a line, which is too much for what cannot break."""
    for note in _of_class(root, "warichu"):
        if ems("".join(map(str, note.itertext()))) > characters:
            yield note
