"""The body laid out: raw lines, and the Markdown they become."""

from __future__ import annotations

import pytest
from raw_text import PROSE, body, codes

from kanyin.files import MemoryFolder
from kanyin.ingest.articles import read_article
from kanyin.ingest.raw import Raw

HEAD = "渡口的灯\n\n2021-12-08孔雀兰\n\n"


def laid_out(text: str) -> str:
    """The body below a head."""
    return body(f"{HEAD}{text}\n")


def test_unnumbered_headings() -> None:
    found = laid_out(f"{PROSE}\n\n灶是谁的\n\n{PROSE}\n\n茶是什么茶\n\n{PROSE}")
    assert found == f"{PROSE}\n\n## 灶是谁的\n\n{PROSE}\n\n## 茶是什么茶\n\n{PROSE}"


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (("一、为什么", "（一）枯季", "1. 时间上的弹性", "（1）病人"), (2, 3, 4, 5)),
        (("1 引言", "1.1 三所校舍", "2 讨论"), (2, 3, 2)),
        (("第七章　雾", "一"), (2, 3)),
        (("一 平斗", "二 还"), (2, 2)),
        (("第一章 总则", "第一节 范围"), (2, 3)),
    ],
)
def test_numbered_headings(lines: tuple[str, ...], levels: tuple[int, ...]) -> None:
    found = laid_out("\n\n".join(f"{line}\n\n{PROSE}" for line in lines)).split("\n")
    headings = [f"{'#' * n} {line}" for n, line in zip(levels, lines, strict=True)]
    assert [row for row in found if row.startswith("#")] == headings


@pytest.mark.parametrize(
    "line",
    [
        "1.材料。面粉500克。",
        "（1）第一次在上汽后10分钟，洒半碗；",
        "“像是像。”",
        "有人敲门。",
        "3．水温不可太高。",
        "二人看了很久，没有说话。",
    ],
)
def test_no_heading(line: str) -> None:
    assert "#" not in laid_out(f"{PROSE}\n\n{line}\n\n{PROSE}")


def test_a_bar_in_a_cell_is_escaped() -> None:
    assert "| a\\|b | 1 |" in laid_out(f"{PROSE}\n\n甲\t乙\na|b\t1\n\n{PROSE}")


def test_two_run_in_heads_are_too_few() -> None:
    assert "**" not in laid_out(f"记清旧账\n\n查碑文。{PROSE}\n\n问老人。{PROSE}")


def test_run_in_heads_need_company() -> None:
    section = f"查碑文。{PROSE}\n\n问老人。{PROSE}\n\n建簿子。{PROSE}"
    assert laid_out(f"记清旧账\n\n{section}").count("。**") == 3
    assert "**" not in laid_out(f"记清旧账\n\n查碑文。{PROSE}\n\n{PROSE}\n\n问老人。{PROSE}")


@pytest.mark.parametrize(
    "line",
    [
        "图1　晴天的散点",
        "▲3月8日，村民在闸前核对水票。　戚小满　摄",
        "厉长河用小锤检查拱脚　于飞白　摄",
        "图①：清晨，采叶人在石阶上。",
    ],
)
def test_captions(line: str) -> None:
    assert f"::: caption\n{line}\n:::" in laid_out(f"{PROSE}\n\n{line}\n\n{PROSE}")


def test_a_caption_without_its_picture_is_said() -> None:
    text = f"{HEAD}{PROSE}{PROSE}\n\n守灯人在柳溪渡口给马灯添油。\n\n{PROSE}{PROSE}\n"
    assert "I104" in codes(text)


