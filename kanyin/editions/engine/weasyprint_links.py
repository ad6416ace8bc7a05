"""A room beside WeasyPrint's: the links of laid out pages.

Checked against WeasyPrint 70.0, which gives every box inside a link a link of its own, and
none to a note and its call. What is private here: ``Page._page_box`` and the tuples of
``Page.links`` and ``Page.anchors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

CALL = "-call"
"""Added to the name of a note, it names the place that calls it."""


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


def _is_anchor(box: Any) -> bool:
    return box.element is not None and box.element_tag == "a"


def _note_numbers(page_box: Any) -> Iterator[tuple[str, Any]]:
    """The boxes around the numbers of notes, where they are called and where they stand."""
    from weasyprint.formatting_structure import boxes

    for box in page_box.descendants(placeholders=True):
        kind = (getattr(box, "element_tag", "") or "").rpartition("::footnote-")[2]
        if kind in ("call", "marker") and isinstance(box, boxes.InlineBox):
            yield kind, box
