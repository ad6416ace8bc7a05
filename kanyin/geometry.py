"""The page: trim size, margins, and a type area in whole characters and lines.

CLREQ 2.1 (版心): the width of the type area is a whole number of characters and its
height a whole number of lines, so margins take up what is left over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""

PRESETS: dict[str, tuple[float, float]] = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
    "B5": (176, 250),
    "大16开": (210, 285),
    "16开": (185, 260),
    "小16开": (170, 240),
    "大32开": (140, 203),
    "32开": (130, 184),
    "64开": (92, 126),
}
"""Trim sizes in mm (GB/T 788—1999 for the ISO sizes; trade names differ by source)."""


@dataclass(frozen=True, slots=True)
class Design:
    """What a layout asks of its page; lengths in points but where named otherwise.

    ``inner``, ``outer``, ``top``, ``bottom`` are the least margins in mm.
    """

    size: float = 10.5
    leading: float = 17.0
    columns: int = 1
    gutter: float = 2.0
    inner: float = 20.0
    outer: float = 18.0
    top: float = 24.0
    bottom: float = 22.0
    longest: int = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready for CSS: all lengths in points, ``gutter`` in ems."""

    width: float
    height: float
    size: float
    leading: float
    columns: int
    gutter: float
    characters: int
    lines: int
    inner: float
    outer: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """The width of the whole type area, in ems (always whole)."""
        return self.characters * self.columns + self.gutter * (self.columns - 1)


def parse_trim(text: str) -> tuple[float, float]:
    """Width and height in mm of ``210x285`` or a preset's name.

    Raises ValueError for anything else, or a size below 60 or above 1,000 mm.
    """
    if text in PRESETS:
        return PRESETS[text]
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)", text.strip())
    if not found:
        raise ValueError(text)
    width, height = float(found[1]), float(found[2])
    if not (60 <= width <= 1000 and 60 <= height <= 1000):
        raise ValueError(text)
    return width, height


def lay_page(trim: tuple[float, float], design: Design) -> Page:
    """Fit whole characters and whole lines into a trim size (mm).

    A column that would hold more than ``longest`` characters is cut to that; a page too
    narrow for the design's columns gets fewer.
    """
    width, height = trim[0] * MM, trim[1] * MM
    room = width - (design.inner + design.outer) * MM
    columns = design.columns
    while columns > 1 and _characters(room, design, columns) < 14:
        columns -= 1
    characters = max(8, min(_characters(room, design, columns), design.longest))
    gutter = design.gutter if columns > 1 else 0.0
    used = (characters * columns + gutter * (columns - 1)) * design.size
    spare = width - used - (design.inner + design.outer) * MM
    lines = max(8, int((height - (design.top + design.bottom) * MM) // design.leading))
    left_over = height - lines * design.leading - (design.top + design.bottom) * MM
    return Page(
        width,
        height,
        design.size,
        design.leading,
        columns,
        gutter,
        characters,
        lines,
        design.inner * MM + spare / 2,
        design.outer * MM + spare / 2,
        design.top * MM + left_over / 2,
        design.bottom * MM + left_over / 2,
    )


def _characters(room: float, design: Design, columns: int) -> int:
    return int((room / design.size - design.gutter * (columns - 1)) // columns)
