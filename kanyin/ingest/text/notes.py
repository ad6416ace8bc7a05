"""End notes (注释) to footnotes: a note whose mark is called exactly once in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.page import DROPPED, Claim
from kanyin.ingest.text.parts import Add, Block, Keep, Part

LABEL = re.compile("(?:译[ 　]*)?注[ 　]*[释解]?[：:]?|尾注[：:]?")
_MARK = re.compile(r"[①-⑳]|〔\d{1,3}〕|［\d{1,3}］|\[\d{1,3}\]|[（(]\d{1,3}[）)]|\*(?=\S)")
_UNLABELLED = re.compile(r"[①-⑳]|\*")
"""Marks that show a note without the label 注释 above."""


@dataclass(frozen=True, slots=True)
class Call:
    """Where the text calls a note: the stretch of the mark, and the footnote's id."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The end notes of a body: the units they are in, with ids, and their calls."""

    ids: dict[int, str]
    calls: tuple[Call, ...]


def find_notes(units: Sequence[Unit]) -> Notes:
    """The notes at the end of a body that can become footnotes."""
    ids: dict[int, str] = {}
    calls: list[Call] = []
    for i in _note_units(units):
        match = _MARK.match(units[i].text)
        call = _call(units, i, match.group()) if match else None
        if call is not None:
            ids[i] = str(len(ids) + 1)
            calls.append(Call(*call, ids[i]))
    return Notes(ids, tuple(sorted(calls, key=lambda c: c.start)))


def _note_units(units: Sequence[Unit]) -> list[int]:
    """The marked units below the label, or the marked ones that end the body."""
    label = next((i for i, u in enumerate(units) if LABEL.fullmatch(u.text)), None)
    if label is not None:
        return [i for i in range(label + 1, len(units)) if _MARK.match(units[i].text)]
    last = len(units)
    while last and _UNLABELLED.match(units[last - 1].text):
        last -= 1
    return list(range(last, len(units)))


def _call(units: Sequence[Unit], note: int, mark: str) -> tuple[int, int] | None:
    """The only place where the mark stands in another unit, not at its beginning."""
    found = [
        (line.span[0] + at, line.span[0] + at + len(mark))
        for i, unit in enumerate(units)
        if i != note and unit.kind != "fence"
        for n, line in enumerate(unit.lines)
        for at in (m.start() for m in re.finditer(re.escape(mark), line.bare))
        if at or n
    ]
    return found[0] if len(found) == 1 else None


def note_block(unit: Unit, id: str) -> Block:
    """``[^1]: `` in place of the printed mark."""
    start, end = unit.lines[0].span
    match = _MARK.match(unit.lines[0].bare)
    length = match.end() if match else 0
    spaces = len(unit.lines[0].bare[length:]) - len(unit.lines[0].bare[length:].lstrip())
    begin = start + length + spaces
    mark = Claim(start, begin, DROPPED, "note mark")
    parts: tuple[Part, ...] = (Add(f"[^{id}]: ", "note"), Keep(begin, end), *unit.parts[1:])
    return Block("note", parts, (*unit.drops, mark))


def with_calls(block: Block, notes: Notes) -> Block:
    """The block with ``[^1]`` in place of the marks in its text."""
    parts: list[Part] = []
    drops: list[Claim] = []
    starts = [call.start for call in notes.calls]
    for part in block.parts:
        if not isinstance(part, Keep) or part.raw:
            parts.append(part)
            continue
        at = part.start
        for call in notes.calls[bisect_left(starts, part.start) : bisect_left(starts, part.end)]:
            parts += [Keep(at, call.start, cell=part.cell), Add(f"[^{call.id}]", "note call")]
            drops.append(Claim(call.start, call.end, DROPPED, "note mark"))
            at = call.end
        parts.append(Keep(at, part.end, cell=part.cell))
    return replace(block, parts=tuple(parts), drops=(*block.drops, *drops)) if drops else block
