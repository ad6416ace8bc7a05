"""The text of a line box: its characters, where its boxes begin, and its composed lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from typing import Any

from weasyprint.formatting_structure import boxes

from kanyin.composition import Line, Paragraph, compose
from kanyin.editions.engine.composer_options import fit_of

HYPHEN_SIGN = "-"
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
        return self.start + bisect_left(self.bytes_at, skip)


@dataclass(slots=True)
class LineText:
    """The text of one line box, by its characters, with lengths in px.

    ``cells`` are the advances as the convention has them, ``around`` what margins, borders
    and padding of inline boxes add before and after a character. ``notes`` are characters of
    note calls, ``forms`` marks drawn in another form, ``glued`` characters that begin no line.
    ``leaves`` are the boxes that hold characters, ``begins`` says where each inline box
    begins, ``floats`` stand before the text. ``segments`` are the paragraphs between forced
    breaks, ``lines`` those composed so far with their measure, ``hyphens`` the widths of
    hyphens by the character after them; ``current`` is the line the engine is making.
    """

    style: Any
    characters: list[str] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    ems: list[float] = field(default_factory=list)
    cells: list[float] = field(default_factory=list)
    around: dict[int, list[float]] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)
    forms: dict[int, str] = field(default_factory=dict)
    floats: list[Any] = field(default_factory=list)
    glued: set[int] = field(default_factory=set)
    leaves: list[Leaf] = field(default_factory=list)
    begins: dict[int, int] = field(default_factory=dict)
    segments: list[tuple[int, Paragraph]] = field(default_factory=list)
    lines: dict[int, tuple[float, Line]] = field(default_factory=dict)
    hyphens: dict[int, float] = field(default_factory=dict)
    current: Line | None = None
    kinds: str = ""
    mixed: bool = False
    _leaf_of: dict[int, Leaf] = field(default_factory=dict)

    @property
    def leaf_of(self) -> dict[int, Leaf]:
        """The leaves by the identity of their boxes."""
        if not self._leaf_of:
            self._leaf_of.update((id(leaf.box), leaf) for leaf in self.leaves)
        return self._leaf_of

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

    def line(self, start: int, measure: float, indent: float) -> Line:
        """The line that begins at a character, in a measure of so many px."""
        known = self.lines.get(start)
        if known is None or abs(known[0] - measure) > FINE:
            self._compose(start, measure, measure + indent)
        return self.lines[start][1]

    def _compose(self, start: int, first: float, rest: float) -> None:
        begin, paragraph = self.segment(start)
        even = bool(self.style["text_align_last"] == "justify")
        justified = self.justified and self.style["white_space"] != "nowrap"
        way = fit_of(self.style) if justified else "ragged"
        for line in compose(paragraph, first, rest, way, start - begin, even):
            broken = line.resume == paragraph.size and begin + paragraph.size < self.size
            moved = replace(
                line,
                start=line.start + begin,
                end=line.end + begin,
                resume=line.resume + begin + broken,  # over the forced break
            )
            self.lines[moved.start] = (first if moved.start == start else rest, moved)

    def segment(self, index: int) -> tuple[int, Paragraph]:
        """The paragraph a character is in, and where that begins."""
        return self.segments[bisect_right(self.segments, index, key=itemgetter(0)) - 1]

    def widths(self, start: int, minimum: bool) -> Iterator[float]:
        """The widths of the lines from a character on: as few as can be, or as many."""
        for begin, p in self.segments:
            at = max(0, start - begin)
            if at > p.size or not p.size:
                continue
            first = bisect_right(p.stops, at) if minimum else len(p.stops) - 1
            for end in islice(p.stops, first, None):
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
                return self.leaf_of[id(box)].character(index or 0)
            if index >= len(box.children):
                return self.size
            box = box.children[index]
        return self.begins.get(id(box), self.size)
