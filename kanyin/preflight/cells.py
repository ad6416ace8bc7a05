"""How wide a glyph's cell is and where its blank half lies.

A full-width mark has its ink in one half of its cell, and typesetting may take the other
half away (CLREQ 标点符号的宽度调整). The ink decides: in Taiwan and Hong Kong 、，。；：！？
stand in the middle of their cells and give up a quarter on either side.
"""

from __future__ import annotations

from kanyin.preflight.characters import is_han, sets
from kanyin.preflight.pdf_glyphs import Glyph

FULL = 0.9
"""From this advance on (ems) a glyph fills a whole cell."""
HALF = 0.5
QUARTER = 0.25
INK = 0.08
"""How far (ems) the ink of a half may reach over the middle; ！ and ？ are wide."""


def fills_cell(glyph: Glyph) -> bool:
    """Whether a glyph is an ideograph or a mark set in a full cell."""
    if is_han(glyph.text):
        return True
    known = sets()
    marks = known.ending | known.opening | known.dashes | known.ellipses | known.interpuncts
    return glyph.text[:1] in marks and glyph.advance >= FULL * glyph.size


def blank_after(glyph: Glyph) -> float:
    """What a mark may give up on its right, in points: half an em, or a quarter if centred."""
    known = sets()
    if glyph.text not in known.ending | known.interpuncts or not fills_cell(glyph):
        return 0.0
    if is_centred(glyph):
        return QUARTER * glyph.size
    return HALF * glyph.size if glyph.right - glyph.ink[1] >= (HALF - INK) * glyph.size else 0.0


def blank_before(glyph: Glyph) -> float:
    """What a mark may give up on its left, in points: half an em, or a quarter if centred."""
    known = sets()
    if not fills_cell(glyph):
        return 0.0
    if glyph.text in known.opening:
        return HALF * glyph.size if glyph.ink[0] - glyph.x >= (HALF - INK) * glyph.size else 0.0
    centred = known.pauses | known.stops | known.interpuncts
    return QUARTER * glyph.size if glyph.text in centred and is_centred(glyph) else 0.0


def is_centred(glyph: Glyph) -> bool:
    """Whether the ink stands in the middle of the cell."""
    before, after = glyph.ink[0] - glyph.x, glyph.right - glyph.ink[1]
    return min(before, after) > QUARTER * glyph.size and abs(before - after) < INK * glyph.size
