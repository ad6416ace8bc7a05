"""The galley: remarks beside their lines, what changed since the last proof, no word altered."""

from __future__ import annotations

import json
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pressroom import press
from printed import squeezed

from kanyin.build import Manuscript, Request, Result
from kanyin.editions.engine.margin_notes import _apart
from kanyin.files import MemoryFolder
from kanyin.render.spans import text_of, wrap

FIRST = """---
title: 校样一例
credits: {responsible-editor: 沈听澜, proofreader: 沈听澜}
---

他说：“，灯亮了。老街（河埠头、）还在，他再也没有走过那一条街，河埠头、石桥和灯都在。

早市四点开街,九点收摊。

| 年份 | 灯数 |
|---|---|
| 二〇二四年，冬 | 一百,二百 |

- 第一项,没有
"""
SECOND = FIRST.replace("灯亮了", "灯光亮了").replace("四点开街,", "开街,") + "\n新添的一段。\n"
BOUNDARY = 425.0
"""Where the type area ends and the margin of the remarks begins, in points."""


def galley(text: str, earlier: MemoryFolder | None = None) -> Result:
    manuscript = Manuscript("a.md", "a", MemoryFolder({"a.md": text.encode()}), "a.md")
    return press(manuscript, Request(editions=("galley",), earlier=earlier))


@dataclass(frozen=True)
class Row:
    """A line of characters of the text or of the margin: its height on the page and its words."""

    y: float
    words: str


def read(made: Result, page: int = 0) -> tuple[list[Row], list[Row]]:
    """The lines of the text and those of the margin."""
    letters = pdfium.PdfDocument(made.artifacts[0].data)[page].get_textpage()
    sides: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for n in range(letters.count_chars()):
        left, baseline = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(letters, n, left, baseline)
        if left.value >= 70 and baseline.value < 780:
            rows = sides[left.value > BOUNDARY]
            y = round(baseline.value)
            rows[y] = rows.get(y, "") + letters.get_text_range(n, 1)
    text, margin = (
        [Row(y, squeezed(w)) for y, w in sorted(s.items(), reverse=True)] for s in sides
    )
    return text, margin


@pytest.fixture(scope="module")
def first() -> Result:
    return galley(FIRST)


@pytest.fixture(scope="module")
def second(first: Result) -> Result:
    return galley(SECOND, MemoryFolder({f"a/{a.path}": a.data for a in first.artifacts}))


def line(rows: list[Row], words: str) -> float:
    return next(row.y for row in rows if words in row.words)


def test_a_remark_stands_beside_its_line(first: Result) -> None:
    text, margin = read(first)
    comma = next(row.y for row in margin if row.words.startswith("P101"))
    assert abs(comma - line(text, "早市四点开街")) < 25  # a line
    assert line(margin, "P001") >= line(text, "他说") - 4


def test_remarks_of_one_line_stand_below_one_another(first: Result) -> None:
    _, margin = read(first)
    codes = [row for row in margin if row.words.startswith("P")]
    assert len(codes) == len([d for d in first.diagnostics if d.place and d.place.line > 4])
    assert all(a.y - b.y > 8 for a, b in pairwise(margin))


def test_a_remark_on_a_cell_stands_beside_its_table(first: Result) -> None:
    text, margin = read(first)
    remarks = [row.y for row in margin if row.words.startswith("P101")]
    assert min(abs(y - line(text, "年份")) for y in remarks) < 25


def test_what_is_not_in_the_text_stands_on_the_last_sheet(first: Result) -> None:
    text, _ = read(first, 1)
    assert text[0].words.startswith("不在正文里的意见")
    assert any("沈听澜既是责任编辑，又是校对" in row.words for row in text)


def test_no_character_of_the_text_is_altered(first: Result, second: Result) -> None:
    for made, source in ((first, FIRST), (second, SECOND)):
        text, _ = read(made)
        printed = "".join(row.words for row in text)
        for paragraph in source.split("---")[2].split("\n\n"):
            words = paragraph.strip().lstrip("- ")
            assert "|" in words or squeezed(words) in printed


def test_changes_since_the_last_proof(second: Result) -> None:
    _, margin = read(second)
    words = [row.words for row in margin if not row.words.startswith(("P", "改", "去", "补"))]
    assert "删四点" in words
    assert "新" in words
    assert not [w for w in words if w.startswith("增")]  # underlined, and nothing to say


def test_the_first_proof_has_no_changes(first: Result) -> None:
    _, margin = read(first)
    assert not [row for row in margin if row.words.startswith(("删四点", "新"))]


def test_making_a_proof_again_keeps_its_changes(second: Result) -> None:
    earlier = MemoryFolder({f"a/{a.path}": a.data for a in second.artifacts})
    again = galley(SECOND, earlier)
    assert [a.data for a in again.artifacts] == [a.data for a in second.artifacts]
    record = json.loads(again.artifacts[1].data)
    assert record["before"]["a.md"] != record["texts"]["a.md"]


@pytest.mark.parametrize(
    "record", [b"", b"[]", b"{", b'{"texts": {"a.md": [1]}}', b"\xff", b'{"texts": 1}']
)
def test_a_damaged_record_is_no_record(record: bytes, first: Result) -> None:
    made = galley(FIRST, MemoryFolder({"a/a.galley.json": record}))
    assert made.artifacts[1].data == first.artifacts[1].data


def test_without_pango_no_proof_is_set_and_that_is_said() -> None:
    manuscript = Manuscript("a.md", "a", MemoryFolder({"a.md": FIRST.encode()}), "a.md")
    made = press(manuscript, Request(editions=("galley",), pdf_available=False))
    assert made.artifacts == ()
    assert "E203" in [d.code for d in made.diagnostics]


PARAGRAPH = "<p>一二<b>三四<i>五</i>六</b>七八<span class='query'>注</span>九</p>"


@given(st.integers(0, 10), st.integers(0, 10))
def test_wrapping_keeps_every_character(start: int, end: int) -> None:
    block = etree.fromstring(PARAGRAPH)
    wrap(block, start, end, {"class": "x"})
    assert text_of(block) == "一二三四五六七八九"
    wrapped = "".join("".join(span.itertext()) for span in block.iterfind(".//span[@class='x']"))
    assert wrapped == "一二三四五六七八九"[start:end]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(8, 40)), max_size=12))
def test_notes_never_lie_on_one_another(boxes: list[tuple[float, float]]) -> None:
    boxes.sort()
    tops = _apart(boxes, 500.0)
    for n, (top, (_, height)) in enumerate(zip(tops, boxes, strict=True)):
        assert top + height <= 500 + 1e-6
        assert n == 0 or tops[n - 1] + boxes[n - 1][1] <= top + 1e-6
