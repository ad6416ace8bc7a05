"""Marks beside marks, marks at the edges, Han beside Latin: lines as they are drawn in
``drawn`` (``<`` half an em taken away, ``'`` a quarter em, ``[-1]`` one em)."""

import pytest
from drawn import convention, draw, lines_of, paragraph, set_text
from hypothesis import given
from hypothesis import strategies as st

from kanyin.composition.conventions import STYLES, Convention, convention_for

HANS, HANT = convention(), convention("zh-Hant-TW")
WIDE = 99


def set_line(text: str, c: Convention = HANS) -> str:
    """The text on one line that is long enough."""
    (line,) = set_text(text, WIDE, c)
    return line


def width(text: str, c: Convention = HANS) -> float:
    (line,) = lines_of(text, WIDE, c)
    return round(line.width, 6)


@pytest.mark.parametrize(
    "line",
    [
        "他说：<“对”了",
        "天，<“地”<，人",
        "天》<（地",
        "天）<（地",
        "天。<”<（地",
        "天“<‘地’<”人",
        "天！<？人",
        "天！<？<”人",
        "天）<。人",
        "天、<《地》<、<《人》等",
        # alone, a mark keeps its em
        "天，地。人",
        "天（地）人",
        "天：地",
        # dashes and ellipses have no blank to give, but what meets them has; not interpuncts
        "天——<“地”<——人",
        "天……”地",
        "天·“地",
    ],
)
def test_marks_that_meet_take_an_em_and_a_half(line: str) -> None:
    assert set_line(line.replace("<", "")) == line


@pytest.mark.parametrize("pair", ["，“", "。”", "）（", "“‘", "’”", "」「", "、《", "？”"])
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"])
def test_no_pair_comes_nearer_than_an_em_and_a_half(pair: str, lang: str) -> None:
    c = convention(lang)
    assert 1.5 <= width(f"天{pair}地", c) - 2 <= 2.0


@pytest.mark.parametrize("pair", ["，「", "。『", "」「", "「『", "』」", "）。", "》（"])
def test_traditional_pairs_take_an_em_and_a_half_too(pair: str) -> None:
    assert width(f"天{pair}地", HANT) == 2 + 1.5


@pytest.mark.parametrize(
    "line",
    [
        "天，地。人",
        "天！？人",  # fixed in Traditional text
        "天」！人".replace("」", "」<"),
        "天，<「地」<，人",
        "天。[-0.25]」人",  # the stop stands in the middle and has a quarter em to give
    ],
)
def test_traditional_marks(line: str) -> None:
    assert set_line(line.replace("<", "").replace("[-0.25]", ""), HANT) == line


