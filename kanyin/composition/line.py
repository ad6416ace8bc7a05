"""A line set to its measure: what each gap gives or takes, in CLREQ's order (3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kanyin.composition.fit import TOLERANCE, WIDEST
from kanyin.composition.kinds import SPACE
from kanyin.composition.paragraph import GAPS, RANKS, SOLID, Paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``start`` to ``end`` on one line; the next begins at ``resume``.

    ``lead`` is what the first mark gives up before it; ``after[i]`` what is added (or,
    negative, taken away) after character ``start + i``; ``width`` what comes out;
    ``missing`` what could not be filled without tearing the line apart.
    """

    start: int
    end: int
    resume: int
    lead: float
    after: list[float]
    width: float
    missing: float = 0.0


def set_line(
    p: Paragraph, start: int, resume: int, measure: float, justified: bool, even: bool = False
) -> Line:
    """Set one line. ``even``: spread it over the measure at any cost (均排)."""
    end = p.visible(resume)
    if end <= start:
        return Line(start, start, resume, 0.0, [], 0.0)
    after = [*p.fixed[start : end - 1], -p.trail(end)]
    lead = p.lead(start)
    width = p.natural(start, end) + p.hyphens.get(resume, 0.0)
    spare = measure - width
    missing = 0.0
    if spare < -TOLERANCE * measure:
        missing = _squeeze(p, start, after, -spare)
    elif justified and spare > 0:
        missing = _widen(p, start, after, spare, even)
    width = sum(p.advances[start:end]) + sum(after) - lead + p.hyphens.get(resume, 0.0)
    return Line(start, end, resume, lead, after, width, missing)


def _widen(p: Paragraph, start: int, after: list[float], spare: float, even: bool) -> float:
    """Spread ``spare`` over the gaps and return what is left."""
    gaps = range(start, start + len(after) - 1)
    spaces = [(i, p.space_limits(i)[1]) for i in gaps if p.kinds[i] == SPACE]
    spare = _share(after, start, spaces, spare)
    mixed = [(i, p.gaps[i].room * p.at[i]) for i in gaps if p.gaps[i].widen == GAPS]
    spare = _share(after, start, mixed, spare)
    most = spare if even else WIDEST
    solid = [(i, most * p.at[i]) for i in gaps if p.gaps[i].widen == SOLID]
    spare = _share(after, start, solid, spare)
    return _share(after, start, [(i, p.ems[i]) for i, _ in spaces], spare)


def _squeeze(p: Paragraph, start: int, after: list[float], need: float) -> float:
    """Take ``need`` away from the gaps and return what could not be taken, negative."""
    ranks: list[list[tuple[int, float]]] = [[] for _ in range(RANKS)]
    for i in range(start, start + len(after) - 1):
        for rank, amount in p.shrinks(i):
            ranks[rank].append((i, -amount))
    for give in ranks:
        need = -_share(after, start, give, -need)
        if need <= 0:
            return 0.0
    return -need


def _share(
    after: list[float], start: int, rooms: Iterable[tuple[int, float]], amount: float
) -> float:
    """Give each gap its part of ``amount``, up to its room, and return the rest."""
    rooms = [(i, room) for i, room in rooms if room]
    total = sum(room for _, room in rooms)
    if not total or not amount:
        return amount
    part = min(1.0, amount / total)
    for i, room in rooms:
        after[i - start] += room * part
    return amount - total * part
