"""Corrections: only what is prose changes, and the second time nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.diagnostics import Diagnostic
from kanyin.model.issue import Source
from kanyin.proof import examine
from kanyin.proof.fixing import corrected
from kanyin.proof.text import read_text

HERE = Path(__file__).parent
SHARED = HERE.parent.parent.parent / "shared"
BAD = sorted(HERE.glob("P*/bad.md"))


def examined(text: str) -> Iterator[Diagnostic]:
    lines = tuple(text.split("\n"))
    return examine(read_text("a.md", Source(lines, tuple(enumerate(lines, 1)))))


def test_line_ends_and_everything_that_is_no_prose_stay() -> None:
    before = (
        "---\r\ntitle: 灯亮了,船来了\r\nkeywords: [灯,船]\r\n---\r\n\r\n"
        "灯亮了,`灯,船`，$a,b$，[街](灯,船.md)，https://example.org/a,b 。\r\n\r\n"
        '```\r\n灯,船\r\n```\r\n\r\n<!-- 灯,船 -->\r\n<b title="灯,船">灯</b>\r\n'
    )
    after = before.replace("title: 灯亮了,", "title: 灯亮了，").replace("灯亮了,`", "灯亮了，`")
    assert corrected(before, examined).text == after.replace("b 。", "b。")


def test_every_change_is_told() -> None:
    (change,) = corrected("灯亮了,船来了。", examined).changes
    assert (change.code, change.before, change.after) == ("P101", ",", "，")
    assert str(change.place) == "a.md:1:4"


def test_an_unsafe_correction_waits_to_be_asked_for() -> None:
    assert corrected("桥上有二个人。", examined).text == "桥上有二个人。"
    assert corrected("桥上有二个人。", examined, unsafe=True).text == "桥上有两个人。"


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.parent.name)
def test_the_second_run_changes_nothing(path: Path, unsafe: bool) -> None:
    once = corrected(path.read_text("utf-8"), examined, unsafe=unsafe)
    assert corrected(once.text, examined, unsafe=unsafe).changes == ()


@given(st.text("灯船，。、：,.:;\"'“”()（）…—-~ \n*`#一二1a", max_size=60), st.booleans())
def test_the_second_run_changes_nothing_in_any_text(text: str, unsafe: bool) -> None:
    once = corrected(text, examined, unsafe=unsafe).text
    assert corrected(once, examined, unsafe=unsafe).text == once


@pytest.mark.skipif(not SHARED.is_dir(), reason="the manuscripts are not here")
def test_the_second_run_changes_nothing_in_published_texts() -> None:
    for path in sorted((SHARED / "manuscripts" / "articles").rglob("*.md"))[::4]:
        once = corrected(path.read_text("utf-8"), examined, unsafe=True).text
        assert corrected(once, examined, unsafe=True).text == once, path.name
