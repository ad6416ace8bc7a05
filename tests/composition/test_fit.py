"""Where the lines of a paragraph end: over the whole paragraph, line by line, or ragged."""

from itertools import pairwise

import pytest
from drawn import convention, draw, lines_of, paragraph, set_text, words
from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.composition import FITS, compose
from kanyin.composition.conventions import STYLES
from kanyin.composition.fit import COSTS, WIDEST, line_cost
from kanyin.composition.kinds import DIGIT, HAN, LATIN
from kanyin.composition.paragraph import Paragraph

ANY_TEXT = st.text(
    "天地人山水春夏秋冬日月年，。、：？“”‘’（）《》——……·～ABCde12 ¹", min_size=1, max_size=60
)
MEASURES = st.sampled_from([5, 8, 10.5, 15, 22.3, 40])


def test_lines_are_set_solid_where_they_can_be() -> None:
    assert set_text("天地人山水春夏秋冬日", 5) == ["天地人山水", "春夏秋冬日"]


def test_a_mark_is_pushed_in_rather_than_a_character_out() -> None:
    """挤进 before 推出: the comma that would begin a line squeezes into the one before."""
    assert set_text("天（地）人山水春夏，秋冬日月年天地人山水", 9)[0] == "天-（地）-人山水春夏，<"


def test_a_character_is_pushed_out_where_nothing_can_be_squeezed() -> None:
    assert set_text("天地人山水春夏秋冬日月——年天地人山水春夏秋冬", 12)[:2] == [
        "天+地+人+山+水+春+夏+秋+冬+日+月",
        "——年天地人山水春夏秋冬",
    ]


def test_no_single_character_stands_on_the_last_line() -> None:
    """孤字不成行: one character with its mark is pulled in, or gets company."""
    assert set_text("天地人山水春，夏秋冬日月年天地人山水春夏秋。", 10.5) == [
        "天地人山水春，-夏秋冬日",
        "月年天地人山水春夏秋。<",
    ]
    assert set_text("天地人山水春夏秋冬日月年天地人", 14) == [
        "天+地+人+山+水+春+夏+秋+冬+日+月+年+天",
        "地人",
    ]


def test_a_paragraph_of_one_character_is_no_widow() -> None:
    assert set_text("天。", 11) == ["天。<"]


def test_a_first_line_may_be_indented() -> None:
    lines = set_text("天地人山水春夏秋冬日", 6, indent=2)
    assert lines == ["天地人山", "水春夏秋冬日"]


def test_an_indent_may_stand_out() -> None:
    assert set_text("天地人山水春夏秋冬日", 4, indent=-2)[0] == "天地人山水春"


def test_the_rest_of_a_paragraph_can_be_set_anew() -> None:
    """After a page break, or beside another float, the measure is another."""
    p = paragraph("天地人山水春夏秋冬日月年")
    again = compose(p, 4, 4, begin=4)
    assert [(line.start, line.end) for line in again] == [(4, 8), (8, 12)]


def test_the_whole_paragraph_looks_ahead() -> None:
    """Line by line, the third line comes out with a year too few, and cannot be filled."""
    text = "天地（人）山水，春夏秋冬日月年天地人山水春夏秋冬日月年，天地人山水春夏秋冬日月"
    assert set_text(text, 9, fit="greedy")[:3] == [
        "天地（人）山水，春",
        "夏秋冬日月年天地人",
        "山+水+春+夏+秋+冬+日+月",
    ]
    assert lines_of(text, 9, fit="greedy")[2].missing > 0.3
    assert set_text(text, 9)[:3] == [
        "天地-（人）-山水，春夏",
        "秋冬日月年天地人山",
        "水+春+夏+秋+冬+日+月+年+，<",
    ]
    assert max(line.missing for line in lines_of(text, 9)) < 1e-6


def test_ragged_lines_are_not_justified() -> None:
    lines = set_text("天地人，山水，春夏秋冬，日月年", 5.4, fit="ragged")
    assert lines == ["天地人，山", "水，春夏秋", "冬，日月年"]


def test_ragged_lines_too_end_at_marks() -> None:
    assert set_text("天地人山，水春夏秋", 4.6, fit="ragged") == ["天地人山，<", "水春夏秋"]


def test_ragged_lines_too_leave_no_single_character() -> None:
    assert set_text("天地人山水春夏秋冬日月", 5, fit="ragged") == [
        "天地人山水",
        "春夏秋冬",
        "日月",
    ]


def test_a_word_longer_than_the_measure_is_cut_somewhere() -> None:
    lines = words(text := "看internationalization吧", lines_of(text, 5))
    assert max(map(len, lines)) <= 10
    assert "".join(lines) == text


