"""Lines with what a rule has to know: the column, the paragraph, the place on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanyin.preflight.columns import FLUSH, Column, right_edges
from kanyin.preflight.lines import Line

PARAGRAPH = 1.35
"""From this many leadings on the distance of two baselines ends a paragraph."""


@dataclass(frozen=True, slots=True)
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


def set_lines(columns: Sequence[Column]) -> tuple[SetLine, ...]:
    """Every line of the columns, in order."""
    found: list[SetLine] = []
    numbers: Counter[int] = Counter()
    for place, column in enumerate(columns):
        ends = [*_ends(column), _ends_here(columns, place)]
        justified = _justified(column, ends)
        for index, line in enumerate(column.lines):
            numbers[line.page] += 1
            first = column.indented(index) or (index > 0 and ends[index - 1])
            found.append(SetLine(line, column, numbers[line.page], first, ends[index], justified))
    return tuple(found)


def _ends(column: Column) -> Iterator[bool]:
    """For every line but the last: whether a paragraph ends with it."""
    for index in range(1, len(column.lines)):
        step = column.lines[index - 1].y - column.lines[index].y
        yield column.indented(index) or step > PARAGRAPH * column.leading


def _ends_here(columns: Sequence[Column], place: int) -> bool:
    """Whether a paragraph ends with a column, or goes on at the head of the next one."""
    column = columns[place]
    for other in columns[place + 1 :]:
        if abs(other.size - column.size) < FLUSH * column.size:
            same_page = other.page == column.page and other.lines[0].y < column.lines[-1].y
            return same_page or other.indented(0)
    return True


def _justified(column: Column, ends: Sequence[bool]) -> bool:
    """Whether at least half of the lines inside paragraphs end at the edge."""
    right = column.right
    inner = [line for line, end in zip(column.lines, ends, strict=True) if not end]
    if right is None or not inner:
        return False
    near = FLUSH * column.size
    flush = sum(any(abs(right - x) <= near for x in right_edges(line)) for line in inner)
    return flush * 2 >= len(inner)
