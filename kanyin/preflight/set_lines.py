"""Lines with what a rule has to know: the column, the paragraph, the place on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kanyin.preflight.cells import fills_cell
from kanyin.preflight.characters import sets
from kanyin.preflight.columns import FLUSH, Column, is_leader, right_edges, same_size
from kanyin.preflight.lines import Line

PARAGRAPH = 1.35
"""From this many leadings on the distance of two baselines ends a paragraph."""

UNFILLED = 4.0
"""A line that leaves more than this empty (ems) ends a paragraph."""
NARROW = 6.0
"""Columns narrower than this (ems) are lists or cells, not running text."""


@dataclass(frozen=True, slots=True, eq=False)
class SetLine:
    """A line in its column. ``number`` counts the lines of the page from 1.

    ``first`` and ``final`` say whether it begins or ends a paragraph, ``justified``
    whether the lines of its column are set to both edges.
    """

    line: Line
    column: Column
    number: int
    first: bool
    final: bool
    justified: bool

    @property
    def em(self) -> float:
        """The type size in points."""
        return self.line.size

    @property
    def inner(self) -> bool:
        """Whether it has to reach both edges."""
        return self.justified and not self.final

    def short(self) -> float:
        """How far (ems) it ends before the edge, or beyond it (negative).

        A closing mark whose cell reaches over the edge ends with its visible half.
        """
        right = self.column.right
        if right is None:
            return 0.0
        full, *trimmed = ((right - x) / self.em for x in right_edges(self.line))
        return trimmed[0] if trimmed and full < -FLUSH else full


@dataclass(frozen=True, slots=True)
class Setting:
    """All lines in order, and the pairs of lines between which a paragraph goes on."""

    lines: tuple[SetLine, ...]
    breaks: tuple[tuple[SetLine, SetLine], ...]


def set_lines(columns: Sequence[Column]) -> Setting:
    """Every line of the columns, with its place and its paragraph."""
    blocks: list[list[SetLine]] = []
    breaks: list[tuple[SetLine, SetLine]] = []
    numbers: Counter[int] = Counter()
    goes_on = [_next(columns, place) for place in range(len(columns))]
    for place, column in enumerate(columns):
        begins, last = place not in goes_on, goes_on[place] is None
        blocks.append(list(_block(column, begins, last, numbers)))
    for place, block in enumerate(blocks):
        breaks += [(a, b) for a, b in pairwise(block) if not a.final]
        other = goes_on[place]
        if other is not None:
            breaks.append((block[-1], blocks[other][0]))
    return Setting(tuple(line for block in blocks for line in block), tuple(breaks))


def _block(column: Column, begins: bool, last: bool, numbers: Counter[int]) -> Iterator[SetLine]:
    ends = [*_ends(column), last]
    justified = _justified(column, ends)
    for index, line in enumerate(column.lines):
        numbers[line.page] += 1
        first = ends[index - 1] if index else begins or column.indented(0)
        running = justified and not is_leader(line)
        yield SetLine(line, column, numbers[line.page], first, ends[index], running)


def _ends(column: Column) -> Iterator[bool]:
    """For every line but the last: whether a paragraph ends with it."""
    notes = column.lines[0].glyphs[0].text in sets().note_calls
    for index in range(1, len(column.lines)):
        before, after = column.lines[index - 1 : index + 1]
        apart = before.y - after.y > PARAGRAPH * column.leading
        if before.block and after.block:
            ends = before.block != after.block
        else:
            ends = column.indented(index) or (notes and after.glyphs[0].text in sets().note_calls)
        yield ends or apart or _forced(column, before, after)


def _forced(column: Column, before: Line, after: Line) -> bool:
    """Whether a line was broken by force: the next character would have found room."""
    room = 0.0 if column.right is None else column.right - before.right
    return room > UNFILLED * column.size and fills_cell(after.glyphs[0])


def _next(columns: Sequence[Column], place: int) -> int | None:
    """The column at whose head the last paragraph of a column goes on, if it does.

    It stands on the same page higher up, or on another page, and does not begin with an
    indent; the last line here fills its measure but for a few ems.
    """
    column = columns[place]
    if column.right is None or column.right - column.lines[-1].right > UNFILLED * column.size:
        return None
    for index, other in enumerate(columns[place + 1 :], place + 1):
        if same_size(other.size, column.size):
            below = other.page == column.page and other.lines[0].y <= column.lines[-1].y
            ended = below or other.indented(0) or other.right is None or _parted(column, other)
            return None if ended else index
    return None


def _parted(column: Column, other: Column) -> bool:
    """Whether tags say that two columns of a page do not share a paragraph."""
    last, first = column.lines[-1].block, other.lines[0].block
    return column.page == other.page and None not in (last, first) and last != first


def _justified(column: Column, ends: Sequence[bool]) -> bool:
    """Whether at least half of the lines inside paragraphs end at the edge, or have to."""
    right = column.right
    inner = [line for line, end in zip(column.lines, ends, strict=True) if not end]
    if right is None or not inner or right - column.left < NARROW * column.size:
        return False
    if column.given:
        return True
    near = FLUSH * column.size
    flush = sum(any(abs(right - x) <= near for x in right_edges(line)) for line in inner)
    return flush * 2 >= len(inner)
