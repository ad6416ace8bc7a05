"""Numbers of lists: their symbols, and how a manuscript asks for them."""

from __future__ import annotations

import pytest
from lxml import etree

from kanyin.ingest.markdown import parse_body
from kanyin.ingest.markdown.lists import TYPES
from kanyin.render.numbering import NUMBERINGS

BY_NAME = {n.name: n for n in NUMBERINGS}


def read(markdown: str) -> str:
    body = parse_body(markdown, "a.md").value
    assert body is not None
    for element in body.root.iter():
        element.attrib.pop("data-line", None)
    return etree.tostring(body.root, encoding="unicode")[5:-6]


@pytest.mark.parametrize(
    ("name", "number", "marker"),
    [
        ("chinese", 1, "一、"),
        ("chinese", 10, "十、"),
        ("chinese", 11, "十一、"),
        ("chinese", 20, "二十、"),
        ("chinese", 99, "九十九、"),
        ("chinese-bracketed", 21, "（二十一）"),
        ("circled-list", 1, "① "),
        ("circled-list", 20, "⑳ "),
        ("circled-list", 21, "㉑ "),
        ("circled-list", 35, "㉟ "),
        ("circled-list", 36, "㊱ "),
        ("circled-list", 50, "㊿ "),
        ("circled-list", 51, "(51) "),
        ("bracketed", 99, "(99) "),
        ("chinese", 100, "100、"),
    ],
)
def test_markers(name: str, number: int, marker: str) -> None:
    assert BY_NAME[name].marker(number) == marker


def test_no_two_numbers_look_alike() -> None:
    for numbering in NUMBERINGS:
        assert len(set(numbering.symbols)) == 99


def test_every_type_of_the_dialect_has_its_numbers() -> None:
    named = {kind for kind in TYPES.values() if kind} - {"alphabetic"}
    assert named == BY_NAME.keys()
    for sample, kind in TYPES.items():
        if kind in named:
            assert BY_NAME[kind].marker(1).strip() == sample


def test_the_last_item_names_the_type_of_its_list() -> None:
    assert read("1. 甲\n2. 乙\n{type=一、}") == '<ol class="chinese"><li>甲</li><li>乙</li></ol>'
    assert read("1. 甲\n2. 乙\n{type=1.}") == "<ol><li>甲</li><li>乙</li></ol>"


def test_a_list_of_paragraphs_and_a_list_in_a_list_have_types_too() -> None:
    assert read("1. 甲\n\n2. 乙\n{type=①}") == (
        '<ol class="circled-list"><li><p>甲</p></li><li><p>乙</p></li></ol>'
    )
    inner = read("1. 甲\n    1. 子\n    2. 丑\n    {type=(1)}\n2. 乙\n{type=a.}")
    assert inner == (
        '<ol class="alphabetic"><li>甲<ol class="bracketed"><li>子</li><li>丑</li></ol></li>'
        "<li>乙</li></ol>"
    )


@pytest.mark.parametrize("text", ["1. 甲\n{type=I.}", "- 甲\n{type=一、}", "甲\n{type=一、}"])
def test_another_type_or_another_place_is_remarked_on(text: str) -> None:
    assert [d.code for d in parse_body(text, "a.md").diagnostics] == ["M121"]
    assert "class" not in read(text)
