"""What the auditor reports: faults with their places, and measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Rule = Literal[
    "not-flush",
    "line-start",
    "line-end",
    "split-pair",
    "split-number",
    "untrimmed-start",
    "untrimmed-end",
    "unsqueezed-pair",
    "below-half",
    "edge-gap",
    "single-character",
    "overflow",
    "heading-at-foot",
    "off-grid",
    "empty-glyph",
    "missing-glyph",
    "font-not-embedded",
]


CODES: Mapping[Rule, str] = {
    "not-flush": "F101",
    "line-start": "F102",
    "line-end": "F103",
    "split-pair": "F104",
    "split-number": "F105",
    "untrimmed-start": "F106",
    "untrimmed-end": "F107",
    "unsqueezed-pair": "F108",
    "below-half": "F109",
    "edge-gap": "F110",
    "single-character": "F111",
    "overflow": "F112",
    "heading-at-foot": "F113",
    "off-grid": "F114",
    "empty-glyph": "F115",
    "missing-glyph": "F116",
    "font-not-embedded": "F117",
}
"""The remark for every rule."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the PDF: page and line count from 1; ``text`` is the line or part of it."""

    page: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule broken at one place; ``what`` shows the marks, ``amount`` is in ems."""

    rule: Rule
    spot: Spot
    what: str = ""
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Edges:
    """How the lines inside paragraphs of justified columns end; lengths in ems.

    ``trimmed`` counts marks at the end that gave up a half, ``hanging`` marks that stand
    outside the edge whole, ``ragged`` lines of columns that are not justified; the last two
    say how far lines that are not flush end before the edge (beyond it: negative).
    """

    justified: int
    flush: int
    trimmed: int
    hanging: int
    ragged: int
    mean_short: float
    widest_short: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gaps between neighbours in justified lines, in ems beyond their natural distance.

    ``han`` is between two ideographs, ``any`` also beside marks and Latin letters.
    ``histogram`` counts the gaps by their size rounded to a hundredth of an em.
    """

    widest_han: float
    widest_han_at: Spot | None
    widest_any: float
    widest_any_at: Spot | None
    narrowest: float
    narrowest_at: Spot | None
    solid: int
    lines: int
    histogram: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Squeeze:
    """Marks that could give up their blank half inside a justified line, and did."""

    marks: int
    squeezed: int
    narrowest: float
    pairs: int
    pairs_squeezed: int
    starts: int
    starts_trimmed: int
    ends: int
    ends_trimmed: int

    @property
    def share(self) -> float:
        """Squeezed marks among those that stand beside no other mark and at no edge."""
        return self.squeezed / self.marks if self.marks else 0.0
