"""What a block of the article is made of: kept text, markup, and what falls away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kanyin.ingest.text.page import DROPPED, Claim, Line, Span


@dataclass(frozen=True, slots=True)
class Keep:
    """A stretch of the original that stays in the body; ``raw`` text is code."""

    start: int
    end: int
    raw: bool = False
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A stretch of the original that stands elsewhere in the article than it did."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Add:
    """Markup that import writes, and what it marks."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line end inside a block."""


Part: TypeAlias = Keep | Moved | Add | Break


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body: its kind, its parts, and the claims for what it leaves out."""

    kind: str
    parts: tuple[Part, ...]
    drops: tuple[Claim, ...] = ()
    level: int = 0
    inferred: bool = False

    @property
    def span(self) -> Span:
        """From its first character of the original to its last."""
        kept = [part for part in self.parts if isinstance(part, Keep | Moved)] or self.drops
        return kept[0].start, kept[-1].end


def margins(line: Line) -> tuple[Claim, ...]:
    """The spaces around a line, dropped."""
    start, end = line.span
    sides = ((line.start, start, "indent"), (end, line.end, "trailing space"))
    return tuple(Claim(a, b, DROPPED, why) for a, b, why in sides if a < b)


def keep(line: Line, raw: bool = False) -> Keep:
    """The text of a line, without the spaces around it."""
    return Keep(*line.span, raw=raw)
