"""Audits the typesetting of a PDF from its bytes alone.

``audit`` reads the glyphs back, finds lines and columns and measures them; it never sees
how the page was made, so that it serves for the PDF of any program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.preflight.columns import columns_of, same_size
from kanyin.preflight.findings import CODES, Edges, Fault, Gaps, Rule, Spot, Squeeze
from kanyin.preflight.furniture import without_furniture
from kanyin.preflight.line_rules import edges_of, line_faults
from kanyin.preflight.lines import Line, lines_of
from kanyin.preflight.missing_glyphs import missing_glyphs
from kanyin.preflight.page_rules import Grid, glyph_faults, grid_of, page_faults
from kanyin.preflight.pairs import bearings_of, pairs_of, usual_border
from kanyin.preflight.pdf_glyphs import PdfFont, PdfPage, read_pages
from kanyin.preflight.set_lines import Setting, set_lines
from kanyin.preflight.spacing import (
    HanLatin,
    gaps_of,
    han_latin_of,
    spacing_faults,
    squeeze_of,
)


@dataclass(frozen=True, slots=True)
class TypographyReport:
    """What was found; ``body_size`` and the grid in points, all other lengths in ems.

    ``lines`` counts all lines but running heads and page numbers; ``measures`` are the
    widths that columns of running text are set to, the most used first.
    """

    pages: int
    body_size: float
    lines: int
    measures: tuple[float, ...]
    edges: Edges
    gaps: Gaps
    squeeze: Squeeze
    han_latin: HanLatin
    grid: Grid
    fonts: tuple[PdfFont, ...]
    text: str
    faults: tuple[Fault, ...]

    def count(self, *rules: Rule) -> int:
        """How often any of these rules is broken."""
        return sum(fault.rule in rules for fault in self.faults)

    def as_json(self) -> dict[str, Any]:
        """The report for other tools: plain values, names as here, without the text."""
        values = asdict(self) | {"squeezed_share": self.squeeze.share}
        values["grid"]["deviation"] = self.grid.deviation
        del values["text"]
        return values


def audit(
    pdf: bytes, *, body_size: float | None = None, measure: float | None = None
) -> TypographyReport:
    """Measure a PDF.

    ``body_size`` is the body's type size in points, or the most common; ``measure`` the
    width that all columns of the body are justified to, in points, or where most of the
    lines of each end.
    Raises ``pypdfium2.PdfiumError`` when the bytes are no PDF.
    """
    pages = read_pages(pdf)
    found = [lines_of(page) for page in pages]
    size = body_size or _body_size(found)
    lines = without_furniture(found, _leading(found, size))
    columns = columns_of(lines, size, {round(size, 1): measure} if measure else {})
    setting = set_lines(columns)
    return _report(pages, setting, size, missing_glyphs(pdf))


def _report(
    pages: Sequence[PdfPage], setting: Setting, size: float, missing: Mapping[int, int]
) -> TypographyReport:
    bearings = bearings_of(glyph for page in pages for glyph in page.glyphs)
    neighbours = {line: tuple(pairs_of(line, bearings)) for line in setting.lines}
    border = usual_border(p for pairs in neighbours.values() for p in pairs)
    grid = grid_of(setting.lines, size)
    faults = [
        *line_faults(setting, bearings),
        *spacing_faults(neighbours),
        *page_faults(setting.lines, grid, size),
        *glyph_faults(pages, setting.lines),
        *(Fault("missing-glyph", Spot(n, 0, ""), str(count)) for n, count in missing.items()),
    ]
    return TypographyReport(
        pages=len(pages),
        body_size=size,
        lines=len(setting.lines),
        measures=_measures(setting),
        edges=edges_of(setting.lines, bearings),
        gaps=gaps_of(neighbours, border),
        squeeze=squeeze_of(neighbours),
        han_latin=han_latin_of(neighbours, border),
        grid=grid,
        fonts=tuple(sorted({f for p in pages for f in p.fonts}, key=lambda font: font.name)),
        text="\n".join(page.text for page in pages),
        faults=tuple(sorted(faults, key=lambda f: (f.spot.page, f.spot.line, f.rule))),
    )


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The type size of most glyphs."""
    sizes = Counter[float]()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.size, 2)] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Sequence[Sequence[Line]], size: float) -> float:
    """The usual distance of neighbouring baselines of the body, in points."""
    steps = [
        a.y - b.y
        for lines in pages
        for a, b in pairwise(lines)
        if same_size(a.size, size) and same_size(b.size, size) and a.y > b.y
    ]
    return median(steps) if steps else size


def _measures(setting: Setting) -> tuple[float, ...]:
    found = Counter(
        round((line.column.right - line.column.left) / line.column.size, 2)
        for line in setting.lines
        if line.justified and line.column.right is not None
    )
    return tuple(measure for measure, _ in found.most_common())


def diagnostics(report: TypographyReport, file: str = "") -> tuple[Diagnostic, ...]:
    """The faults as remarks about a PDF of that name."""
    return tuple(_remarks(report, file))


BLOCKING: tuple[Rule, ...] = ("missing-glyph", "font-not-embedded")
"""What no printer can mend."""


def summary(report: TypographyReport, file: str = "") -> tuple[Diagnostic, ...]:
    """The faults that block, and one remark for all the others together."""
    blocking = tuple(f for f in report.faults if f.rule in BLOCKING)
    counts = Counter(f.rule for f in report.faults if f.rule not in BLOCKING)
    remarks = list(_remarks(replace(report, faults=blocking), file))
    if counts:
        rules = "、".join(f"{CODES[rule]} × {n}" for rule, n in sorted(counts.items()))
        place = Place(file) if file else None
        remarks.append(remark("F118", place, count=counts.total(), rules=rules))
    return tuple(remarks)


def _remarks(report: TypographyReport, file: str) -> Iterator[Diagnostic]:
    place = Place(file) if file else None
    for fault in report.faults:
        yield remark(
            CODES[fault.rule],
            place,
            page=fault.spot.page,
            line=fault.spot.line,
            text=fault.spot.text,
            what=fault.what,
            ems=f"{abs(fault.amount):.2f}",
        )
