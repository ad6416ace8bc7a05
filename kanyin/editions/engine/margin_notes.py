"""What stands in the margin is spread, so that no two remarks lie on one another.

Part of the sealed room of WeasyPrint, checked against 70.0: floats of one line that are as
wide as nothing are laid out at one height, ``clear`` or not. Read and moved here are
``Page._page_box`` and its descendants (``Box.translate``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

CLASS = "query"


def spread_margin_notes(pages: Sequence[Any]) -> None:
    """Put every note at its line, or below the note before it; up again from the page's foot."""
    for page in pages:
        notes = sorted(_notes(page._page_box), key=lambda box: float(box.position_y))
        tops = _apart(
            [(float(box.position_y), float(box.margin_height())) for box in notes],
            float(page._page_box.position_y + page._page_box.margin_height()),
        )
        for box, top in zip(notes, tops, strict=True):
            box.translate(0, top - box.position_y)


def _apart(boxes: Sequence[tuple[float, float]], foot: float) -> list[float]:
    """The tops of boxes (top, height), none above its own place but where the foot is near."""
    tops: list[float] = []
    free = float("-inf")
    for top, height in boxes:
        tops.append(max(top, free))
        free = tops[-1] + height
    for n in range(len(tops) - 1, -1, -1):
        tops[n] = min(tops[n], foot - boxes[n][1])
        foot = tops[n]
    return tops


def _notes(box: Any) -> Iterator[Any]:
    element = getattr(box, "element", None)
    if element is not None and CLASS in element.get("class", "").split():
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _notes(child)
