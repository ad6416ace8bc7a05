"""Neighbours in a line and the distance between their cells.

The gap of two neighbours is the distance of the second origin from the end of the first
cell, in ems: 0 where they are set solid, negative where a blank half was taken away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kanyin.preflight.cells import HALF, blank_after, blank_before
from kanyin.preflight.characters import is_han, is_western, sets
from kanyin.preflight.columns import same_size
from kanyin.preflight.drawings import DRAWING
from kanyin.preflight.pdf_glyphs import Glyph
from kanyin.preflight.set_lines import SetLine

Kind = Literal["han", "marks", "mark", "border", "western", "spaced"]
"""Two ideographs; two marks that give up half an em between them; a mark beside something;
an ideograph beside letters or digits; letters among themselves; white space or a drawing."""

BUILT_IN = 0.21
"""A side bearing from here on (ems) holds a gap that was built into the glyph; those of a
typewriter face, of half an em at most, are smaller."""
BEARING = 0.04
"""The usual side bearing (ems) of letters and digits, where none of the same is at hand."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours, their kind and the gap between their cells in ems.

    ``room`` is how much of the gap marks may give up: the blank of either side, in ems.
    """

    before: Glyph
    after: Glyph
    kind: Kind
    gap: float
    room: float

    @property
    def text(self) -> str:
        """Both."""
        return self.before.text + self.after.text


@dataclass(frozen=True, slots=True)
class Bearings:
    """The natural side bearings (ems) of the letters of a file, by font and letter.

    A font may hold letters with a Han–Latin gap built in beside the plain ones; the
    smallest bearing of a letter in the file is taken for the plain one.
    """

    left: Mapping[tuple[str, str], float]
    right: Mapping[tuple[str, str], float]

    def before(self, glyph: Glyph) -> float:
        """The gap (ems) built into a letter on its left."""
        bearing = (glyph.ink[0] - glyph.x) / glyph.size
        return _built_in(glyph, bearing, self.left)

    def after(self, glyph: Glyph) -> float:
        """The gap (ems) built into a letter on its right."""
        bearing = (glyph.right - glyph.ink[1]) / glyph.size
        return _built_in(glyph, bearing, self.right)


def _built_in(glyph: Glyph, bearing: float, plain: Mapping[tuple[str, str], float]) -> float:
    if bearing < BUILT_IN or not is_western(glyph.text):
        return 0.0
    smallest = plain.get((glyph.font, glyph.text), bearing)
    return bearing - (smallest if smallest < BUILT_IN else BEARING)


def bearings_of(glyphs: Iterable[Glyph]) -> Bearings:
    """The smallest bearings of every letter in a file."""
    left: dict[tuple[str, str], float] = {}
    right: dict[tuple[str, str], float] = {}
    for glyph in glyphs:
        if is_western(glyph.text):
            key = (glyph.font, glyph.text)
            before = (glyph.ink[0] - glyph.x) / glyph.size
            after = (glyph.right - glyph.ink[1]) / glyph.size
            left[key] = min(before, left.get(key, before))
            right[key] = min(after, right.get(key, after))
    return Bearings(left, right)


def pairs_of(line: SetLine, bearings: Bearings) -> Iterator[Pair]:
    """The neighbours of a line from left to right, notes set above the line left out."""
    level = [g for g in line.line.glyphs if same_size(g.size, line.em)]
    for before, after in pairwise(level):
        if any(before.x < g.x < after.x for g in line.line.glyphs):
            continue  # a note call between them
        em = before.size
        gap = (after.x - before.right) / em
        gap += bearings.after(before) + bearings.before(after)
        room = (blank_after(before) + blank_before(after)) / em
        yield Pair(before, after, _kind(before, after, room), gap, room)


def _kind(before: Glyph, after: Glyph, room: float) -> Kind:
    if after.spaced or DRAWING in (before.text, after.text):
        return "spaced"
    if _is_mark(before) and _is_mark(after):
        return "marks" if room else "mark"
    if _is_mark(before) or _is_mark(after):
        return "mark"
    if is_han(before.text) and is_han(after.text):
        return "han"
    return "border" if is_han(before.text) or is_han(after.text) else "western"


def _is_mark(glyph: Glyph) -> bool:
    known = sets()
    marks = known.ending | known.opening | known.dashes | known.ellipses
    return glyph.text[:1] in marks | known.interpuncts | known.connectors | known.separators


def natural(pair: Pair, border: float) -> float:
    """The gap (ems) two neighbours have in an unstretched line, ``border`` beside letters."""
    if pair.kind == "marks":
        return -min(HALF, pair.room)
    if pair.kind == "mark":
        return min(max(pair.gap, 0.0), max(map(_beside_interpunct, (pair.before, pair.after))))
    return border if pair.kind == "border" else 0.0


def _beside_interpunct(glyph: Glyph) -> float:
    """What an interpunct narrower than half an em may have on either side, to fill it.

    A 间隔号 takes half a cell (GB/T 15834—2011 5.1).
    """
    narrow = glyph.text in sets().interpuncts and glyph.advance < HALF * glyph.size
    return (HALF - glyph.advance / glyph.size) / 2 if narrow else 0.0


def usual_border(pairs: Iterable[Pair]) -> float:
    """The most common Han–Latin gap (ems), to a hundredth; 0 without any."""
    counts = Counter(round(p.gap, 2) for p in pairs if p.kind == "border")
    return max(counts, key=lambda gap: (counts[gap], -gap)) if counts else 0.0