@pytest.mark.parametrize(
    ("measure", "piece"),
    [(20, "https://"), (24, ".org/a-b?page=20&part=3"), (28, "page=20&part=3")],
)
def test_an_address_is_cut_at_its_signs(measure: float, piece: str) -> None:
    text = "春夏秋冬日月年天地人山水，说明见https://example.org/a-b?page=20&part=3，天地人山水春夏"
    first, second = words(text, lines_of(text, measure))[:2]
    assert first.endswith(piece) or second.startswith(piece)


def test_words_are_not_cut_where_they_need_not_be() -> None:
    text = "天地人Kanyin山水春夏秋冬日月bridge年天地人山水春夏秋冬日月年天地人山水"
    for measure in (12, 15, 20.5, 25):
        for line in lines_of(text, measure):
            assert not text[line.end - 1 : line.resume + 1].isascii()


def test_a_hyphen_is_the_last_means() -> None:
    hyphened = {6: 0.3}  # after 天地人int-
    p = paragraph("天地人interest山水春夏秋冬", hyphens=hyphened)
    assert [line.resume for line in compose(p, 10, 10)] != [6, p.size]
    narrow = compose(p, 5, 5)
    assert narrow[0].resume == 6
    assert narrow[0].width == pytest.approx(5, abs=0.6)


def cost(text: str, measure: float, fit: str) -> float:
    """What total fit would say of the lines that another fit chose."""
    p, lines = paragraph(text), lines_of(text, measure, fit=fit)
    return price(p, [line.resume for line in lines], measure)


def price(p: Paragraph, ends: list[int], measure: float) -> float:
    starts = [0, *ends[:-1]]
    total = len(ends) * COSTS.line
    for start, end in zip(starts, ends, strict=True):
        total += (p.penalties[end] or 0.0) * COSTS.penalty if end < p.size else 0.0
        if end < p.size or p.natural(start, p.visible(end)) > measure:
            total += min(line_cost(p, start, p.stops.index(end), measure), COSTS.over)
    lonely = sum(k in (HAN, LATIN, DIGIT) for k in p.kinds[starts[-1] :]) < 2
    return total + COSTS.lonely * (lonely and len(ends) > 1)


@given(
    text=ANY_TEXT,
    measure=MEASURES,
    fit=st.sampled_from(sorted(FITS)),
    lang=st.sampled_from(["zh-Hans", "zh-Hant"]),
    style=st.sampled_from(sorted(STYLES)),
    indent=st.sampled_from([0, 2, -1]),
)
@settings(max_examples=300, deadline=None)
def test_every_character_is_on_one_line_in_order(
    text: str, measure: float, fit: str, lang: str, style: str, indent: float
) -> None:
    lines = lines_of(text, measure, convention(lang, style), fit, indent)
    assert lines[0].start == 0
    assert all(before.resume == line.start for before, line in pairwise(lines))
    assert lines[-1].resume == len(text)
    for line in lines:
        assert not text[line.end : line.resume].strip(" ")  # only spaces go at a line's end
        assert len(line.after) == max(0, line.end - line.start)


@given(text=ANY_TEXT, measure=MEASURES)
@settings(max_examples=300, deadline=None)
def test_every_line_but_the_last_fills_its_measure_or_says_what_it_lacks(
    text: str, measure: float
) -> None:
    for line in lines_of(text, measure)[:-1]:
        if line.after:
            assert line.width + line.missing == pytest.approx(measure, abs=1e-4)


@given(
    text=st.text("天地人山水春夏秋冬日月年", min_size=40, max_size=200),
    marks=st.lists(st.integers(3, 12), max_size=12),
    measure=st.sampled_from([17.5, 20, 22.3, 25, 38]),
)
@settings(max_examples=200, deadline=None)
def test_chinese_prose_always_fills_its_lines(text: str, marks: list[int], measure: float) -> None:
    """A comma every three to twelve characters."""
    prose, rest = "", text
    for n in marks:
        prose, rest = prose + rest[:n] + "，" * (len(rest) > n), rest[n:]
    for line in lines_of(prose + rest + "。", measure)[:-1]:
        assert line.missing == pytest.approx(0.0)
        assert max(line.after) <= WIDEST + 1e-9


@given(text=ANY_TEXT, measure=st.sampled_from([25, 28.5, 40]))
@settings(max_examples=300, deadline=None)
def test_the_whole_paragraph_is_never_worse_than_line_by_line(text: str, measure: float) -> None:
    assert cost(text, measure, "total") <= cost(text, measure, "greedy") + 1e-6


@given(text=ANY_TEXT, measure=MEASURES)
@settings(max_examples=100, deadline=None)
def test_the_same_text_is_set_the_same_way(text: str, measure: float) -> None:
    p = paragraph(text)
    once, again = lines_of(text, measure), lines_of(text, measure)
    assert [draw(text, p, line) for line in once] == [draw(text, p, line) for line in again]
