"""Blocks to Markdown, keeping account of what was kept, repaired and added where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kanyin.ingest.text.escape import escapes
from kanyin.ingest.text.ledger import Added
from kanyin.ingest.text.page import Claim, Page, Repair, Span
from kanyin.ingest.text.parts import Add, Block, Break, Keep, Moved, Part

_BEFORE_TEXT = "*->:. 0123456789[^]"
"""What the marks of quotes, lists, notes and emphasis are made of."""


@dataclass(frozen=True, slots=True)
class Written:
    """A body in Markdown, with the line of the original behind each of its lines."""

    rows: tuple[str, ...]
    lines: tuple[int, ...]
    added: tuple[Added, ...]
    kept: tuple[Span, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True)
class Sources:
    """What the text of a stretch depends on: repairs, and characters that fall away."""

    page: Page
    repairs: tuple[Repair, ...]
    gaps: tuple[Claim, ...]
    markdown: bool = False
    _repair_starts: list[int] = field(init=False)
    _gap_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_repair_starts", [r.start for r in self.repairs])
        object.__setattr__(self, "_gap_starts", [g.start for g in self.gaps])

    def without_gaps(self, span: Span) -> Iterator[Span]:
        """The stretches of a span that nothing claims."""
        at = span[0]
        first = max(0, bisect_right(self._gap_starts, at) - 1)
        for gap in self.gaps[first : bisect_left(self._gap_starts, span[1])]:
            if at < gap.start:
                yield at, gap.start
            at = max(at, gap.end)
        if at < span[1]:
            yield at, span[1]

    def repairs_made(self, span: Span) -> Iterator[Repair]:
        """The repairs to apply inside a stretch."""
        first = bisect_left(self._repair_starts, span[0])
        for repair in self.repairs[first : bisect_left(self._repair_starts, span[1])]:
            if repair.made and repair.end <= span[1]:
                yield repair

    def repaired(self, span: Span) -> str:
        """The text of a stretch, as a reader should have it."""
        return "".join(text for part in self.without_gaps(span) for text, _ in self.pieces(part))

    def pieces(self, span: Span) -> Iterator[tuple[str, Repair | None]]:
        """The text of an unclaimed stretch, cut at its repairs."""
        at = span[0]
        for repair in self.repairs_made(span):
            yield self.page.text[at : repair.start], None
            yield repair.to, repair
            at = repair.end
        yield self.page.text[at : span[1]], None


@dataclass(slots=True)
class _Sheet:
    """The Markdown as it grows."""

    first_row: int
    rows: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    kept: list[Span] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    width: int = 0
    line: int = 0
    begun: bool = False

    def put(self, text: str) -> None:
        self.begun = self.begun or bool(text.strip("*"))
        self.row.append(text)
        self.width += len(text)

    def mark(self, text: str, why: str) -> None:
        self.added.append(Added(self.first_row + len(self.rows), self.width + 1, text, why))
        begun = self.begun
        self.put(text)
        if not text.strip(_BEFORE_TEXT):  # a list in a quote: the line begins behind the marks
            self.begun = begun

    def end_row(self) -> None:
        self.rows.append("".join(self.row))
        self.lines.append(self.line)
        self.row, self.width, self.line, self.begun = [], 0, 0, False


def write(blocks: Iterable[Block], sources: Sources, first_row: int) -> Written:
    """Write all blocks; ``first_row`` is the line of the file on which the body begins."""
    sheet = _Sheet(first_row)
    for block in blocks:
        for part in block.parts:
            _write_part(part, sheet, sources)
        sheet.end_row()
        sheet.end_row()
    if sheet.rows:
        sheet.rows.pop()
        sheet.lines.pop()
    return Written(
        tuple(sheet.rows),
        tuple(sheet.lines),
        tuple(sheet.added),
        tuple(sheet.kept),
        tuple(sheet.repairs),
    )


def _write_part(part: Part, sheet: _Sheet, sources: Sources) -> None:
    if isinstance(part, Break):
        sheet.end_row()
    elif isinstance(part, Add):
        sheet.mark(part.text, part.why)
    elif isinstance(part, Moved):
        _write_moved(part, sheet, sources)
    else:
        sheet.line = sheet.line or sources.page.line_at(part.start).number
        for span in sources.without_gaps((part.start, part.end)):
            sheet.kept.append(span)
            _write_kept(part, span, sheet, sources)


def _write_moved(part: Moved, sheet: _Sheet, sources: Sources) -> None:
    """Text that a field accounts for; here it counts as added."""
    sheet.line = sheet.line or sources.page.line_at(part.start).number
    text = _repaired((part.start, part.end), sheet, sources)
    found = escapes(text, at_line_start=False, cell=False, markdown=sources.markdown)
    sheet.mark("".join(plain + mark for plain, mark in _cut(text, found)), "moved")


def _write_kept(part: Keep, span: Span, sheet: _Sheet, sources: Sources) -> None:
    if part.raw:
        sheet.put(sources.page.text[span[0] : span[1]])
        return
    text = _repaired(span, sheet, sources)
    start = not sheet.begun
    found = escapes(text, at_line_start=start, cell=part.cell, markdown=sources.markdown)
    for plain, mark in _cut(text, found):
        sheet.put(plain)
        if mark:
            sheet.mark(mark, "escape")


def _repaired(span: Span, sheet: _Sheet, sources: Sources) -> str:
    """A stretch with its repairs made, which are put down."""
    pieces = list(sources.pieces(span))
    sheet.repairs.extend(repair for _, repair in pieces if repair)
    return "".join(text for text, _ in pieces)


def _cut(text: str, found: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """The text up to each escape, with the escape; last the rest, with none."""
    at = 0
    for place, mark in found:
        yield text[at:place], mark
        at = place
    yield text[at:], ""
