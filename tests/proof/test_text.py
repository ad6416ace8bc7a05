"""What is printed of a manuscript, and where each character of it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.model.issue import Source
from kanyin.proof import examine
from kanyin.proof.blocks import OBJECT
from kanyin.proof.inline import BREAK
from kanyin.proof.text import Text, read_text

SAMPLE = Path(__file__).parent.parent.parent / "source" / "2026-01"


def read(text: str, *, exact: bool = True) -> Text:
    lines = tuple(text.split("\n"))
    return read_text("a.md", Source(lines, tuple(enumerate(lines, 1)), exact))


def printed(text: str) -> list[str]:
    return read(text).prose.split("\n")[:-1]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("灯**亮**了，*船*来了。", "灯亮了，船来了。"),
        ("用`a,b`写，见https://example.org/a,b。", f"用{OBJECT}写，见{OBJECT}。"),
        ("公式$a,b$和$5到$10。", f"公式{OBJECT}和$5到$10。"),
        ("[老街](https://example.org/a)和[重点]{.dots}", "老街和重点"),
        ("如[](#fig-a)所示[^1]。", f"如{OBJECT}所示。"),
        ("{漢|hàn}字，\\*不是\\*，&lt;也是。", "漢字，*不是*，<也是。"),
        ("灯亮了<!-- 这里 -->。<br>船", f"灯亮了。{BREAK}船"),
        ("灯亮\n了，he\nsaid", "灯亮了，he said"),
        ("**没有关上", "**没有关上"),
        ("***灯**和*船", "灯和船"),
    ],
)
def test_markup_is_taken_away(source: str, shown: str) -> None:
    assert printed(source) == [shown]


def test_a_quotation_may_hold_a_heading_and_code() -> None:
    text = read("> ### 题\n>\n> 引文\n>\n> ```\n> 码,码\n> ```\n>\n> 又一段\n")
    found = [(p.kind, text.words(p)) for p in text.passages]
    assert found == [("quote", "题"), ("quote", "引文"), ("code", OBJECT), ("quote", "又一段")]


def test_blocks_stand_on_lines_of_their_own() -> None:
    text = read(
        "---\ntitle: [桥上, 的灯]\nabstract: |\n  摘要。\ndate: 2026-01-15\n---\n"
        "# 灯\n\n- 一\n- 二\n\n> 引文\n> 续\n\n```\n码,码\n```\n\n"
        "表：灯数 {#tbl-a}\n\n|甲|乙|\n|---|---|\n|丙|丁|\n\n[^1]: 注文。\n\n"
        '![描述](a.png "图注")\n\n::: verse\n一行\n又一行\n:::\n\n    缩进的汉字\n\n    code,\n'
    )
    found = [(p.kind, text.words(p)) for p in text.passages]
    assert found == [
        ("title", "桥上"), ("title", "的灯"), ("field", "摘要。"), ("heading", "灯"),
        ("item", "一"), ("item", "二"), ("quote", "引文续"), ("code", OBJECT),
        ("caption", "表：灯数"), ("cell", "甲"), ("cell", "乙"), ("cell", "丙"), ("cell", "丁"),
        ("note", "注文。"), ("paragraph", OBJECT), ("alt", "描述"), ("caption", "图注"),
        ("verse", f"一行{BREAK}又一行"), ("paragraph", "缩进的汉字"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.md")), ids=lambda path: path.name)
def test_every_character_of_the_sample_is_where_it_says(path: Path) -> None:
    assert misplaced(path.read_text("utf-8")) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "灯",
                "𠀀",
                "👨‍👩‍👧",
                "，",
                "**",
                "*",
                "`a`",
                "[",
                "](b)",
                "{漢|hàn}",
                "\n",
                "\n\n",
                " ",
                "- ",
                "> ",
                "# ",
                "|",
                "$x$",
                "\\*",
                "<br>",
                "<!--",
                "-->",
                "::: verse",
                "```",
                "&amp;",
            ]
        ),
        max_size=40,
    )
)
def test_every_character_of_any_text_is_where_it_says(parts: list[str]) -> None:
    assert misplaced("".join(parts)) == []


def misplaced(source: str) -> list[str]:
    """The printed characters that the file has not at the place they name."""
    text, lines = read(source), source.split("\n")
    made = f"\n{OBJECT}{BREAK} &"  # by joining lines and reading references
    wrong = []
    for at, character in enumerate(text.prose):
        line, column = text.spot(at)
        if character not in made and lines[line - 1][column - 1] != character:
            wrong.append(f"{line}:{column} {character}")
    return wrong


@pytest.mark.parametrize("before", ["", "👨‍👩‍👧", "𠀀𠀀", "é", "**灯**", "[灯](a)`码`$x$"])
def test_a_remark_points_at_the_character(before: str) -> None:
    text = read(f"灯亮了。\n\n{before}灯亮了,船来了。")
    (found,) = (d for d in examine(text) if d.code == "P101")
    assert found.place
    assert (found.place.line, found.place.column) == (3, len(before) + 4)
    assert (found.place.end_line, found.place.end_column) == (3, len(before) + 5)


def test_of_an_imported_text_only_the_line_is_known() -> None:
    (found,) = examine(read("灯亮了,船来了。", exact=False))
    assert found.place
    assert (found.place.line, found.place.column) == (1, 0)
    assert found.fix is None