@pytest.mark.parametrize("tag", ["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "ZH-hant-hk", "zh-Hant-TW"])
def test_tags_of_traditional_chinese(tag: str) -> None:
    assert convention_for(tag).trimmed == HANT.trimmed


@pytest.mark.parametrize("tag", ["zh", "zh-Hans", "zh-CN", "zh-SG", "zh-Hans-HK", "", "en", "ja"])
def test_every_other_text_is_set_as_on_the_mainland(tag: str) -> None:
    assert convention_for(tag).trimmed == HANS.trimmed


def test_an_unknown_style_is_an_error() -> None:
    with pytest.raises(KeyError):
        convention_for("zh-Hans", "quanshen")


@pytest.mark.parametrize(
    ("style", "line"),
    [
        # 全身: every mark an em
        ("quanjiao", "天，（地）人。天；地！人"),
        # 开明: only what ends a sentence has an em
        ("kaiming", "天，<<（地）<人。天；<地！人"),
        # 半角: none has
        ("banjiao", "天，<<（地）<人。<天；<地！<人"),
    ],
)
def test_styles(style: str, line: str) -> None:
    text = line.replace("<", "")
    expected = line.replace("<<", "[-1]") if style != "quanjiao" else line.replace("，（", "，<（")
    assert set_line(text, convention(style=style)) == expected
    assert set(STYLES) == {"quanjiao", "kaiming", "banjiao"}


def test_half_width_marks_make_half_an_em_each() -> None:
    assert width("天，地。人！（他）们", convention(style="banjiao")) == 5 + 5 * 0.5


@pytest.mark.parametrize(("c", "cell"), [(HANS, 0.5), (HANT, 1.0)])
def test_the_interpunct_has_half_a_cell_or_a_whole_one(c: Convention, cell: float) -> None:
    assert width("屈原·离骚", c) == 4 + cell


# the edges of lines


@pytest.mark.parametrize("mark", "，。；：、）》”’？！")
def test_a_mark_at_the_end_of_a_line_has_half_an_em(mark: str) -> None:
    text = f"天地人春{mark}夏秋"
    assert set_text(text, 4.5) == [f"天地人春{mark}<", "夏秋"]
    assert lines_of(text, 4.5)[0].width == 4.5


@pytest.mark.parametrize("mark", "（《“‘「【")
def test_a_mark_at_the_start_of_a_line_has_half_an_em(mark: str) -> None:
    text = f"天地人春{mark}夏秋冬"
    assert set_text(text, 4) == ["天地人春", f"<{mark}夏秋冬"]
    assert lines_of(text, 4)[1].width == 3.5


def test_marks_at_both_edges() -> None:
    assert set_text("天地人春“夏秋冬”日", 4) == ["天地人春", "<“夏秋冬”<", "日"]


def test_a_mark_that_opens_a_paragraph_keeps_its_em() -> None:
    assert set_text("“天”地", 9)[0] == "“天”地"


def test_unless_it_is_to_lose_it() -> None:
    assert set_text("“天”地", 9, convention(indent_trimmed=True))[0] == "<“天”地"


def test_traditional_stops_keep_to_the_middle_at_the_end_of_a_line() -> None:
    assert set_text("天地人春，夏秋", 5, HANT) == ["天地人春，", "夏秋"]
    assert set_text("天地人春」夏秋", 4.5, HANT) == ["天地人春」<", "夏秋"]


def test_marks_hang_where_they_may() -> None:
    hanging = convention(hanging=frozenset("ps"))
    assert set_text("天地人春，夏秋冬日。", 4, hanging) == ["天地人春，^", "夏秋冬日。^"]
    assert set_text("天地人春）夏秋", 4.5, hanging) == ["天地人春）<", "夏秋"]


# Han and Latin


@pytest.mark.parametrize(
    "line",
    [
        "用'ABC'写",
        "共'12'个",
        "用'A'写",
        "第'3'版'A4'纸",
        # not beside marks, spaces or signs
        "（ABC）天",
        "用 ABC 写",
        "天，ABC。",
        "占'10%的",
        "用“ABC”写",
    ],
)
def test_a_quarter_em_between_han_and_latin(line: str) -> None:
    drawn = set_line(line.replace("'", ""))
    assert drawn.removesuffix("<") == line


@pytest.mark.parametrize("line", ["付￥30整", "约'25℃时", "占'10％的"])
def test_a_sign_stands_close_to_its_number(line: str) -> None:
    assert set_line(line.replace("'", "")) == line.replace("30整", "30'整")


@pytest.mark.parametrize("line", ["天地ABC", "ABC天地", "天地12", "12天地"])
def test_there_is_no_gap_at_the_edges_of_a_line(line: str) -> None:
    first, last = set_text("天地ABC春夏", 3.75, fit="ragged")
    assert (first, last) == ("天地'ABC", "春夏")
    assert width(line) == sum(0.5 if c.isascii() else 1 for c in line) + 0.25


@given(
    text=st.text("天地，。！“”（）AB12·—…", min_size=1, max_size=24),
    style=st.sampled_from(sorted(STYLES)),
    lang=st.sampled_from(["zh-Hans", "zh-Hant"]),
    measure=st.sampled_from([4, 6.5, 10, WIDE]),
)
def test_no_two_characters_ever_overlap(text: str, style: str, lang: str, measure: float) -> None:
    """However near marks come, the ink of one ends where that of the next begins."""
    c = convention(lang, style)
    p = paragraph(text, c)
    for line in lines_of(text, measure, c):
        pen, inked = -line.lead, -1.0
        for n, after in enumerate(line.after, line.start):
            kind, advance = p.kinds[n], p.advances[n]
            assert pen + c.before.get(kind, 0.0) >= inked - 1e-6, draw(text, p, line)
            inked = pen + advance - c.after.get(kind, 0.0)
            pen += advance + after
