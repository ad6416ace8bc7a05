"""Reads a printed PDF back: characters with their places, without the page's furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

POINT = 1.0

LIST_MARKERS = re.compile(r"(?:\s*(?:\d+\.|[•◦▪]))+\s*$")
"""Markers of lists, which the engine draws after everything else on the page."""


@dataclass(frozen=True)
class PrintedPage:
    """A page's characters in the order of its content, cut to the type area."""

    label: str
    text: str
    width: float
    height: float


def pages(data: bytes, top: float, bottom: float) -> list[PrintedPage]:
    """All pages; what stands above ``top`` or below ``bottom`` (points from each edge of
    the trimmed page) is running head or folio and is left out."""
    document = pdfium.PdfDocument(data)
    return [_page(document, n, top, bottom) for n in range(len(document))]


def _page(document: pdfium.PdfDocument, number: int, top: float, bottom: float) -> PrintedPage:
    page = document[number]
    left, low, right, high = page.get_trimbox()
    letters = page.get_textpage()
    kept: list[str] = []
    for index in range(letters.count_chars()):
        _, y, _, _ = letters.get_charbox(index)
        if low + bottom - POINT <= y <= high - top + POINT:
            kept.append(chr(raw.FPDFText_GetUnicode(letters, index)))
    text = LIST_MARKERS.sub("", "".join(kept))
    return PrintedPage(document.get_page_label(number), text, right - left, high - low)


def squeezed(text: str) -> str:
    """The text without white space and without what extraction adds at line ends."""
    return "".join(c for c in text if not c.isspace() and c not in "\ufffe\x02\u200b")
