"""Claims made consistent: each character has one owner, and repairs respect them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from kanyin.ingest.text.page import CONTROL, DROPPED, Claim, Page, Repair
from kanyin.ingest.text.repairs import find_repairs
from kanyin.ingest.text.write import Sources


def disjoint(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in order, none over another: a control character's comes first."""
    every = sorted(claims, key=lambda c: (c.start, -c.end))
    controls = [c for c in every if c.why == CONTROL]
    starts = [c.start for c in controls]
    kept: list[Claim] = []
    at = 0
    for claim in (c for c in every if c.why != CONTROL):
        begin = max(at, claim.start)
        at = max(at, claim.end)
        first = bisect_right(starts, begin - 1)
        for control in controls[first : bisect_right(starts, claim.end - 1)]:
            _append(kept, claim, begin, control.start)
            begin = control.end
        _append(kept, claim, begin, claim.end)
    return tuple(sorted([*kept, *controls], key=lambda c: c.start))


def _append(kept: list[Claim], claim: Claim, start: int, end: int) -> None:
    if start < end:
        kept.append(Claim(start, end, claim.to, claim.why))


def usable_repairs(page: Page, accept: bool = False) -> tuple[Repair, ...]:
    """The repairs that lie wholly inside a claim, or wholly outside all claims."""
    starts = [claim.start for claim in page.claims]

    def owner(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return at if at >= 0 and offset < page.claims[at].end else -1

    def undivided(repair: Repair) -> bool:
        first = owner(repair.start)
        return all(owner(at) == first for at in range(repair.start + 1, repair.end))

    usable = (r for r in find_repairs(page) if undivided(r))
    return tuple(replace(r, accepted=True) if accept else r for r in usable)


def in_fields(sources: Sources) -> Sources:
    """The same text as fields read it: only dropped characters are missing."""
    gaps = tuple(c for c in sources.gaps if c.to == DROPPED)
    return Sources(sources.page, sources.repairs, gaps, sources.markdown)
