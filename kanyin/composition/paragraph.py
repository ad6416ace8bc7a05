"""A paragraph as its line breaker sees it: advances, and how far each gap can give.

Lengths are in any one unit (the engine's pixels), the same for all. A *gap* is what lies
between a character and the next one; its adjustments are CLREQ's (3.1.6, 3.2.2, 3.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add, mul

from kanyin.composition.conventions import SQUEEZE_ORDER, Convention
from kanyin.composition.kinds import (
    DASH,
    DIGIT,
    ELLIPSIS,
    HAN,
    JOINT,
    LINK,
    MARKS,
    MEETING,
    NOTE,
    SIGN,
    SLASH,
    SPACE,
    WEST,
    WESTERN,
)

WORD_SPACE = (0.25, 0.5)
"""A word space in a line of Chinese is a quarter of an em at least, half at most."""

UNSTRETCHED = frozenset((LINK, SLASH))
INNER = WESTERN | {WEST, NOTE, SPACE}
"""Between two of these there is no gap to widen."""

_MEASURED = frozenset((DIGIT, SIGN))
"""A number and its sign, which are one (CLREQ 3.1.5.2)."""

GAPS, SOLID = 1, 2
"""What is widened after word spaces, and at last (CLREQ 3.5.4)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What may happen between two kinds, in em.

    ``fixed`` always; ``shrink`` pairs a rank (0 goes first) with an amount; ``widen`` is
    the order in which the gap is widened (None: never) and ``room`` how far.
    """

    fixed: float
    shrink: tuple[tuple[int, float], ...]
    widen: int | None
    room: float


_RIGID = Gap(0.0, (), None, 0.0)


@lru_cache(maxsize=4096)
def _gap(a: str, b: str, convention: Convention) -> Gap:
    if {a, b} & WESTERN and HAN in (a, b):
        c = convention
        return Gap(c.gap, ((_rank("gap"), c.gap - c.least_gap),), GAPS, c.widest_gap - c.gap)
    fixed = convention.pair(a, b)
    shrink = () if a in MEETING and b in MEETING else tuple(_blank(a, b, convention))
    return Gap(fixed, shrink, *((None, 0.0) if _is_rigid(a, b) else (SOLID, 0.0)))


def _gaps(kinds: str, convention: Convention) -> Iterator[Gap]:
    """The gap after each character but the last; none before a joint, its base's after it."""
    base = kinds[:1]
    for kind in kinds[1:]:
        if kind == JOINT:
            yield _RIGID
        else:
            yield _gap(base, kind, convention)
            base = kind


def _is_rigid(a: str, b: str) -> bool:
    if {a, b} & UNSTRETCHED or b in (NOTE, SPACE) or a in (SPACE, JOINT):
        return True
    return (a in INNER and b in INNER) or {a, b} == _MEASURED or (a == b and a in (DASH, ELLIPSIS))


def _blank(a: str, b: str, convention: Convention) -> Iterator[tuple[int, float]]:
    """The blank of a mark towards a neighbour that is none."""
    if after := convention.blank_after(a):
        yield _rank(a), after
    if before := convention.blank_before(b):
        yield _rank(b), before


def _rank(kind: str) -> int:
    return 1 + next(n for n, kinds in enumerate(SQUEEZE_ORDER) if kind in kinds)


RANKS = 1 + len(SQUEEZE_ORDER)


