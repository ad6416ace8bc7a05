"""Pictures that stand in a line like a word: formulas, signs, little icons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kanyin.preflight.pdf_glyphs import Glyph

DRAWING = "\N{OBJECT REPLACEMENT CHARACTER}"

Box = tuple[float, float, float, float]
Run = Sequence[Glyph]


def drawings(boxes: Iterable[Box], runs: Sequence[Run]) -> Iterator[list[Glyph]]:
    """A glyph, as a run of its own, for all that is drawn in one gap of a line."""
    beside: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for box in boxes:
        number = next((n for n, run in enumerate(runs) if _stands_in(box, run)), None)
        if number is not None:
            beside[number].append((box[0], box[2]))
    for number, spans in beside.items():
        run = runs[number]
        for left, right in _merged(sorted(spans), run[0].size / 3):
            if right - left > run[0].size / 10 and not _covers(left, right, run):
                yield [_glyph(left, right, run[0])]


def _glyph(left: float, right: float, neighbour: Glyph) -> Glyph:
    return Glyph(
        DRAWING,
        left,
        neighbour.y,
        neighbour.size,
        right - left,
        (left, right),
        neighbour.font,
        neighbour.mark,
    )


def _stands_in(box: Box, run: Run) -> bool:
    """Whether a box stands on the height of a line and in it or beside it.

    Rules below the letters and dots above them do not, nor do frames around the line.
    """
    left, bottom, right, top = box
    y, em = run[0].y, run[0].size
    on_line = bottom < y + 0.3 * em and y + 0.25 * em < top < y + 2 * em and y - 2 * em < bottom
    return on_line and right > run[0].x - em and left < run[-1].right + em


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
