"""Finds codes that no glyph of the embedded font answers to.

The text of such a place may read well, since a file maps its codes to the characters that
were wanted; only the codes and the fonts give it away. Glyph 0 (``.notdef``) is none, nor
is a number beyond the font, which WeasyPrint writes for characters that a font lacks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

DEEPEST = 8
"""Forms within forms are followed so far."""
IDENTITY = ("/Identity-H", "/Identity-V")
CHARS = re.compile(r"begincidchar(.*?)endcidchar", re.DOTALL)
CHAR = re.compile(r"<([0-9A-Fa-f]+)>\s*(\d+)")
RANGES = re.compile(r"begincidrange(.*?)endcidrange", re.DOTALL)
RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\d+)")

Fonts = dict[tuple[int, int], Container[int] | None]


def missing_glyphs(data: bytes) -> Mapping[int, int]:
    """How many glyphs are missing, by page from 1; pages that lack none are left out.

    Reads composite fonts with two bytes a code (ISO 32000-1 9.7): Identity-H, Identity-V
    and CMaps of the file's own.
    """
    found: dict[int, int] = {}
    fonts: Fonts = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            count = sum(_missing(page.obj, page.resources, fonts, 0))
            if count:
                found[number] = count
    return found


def _missing(content: Any, resources: Any, fonts: Fonts, depth: int) -> Iterator[int]:
    """For every text shown in a page or form, how many of its codes have no glyph."""
    present: Container[int] | None = None
    for instruction in pikepdf.parse_content_stream(content, "Tf Tj TJ ' \" Do"):
        if not isinstance(instruction, pikepdf.ContentStreamInstruction):
            continue
        name, operands = str(instruction.operator), instruction.operands
        if name == "Tf":
            present = _present(resources.get("/Font", {}).get(str(operands[0])), fonts)
        elif name == "Do":
            form = resources.get("/XObject", {}).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form" and depth < DEEPEST:
                yield from _missing(form, form.get("/Resources", resources), fonts, depth + 1)
        elif present is not None:
            codes = (code for text in _strings(operands) for code in _codes(text))
            yield sum(code not in present for code in codes)


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from (bytes(part) for part in operand if isinstance(part, pikepdf.String))


def _codes(text: bytes) -> Iterator[int]:
    return (int.from_bytes(text[i : i + 2]) for i in range(0, len(text) - 1, 2))


def _present(font: Any, fonts: Fonts) -> Container[int] | None:
    """The codes that have a glyph, or None for a font that cannot be asked."""
    if font is None or font.get("/Subtype") != "/Type0":
        return None
    if font.objgen not in fonts or font.objgen == (0, 0):
        fonts[font.objgen] = _codes_of(font)
    return fonts[font.objgen]


def _codes_of(font: Any) -> Container[int] | None:
    encoding, numbers = font.get("/Encoding"), _cids_of(font["/DescendantFonts"][0])
    if isinstance(encoding, pikepdf.Stream):
        table = _cmap(_content(encoding).decode("latin-1"))
        return frozenset(code for code, number in table if number in numbers)
    return numbers if str(encoding) in IDENTITY else None


def _content(stream: Any) -> bytes:
    return bytes(stream.get_stream_buffer())


def _cmap(text: str) -> Iterator[tuple[int, int]]:
    """Codes and CIDs of an embedded CMap (Adobe Technical Note 5014)."""
    for section in CHARS.findall(text):
        yield from ((int(code, 16), int(cid)) for code, cid in CHAR.findall(section))
    for section in RANGES.findall(text):
        for first, last, cid in RANGE.findall(section):
            codes = range(int(first, 16), int(last, 16) + 1)
            yield from ((code, int(cid) + n) for n, code in enumerate(codes))


def _cids_of(font: Any) -> Container[int]:
    """The CIDs that the embedded file of a font has a glyph for; all without a file."""
    descriptor = font["/FontDescriptor"]
    if "/FontFile2" in descriptor:
        glyphs = TTFont(io.BytesIO(_content(descriptor["/FontFile2"])))["maxp"].numGlyphs
        return _mapped(font, range(1, glyphs))
    if "/FontFile3" in descriptor:
        return _cff_codes(descriptor["/FontFile3"])
    return range(0x10000)


def _mapped(font: Any, glyphs: range) -> Container[int]:
    table = font.get("/CIDToGIDMap", "/Identity")
    if not isinstance(table, pikepdf.Stream):
        return glyphs
    numbers = _codes(_content(table))
    return frozenset(code for code, number in enumerate(numbers) if number in glyphs)


def _cff_codes(file: Any) -> Container[int]:
    data = io.BytesIO(_content(file))
    if file.get("/Subtype") == "/OpenType":
        font = TTFont(data)
        if "CFF " not in font:
            return range(1, font["maxp"].numGlyphs)
        top = font["CFF "].cff.topDictIndex[0]
    else:
        outlines = CFFFontSet()
        outlines.decompile(data, None)
        top = outlines.topDictIndex[0]
    names = list(top.charset)[1:]
    if hasattr(top, "ROS"):
        return frozenset(int(name.removeprefix("cid")) for name in names)
    return range(1, len(names) + 1)
