"""The line grid: every line and every block takes whole lines (CLREQ 2.1.3, 占行)."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from weasyprint.formatting_structure import boxes

from kanyin.editions.engine.composer_glyphs import strut_of
from kanyin.editions.engine.composer_options import block_step_of

INTO_LEADING = 0.3
"""How far, in line heights, a tall thing in a line may reach into the space around it."""

EXACT = 0.01
"""Lengths that differ by less, in px, are the same."""


def keep_line(line: Any) -> None:
    """Give a line whole line heights, and the baseline of the page's first font.

    Fonts set their characters a little higher or lower on the line; on the grid they all
    stand on one baseline.
    """
    step, own = strut_of(line.style)
    baseline = step / 2 + _drop(line.style.root_style) * line.style["font_size"]
    above = line.baseline - own
    below = line.height - step - above
    rows_above, rows_below = (max(0, ceil(x / step - INTO_LEADING)) for x in (above, below))
    line.height = (1 + rows_above + rows_below) * step
    moved = rows_above * step + baseline - line.baseline
    if abs(moved) > EXACT:
        top = line.position_y
        line.translate(dy=moved)
        line.position_y = top
        line.baseline += moved


def _drop(style: Any) -> float:
    """How far, in em, the baseline of a font is below the middle of its line."""
    height, baseline = strut_of(style)
    return float((baseline - height / 2) / style["font_size"])


def keep_block(box: Any) -> None:
    """Round the height of a block up to whole lines; what it has goes to the middle."""
    step = block_step_of(box.style)
    if not step or not isinstance(box, boxes.BlockBox):
        return
    height = box.border_height()
    lacking = ceil((height - EXACT) / step) * step - height
    if lacking < EXACT:
        return
    for child in box.children:
        child.translate(dy=lacking / 2)
    box.padding_top += lacking / 2
    box.padding_bottom += lacking / 2


def keep_column(box: Any, ended: bool) -> None:
    """Give a column whole lines; one that goes on is as high as its lines, and no more."""
    step = block_step_of(getattr(box.style, "parent_style", None))
    if step and box.is_column:
        lines = ceil((box.height - EXACT) / step) if ended else floor((box.height + EXACT) / step)
        box.height = lines * step
