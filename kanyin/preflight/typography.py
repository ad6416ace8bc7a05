"""Audits the typesetting of a PDF from its bytes alone.

``audit`` reads the glyphs back, finds lines and columns and measures them; it never sees
how the page was made, so that it serves for the PDF of any program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kanyin.preflight.columns import Column, columns_of
from kanyin.preflight.findings import Edges, Fault, Gaps, Rule, Squeeze
from kanyin.preflight.line_rules import edges_of, line_faults
from kanyin.preflight.lines import Line, lines_of
from kanyin.preflight.pairs import bearings_of, pairs_of, usual_border
from kanyin.preflight.pdf_glyphs import read_pages
from kanyin.preflight.set_lines import set_lines
from kanyin.preflight.spacing import (
    HanLatin,
    gaps_of,
    han_latin_of,
    spacing_faults,
    squeeze_of,
)


@dataclass(frozen=True, slots=True)
class TypographyReport:
    """What was found; ``body_size`` in points, all other lengths in ems.

    ``lines`` counts all lines but running heads and page numbers, ``measures`` the width
    of every column.
    """

    pages: int
    body_size: float
    lines: int
    measures: tuple[float, ...]
    edges: Edges
    gaps: Gaps
    squeeze: Squeeze
    han_latin: HanLatin
    faults: tuple[Fault, ...]

    def count(self, rule: Rule) -> int:
        """How often a rule is broken."""
        return sum(fault.rule == rule for fault in self.faults)

    def as_json(self) -> dict[str, Any]:
        """The report for other tools: plain values, names as here."""
        return asdict(self) | {"squeezed_share": self.squeeze.share}


def audit(
    pdf: bytes, *, body_size: float | None = None, measure: float | None = None
) -> TypographyReport:
    """Measure a PDF.

    ``body_size`` is the body's type size in points, or the most common; ``measure`` the
    width of the body's columns in points, or where most of their lines end.
    Raises ``pypdfium2.PdfiumError`` when the bytes are no PDF.
    """
    pages = read_pages(pdf)
    lines = [line for page in pages for line in lines_of(page)]
    size = body_size or _body_size(lines)
    columns = columns_of(lines, size, {round(size, 1): measure} if measure else {})
    setting = set_lines(columns)
    bearings = bearings_of(glyph for page in pages for glyph in page.glyphs)
    neighbours = {line: tuple(pairs_of(line, bearings)) for line in setting.lines}
    border = usual_border(p for pairs in neighbours.values() for p in pairs)
    faults = [*line_faults(setting, bearings), *spacing_faults(neighbours)]
    return TypographyReport(
        pages=len(pages),
        body_size=size,
        lines=len(setting.lines),
        measures=_measures(columns),
        edges=edges_of(setting.lines, bearings),
        gaps=gaps_of(neighbours, border),
        squeeze=squeeze_of(neighbours),
        han_latin=han_latin_of(neighbours, border),
        faults=tuple(sorted(faults, key=lambda f: (f.spot.page, f.spot.line, f.rule))),
    )


def _body_size(lines: Sequence[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 2)] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _measures(columns: Sequence[Column]) -> tuple[float, ...]:
    found = Counter(round((c.right - c.left) / c.size, 2) for c in columns if c.right is not None)
    return tuple(sorted(found))
