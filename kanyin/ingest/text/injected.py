"""Notes of the foot of a page that landed inside a sentence: …体制①渠敬东：《…》，2012年第5期。

A note is taken out where it is certain: it cites a book or a paper, or it belongs to a
sequence ①②③ of which most read as notes. An enumeration is none: its parts touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.page import Span
from kanyin.ingest.text.script import HAN

_MARK = re.compile(r"(?<![图表＠第])(?:[①-⑳]|〔\d{1,3}〕|［\d{1,3}］|\[\d{1,3}\])(?=[^①-⑳〔［\[])")
_TEXT = re.compile(
    rf"[ 　]?[{HAN}《“A-Z][^。]{{2,160}}。(?:(?:又见|另见|参见|亦见|同上|转引)[^。]{{2,80}}。)*"
)
_CITES = re.compile(
    rf"(?:(?:参见|另见|详见|转引自|引自|见)?[ 　]*[{HAN}·•]{{2,15}}(?:[编著译]|主编)?[：:，,][ 　]*)?"
    r"《[^《》]{2,50}》.{0,60}?(?:\d{4}年|第?[ 　]?\d+[页期卷版辑]|[页期版])"
)
_READS_AS_NOTE = re.compile(
    "(?:参见|另见|详见|见|转引|引自|同上|所称|所谓|此处|这里|文中|本文|即|指|原文|译文|作者|编者)"
    "|.{0,60}(?:见|参见|载|引自).{0,20}(?:《|第.{1,5}[页册卷辑期章])|.{2,12}(?:系指|均指|即指|是指)|[^，。]{2,6}指.{4}|.{0,16}(?:[今现均]|收)藏"
)


@dataclass(frozen=True, slots=True)
class Injected:
    """A note inside a unit: the stretches of its mark and of its text, and how sure we are."""

    unit: int
    mark: Span
    text: tuple[Span, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    unit: int
    mark: str
    start: int
    middle: int
    end: int
    words: str
    listed: bool


def injected_notes(units: Sequence[Unit], known: Sequence[int]) -> tuple[Injected, ...]:
    """The notes inside running text; ``known`` are the units that are notes already."""
    skip = frozenset(known)
    found = [
        c
        for i, unit in enumerate(units)
        if i not in skip and unit.kind != "fence"
        for c in _candidates(i, unit.text)
    ]
    series = not skip and _is_series([c for c in found if "①" <= c.mark <= "⑳"])
    return tuple(
        Injected(
            c.unit,
            _spans(units[c.unit], c.start, c.middle)[0],
            _spans(units[c.unit], c.middle, c.end),
            _cites(c) or (series and "①" <= c.mark <= "⑳"),
        )
        for c in found
        if _reads_as_note(c) or (series and "①" <= c.mark <= "⑳")
    )


def _candidates(number: int, text: str) -> Iterator[_Candidate]:
    last = 0
    for mark in _MARK.finditer(text, 1):
        words = _TEXT.match(text, mark.end())
        end = words.end() if words else mark.end()
        touches = last == mark.start() or bool(_MARK.match(text, end))
        listed = touches or text[mark.start() - 1] in "：:"
        said = words.group().strip() if words else ""
        yield _Candidate(number, mark.group(), mark.start(), mark.end(), end, said, listed)
        last = end


def _cites(note: _Candidate) -> bool:
    return not note.listed and _CITES.match(note.words) is not None


def _reads_as_note(note: _Candidate) -> bool:
    return not note.listed and bool(_READS_AS_NOTE.match(note.words) or _CITES.match(note.words))


def _is_series(notes: Sequence[_Candidate]) -> bool:
    """①②③ once each and in order, none part of a list, and half of them read as notes."""
    marks = [ord(note.mark) - ord("①") for note in notes]
    if marks != list(range(len(marks))) or any(n.listed or not n.words for n in notes):
        return False
    return 0 < len(notes) <= 2 * sum(map(_reads_as_note, notes))


def _spans(unit: Unit, start: int, end: int) -> tuple[Span, ...]:
    """A stretch of a unit's text in the original; a note may run over several lines."""
    spans, at = [], 0
    for line in unit.lines:
        first, last = max(start - at, 0), min(end - at, len(line.bare))
        if first < last:
            spans.append((line.span[0] + first, line.span[0] + last))
        at += len(line.bare)
    return tuple(spans)
