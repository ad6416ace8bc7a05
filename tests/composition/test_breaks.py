"""Where a line may begin: a bar before every character that may (CLREQ 3.1.4, 3.1.5)."""

import pytest
from drawn import kinds_of, may_begin, uax14
from hypothesis import given
from hypothesis import strategies as st

from kanyin.composition.breaks import (
    NEVER_FIRST,
    NEVER_IF_ELSE,
    NEVER_LAST,
    STRICT_FIRST,
    URL,
    allowed,
    long_words,
)
from kanyin.composition.kinds import DASH, ELLIPSIS


@pytest.mark.parametrize(
    "text",
    [
        "春|天|来|了",
        # no closing mark, pause or stop begins a line, no opening mark ends one
        "天，|地、|人；|你：|我。|他！|她？|它",
        "天|（地）|《人》|「你」|『我』|【他】|〔她〕|它",
        "他|说：|“对。”|我|说：|“好。”",
        "天|（《地》）|人",
        # “ and ” stand for themselves in Chinese: a line may begin before and after them
        "天|“地”|人",
        "天|‘地’|人",
        "《天》|“地”|（人）",
        "天，|“地”，|人",
        "ABC|“天”|ABC",
        "2026|“天”|2026",
        # the interpunct and the marks that join stay with what is before them
        "屈|原·|离|骚",
        "一～|二",
        "第|4—|5|页",
        "京—|津",
        "甲－|乙",
        "京／津",  # GB level: 分隔号 at neither end
        # —— and …… are one
        "他|——|我",
        "他……|我",
        "他|————|我".replace("————", "——|——"),
        # words and numbers hold together, with their units
        "在|Paris|的|人",
        "共|3.14|米",
        "占|100%|的",
        "约|25℃|时",
        "付|￥30|整",
        "付|$5,000|整",
        "在|16:30|时",
        "于|2026-01-15|日",
        # a note call stays with what it belongs to
        "天¹|地",
        "天。¹|地",
        "天¹²|地",
        "天”²|地",
        # kana and Hangul
        "こ|ん|に|ち|は",
        "葛\U000e0100|飾|区",
        # English inside Chinese
        "他|说|Hello, |world.|好",
    ],
)
def test_a_line_may_begin(text: str) -> None:
    assert may_begin(text.replace("|", "")) == text


@pytest.mark.parametrize(
    ("basic", "strict"),
    [
        ("他|——|我", "他——|我"),
        ("他……|我", "他……|我"),  # at every level (UAX #14, LB22)
        ("天，|地", "天，|地"),
    ],
)
def test_the_strict_level_keeps_dashes_from_beginning_a_line(basic: str, strict: str) -> None:
    text = basic.replace("|", "")
    assert (may_begin(text), may_begin(text, strict=True)) == (basic, strict)


ANY_TEXT = st.text(
    alphabet="天地人，。？“”（）《》·—…～／/-¹²AB12. 、：%￥①かé\u0301", min_size=1, max_size=30
)


@given(text=ANY_TEXT, strict=st.booleans())
def test_no_line_begins_or_ends_with_what_it_may_not(text: str, strict: bool) -> None:
    kinds = kinds_of(text)
    first = STRICT_FIRST if strict else NEVER_FIRST
    can = allowed(kinds, uax14(text), strict)
    assert not can[0]
    for n, free in enumerate(can):
        if free and not kinds[n] == kinds[n - 1] in (DASH, ELLIPSIS):
            assert kinds[n] not in first
            assert kinds[n - 1] not in NEVER_LAST


@given(count=st.integers(2, 9), mark=st.sampled_from("—…"))
def test_a_row_of_dashes_parts_only_into_pairs(count: int, mark: str) -> None:
    parts = may_begin("他" + mark * count + "我").split("|")
    row = [part.count(mark) for part in parts if mark in part]
    assert all(n % 2 == 0 for n in row[:-1])


def cut(text: str) -> list[tuple[str, float]]:
    """The pieces of a long word with the cost of each break."""
    kinds = kinds_of(text)
    found = list(long_words(text, kinds, allowed(kinds, uax14(text))))
    ends = [*(n for n, _ in found), len(text)]
    return [(text[n:end], cost) for (n, cost), end in zip(found, ends[1:], strict=True)]


def test_an_address_breaks_before_its_dots_and_signs() -> None:
    cheap = [piece[0] for piece, cost in cut("http://www.example.org/a?b=c&d=e") if cost == URL]
    assert set(cheap) <= set(".?&=_~%#@-")
    assert "." in cheap


def test_a_long_word_breaks_anywhere_but_at_its_ends() -> None:
    pieces = cut("看internationalization吧")
    assert min(cost for _, cost in pieces) > URL
    assert pieces[0][0] == "t"  # in|ternationalization
    assert pieces[-1][0] == "on吧"


def test_a_common_word_breaks_only_where_there_is_no_other_way() -> None:
    assert min(cost for _, cost in cut("看Kanyins吧")) >= NEVER_IF_ELSE
    assert cut("看river吧") == []


def test_an_apostrophe_parts_no_word() -> None:
    assert may_begin("他说can’t吧") == "他|说|can’t|吧"


@pytest.mark.parametrize("text", ["《书》,|天", "“对”)|地", "“八”%|的", "“对”]|地"])
def test_western_marks_begin_no_line_after_chinese_ones(text: str) -> None:
    assert may_begin(text.replace("|", "")) == text


@pytest.mark.parametrize("text", ["约|25℃|“天”", "占|10％|“的”", "①|“天”"])
def test_a_line_may_begin_at_a_quotation_after_a_sign(text: str) -> None:
    assert may_begin(text.replace("|", "")) == text
