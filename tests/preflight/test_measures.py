"""What the auditor measures, on pages set by hand and on pages set by stock WeasyPrint."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_press import LEFT, Row, full, paragraph, printed, width
from weasyprint import HTML

from kanyin.preflight.extraction import compare
from kanyin.preflight.pdf_glyphs import read_pages
from kanyin.preflight.typography import TypographyReport, audit

FONT = (Path(__file__).parent.parent.parent / "fonts" / "KanyinSong-Regular.ttf").as_uri()

MONO = FONT.replace("KanyinSong", "KanyinMono")


def weasyprint_pdf(body: str, css: str = "", *, tags: bool = False) -> bytes:
    """A document of 20 ems of 10 pt, set by WeasyPrint as it comes."""
    sheet = f"""
    @font-face {{ font-family: S; src: url({FONT}) }}
    @page {{ size: 300pt 400pt; margin: 50pt }}
    body {{ font: 10pt/16pt S; margin: 0 }} p {{ margin: 0 }} {css}"""
    html = f'<html lang="zh-Hans"><style>{sheet}</style><body>{body}'
    written: bytes = HTML(string=html).write_pdf(pdf_tags=tags)
    return written


def set_by_weasyprint(body: str, css: str = "", *, tags: bool = False) -> TypographyReport:
    return audit(weasyprint_pdf(body, css, tags=tags))


# --- gaps ---


def test_the_widest_gap_and_where_it_is() -> None:
    gaps = audit(printed(paragraph(full("文+国++书，^++文")), paragraph())).gaps
    assert gaps.widest_han == pytest.approx(0.1, abs=1e-3)
    assert gaps.widest_han_at is not None
    assert (gaps.widest_han_at.page, gaps.widest_han_at.line) == (1, 3)
    assert gaps.widest_han_at.text == "国书"
    assert (gaps.lines, gaps.solid) == (11, 10)
    assert (gaps.histogram["0.05"], gaps.histogram["0.10"], gaps.histogram["-0.15"]) == (1, 1, 1)


def test_a_line_stretched_by_little_everywhere_is_not_solid() -> None:
    gaps = audit(printed(paragraph(full("文" + "+文" * 10, "，<")))).gaps
    assert (gaps.solid, gaps.lines, gaps.histogram["0.05"]) == (5, 6, 10)


def test_a_width_that_the_file_tells_wrong_is_no_gap() -> None:
    gaps = audit(printed(paragraph(full("文…书")), narrow="…")).gaps
    assert (gaps.widest_han, gaps.solid) == (pytest.approx(0, abs=1e-3), 6)


def test_a_ligature_is_one_glyph_and_a_rare_character_one_character() -> None:
    (page,) = read_pages(weasyprint_pdf("<p>文——文𠮷"))
    assert [glyph.text for glyph in page.glyphs] == ["文", "——", "文", "𠮷"]


def test_a_gap_beside_a_mark_is_none_between_ideographs() -> None:
    gaps = audit(printed(paragraph(full("文，++国，+++书，^文")))).gaps
    assert (gaps.widest_han, round(gaps.widest_any, 3)) == (pytest.approx(0, abs=1e-3), 0.15)


def test_an_interpunct_that_fills_half_an_em_is_solid() -> None:
    room = (0.5 - width("·")) / 2
    line = f"{'文' * 9}<i>文·</i>{'文' * 10}"
    css = f"i {{ font-style: normal; letter-spacing: {room}em }} @page {{ size: 305pt 400pt }}"
    gaps = set_by_weasyprint(f"<p>{line * 5}", css).gaps
    assert (gaps.lines, gaps.solid) == (4, 4)
    assert gaps.widest_any == pytest.approx(0, abs=0.003)


def test_a_squeezed_pair_is_solid_and_a_squeezed_comma_is_not() -> None:
    assert audit(printed(paragraph(full("文，<“国”文", "“国”，<")))).gaps.solid == 6 - 1
    gaps = audit(printed(paragraph(full("文，<国文", "文，<")))).gaps
    assert (gaps.solid, gaps.lines, round(gaps.narrowest, 3)) == (5, 6, -0.5)


# --- squeezed marks ---


def test_marks_squeezed_inside_lines_are_counted_beside_those_that_are_not() -> None:
    squeeze = audit(printed(paragraph(full("文，<国（国）文", "，<")))).squeeze
    assert (squeeze.marks, squeeze.squeezed, squeeze.share) == (3, 1, pytest.approx(1 / 3))
    assert (squeeze.ends, squeeze.ends_trimmed) == (1, 1)


def test_the_halves_given_up_at_a_start() -> None:
    squeeze = audit(printed(paragraph(full("<“国”文"), full("（国）文")))).squeeze
    assert (squeeze.starts, squeeze.starts_trimmed) == (2, 1)


# --- Han and Latin ---


def test_the_gap_beside_letters() -> None:
    borders = audit(printed(paragraph(full("文'12'文'AB'国")))).han_latin
    assert (borders.borders, borders.none) == (4, 0)
    assert borders.usual == pytest.approx(0.25)


WIDER = """
    .b { font-feature-settings: "aspb" } .a { font-feature-settings: "aspa" }
    .c { font-feature-settings: "aspc" } p { text-indent: 2em }"""


@pytest.mark.parametrize("letters", ["AB", "12", "il", "A", "8"])
def test_a_gap_that_is_built_into_letters_is_seen(letters: str) -> None:
    first, last = letters[0], letters[-1]
    marked = f'<i class="b">{first}</i><i class="a">{last}</i>'
    marked = f'<i class="c">{first}</i>' if len(letters) == 1 else marked
    css = WIDER + "i { font-style: normal } p { text-align: justify }"
    text = f"<p>{'文' * 30}{marked}{'文' * 40}{letters}{'文' * 9}"
    borders = set_by_weasyprint(text, css).han_latin
    assert borders.borders == 4
    assert borders.widest == pytest.approx(0.25, abs=0.005)
    assert borders.narrowest == pytest.approx(0, abs=0.001)


def test_a_gap_that_is_built_into_letters_does_no_good_at_an_edge() -> None:
    css = WIDER + "i { font-style: normal }"
    report = set_by_weasyprint(f'<p>{"文" * 38}<i class="b">A</i>B{"文" * 30}', css)
    assert [f.rule for f in report.faults if f.rule != "single-character"] == ["edge-gap"]


def test_a_gap_at_the_end_of_a_line_is_no_part_of_it() -> None:
    css = WIDER + "i { font-style: normal }"
    report = set_by_weasyprint(f'<p>{"文" * 37}<i class="a">A</i>{"文" * 60}', css)
    found = {fault.rule: round(fault.amount, 2) for fault in report.faults}
    assert found["edge-gap"] == pytest.approx(0.25, abs=0.05)  # the plain A is not in the file
    assert found["not-flush"] == pytest.approx(1 - width("A"), abs=0.05)


# --- columns, furniture, notes ---


def two_columns(number: int) -> list[Row]:
    left = paragraph(full("文，<国", "文"))[:-1]
    right = paragraph(x=LEFT + 230)
    right[0] = Row(full("文，<书"), LEFT + 230, right[0].y)  # the paragraph goes on
    head, foot = Row("月刊印目录", LEFT, 735, 8), Row(str(number), LEFT + 100, 30, 9)
    return [*left, *right, head, foot]


def test_columns_are_told_apart_and_furniture_is_left_out() -> None:
    report = audit(printed(*map(two_columns, range(1, 5))))
    assert (report.faults, report.measures) == ((), (20.0,))
    assert report.lines == 4 * (6 + 6)
    assert report.edges.justified == 4 * (6 + 5)


def test_a_page_number_is_left_out_of_a_single_page() -> None:
    assert audit(printed([*paragraph(), Row("—12—", LEFT + 100, 30, 9)])).lines == 6


def test_a_fault_at_the_head_of_the_next_column_is_found() -> None:
    rows = two_columns(1)
    head = next(n for n, row in enumerate(rows) if row.x > LEFT + 200)
    rows[head] = Row(full("，文"), rows[head].x, rows[head].y)
    (fault,) = audit(printed(rows, two_columns(2), two_columns(3))).faults
    assert (fault.rule, fault.spot.page, fault.spot.line) == ("line-start", 1, 7)


def test_notes_are_measured_at_their_own_size() -> None:
    notes = paragraph(full("文+国，^++++文，<文", "，<"), top=150, size=8)
    notes[0] = Row(full("①"), LEFT, notes[0].y, 8)
    notes += [Row("②文国书。", LEFT, notes[-1].y - 12.8, 8)]
    report = audit(printed([*paragraph(full(), full()), *notes]))
    assert (report.faults, report.body_size) == ((), 10.0)
    assert report.gaps.widest_han == pytest.approx(0.05, abs=1e-3)


def test_ragged_columns_are_no_justified_ones() -> None:
    rows = [
        Row("文" * n, LEFT, 700 - 16 * i)
        for i, n in enumerate((20, 17, 20, 18, 20, 16, 19, 17, 15))
    ]
    report = audit(printed(rows))
    assert (report.faults, report.edges.justified) == ((), 0)
    assert report.edges.ragged == 8


# --- what tags and drawings settle ---

DIALOGUE = "<p>甲：文。" + "<p>乙：" + "文" * 50 + "。<p>甲：文文文。<p>乙：" + "文" * 51 + "。"
HANGING = "p { padding-left: 2em; text-indent: -2em; text-align: justify }"


def test_tags_say_where_a_paragraph_ends() -> None:
    assert set_by_weasyprint(DIALOGUE, HANGING, tags=True).count("not-flush") == 0


def test_tags_say_that_no_paragraph_goes_on_in_the_next_column() -> None:
    css = HANGING + "body { columns: 2; column-gap: 20pt } @page { size: 520pt 180pt }"
    body = "<p>乙：" + "文" * 69 + "<p>甲：文文文文，" + "文" * 26
    report = set_by_weasyprint(body, css, tags=True)
    assert [fault.rule for fault in report.faults] == []


def test_a_displayed_formula_ends_a_line() -> None:
    shown = '<svg style="display:block" width="9em" height="3em" viewBox="0 0 9 3"></svg>'
    text = "文" * 18
    report = set_by_weasyprint(f"<p>{text}{shown}{'文' * 100}<p>{'文' * 90}", tags=True)
    assert report.count("not-flush") == 0


def test_artifacts_of_a_tagged_file_are_left_out() -> None:
    css = '@page { @bottom-center { content: "文文文" } }'
    assert set_by_weasyprint("<p>" + "文" * 50, css, tags=True).lines == 3


def test_a_drawing_in_a_line_is_no_gap() -> None:
    formula = '<svg width="1em" height="0.7em" viewBox="0 0 10 7"><path d="M1 0H9V7H1Z"/></svg>'
    css = "svg { vertical-align: baseline }"
    report = set_by_weasyprint(f"<p>{'文' * 27}{formula}{'文' * 52}", css)
    assert (report.lines, report.edges.justified, report.edges.flush) == (4, 3, 3)
    assert report.gaps.widest_any == pytest.approx(0, abs=0.003)


def test_a_background_is_no_drawing_in_the_line() -> None:
    plain = set_by_weasyprint(f"<p>{'文' * 78}")
    shaded = set_by_weasyprint(f"<p>{'文' * 30}<b>国书文</b>{'文' * 45}", "b { background: #eee }")
    assert shaded.gaps.histogram == plain.gaps.histogram


def test_white_space_is_no_gap() -> None:
    report = set_by_weasyprint(f"<p>{'文' * 20} AB {'文' * 50}")
    assert report.han_latin.borders == 0


def test_a_wide_drawing_of_many_pieces_parts_no_line() -> None:
    pieces = "".join(f'<path d="M{x} 0h4v7h-4z"/>' for x in range(1, 39, 6))
    formula = f'<svg width="4em" height="0.7em" viewBox="0 0 40 7">{pieces}</svg>'
    css = "@page { size: 300pt 1000pt }"
    report = set_by_weasyprint(f"<p>{'文' * 24}{formula}{'文' * 1052}", css)
    assert (report.lines, report.edges.justified, report.edges.flush) == (54, 53, 53)


def test_code_breaks_where_it_must() -> None:
    code = "<pre>" + "print(abc[7]" + "\n-1)" + "\nprint(abc)" * 3
    css = f"pre {{ font: 10pt M }} @font-face {{ font-family: M; src: url({MONO}) }}"
    long = code.replace("[7]", "[" + "7" * 40 + "]") + "\n"
    found = set_by_weasyprint(long, css + " pre { white-space: pre-wrap }").faults
    assert [f.rule for f in found if f.rule in ("line-start", "line-end")] == []


# --- extraction ---


def test_the_text_comes_out_as_it_went_in() -> None:
    text = audit(printed(paragraph(full("文，<国（国）文", "，<")))).text
    assert compare(text, "文" * 38 + "文，国（国）" + "文" * 14 + "，" + "文" * 67 + "。").same


@pytest.mark.parametrize(
    ("extracted", "source", "lost", "added", "moved", "spaces"),
    [
        ("一二三", "一二三", (), (), 0, 0),
        ("一二\r\n三", "一二三", (), (), 0, 0),
        ("一三", "一二三", (("二", 1),), (), 0, 0),
        ("一二⼆三", "一二二三", (("二", 1),), (("⼆", 1),), 0, 0),
        ("一三二", "一二三", (), (), 1, 0),
        ("一 AB 二", "一AB二", (), (), 0, 2),
        ("一 AB 二", "一 AB二", (), (), 0, 1),
    ],
)
def test_what_extraction_changes(
    extracted: str, source: str, lost: object, added: object, moved: int, spaces: int
) -> None:
    found = compare(extracted, source)
    assert (found.lost, found.added, found.moved, found.spaces) == (lost, added, moved, spaces)
