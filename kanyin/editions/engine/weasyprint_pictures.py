"""A room beside WeasyPrint's: how finely the pictures of laid out pages are printed.

Checked against WeasyPrint 70.0. What is private here: ``Page._page_box``, and the pixels of
``RasterImage``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kanyin.model.article import Element

CSS_PIXELS = 96
"""CSS pixels in an inch."""


def resolutions(pages: tuple[Any, ...]) -> Iterator[tuple[Element, float]]:
    """The pictures of pixels with their pixels an inch as printed, the coarser way."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.images import RasterImage

    for page in pages:
        for box in page._page_box.descendants(placeholders=True):
            box = getattr(box, "_box", box)
            picture = getattr(box, "replacement", None)
            drawn = isinstance(box, boxes.ReplacedBox) and box.width and box.height
            if drawn and isinstance(picture, RasterImage):
                across, down = picture.width / box.width, picture.height / box.height
                yield box.element, CSS_PIXELS * min(across, down)
