"""Composition: lines of Chinese set as CLREQ and GB/T 15834 ask. No engine in sight.

A paragraph comes as kinds and advances (``paragraph``), the places where its lines end
are chosen (``fit``) and each line is set to the measure (``line``).
"""

from __future__ import annotations

from kanyin.composition.fit import best_fit, ragged_fit, total_fit
from kanyin.composition.line import Line, set_line
from kanyin.composition.paragraph import Paragraph

FITS = {"total": total_fit, "greedy": best_fit, "ragged": ragged_fit}
"""How the ends of lines are chosen."""


def compose(
    p: Paragraph, first: float, rest: float, fit: str = "total", begin: int = 0, even: bool = False
) -> list[Line]:
    """The lines of a paragraph from character ``begin`` on.

    ``first`` and ``rest`` are the measures of the first of them and of the others. The
    last line of the paragraph keeps its natural width, unless it is to be ``even`` (均排).
    """
    if begin >= p.size:
        return [set_line(p, begin, p.size, first, False)]
    lines, start = [], begin
    for end in FITS[fit](p, first, rest, begin):
        measure = first if start == begin else rest
        last = end == p.size
        justified = even if last else fit != "ragged"
        lines.append(set_line(p, start, end, measure, justified, even and last))
        start = end
    return lines


__all__ = ["FITS", "Line", "Paragraph", "compose", "set_line"]
