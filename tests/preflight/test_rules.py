"""Every rule of the auditor, by pages set by hand: it finds its fault there and no other."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from hand_press import LEFT, SONG_TC, Row, full, paragraph, printed
from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.preflight.findings import CODES
from kanyin.preflight.typography import audit, diagnostics


def rules(pdf: bytes) -> list[str]:
    return [fault.rule for fault in audit(pdf).faults]


CORRECT = {
    "plain": [full()],
    "a pair takes an em and a half": [full("文，<“国”文"), full("文（国）<，文")],
    "an opening mark at the start and a comma at the end are trimmed": [full("<“国”", "，<")],
    "a comma gives up its half inside a line": [full("文，<文")],
    "a stretched line": [full("文+国+书+文+国+书+文+国+书")],
    "a number and a Latin word": [full("文23人，ABC")],
    "marks that may stand anywhere": [full("……", "……")],
}


@pytest.mark.parametrize("rows", CORRECT.values(), ids=CORRECT)
def test_correct_lines_have_no_fault(rows: list[str]) -> None:
    assert audit(printed(paragraph(*rows))).faults == ()


PIECES = (
    "文",
    "国书",
    "文，国",
    "文，<国",
    "“书”文",
    "（国）<，文",
    "文：<“人”文",
    "，<《书》文",
    "三·三",
    "AB",
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=3), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_correct_lines_have_no_fault(lines: list[list[str]]) -> None:
    rows = [full("文" + "".join(pieces), "文") for pieces in lines]
    assert audit(printed(paragraph(*rows))).faults == ()


FAULTS = {
    "not-flush": [full(measure=19)],
    "line-end": [full(end="（")],
    "split-pair": [full(end="…"), full("…")],
    "split-number": [full(end="12"), full("34")],
    "untrimmed-start": [full("“国”文")],
    "untrimmed-end": [full(end="，")],
    "unsqueezed-pair": [full("文，“国”文")],
    "below-half": [full("文，<^文")],
}


@pytest.mark.parametrize(("rule", "rows"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_found_once_and_nothing_else(rule: str, rows: list[str]) -> None:
    assert rules(printed(paragraph(*rows))) == [rule]


@pytest.mark.parametrize("mark", "、，。；：！？”’）》〉」』～·①／-")
def test_no_closing_mark_begins_a_line(mark: str) -> None:
    assert rules(printed(paragraph(full(), full(mark + "文")))) == ["line-start"]


@pytest.mark.parametrize("mark", "“‘（《〈「『")
def test_no_opening_mark_ends_a_line(mark: str) -> None:
    assert rules(printed(paragraph(full(end=mark)))) == ["line-end"]


@pytest.mark.parametrize(("last", "first"), [("5", "％"), ("5", "%"), ("5", "."), ("文", "—文")])
def test_what_belongs_to_the_word_before_begins_no_line(last: str, first: str) -> None:
    assert rules(printed(paragraph(full(end=last), full(first)))) == ["line-start"]


def test_a_dash_may_begin_a_line() -> None:
    assert rules(printed(paragraph(full("——")))) == []


def test_a_fault_says_where_it_is() -> None:
    (fault,) = audit(printed(paragraph(), paragraph(full(measure=19)))).faults
    assert (fault.spot.page, fault.spot.line, fault.spot.text) == (2, 3, "文" * 19)
    assert fault.amount == pytest.approx(1.0, abs=1e-3)


def test_a_few_equal_lines_of_a_ragged_page_are_no_measure() -> None:
    lengths = (18, 18, 18, 20, 19, 17, 16, 15)
    ragged = [Row("文" * n, LEFT, 700 - 16 * i) for i, n in enumerate(lengths)]
    report = audit(printed(paragraph(full(), full()), ragged))
    assert (report.measures, report.faults) == ((20.0,), ())


def test_lines_are_held_to_the_measure_that_is_given() -> None:
    rows = [Row("文" * n, LEFT, 700 - 16 * i) for i, n in enumerate((19, 19, 19, 19, 18, 4))]
    assert audit(printed(rows)).count("not-flush") == 1
    assert audit(printed(rows), measure=200).count("not-flush") == 5


def test_a_line_that_is_too_long_passes_the_edge() -> None:
    found = audit(printed(paragraph(full(measure=21)))).faults
    assert [(f.rule, round(f.amount)) for f in found] == [("not-flush", -1), ("overflow", 1)]


def test_a_comma_may_hang_over_the_edge_whole() -> None:
    report = audit(printed(paragraph(full() + "，")))
    assert (report.faults, report.edges.hanging) == ((), 1)


def test_a_single_character_ends_a_paragraph() -> None:
    assert rules(printed(paragraph(final="文。"))) == ["single-character"]
    assert rules(printed(paragraph(final="文国。"))) == []


def test_a_single_character_at_the_head_of_the_next_page() -> None:
    pages = paragraph()[:-1], [Row("文。", LEFT, 700), *paragraph(top=684)]
    assert rules(printed(*pages)) == ["single-character"]


def test_a_paragraph_of_one_character_is_no_such_line() -> None:
    rows = paragraph()
    assert rules(printed([*rows, Row("文", LEFT + 20, rows[-1].y - 16)])) == []


def test_a_line_between_the_lines_of_the_grid() -> None:
    rows = paragraph(full(), full())
    moved = [Row(r.text, r.x, r.y - (2 if n == 2 else 0)) for n, r in enumerate(rows)]
    report = audit(printed(moved))
    assert [f.rule for f in report.faults] == ["off-grid"]
    assert (report.grid.leading, round(report.grid.deviation, 1)) == (16.0, 2.0)


def test_a_heading_at_the_foot_of_a_page() -> None:
    rows = paragraph()
    heading = Row("章节标题", LEFT, rows[-1].y - 32, 14.0)
    under = paragraph(top=700 - 12 * 16)
    assert rules(printed([*rows, heading], paragraph(top=300))) == ["heading-at-foot"]
    assert rules(printed([*rows, heading, *under])) == []


def test_a_heading_at_the_foot_of_a_column() -> None:
    rows = paragraph()
    heading = Row("章节标题", LEFT, rows[-1].y - 32, 14.0)
    assert rules(printed([*rows, heading, *paragraph(x=LEFT + 230)])) == ["heading-at-foot"]


def test_a_character_that_shows_nothing() -> None:
    assert rules(printed(paragraph(full("文国")), hidden="国")) == ["empty-glyph"]


def test_a_character_that_the_font_lacks() -> None:
    found = audit(printed(paragraph(full("国国")), lacking="国")).faults
    assert ("missing-glyph", 1, "2") in {(f.rule, f.spot.page, f.what) for f in found}


def test_a_font_that_is_not_embedded() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(500, 700))
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica))
    page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 50 600 Td (Linjiang) Tj ET")
    out = io.BytesIO()
    pdf.save(out)
    (fault,) = audit(out.getvalue()).faults
    assert (fault.rule, fault.what) == ("font-not-embedded", "Helvetica")


def test_what_reaches_over_the_side_of_the_page() -> None:
    assert "overflow" in rules(printed([Row("文" * 60, LEFT, 600)]))


# --- Taiwan and Hong Kong: pauses and stops in the middle of their cells ---


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (full(end="，", file=SONG_TC), []),
        (full("文^，^文", file=SONG_TC), []),
        (full("文，<文", file=SONG_TC), ["below-half"]),
        (full("文<，文", file=SONG_TC), ["below-half"]),
    ],
    ids=["whole at the end", "a quarter on either side", "half behind", "half before"],
)
def test_centred_marks_give_up_a_quarter_on_either_side(row: str, found: list[str]) -> None:
    assert rules(printed(paragraph(row), file=SONG_TC)) == found


# --- remarks ---


def test_every_rule_has_its_remark() -> None:
    report = audit(printed(paragraph(full("文，“国”文")), paragraph(full(measure=19))))
    found = diagnostics(report, "a.pdf")
    assert [d.code for d in found] == [CODES["unsqueezed-pair"], CODES["not-flush"]]
    assert found[0].message().startswith("第 1 页第 3 行：“，“”没有挤压")
    assert found[1].message("en").startswith("Page 2, line 3 does not end at the edge, 1.00 em")
    assert str(found[0].place) == "a.pdf"


def test_the_report_is_plain_json() -> None:
    report = audit(printed(paragraph(full(measure=19))))
    values = json.loads(json.dumps(report.as_json()))
    assert values["faults"][0]["rule"] == "not-flush"
    assert values["edges"]["justified"] - values["edges"]["flush"] == 1
