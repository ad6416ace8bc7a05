"""Sets short articles and reads back where glyphs and marks stand, in points and em."""

from __future__ import annotations

import time
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from lxml import etree, html
from PIL.Image import Image

from kanyin.build import Manuscript, Request, Result, Shelves, build
from kanyin.files import MemoryFolder
from kanyin.preflight.pdf_glyphs import Glyph, PdfPage, read_pages
from kanyin.workspace import DiskFolder

HERE = Path(__file__).parent
HOUSE = HERE.parent.parent
ARTICLE = (HERE / "marks.md").read_text("utf-8")
EM, LEADING = 10.5, 17.0
"""Type size and line of the journal layout in points."""

DESCENT = 0.12 * EM
"""How far the em box of an ideograph reaches below the baseline."""

SCALE = 12
"""Pixels in a point, for what is drawn and no glyph."""


@cache
def made(text: str, editions: tuple[str, ...] = ("print",)) -> Result:
    """A text in some editions; without front matter it gets a title."""
    whole = text if text.startswith("---") else f"---\ntitle: 题\n---\n\n{text}\n"
    manuscript = Manuscript("a.md", "a", MemoryFolder({"a.md": whole.encode()}), "a.md")
    shelves = Shelves(
        DiskFolder(HOUSE / "layouts", "layouts"), DiskFolder(HOUSE / "fonts", "fonts")
    )
    wanted = Request(editions=editions)
    return build(manuscript, shelves, wanted, lambda progress: None, time.perf_counter)


def pdf(text: str) -> bytes:
    return made(text).artifacts[0].data


@cache
def page(text: str) -> PdfPage:
    return read_pages(pdf(text))[0]


def glyphs(text: str, wanted: str) -> list[Glyph]:
    """The glyphs of some characters that stand side by side in the content of page one."""
    found = page(text).glyphs
    letters = "".join(g.text for g in found)
    at = letters.index(wanted)
    return list(found[at : at + len(wanted)])


@dataclass(frozen=True)
class Ink:
    """Where something is drawn, in points as in the PDF."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@cache
def _picture(text: str) -> tuple[Image, float, float]:
    """Page one in black and white, and where its upper left corner is."""
    one = pdfium.PdfDocument(pdf(text))[0]
    left, _, _, top = one.get_mediabox()
    drawn = one.render(scale=SCALE, grayscale=True).to_pil()
    return drawn.point(lambda value: 255 * (value < 128)), left, top


def ink(text: str, left: float, bottom: float, right: float, top: float) -> Ink | None:
    """The box of what is drawn in a part of page one."""
    drawn, x, y = _picture(text)
    part = [round(v * SCALE) for v in (left - x, y - top, right - x, y - bottom)]
    box = drawn.crop(tuple(part)).getbbox()  # type: ignore[arg-type]
    if box is None:
        return None
    x0, y0, x1, y1 = (value / SCALE for value in box)
    x, y = x + part[0] / SCALE, y - part[1] / SCALE
    return Ink(x + x0, y - y1, x + x1, y - y0)


def below(text: str, glyph: Glyph, ems: float = 1.0) -> Ink | None:
    """What is drawn between the em box of a glyph and the line below it."""
    right = glyph.x + ems * glyph.size
    return ink(text, glyph.x, glyph.y - 0.45 * EM, right, glyph.y - DESCENT - 0.01 * EM)


def tree(text: str, edition: str) -> etree._Element:
    """The body of the article in the EPUB or on the web."""
    data = {a.path: a.data for a in made(text, (edition,)).artifacts}
    if edition == "web":
        return html.document_fromstring(data["a.web/index.html"].decode())
    book = zipfile.ZipFile(BytesIO(data["a.epub"]))
    root = etree.fromstring(book.read("EPUB/text/a1.xhtml"))
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def style(edition: str, text: str = ARTICLE) -> str:
    data = {a.path: a.data for a in made(text, (edition,)).artifacts}
    if edition == "web":
        return data["a.web/style/kanyin.css"].decode()
    return zipfile.ZipFile(BytesIO(data["a.epub"])).read("EPUB/style/kanyin.css").decode()
