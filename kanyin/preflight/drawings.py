"""Pictures that stand in a line like a word: formulas, signs, little icons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kanyin.preflight.pdf_glyphs import Glyph

DRAWING = "\N{OBJECT REPLACEMENT CHARACTER}"

Box = tuple[float, float, float, float]
Run = Sequence[Glyph]


def drawings(boxes: Sequence[Box], runs: Sequence[Run]) -> Iterator[list[Glyph]]:
    """A glyph, as a run of its own, for all that is drawn in one gap of a line."""
    rows: dict[float, list[Run]] = defaultdict(list)
    for run in runs:
        rows[round(run[0].y, 1)].append(run)
    for row in rows.values():
        first = row[0][0]
        spans = sorted((box[0], box[2]) for box in boxes if _stands_on(box, first))
        for left, right in _merged(spans, first.size / 3):
            wide = right - left > first.size / 10
            if wide and not any(_covers(left, right, run) for run in row):
                neighbour = next((run for run in row if _beside(left, right, run)), None)
                if neighbour:
                    yield [_glyph(left, right, neighbour[0])]


def _glyph(left: float, right: float, neighbour: Glyph) -> Glyph:
    return replace(
        neighbour, text=DRAWING, x=left, advance=right - left, ink=(left, right), spaced=False
    )


def _stands_on(box: Box, first: Glyph) -> bool:
    """Whether a box stands on the height of a line.

    Rules below the letters and dots above them do not, nor do frames around the line.
    """
    _, bottom, _, top = box
    y, em = first.y, first.size
    return y - 2 * em < bottom < y + 0.3 * em and y + 0.25 * em < top < y + 2 * em


def _beside(left: float, right: float, run: Run) -> bool:
    em = run[0].size
    return right > run[0].x - em and left < run[-1].right + em


def _merged(spans: Iterable[tuple[float, float]], near: float) -> Iterator[tuple[float, float]]:
    """Stretches that overlap or nearly touch, as one."""
    left = right = None
    for a, b in spans:
        if left is not None and right is not None and a <= right + near:
            right = max(right, b)
            continue
        if left is not None and right is not None:
            yield left, right
        left, right = a, b
    if left is not None and right is not None:
        yield left, right


def _covers(left: float, right: float, run: Run) -> bool:
    """Whether a stretch lies over letters, as a background does."""
    return any(left < g.ink[1] - 0.1 * g.size and g.ink[0] + 0.1 * g.size < right for g in run)
