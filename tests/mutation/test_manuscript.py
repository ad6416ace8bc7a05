"""What all editions lost alike is still in the manuscript."""

from __future__ import annotations

import pytest
import small_issue
from cutting import BOOK, PRINT, SITE, Change, Files, epub, pdf, web, without_text
from test_mutants import LAST, NOTE, A

from kanyin.ingest.assemble import Desk, read_issue
from kanyin.model.issue import Issue
from kanyin.preflight.verify import verify
from kanyin.structure import resolve


@pytest.fixture(scope="module")
def issue() -> Issue:
    """The issue as the build reads it."""
    made = small_issue.manuscript()
    read = read_issue(Desk(made.folder, made.entry, made.name, made.id_hint, None), _unheard)
    assert read.value is not None
    return resolve(read.value).value


def _unheard(done: int, total: int, detail: str) -> None: ...


def only(files: Files, name: str) -> Files:
    """One edition by itself, so that there is no other to be held against."""
    return {path: data for path, data in files.items() if path.startswith(name)}


@pytest.mark.parametrize("name", [BOOK, SITE, PRINT])
def test_a_sound_edition_has_all_of_the_manuscript(files: Files, issue: Issue, name: str) -> None:
    assert verify(only(files, name), issue) == ()


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        (BOOK, epub(A, (LAST, "")), "a.md:31"),
        (BOOK, epub(A, (NOTE, "渡口。")), "a.md:33"),
        (SITE, web("a01.html", (LAST, "")), "a.md:31"),
        (PRINT, pdf(without_text(5)), "a.md:"),
    ],
    ids=["a paragraph of the EPUB", "its note", "a paragraph of the web", "a line in print"],
)
def test_what_is_lost_is_pointed_at_in_the_manuscript(
    files: Files, issue: Issue, name: str, change: Change, place: str
) -> None:
    found = verify(only(change(dict(files)), name), issue)
    assert [d.code for d in found if d.code == "F181"]
    assert any(place in str(d.place) for d in found if d.code == "F181")


def test_a_space_that_the_editor_did_not_write(files: Files, issue: Issue) -> None:
    change = epub(A, ("夜里十点", "夜里 十点"))
    assert {d.code for d in verify(only(change(dict(files)), BOOK), issue)} == {"F125"}


def test_what_the_manuscript_says_is_not_said_again(files: Files, issue: Issue) -> None:
    change = epub(A, ('alt="桥头的红墙，墙头覆着青瓦"', 'alt="图"'))
    assert verify(only(change(dict(files)), BOOK), issue) == ()
