"""Where pages begin in flowing text."""

from __future__ import annotations

import pytest
from epub_example import tree
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kanyin.editions.page_marks import insert_page_marks, visible_characters
from kanyin.model.publication import PageMark


def marked(markup: str, *marks: PageMark) -> str:
    outcome = insert_page_marks(tree(f"<div>{markup}</div>"), marks)
    text = etree.tostring(outcome.value, encoding="unicode")
    for mark in marks:
        label = mark.label
        text = text.replace(
            f'<span epub-type="pagebreak" role="doc-pagebreak" id="page-{label}" '
            f'aria-label="{label}"/>',
            f"[{label}]",
        )
    return text.removeprefix("<div>").removesuffix("</div>")


def page(offset: int, label: str = "9", fragment: str = "p") -> PageMark:
    return PageMark(label, "d", fragment, offset)


@pytest.mark.parametrize(
    ("markup", "offset", "expected"),
    [
        ('<p id="p">桥上的灯</p>', 0, '<p id="p">[9]桥上的灯</p>'),
        ('<p id="p">桥上的灯</p>', 2, '<p id="p">桥上[9]的灯</p>'),
        ('<p id="p"> 桥 上　的灯</p>', 2, '<p id="p"> 桥 上　[9]的灯</p>'),
        ('<p id="p">桥<b>上的</b>灯</p>', 2, '<p id="p">桥<b>上[9]的</b>灯</p>'),
        ('<p id="p">桥<b>上的</b>灯</p>', 3, '<p id="p">桥<b>上的</b>[9]灯</p>'),
        ('<p id="p">桥上</p>', 2, '<p id="p">桥上[9]</p>'),
        (
            '<p id="p">桥<a class="noteref">12</a>上</p>',
            1,
            '<p id="p">桥<a class="noteref">12</a>[9]上</p>',
        ),
        (
            '<p id="p"><ruby>漢<rt>hàn</rt></ruby><ruby>字<rt>zì</rt></ruby></p>',
            1,
            '<p id="p"><ruby>漢<rt>hàn</rt></ruby>[9]<ruby>字<rt>zì</rt></ruby></p>',
        ),
        (
            '<p id="p">当<math><mi>x</mi></math>时</p>',
            1,
            '<p id="p">当<math><mi>x</mi></math>[9]时</p>',
        ),
        (
            '<figure id="p"><img src="a"/><figcaption>图1</figcaption></figure>',
            0,
            '<figure id="p">[9]<img src="a"/><figcaption>图1</figcaption></figure>',
        ),
        (
            '<table id="p"><caption>表1</caption><tr><td>甲</td></tr></table>',
            2,
            '<table id="p"><caption>表1</caption><tr><td>[9]甲</td></tr></table>',
        ),
        ('<p>甲</p><hr id="p"/><p>乙</p>', 0, '<p>甲</p>[9]<hr id="p"/><p>乙</p>'),
        ('<h1 id="p">桥上</h1>', 0, '[9]<h1 id="p">桥上</h1>'),
        ('<h1 id="p">桥上</h1>', 1, '<h1 id="p">桥[9]上</h1>'),
        ('<hgroup><h1 id="p">桥</h1></hgroup>', 0, '[9]<hgroup><h1 id="p">桥</h1></hgroup>'),
        ('<p id="p">桥<!-- 记 -->上</p>', 1, '<p id="p">桥<!-- 记 -->[9]上</p>'),
    ],
)
def test_a_mark_stands_before_its_character(markup, offset, expected):
    assert marked(markup, page(offset)) == expected


def test_an_empty_page_and_the_next_begin_at_one_character():
    assert marked('<p id="p">桥上</p>', page(1, "4"), page(1, "5")) == '<p id="p">桥[4][5]上</p>'


@pytest.mark.parametrize("mark", [page(3), page(0, fragment="q"), page(0, fragment="")])
def test_a_mark_without_a_place_is_remarked_on(mark):
    outcome = insert_page_marks(tree('<div><p id="p">桥上</p></div>'), [mark])
    assert [d.code for d in outcome.diagnostics] == ["E110"]
    assert outcome.value.find(".//span") is None


def test_labels_that_are_no_names():
    outcome = insert_page_marks(tree('<p id="page-封">桥</p>'), [page(0, "封2", "page-封")])
    assert outcome.value.find("span").get("id") == "page-u5c012"


def test_what_is_counted():
    root = tree(
        '<p>桥 上<ruby>的<rt>de</rt></ruby><a class="noteref">1</a>灯'
        '<aside class="footnote">注</aside>，亮</p>'
    )
    assert visible_characters(root) == "桥上的灯，亮"


LEAVES = st.text("灯桥 \n。a", max_size=5)
INLINES = st.sampled_from(["b", "ruby", "rt", "math", "a", "span", "img"])


@st.composite
def paragraphs(draw):
    """A paragraph of nested inlines around any text."""
    root = etree.Element("p", id="p")
    nodes = [root]
    root.text = draw(LEAVES)
    for _ in range(draw(st.integers(0, 6))):
        parent = draw(st.sampled_from([n for n in nodes if n.tag != "img"]))
        child = etree.SubElement(parent, draw(INLINES))
        child.text = draw(LEAVES) if child.tag != "img" else None
        child.tail = draw(LEAVES)
        if child.tag == "a":
            child.set("class", "noteref")
        nodes.append(child)
    body = etree.Element("body")
    body.append(root)
    return body


@given(paragraphs(), st.lists(st.integers(0, 12), max_size=4))
def test_marking_never_changes_the_text(body, offsets):
    marks = [page(offset, str(number)) for number, offset in enumerate(sorted(offsets), 1)]
    outcome = insert_page_marks(body, marks)
    assert outcome.value.xpath("string()") == body.xpath("string()")
    assert visible_characters(outcome.value) == visible_characters(body)
    placed = len(outcome.value.xpath("//span[@role='doc-pagebreak']"))
    assert placed + len(outcome.diagnostics) == len(marks)


@given(paragraphs(), st.data())
def test_as_many_characters_stand_before_a_mark_as_it_counts(body, data):
    count = len(visible_characters(body[0]))
    offset = data.draw(st.integers(0, count))
    root = insert_page_marks(body, [page(offset)]).value
    marker = root.xpath("//span[@role='doc-pagebreak']")
    if not marker:  # an empty paragraph, or one of readings alone
        assert count == 0
        return
    for node in marker[0].itersiblings():
        node.getparent().remove(node)
    marker[0].tail = None
    for ancestor in marker[0].iterancestors():
        for node in ancestor.itersiblings():
            node.getparent().remove(node)
        ancestor.tail = None
    assert len(visible_characters(root)) == offset
