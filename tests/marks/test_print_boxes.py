"""割注, drop initials, names set evenly, and numbers of lists on a printed page."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from set_marks import EM, LEADING, below, glyphs, made, page, pdf

from kanyin.preflight.pdf_glyphs import read_pages
from kanyin.render.numbering import LAST, NUMBERINGS, Numbering

FULL = "满" * 30


def test_an_initial_is_two_lines_high_and_read_in_its_place() -> None:
    first, second = "甲" * 19, "乙" * 19
    text = f"前文在此。\n\n桥{first}{second}{FULL * 4}\n{{.initial}}"
    (initial,), (line, *_) = glyphs(text, "桥"), glyphs(text, first)
    low = glyphs(text, "乙" * 19)[-1]
    assert initial.size == pytest.approx(LEADING + EM, abs=0.02)
    assert initial.y + 0.88 * initial.size == pytest.approx(line.y + 0.88 * EM, abs=0.05)
    assert initial.y - 0.12 * initial.size == pytest.approx(low.y - 0.12 * EM, abs=0.05)
    edge = glyphs(text, "前")[0].x - 2 * EM
    column = [g for g in page(text).glyphs if g.x < edge + 22 * EM and g.size < 2 * EM]
    left = {round((line.y - g.y) / LEADING): g.x for g in reversed(column)}
    assert [left[n] - edge for n in (0, 1, 2)] == pytest.approx([3 * EM, 3 * EM, 0], abs=0.1)
    read = pdfium.PdfDocument(pdf(text))[0].get_textpage().get_text_range()
    assert "".join(read.split()).startswith(f"题前文在此。桥{first}")


def test_a_paragraph_that_begins_with_a_mark_takes_it_along() -> None:
    text = f"“桥头的灯{FULL}\n{{.initial}}"
    assert {round(g.size, 1) for g in glyphs(text, "“桥")} == {27.5}


def test_an_initial_that_is_no_plain_character_stays_small() -> None:
    text = f"**桥头。** 灯{FULL}\n{{.initial}}"
    assert glyphs(text, "桥")[0].size == pytest.approx(10, abs=0.1)


def test_names_are_spread_over_four_characters() -> None:
    text = f"前[李白]{{.even}}后[欧阳修]{{.even}}[杜甫]{{.even width=5em}}末{FULL}"
    li, bai = glyphs(text, "李白")
    assert bai.x + EM - li.x == pytest.approx(4 * EM, abs=0.05)
    three = glyphs(text, "欧阳修")
    assert [b.x - a.x for a, b in pairwise(three)] == pytest.approx([1.5 * EM] * 2, abs=0.05)
    du, fu = glyphs(text, "杜甫")
    assert fu.x + EM - du.x == pytest.approx(5 * EM, abs=0.05)
    assert {g.y for g in (li, bai, *three, du, fu)} == {glyphs(text, "前")[0].y}


def test_a_longer_name_is_not_squeezed() -> None:
    text = f"[司马相如传]{{.even}}后{FULL}"
    assert {round(b.x - a.x, 1) for a, b in pairwise(glyphs(text, "司马相如传后"))} == {EM}


def test_a_note_in_two_rows_stands_in_the_height_of_a_character() -> None:
    text = f"前[等船时看水的高低]{{.warichu}}后{FULL}"
    upper, lower, (before,) = (
        glyphs(text, "等船时看"),
        glyphs(text, "水的高低"),
        glyphs(text, "前"),
    )
    assert {round(g.size, 2) for g in (*upper, *lower)} == {round(EM / 2, 2)}
    assert [g.x for g in upper] == pytest.approx([g.x for g in lower])
    assert upper[0].y - lower[0].y == pytest.approx(EM / 2, abs=0.02)
    top, bottom = upper[0].y + 0.88 * EM / 2, lower[0].y - 0.12 * EM / 2
    assert (top, bottom) == pytest.approx((before.y + 0.88 * EM, before.y - 0.12 * EM), abs=0.5)


def test_the_second_row_begins_with_no_mark() -> None:
    text = f"前[等船时看水，的高低啊]{{.warichu}}后{FULL}"
    assert len({g.y for g in glyphs(text, "等船时看水，")}) == 1


def test_marks_in_a_note_go_on_in_the_second_row() -> None:
    text = f"前[见[水经注卷三]{{.book}}十二页]{{.warichu}}后{FULL}"
    upper, lower = glyphs(text, "见水经注卷"), glyphs(text, "三十二页")
    assert len({g.y for g in upper}) == len({g.y for g in lower}) == 1
    assert upper[0].x == pytest.approx(lower[0].x)
    assert below(text, upper[1], 1.0) is not None


def test_a_note_with_ruby_stays_in_one_row() -> None:
    text = f"前[见{{水|shuǐ}}经注]{{.warichu}}后{FULL}"
    assert len({glyphs(text, c)[0].y for c in "见水经注"}) == 1


def test_a_note_of_more_than_half_a_line_is_remarked_on() -> None:
    found = made(f"前[{'注' * 30}]{{.warichu}}后").diagnostics
    assert [(d.code, str(d.place)) for d in found if d.code == "R114"] == [("R114", "a.md:5:1")]
    assert not made(f"前[{'注' * 12}]{{.warichu}}后{FULL}").diagnostics


def rows(data: bytes) -> list[str]:
    """The lines of all pages, column by column, as they look."""
    found: dict[tuple[int, bool, float], list[tuple[float, str]]] = {}
    for one in read_pages(data):
        middle = (one.box[0] + one.box[2]) / 2
        for g in one.glyphs:
            found.setdefault((one.number, g.x > middle, -round(g.y)), []).append((g.x, g.text))
    return ["".join(text for _, text in sorted(found[key])) for key in sorted(found)]


TYPES = ["一、", "（一）", "①", "(1)", "（1）"]


@pytest.mark.parametrize(
    ("sample", "numbering"), list(zip(TYPES, NUMBERINGS, strict=True)), ids=TYPES
)
def test_numbers_are_printed_to_ninety_nine(sample: str, numbering: Numbering) -> None:
    items = "\n".join(f"{n}. 项" for n in range(1, LAST + 1))
    printed = [row for row in rows(pdf(f"{items}\n{{type={sample}}}")) if row.endswith("项")]
    assert printed == [f"{numbering.marker(n)}项".replace(" ", "") for n in range(1, LAST + 1)]
    assert printed[0] == f"{sample}项"


def test_markers_stay_inside_the_column() -> None:
    text = f"9. 项\n10. 目\n11. 款\n{{type=（一）}}\n\n{FULL}"
    edge = glyphs(text, "题")[0].x
    assert min(g.x for g in page(text).glyphs if g.text == "（") >= edge - 0.1


def test_a_list_begins_where_it_says() -> None:
    assert "3.丙" in rows(pdf("3. 丙\n4. 丁"))
