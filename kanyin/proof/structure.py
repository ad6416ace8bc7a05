"""The structure of an article: headings, numbers, what was left over or never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from kanyin.proof.rule import HAN, Finding, Rule, Text, everywhere
from kanyin.proof.text import Passage

_MARKUP = re.compile(rf"\*\*|~~(?=[{HAN}])|(?<=[{HAN}])\]\(|!\[|^#{{1,6}}[ #]|```", re.MULTILINE)


def leftovers(text: Text) -> Iterator[Finding]:
    """Markup that is none, since its other half is missing; escaped signs are meant."""
    for m in _MARKUP.finditer(text.prose):
        if text.is_whole(m.start(), m.end()):
            yield Finding(m.start(), m.end(), None, {"mark": m[0]})


_NOTHING = Passage("", 0, 0)
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}


def jumps(text: Text) -> Iterator[Finding]:
    """A heading two levels or more below the one before it."""
    for before, here in pairwise(text.of("heading")):
        if here.level > before.level + 1:
            yield Finding(
                here.start, here.end, None, {"level": here.level, "before": before.level}
            )


def empty_sections(text: Text) -> Iterator[Finding]:
    """A heading with nothing below it before the next of its level or a higher one."""
    for here, after in pairwise((*text.passages, _NOTHING)):
        ends = not after.end or (after.kind == "heading" and after.level <= here.level)
        if here.kind == "heading" and ends and here.level > 1:
            yield Finding(here.start, here.end)


def number(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below a hundred; None for any other."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    tens, ten, ones = text.rpartition("十")
    high = (_HAN_DIGITS.get(tens, 0) if tens else 1) if ten else 0
    low = _HAN_DIGITS.get(ones) if ones else 0
    return None if low is None or (not ten and len(text) > 1) else high * 10 + low


_FORMS: Mapping[str, re.Pattern[str]] = {
    "一、": re.compile(r"([一二三四五六七八九十]{1,3})、"),
    "（一）": re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
    "1.": re.compile(r"(\d{1,2})[.．、](?!\d)"),
    "（1）": re.compile(r"[（(](\d{1,2})[）)]"),
    "第一章": re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})章"),
    "第一节": re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})节"),
}
"""The systems of ordinals by the name of their first (GB/T 15834—2011, 附录B.3)."""


class _Ordinal(NamedTuple):
    """What a block is numbered with: its system, its value, and the characters as printed."""

    system: str
    value: int
    printed: str


def _ordinal(words: str) -> _Ordinal | None:
    for name, form in _FORMS.items():
        if (m := form.match(words)) and (value := number(m[1])) is not None:
            return _Ordinal(name, value, m[0])
    return None


def _objection(passage: Passage, here: _Ordinal, **arguments: object) -> Finding:
    end = passage.start + len(here.printed)
    return Finding(passage.start, end, None, {"number": here.printed, **arguments})


def _numbered(text: Text) -> Iterator[tuple[Passage, _Ordinal, list[_Ordinal]]]:
    """Each numbered heading, and those before it at its level in the same section."""
    sections: dict[int, list[_Ordinal]] = {}
    for passage in text.of("heading"):
        sections = {level: kept for level, kept in sections.items() if level <= passage.level}
        if here := _ordinal(text.words(passage)):
            before = sections.setdefault(passage.level, [])
            yield passage, here, before
            before.append(here)


def skips(text: Text) -> Iterator[Finding]:
    """A heading whose number does not follow on the one before it at its level."""
    for passage, here, before in _numbered(text):
        last = before[-1] if before else None
        if last and last.system == here.system and here.value not in (last.value + 1, 1):
            yield _objection(passage, here, expected=last.value + 1)


def mixtures(text: Text) -> Iterator[Finding]:
    """A heading numbered in another way than the first of the same section."""
    for passage, here, before in _numbered(text):
        if before and before[0].system != here.system:
            yield _objection(passage, here, system=before[0].system)


def lines_skip(text: Text) -> Iterator[Finding]:
    """A paragraph whose number does not follow on that of the paragraph before it."""
    last: _Ordinal | None = None
    for passage in text.passages:
        if passage.kind == "heading":
            last = None
        here = _ordinal(text.words(passage)) if passage.kind == "paragraph" else None
        if here is None:
            continue
        if last and last.system == here.system and last.value + 1 < here.value <= last.value + 3:
            yield _objection(passage, here, expected=last.value + 1)
        last = here


_ENTRY = re.compile(r"[\[［](\d{1,3})[\]］]")
_CITED = re.compile(r"(?<!\^)[\[［](\d{1,3}(?:[,，、\-–—～~]\s?\d{1,3})*)[\]］](?!\()")


def _listed(text: Text) -> dict[int, Passage]:
    """The entries of the bibliography by their numbers, when each has a line of its own."""
    entries: dict[int, Passage] = {}
    for passage in text.of("reference"):
        if m := _ENTRY.match(text.words(passage)):
            entries.setdefault(int(m[1]), passage)
    return entries if len(entries) > 2 else {}


def uncited(text: Text) -> Iterator[Finding]:
    """A citation of an entry that the bibliography lacks."""
    entries = _listed(text)
    if not entries:
        return
    for passage in text.of("paragraph", "item", "quote", "note"):
        for m in _CITED.finditer(text.prose, passage.start, passage.end):
            missing = [n for n in map(int, re.findall(r"\d+", m[1])) if n > max(entries)]
            if missing:
                yield Finding(m.start(), m.end(), None, {"mark": m[0], "last": max(entries)})


def unlisted(text: Text) -> Iterator[Finding]:
    """A gap in the numbers of a bibliography."""
    entries = _listed(text)
    for before, here in pairwise(sorted(entries)):
        if here == before + 2 and before > 0:
            passage = entries[here]
            yield Finding(passage.start, passage.start + 1, None, {"number": here, "expected": before + 1})  # fmt: skip


_FIGURE = re.compile(
    r"(?:^|(?<=[\ufffc\s]))([图表]) ?(\d{1,2})(?![\d.．\-—年月日个张盏幅]|\s?[所中可显表给为是])",
    re.MULTILINE,
)
_MENTION = re.compile(r"(?<![附地插])([图表]) ?(\d{1,2})(?![\d.．\-—年月日个张盏幅])")


def unshown(text: Text) -> Iterator[Finding]:
    """A figure or table that the text speaks of and that has no caption."""
    shown = {(m[1], m[2]) for m in _FIGURE.finditer(text.prose)}
    for kind in "图表":
        numbers = [int(n) for k, n in shown if k == kind]
        if len(numbers) < 2:
            continue
        for m in _MENTION.finditer(text.prose):
            if m[1] == kind and (kind, m[2]) not in shown and int(m[2]) > max(numbers):
                yield Finding(m.start(), m.end(), None, {"mark": m[0]})


RULES = (
    Rule("P501", jumps, "form", hant=True),
    Rule("P502", empty_sections, "", hant=True),
    Rule("P503", skips, "form", hant=True),
    Rule("P504", mixtures, "form", hant=True),
    Rule("P505", lines_skip, "form", hant=True),
    Rule("P506", leftovers, "form", hant=True),
    Rule(
        "P507",
        everywhere(
            r"(?<![A-Za-z])(?:TODO|FIXME|TBD|XXX+|[Ll]orem ipsum)(?![A-Za-z])|[【（〔\[(](?:待[补查核定续]|此处)[^】）〕\])\n]{0,12}[】）〕\])]|待补充。|[?？]{3,}(?=[，。])|[×✕]{3,}|_{4,}"
        ),
        "word",
        hant=True,
    ),
    Rule("P508", uncited, "form", hant=True),
    Rule("P509", unlisted, "form", hant=True, aside=frozenset()),
    Rule("P510", unshown, "form", hant=True),
)
