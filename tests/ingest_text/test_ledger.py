"""Conservation of characters (字符守恒): the sum holds, and undoing gives the original."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.diagnostics import has_errors
from kanyin.fields import read_yaml
from kanyin.ingest.decode import decode
from kanyin.ingest.text import from_json, import_articles, import_text, undo

FRAGMENTS = [
    *"一二三、，。；：？！“”‘’（）()[]{}*_`#+-.!|~<>$:;,?&=\\\"'— \t\n\n\n　ab12①〔〕",
    *"APP下载 猜你喜欢 关键词: 摘要: 编辑: 作者: 龚凤祥 2021-12-08 责任编辑 第一章 （一）".split(),
    *"1.\u3000 ::: ``` —— …… 参考文献 [1] 表1 图1 问： 答： 摄 记者 注释： ① &nbsp;".split(),
    "某刊 2021年10期\n",
    "渡口的灯是一九七五年才有的，起初也不是电灯。\n",
    "\n\n",
    "    ",
    "```\n",
    *"\x00\x0b\x85\u2028\ufeff\ufffd\U00020000",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join), st.text(max_size=80)
)


def check(text: str, name: str = "稿.txt") -> None:
    """An import's account is right, also after a journey through JSON."""
    outcome = import_text(text, name)
    ledger = from_json(json.loads(json.dumps(outcome.value.ledger.as_json())))
    assert not has_errors(outcome.diagnostics), [str(d.place) for d in outcome.diagnostics]
    assert ledger.body + ledger.in_fields + ledger.in_dropped == len(text)
    assert undo(outcome.value.markdown, ledger) == text
    assert len(outcome.value.lines) == outcome.value.markdown.count("\n")


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_an_imported_article_stays_as_it_is(text: str) -> None:
    """Idempotence: what import wrote is an article, and importing it changes nothing."""
    markdown = import_text(text, "稿.txt").value.markdown
    again = import_text(markdown, "稿.md")
    assert again.value.markdown == markdown
    assert [d.code for d in again.diagnostics] == ["I120"]
    check(markdown)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=4).map("\nAPP下载\n标题\n渡口的灯，很亮。\n".join))
def test_the_articles_of_a_file_add_up(text: str) -> None:
    articles = [one.ledger for one in import_articles(text, "稿.txt").value]
    assert sum(one.characters for one in articles) == len(text)
    lines = [n for one in articles for n in range(len(one.line_lengths) - 1)]
    assert len(lines) == text.count("\n")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_front_matter_is_yaml_the_press_reads(text: str) -> None:
    markdown = import_text(text, "稿.txt").value.markdown
    front = markdown.split("\n---\n", 1)[0].removeprefix("---\n")
    assert read_yaml(front, "稿.md").ok, front


@pytest.mark.parametrize("folder", ["manuscripts", "scrapes", "hostile"])
def test_every_real_text(shared: Path, folder: str) -> None:
    paths = sorted((shared / folder).rglob("*.txt"))
    assert paths
    for path in paths:
        decoded = decode(path.read_bytes(), path.name).value
        if decoded is not None:
            check(decoded.text, path.name)


@pytest.mark.parametrize("folder", ["manuscripts", "scrapes", "hostile"])
def test_every_import_of_a_real_text_stays_as_it_is(shared: Path, folder: str) -> None:
    for path in sorted((shared / folder).rglob("*.txt")):
        decoded = decode(path.read_bytes(), path.name).value
        if decoded is not None and len(decoded.text) < 100_000:
            markdown = import_text(decoded.text, path.name).value.markdown
            assert import_text(markdown, "稿.md").value.markdown == markdown, path


def test_our_own_articles_stay_as_they_are() -> None:
    paths = sorted((Path(__file__).parents[2] / "source").rglob("*.md"))
    assert paths
    for path in paths:
        text = path.read_text("utf-8")
        assert import_text(text, path.name).value.markdown == text, path


def test_a_front_matter_that_is_not_ours_is_text() -> None:
    foreign = "---\nlayout: post\ncategories: 灯\n---\n\n渡口的灯,很亮。\n"
    assert "渡口的灯，很亮。" in import_text(foreign, "稿.md").value.markdown


def test_accepted_proposals_are_repairs() -> None:
    text = "渡口的灯\n\n" + "灯罩蒙了灰，光就出不来，守灯的人每天傍晚擦它三遍。" * 5 + "堅固。\n"
    asked = import_text(text, "稿.txt").value
    assert [(p.old, p.new) for p in asked.ledger.proposals] == [("堅", "坚")]
    assert "堅固" in asked.markdown
    done = import_text(text, "稿.txt", accept=True).value
    assert done.ledger.proposals == ()
    assert [(r.old, r.new, r.safe) for r in done.ledger.repairs] == [("堅", "坚", False)]
    assert "坚固" in done.markdown
    assert undo(done.markdown, done.ledger) == text


