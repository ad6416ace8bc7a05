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

glyf faces hold them as one-component composites (a dozen bytes each).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from charsets import RUN_RANGES, expand
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

ROUND_XY_AND_ARGS_ARE_XY = 0x0004 | 0x0002  # OpenType glyf, component flags


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
    names = alternate_names(font, bases)
    add_glyphs(font, names, quarter)
    gsub = ensure_gsub(font)
    for gap in GAPS:
        add_single_substitution(gsub, gap.tag, {base: names[base, gap] for base in bases})
    extend_kerning(font, names)
    return len(bases)


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


def feature_subtables(table: otTables.GSUB | otTables.GPOS, tags: set[str]) -> list[object]:
    """Every subtable reached by the features ``tags``, extensions unwrapped, each once."""
    indices = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag in tags
        for index in record.Feature.LookupListIndex
    }
    return [
        getattr(subtable, "ExtSubTable", subtable)
        for index in sorted(indices)
        for subtable in table.LookupList.Lookup[index].SubTable
    ]


Names = dict[tuple[str, Gap], str]


def alternate_names(font: TTFont, bases: Iterable[str]) -> Names:
    """A glyph name for each alternate; in CID-keyed CFF the only names are ``cidNNNNN``."""
    pairs = [(base, gap) for base in bases for gap in GAPS]
    if "CFF " in font:
        first = len(font.getGlyphOrder())
        return {pair: f"cid{first + index:05d}" for index, pair in enumerate(pairs)}
    return {(base, gap): f"{base}.{gap.tag}" for base, gap in pairs}


def add_glyphs(font: TTFont, names: Names, quarter: int) -> None:
    """Draw the alternates and enter them in every per-glyph table."""
    if "CFF " in font:
        draw_cff(font, names, quarter)
    else:
        draw_composites(font, names, quarter)
    for (base, gap), name in names.items():
        advance, bearing = font["hmtx"].metrics[base]
        wider = advance + quarter * (gap.before + gap.after)
        font["hmtx"].metrics[name] = (wider, bearing + quarter * gap.before)
        if "vmtx" in font:
            font["vmtx"].metrics[name] = font["vmtx"].metrics[base]
        if "VORG" in font and base in font["VORG"].VOriginRecords:
            font["VORG"].VOriginRecords[name] = font["VORG"].VOriginRecords[base]
        classes = getattr(getattr(font.get("GDEF"), "table", None), "GlyphClassDef", None)
        if classes and base in classes.classDefs:
            classes.classDefs[name] = classes.classDefs[base]


def draw_composites(font: TTFont, names: Names, quarter: int) -> None:
    """glyf: each alternate refers to its base, so the outline is stored once."""
    glyf = font["glyf"]
    order = font.getGlyphOrder() + list(names.values())
    font.setGlyphOrder(order)
    glyf.setGlyphOrder(order)
    for (base, gap), name in names.items():
        glyf.glyphs[name] = composite(base, quarter * gap.before)


def composite(base: str, shift: int) -> Glyph:
    """A glyph that is ``base`` moved right by ``shift`` units."""
    component = GlyphComponent()
    component.glyphName, component.x, component.y = base, shift, 0
    component.flags = ROUND_XY_AND_ARGS_ARE_XY
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [component]
    return glyph


def draw_cff(font: TTFont, names: Names, quarter: int) -> None:
    """CFF has no composites: draw each outline again (a few dozen bytes of Type 2)."""
    top = font["CFF "].cff.topDictIndex[0]
    strings, glyph_set = top.CharStrings, font.getGlyphSet()
    drawn = {
        name: moved_charstring(font, glyph_set, base, gap, quarter)
        for (base, gap), name in names.items()
    }
    for name, string in drawn.items():
        strings.charStrings[name] = len(strings.charStringsIndex)
        strings.charStringsIndex.append(string)
        top.charset.append(name)
        top.FDSelect.append(0)
    top.CIDCount = len(top.charset)
    font.setGlyphOrder(list(top.charset))


