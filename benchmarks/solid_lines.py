"""How many lines of a text can be set solid at all, if the marks at their ends are trimmed.

GB/T 15834—2011, 5.1.10 takes half an em from the last mark of a line, so a line that ends
with one fills a whole measure only if another half em is missing elsewhere. A programme that
minds nothing but solid lines (widening up to .09 em, any number of lines, any squeezing) gives
the upper bound that no line breaker can pass; beside it, what the press sets::

    python benchmarks/solid_lines.py [--text FILE] [--measures 20,25]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from math import inf
from pathlib import Path

import typography
from weasyprint.text.line_break import get_log_attrs

from kanyin.composition import Paragraph, compose, fit
from kanyin.composition.breaks import allowed
from kanyin.composition.conventions import convention_for
from kanyin.composition.kinds import LATIN, MIDDLE, SPACE, classify

ADVANCES = {LATIN: 0.55, "N": 0.55, "x": 0.5, MIDDLE: 0.5, SPACE: 0.25}
"""Em; a cell for every other kind. The letters of a text differ, its Han do not."""

INDENT = 2
SOLID = 0.003


def paragraph(text: str) -> Paragraph:
    """A text as the composer sees it, without a font."""
    kinds = classify(text)
    attributes = get_log_attrs(text, "zh-Hans")
    can = allowed(kinds, [bool(attributes[n].is_line_break) for n in range(len(text))])
    advances = [ADVANCES.get(kind, 1.0) for kind in kinds]
    penalties = [0.0 if free else None for free in can]
    return Paragraph(kinds, advances, [1.0] * len(text), penalties, convention_for("zh-Hans"))


def solid_lines(paragraphs: list[Paragraph], measure: float) -> int:
    """The lines, but the last of each paragraph, that the press sets solid."""
    return sum(solid for p in paragraphs for solid in _solid(p, measure))


def _solid(p: Paragraph, measure: float) -> Iterator[bool]:
    for line in compose(p, measure - INDENT, measure):
        inner = zip(line.after, p.fixed[line.start : line.end - 1], strict=False)
        if line.resume < p.size:
            yield all(abs(a - b) < SOLID for a, b in inner)


def bound(paragraphs: list[Paragraph], measure: float) -> int:
    """The most lines that could be: the least lines that are not, paragraph by paragraph."""
    costs = replace(fit.COSTS, line=0.0, lonely=1e6, short=1e5)
    theirs, fit.line_cost = fit.line_cost, _only_solid
    try:
        return sum(_most(p, measure, costs) for p in paragraphs)
    finally:
        fit.line_cost = theirs


def _only_solid(
    p: Paragraph, start: int, n: int, measure: float, c: fit.Costs = fit.COSTS
) -> float:
    """A solid line earns something, any other costs nothing as long as it can be set."""
    spare = measure - p.edges[n] + p.origin(start)
    last = max(p.inner[n], start)
    if abs(spare) < 1e-6 * measure:
        return -1.0
    room = p.room[last] - p.room[start] + fit.WIDEST * (p.solid[last] - p.solid[start])
    give = p.shrink[last] - p.shrink[start] + p.squeeze[last] - p.squeeze[start]
    return 0.0 if -give - 1e-9 <= spare <= room else inf


def _most(p: Paragraph, measure: float, costs: fit.Costs) -> int:
    best, start = 0, 0
    for end in fit.total_fit(p, measure - INDENT, measure, 0, costs):
        n = p.stops.index(end)
        first = measure if start else measure - INDENT
        best += end < p.size and _only_solid(p, start, n, first) < 0
        start = end
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, default=typography.OURS)
    parser.add_argument("--measures", default=",".join(map(str, typography.MEASURES)))
    given = parser.parse_args()
    paragraphs = [paragraph(text) for text in typography.paragraphs(given.text)]
    print("measure  bound  press")
    for measure in map(float, given.measures.split(",")):
        print(f"{measure:7.1f}{bound(paragraphs, measure):7}{solid_lines(paragraphs, measure):7}")


if __name__ == "__main__":
    main()
