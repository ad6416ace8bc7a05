"""A line box of the engine, read as a text to compose.

The characters of all its inline boxes are gathered in one ``Paragraph`` per forced line
break; the engine then asks for one line after another (``composer_pieces``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import get_log_attrs

from kanyin.composition import Line, Paragraph, compose
from kanyin.composition.breaks import allowed, long_words
from kanyin.composition.conventions import convention_for
from kanyin.composition.kinds import MIDDLE, NOTE, OBJECT, WESTERN, kind_of, with_links
from kanyin.editions.engine.composer_glyphs import (
    advances_of,
    byte_offsets,
)

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
UNCOMPOSED = re.compile(
    "[\t\xad\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u202a-\u202e\u2066-\u2069]"
)
"""Tabs, soft hyphens and text from right to left are left to the engine."""

MIXED = WESTERN | {MIDDLE}
"""What does not simply stand in its cell."""

WRAPPING = ("normal", "nowrap", "pre-line")
OBJECT_CHARACTER = "\ufffc"
FINE = 1e-3
"""Measures that differ by less, in px, are the same."""


@dataclass(slots=True)
class Leaf:
    """A text box or an atomic box, and where its characters stand in the text."""

    text: LineText
    box: Any
    start: int
    size: int
    bytes_at: list[int] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + self.size

    def character(self, skip: int) -> int:
        return self.start + self.bytes_at.index(skip)


@dataclass(slots=True)
class LineText:
    """The text of one line box. ``current`` is the line that the engine is making."""

    style: Any
    characters: list[str] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    ems: list[float] = field(default_factory=list)
    cells: list[float] = field(default_factory=list)
    around: dict[int, list[float]] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)
    glued: set[int] = field(default_factory=set)
    leaves: list[Leaf] = field(default_factory=list)
    begins: dict[int, int] = field(default_factory=dict)
    segments: list[tuple[int, Paragraph]] = field(default_factory=list)
    lines: dict[int, tuple[float, Line]] = field(default_factory=dict)
    current: Line | None = None
    kinds: str = ""
    mixed: bool = False

    @property
    def size(self) -> int:
        return len(self.characters)

    @property
    def justified(self) -> bool:
        return bool(self.style["text_align_all"] == "justify")

    @property
    def making(self) -> Line:
        """The line that the engine is making; only asked for while it is."""
        assert self.current is not None
        return self.current

    def line(self, start: int, measure: float, indent: float, fit: str) -> Line:
        """The line that begins at a character, in a measure of so many px."""
        known = self.lines.get(start)
        if known is None or abs(known[0] - measure) > FINE:
            self._compose(start, measure, measure + indent, fit)
        return self.lines[start][1]

    def _compose(self, start: int, first: float, rest: float, fit: str) -> None:
        begin, paragraph = next(s for s in reversed(self.segments) if s[0] <= start)
        even = bool(self.style["text_align_last"] == "justify")
        way = fit if self.justified and self.style["white_space"] != "nowrap" else "ragged"
        for line in compose(paragraph, first, rest, way, start - begin, even):
            moved = Line(
                line.start + begin,
                line.end + begin,
                line.resume + begin,
                line.lead,
                line.after,
                line.width,
                line.missing,
            )
            if moved.resume == begin + paragraph.size and moved.resume < self.size:
                moved = _over_the_break(moved)
            self.lines[moved.start] = (first if moved.start == start else rest, moved)

    def segment(self, index: int) -> tuple[int, Paragraph]:
        """The paragraph a character is in, and where that begins."""
        return next(s for s in reversed(self.segments) if s[0] <= index)

    def widths(self, start: int, minimum: bool) -> Iterator[float]:
        """The widths of the lines from a character on: as few as can be, or as many."""
        for begin, p in self.segments:
            at = max(0, start - begin)
            if at > p.size or not p.size:
                continue
            ends = [e for e in p.stops if e > at] if minimum else [p.size]
            for end in ends:
                yield p.natural(at, p.visible(end))
                at = end
        yield 0.0

    def find(self, box: Any, skip_stack: Any) -> int:
        """The character at which a line resumes."""
        if skip_stack is None:
            return 0
        while skip_stack:
            ((index, skip_stack),) = skip_stack.items()
            if isinstance(box, boxes.TextBox):
                leaf: Leaf = box._kanyin_leaf
                return leaf.character(index or 0)
            if index >= len(box.children):
                return self.size
            box = box.children[index]
        return self.begins.get(id(box), self.size)


def _over_the_break(line: Line) -> Line:
    """The same line, resuming after the forced break."""
    return Line(
        line.start, line.end, line.resume + 1, line.lead, line.after, line.width, line.missing
    )


def read(linebox: Any, measure_atom: Callable[[Any], float]) -> LineText | None:
    """The text of a line box, or None if it is for the engine to set."""
    text = LineText(linebox.style)
    if not _is_ours(linebox.style) or not _gather(text, linebox, measure_atom, raised=False):
        return None
    whole = "".join(text.characters)
    if not CHINESE.search(whole) or UNCOMPOSED.search(whole):
        return None
    _divide(text, whole)
    for leaf in text.leaves:
        leaf.box._kanyin_leaf = leaf
    return text


def _is_ours(style: Any) -> bool:
    return (
        style["direction"] == "ltr" and style["white_space"] in WRAPPING and style["font_size"] > 0
    )


def _gather(text: LineText, box: Any, measure_atom: Callable[[Any], float], raised: bool) -> bool:
    """Add what is inside an inline box; False if it is not for the composer."""
    glues = box.style["white_space"] == "nowrap"
    for n, child in enumerate(box.children):
        if not child.is_in_normal_flow():
            if child.is_floated():
                return False
            continue
        if child.is_leader or not _is_ours(child.style):
            return False
        text.begins[id(child)] = text.size
        if n and glues:
            text.glued.add(text.size)
        if isinstance(child, boxes.TextBox):
            _add_text(text, child, raised)
        elif isinstance(child, boxes.InlineBox):
            if not _add_inline(text, child, measure_atom, raised):
                return False
        else:
            _add_atom(text, child, measure_atom(child))
    return True


def _add_text(text: LineText, box: Any, raised: bool) -> None:
    start, size = text.size, len(box.text)
    text.leaves.append(Leaf(text, box, start, size, byte_offsets(box.text)))
    text.characters += box.text
    text.advances += advances_of(box.text, box.style) if box.text else ()
    text.ems += [box.style["font_size"]] * size
    if raised:
        text.notes.update(range(start, start + size))
    if box.style["white_space"] == "nowrap":
        text.glued.update(range(start + 1, start + size))


def _add_inline(
    text: LineText, box: Any, measure_atom: Callable[[Any], float], raised: bool
) -> bool:
    resolve_percentages(box, (0, 0))
    start = text.size
    raised = raised or _is_raised(box.style["vertical_align"])
    if not _gather(text, box, measure_atom, raised):
        return False
    for side, index in (("left", start), ("right", text.size - 1)):
        space = _spacing(box, side)
        if space and text.size > start:
            text.around.setdefault(index, [0.0, 0.0])[side == "right"] += space
    return True


def _is_raised(vertical_align: Any) -> bool:
    """``super`` has become a length when the engine has computed the style."""
    return isinstance(vertical_align, int | float) and vertical_align > 0


def _spacing(box: Any, side: str) -> float:
    margin = getattr(box, f"margin_{side}")
    border, padding = getattr(box, f"border_{side}_width"), getattr(box, f"padding_{side}")
    return float((0 if margin == "auto" else margin) + border + padding)


def _add_atom(text: LineText, box: Any, width: float) -> None:
    text.leaves.append(Leaf(text, box, text.size, 1, [0, 3]))
    text.characters.append(OBJECT_CHARACTER)
    text.advances.append(width)
    text.ems.append(box.style["font_size"])


def _divide(text: LineText, whole: str) -> None:
    """One paragraph for each part between forced breaks."""
    text.kinds = with_links("".join(_kinds(text)), whole)
    text.mixed = not MIXED.isdisjoint(text.kinds)
    attributes = get_log_attrs(whole, text.style["lang"])
    uax14 = [bool(attributes[n].is_line_break) for n in range(len(whole))]
    can = allowed(text.kinds, uax14)
    penalties: list[float | None] = [0.0 if free else None for free in can]
    for n, cost in long_words(whole, text.kinds, can):
        penalties[n] = cost
    for n in text.glued:
        if n < text.size:
            penalties[n] = None
    convention = convention_for(text.style["lang"] or "")
    text.cells = list(map(convention.cell, text.kinds, text.advances, text.ems))
    widths = [cell + sum(text.around.get(n, ())) for n, cell in enumerate(text.cells)]
    start = 0
    for part in whole.split("\n"):
        end = start + len(part)
        text.segments.append(
            (
                start,
                Paragraph(
                    text.kinds[start:end],
                    widths[start:end],
                    text.ems[start:end],
                    penalties[start:end],
                    convention,
                ),
            )
        )
        start = end + 1


def _kinds(text: LineText) -> Iterator[str]:
    for n, (char, advance, em) in enumerate(
        zip(text.characters, text.advances, text.ems, strict=True)
    ):
        if char == OBJECT_CHARACTER:
            yield OBJECT
        elif n in text.notes:
            yield NOTE
        else:
            yield kind_of(char, advance / em)
