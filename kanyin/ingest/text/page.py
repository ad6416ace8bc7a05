"""A page of raw text, and who claims which of its characters.

Every recogniser looks at the lines nobody has claimed yet and answers with claims (these
characters go to that field, or are dropped as that) and findings (what a field says).
What is left unclaimed at the end is the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from kanyin.diagnostics import Diagnostic, Place

Span: TypeAlias = tuple[int, int]
"""A stretch of the original, by offsets; the end is exclusive."""

DROPPED = ""
"""The destination of characters that belong to no article."""

CONTROL = "control character"
CONTROLS = "".join(chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029))
"""Characters that do not print, or that other programs take for line ends."""

MARGIN = CONTROLS + "".join(chr(n) for n in range(0x3001) if chr(n).isspace())
"""What may stand before and after the text of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the original, without its line end."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """The line without the spaces around it."""
        return self.text.strip(MARGIN)

    @property
    def span(self) -> Span:
        """The line without the spaces around it, as a stretch."""
        return self.within(0, len(self.text))

    def within(self, start: int, end: int) -> Span:
        """A part of the line, by columns from 0, without the spaces around it."""
        part = self.text[start:end]
        begin = self.start + start + len(part) - len(part.lstrip(MARGIN))
        return begin, begin + len(part.strip(MARGIN))

    @property
    def whole(self) -> Span:
        """All of the line."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """Put ``to`` in place of a stretch; ``safe`` ones are made, others once accepted."""

    start: int
    end: int
    to: str
    rule: str
    safe: bool = True
    accepted: bool = False

    @property
    def made(self) -> bool:
        """Whether the article has it; a repair that is not made is a proposal."""
        return self.safe or self.accepted


@dataclass(frozen=True, slots=True)
class Claim:
    """Characters that leave the body: to a field, or (``to`` empty) dropped as ``why``."""

    start: int
    end: int
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a field says, and why we think so.

    A text field gives ``spans``: its value is what stands there, repaired. Any other
    gives ``value``.
    """

    field: str
    evidence: str
    spans: tuple[Span, ...] = ()
    value: object = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A recogniser's answer."""

    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()

    def __add__(self, other: Found) -> Found:
        return Found(
            self.claims + other.claims,
            self.findings + other.findings,
            self.remarks + other.remarks,
        )


NOTHING = Found()


@dataclass(frozen=True)
class Page:
    """The original, its lines, and what has been recognised so far."""

    name: str
    text: str
    lines: tuple[Line, ...]
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    taken: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def free(self) -> tuple[Line, ...]:
        """The lines with text that nobody has claimed, in order."""
        return tuple(ln for ln in self.lines if ln.bare and ln.number not in self.taken)

    @cached_property
    def starts(self) -> list[int]:
        """The offsets at which lines begin."""
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> Line:
        """The line that holds a character."""
        return self.lines[bisect_right(self.starts, offset) - 1]

    def place(self, span: Span) -> Place:
        """A stretch within one line, as remarks give it."""
        line = self.line_at(span[0])
        column = span[0] - line.start + 1
        return Place(self.name, line.number, column, line.number, column + span[1] - span[0])

    def with_found(self, found: Found) -> Page:
        """The page with one more answer; a line claimed whole is no longer free."""
        if found == NOTHING:
            return self
        whole = {line.number for line in self._covered(found.claims)}
        return replace(
            self,
            claims=self.claims + found.claims,
            findings=self.findings + found.findings,
            remarks=self.remarks + found.remarks,
            taken=self.taken | whole,
        )

    def _covered(self, claims: Iterable[Claim]) -> Iterator[Line]:
        """The lines of which nothing is left."""
        lengths: Counter[Line] = Counter()
        for claim in (c for c in claims if c.why != CONTROL):
            line = self.line_at(claim.start)
            start, end = line.span
            lengths[line] += min(end, claim.end) - max(start, claim.start)
        return (ln for ln, length in lengths.items() if length >= len(ln.bare))

    def says(self, name: str) -> tuple[Finding, ...]:
        """The findings about one field, in the order in which they were made."""
        return tuple(f for f in self.findings if f.field == name)


Recogniser: TypeAlias = Callable[[Page], Found]


def read_page(text: str, name: str) -> Page:
    """Cut a text into lines; only LF ends one."""
    lines, start = [], 0
    for number, row in enumerate(text.split("\n"), 1):
        lines.append(Line(number, start, row))
        start += len(row) + 1
    return Page(name, text, tuple(lines))


def drop(line: Line, why: str) -> Claim:
    """The whole line belongs to no article."""
    return Claim(line.start, line.end, DROPPED, why)


def take(line: Line, to: str, why: str = "") -> Claim:
    """The whole line belongs to a field."""
    return Claim(line.start, line.end, to, why)
