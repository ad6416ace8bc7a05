"""Reads the glyphs of a PDF back, with their places, through PDFium.

Lengths are in points, y runs upwards from the foot of the page (ISO 32000-1 8.3.2).
What PDFium adds of its own (line ends, guessed spaces) is kept only in ``PdfPage.text``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kanyin.preflight.pdf_tags import Block, blocks_of

SLANT = 0.01
"""Glyphs turned by more than this (the sine) belong to no horizontal line."""

DRAWN = (
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_SHADING,
    raw.FPDF_PAGEOBJ_FORM,
)
LATIN = "\u2000"
CENTRED = 0.01
NEARLY = 0.2
"""A glyph beyond the Latin blocks whose outline stands in the middle of an em is one em
wide, when the file says nearly so (ems): Chromium writes 0.858 for the dash of our Song."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph as it stands on the page; ``text`` has several characters for a ligature.

    ``x`` and ``y`` are its origin, ``size`` the type size, ``advance`` what the font says
    about its width, ``ink`` the left and right of its outline; equal where there is none.
    ``mark`` is the number of its marked content, -1 without; ``spaced`` says that white
    space of the PDF itself stands before it.
    """

    text: str
    x: float
    y: float
    size: float
    advance: float
    ink: tuple[float, float]
    font: str
    mark: int = -1
    spaced: bool = False

    @property
    def right(self) -> float:
        """The right edge of its cell."""
        return self.x + self.advance


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font that a page uses, without its subset tag."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its trim box, its upright glyphs in the order of the content, its text.

    ``pictures`` are the boxes (left, bottom, right, top) of everything that is drawn and
    no text, ``blocks`` the blocks of a tagged file by marked content; ``turned`` counts the
    glyphs that stand in no horizontal line.
    """

    number: int
    label: str
    box: tuple[float, float, float, float]
    glyphs: tuple[Glyph, ...]
    text: str
    fonts: frozenset[PdfFont]
    pictures: tuple[tuple[float, float, float, float], ...]
    blocks: Mapping[int, Block]
    turned: int


def read_pages(data: bytes) -> tuple[PdfPage, ...]:
    """All pages of a PDF. Raises ``pypdfium2.PdfiumError`` when it is none."""
    document = pdfium.PdfDocument(data)
    try:
        return tuple(_page(document, n) for n in range(len(document)))
    finally:
        document.close()


def _page(document: Any, number: int) -> PdfPage:
    page = document[number]
    letters = page.get_textpage()
    reader = _Reader(letters)
    count = letters.count_chars()
    found = tuple(_visible(reader.glyphs(count)))
    return PdfPage(
        number + 1,
        document.get_page_label(number),
        page.get_trimbox(),
        found,
        letters.get_text_range(),
        frozenset(reader.fonts.values()),
        tuple(one.get_bounds() for one in page.get_objects(DRAWN, max_depth=1)),
        blocks_of(page),
        reader.turned,
    )


def _visible(characters: Iterator[Glyph]) -> Iterator[Glyph]:
    """Glyphs without white space; the characters of a ligature as one glyph again.

    PDFium gives the characters of a ligature one by one, all with the same cell.
    """
    last: Glyph | None = None
    spaced = False
    for one in characters:
        if one.text.isspace():
            spaced = True
            continue
        if last and (one.x, one.y, one.ink, one.font) == (last.x, last.y, last.ink, last.font):
            last = replace(last, text=_joined(last.text + one.text))
            continue
        if last:
            yield last
        last, spaced = replace(one, spaced=spaced), False
    if last:
        yield last


def _joined(text: str) -> str:
    """PDFium gives characters beyond U+FFFF as two surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class _Reader:
    letters: Any
    turned: int = 0
    fonts: dict[int, PdfFont] = field(default_factory=dict)

    def glyphs(self, count: int) -> Iterator[Glyph]:
        for index in range(count):
            if raw.FPDFText_IsGenerated(self.letters, index) != 1:
                glyph = self._glyph(index)
                if glyph:
                    yield glyph

    def _glyph(self, index: int) -> Glyph | None:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.letters, index, matrix)
        scale = (matrix.a**2 + matrix.b**2) ** 0.5
        if abs(matrix.b) > SLANT * scale or matrix.a <= 0:
            self.turned += 1
            return None
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(self.letters, index, x, y)
        cell = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self.letters, index, cell)
        left, _, right, _ = self.letters.get_charbox(index)
        text = _character(raw.FPDFText_GetUnicode(self.letters, index))
        size = raw.FPDFText_GetFontSize(self.letters, index) * scale
        advance = cell.right - cell.left
        if text > LATIN and abs((left + right) / 2 - x.value - size / 2) < CENTRED * size:
            advance = size if abs(advance - size) < NEARLY * size else advance
        return Glyph(text, x.value, y.value, size, advance, (left, right), *self._object(index))

    def _object(self, index: int) -> tuple[str, int]:
        """The name of the font, and the marked content."""
        thing = raw.FPDFText_GetTextObject(self.letters, index)
        if not thing:
            return "", -1
        font = raw.FPDFTextObj_GetFont(thing)
        key = raw.cast(font, raw.c_void_p).value or 0
        if key not in self.fonts:
            self.fonts[key] = PdfFont(_name(font), raw.FPDFFont_GetIsEmbedded(font) == 1)
        return self.fonts[key].name, int(raw.FPDFPageObj_GetMarkedContentID(thing))


def _name(font: Any) -> str:
    room = raw.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, room, len(room))
    name: str = room.value.decode("utf-8", "replace")
    return name[7:] if name[6:7] == "+" else name


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
