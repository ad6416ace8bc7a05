"""What a reader reads: every character, in order, and nothing between them."""

from __future__ import annotations

import pytest
from epub_example import bind, only, publication, tree
from lxml import etree, html

from kanyin.editions.epub.xhtml import write_xhtml

X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def text_of(root) -> str:
    return str(root.find(f"{X}body" if root.tag.startswith(X) else "body").xpath("string()"))


@pytest.mark.parametrize("name", ["cover", "contents", "bridge", "ferry"])
def test_no_character_is_added_or_lost(parsed, name):
    source = next(d for d in publication().documents if d.id == name)
    assert text_of(parsed(f"text/{name}.xhtml")) == text_of(source.root)


def test_nothing_comes_between_inline_siblings(book):
    text = book["EPUB/text/bridge.xhtml"].decode()
    assert "<strong>坚决做到</strong><em>两个细节</em>：灯要" in text
    assert "图1</a>和<a href=" in text
    verse = book["EPUB/text/ferry.xhtml"].decode()
    assert '<div class="verse" id="v1"><p>燈在水裡站著，<br/>' in verse


def test_empty_elements_are_safe_for_xml_and_for_html(book):
    text = book["EPUB/text/bridge.xhtml"].decode()
    assert "<span></span>，" in text
    assert "第二行<br/>在这里" in text
    assert "<span/>" not in text


def test_html_and_xhtml_readers_see_the_same_text(book):
    data = book["EPUB/text/bridge.xhtml"]
    as_html = html.fromstring(data.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>"))
    as_xml = etree.fromstring(data)
    assert as_html.find(".//p").text_content() == as_xml.find(f".//{X}p").xpath("string()")


def test_names_of_vocabularies(parsed):
    root = parsed("text/bridge.xhtml")
    section = root.find(f".//{X}section")
    assert section.get(EPUB_TYPE) == "chapter"
    assert section.get("role") == "doc-chapter"
    assert root.find(".//{http://www.w3.org/2000/svg}linearGradient") is not None
    assert root.find(".//{http://www.w3.org/2000/svg}svg").get("viewBox") == "0 0 20 10"
    assert root.find(".//{http://www.w3.org/1998/Math/MathML}msup") is not None


def test_no_element_has_a_prefix(book):
    assert b"<ns0:" not in book["EPUB/text/bridge.xhtml"]
    assert b'<svg xmlns="http://www.w3.org/2000/svg"' in book["EPUB/text/bridge.xhtml"]
    assert b'<math xmlns="http://www.w3.org/1998/Math/MathML"' in book["EPUB/text/bridge.xhtml"]


def test_the_press_keeps_its_line_numbers(book):
    assert not any(b"data-line" in data for data in book.values())


def test_languages_are_said_twice(parsed):
    root = parsed("text/ferry.xhtml")
    assert root.get("lang") == "zh-Hant-TW"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-TW"


def test_links_lead_to_files(parsed):
    links = [a.get("href") for a in parsed("text/bridge.xhtml").iter(f"{X}a")]
    assert links == [
        "#fn-1",
        "ferry.xhtml#ferry-title",
        "#fig-lamp",
        "https://example.org/a%20b",
        "#ref-1",
    ]


@pytest.mark.parametrize("href", ["#nowhere", "nobody#x", "javascript:alert(1)", "page.html"])
def test_a_link_to_nowhere_becomes_text(href):
    outcome = bind(
        only(f'<html><body><p data-line="7">见<a href="{href}">此</a></p></body></html>')
    )
    found = [d for d in outcome.diagnostics if d.code == "E105"]
    assert [str(d.place) for d in found] == ["source/2026-01/01-bridge.md:7"]
    assert found[0].message() == f"链接“{href}”在 EPUB 里没有去处"


def test_a_missing_picture_is_still_announced():
    outcome = bind(only('<html><body><p><img src="x.png" alt="一盏灯"/>后</p></body></html>'))
    assert [d.code for d in outcome.diagnostics] == ["E106"]


def test_control_characters_are_errors_not_crashes():
    root = html.document_fromstring("<html><body><p>早\x08市</p></body></html>")
    made = only("<html><body/></html>")
    document = made.documents[0]
    object.__setattr__(document, "root", root)
    outcome = bind(made)
    assert [(d.code, d.message()) for d in outcome.diagnostics] == [
        ("E101", "文字里有 XML 不能容纳的字符 U+0008")
    ]


def test_an_id_may_stand_once():
    outcome = bind(only('<html><body><p id="a">一</p><p id="a">二</p></body></html>'))
    assert [d.code for d in outcome.diagnostics] == ["E104"]


def test_comments_and_instructions_stay_outside():
    data = write_xhtml(tree("<html><body><p>灯<!-- 记 -->黄<?x y?>了</p></body></html>"))
    assert "<p>灯黄了</p>".encode() in data


def test_deep_trees_are_no_danger():
    depth = 200
    data = write_xhtml(tree(f"<html><body>{'<div>' * depth}灯{'</div>' * depth}</body></html>"))
    assert data.count(b"<div>") == depth
