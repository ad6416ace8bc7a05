"""What is done to a source font before it becomes a face of the press.

Subset, rename, the Chinese marks of Kai, the narrow cells of Mono, contextual
half-width punctuation. Each edit says why; ``docs/fonts.md`` tells readers.
"""

from __future__ import annotations

import copy
import io
import os
import subprocess
import sys
from pathlib import Path

import uharfbuzz as hb
from alternates import (
    add_single_substitution,
    composite,
    feature_subtables,
)
from fontTools.otlLib.builder import buildSinglePosSubtable, buildValue
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

KEPT_NAMES = (0, 5, 7, 8, 9, 11, 13, 14)  # copyright, makers, licence: never removed
OUTER_BEARING = 85  # 1/1000 em from the cell edge to a Chinese quotation mark, as in Noto Serif SC
DASH_OVERLAP = 10  # 1/1000 em that each — reaches past its cell, so that —— is one line
KAI_QUOTES = {0x2018: "open", 0x2019: "close", 0x201C: "open", 0x201D: "close"}
CHINESE = ("ZHS ", "ZHT ", "ZHH ", "ZHTM")  # OpenType language system tags
MONO_FEATURES = ("ccmp", "locl", "mark", "mkmk")  # no ligatures: code is printed as typed


def subset(source: bytes, wanted: frozenset[int], features: tuple[str, ...] = ()) -> bytes:
    """Keep ``wanted`` with all layout features (or only ``features``, without hinting).

    HarfBuzz takes half a second where fontTools takes forty, and writes the
    same bytes each time.
    """
    plan = hb.SubsetInput()
    plan.unicode_set.update(wanted)
    tags = plan.layout_feature_tag_set
    tags.clear()
    if features:
        tags.update(int.from_bytes(tag.encode(), "big") for tag in features)
        plan.flags = hb.SubsetFlags.NO_HINTING
    else:
        tags.invert()
    for names in (plan.name_id_set, plan.name_lang_id_set):
        names.clear()
        names.invert()
    return plan.subset(hb.Face(hb.Blob(source))).blob.data


def rename(
    font: TTFont, postscript: str, family: str, weight: int, origin: str, licence: str
) -> None:
    """Give the font its private family; a Reserved Font Name must not survive (OFL §3)."""
    style = "Bold" if weight == 700 else "Regular"
    table = font["name"]
    english = [
        one
        for one in table.names
        if one.nameID in KEPT_NAMES and one.platformID == 3 and one.langID == 0x409
    ]
    version = table.getDebugName(5)
    table.names = english
    full = family if weight == 400 else f"{family} {style}"
    labels = {
        1: family,
        2: style,
        3: f"{version};{postscript}",
        4: full,
        6: postscript,
        10: f"Modified for kanyin from {origin}: see docs/fonts.md",
    }
    if not table.getDebugName(13):  # FandolFang leaves the line for its licence empty
        labels[13] = f"{licence}. The font exception is extended to this modified version."
    for name_id, text in labels.items():
        table.setName(text, name_id, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]  # names axes of the variable original
    set_weight(font, weight)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        cff.topDictIndex[0].FullName, cff.topDictIndex[0].FamilyName = full, family


def set_weight(font: TTFont, weight: int) -> None:
    """Say the weight in all three places, so that CSS ``font-weight`` finds the bold file."""
    bold = weight == 700
    os2 = font["OS/2"]
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def number_cids_by_glyph(data: bytes) -> bytes:
    """Make every CID of a CID-keyed CFF font equal to its glyph index.

    WeasyPrint writes glyph indices into the PDF as CIDs. A viewer looks a CID
    up in the font's charset (ISO 32000-1, 9.7.4.2), and FangSong's charset
    departs from the glyph order at glyph 8,896: from there on MuPDF draws
    nothing. All other tables are copied as they are, because only the CFF
    table knows CIDs.
    """
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    top = font["CFF "].cff.topDictIndex[0]
    if len(top.FDArray) != 1:
        raise ValueError("glyphs with several font dictionaries are not handled")
    places = [top.CharStrings.charStrings[name] for name in top.charset]
    top.charset = [".notdef"] + [f"cid{index:05d}" for index in range(1, len(places))]
    top.CharStrings.charStrings = dict(zip(top.charset, places, strict=True))
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), len(places)
    font.setGlyphOrder(list(top.charset))
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def serve_all_chinese(font: TTFont) -> None:
    """Give ``zh-Hans``, ``zh-Hant``, ``zh-HK`` and ``zh-MO`` the same local forms.

    A single-region Noto file knows only its own language system. Under another
    Chinese tag it would fall back to the Western one, where — is 0.89 em wide
    and —— leaves a hole.
    """
    if "GSUB" not in font:
        return
    for record in font["GSUB"].table.ScriptList.ScriptRecord:
        systems = {one.LangSysTag: one.LangSys for one in record.Script.LangSysRecord}
        known = next((tag for tag in CHINESE if tag in systems), None)
        if known is None:
            continue
        for tag in CHINESE:
            systems.setdefault(tag, copy.deepcopy(systems[known]))
        record.Script.LangSysRecord = [
            language_record(tag, system) for tag, system in sorted(systems.items())
        ]


def language_record(tag: str, system: otTables.LangSys) -> otTables.LangSysRecord:
    """A language system under its tag."""
    record = otTables.LangSysRecord()
    record.LangSysTag, record.LangSys = tag, system
    return record


