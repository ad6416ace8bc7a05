"""Chinese with Latin words, figures and units in it: spaces, symbols, letters of units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.proof.blocks import OBJECT
from kanyin.proof.rule import HAN, Finding, Rule, Text, everywhere

_MARKS = "，。、；：！？）》”’】」』〉"
_OPEN = "（《“‘【「『〈"
_GAP = re.compile(rf"(?<=[{HAN}])[ ]+(?=[{HAN}])")
_LOOSE = re.compile(
    rf"(?<=\S)[ ]+(?=[{_MARKS}])|(?<=[，。、；：！？{_OPEN}])[ ]+(?=[{HAN}{_OPEN}])"
)
_HEAD = re.compile(rf"(?<![{HAN}])[{HAN}]$|[第其][一二三四五六七八九十百零]+[章节条款项编回]$")
"""One character by itself, or the number of an article of law, which a space follows
(GB/T 15834—2011, 附录B.3.6)."""


def gaps(text: Text) -> Iterator[Finding]:
    """A space typed between two Han inside a sentence.

    Names and titles are spaced for their looks (苏 禾, 目 次), so both sides must be more
    than one character, in a paragraph that is punctuated.
    """
    for passage in text.of("paragraph", "item", "quote", "note", "field", "dialogue", "caption"):
        words = text.words(passage)
        if len(words) < 12 or not re.search(r"[，。]", words):
            continue
        for m in _GAP.finditer(text.prose, passage.start, passage.end):
            if not _is_spaced_out(text.prose, m) and not _is_beside_markup(text, m):
                yield Finding(m.start(), m.end(), "")


def loose(text: Text) -> Iterator[Finding]:
    """A space before a mark, or behind one in Chinese."""
    for m in _LOOSE.finditer(text.prose):
        if not _is_beside_markup(text, m):
            yield Finding(m.start(), m.end(), "")


def _is_beside_markup(text: Text, m: re.Match[str]) -> bool:
    """Whether the space sets off a run-in head: ``**先看人。** 早市……``."""
    return text.prose[m.start() - 1] != OBJECT and not text.is_whole(m.start() - 1, m.end())


def _is_spaced_out(prose: str, m: re.Match[str]) -> bool:
    before = _HEAD.search(prose[max(m.start() - 9, 0) : m.start()])
    after = re.match(rf"[{HAN}](?![{HAN}])", prose[m.end() : m.end() + 2])
    return bool(before or after)


_UNITS = {
    **dict.fromkeys(("KG", "Kg", "kG"), "kg"), **dict.fromkeys(("KM", "Km", "kM"), "km"),
    **dict.fromkeys(("CM", "Cm"), "cm"), **dict.fromkeys(("MM", "Mm"), "mm"),
    **dict.fromkeys(("ML", "Ml"), "mL"), **dict.fromkeys(("KW", "Kw"), "kW"),
    **dict.fromkeys(("KV", "Kv"), "kV"), **dict.fromkeys(("KHz", "Khz", "KHZ", "khz"), "kHz"),
    **dict.fromkeys(("Mhz", "MHZ", "mhz"), "MHz"), **dict.fromkeys(("KPa", "Kpa", "kpa"), "kPa"),
    **dict.fromkeys(("Mpa", "MPA", "mpa"), "MPa"), **dict.fromkeys(("KWh", "kwh", "KWH"), "kW·h"),
    **dict.fromkeys(("KJ", "Kj"), "kJ"), **dict.fromkeys(("°c", "ºC", "oC"), "℃"),
}  # fmt: skip
"""Symbols of units in the wrong case, with the right ones (GB 3100—1993, GB 3101—1993)."""
_UNIT = re.compile(rf"(?<=[0-9]) ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![A-Za-z0-9])")  # fmt: skip


def units(text: Text) -> Iterator[Finding]:
    """The symbol of a unit in the wrong case."""
    for m in _UNIT.finditer(text.prose):
        full = _UNITS[m[1]]
        yield Finding(m.start(1), m.end(1), full, {"mark": m[1], "full": full})


_SQUARED = {"㎡": "m²", "㎥": "m³", "㎏": "kg", "㎞": "km", "㎜": "mm", "㎝": "cm", "㎎": "mg",
            "㏄": "mL", "㎢": "km²", "㎖": "mL", "㎒": "MHz", "㎾": "kW"}  # fmt: skip

RULES = (
    Rule("P111", gaps, "form", "safe", hant=True),
    Rule(
        "P112",
        everywhere(rf"(?<=[{HAN}])[ ]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%℃])[ ]+(?=[{HAN}])", ""),
        "",
        "safe",
    ),
    Rule("P113", loose, "form", "safe", hant=True),
    Rule("P114", everywhere(r"^[\u3000]+(?=\S)", ""), "", "safe", hant=True),
    Rule("P116", units, "form", "safe"),
    Rule("P117", everywhere(f"[{''.join(_SQUARED)}]", _SQUARED), "", "safe"),
    Rule(
        "P118", everywhere(r"(?<![A-Za-z.0])(?<=[0-9]) ?[xX*] ?(?=[0-9])", "×"), "form", "unsafe"
    ),
)
