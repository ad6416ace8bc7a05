"""One line set to its measure: who gives, who takes, in which order (CLREQ 3.5.3, 3.5.4).

``-`` a gap made narrower, ``+`` wider; ``<`` and ``'`` as always (see ``drawn``).
"""

import pytest
from drawn import convention, draw, paragraph, stretched
from hypothesis import given
from hypothesis import strategies as st

from kanyin.composition import Line, set_line
from kanyin.composition.conventions import Convention
from kanyin.composition.fit import WIDEST
from kanyin.composition.paragraph import Paragraph


def fill(
    text: str, more: float, c: Convention | None = None, even: bool = False
) -> tuple[Paragraph, Line]:
    """A text on one line that is ``more`` em longer than it by itself would be."""
    p = paragraph(text, c)
    return p, set_line(p, 0, p.size, p.natural(0, p.size) + more, True, even)


def drawn(text: str, more: float, c: Convention | None = None, even: bool = False) -> str:
    return draw(text, *fill(text, more, c, even))


def changes(text: str, more: float, c: Convention | None = None) -> dict[str, float]:
    """By how much the gaps of a line differ from what they are, by the pair they part."""
    p, line = fill(text, more, c)
    return {
        text[n : n + 2]: round(change, 3)
        for n, change in enumerate(stretched(p, line))
        if abs(change) > 1e-6
    }


# what is too long

SQUEEZED = "天（地）人，“山”水 A日。月B"
"""A line with one of everything that can give: its word space has nothing to spare."""


@pytest.mark.parametrize(
    ("less", "line"),
    [
        (0.0, "天（地）人，<“山”水 A'日。月'B"),
        # brackets first
        (0.6, "天-（地）-人，<“山”-水 A'日。月'B"),
        (1.5, "天-（地）-人，<“山”-水 A'日。月'B"),
        # then Han and Latin, down to an eighth
        (1.6, "天-（地）-人，<“山”-水 A'-日。月'-B"),
        (1.75, "天-（地）-人，<“山”-水 A'-日。月'-B"),
        # stops at last
        (1.8, "天-（地）-人，<“山”-水 A'-日。-月'-B"),
        (2.25, "天-（地）-人，<“山”-水 A'-日。-月'-B"),
    ],
)
def test_who_gives_first(less: float, line: str) -> None:
    assert drawn(SQUEEZED, -less) == line
    assert fill(SQUEEZED, -less)[1].missing == pytest.approx(0.0)


def test_nobody_gives_more_than_it_has() -> None:
    p, line = fill(SQUEEZED, -3.0)
    assert line.missing == pytest.approx(-0.75)  # it lacks this much, and says so
    assert line.width == pytest.approx(p.natural(0, p.size) - 2.25)
    assert min(stretched(p, line)) == -0.5


@pytest.mark.parametrize(
    ("text", "pair", "most"),
    [
        ("天，地", "，地", -0.5),
        ("天；地", "；地", -0.5),
        ("天。地", "。地", -0.5),
        ("天？地", "？地", -0.5),
        ("天（地", "天（", -0.5),
        ("天）地", "）地", -0.5),
        ("天A", "天A", -0.125),
    ],
)
def test_how_much_each_can_give(text: str, pair: str, most: float) -> None:
    assert changes(text, -2.0) == {pair: most}


@pytest.mark.parametrize("text", ["天地", "天——地", "天……地", "ABC", "天·地", "，“天", "天¹地"])
def test_these_never_give(text: str) -> None:
    assert changes(text, -2.0) == {}


def test_an_interpunct_of_an_em_gives_first() -> None:
    c = convention("zh-Hant-TW")
    assert drawn("天·地（人）山", -0.5, c) == "天-·-地（人）山"


def test_pauses_give_before_stops() -> None:
    assert drawn("天，地。人", -0.4) == "天，-地。人"
    assert drawn("天，地。人", -0.6) == "天，-地。-人"


def test_brackets_give_before_pauses() -> None:
    assert drawn("天（地，人", -0.4) == "天-（地，人"


def test_a_wide_word_space_gives_before_all() -> None:
    p = Paragraph("L_LH(H", [0.5, 0.5, 0.5, 1, 1, 1], [1.0] * 6, [0.0] * 6, convention())
    line = set_line(p, 0, 6, p.natural(0, 6) - 0.25, True)
    assert draw("A B天（地", p, line) == "A -B'天（地"
    assert line.after[1] == pytest.approx(-0.25)  # a space has a quarter em at least


def test_those_of_one_rank_give_alike() -> None:
    assert changes("天（地）人", -0.4) == {"天（": -0.2, "）人": -0.2}


def test_traditional_pauses_give_a_quarter_on_each_side() -> None:
    assert changes("天，地", -2.0, convention("zh-Hant-TW")) == {"天，": -0.25, "，地": -0.25}
    assert changes("天？地", -2.0, convention("zh-Hant-TW")) == {}


