"""An issue as a whole: who is named, and whether its parts agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.article import Article, Credit
from kanyin.model.issue import Issue
from kanyin.model.places import exact_place

REVIEWS = ("first-review", "second-review", "final-review")
PROOFREADERS = ("proofreader", "responsible-proofreader")
MONTHS: Mapping[str, int] = {"月刊": 1, "双月刊": 2, "季刊": 3, "半年刊": 6}
"""Months between two issues, by the name of the frequency."""


@dataclass(frozen=True, slots=True)
class IssueRule:
    """One row of the table of rules that read a whole issue."""

    code: str
    check: Callable[[Issue], Iterator[Diagnostic]]
    weight: str


def _plan(issue: Issue) -> str:
    """The name of ``issue.yaml``; a loose article has none."""
    return next((name for name in issue.sources if name.endswith("issue.yaml")), "")


def _at(issue: Issue, file: str, pattern: str) -> Place:
    """Where a file says something, else its first line."""
    lines = issue.sources[file].lines if file in issue.sources else ()
    return exact_place(Place(file, 1, 1), pattern, lines)


def _names(credits: tuple[Credit, ...], roles: tuple[str, ...]) -> list[str]:
    return [name for credit in credits if credit.role in roles for name in credit.names]


def _everyone(issue: Issue, roles: tuple[str, ...]) -> list[str]:
    own = [n for article in issue.articles for n in _names(article.record.credits, roles)]
    return _names(issue.masthead.credits, roles) + own


def no_editor(issue: Issue) -> Iterator[Diagnostic]:
    """A periodical without a responsible editor (期刊出版管理规定 第三十一条)."""
    plan = _plan(issue)
    if plan and issue.kind == "periodical" and not _everyone(issue, ("responsible-editor",)):
        yield remark("P601", _at(issue, plan, r"^masthead(?=\s*:)"))


def no_proofreader(issue: Issue) -> Iterator[Diagnostic]:
    """A periodical without a proofreader."""
    plan = _plan(issue)
    if plan and issue.kind == "periodical" and not _everyone(issue, PROOFREADERS):
        yield remark("P602", _at(issue, plan, r"^masthead(?=\s*:)"))


def _credited(issue: Issue) -> Iterator[tuple[str, tuple[Credit, ...]]]:
    """The credits of the issue and of each article, with the file they stand in."""
    if plan := _plan(issue):
        yield plan, issue.masthead.credits
    for article in issue.articles:
        yield article.file, article.record.credits


def edits_and_proofs(issue: Issue) -> Iterator[Diagnostic]:
    """One person who both edited and proofread."""
    for file, credits in _credited(issue):
        both = set(_names(credits, ("responsible-editor",))) & set(_names(credits, PROOFREADERS))
        for name in sorted(both):
            yield remark("P603", _at(issue, file, re.escape(name)), name=name)


def reviews_twice(issue: Issue) -> Iterator[Diagnostic]:
    """One person who made two of the three reviews (三审制)."""
    for file, credits in _credited(issue):
        held: dict[str, int] = defaultdict(int)
        for role in REVIEWS:
            for name in set(_names(credits, (role,))):
                held[name] += 1
        for name in sorted(name for name, n in held.items() if n > 1):
            yield remark("P604", _at(issue, file, re.escape(name)), name=name)


def dates_agree(issue: Issue) -> Iterator[Diagnostic]:
    """The year of an issue, and that of its date."""
    masthead = issue.masthead
    if masthead.date and masthead.year.isdigit() and masthead.date.year not in (0, int(masthead.year)):  # fmt: skip
        place = _at(issue, _plan(issue), r"^date(?=\s*:)")
        yield remark("P605", place, year=masthead.year, date=masthead.date.chinese())


def number_agrees(issue: Issue) -> Iterator[Diagnostic]:
    """The number of an issue against its month and frequency."""
    masthead = issue.masthead
    months = MONTHS.get(masthead.frequency)
    if not (months and masthead.date and masthead.date.month and masthead.number.isdigit()):
        return
    number = int(masthead.number)
    if number > 12 // months:
        yield remark("P606", _at(issue, _plan(issue), r"^number(?=\s*:)"), number=number, frequency=masthead.frequency)  # fmt: skip


def total_agrees(issue: Issue) -> Iterator[Diagnostic]:
    """A total number smaller than the number of the issue in its year."""
    masthead = issue.masthead
    if masthead.number.isdigit() and masthead.total_number.isdigit() and int(masthead.total_number) < int(masthead.number):  # fmt: skip
        place = _at(issue, _plan(issue), r"^total_number(?=\s*:)")
        yield remark("P607", place, total=masthead.total_number, number=masthead.number)


def columns_agree(issue: Issue) -> Iterator[Diagnostic]:
    """An article that names another column than the contents put it in."""
    for column in issue.columns:
        for article in column.articles:
            own = article.record.column
            if own and column.title and own != column.title:
                place = _at(issue, article.file, r"^column(?=\s*:)")
                yield remark("P608", place, own=own, column=column.title)


def people_of(article: Article) -> Iterator[str]:
    """The names of an article's authors and of all whom it credits."""
    yield from (person.name for person in article.record.authors)
    yield from (name for credit in article.record.credits for name in credit.names)


def names_agree(issue: Issue) -> Iterator[Diagnostic]:
    """A name that is spelled in two ways: with a space, or with another mark between."""
    spelled: dict[str, str] = {}
    said = [(_plan(issue), name) for credit in issue.masthead.credits for name in credit.names]
    said += [(article.file, name) for article in issue.articles for name in people_of(article)]
    for file, name in said:
        key = re.sub(r"[\s·•・.．]", "", name).casefold()
        first = spelled.setdefault(key, name)
        if first != name:
            yield remark("P609", _at(issue, file, re.escape(name)), name=name, first=first)


def titles_differ(issue: Issue) -> Iterator[Diagnostic]:
    """Two articles of one title."""
    seen: dict[str, str] = {}
    for article in issue.articles:
        title = article.record.full_title
        if title in seen:
            place = _at(issue, article.file, r"^title(?=\s*:)")
            yield remark("P610", place, title=title, file=seen[title])
        seen.setdefault(title, article.file)


def unmentioned(issue: Issue) -> Iterator[Diagnostic]:
    """A figure or table with a name that no sentence refers to."""
    for article in issue.articles:
        called = {a.get("href") for tree in article.trees for a in tree.iter("a")}
        for element in article.body.iter("figure", "table"):
            name = element.get("id")
            if name and f"#{name}" not in called:
                place = _at(issue, article.file, rf"\{{#{re.escape(name)}\b")
                yield remark("P611", place, name=name)


ISSUE_RULES: tuple[IssueRule, ...] = (
    IssueRule("P601", no_editor, "form"),
    IssueRule("P602", no_proofreader, "form"),
    IssueRule("P603", edits_and_proofs, ""),
    IssueRule("P604", reviews_twice, ""),
    IssueRule("P605", dates_agree, "fact"),
    IssueRule("P606", number_agrees, "fact"),
    IssueRule("P607", total_agrees, "fact"),
    IssueRule("P608", columns_agree, "form"),
    IssueRule("P609", names_agree, "character"),
    IssueRule("P610", titles_differ, "form"),
    IssueRule("P611", unmentioned, ""),
)
