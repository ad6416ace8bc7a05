"""How wide a glyph's cell is and where its blank half lies.

A full-width mark has its ink in one half of its cell, and typesetting may take the other
half away (CLREQ 标点符号的宽度调整). The ink decides: in Taiwan and Hong Kong 、，。；：！？
stand in the middle of their cells and have no half to lose.
"""

from __future__ import annotations

from kanyin.preflight.characters import is_han, sets
from kanyin.preflight.pdf_glyphs import Glyph

FULL = 0.9
"""From this advance on (ems) a glyph fills a whole cell."""
HALF = 0.5
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
    """Half an em (in points) for a closing mark whose right half is empty, else 0."""
    if glyph.text not in sets().ending or not fills_cell(glyph):
        return 0.0
    middle = glyph.right - (HALF - INK) * glyph.size
    return HALF * glyph.size if glyph.ink[1] <= middle else 0.0


def blank_before(glyph: Glyph) -> float:
    """Half an em (in points) for an opening mark whose left half is empty, else 0."""
    if glyph.text not in sets().opening or not fills_cell(glyph):
        return 0.0
    middle = glyph.x + (HALF - INK) * glyph.size
    return HALF * glyph.size if glyph.ink[0] >= middle else 0.0
