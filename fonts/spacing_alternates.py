"""The quarter-em gap between Han and Latin, as glyphs with a wider advance.

CLREQ asks for about a quarter em between 汉字 and Latin letters or digits
(https://www.w3.org/TR/clreq/#mixed_text_composition_in_horizontal_writing_mode).
A margin or an adjusted offset of that size makes text extractors write a space
that the author never typed; a glyph whose *advance* is wider does not, because
no gap is left between one glyph's advance and the next glyph's origin. So each
letter gets three unencoded alternates, reached by three private features that
are off by default:

    aspb  gap before   advance + 1/4 em, outline moved right by 1/4 em
    aspa  gap after    advance + 1/4 em
    aspc  gap on both  advance + 1/2 em, outline moved right by 1/4 em
"""

from __future__ import annotations

from dataclasses import dataclass

from alternates import Alternate, add_alternates, feature_subtables
from charsets import RUN_RANGES, expand
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables


@dataclass(frozen=True)
class Gap:
    """One feature: how many quarter ems stand before and after the outline."""

    tag: str
    before: int
    after: int


GAPS = (Gap("aspb", 1, 0), Gap("aspa", 0, 1), Gap("aspc", 1, 1))


def add_spacing_alternates(font: TTFont) -> int:
    """Give ``font`` the alternates and their features; return how many letters have them."""
    bases = run_glyphs(font)
    quarter = font["head"].unitsPerEm // 4
    names = add_alternates(
        font, [widened(font, base, gap, quarter) for base in bases for gap in GAPS]
    )
    extend_kerning(font, first=names["aspb"], second=names["aspa"])
    return len(bases)


def widened(font: TTFont, base: str, gap: Gap, quarter: int) -> Alternate:
    """The alternate of ``base`` with the gap of ``gap``."""
    advance = font["hmtx"].metrics[base][0] + quarter * (gap.before + gap.after)
    return Alternate(base, gap.tag, quarter * gap.before, advance)


def run_glyphs(font: TTFont) -> list[str]:
    """Glyphs that may border Han: the encoded ones, and what they become before ``asp*`` acts.

    The new lookups run last, so a digit that ``locl`` or a pair that ``liga``
    has already replaced must have alternates too.
    """
    cmap = font.getBestCmap()
    bases = {cmap[cp] for cp in expand(RUN_RANGES) if cp in cmap}
    if "GSUB" in font:
        bases |= substitutes(font["GSUB"].table, bases)
    order = {name: index for index, name in enumerate(font.getGlyphOrder())}
    return sorted(bases, key=order.__getitem__)


def substitutes(gsub: otTables.GSUB, bases: set[str]) -> set[str]:
    """Glyphs that the default features ``locl`` and ``liga`` make out of ``bases``."""
    found: set[str] = set()
    for subtable in feature_subtables(gsub, {"locl", "liga"}):
        for source, target in getattr(subtable, "mapping", {}).items():
            found |= {target} if source in bases else set()
        for first, ligatures in getattr(subtable, "ligatures", {}).items():
            found |= {one.LigGlyph for one in ligatures if {first, *one.Component} <= bases}
    return found


def extend_kerning(font: TTFont, first: dict[str, str], second: dict[str, str]) -> None:
    """Let a widened letter kern with its neighbours inside the run as its base does.

    The side with the gap must not kern (Han stands there); the other side must:
    ``first`` has the gap before, ``second`` after.
    """
    if "GPOS" not in font:
        return
    order = {name: index for index, name in enumerate(font.getGlyphOrder())}
    for subtable in feature_subtables(font["GPOS"].table, {"kern"}):
        if isinstance(subtable, otTables.PairPos):
            extend_pairs(subtable, first, second, order)


def extend_pairs(
    pairs: otTables.PairPos, first: dict[str, str], second: dict[str, str], order: dict[str, int]
) -> None:
    """Copy every pair of a base to its alternate on the side that touches the run."""
    glyphs = list(pairs.Coverage.glyphs)
    if pairs.Format == 1:
        sets = dict(zip(glyphs, pairs.PairSet, strict=True))
        for pair_set in {id(one): one for one in pairs.PairSet}.values():
            extend_pair_set(pair_set, second, order)
        sets |= {first[base]: sets[base] for base in glyphs if base in first}
        pairs.Coverage.glyphs = sorted(sets, key=order.__getitem__)
        pairs.PairSet = [sets[name] for name in pairs.Coverage.glyphs]
        pairs.PairSetCount = len(pairs.PairSet)
        return
    added = [first[base] for base in glyphs if base in first]
    pairs.Coverage.glyphs = sorted(glyphs + added, key=order.__getitem__)
    for definition, alternates in ((pairs.ClassDef1, first), (pairs.ClassDef2, second)):
        classes = definition.classDefs
        classes |= {
            alternates[base]: number
            for base, number in list(classes.items())
            if base in alternates
        }


def extend_pair_set(
    pair_set: otTables.PairSet, second: dict[str, str], order: dict[str, int]
) -> None:
    """Format 1: repeat each value record for the alternate of its second glyph."""
    for record in list(pair_set.PairValueRecord):
        if record.SecondGlyph in second:
            twin = otTables.PairValueRecord()
            twin.SecondGlyph = second[record.SecondGlyph]
            twin.Value1, twin.Value2 = record.Value1, getattr(record, "Value2", None)
            pair_set.PairValueRecord.append(twin)
    pair_set.PairValueRecord.sort(key=lambda record: order[record.SecondGlyph])
    pair_set.PairValueCount = len(pair_set.PairValueRecord)
