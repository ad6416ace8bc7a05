"""Unencoded alternates of a face's glyphs, and the features that reach them.

An alternate is the outline of an encoded glyph, moved sideways, with another
advance. Space inside an advance is no gap to a reader of PDF; space between two
advances is (``docs/fonts.md``). glyf faces hold an alternate as a composite of
one component (a dozen bytes), CFF draws it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

ROUND_XY_AND_ARGS_ARE_XY = 0x0004 | 0x0002  # OpenType glyf, component flags


@dataclass(frozen=True)
class Alternate:
    """What the feature ``tag`` makes of ``base``: moved right by ``shift``, units of the em."""

    base: str
    tag: str
    shift: int
    advance: int


def add_alternates(font: TTFont, alternates: Iterable[Alternate]) -> dict[str, dict[str, str]]:
    """Draw ``alternates``, put each behind its feature; by feature, the name each base got."""
    names = alternate_names(font, alternates)
    if "CFF " in font:
        draw_cff(font, names)
    else:
        draw_composites(font, names)
    substitutions: dict[str, dict[str, str]] = {}
    for one, name in names.items():
        enter(font, one, name)
        substitutions.setdefault(one.tag, {})[one.base] = name
    gsub = ensure_gsub(font)
    for tag, mapping in substitutions.items():
        add_single_substitution(gsub, tag, mapping)
    return substitutions


Names = dict[Alternate, str]


def alternate_names(font: TTFont, alternates: Iterable[Alternate]) -> Names:
    """A glyph name for each alternate; in CID-keyed CFF the only names are ``cidNNNNN``."""
    if "CFF " in font:
        first = len(font.getGlyphOrder())
        return {one: f"cid{first + index:05d}" for index, one in enumerate(alternates)}
    return {one: f"{one.base}.{one.tag}" for one in alternates}


def enter(font: TTFont, one: Alternate, name: str) -> None:
    """Enter an alternate in every per-glyph table."""
    font["hmtx"].metrics[name] = (one.advance, font["hmtx"].metrics[one.base][1] + one.shift)
    if "vmtx" in font:
        font["vmtx"].metrics[name] = font["vmtx"].metrics[one.base]
    if "VORG" in font and one.base in font["VORG"].VOriginRecords:
        font["VORG"].VOriginRecords[name] = font["VORG"].VOriginRecords[one.base]
    classes = getattr(getattr(font.get("GDEF"), "table", None), "GlyphClassDef", None)
    if classes and one.base in classes.classDefs:
        classes.classDefs[name] = classes.classDefs[one.base]


def draw_composites(font: TTFont, names: Names) -> None:
    """glyf: each alternate refers to its base, so the outline is stored once."""
    glyf = font["glyf"]
    order = font.getGlyphOrder() + list(names.values())
    font.setGlyphOrder(order)
    glyf.setGlyphOrder(order)
    for one, name in names.items():
        glyf.glyphs[name] = composite(one.base, one.shift)


def composite(base: str, shift: int) -> Glyph:
    """A glyph that is ``base`` moved right by ``shift`` units."""
    component = GlyphComponent()
    component.glyphName, component.x, component.y = base, shift, 0
    component.flags = ROUND_XY_AND_ARGS_ARE_XY
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [component]
    return glyph


def draw_cff(font: TTFont, names: Names) -> None:
    """CFF has no composites: draw each outline again (a few dozen bytes of Type 2)."""
    top = font["CFF "].cff.topDictIndex[0]
    strings, glyph_set = top.CharStrings, font.getGlyphSet()
    drawn = {name: moved_charstring(font, glyph_set, one) for one, name in names.items()}
    for name, string in drawn.items():
        strings.charStrings[name] = len(strings.charStringsIndex)
        strings.charStringsIndex.append(string)
        top.charset.append(name)
        top.FDSelect.append(0)
    top.CIDCount = len(top.charset)
    font.setGlyphOrder(list(top.charset))


def moved_charstring(font: TTFont, glyph_set: Any, one: Alternate) -> T2CharString:
    """The Type 2 program of an alternate; stem hints are dropped."""
    top = font["CFF "].cff.topDictIndex[0]
    private = top.FDArray[0].Private
    default = one.advance == private.defaultWidthX
    pen = T2CharStringPen(None if default else one.advance - private.nominalWidthX, glyph_set)
    glyph_set[one.base].draw(TransformPen(pen, (1, 0, 0, 1, one.shift, 0)))
    return pen.getCharString(private, top.GlobalSubrs)


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
    """Append one lookup to the feature ``tag``, which is made where there is none.

    The new lookup acts after all others (``locl`` among them), whose indices stay.
    """
    subtable, lookup = otTables.SingleSubst(), otTables.Lookup()
    subtable.mapping = mapping
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = 1, 0, [subtable]
    gsub.LookupList.Lookup.append(lookup)
    records = [one for one in gsub.FeatureList.FeatureRecord if one.FeatureTag == tag]
    for record in records or [add_feature(gsub, tag)]:
        record.Feature.LookupListIndex.append(len(gsub.LookupList.Lookup) - 1)
    sort_features(gsub)


def add_feature(gsub: otTables.GSUB, tag: str) -> otTables.FeatureRecord:
    """A feature without lookups, in every script and language."""
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = []
    gsub.FeatureList.FeatureRecord.append(record)
    for system in language_systems(gsub):
        system.FeatureIndex.append(len(gsub.FeatureList.FeatureRecord) - 1)
    return record


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
