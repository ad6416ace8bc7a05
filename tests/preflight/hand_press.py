"""A hand press: pages set glyph by glyph at given places, so that a test knows the truth.

A row is written as it stands, with what moves the next glyph between its characters:

    <   half an em taken away        +   a twentieth of an em put in
    ^   a quarter of an em taken away  '   a quarter put in
    |   what is missing to the measure put in

A move before the first character shifts the whole row, one after the last changes nothing
but its width: ``文，<`` ends with a trimmed comma.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import uharfbuzz as hb
from fontTools.ttLib import TTFont

HOUSE = Path(__file__).parent.parent.parent
SONG = "KanyinSong-Regular.ttf"
SONG_TC = "KanyinSongTC-Regular.ttf"
MOVES = {"<": -0.5, "^": -0.25, "'": 0.25, "+": 0.05, "|": 0.0}
CHARACTERS = (
    "文字国书一二三四五六七八九十人山水火木金土日月章节标题注释目录刊印的，。、；：！？“”‘’"
    "（）《》〈〉「」『』—…·～％①②／　0123456789ABCabcfilmno,.%-/"
)
SIZE = 10.0
LEADING = 16.0
LEFT = 50.0
MEASURE = 20
FILL = "文"


@dataclass(frozen=True)
class Row:
    """One line: what it says and moves, its origin and size in points, its measure in ems."""

    text: str
    x: float
    y: float
    size: float = SIZE
    measure: float = MEASURE


@cache
def font(file: str) -> TTFont:
    """A face of the press cut down to the characters of the tests."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(c) for c in CHARACTERS})
    face = hb.Face(hb.Blob.from_file_path(str(HOUSE / "fonts" / file)))
    return TTFont(io.BytesIO(hb.subset(face, wanted).blob.data))


def width(text: str, file: str = SONG) -> float:
    """How wide a row is, in ems."""
    return sum(MOVES[c] if c in MOVES else _advance(c, file) for c in text)


def _advance(character: str, file: str) -> float:
    face = font(file)
    return float(face["hmtx"][face.getBestCmap()[ord(character)]][0] / face["head"].unitsPerEm)


def full(start: str = "", end: str = "", measure: float = MEASURE, file: str = SONG) -> str:
    """A row of the measure: its start, its end, and ideographs between.

    Less than an em that is missing is put in before the last of these ideographs.
    """
    missing = round(measure - width(start + end, file), 4)
    rest = "|" if missing % 1 else ""
    return start + FILL * (int(missing) - 1) + rest + FILL + end


def paragraph(
    *rows: str,
    x: float = LEFT,
    top: float = 700.0,
    size: float = SIZE,
    final: str = "文文文文文文文。",
) -> list[Row]:
    """Rows below one another, set in full around the given ones: a paragraph of the body.

    The first line is indented by two ems and the last one short.
    """
    texts = [FILL * (MEASURE - 2), full(), *rows, full(), full(), full(), final]
    leading = LEADING * size / SIZE
    return [
        Row(text, x + (0 if n else 2 * size), top - n * leading, size)
        for n, text in enumerate(texts)
    ]


def printed(
    *pages: Iterable[Row],
    file: str = SONG,
    hidden: str = "",
    lacking: str = "",
    narrow: str = "",
) -> bytes:
    """A PDF of these pages.

    ``hidden`` characters are drawn with an empty glyph, ``lacking`` ones with glyph 0, and
    of ``narrow`` ones the file says that they are a tenth of an em narrower than they are.
    """
    pdf = pikepdf.new()
    face = font(file)
    glyphs = {c: face.getGlyphID(name) for c, name in _names(face).items()}
    blank = glyphs.pop("　")
    drawn = glyphs | dict.fromkeys(hidden, blank) | dict.fromkeys(lacking, 0)
    composite = _font(pdf, face, drawn, {glyphs[c] for c in narrow})
    for rows in pages:
        page = pdf.add_blank_page(page_size=(500, 760))
        content = "\n".join(_shown(row, drawn, file, narrow) for row in rows)
        page.obj.Contents = pdf.make_stream(content.encode())
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=composite))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _names(face: TTFont) -> dict[str, str]:
    return {chr(code): name for code, name in face.getBestCmap().items()}


def _shown(row: Row, glyphs: dict[str, int], file: str, narrow: str) -> str:
    """A row as a content stream: one text, with what moves its glyphs (ISO 32000-1 9.4.3)."""
    rest = row.measure - width(row.text, file)
    parts: list[str] = []
    for character in row.text:
        if character in MOVES:
            move = rest if character == "|" else MOVES[character]
            parts.append(f"{-1000 * move:.3f}")
        else:
            parts.append(f"<{glyphs[character]:04x}>" + " -100" * (character in narrow))
    return f"BT /F {row.size} Tf 1 0 0 1 {row.x} {row.y} Tm [{' '.join(parts)}] TJ ET"


def _font(
    pdf: pikepdf.Pdf, face: TTFont, glyphs: dict[str, int], narrow: set[int]
) -> pikepdf.Object:
    """A composite font whose codes are glyph numbers (ISO 32000-1 9.7.4)."""
    data = io.BytesIO()
    face.save(data)
    scale = 1000 / face["head"].unitsPerEm
    widths = pikepdf.Array()
    for number, name in enumerate(face.getGlyphOrder()):
        width = round(face["hmtx"][name][0] * scale) - 100 * (number in narrow)
        widths.extend([number, pikepdf.Array([width])])
    name = pikepdf.Name("/AAAAAA+HandSong")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[0, -120, 1000, 880],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_stream(data.getvalue()),
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=widths,
        DW=1000,
        CIDToGIDMap=pikepdf.Name.Identity,
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pdf.make_stream(_to_unicode(glyphs)),
        )
    )


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    rows = "\n".join(f"<{number:04x}> <{ord(c):04x}>" for c, number in glyphs.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /H def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    ).encode()