def test_hard_wrapped_lines_are_rejoined() -> None:
    lines = (
        "    米市街从前有十一家米店，如今一家也没有了，街名倒\n"
        "还在。街口的石碑上刻着十一家店号，从东数起，乾泰、裕\n"
        "丰、永和，数到第七家，字让人凿去了，只剩下三个字的半\n"
        "边。凿字的缘故，老人们各有各的说法，英文作evapotran-\n"
        "spiration，我只见过一样。\n"
        "    我要讲的就是这一种，别的说法也都听人讲过，不过都\n"
        "没有这一种来得有意思。"
    )
    first, second = laid_out(lines).split("\n\n")
    assert first.startswith("米市街从前有十一家米店，如今一家也没有了，街名倒还在。街口")
    assert first.endswith("英文作evapotranspiration，我只见过一样。")
    assert second == "我要讲的就是这一种，别的说法也都听人讲过，不过都没有这一种来得有意思。"


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("其中四处仍在烧水\n\n。有人说这算奇迹。", "其中四处仍在烧水。有人说这算奇迹。"),
        ("我一个都没见过。\n\n”从那天起他就留下了。", "我一个都没见过。”从那天起他就留下了。"),
    ],
)
def test_broken_lines_are_put_back(broken: str, joined: str) -> None:
    assert laid_out(f"{PROSE}\n\n{broken}") == f"{PROSE}\n\n{joined}"
    assert "I115" in codes(HEAD + f"{PROSE}\n\n{broken}\n")


def test_verse_keeps_its_lines() -> None:
    poem = "一根竹篙在水里\n量了四十年\n\n雾把对岸擦掉了\n又一点一点画回来"
    assert laid_out(poem) == f"::: verse\n{poem}\n:::"


def test_dialogue() -> None:
    talk = "问：灯为什么是黄的？\n答：让人看见。\n问：冷吗？\n答：不冷。"
    found = laid_out(talk)
    assert found.startswith("::: dialogue\n**问**：灯为什么是黄的？\n\n**答**：让人看见。")


def test_tables() -> None:
    found = laid_out(f"{PROSE}\n\n表1　用料\n料名\t用量\n糯米\t500 g\n\n{PROSE}")
    assert "| 料名 | 用量 |\n|---|---|\n| 糯米 | 500 g |" in found
    drawn = "┌──┬──┐\n│甲　│ 1 │\n├──┼──┤\n│乙　│ 2 │\n└──┴──┘"
    assert "| 甲 | 1 |\n|---|---|\n| 乙 | 2 |" in laid_out(f"{PROSE}\n{drawn}\n{PROSE}")


def test_end_notes_become_footnotes() -> None:
    found = laid_out(f"潮汐表①很旧。{PROSE}\n\n注　释：\n①印在硬纸板上。\n②没有被引用。")
    assert "潮汐表[^1]很旧" in found
    assert "[^1]: 印在硬纸板上。" in found
    assert "②没有被引用。" in found  # a note nobody calls stays text, or it would vanish


def test_a_mark_called_twice_is_no_note() -> None:
    found = laid_out(f"潮汐表①很旧，硅胶①也旧。{PROSE}\n\n注释：\n①印在硬纸板上。")
    assert "[^" not in found
    assert "①印在硬纸板上。" in found


def test_fenced_code_stays_as_it_is() -> None:
    code = '```\nif x:\n    print("a, b")   # 注\n\n```'
    assert code in laid_out(f"{PROSE}\n\n{code}\n\n{PROSE}")


def test_indents_are_not_code() -> None:
    assert laid_out(f"    {PROSE}\n\n　　{PROSE}") == f"{PROSE}\n\n{PROSE}"
    assert "I112" in codes(f"{HEAD}    {PROSE}\n")


SWALLOWED = [
    "[1]: 参考文献",
    "[^1]: 注文",
    "#标题不是标题",
    "# 井号 #",
    "* 星号 *不是强调*",
    "1. 不是列表",
    "+ 加号",
    "- 减号",
    "> 大于",
    "a < b 且 <b>不是标签</b>",
    "收费$5到$10，或$x$",
    "{汉|hàn}",
    "[文字]{.dots}",
    "文件名a_b_c与_下划线_",
    "::: verse",
    "`代码`",
    "反斜线\\*与\\\\",
    "[链接](http://example.org/a_b)",
    "&lt;实体&amp;",
    "~~删除~~",
    "| 表 | 格 |",
    "!![图](a.png)",
    "[TOC]",
    "---",
    "标题 {#id}",
    ": 定义",
    "*[HTML]: 缩写",
]


