"""Structure: names, numbers, cross references and notes of an article."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from kanyin.ingest.markdown import parse_body
from kanyin.model.article import Article, Record
from kanyin.model.issue import Column, Issue, Masthead, Source
from kanyin.structure import resolve

FIGURE = '![灯](a.png "桥头"){#fig-a}'
TABLE = "表：灯数 {#tbl-a}\n\n|年|\n|--|\n|1|"


def article(markdown: str, id: str = "a01", lang: str = "zh-Hans") -> Article:
    body = parse_body(markdown, "a.md").value
    assert body is not None
    return Article(id, "a.md", Record(title=("题",)), body.root, body.notes, lang)


def issue(*articles: Article, **sources: Source) -> Issue:
    columns = (Column("栏", articles),)
    return Issue("i", "periodical", "刊", Masthead(), columns, sources=sources)


def resolved(markdown: str, **how: str) -> Article:
    return resolve(issue(article(markdown, **how))).value.articles[0]


def remarks(markdown: str) -> list[str]:
    sources = {"a.md": Source(tuple(markdown.split("\n")), ())}
    outcome = resolve(issue(article(markdown), **sources))
    return [f"{d.place}:{d.code}" for d in outcome.diagnostics]


def text(root: etree._Element) -> str:
    return "".join(root.itertext())


def test_figures_tables_and_formulas_are_numbered_and_referred_to() -> None:
    after = resolved(
        f"见[](#fig-a)、[](#tbl-a)、[](#eq-a)。\n\n{FIGURE}\n\n{TABLE}\n\n$$a$$ {{#eq-a}}"
    )
    assert text(after.body).startswith("见图1、表1、式（1）。")
    links = [a.get("href") for a in after.body.iter("a")]
    assert links == ["#a01-fig-a", "#a01-tbl-a", "#a01-eq-a"]
    assert text(after.body.find(".//figcaption")) == "图1桥头"  # type: ignore[arg-type]
    assert text(after.body.find(".//caption")) == "表1灯数"  # type: ignore[arg-type]


def test_a_traditional_article_has_traditional_labels() -> None:
    assert "圖1" in text(resolved(FIGURE, lang="zh-Hant-TW").body)


def test_a_link_with_words_keeps_them() -> None:
    assert text(resolved(f"[上图](#fig-a)\n\n{FIGURE}").body).startswith("上图")


def test_headings_begin_below_the_title() -> None:
    after = resolved("# 甲\n\n## 乙\n\n# 丙")
    assert [h.tag for h in after.body] == ["h2", "h3", "h2"]
    assert [h.get("id") for h in after.body] == ["a01-s1", "a01-s2", "a01-s3"]


@pytest.mark.parametrize(
    ("written", "set_as"),
    [("h2 h4 h4 h3 h2", "h2 h3 h3 h3 h2"), ("h3 h2 h3", "h2 h2 h3"), ("h1 h6 h2", "h2 h3 h3")],
)
def test_no_level_is_left_out(written: str, set_as: str) -> None:
    """PDF/UA-1 7.4.2: of what a manuscript skips, the editions have none."""
    headings = "\n\n".join(f"{'#' * int(tag[1])} 灯" for tag in written.split())
    after = resolved(headings)
    assert " ".join(h.tag for h in after.body) == set_as


def test_notes_are_numbered_by_their_first_call() -> None:
    after = resolved("甲[^b]乙[^a]丙[^b]\n\n[^a]: 注一\n\n[^b]: 注二")
    assert text(after.body) == "甲①乙②丙①"
    assert [(n.id, text(n.body)) for n in after.notes] == [
        ("a01-fn-1", "注二"),
        ("a01-fn-2", "注一"),
    ]
    calls = [(c.get("id"), c.get("href")) for c in after.body.iter("a")]
    assert calls == [
        ("a01-fnref-1-1", "#a01-fn-1"),
        ("a01-fnref-2-1", "#a01-fn-2"),
        ("a01-fnref-1-2", "#a01-fn-1"),
    ]


def test_past_twenty_notes_have_brackets() -> None:
    calls = "".join(f"[^{n}]" for n in range(1, 23))
    notes = "\n\n".join(f"[^{n}]: 注" for n in range(1, 23))
    assert text(resolved(f"{calls}\n\n{notes}").body).endswith("⑳［21］［22］")


def test_names_are_unique_in_the_whole_issue() -> None:
    both = resolve(issue(article("## 甲\n\n乙", "a01"), article("## 甲\n\n乙", "a02"))).value
    names = [e.get("id") for a in both.articles for e in a.body.iter() if e.get("id")]
    assert len(names) == len(set(names)) == 4


def test_a_writer_may_use_the_names_that_the_press_uses() -> None:
    names = ("title", "b1", "s2", "fn-1", "abstract")
    links = "".join(f"[](#{name})" for name in names)
    headings = "\n\n".join(f"## {name} {{#{name}}}" for name in names)
    after = resolved(f"{links}\n\n{headings}\n\n## 节")
    ids = [e.get("id") for e in after.body.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert not {"a01-title", "a01-fn-1", "a01-abstract"} & set(ids)
    assert text(after.body[0]) == "".join(names)


def test_every_block_of_text_has_a_name() -> None:
    after = resolved(f"甲\n\n- 乙\n\n> 丙\n\n{TABLE}\n\n```\n丁\n```")
    blocks = after.body.iter("p", "li", "td", "th", "pre", "caption")
    assert all(re.fullmatch(r"a01-b\d+", b.get("id", "")) for b in blocks)


def test_headings_answer_to_the_names_other_tools_give_them() -> None:
    after = resolved("[见](#透過-box-建立)\n\n## 透過 `Box` 建立")
    assert [a.get("href") for a in after.body.iter("a")] == ["#a01-s1"]


LINKS = {
    "别的文章": ("[乙](b.md)", "乙", "a02#a02-title"),
    "别的文章里的图": ("[图](b.md#fig-a)", "图", "a02#a02-fig-a"),
    "别的文章里的小标题": ("[节](b.md#小节)", "节", "a02#a02-s1"),
    "空的链接填上篇名": ("[](./b.md)", "题", "a02#a02-title"),
    "空的链接填上图号": ("[](b.md#fig-a)", "图1", "a02#a02-fig-a"),
    "导入网页的链接": ("[乙](b.html)", "乙", "a02#a02-title"),
    "文件夹不同的同名文章": ("[](../y/b.md)", "别题", "a03#a03-title"),
    "网址": ("[外](https://x.org)", "外", "https://x.org"),
    "没有的文章": ("[丙](c.md)", "丙", None),
    "没有的图": ("[图](b.md#fig-x)", "图", None),
}


@pytest.mark.parametrize(("written", "words", "href"), LINKS.values(), ids=LINKS.keys())
def test_links_to_other_manuscripts(written: str, words: str, href: str | None) -> None:
    one = replace(article(written, "a01"), file="x/a.md")
    other = replace(article(f"## 小节\n\n{FIGURE}", "a02"), file="x/b.md")
    third = replace(article("乙", "a03"), file="y/b.md", record=Record(title=("别题",)))
    outcome = resolve(issue(one, other, third))
    (link,) = outcome.value.articles[0].body.iter("a")
    assert (link.text, link.get("href")) == (words, href)
    assert [d.code for d in outcome.diagnostics] == ([] if href else ["M142"])


FAULTS = {
    "没有的名称": ("见\n[上](#nowhere)", ["a.md:2:5:M142"]),
    "没有可填的名称": ("见[](#nowhere)。", ["a.md:1:5:M141"]),
    "同一段里的两处": ("[](#x)和[](#x)", ["a.md:1:4:M141", "a.md:1:11:M141"]),
    "没有的文章": ("[](b.md#fig)", ["a.md:1:4:M141"]),
    "名字是别的名字的开头": (f"[](#fig-a)[](#fig)\n\n{FIGURE}", ["a.md:1:14:M141"]),
    "名称用了两次": (f"{FIGURE}\n\n{FIGURE}", ["a.md:3:18:M140"]),
}


@pytest.mark.parametrize(("written", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_where_they_are_written(written: str, expected: list[str]) -> None:
    assert remarks(written) == expected


def test_a_heading_without_letters_does_not_stand_for_the_article() -> None:
    other = replace(article("## ！", "a02"), file="b.md")
    after = resolve(issue(article("[](b.md)"), other)).value.articles[0]
    assert text(after.body) == "题"


def test_the_issue_handed_in_is_not_changed() -> None:
    before = issue(article(f"甲[^a]\n\n{FIGURE}\n\n[^a]: 注"))
    copy = etree.tostring(before.articles[0].body)
    resolve(before)
    assert etree.tostring(before.articles[0].body) == copy
    assert before == replace(before)
