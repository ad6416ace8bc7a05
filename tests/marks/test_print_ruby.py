"""Ruby on a printed page: places, pitch, and the order in which readers get the text."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from set_marks import ARTICLE, EM, below, glyphs, ink, made, pdf

FULL = "满" * 30
BODY = (
    "{柳洲|liǔ|zhōu}的人。{漢字|hànzì}是字，{光|guāng}线，{光明|ㄍㄨㄤ|ㄇㄧㄥˊ}，{的|˙ㄉㄜ}好。"
    + FULL
)
READ = "柳liǔ洲zhōu的人。漢字hànzì是字，光guāng线，光ㄍㄨㄤ明ㄇㄧㄥˊ，的˙ㄉㄜ好。"


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\ufffe", "").replace("\u0002", "")


def test_readers_get_each_base_and_then_its_reading() -> None:
    by_pdfium = pdfium.PdfDocument(pdf(BODY))[0].get_textpage().get_text_range()
    by_pypdf = pypdf.PdfReader(BytesIO(pdf(BODY))).pages[0].extract_text()
    assert READ in squeezed(by_pdfium)
    assert READ in squeezed(by_pypdf)


def test_a_screen_reader_is_told_which_is_which() -> None:
    with pikepdf.open(BytesIO(pdf(BODY))) as file:
        rubies = [[str(k.S) for k in e.K] for e in structure(file.Root.StructTreeRoot.K[0])]
    assert rubies == [["/RB", "/RT"]] * 7


def test_bookmarks_name_headings_without_readings() -> None:
    marks = pdfium.PdfDocument(pdf(ARTICLE)).get_toc()
    assert [m.get_title() for m in marks] == ["字旁的记号", "漢字与临江的重点"]


def structure(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The ruby elements of a structure tree."""
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    inside = element.K if isinstance(element.get("/K"), pikepdf.Array) else ()
    below = [found for child in inside for found in structure(child)]
    return [element, *below] if element.S == "/Ruby" else below


@pytest.mark.parametrize("place", ["{}", "> {}", "## {}", "**{}**"])
def test_the_base_stands_on_the_line_and_the_reading_over_its_middle(place: str) -> None:
    text = place.format("前{汉|hàn}后") + f"\n\n{FULL}"
    before, base = glyphs(text, "前汉")
    reading = glyphs(text, "hàn")
    (after,) = glyphs(text, "后")
    assert before.y == pytest.approx(base.y, abs=0.01)
    assert after.y == pytest.approx(base.y, abs=0.01)
    assert [base.x - before.x, after.x - base.x] == pytest.approx([base.size] * 2, abs=0.03)
    assert reading[0].size == pytest.approx(0.48 * base.size, abs=0.02)
    assert reading[0].y - base.y == pytest.approx(0.93 * base.size, abs=0.02)
    middle = (reading[0].x + reading[-1].right) / 2
    assert middle == pytest.approx(base.x + base.size / 2, abs=0.06 * base.size)


def test_a_wide_reading_hangs_over_ideographs_and_widens_nothing() -> None:
    text = f"前{{光|guāng}}后{FULL}"
    (before,), (base,), (after,) = (glyphs(text, c) for c in "前光后")
    reading = glyphs(text, "guāng")
    assert reading[-1].right - reading[0].x > EM
    assert [base.x - before.x, after.x - base.x] == pytest.approx([EM] * 2, abs=0.02)


def test_a_reading_beside_a_mark_widens_its_character() -> None:
    text = f"前{{光|guāng}}，后{FULL}"
    base, comma = glyphs(text, "光")[0], glyphs(text, "，")[0]
    reading = glyphs(text, "guāng")
    assert reading[-1].right < comma.x + 0.01
    assert comma.x - base.x > EM


def test_wide_readings_side_by_side_do_not_touch() -> None:
    text = f"前{{霜床|shuāng|chuáng}}后{FULL}"
    first, second = glyphs(text, "shuāng"), glyphs(text, "chuáng")
    assert second[0].x - first[-1].right > 0.1 * EM


def test_a_reading_does_not_touch_a_line_below_the_text_above() -> None:
    text = f"甲乙丙丁戊己庚辛壬癸子丑寅卯前前[辰巳天地]{{.book}}{{汉|bǐ}}{FULL}"
    wave, (reading, _) = glyphs(text, "天地")[0], glyphs(text, "bǐ")
    base = glyphs(text, "汉")[0]
    assert base.y < wave.y
    top = ink(text, reading.x, reading.y, reading.right, base.y + 1.45 * EM)
    stroke = below(text, wave)
    assert top is not None
    assert stroke is not None
    assert stroke.bottom - top.top > 0.02 * EM


def test_bopomofo_stands_right_of_its_character_from_top_to_bottom() -> None:
    text = f"{{明|ㄇㄧㄥˊ}}好{FULL}"
    base, *symbols, tone = glyphs(text, "明ㄇㄧㄥˊ")
    assert {round(s.x, 2) for s in symbols} == {round(base.x + EM, 2)}
    assert all(b.y < a.y for a, b in pairwise(symbols))
    middle = (symbols[0].y + symbols[-1].y) / 2 + 0.38 * symbols[0].size
    assert middle == pytest.approx(base.y + 0.38 * EM, abs=0.04 * EM)
    assert tone.ink[0] > symbols[-1].ink[1]
    assert tone.right < glyphs(text, "好满")[0].x + 0.1


def test_the_light_tone_stands_over_the_first_symbol() -> None:
    text = f"{{的|˙ㄉㄜ}}好{FULL}"
    _, dot, first, second = glyphs(text, "的˙ㄉㄜ")
    assert dot.y > first.y > second.y
    assert sum(dot.ink) / 2 == pytest.approx(sum(first.ink) / 2, abs=0.06 * EM)


def test_the_whole_article_is_set_without_a_remark() -> None:
    """The proofreader's word on 漢 in simplified text aside."""
    assert [d.code for d in made(ARTICLE).diagnostics if d.code != "P301"] == []