@pytest.mark.parametrize("line", SWALLOWED)
def test_what_markdown_would_swallow_survives(line: str) -> None:
    """Every visible character comes through the press's own reader."""
    text = f"{HEAD}{PROSE}\n\n{line}，是正文。\n\n{PROSE}\n"
    raw = Raw(text.encode(), "稿.txt", MemoryFolder({}), "稿.txt")
    read = read_article(raw, "a").value
    assert read is not None
    article = read[0]
    seen = "".join("".join(article.body.itertext()).split())
    wanted = "".join(f"{line}，是正文。".split())
    assert wanted in seen, seen


def test_markdown_headings_from_ocr() -> None:
    lines = ["# 1引言", "# 1.1灯", "# 2渡口", "### 怎么点？###", "# 支撑数据："]
    found = laid_out("\n\n".join(f"{line}\n\n{PROSE}" for line in lines)).split("\n")
    headings = ["## 1引言", "### 1.1灯", "## 2渡口", "### 怎么点？", "## 支撑数据："]
    assert [row for row in found if row.startswith("#")] == headings


@pytest.mark.parametrize("line", ["    # yum install trickle", "> 卢克·天行者"])
def test_no_heading_in_markdown(line: str) -> None:
    assert "\n#" not in laid_out(f"{PROSE}\n\n{line}\n\n{PROSE}")


def test_quotations_of_markdown() -> None:
    text = f"> 灯是黄的。\n> 船是黑的。\n\n### 渡口\n\n{PROSE}\n\n### 灯\n\n> 人在。\n\n{PROSE}"
    found = laid_out(text)
    assert found.startswith("> 灯是黄的。\n> 船是黑的。\n\n## 渡口")
    assert "\n> 人在。\n" in found
    assert laid_out(f"> 灯是黄的。\n\n{PROSE}").startswith("\\> 灯")


def test_verse_with_stops() -> None:
    poem = "麦子倒下去的时候\n没有声音，\n够了。\n\n场院上的石磙\n还是那一只，\n转一圈，少一岁。"
    assert laid_out(poem) == f"::: verse\n{poem}\n:::"


def test_a_scene_break() -> None:
    assert laid_out(f"{PROSE}\n\n＊　＊　＊\n\n{PROSE}") == f"{PROSE}\n\n---\n\n{PROSE}"
    assert laid_out(f"{PROSE}\n\n----------\n\n{PROSE}") == f"{PROSE}\n\n{PROSE}"


def test_an_answer_may_go_on() -> None:
    talk = f"问：冷吗？\n答：不冷。\n{PROSE}\n问：怕吗？\n答：不怕。"
    assert laid_out(talk).count("::: dialogue") == 1


def test_paired_run_in_heads() -> None:
    leads = ["先认人，再认灯。", "先看亮，再看暗。", "先问路，再问电。"]
    found = laid_out("灯下有人\n\n" + "\n\n".join(f"{lead}{PROSE}" for lead in leads))
    assert [f"**{lead}**" in found for lead in leads] == [True, True, True]


def test_a_name_below_a_title_among_the_text_is_no_heading() -> None:
    found = laid_out(f"{PROSE}\n\n邮筒的胃口\n危小舟\n　　{PROSE}")
    assert "## 危小舟" not in found


def test_the_word_for_a_section() -> None:
    found = laid_out(f"一、灯\n\n{PROSE}\n\n余　论\n\n{PROSE}")
    assert "## 余　论" in found


TABLE = "料名\t用量\n糯米\t500 g"


def test_the_number_of_a_table_is_the_layouts() -> None:
    found = laid_out(
        f"见表1。{PROSE}\n\n表1　用料\n{TABLE}\n\n{PROSE}\n\n表 2 水\n{TABLE}\n\n{PROSE}"
    )
    assert "\n\n表：用料\n\n| 料名 |" in found
    assert "\n\n表：水\n\n| 料名 |" in found


@pytest.mark.parametrize("caption", ["表2　用料", "表1-1 用料", "表1　用料\nTable 1 Food"])
def test_a_table_number_that_the_layout_would_change_stays(caption: str) -> None:
    first = caption.split("\n")[0]
    assert first in laid_out(f"{PROSE}\n\n{caption}\n{TABLE}\n\n{PROSE}")
