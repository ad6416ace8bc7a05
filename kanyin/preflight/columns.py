"""Puts lines together into columns and finds the edges they are set to.

A column's edges are where most of its lines begin and end; nothing but the page says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kanyin.preflight.cells import blank_after, blank_before
from kanyin.preflight.lines import Line

FLUSH = 0.02
"""How far (ems) an edge may be from where it should be."""
INDENT = 0.6
"""From this distance (ems) on a line is indented."""
ENOUGH = 3
"""So many lines have to end at the same place before that is an edge."""
SAME = 0.08
"""Type sizes that differ by less (of one another) stand together: a Hei among Song."""
LEADER = 4
"""So many dots in a row lead to a page number: such a line is no running text."""
DOTS = frozenset("·.…⋯・․‥")


@dataclass(frozen=True, slots=True)
class Column:
    """Lines of one type size below one another, and the edges they are set to (points).

    ``right`` is None where too few lines agree; ``given`` says that it was told. ``leading``
    is the usual distance of baselines, 0 for a single line; ``size`` the type size of most
    lines.
    """

    lines: tuple[Line, ...]
    left: float
    right: float | None
    leading: float
    size: float
    given: bool

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.lines[0].page

    def indented(self, index: int) -> bool:
        """Whether a line begins a paragraph by its indent."""
        return self.lines[index].left - self.left > INDENT * self.size


def columns_of(
    lines: Iterable[Line], body: float, known: Mapping[float, float]
) -> tuple[Column, ...]:
    """The columns in the order of the content.

    ``body`` is the body's type size; ``known`` are the widths of columns by their type
    size to a tenth, all in points.
    """
    flows = list(_flows(lines))
    widths = _widths(flows)
    return tuple(_column(flow, widths, known, body) for flow in flows)


def _flows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines that follow one another downwards in one column and one size."""
    flow: list[Line] = []
    for line in lines:
        if flow and not _follows(flow, line):
            yield flow
            flow = []
        flow.append(line)
    if flow:
        yield flow


def _follows(flow: list[Line], line: Line) -> bool:
    last = flow[-1]
    same = last.page == line.page and same_size(last.size, line.size)
    below = 0.5 < (last.y - line.y) / line.size < 3.5
    left, right = min(x.left for x in flow), max(x.right for x in flow)
    return same and below and line.left < right and left < line.right


def same_size(a: float, b: float) -> bool:
    """Whether two type sizes may stand in one column."""
    return abs(a - b) < SAME * max(a, b)


def _column(
    flow: list[Line], usual: Mapping[float, float], known: Mapping[float, float], body: float
) -> Column:
    left, right, votes = _edges(flow)
    size = _class(flow)
    if size in known:
        right = left + known[size]
    elif (right is None or votes < len(flow) / 2) and size in usual:
        right = _usual(flow, left + usual[size], same_size(size, body)) or right
    steps = [a.y - b.y for a, b in pairwise(flow)]
    leading = median(steps) if steps else 0.0
    exact = next(line.size for line in flow if round(line.size, 1) == size)
    return Column(tuple(flow), left, right, leading, exact, size in known)


def _usual(flow: list[Line], right: float, trusted: bool) -> float | None:
    """The usual edge, when no line passes it and, unless trusted, one at least ends there."""
    size = flow[0].size
    beyond = max(line.right for line in flow) - right
    near = any(abs(x - right) < FLUSH * size for line in flow for x in right_edges(line))
    return right if beyond < 0.6 * size and (trusted or near) else None


def _class(flow: list[Line]) -> float:
    """The type size of most lines."""
    return Counter(round(line.size, 1) for line in flow).most_common(1)[0][0]


def _widths(flows: list[list[Line]]) -> dict[float, float]:
    """For every type size the width that most lines are set to, for flows of few lines."""
    found: dict[float, list[float]] = defaultdict(list)
    for flow in flows:
        left, right, _ = _edges(flow)
        if right is not None:
            found[_class(flow)] += [right - left] * len(flow)
    return {size: _agreed(values, size)[0] for size, values in found.items()}


def _edges(flow: list[Line]) -> tuple[float, float | None, int]:
    """Left, right, and how many lines end there."""
    size = _class(flow)
    left, _ = _agreed([x for line in flow for x in left_edges(line)], size)
    right, votes = _agreed([x for line in flow for x in right_edges(line)], size)
    return left, right if votes >= ENOUGH else None, votes


def is_leader(line: Line) -> bool:
    """Whether dots lead to the end of a line, as in a table of contents."""
    text = line.text
    return any(dot * LEADER in text for dot in DOTS)


def left_edges(line: Line) -> tuple[float, ...]:
    """Where a line may be said to begin: at its cell, or at a trimmed mark's visible half."""
    blank = blank_before(line.glyphs[0])
    return (line.left, line.left + blank) if blank else (line.left,)


def right_edges(line: Line) -> tuple[float, ...]:
    """Where a line may be said to end: at its cell, or at a trimmed mark's visible half."""
    blank = blank_after(line.glyphs[-1])
    return (line.right, line.right - blank) if blank else (line.right,)


def _agreed(values: Sequence[float], size: float) -> tuple[float, int]:
    """The place that most values share, the rightmost of equals, and how many do."""
    ordered = sorted(values)
    best, votes = ordered[0], 0
    for start, value in enumerate(ordered):
        near = [v for v in ordered[start:] if v - value <= FLUSH * size]
        if len(near) >= votes:
            best, votes = median(near), len(near)
    return best, votes