def widen_kai_marks(font: TTFont) -> None:
    """Make “”‘’ one em wide and let —— join: LXGW WenKai draws the Latin forms.

    An opening mark stands in the right half of its cell, a closing one in the
    left (CLREQ 标点符号的位置). The narrow originals stay reachable by ``pwid``
    for English in Kai.
    """
    cmap, em = font.getBestCmap(), font["head"].unitsPerEm
    narrow = {cp: cmap[cp] for cp in KAI_QUOTES}
    wide = {cp: f"{name}.full" for cp, name in narrow.items()}
    order = font.getGlyphOrder() + list(wide.values())
    font.setGlyphOrder(order)
    font["glyf"].setGlyphOrder(order)
    for cp, side in KAI_QUOTES.items():
        add_wide_quote(font, narrow[cp], wide[cp], side, em)
    for table in font["cmap"].tables:
        table.cmap.update({cp: wide[cp] for cp in wide if cp in table.cmap})
    for subtable in feature_subtables(font["GSUB"].table, {"vert"}):
        mapping = getattr(subtable, "mapping", {})
        mapping.update({wide[cp]: mapping[name] for cp, name in narrow.items() if name in mapping})
    pairs = {wide[cp]: narrow[cp] for cp in KAI_QUOTES}
    add_single_substitution(font["GSUB"].table, "pwid", pairs)
    add_half_width(font, wide, em)
    stretch_dash(font, cmap[0x2014], em)


def add_wide_quote(font: TTFont, narrow: str, wide: str, side: str, em: int) -> None:
    """One full-width quotation mark made of the narrow one."""
    outline: Glyph = font["glyf"][narrow]
    edge = OUTER_BEARING * em // 1000
    target = edge if side == "close" else em - edge - (outline.xMax - outline.xMin)
    font["glyf"].glyphs[wide] = composite(narrow, target - outline.xMin)
    font["hmtx"].metrics[wide] = (em, target)
    font["vmtx"].metrics[wide] = font["vmtx"].metrics[narrow]


def add_half_width(font: TTFont, wide: dict[int, str], em: int) -> None:
    """Let ``halt`` trim the new marks like the other brackets of the face."""
    half = em // 2
    values = {
        "close": buildValue({"XAdvance": -half}),
        "open": buildValue({"XPlacement": -half, "XAdvance": -half}),
    }
    table = font["GPOS"].table
    record = next(one for one in table.FeatureList.FeatureRecord if one.FeatureTag == "halt")
    lookup: otTables.Lookup = table.LookupList.Lookup[record.Feature.LookupListIndex[0]]
    glyphs = font.getReverseGlyphMap()
    for side, value in values.items():
        chosen = {wide[cp]: value for cp in KAI_QUOTES if KAI_QUOTES[cp] == side}
        lookup.SubTable.append(buildSinglePosSubtable(chosen, glyphs))
    lookup.SubTableCount = len(lookup.SubTable)


def stretch_dash(font: TTFont, name: str, em: int) -> None:
    """Stretch U+2014 a little past both edges of its cell (the source stops 2 units short)."""
    glyph: Glyph = font["glyf"][name]
    coordinates = glyph.coordinates
    overlap = DASH_OVERLAP * em // 1000
    left, right = glyph.xMin, glyph.xMax
    middle = (left + right) / 2
    for index, (x, y) in enumerate(coordinates):
        shift = -overlap - left if x < middle else em + overlap - right
        coordinates[index] = (x + shift, y)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (em, glyph.xMin)


def narrow_mono(font: TTFont, wanted: frozenset[int]) -> None:
    """Put the source's ``NWID`` forms in the cmap: arrows and signs take one cell, not two.

    A sign that has no one-cell form leaves, so that the grid never breaks.
    """
    narrow: dict[str, str] = {}
    for subtable in feature_subtables(font["GSUB"].table, {"NWID"}):
        narrow.update(getattr(subtable, "mapping", {}))
    half = font["head"].unitsPerEm // 2
    advances = font["hmtx"].metrics
    for table in font["cmap"].tables:
        for cp in wanted & set(table.cmap):
            table.cmap[cp] = name = narrow.get(table.cmap[cp], table.cmap[cp])
            if advances[name][0] not in (0, half):
                del table.cmap[cp]


def encoded(font_bytes: bytes) -> frozenset[int]:
    """Code points of a font file's character map."""
    return frozenset(hb.Face(hb.Blob(font_bytes)).unicodes)


def add_contextual_spacing(font_bytes: bytes, language: str, scratch: Path) -> bytes:
    """Add ``chws``/``vchw`` (CLREQ 标点挤压) where the source has none.

    east-asian-spacing writes the features; SOURCE_DATE_EPOCH keeps its output
    the same from one day to the next.
    """
    font = TTFont(io.BytesIO(font_bytes), lazy=True)
    if has_feature(font, "GPOS", "chws"):
        return font_bytes
    suffix = "otf" if font_bytes[:4] == b"OTTO" else "ttf"
    source, target = scratch / f"plain.{suffix}", scratch / "chws"
    source.write_bytes(font_bytes)
    target.mkdir(exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "east_asian_spacing",
        "-l",
        language,
        "--em",
        "1000",
        "--test",
        "0",
        "-o",
        str(target),
        str(source),
    ]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
    return (target / source.name).read_bytes()


def has_feature(font: TTFont, table: str, tag: str) -> bool:
    """Whether ``font`` has the layout feature ``tag``."""
    return table in font and any(
        record.FeatureTag == tag for record in font[table].table.FeatureList.FeatureRecord
    )
