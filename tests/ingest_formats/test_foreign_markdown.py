"""Markdown that other programs' dialects wrote."""

import pytest
from imported_file import read


def body(text: str) -> str:
    return read("稿.md", f"# 题\n\n{text}\n").body


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("小标题\n------\n\n文。", "## 小标题\n\n文。"),
        ("### 甲 ###\n\n##### 乙\n\n### 丙", "## 甲\n\n### 乙\n\n## 丙"),
        ("## 2 甲\n\n## 2.1 乙\n\n## 3 丙", "## 2 甲\n\n### 2.1 乙\n\n## 3 丙"),
        ("# 一、甲\n\n# （一）乙\n\n# 结语\n\n文。", "## 一、甲\n\n### （一）乙\n\n## 结语\n\n文。"),
        ("![](p.png)  \n图1 桥头的灯", '![](p.png "图1 桥头的灯")'),
        ("一行，\n两行。two\nwords", "一行，两行。two words"),
        ("一行  \n两行", "一行  \n两行"),
        ("一行\\\n两行", "一行  \n两行"),
        ("见[甲][1]和[乙]。\n\n[1]: http://e.org\n[乙]: /b.md \"题\"", '见[甲](http://e.org)和[乙](/b.md "题")。'),
        ("[![][图]][1]\n\n[1]: http://e.org\n[图]: p.png", "[![](p.png)](http://e.org)"),
        ("`[甲][1]`\n\n[1]: http://e.org", "`[甲][1]`"),
        ("文[1]。\n\n[1]: 参考文献", "文[1]。\n\n\\[1]: 参考文献"),
        ("- 甲\n  - 乙\n    - 丙\n\n  续甲\n- 丁", "- 甲\n    - 乙\n        - 丙\n\n    续甲\n- 丁"),
        ("1) 甲\n2) 乙", "1. 甲\n2. 乙"),
        ("文：\n- 甲\n- 乙", "文：\n\n- 甲\n- 乙"),
        ("甲<!-- 注\n释 -->乙", "甲乙"),
        ("```\n<!-- 甲 -->\n```", "```\n<!-- 甲 -->\n```"),
        ("{% asset_img x.png %}\n\n文。", "文。"),
        ("```\n# 甲\n  [乙][1]\n```", "```\n# 甲\n  [乙][1]\n```"),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"),
        ("> 引\n懒", "> 引\n懒"),
        ("**甲**，*乙*，`丙`，$x_1$，[^1]。\n\n[^1]: 注。", "**甲**，*乙*，`丙`，$x_1$，[^1]。\n\n[^1]: 注。"),
        ("<div align=center>\n\n文。\n\n</div>", "<div align=center>\n\n文。\n\n</div>"),
    ],
)  # fmt: skip
def test_what_the_dialect_writes_differently_is_changed_and_nothing_else(
    foreign: str, ours: str
) -> None:
    assert body(foreign) == ours


HEXO = """---
layout: post
title: 桥上的灯
author: 林知夏
date: 2021-03-04 10:30:00 +0800
categories: [随笔]
tags:
  - 灯
  - 桥
---
文。
"""
HUGO = """+++
title = "桥上的灯"
authors = ["林知夏"]
date = 2021-03-04T10:30:00Z
categories = ["随笔"]
tags = ["灯", "桥"]
weight = 3
+++
文。
"""


@pytest.mark.parametrize(("text", "strange"), [(HEXO, "layout"), (HUGO, "weight")])
def test_keys_of_other_programs_become_ours(text: str, strange: str) -> None:
    got = read("稿.md", text)
    assert got.fields == {
        "title": "桥上的灯",
        "authors": ["林知夏"],
        "date": "2021-03-04",
        "column": "随笔",
        "keywords": ["灯", "桥"],
    }
    assert got.body == "文。"
    assert f"front matter: {strange}" in [why for _, why in got.dropped]
    assert "I140" in got.codes


def test_the_comments_of_lctt_and_its_credits_become_the_record() -> None:
    got = read(
        "稿.md",
        "[#]: collector: (lujun)\n[#]: translator: (geekpi)\n"
        "[#]: via: (https://e.org/x)\n[#]: author: (Seth Kenlon https://e.org/seth)\n\n"
        "如何点灯\n======\n\n点灯。\n\n----\n\nvia: https://e.org/x\n\n"
        "作者：[Seth Kenlon][a]\n译者：[geekpi](https://github.com/geekpi)\n\n[a]: https://e.org/seth\n",
    )
    assert got.fields["title"] == "如何点灯"
    assert got.fields["authors"] == ["Seth Kenlon"]
    assert got.fields["source"] == {"url": "https://e.org/x"}
    credits = got.fields["credits"]
    assert isinstance(credits, dict)
    assert set(credits) == {"translator", "selector"}


def test_three_lines_of_pandoc() -> None:
    got = read("稿.md", "% 桥上的灯\n% 林知夏\n% 2021-03-04\n\n文。\n")
    assert got.fields == {"title": "桥上的灯", "authors": ["林知夏"], "date": "2021-03-04"}


def test_a_record_that_cannot_be_read_is_said_and_kept_in_the_ledger() -> None:
    got = read("稿.md", "---\ntitle: [桥\n---\n文。\n")
    assert "I142" in got.codes
    assert ("title: [桥", "front matter: title") in got.dropped


OURS = """---
title: 桥上的灯
keywords: [灯]
---

小标题
------

见[甲][1]。

[1]: http://e.org
"""


def test_an_article_of_ours_is_left_byte_for_byte() -> None:
    got = read("稿.md", OURS)
    assert got.markdown == OURS
    assert read("稿.md", got.markdown).markdown == OURS


@pytest.mark.parametrize("text", [HEXO, HUGO, "# 题\n\n- 甲\n  - 乙\n"])
def test_importing_an_import_changes_nothing(text: str) -> None:
    once = read("稿.md", text).markdown
    assert read("稿.md", once).markdown == once
