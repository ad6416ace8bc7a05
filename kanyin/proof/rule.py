"""What a rule of the proofreader is, and how its findings become remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kanyin.diagnostics import Diagnostic, Fix, Severity, remark
from kanyin.model.scripts import HAN as HAN
from kanyin.proof.text import Text as Text

HANS = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Finding:
    """Some characters of a text that a rule objects to.

    ``fix`` is what would stand in their place; ``severity`` overrides the rule's.
    """

    start: int
    end: int
    fix: str | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None


NO_PROSE = frozenset({"reference", "garbled", "code"})
"""Kinds of passages that most rules pass over: bibliographies have marks of their own
(GB/T 7714—2015), and what is garbled is remarked on once."""

Check = Callable[[Text], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: a code of ``messages.toml`` and the check behind it.

    ``weight`` is a class of ``data/proof_weights.toml``: what one finding counts in the
    error rate. ``aside`` are the kinds of passages it passes over. ``fix`` says whether its corrections may be made unseen (safe), want a look
    (unsafe), or do not exist. The standards behind most rules are those of simplified
    Chinese; ``hant`` rules hold in traditional text, too.
    """

    code: str
    check: Check
    weight: str
    fix: Literal["safe", "unsafe", ""] = ""
    hant: bool = False
    aside: frozenset[str] = NO_PROSE


def findings(rule: Rule, text: Text) -> Iterator[Diagnostic]:
    """What a rule has to say about a text, as remarks with places."""
    if text.lang != HANS and not rule.hant:
        return
    for found in rule.check(text):
        if text.passage(found.start).kind in rule.aside:
            continue
        whole = text.exact and text.is_whole(found.start, found.end)
        fix = Fix(found.fix, rule.fix == "safe") if found.fix is not None and whole else None
        place = text.place(found.start, found.end)
        yield remark(rule.code, place, severity=found.severity, fix=fix, **found.arguments)


def everywhere(pattern: str, fix: str | Mapping[str, str] | None = None) -> Check:
    """A check that objects to every match of a pattern, by lines of the long text.

    The finding is the named group that matched, where there is one. ``fix`` is a template
    (``\\1``) of what stands in its place, or a table by single characters. The sentence
    gets ``mark``, the characters found, and ``full``, their correction.
    """
    form = re.compile(pattern, re.MULTILINE)

    def check(text: Text) -> Iterator[Finding]:
        for m in form.finditer(text.prose):
            group = m.lastgroup or 0
            new = _corrected(m, m[group], fix)
            yield Finding(m.start(group), m.end(group), new, {"mark": m[group], "full": new})

    return check


def _corrected(m: re.Match[str], mark: str, fix: str | Mapping[str, str] | None) -> str | None:
    if fix is None or isinstance(fix, str):
        return m.expand(fix) if fix else fix
    return "".join(fix.get(each, each) for each in mark)