def test_an_article_of_a_file_has_the_lines_of_the_file() -> None:
    one = "APP下载\n\n{}\n\n2021-12-08孔雀兰\n\n渡口的灯,天天有人点。\n\n编辑:龙四喜\n\n"
    text = one.format("把灯点亮") + one.format("把路照亮")
    outcome = import_articles(text, "稿.txt")
    first, second = (article.ledger for article in outcome.value)
    assert (first.first_line, second.first_line) == (1, 11)
    assert [r.line for r in (*first.repairs, *second.repairs)] == [7, 17]
    assert [d.place.line for d in outcome.diagnostics if d.place and d.code == "I102"] == [1, 11]
    assert undo(outcome.value[1].markdown, second) == one.format("把路照亮")


def test_a_line_that_is_a_picture_stays_one() -> None:
    text = "渡口的灯\n\n![灯](images/灯.png)\n\n他说 ok![灯](灯.png)，灯亮了。\n"
    markdown = import_text(text, "稿.txt").value.markdown
    assert "\n\n![灯](images/灯.png)\n\n" in markdown
    assert "他说 ok!\\[灯](灯.png)，灯亮了。" in markdown


def test_a_ledger_an_editor_can_read() -> None:
    text = "APP下载\n\n渡口的灯\n\n他说,灯亮了。\n\n编辑:张成付"
    account = import_text(text, "稿.txt", sha256="0" * 64, encoding="gb18030").value.ledger
    assert account.as_json() == {
        "original": {
            "file": "稿.txt",
            "sha256": "0" * 64,
            "encoding": "gb18030",
            "characters": 28,
            "first_line": 1,
            "line_lengths": [5, 0, 4, 0, 7, 0, 6],
        },
        "balance": {"body": 7, "fields": 10, "dropped": 5 + 6, "repaired": 1},
        "fields": {
            "title": {
                "value": "渡口的灯",
                "places": [[3, 1, 5]],
                "printed": ["渡口的灯"],
                "inferred": False,
                "evidence": "first line of the article, 3",
            },
            "credits": {
                "value": {"editor": "张成付"},
                "places": [[7, 1, 7]],
                "printed": ["编辑:张成付"],
                "inferred": False,
                "evidence": "labelled 编辑, line 7",
            },
        },
        "repairs": [
            {
                "line": 5,
                "column": 3,
                "from": ",",
                "to": "，",
                "rule": "folded-punctuation",
                "safe": True,
            }
        ],
        "proposals": [],
        "dropped": [{"line": 1, "column": 1, "text": "APP下载", "as": "site chrome"}],
        "added": [],
    }


def test_added_markup_stands_where_the_ledger_says() -> None:
    text = "渡口的灯\n\n一、为什么\n\n收费$5，是真的。\n"
    imported = import_text(text, "稿.txt").value
    rows = imported.markdown.split("\n")
    assert [a.text for a in imported.ledger.added] == ["## ", "\\"]
    for added in imported.ledger.added:
        assert rows[added.line - 1][added.column - 1 :].startswith(added.text)


def test_a_lost_character_is_an_error() -> None:
    from kanyin.ingest.text.account import verify

    imported = import_text("渡口的灯\n\n灯亮了。\n", "稿.txt").value
    damaged = imported.markdown.replace("灯亮", "灯")
    assert [d.code for d in verify("渡口的灯\n\n灯亮了。\n", damaged, imported.ledger)] == ["I106"]


def test_control_characters_fall_away_and_are_listed() -> None:
    imported = import_text("渡口的灯\n\n灯\x07亮了。\n", "稿.txt").value
    assert "灯亮了。" in imported.markdown
    assert [(d.line, d.text, d.why) for d in imported.ledger.dropped] == [
        (3, "\x07", "control character")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "湖南是伟人故里,将帅之乡。" * 20_000,
        "".join(f"第{n}章 标题\n\n这是正文,内容。\n\n" for n in range(2_000)),
        "[" * 100_000,
        "南—" * 50_000,
        "①注,正文。\n" * 5_000,
        "1. 一\n" * 20_000,
        " " * 200_000 + "末",
    ],
)
def test_large_texts_take_no_more_than_their_share(text: str) -> None:
    check(text)
