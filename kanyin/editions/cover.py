"""The cover as one picture: what a shop or a shelf shows of the issue.

It is the printed cover page itself, drawn at a fixed size. A bare picture would not say
what the issue is called; letters drawn onto it here would be a second cover that has to
agree with the layout's. Drawing the page needs neither: the layout sets the lettering once,
in its own faces, for any picture and any theme. As JPEG, since shops take no SVG.

Where print is not laid out there is no such page. Then the bare picture stays what it is,
and says no more of itself than it shows; the lettering is text in the cover document.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium

from kanyin.editions.epub.contents import document_of
from kanyin.editions.epub.pictures import COVER
from kanyin.editions.pdf import Layouted
from kanyin.model.issue import Picture
from kanyin.model.publication import Publication

WIDTH = 1400
"""Pixels, the least that shops ask for on the shorter side."""
QUALITY = 85


def with_printed_cover(publication: Publication, layouted: Layouted | None) -> Publication:
    """A publication whose cover picture is its printed cover, where there is one.

    An issue without a picture has a cover all the same: a shop shows its lettering.
    """
    if layouted is None or document_of(publication, "cover") is None:
        return publication
    cover = {COVER: draw_page(layouted.pdf)}
    return replace(publication, resources={**publication.resources, **cover})


def draw_page(pdf: bytes) -> Picture:
    """The first page of a PDF, cut to its trim size. The same bytes for the same bytes."""
    document = pdfium.PdfDocument(pdf)
    page = document[0]
    page.set_cropbox(*page.get_trimbox())
    drawn = page.render(scale=WIDTH / page.get_width(), may_draw_forms=False).to_pil()
    document.close()
    out = BytesIO()
    drawn.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture("cover.jpg", "image/jpeg", out.getvalue(), drawn.width, drawn.height)
