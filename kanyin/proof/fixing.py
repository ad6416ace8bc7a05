"""Corrections put into a manuscript: as text in, text out, with what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic
from kanyin.model.issue import Source
from kanyin.proof.rule import HANS, Rule, findings
from kanyin.proof.text import read_text

ROUNDS = 20
"""One correction may make room for another; no text has needed more than five rounds."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text and the remarks that were followed in it, round by round."""

    text: str
    followed: tuple[Diagnostic, ...] = ()


def corrected(
    text: str,
    rules: Iterable[Rule],
    *,
    unsafe: bool = False,
    name: str = "",
    lang: str = HANS,
) -> Corrected:
    """Follow every correction until none is left.

    Line ends are kept. The result, corrected again, stays as it is.
    """
    rows = tuple(rules)
    followed: list[Diagnostic] = []
    for _round in range(ROUNDS):
        lines = text.split("\n")
        bare = tuple(line.removesuffix("\r") for line in lines)
        read = read_text(name, Source(bare, tuple(enumerate(bare, 1))), lang)
        wanted = [
            d for rule in rows for d in findings(rule, read) if d.fix and (unsafe or d.fix.safe)
        ]
        if not wanted:
            break
        text, done = _apply(lines, wanted)
        followed += done
    return Corrected(text, tuple(followed))


def _apply(lines: Sequence[str], wanted: list[Diagnostic]) -> tuple[str, list[Diagnostic]]:
    """Put the corrections in from the end; of two that overlap, the first in the text wins."""
    new, done = list(lines), []
    last = (0, 0)
    chosen = []
    for d in sorted(wanted, key=lambda d: (d.place.line, d.place.column) if d.place else (0, 0)):
        assert d.place
        if (d.place.line, d.place.column) >= last:
            chosen.append(d)
            last = (d.place.line, d.place.end_column)
    for d in reversed(chosen):
        assert d.place
        assert d.fix
        line = new[d.place.line - 1]
        new[d.place.line - 1] = (
            line[: d.place.column - 1] + d.fix.text + line[d.place.end_column - 1 :]
        )
        done.append(d)
    return "\n".join(new), done[::-1]
