"""Marks beside the characters (CLREQ 3.2, 3.3) for the engine of pages and for screens.

No step changes a character of the text or its order: what is drawn is background, border
or place. Screens have ruby of their own; they are given what they lack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from kanyin.model.article import Element
from kanyin.render.numbering import set_numbers
from kanyin.render.unbroken import NOT_AT_LINE_END, NOT_AT_LINE_START, keep_with_marks
from kanyin.render.widths import ems

BOPOMOFO = re.compile("[\u02c7\u02ca\u02cb\u02d9\u3105-\u312f\u31a0-\u31bf]+")
"""Bopomofo with its tone marks ˇ ˊ ˋ ˙."""

LIGHT = "˙"
TONES = "ˊˇˋ" + LIGHT
SYMBOL, LIGHT_SYMBOL = 0.3, 0.15
"""Heights of a Bopomofo symbol, and of the dot above the first one, in em of the base."""

MIDDLE = 0.38
"""The middle of an ideograph above the baseline, in em."""

EVEN_WIDTH = "4em"
"""What names are spread over where nothing is said (均排)."""

_OVERHANGS = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNMARKED = frozenset(("rt", "img", "tex", "math", "svg"))
_NOTES = (["noteref"], ["footnote"])


def mark_for_print(root: Element) -> None:
    """Draw with boxes what the engine's CSS has not: ruby, dots, lines, small notes."""
    for ruby in list(root.iter("ruby")):
        _set_ruby(ruby)
    for marked in [*_of_class(root, "name"), *_of_class(root, "book")]:
        _wrap_content(marked, "span", {"class": "inside"})
    for marked in _of_class(root, "dots"):
        _dot(marked)
    for paragraph in _of_class(root, "initial"):
        _enlarge_first(paragraph)
    _prepare(root)


def mark_for_screens(root: Element) -> None:
    """Ruby as HTML has it (4.5.10), with brackets for readers that know none."""
    for ruby in list(root.iter("ruby")):
        _bracket(ruby)
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


def _wrap_content(element: Element, tag: str, attributes: dict[str, str]) -> Element:
    """Put all that an element holds into a new one inside it."""
    inside = etree.Element(tag, attributes)
    inside.text, element.text = element.text, None
    inside.extend(list(element))
    element.append(inside)
    return inside


def _pairs(ruby: Element) -> list[Element]:
    """One ``ruby`` for each base and its reading, so that a line may break between them."""
    parent = ruby.getparent()
    assert parent is not None
    at = parent.index(ruby)
    for base, reading in zip(ruby.findall("rb")[1:], ruby.findall("rt")[1:], strict=True):
        at += 1
        pair = etree.Element("ruby")
        pair.extend((base, reading))
        parent.insert(at, pair)
    last = parent[at]
    if last is not ruby:
        last.tail, ruby.tail = ruby.tail, None
    return list(parent[parent.index(ruby) : at + 1])


def _set_ruby(ruby: Element) -> None:
    """The base stays first: the stylesheet lifts the reading.

    It may hang over an ideograph on either side (CLREQ 3.3.1).
    """
    if len(ruby) == 2 and _stands_between_han(ruby):
        ruby.set("class", "overhangs")
    for pair in _pairs(ruby):
        _arrange_reading(pair, pair[1])


def _stands_between_han(ruby: Element) -> bool:
    previous, parent = ruby.getprevious(), ruby.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    beside = ((before or "")[-1:], (ruby.tail or "")[:1])
    return all(_OVERHANGS.fullmatch(character) for character in beside)


def _arrange_reading(ruby: Element, reading: Element) -> None:
    text = reading.text or ""
    if not BOPOMOFO.fullmatch(text):
        _wrap_content(reading, "span", {})
        return
    ruby.set("class", "zhuyin")
    reading.text = None
    symbols = list(_symbols(text))
    for symbol in symbols:
        kind = "light symbol" if symbol == LIGHT else "symbol"
        row = etree.SubElement(reading, "span", {"class": kind})
        row.text = symbol.rstrip(TONES) if symbol != LIGHT else symbol
        if tone := symbol[len(row.text) :]:
            etree.SubElement(row, "span", {"class": "tone"}).text = tone
    height = sum(LIGHT_SYMBOL if s == LIGHT else SYMBOL for s in symbols)
    reading.set("style", f"vertical-align: {MIDDLE - height / 2:.3f}em")


def _symbols(text: str) -> Iterator[str]:
    """The symbols of a syllable, each with the tone mark behind it."""
    yield from re.findall(f"^{LIGHT}|[^{TONES}][{TONES}]*|[{TONES}]", text)


def _bracket(ruby: Element) -> None:
    for pair in _pairs(ruby):
        base, reading = pair
        pair.text = base.text
        pair.remove(base)
        if BOPOMOFO.fullmatch(reading.text or ""):
            pair.set("class", "zhuyin")
            _set_tone_apart(reading)
        for at, bracket in ((0, "（"), (2, "）")):
            fallback = etree.Element("rp")
            fallback.text = bracket
            pair.insert(at, fallback)


def _set_tone_apart(reading: Element) -> None:
    text = reading.text or ""
    reading.text = text.rstrip(TONES) or text
    if tone := text[len(reading.text) :]:
        etree.SubElement(reading, "span", {"class": "tone"}).text = tone


def _dot(element: Element) -> None:
    """One element a character, to draw a dot under each (CLREQ 3.2.1); marks get none."""
    for child in list(element):
        if child.tag not in _UNMARKED and child.get("class", "").split()[:1] not in _NOTES:
            _dot(child)
        tail, child.tail = child.tail or "", None
        for n, piece in enumerate(_dotted(tail), element.index(child) + 1):
            element.insert(n, piece)
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
    """割注 (note in two rows): the text is divided near its middle, where a row may begin."""
    if len(note):
        return
    text, note.text = note.text or "", None
    at = _middle(text)
    for part in (text[:at], text[at:]):
        row = etree.SubElement(note, "span", {"class": "row"})
        etree.SubElement(row, "span").text = part


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