# what is too short

STRETCHED = "天地A B人，山"


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (0.0, "天地'A B'人，山"),
        # word spaces first, to half an em
        (0.2, "天地'A +B'人，山"),
        (0.25, "天地'A +B'人，山"),
        # then Han and Latin, to a third
        (0.3, "天地'+A +B'+人，山"),
        # then all gaps between Han alike
        (0.5, "天+地'+A +B'+人+，+山"),
    ],
)
def test_who_takes_first(more: float, line: str) -> None:
    assert drawn(STRETCHED, more) == line


def test_how_much_each_can_take() -> None:
    quarter, sixth = 0.25, 1 / 3 - 0.25
    assert changes(STRETCHED, quarter + 2 * sixth + 3 * WIDEST) == {
        " B": quarter,
        "地A": round(sixth, 3),
        "B人": round(sixth, 3),
        "天地": WIDEST,
        "人，": WIDEST,
        "，山": WIDEST,
    }


def test_at_last_word_spaces_take_the_rest() -> None:
    quarter, sixth = 0.25, 1 / 3 - 0.25
    p, line = fill(STRETCHED, quarter + 2 * sixth + 3 * WIDEST + 0.5)
    assert max(stretched(p, line)) == pytest.approx(quarter + 0.5)
    assert line.missing == pytest.approx(0.0)


def test_a_line_without_word_spaces_says_what_it_lacks() -> None:
    _, line = fill("天地人", 1.0)
    assert line.missing == pytest.approx(1.0 - 2 * WIDEST)
    assert line.width == pytest.approx(3 + 2 * WIDEST)


@pytest.mark.parametrize(
    "line",
    [
        "天—地+人",  # a mark that joins is not torn off
        "天～地+人",
        "天／地+人",
        "第'+4—5'+页+天",
        "天+——+地",  # two dashes are one
        "天+……+地",
        "天'+bridge'+地+人",  # nor are the letters of a word torn apart
        "天¹+地",  # a note call keeps to its word
        "付+￥30'+整",  # and a sign to its number
        "约'+25℃+时",
    ],
)
def test_where_nothing_is_widened(line: str) -> None:
    assert drawn(line.replace("+", "").replace("'", ""), 0.25) == line


def test_marks_are_widened_like_han() -> None:
    assert drawn("天，地（人）山", 0.3) == "天+，+地+（+人+）+山"


def test_even_distribution_takes_the_whole_measure() -> None:
    p, line = fill("张三丰", 4.0, even=True)
    assert stretched(p, line) == [2.0, 2.0]
    assert (line.width, line.missing) == (7.0, 0.0)


def test_even_distribution_of_one_character_lacks_the_rest() -> None:
    assert fill("张", 4.0, even=True)[1].missing == 4.0


def test_the_last_line_keeps_its_width() -> None:
    p = paragraph("天地人")
    line = set_line(p, 0, 3, 10.0, justified=False)
    assert (line.width, line.after, line.missing) == (3.0, [0.0, 0.0, 0.0], 0.0)


def test_spaces_at_the_end_of_a_line_are_not_set() -> None:
    p = paragraph("天地 人")
    line = set_line(p, 0, 3, 2.0, justified=True)
    assert (line.end, line.resume, line.width) == (2, 3, 2.0)


def test_a_line_of_nothing() -> None:
    p = paragraph("")
    line = set_line(p, 0, 0, 5.0, justified=True)
    assert (line.start, line.end, line.after, line.width) == (0, 0, [], 0.0)


def test_a_hyphen_takes_room() -> None:
    p = paragraph("天地inter", hyphens={4: 0.3})
    assert set_line(p, 0, 4, 3.55, True).width == pytest.approx(3.55)
    assert set_line(p, 0, 4, 3.55, True).after == [0.0, 0.25, 0.0, 0.0]


@given(
    text=st.text("天地人，。！“”（）AB1 ·—…¹", min_size=2, max_size=24),
    more=st.floats(-4, 4),
    lang=st.sampled_from(["zh-Hans", "zh-Hant"]),
)
def test_the_width_is_the_measure_or_missing_says_what_lacks(
    text: str, more: float, lang: str
) -> None:
    p = paragraph(text, convention(lang))
    measure = p.natural(0, p.visible(p.size)) + more
    line = set_line(p, 0, p.size, measure, True)
    if line.after:
        assert line.width + line.missing == pytest.approx(measure, abs=1e-4)


@given(text=st.text("天地人，。！“”（）AB1 ·—…¹", min_size=2, max_size=24), less=st.floats(0, 9))
def test_nothing_is_squeezed_beyond_its_limit(text: str, less: float) -> None:
    p, line = fill(text, -less)
    for n, change in enumerate(stretched(p, line), line.start):
        assert change >= -sum(most for _, most in p.shrinks(n)) - 1e-6
