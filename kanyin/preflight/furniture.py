"""Running heads and page numbers: what stands at the head or foot of page after page.

Tagged files mark them as artifacts; elsewhere they are known by their places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kanyin.preflight.lines import Line

APART = 1.5
"""So many times the body's leading stand between the type area and its furniture."""
NEAR = 2.0
"""Baselines that differ by less (points) from page to page are the same."""
NUMBER = re.compile(r"[-–—·.\s]*(?:第?\d+页?|[ivxlc]+)[-–—·.\s]*", re.IGNORECASE)
"""A page number."""


def without_furniture(pages: Sequence[Sequence[Line]], leading: float) -> list[Line]:
    """The lines of all pages but running heads and page numbers."""
    rows = [tuple(_outer_rows(lines, leading)) for lines in pages]
    places = Counter(round(row[0].y / NEAR) for found in rows for row in found)
    often = max(2, len(pages) / 4)
    kept: list[Line] = []
    for lines, found in zip(pages, rows, strict=True):
        taken = {id(line) for row in found if _is_furniture(row, places, often) for line in row}
        kept += [line for line in lines if id(line) not in taken]
    return kept


def _is_furniture(row: Sequence[Line], places: Counter[int], often: float) -> bool:
    here = round(row[0].y / NEAR)
    repeated = places[here - 1] + places[here] + places[here + 1] >= often
    return repeated or all(NUMBER.fullmatch(line.text) for line in row)


def _outer_rows(lines: Iterable[Line], leading: float) -> Iterator[tuple[Line, ...]]:
    """The highest and the lowest row of a page, where they stand apart from the others."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(round(line.y / NEAR), []).append(line)
    places = sorted(rows)
    if len(places) < 3:
        return
    if (places[1] - places[0]) * NEAR > APART * leading:
        yield tuple(rows[places[0]])
    if (places[-1] - places[-2]) * NEAR > APART * leading:
        yield tuple(rows[places[-1]])
