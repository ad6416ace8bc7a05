"""Every rule on a whole issue by its folder: ``bad.txt`` says what is changed in ``issue/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.diagnostics import Diagnostic
from kanyin.files import MemoryFolder
from kanyin.ingest.assemble import Desk, read_issue
from kanyin.model.issue import Issue
from kanyin.proof import proofread, texts_of
from kanyin.proof.consistency import ISSUE_RULES, IssueRule
from kanyin.proof.papers import Papers

HERE = Path(__file__).parent


def issue_with(changes: str) -> Issue:
    """The issue in ``issue/`` with ``file: old → new`` on each line of the changes."""
    files = {path.name: path.read_text("utf-8") for path in (HERE / "issue").iterdir()}
    for line in filter(None, changes.split("\n")):
        file, _, change = line.partition(": ")
        old, _, new = change.partition(" → ")
        assert old in files[file], line
        files[file] = files[file].replace(old, new, 1)
    folder = MemoryFolder({name: text.encode() for name, text in files.items()})
    read = read_issue(Desk(folder, "issue.yaml", "", "2026-01"))
    assert read.value
    return read.value


def shown(found: Diagnostic) -> str:
    return f"{found.place} {found.severity.value} {found.message()}\n"


def test_the_issue_itself_is_silent() -> None:
    issue, papers = issue_with(""), Papers()
    assert proofread(issue, papers, tuple(texts_of(issue, papers))) == ()


@pytest.mark.parametrize("rule", ISSUE_RULES, ids=lambda rule: rule.code)
def test_the_changed_issue_is_remarked_on(rule: IssueRule, accept: bool) -> None:
    home = HERE / rule.code
    found = list(rule.check(issue_with((home / "bad.txt").read_text("utf-8"))))
    assert {d.code for d in found} == {rule.code}
    text = "".join(map(shown, found))
    if accept:
        (home / "expected.txt").write_text(text, "utf-8")
    assert (home / "expected.txt").read_text("utf-8") == text


def test_the_table_is_in_order() -> None:
    codes = [rule.code for rule in ISSUE_RULES]
    assert codes == sorted(set(codes))
