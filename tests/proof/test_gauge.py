"""The error rate: what a finding weighs, and how many characters there are."""

from __future__ import annotations

import pytest

from kanyin.diagnostics import Diagnostic, Severity
from kanyin.geometry import Page
from kanyin.model.article import Article, Record
from kanyin.model.issue import Column, Issue, Masthead, Source
from kanyin.proof import WEIGHTS, texts_of
from kanyin.proof.gauge import characters_of, limit, weighted_errors
from kanyin.proof.papers import Papers
from kanyin.proof.tables import table
from kanyin.proof.text import Text

PAGE = Page(595, 842, 10.5, 18, 2, 2, 20, 40, 50, 50, 50, 50)


def error(code: str, mark: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, None, {"mark": mark}, severity)


def test_the_example_of_the_rule_itself() -> None:
    """20,000 characters with two errors are one in ten thousand."""
    found = [error("P402", "一愁莫展"), error("P402", "己经")]
    assert weighted_errors(found) * 10_000 / 20_000 == 1.0


@pytest.mark.parametrize(
    ("found", "weighs"),
    [
        ([], 0.0),
        ([error("P101", ",")], 0.1),
        ([error("P214", "2月30日")], 1.0),
        ([error("P401", "耽心", Severity.WARNING)], 0.0),
        ([error("P112", " ", Severity.ADVICE)], 0.0),
        ([error("S101")], 0.0),
        ([error("P402", "己经")] * 5, 3.0),
        ([error("P402", str(n)) for n in range(5)], 5.0),
        ([error("P211", str(n)) for n in range(20)], 1.0),
    ],
)
def test_what_findings_weigh_together(found: list[Diagnostic], weighs: float) -> None:
    assert weighted_errors(found) == weighs


def test_every_class_has_a_weight_and_the_uncertain_ones_are_named() -> None:
    weights = table("weights")
    assert set(WEIGHTS.values()) - {""} <= set(weights["weights"])
    assert set(weights["uncertain"]) <= set(weights["weights"])


def test_a_book_may_have_half_as_many_as_a_periodical() -> None:
    assert (limit("book"), limit("periodical"), limit("article")) == (1.0, 2.0, 2.0)


def texts(text: str) -> tuple[Text, ...]:
    article = Article("a", "a.md", Record(), None)  # type: ignore[arg-type]
    lines = tuple(text.split("\n"))
    source = Source(lines, tuple(enumerate(lines, 1)))
    issue = Issue(
        "i", "periodical", "", Masthead(), (Column("", (article,)),), sources={"a.md": source}
    )
    return tuple(texts_of(issue, Papers()))


def test_pages_count_whole_and_the_cover_half() -> None:
    assert characters_of(texts("灯"), PAGE, 5) == 20 * 2 * 40 * 4.5


def test_without_pages_every_block_fills_whole_lines() -> None:
    assert characters_of(texts("灯亮了。\n\n" + "灯" * 19), PAGE, 0) == 20 + 40


def test_nothing_has_no_characters() -> None:
    assert characters_of((), PAGE, 0) == characters_of(texts("灯"), None, 0) == 0
