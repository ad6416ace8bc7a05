"""Marks that Chinese and Western text set on different widths, as glyphs of those widths.

Mainland lines give the interpunct 间隔号 half an em, lines of Taiwan and Hong Kong
a whole one (CLREQ 间隔号). The faces draw it 0.33 to 1 em wide, and kerning the
difference makes readers of PDF see a space. So each interpunct gets

    hwid  advance 1/2 em, ink in the middle
    fwid  advance 1 em, ink in the middle (the glyph itself if it is all that already)

A glyph that the source shares with the bullet never stands for itself: the
first character seen gives a glyph its text in a PDF, and an alternate that
only the interpunct reaches is read as the interpunct.

``pwid`` of FangSong: its four quotation marks for Western text, which Song, Hei
and Kai have from their sources.
"""

from __future__ import annotations

from alternates import Alternate, add_alternates
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

INTERPUNCTS = (0x00B7, 0x2027, 0x30FB)
#: Side bearings in 1/1000 em: those of Kanyin Song's own ``pwid``, single and double alike.
NARROW_QUOTES = {0x2018: (83, 36), 0x2019: (43, 76), 0x201C: (83, 36), 0x201D: (43, 76)}


def add_interpuncts(font: TTFont) -> None:
    """Give the interpuncts of ``font`` their half-em and one-em forms."""
    em, cmap = font["head"].unitsPerEm, font.getBestCmap()
    encoded = list(cmap.values())
    bases = dict.fromkeys(cmap[cp] for cp in INTERPUNCTS if cp in cmap)
    forms = [centred(font, base, "hwid", em // 2) for base in bases]
    for whole in (centred(font, base, "fwid", em) for base in bases):
        own_advance = font["hmtx"].metrics[whole.base][0] == em
        if not own_advance or whole.shift or encoded.count(whole.base) > 1:
            forms.append(whole)
    add_alternates(font, forms)


def centred(font: TTFont, base: str, tag: str, advance: int) -> Alternate:
    """``base`` on another advance, its ink in the middle to half a unit."""
    left, right = ink(font, base)
    return Alternate(base, tag, round((advance - left - right) / 2), advance)


def ink(font: TTFont, name: str) -> tuple[float, float]:
    """Left and right edge of a glyph's outline."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds[0], pen.bounds[2]


def add_narrow_quotes(font: TTFont) -> None:
    """Give “ ” ‘ ’ of a face that has only one-em ones the Western form, behind ``pwid``."""
    em, cmap = font["head"].unitsPerEm, font.getBestCmap()
    forms = []
    for cp, bearings in NARROW_QUOTES.items():
        before, after = (em * one // 1000 for one in bearings)
        left, right = ink(font, cmap[cp])
        advance = round(before + right - left + after)
        forms.append(Alternate(cmap[cp], "pwid", round(before - left), advance))
    add_alternates(font, forms)
