"""Proof (校对): a proofreader's remarks on the source text. It changes nothing.

A rule is a pure function of one text and one row of its family's table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kanyin.diagnostics import Diagnostic
from kanyin.model.issue import Source
from kanyin.proof import characters, mixed, numerals, pairs, punctuation, structure, width, words
from kanyin.proof.rule import Rule, findings
from kanyin.proof.text import Text, read_text

RULES: tuple[Rule, ...] = (
    *pairs.RULES,
    *punctuation.RULES,
    *width.RULES,
    *mixed.RULES,
    *numerals.RULES,
    *characters.RULES,
    *words.RULES,
    *structure.RULES,
)
"""All rules that read one manuscript, in the order in which they read."""


def examine(text: Text, rules: Iterable[Rule] = RULES) -> Iterator[Diagnostic]:
    """Read one manuscript with every rule."""
    for rule in rules:
        yield from findings(rule, text)


def proofread(
    sources: Mapping[str, Source], langs: Mapping[str, str] | None = None
) -> tuple[Diagnostic, ...]:
    """Read every manuscript; ``langs`` are their languages, simplified Chinese unless given."""
    known = langs or {}
    texts = (
        read_text(name, source, known.get(name) or "zh-Hans") for name, source in sources.items()
    )
    return tuple(found for text in texts for found in examine(text))
