"""What the dialect writes differently, and the text with that done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanyin.ingest.foreign.lines import Scan
from kanyin.ingest.text.page import DROPPED, Claim, Line, Page
from kanyin.ingest.text.parts import Add, Block, Break, Keep, Part


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters that fall away (maybe none), and markup that stands in their place."""

    start: int
    end: int
    text: str
    why: str


_OWN = frozenset({"heading"})
"""Lines that are a block each."""


def written(page: Page, seen: Scan, edits: Iterable[Edit]) -> Iterator[Block]:
    """The body in blocks; a paragraph that was wrapped stands on one line."""
    ordered = sorted(edits)
    for lines in _runs(page, seen):
        yield _block(lines, seen.kinds[lines[0].number], ordered)


def _runs(page: Page, seen: Scan) -> Iterator[list[Line]]:
    """Lines of one kind, one below the other; code goes over its blank lines."""
    run: list[Line] = []
    for number, kind in sorted(seen.kinds.items()):
        line = page.lines[number - 1]
        if number in page.taken:
            continue
        before = seen.kinds[run[-1].number] if run else ""
        if run and (number != run[-1].number + 1 or kind != before or kind in _OWN):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _block(lines: list[Line], kind: str, edits: list[Edit]) -> Block:
    parts: list[Part] = []
    drops: list[Claim] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None:
            parts += _between(before, line, kind)
        start, end = line.whole
        if kind == "text":
            start, end = line.span
            hard = line.text.endswith("  ") and line is not lines[-1]
            end = line.end if hard else end
            if line.text.endswith("\\") and line is not lines[-1]:
                edits = [*edits, Edit(line.end - 1, line.end, "  ", "line end")]
            drops += _margins(line, start, end)
        _write(start, end, edits, parts, drops)
    return Block(kind, tuple(parts), tuple(drops))


def _between(before: Line, line: Line, kind: str) -> list[Part]:
    """A line end, or where a paragraph was only wrapped at most a space."""
    if kind == "figure":
        return []
    if kind != "text" or before.text.endswith(("  ", "\\")):
        return [Break()]
    latin = before.bare[-1:].isascii() and line.bare[:1].isascii()
    return [Add(" ", "space")] if latin else []


def _margins(line: Line, start: int, end: int) -> Iterator[Claim]:
    for a, b, why in ((line.start, start, "indent"), (end, line.end, "trailing space")):
        if a < b:
            yield Claim(a, b, DROPPED, why)


def _write(start: int, end: int, edits: list[Edit], parts: list[Part], drops: list[Claim]) -> None:
    """A stretch of the text with its edits."""
    at = start
    for edit in edits[bisect_left(edits, Edit(start, 0, "", "")) :]:
        if edit.end > end or edit.start > end:
            break
        if edit.start < at:
            continue
        parts += [Keep(at, edit.start, raw=True)] if at < edit.start else []
        parts += [Add(edit.text, edit.why)] if edit.text else []
        drops += [Claim(edit.start, edit.end, DROPPED, edit.why)] if edit.start < edit.end else []
        at = edit.end
    parts += [Keep(at, end, raw=True)] if at < end else []


def blank_lines(page: Page) -> Iterator[Claim]:
    """The spaces on lines without anything else, code left out."""
    for line in page.lines:
        if line.text and not line.bare and line.number not in page.taken:
            yield Claim(*line.whole, DROPPED, "blank line")
