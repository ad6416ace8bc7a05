"""Where the lines of a paragraph end: the whole paragraph at once, or line by line.

Total fit is the dynamic programme of Knuth and Plass (Breaking Paragraphs into Lines,
1981) over CLREQ's means: lines set solid first, then as few lines as can be, then the
least widening, then the fewest marks squeezed, and no single character on the last line.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from math import inf

from kanyin.composition.breaks import FREE
from kanyin.composition.kinds import DIGIT, HAN, LATIN, OBJECT, SIGN
from kanyin.composition.paragraph import Paragraph

WIDEST = 0.09
"""Beyond this widening between two Han, in em, readers of the PDF see a space."""

SHORT, VERY_SHORT, HALF_EM = 25, 20, 0.53
"""In a measure of fewer em, half an em spread over a line is worse than ``Costs.seen`` but
no reason yet to squeeze other marks: it is what a trimmed mark leaves over. So that this
does not make paragraphs longer, a line costs more."""

DEARER = (1.7, 2.45)
"""How much more a line costs in a short measure, and in a very short one."""

WIDEST_SPACE = 0.75
"""What a word space may take, in em, over its half em when nothing else is left."""

WEIGHT = {HAN: 1, SIGN: 1, LATIN: 1, DIGIT: 1, OBJECT: 2}
"""What counts on a last line; marks do not, and an object is not lonely."""

SURELY = 8
"""More characters than this are never one character and its marks."""

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Costs:
    """What a line costs, found by trial on 2,200 characters at twelve measures.

    ``line`` for the line itself, so that paragraphs stay short. ``loose`` and ``tight`` for
    a line that is widened or whose marks are squeezed, more the more; ``wide`` for one that
    is widened past ``seen``, in em. ``torn`` for one that is filled by its word spaces,
    ``penalty`` times the class of a break, ``lonely`` for a single character on the last
    line, ``short`` and ``over`` for lines that miss the edge.
    """

    line: float = 16.0
    loose: float = 4.0
    tight: float = 5.0
    wide: float = 60.0
    seen: float = 0.02
    torn: float = 800.0
    penalty: float = 40.0
    lonely: float = 5000.0
    short: float = 1e4
    over: float = 1e7


COSTS = Costs()


def line_cost(p: Paragraph, start: int, n: int, measure: float, c: Costs = COSTS) -> float:
    """The badness of a justified line to the ``n``-th stop; infinite if it cannot be set."""
    spare = measure - p.edges[n] + p.origin(start)
    last = max(p.inner[n], start)
    if abs(spare) <= TOLERANCE * measure:
        return 0.0
    if spare > 0:
        return _loose(p, start, last, spare, c)
    return _tight(p, start, last, -spare, c)


def _loose(p: Paragraph, start: int, last: int, spare: float, c: Costs) -> float:
    spare -= p.room[last] - p.room[start]
    if spare <= 0:
        return c.loose / 2
    gaps = p.solid[last] - p.solid[start]
    if spare > WIDEST * gaps:
        words = p.words[last] - p.words[start]
        torn = (spare - WIDEST * gaps) / (words or TOLERANCE)
        return c.torn * (1 + torn) if torn < WIDEST_SPACE else inf
    width = spare / gaps / c.seen
    return c.loose + (width**2 if width < 1 else c.wide + c.tight * width**3)


def _tight(p: Paragraph, start: int, last: int, need: float, c: Costs) -> float:
    need -= p.shrink[last] - p.shrink[start]
    if need <= 0:
        return c.loose / 2
    marks = p.squeeze[last] - p.squeeze[start]
    if need > marks * (1 + TOLERANCE):
        return inf
    return c.tight * (1 + (need / marks) ** 2)


def total_fit(
    p: Paragraph, first: float, rest: float, begin: int = 0, costs: Costs = COSTS
) -> list[int]:
    """The ends of the lines from ``begin`` on: one ``first`` long, the others ``rest``."""
    costs = _for_measure(costs, rest / p.ems[0])
    best = {begin: 0.0}
    before: dict[int, int] = {}
    for start in (begin, *p.stops[:-1]):
        if start not in best:
            continue
        so_far = best[start] + costs.line
        measure = first if start == begin else rest
        for end, cost in _candidates(p, start, measure, costs):
            total = so_far + cost
            if total < best.get(end, inf):
                best[end], before[end] = total, start
    ends = [p.size]
    while before[ends[-1]] != begin:
        ends.append(before[ends[-1]])
    return ends[::-1]


_SLACK = (0.15, 0.5)
"""How much shorter than the measure a line may be that can still be justified, as a part
of it: Han alone give 9 %, word spaces more."""


def _for_measure(costs: Costs, measure: float) -> Costs:
    if measure >= SHORT:
        return costs
    seen = max(costs.seen, HALF_EM / max(measure - 1, 1))
    return replace(costs, seen=seen, line=costs.line * DEARER[measure < VERY_SHORT])


def _candidates(p: Paragraph, start: int, measure: float, c: Costs) -> list[tuple[int, float]]:
    """The ends that a line from ``start`` may have, with their costs; never none."""
    stops, edges, found = p.stops, p.edges, []
    final, first = len(stops) - 1, bisect_left(stops, start + 1)
    right = p.origin(start) + measure
    n = min(final, bisect_left(edges, right - measure * _SLACK[bool(p.words[-1])], lo=first))
    while n < final:
        cost = line_cost(p, start, n, measure, c)
        if cost < inf:
            found.append((stops[n], cost + (p.penalties[stops[n]] or FREE) * c.penalty))
        elif edges[n] - (p.squeeze[p.inner[n]] - p.squeeze[start]) > right + p.ems[start]:
            break
        n += 1
    if n == final:
        cost = 0.0 if edges[n] <= right * (1 + TOLERANCE) else line_cost(p, start, n, measure, c)
        if cost < inf:
            found.append((p.size, cost + _last_line(p, start, c)))
    return found or _emergency(p, start, measure, c)


def _emergency(p: Paragraph, start: int, measure: float, c: Costs) -> list[tuple[int, float]]:
    """The longest line that fits, however short; or one that goes over the edge."""
    n = _longest(p, start, measure)
    fits = p.edges[n] - p.origin(start) <= measure * (1 + TOLERANCE)
    return [(p.stops[n], c.short if fits else c.over)]


def _longest(p: Paragraph, start: int, measure: float) -> int:
    """The number of the last stop that still fits, or of the first after ``start``."""
    n = bisect_left(p.stops, start + 1)
    right = p.origin(start) + measure * (1 + TOLERANCE)
    while n + 1 < len(p.stops) and p.edges[n + 1] <= right:
        n += 1
    return n


def _last_line(p: Paragraph, start: int, c: Costs) -> float:
    """孤字不成行: a last line has two characters, marks not counted (CLREQ 3.4.1)."""
    if start == 0 or p.size - start > SURELY:
        return 0.0
    weight = sum(WEIGHT.get(k, 0) for k in p.kinds[start:])
    return c.lonely if weight < 2 else 0.0


def best_fit(
    p: Paragraph, first: float, rest: float, begin: int = 0, costs: Costs = COSTS
) -> list[int]:
    """The ends of the lines, each line the best by itself: the fast way."""
    ends: list[int] = []
    start = begin
    while start < p.size:
        measure = first if start == begin else rest
        start = min(
            _candidates(p, start, measure, costs),
            key=lambda one: one[1] + (0.0 if one[0] == p.size else _last_line(p, one[0], costs)),
        )[0]
        ends.append(start)
    return ends


def ragged_fit(p: Paragraph, first: float, rest: float, begin: int = 0) -> list[int]:
    """The ends of the lines of a text that is not justified: as much as fits."""
    ends: list[int] = []
    start = begin
    while start < p.size:
        measure = first if start == begin else rest
        start = p.stops[_longest(p, start, measure)]
        ends.append(start)
    if len(ends) > 1 and _last_line(p, ends[-2], COSTS):
        shorter = p.stops[bisect_left(p.stops, ends[-2]) - 1]
        ends[-2] = shorter if shorter > (ends[-3] if len(ends) > 2 else begin) else ends[-2]
    return ends
