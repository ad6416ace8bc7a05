"""A room beside WeasyPrint's: the links of laid out pages.

Checked against WeasyPrint 70.0, which gives every box inside a link a link of its own, and
none to a note and its call. What is private here: ``Page._page_box`` and the tuples of
``Page.links`` and ``Page.anchors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kanyin.editions.engine.pdf_structure import CALL


def tidy_links(pages: tuple[Any, ...]) -> None:
    """One link for each piece of an ``a``; from each call to its note, and back."""
    for page in pages:
        page.links[:] = [link for link in page.links if _is_anchor(link[3])]
        for kind, box in _note_numbers(page._page_box):
            note = box.element.get("id", "")
            left, top, width, height = box.hit_area()
            area = (left, top, left + width, top + height)
            if kind == "call":
                page.anchors[note + CALL] = area
            page.links.append(("internal", note + CALL * (kind == "marker"), area, box))
        page.links[:] = [
            (*link[:2], _as_high_as_its_letters(*link[2:]), link[3]) for link in page.links
        ]


def _is_anchor(box: Any) -> bool:
    return box.element is not None and box.element_tag == "a"


def _as_high_as_its_letters(
    area: tuple[float, float, float, float], box: Any
) -> tuple[float, float, float, float]:
    """The area of a link; raised numbers stand in a line of no height, around its middle."""
    left, top, right, bottom = area
    more = max(0.0, box.style["font_size"] - (bottom - top)) / 2
    return left, top - more, right, bottom + more


def _note_numbers(page_box: Any) -> Iterator[tuple[str, Any]]:
    """The boxes around the numbers of notes, where they are called and where they stand."""
    from weasyprint.formatting_structure import boxes

    for box in page_box.descendants(placeholders=True):
        kind = (getattr(box, "element_tag", "") or "").rpartition("::footnote-")[2]
        if kind in ("call", "marker") and isinstance(box, boxes.InlineBox):
            yield kind, box