def moved_charstring(
    font: TTFont, glyph_set: Any, base: str, gap: Gap, quarter: int
) -> T2CharString:
    """The Type 2 program of ``base`` with the gap of ``gap``; stem hints are dropped."""
    top = font["CFF "].cff.topDictIndex[0]
    width = font["hmtx"].metrics[base][0] + quarter * (gap.before + gap.after)
    private = top.FDArray[0].Private
    relative = None if width == private.defaultWidthX else width - private.nominalWidthX
    pen = T2CharStringPen(relative, glyph_set)
    glyph_set[base].draw(TransformPen(pen, (1, 0, 0, 1, quarter * gap.before, 0)))
    return pen.getCharString(private, top.GlobalSubrs)


def ensure_gsub(font: TTFont) -> otTables.GSUB:
    """The GSUB table; where there is none, an empty one for the scripts GPOS knows."""
    if "GSUB" not in font:
        gsub = otTables.GSUB()
        gsub.Version = 0x00010000
        gsub.ScriptList, gsub.FeatureList = otTables.ScriptList(), otTables.FeatureList()
        gsub.LookupList = otTables.LookupList()
        gsub.FeatureList.FeatureRecord, gsub.LookupList.Lookup = [], []
        gsub.ScriptList.ScriptRecord = [
            bare_script(record.ScriptTag) for record in font["GPOS"].table.ScriptList.ScriptRecord
        ]
        font["GSUB"] = newTable("GSUB")
        font["GSUB"].table = gsub
    return font["GSUB"].table


def bare_script(tag: str) -> otTables.ScriptRecord:
    """A script with a default language system that has no features yet."""
    record = otTables.ScriptRecord()
    record.ScriptTag, record.Script = tag, otTables.Script()
    record.Script.LangSysRecord = []
    record.Script.DefaultLangSys = otTables.DefaultLangSys()
    record.Script.DefaultLangSys.ReqFeatureIndex = 0xFFFF
    record.Script.DefaultLangSys.FeatureIndex = []
    return record


def add_single_substitution(gsub: otTables.GSUB, tag: str, mapping: dict[str, str]) -> None:
    """Append one lookup and one feature, in every script and language; others keep their index."""
    subtable, lookup = otTables.SingleSubst(), otTables.Lookup()
    subtable.mapping = mapping
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = 1, 0, [subtable]
    gsub.LookupList.Lookup.append(lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(gsub.LookupList.Lookup) - 1]
    gsub.FeatureList.FeatureRecord.append(record)
    for system in language_systems(gsub):
        system.FeatureIndex.append(len(gsub.FeatureList.FeatureRecord) - 1)
    sort_features(gsub)


def language_systems(table: otTables.GSUB) -> list[otTables.LangSys]:
    """Every language system of every script, the defaults included."""
    scripts = [record.Script for record in table.ScriptList.ScriptRecord]
    defaults = [script.DefaultLangSys for script in scripts if script.DefaultLangSys]
    return defaults + [one.LangSys for script in scripts for one in script.LangSysRecord]


def sort_features(table: otTables.GSUB) -> None:
    """Feature records must be in alphabetical order (OpenType, FeatureList table)."""
    records = table.FeatureList.FeatureRecord
    order = sorted(range(len(records)), key=lambda index: records[index].FeatureTag)
    place = {old: new for new, old in enumerate(order)}
    table.FeatureList.FeatureRecord = [records[index] for index in order]
    systems = {id(system): system for system in language_systems(table)}
    for system in systems.values():
        system.FeatureIndex = sorted(place[index] for index in system.FeatureIndex)
        if system.ReqFeatureIndex != 0xFFFF:
            system.ReqFeatureIndex = place[system.ReqFeatureIndex]


def extend_kerning(font: TTFont, names: Names) -> None:
    """Let a widened letter kern with its neighbours inside the run as its base does.

    The side with the gap must not kern (Han stands there); the other side must.
    """
    if "GPOS" not in font:
        return
    first = {base: name for (base, gap), name in names.items() if not gap.after}
    second = {base: name for (base, gap), name in names.items() if not gap.before}
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
