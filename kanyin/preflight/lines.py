"""Puts glyphs together into lines.

Only geometry is used: where glyphs stand, how large they are, in which order they come.
All lengths are in points unless a name says ``ems``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kanyin.preflight.characters import is_han
from kanyin.preflight.drawings import drawings
from kanyin.preflight.pdf_glyphs import Glyph, PdfPage
from kanyin.preflight.pdf_tags import Block

BACK = 1.2
"""A glyph may begin so far (ems) before the end of the last one: marks squeezed too much."""
RECENT = 40
"""So many runs are looked back for one that another continues."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its glyphs without white space, from left to right.

    ``size`` and ``y`` are those of most of its glyphs; ``block`` is the block of a tagged
    file that it belongs to.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    size: float
    y: float
    block: Block | None = None

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(g.text for g in self.glyphs)

    @property
    def left(self) -> float:
        """The left edge of the first cell; a trimmed opening mark begins half an em early."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """The right edge of the last cell."""
        return self.glyphs[-1].right


def lines_of(page: PdfPage) -> tuple[Line, ...]:
    """The lines of a page in the order of its content; of a tagged one without artifacts."""
    runs = list(_runs(page.glyphs))
    for drawing in list(drawings(page.pictures, runs)):
        _placed(runs, drawing)
    runs = _joined(runs)
    lines = (_line(page, run) for run in runs)
    return tuple(line for line in lines if line.block or not page.blocks)


def _line(page: PdfPage, run: list[Glyph]) -> Line:
    size = Counter(round(g.size, 2) for g in run).most_common(1)[0][0]
    of_size = [g for g in run if round(g.size, 2) == size]
    main = next((g for g in of_size if is_han(g.text)), of_size[0])
    return Line(page.number, tuple(run), main.size, main.y, _block(page, run))


def _block(page: PdfPage, run: list[Glyph]) -> Block | None:
    """The block that most glyphs belong to."""
    found = Counter(page.blocks[g.mark] for g in run if g.mark in page.blocks)
    return found.most_common(1)[0][0] if found else None


def _runs(glyphs: tuple[Glyph, ...]) -> Iterator[list[Glyph]]:
    """Stretches of the content that go on along one baseline."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _goes_on(run, glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    em = max(last.size, glyph.size)
    near = -BACK * em < glyph.x - last.right < 2 * em
    return near and abs(glyph.y - run[0].y) < 0.5 * em


def _joined(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs that continue one another, as a note call drawn on its own does."""
    done: list[list[Glyph]] = []
    for run in runs:
        if not _placed(done[-RECENT:], run):
            done.append(run)
    return done


def _placed(runs: list[list[Glyph]], run: list[Glyph]) -> bool:
    """Whether a run continued one of the others, and was put into it."""
    for other in reversed(runs):
        if _touch(other, run):
            other[:] = sorted([*other, *run], key=lambda g: g.x)
            return True
    return False


def _touch(a: list[Glyph], b: list[Glyph]) -> bool:
    """Whether one run goes on where the other ends, or stands in a gap of it."""
    em = max(a[0].size, b[0].size)
    if abs(a[0].y - b[0].y) > 0.5 * em:
        return False
    first, second = (a, b) if a[0].x <= b[0].x else (b, a)
    follows = -BACK * em < second[0].x - first[-1].right < 0.9 * em
    return follows or any(
        g.right - em / 4 < second[0].x and second[-1].right < h.x + em / 4
        for g, h in pairwise(first)
    )
