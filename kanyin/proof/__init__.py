"""Proof (校对): a proofreader's remarks on the source text. It changes nothing.

A rule is a pure function of one text (or one issue) and one row of its family's table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kanyin.diagnostics import Diagnostic
from kanyin.fields import Remarks
from kanyin.model.article import Article
from kanyin.model.issue import Issue, Source
from kanyin.proof import (
    characters,
    mixed,
    numerals,
    pairs,
    punctuation,
    references,
    structure,
    width,
    words,
)
from kanyin.proof.allow import allowed, comment_allowances
from kanyin.proof.consistency import ISSUE_RULES, people_of
from kanyin.proof.papers import Papers
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
    *references.RULES,
)
"""All rules that read one manuscript, in the order in which they read."""

WEIGHTS: Mapping[str, str] = {
    **{rule.code: rule.weight for rule in RULES},
    **{rule.code: rule.weight for rule in ISSUE_RULES},
}
"""The class of each rule in ``data/proof_weights.toml``; "" counts nothing."""


def examine(text: Text, rules: Iterable[Rule] = RULES) -> Iterator[Diagnostic]:
    """Read one manuscript with every rule."""
    for rule in rules:
        yield from findings(rule, text)


def proofread(issue: Issue, papers: Papers, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """Read every manuscript and the issue as a whole; what is allowed is left out.

    ``texts`` are the ``texts_of`` the issue.
    """
    found = [d for text in texts for d in examine(text)]
    found += [d for rule in ISSUE_RULES for d in rule.check(issue)]
    remarks = Remarks(list(papers.diagnostics))
    comments = [a for text in texts for a in comment_allowances(text, remarks)]
    rest = allowed(found, (*papers.allowances, *comments), issue.sources)
    return (*remarks.found, *rest)


def texts_of(issue: Issue, papers: Papers) -> Iterator[Text]:
    """The printed texts of an issue's articles; the names of its people are exempt."""
    langs = {article.file: article.lang for article in issue.articles}
    names = (*papers.names, *_people(issue))
    for name, source in issue.sources.items():
        if source.prose:
            yield read_text(name, source, langs.get(name) or issue.lang, names, papers.terms)


def reexamine(
    issue: Issue, article: Article, papers: Papers
) -> Callable[[str], tuple[Diagnostic, ...]]:
    """A function that reads an article anew, as it would be with another text."""
    names = (*papers.names, *_people(issue))

    def examined(text: str) -> tuple[Diagnostic, ...]:
        lines = tuple(text.split("\n"))
        source = Source(lines, tuple(enumerate(lines, 1)))
        read = read_text(article.file, source, article.lang or issue.lang, names, papers.terms)
        allowances = (*papers.allowances, *comment_allowances(read, Remarks([])))
        return allowed(examine(read), allowances, {article.file: source})

    return examined


def _people(issue: Issue) -> Iterator[str]:
    yield from {person.name for person in (*issue.people, *issue.authors)}
    yield from {name for credit in issue.masthead.credits for name in credit.names}
    yield from {name for article in issue.articles for name in people_of(article)}
