"""The pieces of a composed line as boxes of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from operator import add
from typing import Any

from kanyin.composition.kinds import HAN, MIDDLE, WESTERN
from kanyin.editions.engine.composer_glyphs import (
    AFTER,
    BEFORE,
    BOTH,
    ComposedLayout,
    Setting,
    strut_of,
)
from kanyin.editions.engine.composer_text import HYPHEN_SIGN, Leaf, LineText

BEYOND = 1e6
"""A width that no line holds, for what the composer has put on the next line."""


def piece(leaf: Leaf, skip: int) -> tuple[Any, int | None, bool]:
    """What of a text box stands on the current line, as ``split_text_box`` returns it."""
    text, line = leaf.text, leaf.text.making
    start = leaf.character(skip)
    if start >= line.resume:
        return _beyond(leaf), skip + len(leaf.box.text[start - leaf.start].encode()), False
    end = min(leaf.end, line.end)
    resume = leaf.bytes_at[line.resume - leaf.start] if line.resume <= leaf.end else None
    forced = resume is not None and text.characters[line.resume - 1] == "\n"
    if resume == leaf.bytes_at[-1] and not forced:
        resume = None
    box = _set(leaf, start, end) if end > start else None
    return box, resume, forced


def _beyond(leaf: Leaf) -> Any:
    box = leaf.box.copy_with_text(leaf.box.text)
    box._kanyin_leaf = None
    _measure(box, BEYOND)
    return box


def _measure(box: Any, width: float) -> None:
    """Give a text box its width, and the height of its first font: others keep the grid."""
    line_height, baseline = strut_of(box.style)
    box.width, box.height = width, box.style["font_size"]
    box.margin_top = box.margin_bottom = (line_height - box.height) / 2
    box.baseline = baseline


def _set(leaf: Leaf, start: int, end: int) -> Any:
    """The box of some characters of a leaf on the current line."""
    text = leaf.text
    _, paragraph = text.segment(start)
    box = leaf.box.copy_with_text("".join(text.characters[start:end]))
    box._kanyin_leaf = None
    em = box.style["font_size"]
    widths, before = _places(text, start, end)
    gaps = dict(_letters(text, start, end)) if text.mixed else {}
    line = text.making
    moved = bool(before or gaps) or any(line.after[start - line.start : end - line.start - 1])
    sign = ""
    if end == line.resume and end in text.hyphens:
        sign = HYPHEN_SIGN
        widths.append(text.hyphens[end])
    setting = Setting(widths, before, gaps, moved, paragraph.convention.gap * em, em)
    box.pango_layout = ComposedLayout(box.text + sign, box.style, setting)
    _measure(box, sum(widths))
    return box


def _places(text: LineText, start: int, end: int) -> tuple[list[float], dict[int, float]]:
    """The widths of some characters on the current line, and the room before their ink."""
    line = text.making
    after = line.after[start - line.start : end - line.start]
    widths = list(map(add, text.cells[start:end], after))
    before: dict[int, float] = {}
    if start == line.start and line.lead:
        widths[0] -= line.lead
        before[0] = -line.lead
    for n in range(start, end) if text.mixed else ():
        gap, rest = around(text, n)
        widths[n - start] += gap + rest - line.after[n - line.start]
        if ahead := gap + _centred(text, n):
            before[n - start] = before.get(n - start, 0.0) + ahead
    return widths, before


def around(text: LineText, n: int) -> tuple[float, float]:
    """The room before and after a character or an atomic box on the current line."""
    line = text.making
    before = line.after[n - 1 - line.start] if _lends(text, n - 1) else 0.0
    return before, 0.0 if _lends(text, n) else line.after[n - line.start]


def _lends(text: LineText, n: int) -> bool:
    """Whether a Han gives the gap after it to the letter or digit that follows.

    The gap is in the letter's advance then, and nobody takes it for a space.
    """
    line = text.making
    inside = line.start <= n and n + 1 < line.end
    return inside and text.kinds[n] == HAN and text.kinds[n + 1] in WESTERN


def _centred(text: LineText, n: int) -> float:
    """An interpunct keeps to the middle of its cell."""
    return (text.cells[n] - text.advances[n]) / 2 if text.kinds[n] == MIDDLE else 0.0


def _letters(text: LineText, start: int, end: int) -> Iterator[tuple[int, tuple[str, float]]]:
    """The letters and digits of a piece that stand beside Han on the same line.

    And the marks that have another form.
    """
    line = text.making
    for n in range(start, end):
        if n in text.forms:
            yield n - start, (text.forms[n], text.advances[n])
        if text.kinds[n] not in WESTERN:
            continue
        before = _lends(text, n - 1)
        after = n + 1 < line.end and text.kinds[n + 1] == HAN
        if before or after:
            feature = BOTH if before and after else BEFORE if before else AFTER
            yield n - start, (feature, text.advances[n])
