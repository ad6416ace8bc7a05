"""Findings that are meant to stay: in a comment, in ``proof.yaml``, always with a reason."""

from __future__ import annotations

import pytest

from kanyin.files import MemoryFolder
from kanyin.ingest.assemble import Desk, read_issue
from kanyin.proof import proofread, texts_of
from kanyin.proof.papers import read_papers

BAD = "他走了三、四天。"


def remarks(text: str, **papers: str) -> list[str]:
    """``行 代码`` of each remark on an article, with the files beside it."""
    files = {"a.md": text.encode(), **{f"{k}.yaml": v.encode() for k, v in papers.items()}}
    folder = MemoryFolder(files)
    issue = read_issue(Desk(folder, "a.md", "a.md", "a")).value
    assert issue
    read = read_papers(folder)
    found = proofread(issue, read, tuple(texts_of(issue, read)))
    return [f"{d.place.file}:{d.place.line} {d.code}" for d in found if d.place]


def test_without_an_allowance_there_is_a_finding() -> None:
    assert remarks(BAD) == ["a.md:1 P204"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BAD}<!-- proof: allow P204 引文原样 -->",
        f"<!-- proof: allow P204 引文原样 -->\n{BAD}",
        f"<!-- proof: allow P204 引文原样 -->\n\n{BAD}",
        f"桥上的灯<!-- proof: allow P204\n引文原样 -->亮了。\n{BAD}",
    ],
)
def test_a_comment_allows_in_its_paragraph_or_the_next(text: str) -> None:
    assert remarks(text) == []


def test_it_reaches_no_further() -> None:
    text = f"<!-- proof: allow P204 引文原样 -->\n{BAD}\n\n{BAD}\n"
    assert remarks(text) == ["a.md:4 P204"]


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("allow P204", ["a.md:1 P902", "a.md:1 P204"]),
        ("allow P998 引文", ["a.md:1 P903", "a.md:1 P204"]),
        ("allow P101 引文", ["a.md:1 P204", "a.md:1 P901"]),
    ],
)
def test_one_without_a_reason_a_code_or_a_use_is_remarked_on(
    comment: str, found: list[str]
) -> None:
    assert remarks(f"{BAD}<!-- proof: {comment} -->") == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("{code: P204, reason: 引文}", []),
        ("{code: P204, file: a.md, reason: 引文}", []),
        ("{code: P204, text: 三、四天, reason: 引文}", []),
        ("{code: P204, file: b.md, reason: 引文}", ["a.md:1 P204", "proof.yaml:1 P901"]),
        ("{code: P204, text: 五、六天, reason: 引文}", ["a.md:1 P204", "proof.yaml:1 P901"]),
        ("{code: P204}", ["proof.yaml:1 P902", "a.md:1 P204"]),
        ("{code: P204, reason: 引文, why: 不知}", ["proof.yaml:1 S107"]),
    ],
)
def test_proof_yaml_allows(row: str, found: list[str]) -> None:
    assert remarks(BAD, proof=f"allow: [{row}]") == found


def test_terms_yaml_says_which_form_is_wanted_and_which_names_keep_their_characters() -> None:
    terms = "terms: [{use: 河埠头, not: 河阜头}]\nnames: [陳三]"
    assert remarks("河阜头的灯，陳三点的，陳四没有。", terms=terms) == [
        "a.md:1 P301",
        "a.md:1 P411",
    ]


def test_a_term_needs_both_forms() -> None:
    assert remarks("灯。", terms="terms: [{use: 河埠头}]") == ["terms.yaml:1 S111"]


def test_the_names_of_authors_keep_their_characters() -> None:
    assert remarks("---\nauthors: [陳三]\n---\n陳三点的灯，陳四没有。") == ["a.md:4 P301"]
