"""Marks in EPUB and on the web: elements and styles that mean what they show."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import tinycss2
from fontTools.ttLib import TTFont
from lxml import etree
from set_marks import ARTICLE, made, style, tree

from kanyin.render.numbering import NUMBERINGS

EDITIONS = ("epub", "web")
BRACKETS = {"epub": ("", ""), "web": ("<rp>（</rp>", "<rp>）</rp>")}


def markup(text: str, edition: str) -> str:
    body = tree(text, edition).find(".//div[@class='body']")
    assert body is not None
    written = etree.tostring(body, encoding="unicode")
    return re.sub(r' (?:xmlns(?::\w+)?|id)="[^"]*"', "", written)


@pytest.mark.parametrize("edition", EDITIONS)
def test_ruby_is_ruby_with_brackets_for_readers_that_have_none(edition: str) -> None:
    """On the web; EPUB readers know ruby, and some print the brackets all the same."""
    shown = markup("{临江|lín|jiāng}", edition)
    opening, closing = BRACKETS[edition]
    assert (
        f"<ruby>临{opening}<rt>lín</rt>{closing}</ruby>"
        f"<ruby>江{opening}<rt>jiāng</rt>{closing}</ruby>"
    ) in shown


@pytest.mark.parametrize("edition", EDITIONS)
def test_bopomofo_has_its_tone_apart_and_keeps_the_mark_that_follows(edition: str) -> None:
    shown = markup("{漢|ㄏㄢˋ}，好", edition)
    opening, closing = BRACKETS[edition]
    assert (
        f'<span class="unbroken"><ruby class="zhuyin">漢{opening}<rt>ㄏㄢ'
        f'<span class="tone">ˋ</span></rt>{closing}</ruby>，</span>好'
    ) in shown


@pytest.mark.parametrize("edition", EDITIONS)
def test_dots_and_lines_are_style_and_no_text(edition: str) -> None:
    shown = markup("[重**点**]{.dots}[[临]{.name}江]{.book}", edition)
    assert '<span class="dots">重<strong>点</strong></span>' in shown
    assert '<span class="book"><span class="name">临</span>江</span>' in shown


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_note_is_in_two_rows_with_its_marks_in_both(edition: str) -> None:
    shown = markup("[见[水经注卷三]{.book}十二页]{.warichu}", edition)
    assert (
        '<span class="row"><span>见<span class="book">水经注卷</span></span></span>'
        '<span class="row"><span><span class="book">三</span>十二页</span></span>'
    ) in shown


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_text_is_the_sources_in_order_once(edition: str) -> None:
    body = tree(ARTICLE, edition).find(".//div[@class='body']")
    assert body is not None
    shown = "".join(body.xpath(".//text()[not(parent::rp)]"))
    source = ARTICLE.split("---\n", 2)[2]
    source = re.sub(
        r"\{type=.*\}|\{\.\w+(?: width=5em)?\}|^[>#\d. ]+|[\[\]*]", "", source, flags=re.M
    )
    source = re.sub(r"\{(\w+)\|(\S+?)\}", _read, source)
    assert "".join(shown.split()) == "".join(source.split())


def _read(ruby: re.Match[str]) -> str:
    readings = ruby[2].split("|")
    bases = [ruby[1]] if len(readings) == 1 else list(ruby[1])
    return "".join(base + reading for base, reading in zip(bases, readings, strict=True))


def plain_rules(css: str) -> str:
    """The style sheet of an old reader: without what stands in ``@supports``."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    supports = [r for r in rules if r.type == "at-rule" and r.lower_at_keyword == "supports"]
    return "\n".join(rule.serialize() for rule in rules if rule not in supports)


@pytest.mark.parametrize("edition", EDITIONS)
def test_old_readers_see_plain_text_and_plain_numbers(edition: str) -> None:
    """MuPDF 1.21 sets an inline block after the text behind it, and bullets for our numbers."""
    plain, whole = plain_rules(style(edition)), style(edition)
    for part in (".even {", ".warichu {", ".zhuyin {", "ol.chinese {"):
        assert part in whole
        assert part not in plain


@pytest.mark.parametrize("edition", EDITIONS)
def test_styles_ask_for_what_chinese_wants(edition: str) -> None:
    css = style(edition)
    for wanted in (
        "text-emphasis: filled dot",
        "-webkit-text-emphasis: filled dot",
        "text-emphasis-position: under right",
        "text-decoration: underline wavy",
        "text-autospace: normal",
        "text-spacing-trim: trim-start",
        "hanging-punctuation: allow-end",
        "line-break: strict",
    ):
        assert wanted in css


@pytest.mark.parametrize("edition", EDITIONS)
def test_counters_are_complete(edition: str) -> None:
    rules = tinycss2.parse_stylesheet(style(edition))
    counters = {
        tinycss2.serialize(rule.prelude).strip(): rule.content
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "counter-style"
    }
    for numbering in NUMBERINGS:
        declared = tinycss2.parse_blocks_contents(counters[numbering.name])
        (symbols,) = (d.value for d in declared if d.type == "declaration" and d.name == "symbols")
        assert tuple(s.value for s in symbols if s.type == "string") == numbering.symbols


def test_the_fonts_that_travel_along_have_the_numbers() -> None:
    data = {a.path: a.data for a in made("50. 项\n51. 目\n{type=①}", ("web",)).artifacts}
    song = TTFont(BytesIO(data["a.web/fonts/KanyinSong-Regular.woff2"]))
    assert {ord(c) for c in "㊿(51)"} <= song.getBestCmap().keys()


def test_lists_have_room_for_their_widest_number() -> None:
    lists = {e.get("class"): e.get("style") for e in tree(ARTICLE, "web").iter("ol")}
    assert lists["chinese"] is None
    assert "padding-left: 3em" in (lists["chinese-bracketed"] or "")
