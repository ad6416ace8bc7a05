"""Rules about whole pages: the line grid, headings at the foot, glyphs and fonts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kanyin.preflight.characters import is_han, is_western, sets
from kanyin.preflight.columns import FLUSH, same_size
from kanyin.preflight.findings import Fault, Spot
from kanyin.preflight.pdf_glyphs import Glyph, PdfPage
from kanyin.preflight.set_lines import SetLine
from kanyin.preflight.spacing import spot

OFF_GRID = 0.25
"""A baseline may stand so far (points) off the grid; 0.25 pt is 0.09 mm."""
LARGER = 1.08
"""A line of a larger size than this times the body's is a heading, where tags do not say."""
EXACT = 0.0005
"""Edges closer than this (ems) are the same: half a unit of the font."""
ENOUGH = 3
"""A page with fewer body lines has no grid, and no text for a heading to part from."""


@dataclass(frozen=True, slots=True)
class PageGrid:
    """How far (points) the baselines of a page's body stand off their common grid."""

    page: int
    lines: int
    deviation: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The body's leading in points, and every page with enough body lines."""

    leading: float
    pages: tuple[PageGrid, ...]

    @property
    def deviation(self) -> float:
        """The greatest deviation in points."""
        return max((page.deviation for page in self.pages), default=0.0)


def grid_of(lines: Sequence[SetLine], body: float) -> Grid:
    """Fit a grid of the body's leading to every page.

    Its phase is the one most baselines of the page share (CLREQ 纵横对齐).
    """
    running = [line for line in lines if is_body(line, body)]
    steps = [line.column.leading for line in running if len(line.column.lines) > 1]
    leading = round(median(steps), 3) if steps else 0.0
    pages: dict[int, list[float]] = {}
    for line in running:
        pages.setdefault(line.line.page, []).append(line.line.y)
    enough = {page: ys for page, ys in pages.items() if len(ys) >= ENOUGH and leading}
    found = (PageGrid(p, len(ys), _deviation(ys, leading)) for p, ys in sorted(enough.items()))
    return Grid(leading, tuple(found))


def is_body(line: SetLine, body: float) -> bool:
    """Whether a line is running text of the body."""
    return line.justified and same_size(line.column.size, body)


def _deviation(baselines: Sequence[float], leading: float) -> float:
    phases = Counter(round(y % leading, 1) for y in baselines)
    usual = phases.most_common(1)[0][0]
    off = [(y - usual + leading / 2) % leading - leading / 2 for y in baselines]
    usual = median(o for o in off if abs(o) < OFF_GRID)
    return max(abs(o - usual) for o in off)


def page_faults(lines: Sequence[SetLine], grid: Grid, body: float) -> Iterator[Fault]:
    """Pages off their grid, headings at the foot of a page or column."""
    for page in grid.pages:
        if page.deviation > OFF_GRID:
            ems = page.deviation / body
            yield Fault("off-grid", Spot(page.page, 0, ""), f"{page.deviation:.2f} pt", ems)
    full = Counter(line.line.page for line in lines if is_body(line, body))
    for index, line in enumerate(lines):
        if full[line.line.page] >= ENOUGH and _is_heading(line, body):
            text = next((o for o in lines[index + 1 :] if not _stands_by(o, line, body)), None)
            if text and (text.line.page != line.line.page or text.line.y > line.line.y):
                yield Fault("heading-at-foot", spot(line), line.line.text)


def _is_heading(line: SetLine, body: float) -> bool:
    if line.line.block:
        return re.fullmatch(r"H\d*", line.line.block.role) is not None
    return line.em > LARGER * body and not line.justified


def _stands_by(line: SetLine, heading: SetLine, body: float) -> bool:
    """Whether a line may follow a heading without being its text: another, or a note.

    Under a heading as small as they are, notes are the text.
    """
    return _is_heading(line, body) or line.em < body / LARGER < heading.em


def glyph_faults(pages: Sequence[PdfPage], lines: Sequence[SetLine]) -> Iterator[Fault]:
    """Characters without an outline, outlines beyond the page, fonts not embedded."""
    numbers = {id(g): line for line in lines for g in line.line.glyphs}
    for page in pages:
        for font in sorted(page.fonts, key=lambda font: font.name):
            if not font.embedded:
                yield Fault("font-not-embedded", Spot(page.number, 0, font.name), font.name)
        for glyph in page.glyphs:
            line = numbers.get(id(glyph))
            place = spot(line) if line else Spot(page.number, 0, glyph.text)
            if _shows_nothing(glyph):
                yield Fault("empty-glyph", place, glyph.text)
            elif _beyond(glyph, page):
                yield Fault("overflow", place, glyph.text, _beyond(glyph, page))


def _shows_nothing(glyph: Glyph) -> bool:
    """Whether a character that should be seen has no outline.

    PDFium then gives the whole cell for the outline; no letter fills its cell to the edge.
    """
    seen = is_han(glyph.text) or is_western(glyph.text) or glyph.text in sets().ending
    edges = (glyph.x - glyph.ink[0], glyph.right - glyph.ink[1])
    return seen and all(abs(edge) < EXACT * glyph.size for edge in edges)


def _beyond(glyph: Glyph, page: PdfPage) -> float:
    """How far (ems) a glyph's outline reaches over the sides of the trimmed page."""
    left, _, right, _ = page.box
    beyond = max(left - glyph.ink[0], glyph.ink[1] - right)
    return beyond / glyph.size if beyond > FLUSH * glyph.size else 0.0
