"""House and regional conventions: how much blank a mark has, and who may take it.

CLREQ 3.1.6 (标点符号的宽度调整) and 3.5 (行内调整). All lengths are em.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kanyin.composition.kinds import CLOSE, CRY, MARKS, MEETING, MIDDLE, OPEN, PAUSE, STOP

HALF = 0.5
"""A mark has half an em of ink, and no pair comes nearer than 1.5 em (CLREQ 3.1.6.2)."""


@dataclass(frozen=True, slots=True, eq=False)
class Convention:
    """What a region and a style allow.

    ``before`` and ``after``: the blank a mark has on each side of its ink. ``set_tight``:
    marks that are always set without theirs (开明, 半角). ``trimmed``: marks that lose the
    blank at the end of a line. ``strict``: dashes and ellipses do not begin a line either.
    """

    before: Mapping[str, float]
    after: Mapping[str, float]
    trimmed: frozenset[str]
    middle_dot: float
    set_tight: frozenset[str] = frozenset()
    strict: bool = False
    hanging: frozenset[str] = frozenset()
    gap: float = 0.25
    least_gap: float = 0.125
    widest_gap: float = 1 / 3
    indent_trimmed: bool = False

    def blank_before(self, kind: str) -> float:
        return 0.0 if kind in self.set_tight else self.before.get(kind, 0.0)

    def blank_after(self, kind: str) -> float:
        return 0.0 if kind in self.set_tight else self.after.get(kind, 0.0)

    def cell(self, kind: str, advance: float, em: float) -> float:
        """The room a character takes: the font's, but for the interpunct (CLREQ 3.1.2)."""
        return self.middle_dot * em if kind == MIDDLE else advance

    def pair(self, a: str, b: str) -> float:
        """How much nearer two neighbours stand than their cells say (not positive)."""
        tight = self._tight(a, self.after) + self._tight(b, self.before)
        if a not in MEETING or b not in MEETING:
            return -tight
        return -max(tight, min(HALF, self.after.get(a, 0.0) + self.before.get(b, 0.0)))

    def _tight(self, kind: str, side: Mapping[str, float]) -> float:
        return side.get(kind, 0.0) if kind in self.set_tight else 0.0


HANS = Convention(
    before={OPEN: HALF},
    after={CLOSE: HALF, PAUSE: HALF, STOP: HALF, CRY: HALF},
    trimmed=frozenset((CLOSE, PAUSE, STOP, CRY)),
    middle_dot=HALF,
)
"""Mainland: ink on one side of the cell; GB/T 15834—2011, 5.1.10 for the line's end."""

HANT = Convention(
    before={OPEN: HALF, PAUSE: HALF / 2, STOP: HALF / 2, MIDDLE: HALF / 2},
    after={CLOSE: HALF, PAUSE: HALF / 2, STOP: HALF / 2, MIDDLE: HALF / 2},
    trimmed=frozenset((CLOSE,)),
    middle_dot=1.0,
)
"""Taiwan and Hong Kong: ，。 stand in the middle of the cell, ？！ are fixed, · takes one em."""

REGIONS: Mapping[str, Convention] = {"zh-hans": HANS, "zh-hant": HANT}

STYLES: Mapping[str, frozenset[str]] = {
    "quanjiao": frozenset(),
    "kaiming": frozenset((OPEN, CLOSE, PAUSE)),
    "banjiao": frozenset(MARKS),
}
"""全身: every mark one em. 开明: only marks that end a sentence. 半角: none."""

ALIASES = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}


@cache
def convention_for(lang: str, style: str = "quanjiao") -> Convention:
    """The convention of a language tag (BCP 47) in one of ``STYLES``.

    Raises KeyError for an unknown style.
    """
    tag = "-".join(lang.lower().split("-")[:2])
    region = REGIONS.get(ALIASES.get(tag, tag), HANS)
    return replace(region, set_tight=STYLES[style])


SQUEEZE_ORDER = (MIDDLE, OPEN + CLOSE, PAUSE, "gap", STOP + CRY)
"""Who gives up blank first in a line that is too long, after word spaces (CLREQ 3.5.3)."""