class Paragraph:
    """The characters between two forced breaks, ready to be broken into lines.

    ``kinds[i]``, ``advances[i]`` and ``ems[i]`` describe character ``i``; ``penalties[i]``
    says what a break before it costs (None: forbidden, see ``breaks``), ``hyphens`` how
    much longer the line gets if it ends there. For the ``n``-th of the places where a line
    may end, ``stops[n]``, ``inner[n]`` is its last visible character and ``edges[n]`` its
    right edge on the scale of ``origin``.
    """

    __slots__ = (
        "advances",
        "at",
        "convention",
        "edges",
        "ems",
        "fixed",
        "gaps",
        "hyphens",
        "inner",
        "kinds",
        "offset",
        "penalties",
        "room",
        "shrink",
        "size",
        "solid",
        "squeeze",
        "stops",
        "words",
    )

    offset: list[float]
    squeeze: list[float]
    solid: list[float]
    shrink: list[float]
    room: list[float]
    words: list[float]

    def __init__(
        self,
        kinds: str,
        advances: Sequence[float],
        ems: Sequence[float],
        penalties: Sequence[float | None],
        convention: Convention,
        hyphens: dict[int, float] | None = None,
    ) -> None:
        self.kinds, self.ems, self.convention = kinds, ems, convention
        self.hyphens = hyphens or {}
        self.size = len(kinds)
        self.advances = advances
        self.gaps = list(_gaps(kinds, convention))
        self.at = [min(pair) for pair in pairwise(ems)]
        self._sum_up()
        self.penalties = penalties
        self.stops = [i for i in range(1, self.size) if penalties[i] is not None] + [self.size]
        self.inner = [max(self.visible(end) - 1, 0) for end in self.stops]
        self.edges = [
            self._edge(last + 1) + self.hyphens.get(end, 0.0)
            for last, end in zip(self.inner, self.stops, strict=True)
        ]

    def _sum_up(self) -> None:
        """Running sums, so that any line is measured in a few subtractions."""
        self.fixed = [gap.fixed * em for gap, em in zip(self.gaps, self.at, strict=True)]
        ends = map(add, self.advances, [*self.fixed, 0.0])
        self.offset = [0.0, *accumulate(ends)]
        squeeze = [sum(v for _, v in g.shrink) if g.shrink else 0.0 for g in self.gaps]
        self.squeeze = [0.0, *accumulate(map(mul, squeeze, self.at))]
        solid = [g.widen == SOLID for g in self.gaps]
        self.solid = [0.0, *accumulate(map(mul, solid, self.at))]
        nothing = [0.0] * (len(self.gaps) + 1)
        self.room = self.shrink = self.words = nothing
        if SPACE in self.kinds or any(g.widen == GAPS for g in self.gaps):
            self._sum_up_mixed()

    def _sum_up_mixed(self) -> None:
        """The sums for word spaces and for gaps between Han and letters."""
        limits = [self.space_limits(i) for i in range(len(self.gaps))]
        self.shrink = [0.0, *accumulate(less for less, _ in limits)]
        between = (g.room * em for g, em in zip(self.gaps, self.at, strict=True))
        self.room = [0.0, *accumulate(map(add, between, (more for _, more in limits)))]
        words = (kind == SPACE for kind in self.kinds)
        self.words = [0.0, *accumulate(map(mul, words, self.at))]

    def space_limits(self, i: int) -> tuple[float, float]:
        """How much narrower and wider a word space may be set; nothing for other kinds."""
        if self.kinds[i] != SPACE:
            return 0.0, 0.0
        least, most = (limit * self.ems[i] for limit in WORD_SPACE)
        width = self.advances[i]
        return max(0.0, width - least), max(0.0, most - width)

    def visible(self, end: int) -> int:
        """``end`` without the spaces before it, which a line's end swallows."""
        while end and self.kinds[end - 1] == SPACE:
            end -= 1
        return end

    def lead(self, start: int) -> float:
        """The blank that an opening mark loses at the start of a line."""
        if start == 0 and not self.convention.indent_trimmed:
            return 0.0
        if start >= self.size or self.kinds[start] not in MARKS:
            return 0.0
        return self.convention.blank_before(self.kinds[start]) * self.ems[start]

    def trail(self, end: int) -> float:
        """What the last mark of a line gives up: its blank, or itself where marks hang."""
        kind = self.kinds[end - 1]
        if kind in self.convention.hanging:
            return self.advances[end - 1]
        if kind not in self.convention.trimmed:
            return 0.0
        return self.convention.blank_after(kind) * self.ems[end - 1]

    def origin(self, start: int) -> float:
        """Where a line that begins at a character begins, on the scale of ``offset``."""
        return self.offset[start] + self.lead(start)

    def _edge(self, end: int) -> float:
        """Where a line that ends before a character ends, on the same scale."""
        if not self.size:
            return 0.0
        last = self.fixed[end - 1] if end < self.size else 0.0
        return self.offset[end] - last - self.trail(end)

    def natural(self, start: int, end: int) -> float:
        """The width of a line before it is adjusted. ``end`` must be ``visible``."""
        return self._edge(end) - self.origin(start) if end > start else 0.0

    def shrinks(self, i: int) -> Sequence[tuple[int, float]]:
        """What the gap after a character can give up, with its rank."""
        if self.kinds[i] == SPACE:
            return ((0, self.space_limits(i)[0]),)
        at = self.at[i]
        return [(rank, amount * at) for rank, amount in self.gaps[i].shrink]
