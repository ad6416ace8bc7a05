"""Dots and lines beside the characters of a printed page, measured (CLREQ 3.2)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from set_marks import ARTICLE, DESCENT, EM, LEADING, Ink, below, glyphs, ink, pdf

from kanyin.ingest.markdown import parse_body
from kanyin.preflight.pdf_glyphs import Glyph, read_pages
from kanyin.render.marks import mark_for_print

FULL = "满" * 30


def middle_below(text: str, glyph: Glyph) -> Ink | None:
    """What is drawn below the middle of a cell: no comma reaches there."""
    left, low = glyph.x + 0.35 * EM, glyph.y - 0.45 * EM
    return ink(text, left, low, left + 0.3 * EM, glyph.y - DESCENT - 0.01 * EM)


def test_a_dot_stands_under_the_middle_of_every_character_and_under_no_mark() -> None:
    text = f"[灯不，是“给”船。看]{{.dots}}的{FULL}"
    for glyph in glyphs(text, "灯不，是“给”船。看"):
        dot = middle_below(text, glyph)
        if glyph.text in "，“”。":
            assert dot is None, glyph.text
            continue
        assert dot is not None, glyph.text
        assert dot.middle == pytest.approx(glyph.x + EM / 2, abs=0.012 * EM)
        assert 0.15 * EM < dot.right - dot.left < 0.21 * EM
    assert middle_below(text, glyphs(text, "的满")[0]) is None


def test_dots_keep_to_the_characters_of_a_line_that_is_stretched() -> None:
    words = "灯不是给船看的灯"
    text = f"[{words}]{{.dots}}Pythons是给人看的来的人说两地{FULL}"
    line = glyphs(text, words)
    gaps = [after.x - before.x - EM for before, after in pairwise(line)]
    assert max(gaps) > 0.02 * EM, "the line was to be stretched"
    for glyph in line:
        dot = below(text, glyph)
        assert dot is not None
        assert dot.middle == pytest.approx(glyph.x + EM / 2, abs=0.012 * EM)


def test_dots_reach_into_bold_names_and_ruby() -> None:
    text = f"[甲**乙**[丙]{{.name}}{{丁|dīng}}戊]{{.dots}}{FULL}"
    for character in "甲乙丙丁戊":
        (glyph,) = glyphs(text, character)
        assert below(text, glyph) is not None, character


def test_a_reading_takes_no_dots() -> None:
    body = parse_body("[{丁|dīng}]{.dots}", "a.md").value
    assert body is not None
    mark_for_print(body.root)
    assert len(body.root.findall(".//rb/span[@class='dot']")) == 1
    assert not body.root.findall(".//rt//span[@class]")


def test_a_variation_selector_stays_with_its_character() -> None:
    body = parse_body("[前葛\U000e0100后]{.dots}", "a.md").value
    assert body is not None
    mark_for_print(body.root)
    dotted = body.root.findall(".//span[@class='dot']")
    assert [e.text for e in dotted] == ["前", "葛\U000e0100", "后"]


def lines_below(text: str, first: Glyph, ems: int) -> list[tuple[float, float]]:
    """Left and right of each stroke below so many ems from a glyph on."""
    step, strokes, start = EM / 100, [], None
    low, high = first.y - 0.45 * EM, first.y - DESCENT - 0.01 * EM
    for n in range(-20, ems * 100 + 20):
        x = first.x + n * step
        drawn = ink(text, x, low, x + step, high) is not None
        if drawn and start is None:
            start = x
        elif not drawn and start is not None:
            strokes.append((start, x))
            start = None
    return strokes


@pytest.mark.parametrize("kind", ["name", "book"])
def test_adjacent_names_are_apart_and_the_pitch_is_kept(kind: str) -> None:
    text = f"前[临江]{{.{kind}}}[柳洲]{{.{kind}}}后{FULL}"
    four = glyphs(text, "前临江柳洲后")
    assert [b.x - a.x for a, b in pairwise(four)] == pytest.approx([EM] * 5, abs=0.02)
    (_, first_end), (second_start, second_end) = lines_below(text, four[1], 4)
    assert 0.06 * EM < second_start - first_end < 0.14 * EM
    assert second_end < four[-1].x


@pytest.mark.parametrize("kind", ["name", "book"])
def test_lines_do_not_touch_the_text(kind: str) -> None:
    text, plain = f"[临江鬱書]{{.{kind}}}{FULL}", f"临江鬱書{FULL}"
    for glyph in glyphs(text, "临江鬱書"):
        stroke = below(text, glyph)
        bare = ink(plain, glyph.x, glyph.y - 0.4 * EM, glyph.x + EM, glyph.y + EM)
        assert stroke is not None
        assert bare is not None
        assert bare.bottom - stroke.top > 0.02 * EM
        assert stroke.bottom > glyph.y - 0.3 * EM


@pytest.mark.parametrize("kind", ["name", "book"])
def test_a_line_goes_on_over_the_end_of_the_line(kind: str) -> None:
    name = "甲乙丙丁戊己庚辛"
    text = f"{'前' * 16}[{name}]{{.{kind}}}后{FULL}"
    found = glyphs(text, name)
    last = next(a for a, b in pairwise(found) if a.y != b.y)
    first = next(b for a, b in pairwise(found) if a.y != b.y)
    end = below(text, last, 1.2)
    start = ink(text, first.x - EM, first.y - 0.45 * EM, first.x + EM, first.y - DESCENT - 0.1)
    assert end is not None
    assert start is not None
    assert end.right == pytest.approx(last.x + EM, abs=0.03 * EM)
    assert start.left == pytest.approx(first.x, abs=0.03 * EM)


def test_every_line_of_the_text_is_on_the_grid() -> None:
    lines = {
        round(g.y, 3)
        for one in read_pages(pdf(ARTICLE))
        for g in one.glyphs
        if abs(g.size - EM) < 0.01
    }
    first = max(lines)
    assert len(lines) > 12
    for y in lines:
        rows = (first - y) / LEADING
        assert rows == pytest.approx(round(rows), abs=0.001), y


def test_a_frame_stands_round_a_name_and_takes_no_room() -> None:
    framed, plain = f"灯[周瑾]{{.deceased}}船{FULL}", f"灯周瑾船{FULL}"
    places = [(g.text, g.x) for g in glyphs(framed, "灯周瑾船")]
    assert places == [(g.text, g.x) for g in glyphs(plain, "灯周瑾船")]
    (first, *_, last) = glyphs(framed, "周瑾")
    edge, low = 0.06 * EM, first.y - DESCENT
    for text, drawn in ((framed, True), (plain, False)):
        below_both = ink(text, first.x, low - 0.1 * EM, last.x + EM, low)
        corner = ink(text, last.x + EM - edge, low - 0.1 * EM, last.x + EM + edge, low)
        assert (below_both is not None) is drawn
        assert (corner is not None) is drawn
