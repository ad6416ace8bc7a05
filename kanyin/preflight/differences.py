"""How one long text differs from another: what is lost, what is added, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

GRAM = 8
"""Two texts agree again where so many characters are the same."""
LONGEST = 1000
"""Characters of a change that is looked at more closely."""
WINDOW = 4000
"""Characters after a difference within which agreement is looked for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``lost`` stands at ``offset`` of the wanted text; at ``found`` of the other, ``added``."""

    offset: int
    found: int
    lost: str
    added: str


def differences(wanted: str, found: str) -> Iterator[Difference]:
    """Where two texts differ, in order; nothing when they are the same."""
    here, there = 0, 0
    while True:
        same = _common(wanted, found, here, there)
        here, there = here + same, there + same
        if here == len(wanted) and there == len(found):
            return
        next_here, next_there = _agreement(wanted, found, here, there)
        change = Difference(here, there, wanted[here:next_here], found[there:next_there])
        yield from _insertions(change) or (change,)
        here, there = next_here, next_there


def _insertions(change: Difference) -> tuple[Difference, ...]:
    """A change in which nothing is lost, as what is added in several places of it.

    Short lines of a contents with numbers between them are such a change.
    """
    if not change.lost or len(change.lost) > LONGEST or len(change.added) > LONGEST:
        return ()
    match = difflib.SequenceMatcher(None, change.lost, change.added, autojunk=False)
    steps = [step for step in match.get_opcodes() if step[0] != "equal"]
    if any(kind != "insert" for kind, *_ in steps):
        return ()
    return tuple(
        Difference(change.offset + a, change.found + b, "", change.added[b:c])
        for _, a, _, b, c in steps
    )


def _common(wanted: str, found: str, here: int, there: int) -> int:
    """How many characters are the same from two places on; doubles its steps."""
    most = min(len(wanted) - here, len(found) - there)
    done, step = 0, 1
    while done < most and step:
        size = min(step, most - done)
        a, b = here + done, there + done
        if wanted[a : a + size] == found[b : b + size]:
            done, step = done + size, step * 2
        else:
            step = size // 2
    return done


def _agreement(wanted: str, found: str, here: int, there: int) -> tuple[int, int]:
    """The nearest places from which both go on alike; their ends when there are none."""
    grams: dict[str, int] = {}
    for b in range(there, min(len(found), there + WINDOW)):
        grams.setdefault(found[b : b + GRAM], b)
    best: tuple[int, int, int] | None = None
    for a in range(here, min(len(wanted), here + WINDOW)):
        if best is not None and a - here > best[0]:
            break
        place = grams.get(wanted[a : a + GRAM])
        if place is not None and (best is None or a - here + place - there < best[0]):
            best = (a - here + place - there, a, place)
    return best[1:] if best is not None else (len(wanted), len(found))
