"""Ruby: readings above or beside their characters (CLREQ, interlinear annotations).

Print has no ruby of its own; its stylesheet places ``ruby``, ``rb`` and ``rt`` as boxes.
Screens have HTML's, with what it lacks for Bopomofo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kanyin.model.article import Element

BOPOMOFO = re.compile("[\u02c7\u02ca\u02cb\u02d9\u3105-\u312f\u31a0-\u31bf]+")
"""Bopomofo with its tone marks ˇ ˊ ˋ ˙."""

LIGHT = "˙"
TONES = "ˊˇˋ" + LIGHT
SYMBOL, LIGHT_SYMBOL = 0.3, 0.15
"""Heights of a Bopomofo symbol (CLREQ, "Choice of Size and Ratio for Zhuyin Symbols": 9 of 30),
and of the dot above the first one, in em of the base."""

MIDDLE = 0.38
"""The middle of an ideograph above the baseline, in em."""

_OVERHUNG = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


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


def set_ruby(ruby: Element) -> None:
    """The base stays first: the stylesheet lifts the reading.

    It may reach over ideographs on both sides that have none (CLREQ, interlinear annotations:
    as long as a quarter em of its size stays between readings).
    """
    if len(ruby) == 2 and _stands_between_han(ruby):
        ruby.set("class", "overhangs")
    for pair in _pairs(ruby):
        _arrange_reading(pair, pair[1])


def _stands_between_han(ruby: Element) -> bool:
    previous, parent = ruby.getprevious(), ruby.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    beside = ((before or "")[-1:], (ruby.tail or "")[:1])
    return all(_OVERHUNG.fullmatch(character) for character in beside)


def _arrange_reading(ruby: Element, reading: Element) -> None:
    text = reading.text or ""
    if not BOPOMOFO.fullmatch(text):
        wrap_content(reading, "span", {})
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


def bracket(ruby: Element) -> None:
    """Put brackets around each reading, and a tone in an element, to set it apart."""
    for pair in _pairs(ruby):
        base, reading = pair
        pair.text = base.text
        pair.remove(base)
        if BOPOMOFO.fullmatch(reading.text or ""):
            pair.set("class", "zhuyin")
            _set_tone_apart(reading)
        for at, sign in ((0, "（"), (2, "）")):
            fallback = etree.Element("rp")
            fallback.text = sign
            pair.insert(at, fallback)


def _set_tone_apart(reading: Element) -> None:
    text = reading.text or ""
    reading.text = text.rstrip(TONES) or text
    if tone := text[len(reading.text) :]:
        etree.SubElement(reading, "span", {"class": "tone"}).text = tone


def wrap_content(element: Element, tag: str, attributes: dict[str, str]) -> Element:
    """Put all that an element holds into a new one inside it."""
    inside = etree.Element(tag, attributes)
    inside.text, element.text = element.text, None
    inside.extend(list(element))
    element.append(inside)
    return inside
