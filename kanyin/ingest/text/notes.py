"""Notes to footnotes: end notes (注释) that the text calls once, and notes injected into it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.injected import Injected, injected_notes
from kanyin.ingest.text.page import DROPPED, Claim, Span
from kanyin.ingest.text.parts import Add, Block, Keep, Moved, Part

LABEL = re.compile("(?:译[ 　]*)?注[ 　]*[释解]?[：:]?|尾注[：:]?|(?:字库)?未存字注释[：:]?")
_MARK = re.compile(r"＠?[①-⑳]|〔\d{1,3}〕|［\d{1,3}］|\[\d{1,3}\]|[（(]\d{1,3}[）)]|\*(?=\S)")
_CALL = re.compile(_MARK.pattern.replace(r"\*(?=\S)", r"\*"))
_UNLABELLED = re.compile(r"＠?[①-⑳]|\*")
"""Marks that show a note without the label 注释 above."""


@dataclass(frozen=True, slots=True)
class Call:
    """Where the text calls a note: the mark, the footnote's id, and the text that landed here."""

    start: int
    end: int
    id: str
    text: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """The end notes by unit, with ids; the calls; and the notes that landed in the text."""

    ids: dict[int, str]
    calls: tuple[Call, ...]
    landed: tuple[Injected, ...] = ()


def find_notes(units: Sequence[Unit]) -> Notes:
    """The notes of a body that can become footnotes."""
    ids: dict[int, str] = {}
    calls: list[Call] = []
    notes = _note_units(units)
    called = _called(units) if notes else {}
    for i in notes:
        match = _MARK.match(units[i].text)
        places = [span for unit, span in called[match.group()] if unit != i] if match else []
        if len(places) == 1:
            ids[i] = str(len(ids) + 1)
            calls.append(Call(*places[0], ids[i]))
    landed = injected_notes(units, notes)
    for n, note in enumerate((note for note in landed if note.certain), len(ids) + 1):
        calls.append(Call(*note.mark, str(n), note.text))
    return Notes(ids, tuple(sorted(calls, key=lambda c: c.start)), landed)


def _note_units(units: Sequence[Unit]) -> list[int]:
    """The marked units below the label, or the marked ones that end the body."""
    label = next((i for i, u in enumerate(units) if LABEL.fullmatch(u.text)), None)
    if label is not None:
        return [i for i in range(label + 1, len(units)) if _MARK.match(units[i].text)]
    last = len(units)
    while last and _UNLABELLED.match(units[last - 1].text):
        last -= 1
    return list(range(last, len(units)))


def _called(units: Sequence[Unit]) -> dict[str, list[tuple[int, Span]]]:
    """Where each mark stands inside a text: the unit and the stretch, twice at the most."""
    found: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for i, unit in enumerate(units):
        for n, line in enumerate(unit.lines if unit.kind != "fence" else ()):
            for match in _CALL.finditer(line.bare):
                start = line.span[0] + match.start()
                if (match.start() or n) and len(found[match.group()]) < 3:
                    found[match.group()].append((i, (start, start + len(match.group()))))
    return found


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


def with_calls(block: Block, notes: Notes) -> tuple[Block, ...]:
    """The block with ``[^1]`` in place of marks, and the notes that had landed in it below."""
    if not notes.calls:
        return (block,)
    starts = [call.start for call in notes.calls]
    parts: list[Part] = []
    drops: list[Claim] = []
    below: list[Block] = []
    for part in block.parts:
        if not isinstance(part, Keep) or part.raw:
            parts.append(part)
            continue
        at = part.start
        for call in notes.calls[bisect_left(starts, part.start) : bisect_left(starts, part.end)]:
            parts += [Keep(at, call.start, cell=part.cell), Add(f"[^{call.id}]", "note call")]
            drops += _left_out(call)
            below += [_landed(call)] if call.text else []
            at = call.end
        parts.append(Keep(at, part.end, cell=part.cell))
    here = replace(block, parts=tuple(parts), drops=(*block.drops, *drops)) if drops else block
    return (here, *below)


def _left_out(call: Call) -> Iterator[Claim]:
    yield Claim(call.start, call.end, DROPPED, "note mark")
    yield from (Claim(*span, "notes", "") for span in call.text)


def _landed(call: Call) -> Block:
    text = (Moved(*span) for span in call.text)
    return Block("note", (Add(f"[^{call.id}]: ", "note"), *text))
