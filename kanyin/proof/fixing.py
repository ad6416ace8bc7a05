"""Corrections put into a manuscript: text in, text out, with every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic, Fix, Place

ROUNDS = 20
"""One correction may make room for another; no text has needed more than five rounds."""


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: the rule, the place, what stood there and what stands there now."""

    code: str
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text and its changes, round by round; their places are those of their round."""

    text: str
    changes: tuple[Change, ...] = ()


def corrected(
    text: str, examine: Callable[[str], Iterable[Diagnostic]], *, unsafe: bool = False
) -> Corrected:
    """Follow the corrections of ``examine`` until none is left; line ends are kept.

    The result, corrected again, stays as it is.
    """
    changes: list[Change] = []
    for _round in range(ROUNDS):
        wanted = [
            (d.place, d.fix, d.code)
            for d in examine(text.replace("\r\n", "\n"))
            if d.place and d.fix and (unsafe or d.fix.safe)
        ]
        if not wanted:
            break
        text, made = _apply(text.split("\n"), wanted)
        changes += made
    return Corrected(text, tuple(changes))


def _apply(lines: list[str], wanted: Iterable[tuple[Place, Fix, str]]) -> tuple[str, list[Change]]:
    """Put the corrections in; of two that overlap, the first in the text is followed."""
    made, end = [], (0, 0)
    for place, fix, code in sorted(wanted, key=lambda each: (each[0], each[2])):
        if (place.line, place.column) >= end:
            before = lines[place.line - 1][place.column - 1 : place.end_column - 1]
            made.append(Change(code, place, before, fix.text))
            end = (place.line, place.end_column)
    for change in reversed(made):
        place, line = change.place, lines[change.place.line - 1]
        lines[place.line - 1] = (
            line[: place.column - 1] + change.after + line[place.end_column - 1 :]
        )
    return "\n".join(lines), made
