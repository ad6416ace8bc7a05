"""Characters: the standard table, stray forms, radicals, what cannot be seen or printed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from kanyin.diagnostics import Severity
from kanyin.proof.rule import HAN, HANS, Check, Finding, Rule, Text, everywhere
from kanyin.proof.tables import pairs, table

_HAN = re.compile(f"[{HAN}]")
_USUAL = 3
"""A form that a text has so often is its writer's: a name, or a usage of the time."""

_FREQUENT = 3500
"""The characters of the first level of the table (一级字表)."""

_MANY, _SHARE = 20, 12
"""So many stray forms, one in so many characters: the text is in traditional Chinese."""


@cache
def _standard() -> frozenset[str]:
    return frozenset(table("characters")["standard"])


@cache
def _frequent() -> frozenset[str]:
    return frozenset(table("characters")["standard"].replace("\n", "")[:_FREQUENT])


@cache
def _stray_form() -> re.Pattern[str]:
    return re.compile(f"[{''.join(pairs('characters', 'stray'))}]")


def _strays(text: Text) -> list[int]:
    return [m.start() for m in _stray_form().finditer(text.prose)]


def _is_traditional(text: Text, strays: list[int]) -> bool:
    if len(strays) < _MANY:
        return False
    return len(strays) * _SHARE > len(_HAN.findall(text.prose))


def stray(text: Text) -> Iterator[Finding]:
    """A traditional or variant form in simplified text; names of people keep theirs."""
    strays = _strays(text)
    if _is_traditional(text, strays):
        return
    times = Counter(text.prose[at] for at in strays)
    for at in strays:
        if not text.in_name(at):
            mark = text.prose[at]
            full = pairs("characters", "stray")[mark]
            level = _severity(full, times[mark])
            yield Finding(at, at + 1, full, {"mark": mark, "full": full}, level)


def _severity(full: str, times: int) -> Severity:
    """Rare simplified forms were long set unsimplified; what a writer has often is meant."""
    if times >= _USUAL:
        return Severity.ADVICE
    return Severity.ERROR if full in _frequent() else Severity.WARNING


def traditional(text: Text) -> Iterator[Finding]:
    """A text that is in traditional Chinese and does not say so."""
    strays = _strays(text)
    if _is_traditional(text, strays):
        yield Finding(strays[0], strays[0] + 1, None, {"n": len(strays)})


def simplified(text: Text) -> Iterator[Finding]:
    """A simplified form in traditional text; names of people keep theirs."""
    if text.lang == HANS:
        return
    forms = pairs("characters", "simplified")
    for m in _HAN.finditer(text.prose):
        if (full := forms.get(m[0])) and not text.in_name(m.start()):
            yield Finding(m.start(), m.end(), full, {"mark": m[0], "full": full})


def rare(text: Text) -> Iterator[Finding]:
    """The first of each character that the standard table lacks; names are exempt."""
    strays = pairs("characters", "stray")
    if _is_traditional(text, _strays(text)):
        return
    seen = {"〇"}
    for m in _HAN.finditer(text.prose):
        mark = m[0]
        if mark in _standard() or mark in seen:
            continue
        if mark not in strays and not _is_compatible(mark) and not text.in_name(m.start()):
            seen.add(mark)
            yield Finding(m.start(), m.end(), None, {"mark": mark, "point": f"U+{ord(mark):04X}"})


def _is_compatible(mark: str) -> bool:
    return unicodedata.normalize("NFC", mark) != mark


_RADICAL = re.compile("[\u2e80-\u2fdf]")


def radicals(text: Text) -> Iterator[Finding]:
    """A radical, encoded as a symbol, in the place of the ideograph."""
    for m in _RADICAL.finditer(text.prose):
        if full := pairs("characters", "radicals").get(m[0]):
            yield Finding(m.start(), m.end(), full, {"mark": m[0], "full": full})


_COMPATIBLE = {
    chr(n): unicodedata.normalize("NFC", chr(n))
    for n in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    if _is_compatible(chr(n))
}


def named(pattern: str, fix: str | None = None) -> Check:
    """A check of characters that cannot be seen: the sentence gets their Unicode names."""
    form = re.compile(pattern)

    def check(text: Text) -> Iterator[Finding]:
        for m in form.finditer(text.prose):
            name = unicodedata.name(m[0][0], "")
            arguments = {"point": f"U+{ord(m[0][0]):04X}", "name": name}
            yield Finding(m.start(), m.end(), fix, arguments)

    return check


_KANA = {"ニ": "二", "ロ": "口", "カ": "力", "タ": "夕", "ト": "卜", "エ": "工", "ハ": "八", "ー": "一"}  # fmt: skip
_ALIKE = re.compile(
    rf"(?<=[{HAN}])[{''.join(_KANA)}](?=[{HAN}，。、；：！？])"
    r"|(?<=[A-Za-z])[\u0370-\u03ff\u0400-\u04ff]+(?=[A-Za-z])"
)


def alike(text: Text) -> Iterator[Finding]:
    """A letter of another script that looks like the one meant."""
    for m in _ALIKE.finditer(text.prose):
        full = _KANA.get(m[0])
        yield Finding(m.start(), m.end(), full, {"mark": m[0], "point": f"U+{ord(m[0][0]):04X}"})


def garbled(text: Text) -> Iterator[Finding]:
    """A passage that was decoded wrongly somewhere before it came here."""
    for passage in text.of("garbled"):
        yield Finding(passage.start, passage.end)


def decomposed(text: Text) -> Iterator[Finding]:
    """A letter and a mark above it as two characters where one exists (NFC)."""
    for m in re.finditer(r"[A-Za-zÀ-ÿ][\u0300-\u036f]+", text.prose):
        full = unicodedata.normalize("NFC", m[0])
        if len(full) < len(m[0]):
            yield Finding(m.start(), m.end(), full, {"mark": m[0], "full": full})


_INVISIBLE = (
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+"
    "|(?<![\u200d\ufe0f\U0001f000-\U0001ffff\u2600-\u27bf])\u200d"
)

RULES = (
    Rule("P301", stray, "character", "unsafe"),
    Rule("P302", rare, ""),
    Rule("P303", radicals, "character", "safe", hant=True),
    Rule(
        "P304",
        everywhere(f"[{''.join(_COMPATIBLE)}]", _COMPATIBLE),
        "character",
        "safe",
        hant=True,
    ),
    Rule("P307", named(_INVISIBLE, ""), "form", "safe", hant=True),
    Rule(
        "P308",
        everywhere(
            rf"(?<=[{HAN}，。、；：！？])[\u00a0\u2000-\u200a\u202f\t]+(?=[{HAN}A-Za-z0-9])", ""
        ),
        "form",
        "safe",
        hant=True,
    ),
    Rule("P309", alike, "character", "unsafe", hant=True),
    Rule("P310", garbled, "character", hant=True, aside=frozenset()),
    Rule("P311", traditional, ""),
    Rule("P312", simplified, "character", "unsafe", hant=True),
    Rule("P313", decomposed, "form", "safe", hant=True),
)
