"""Lines to units: hard-wrapped lines rejoined, broken ones put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from kanyin.ingest.text.page import DROPPED, Claim, Line, Page
from kanyin.ingest.text.parts import Add, Keep, Part, keep, margins
from kanyin.ingest.text.script import CLOSING, columns, ends_sentence, has_han

_BROKEN = re.compile(f"[{CLOSING.replace('…', '')}]|[,;:!?)](?=\\s*[^\\x00-\\x7f]|$)")
_HYPHEN = re.compile("[A-Za-z]-$")
_NUMBERED = re.compile(
    "(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。，]{2,18}$"
)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_FULL_ENOUGH = 4
"""Columns by which a full line may fall short: a wide character, and hanging punctuation."""


@dataclass(frozen=True)
class Unit:
    """Lines that are one piece of text: a paragraph, or a line that stands by itself."""

    lines: tuple[Line, ...]
    gap: bool = False
    kind: str = ""

    @cached_property
    def text(self) -> str:
        """The text on one line."""
        return "".join(line.bare for line in self.lines)

    @property
    def indent(self) -> int:
        """The columns before the first line's text."""
        line = self.lines[0]
        return columns(line.text[: line.span[0] - line.start].expandtabs(4))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The kept stretches, with a space where two Latin words meet."""
        parts: list[Part] = []
        for before, line in zip((None, *self.lines), self.lines, strict=False):
            latin = before and before.bare[-1].isascii() and line.bare[0].isascii()
            if before and latin and not _hyphenated(before, line):
                parts.append(Add(" ", "space"))
            parts.append(keep(line))
        return tuple(parts)

    @cached_property
    def drops(self) -> tuple[Claim, ...]:
        """The margins, and the hyphens of divided words."""
        hyphens = tuple(
            Claim(before.span[1] - 1, before.span[1], DROPPED, "hyphen")
            for before, line in zip(self.lines, self.lines[1:], strict=False)
            if _hyphenated(before, line)
        )
        return tuple(c for line in self.lines for c in margins(line)) + hyphens


Units: TypeAlias = tuple[Unit, ...]


def mark(units: Units, numbers: set[int], kind: str) -> Units:
    """The units with those numbers named, where they have no name yet."""
    return tuple(
        replace(u, kind=kind) if i in numbers and not u.kind else u for i, u in enumerate(units)
    )


def _hyphenated(before: Line, line: Line) -> bool:
    return bool(_HYPHEN.search(before.bare)) and line.bare[0].islower() and line.bare[0].isascii()


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a page is hard-wrapped: its width, and the indent of lines that go on."""

    width: int
    indent: int

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line continues the one before it."""
        if _indent(line) > self.indent or columns(before.text.rstrip()) < self.indent + 8:
            return False
        full = columns(before.text.rstrip()) >= self.width - _FULL_ENOUGH
        return full or not ends_sentence(before.bare)


def find_wrap(lines: Sequence[Line]) -> Wrap | None:
    """The wrapping of a page: many lines, one after another, of nearly one width."""
    widths = sorted(columns(line.text.rstrip()) for line in lines)
    if len(widths) < 4:
        return None
    width = widths[int(len(widths) * 0.9)]
    full = [ln for ln in lines if columns(ln.text.rstrip()) >= width - _FULL_ENOUGH]
    cut = sum(not ends_sentence(line.bare) for line in full)
    if not 40 <= width <= 140 or len(full) < max(3, len(lines) * 0.35) or cut * 2 < len(full):
        return None
    indents = Counter(map(_indent, full))
    return Wrap(width, min(i for i, n in indents.items() if n * 5 >= len(full)))


def _indent(line: Line) -> int:
    return columns(line.text[: line.span[0] - line.start].expandtabs(4))


def units(page: Page) -> tuple[Unit, ...]:
    """The body of a page in units."""
    wrap = find_wrap(page.free)
    joined: list[Unit] = []
    for unit in _raw_units(page):
        before = joined[-1] if joined else None
        if before and _continues(before, unit, wrap):
            joined[-1] = Unit(before.lines + unit.lines, before.gap)
        else:
            joined.append(unit)
    return tuple(joined)


def _raw_units(page: Page) -> Iterator[Unit]:
    """Single lines, and fenced code as a whole."""
    last, fence_end = 0, 0
    for line in page.free:
        if line.number <= fence_end:
            continue
        gap = line.number > last + 1
        last = fence_end = _fence_end(page, line)
        if fence_end:
            fenced = page.lines[line.number - 1 : fence_end]
            yield Unit(tuple(ln for ln in fenced), gap, "fence")
        else:
            last = line.number
            yield Unit((line,), gap)


def _fence_end(page: Page, line: Line) -> int:
    """The number of the line that closes the fence opened here, or 0."""
    opening = _FENCE.match(line.text)
    if not opening:
        return 0
    mark = opening.group(1)
    for other in page.lines[line.number : line.number + 2000]:
        if other.number in page.taken:
            return 0
        if other.bare == mark:
            return other.number
    return 0


def _continues(before: Unit, unit: Unit, wrap: Wrap | None) -> bool:
    if "fence" in (before.kind, unit.kind):
        return False
    if _BROKEN.match(unit.text):
        return True
    if wrap and wrap.goes_on(before.lines[-1], unit.lines[0]):
        return not (_NUMBERED.match(unit.text) and ends_sentence(before.text))
    cut = before.text.endswith(("，", ",", "、")) and len(before.text) >= 20
    return cut and unit.gap and has_han(unit.text) and unit.indent <= before.indent


def broken_lines(found: Sequence[Unit], wrapped: bool) -> Iterator[Line]:
    """The lines that were put back to the one before, on a page that is not wrapped."""
    for unit in found:
        if unit.kind != "fence" and not wrapped:
            yield from unit.lines[1:]


def code_parts(unit: Unit) -> tuple[Keep, ...]:
    """The lines of code as they stand, indentation included."""
    return tuple(Keep(*line.whole, raw=True) for line in unit.lines)
