"""Proof (校对): a proofreader's remarks on the source text. It changes nothing.

A rule is a pure function of one text and one line in ``RULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kanyin.diagnostics import Diagnostic
from kanyin.model.issue import Source
from kanyin.proof.pairs import unpaired
from kanyin.proof.text import Text, read_text
from kanyin.proof.width import half_width

Rule = Callable[[Text], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (unpaired, half_width)
"""All rules, in the order in which they read."""


def proofread(
    sources: Mapping[str, Source], rules: Iterable[Rule] = RULES
) -> tuple[Diagnostic, ...]:
    """Read every manuscript with every rule."""
    texts = [read_text(name, source) for name, source in sources.items()]
    return tuple(found for text in texts for rule in rules for found in rule(text))
