"""Structure: names, numbers, cross references and notes of an article."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from kanyin.ingest.markdown import parse_body
from kanyin.model.article import Article, Record
from kanyin.model.issue import Column, Issue, Masthead
from kanyin.structure import resolve

FIGURE = '![灯](a.png "桥头"){#fig-a}'
TABLE = "表：灯数 {#tbl-a}\n\n|年|\n|--|\n|1|"


def article(markdown: str, id: str = "a01", lang: str = "zh-Hans") -> Article:
    body = parse_body(markdown, "a.md").value
    assert body is not None
    return Article(id, "a.md", Record(title=("题",)), body.root, body.notes, lang)


def issue(*articles: Article) -> Issue:
    return Issue("i", "periodical", "刊", Masthead(), (Column("栏", articles),))


def resolved(markdown: str, **how: str) -> Article:
    return resolve(issue(article(markdown, **how))).value.articles[0]


def remarks(markdown: str) -> list[str]:
    return [f"{d.place}:{d.code}" for d in resolve(issue(article(markdown))).diagnostics]


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


def test_every_block_of_text_has_a_name() -> None:
    after = resolved(f"甲\n\n- 乙\n\n> 丙\n\n{TABLE}\n\n```\n丁\n```")
    blocks = after.body.iter("p", "li", "td", "th", "pre", "caption")
    assert all(re.fullmatch(r"a01-b\d+", b.get("id", "")) for b in blocks)


def test_headings_answer_to_the_names_other_tools_give_them() -> None:
    after = resolved("[见](#透過-box-建立)\n\n## 透過 `Box` 建立")
    assert [a.get("href") for a in after.body.iter("a")] == ["#a01-s1"]


def test_links_to_other_manuscripts_lead_to_their_articles() -> None:
    one = article("[乙](b.md#x)、[乙](./b.html)、[丙](c.md)、[外](https://x.org)", "a01")
    other = replace(article("## 乙", "a02"), file="x/b.md")
    outcome = resolve(issue(one, other))
    links = [a.get("href") for a in outcome.value.articles[0].body.iter("a")]
    assert links == ["a02#a02-title", "a02#a02-title", None, "https://x.org"]
    assert [d.code for d in outcome.diagnostics] == ["M142"]


def test_faults() -> None:
    assert remarks("[见上](#nowhere)") == ["a.md:1:1:M142"]
    assert remarks("[](#nowhere)") == ["a.md:1:1:M141"]
    assert remarks(f"{FIGURE}\n\n{FIGURE}") == ["a.md:3:1:M140"]


def test_the_issue_handed_in_is_not_changed() -> None:
    before = issue(article(f"甲[^a]\n\n{FIGURE}\n\n[^a]: 注"))
    copy = etree.tostring(before.articles[0].body)
    resolve(before)
    assert etree.tostring(before.articles[0].body) == copy
    assert before == replace(before)
