"""Where text stands: pages, columns, floats, tables, lists, boxes that shrink to fit."""

from itertools import pairwise
from random import Random

import pypdfium2
import pytest
from random_text import HAN
from set_pages import EM, SetLine, lines_in, render, texts

FLUSH = 0.02


def prose(length: int, seed: int = 7) -> str:
    """Sentences of Han with a mark every three to fourteen characters."""
    random, text = Random(seed), ""
    while len(text) < length:
        text += "".join(random.choices(HAN, k=random.randint(3, 14)))
        text += random.choice("，。，；：")
    return text[:-1] + "。"


SHORT, LONG = prose(60), prose(400)
MIXED = f"他说：“{prose(120, 3)}”用<b>the WeasyPrint 70</b>和ABC，<em>{prose(80, 4)}</em>"


def lines(body: str, measure: float, **how: object) -> list[SetLine]:
    return list(lines_in(render(body, measure, **how)[0]))  # type: ignore[arg-type]


def is_flush(line: SetLine, lacking: float = 0.0) -> bool:
    return abs(line.short - lacking) < FLUSH


@pytest.mark.parametrize("height", [100, 160, 240])
def test_a_paragraph_goes_on_over_pages_as_if_there_were_none(height: float) -> None:
    body = f"<p style='text-indent:2em'>{LONG}</p><p>{MIXED}</p>"
    paged, _ = render(body, 20, height=height)
    assert len(paged.pages) > 2
    assert texts(paged) == [line.text for line in lines(body, 20)]


def test_the_measure_may_change_from_page_to_page() -> None:
    css = "@page :first { margin-right: 100px }"
    document, _ = render(f"<p>{LONG}</p>", 20, height=160, extra=css)
    found = list(lines_in(document))
    assert "".join(line.text for line in found) == LONG
    assert [round(line.right) for line in found[:4]] == [15, 15, 15, 15]
    assert all(line.right == pytest.approx(20, abs=FLUSH) for line in found[4:-1])


def test_no_single_line_is_left_behind() -> None:
    document, _ = render(f"<p>{LONG}</p>" * 2, 20, height=200)
    for page in document.pages:
        ends = [line.element for line in lines_in_page(page)]
        assert all(ends.count(element) > 1 for element in ends)


def lines_in_page(page: object) -> list[SetLine]:
    from types import SimpleNamespace

    return list(lines_in(SimpleNamespace(pages=[page])))


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_balanced_and_flush(columns: int) -> None:
    measure = 18 * columns + 2 * (columns - 1)
    body = f"<div style='columns:{columns};column-gap:2em'><p>{LONG}</p><p>{MIXED}</p></div>"
    found = lines(body, measure)
    assert "".join(line.text for line in found).startswith(LONG)
    *inner, _last = found
    final = next(n for n, line in enumerate(found) if line.text and LONG.endswith(line.text))
    assert all(is_flush(line) for n, line in enumerate(inner) if n != final)
    counts = [sum(int(line.left // 20) == n for line in found) for n in range(columns)]
    assert max(counts) - min(counts) <= columns


def test_columns_go_on_over_pages() -> None:
    body = f"<div style='columns:2;column-gap:2em'><p>{LONG}</p><p>{MIXED}</p></div>"
    document, _ = render(body, 42, height=200)
    assert len(document.pages) > 1
    assert "".join(texts(document)).replace(" ", "").startswith(LONG)


@pytest.mark.parametrize(("side", "indent"), [("left", 6.0), ("right", 0.0)])
def test_lines_beside_a_float_fill_what_is_left(side: str, indent: float) -> None:
    box = f"<div style='float:{side};width:5em;height:3.9em;margin-{OTHER[side]}:1em'></div>"
    found = lines(f"{box}<p>{LONG}</p>", 22)
    beside, below = found[:2], found[2:-1]
    assert all(line.left == indent and is_flush(line, 6 - indent) for line in beside)
    assert all(line.left == 0.0 and is_flush(line) for line in below)
    assert "".join(line.text for line in found) == LONG


OTHER = {"left": "right", "right": "left"}


def test_a_float_that_begins_a_paragraph() -> None:
    box = "<span style='float:right;width:5em;height:3.9em'></span>"
    found = lines(f"<p>{box}{LONG}</p>", 22)
    assert "".join(line.text for line in found) == LONG
    assert all(is_flush(line, 5.0) for line in found[:2])
    assert all(is_flush(line) for line in found[2:-1])


def test_a_float_amid_a_paragraph_leaves_it_to_the_engine() -> None:
    box = "<span style='float:right;width:5em;height:2em'></span>"
    body = f"<p>{LONG[:45]}{box}{LONG[45:]}</p>"
    assert texts(render(body, 22)[0]) == texts(render(body, 22, composed=False)[0])


def test_the_cells_of_a_table() -> None:
    row = f"<tr><td>{prose(60, 1)}</td><td>{prose(90, 2)}</td></tr>"
    css = "td { padding: 0; width: 50% } table { width: 40em; border-spacing: 0 }"
    found = lines(f"<table>{row}</table>", 40, extra=css)
    assert "".join(line.text for line in found) == prose(60, 1) + prose(90, 2)
    for line, following in pairwise(found):
        if line.element is following.element:
            assert is_flush(line), line


WORDS = "他说：“对（吗）？”用ABC写"
"""Its natural width is not the sum of its characters' cells."""


@pytest.mark.parametrize(
    "body",
    [
        f"<div style='float:left'>{WORDS}</div>",
        f"<div style='float:right'>{WORDS}</div>",
        f"<p>天<span style='display:inline-block'>{WORDS}</span>地</p>",
        f"<table><tr><td>{WORDS}</td></tr></table>",
        f"<table><tr><td>{WORDS}</td><td>《书》，天·地</td></tr></table>",
        f"<div style='display:flex'><div>{WORDS}</div></div>",
        f"<div style='position:absolute'>{WORDS}</div>",
        "<div style='float:left'><b>他说：</b>“<em>对</em>（吗）<sup>[1]</sup>？”用ABC写</div>",
        "<div style='float:left'>“天”</div><div style='float:left'>（地）。</div>",
        f"<div style='float:left;text-indent:2em'>{WORDS}</div>",
        f"<div style='float:left'>短<br>{WORDS}<br>短</div>",
    ],
)
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant-TW"])
def test_boxes_that_shrink_to_fit_are_wide_enough(body: str, lang: str) -> None:
    found = lines(body, 60, lang=lang)
    document, job = render(body, 60, lang=lang)
    stock, _ = render(body, 200, composed=False, lang=lang)
    assert texts(document) == texts(stock)
    assert all(line.short > -FLUSH for line in found)
    assert job is not None
    assert not job.unfilled


def test_lists() -> None:
    found = lines(f"<ul><li>{prose(50, 1)}</li><li>{prose(80, 2)}</li></ul>", 20)
    items = [line for line in found if line.element.tag == "li"]
    assert "".join(line.text for line in items) == prose(50, 1) + prose(80, 2)
    for line, following in pairwise(items):
        if line.element is following.element:
            assert is_flush(line)


@pytest.mark.parametrize("align", ["start", "left", "center", "right", "end"])
def test_text_that_is_not_justified(align: str) -> None:
    found = lines(f"<p style='text-align:{align}'>{LONG}</p>", 20.3)
    assert "".join(line.text for line in found) == LONG
    for line in found[:-1]:
        assert 0 <= line.short + line.left < 3
        if align in ("start", "left"):
            assert line.left == 0
        elif align == "center":
            assert line.left == pytest.approx(line.short, abs=FLUSH)
        else:
            assert is_flush(line)


def test_even_distribution_of_last_lines() -> None:
    """均排: names of two, three and four characters, all as wide."""
    css = "p { width: 8em; text-align-last: justify }"
    found = lines("<p>张三</p><p>欧阳修</p><p>司马相如</p>", 20, extra=css)
    assert all(line.left == 0.0 and line.right == pytest.approx(8.0) for line in found)


def test_a_last_line_may_be_centred() -> None:
    *_, last = lines(f"<p style='text-align-last:center'>{SHORT}</p>", 20)
    assert last.left == pytest.approx(last.short, abs=FLUSH)


def test_forced_breaks() -> None:
    body = "<p>天地<br>人山，<br><br>“水”</p><p><br>春</p><p>夏<br></p><p></p>"
    assert [line.text for line in lines(body, 20)] == [
        "天地",
        "人山，",
        "",
        "“水”",
        "",
        "春",
        "夏",
    ]


def test_lines_kept_as_they_are() -> None:
    body = "<p style='white-space:pre-line'>天地，人\n山水“天”\n</p>"
    assert [line.text for line in lines(body, 20) if line.text] == ["天地，人", "山水“天”"]


def test_what_may_not_wrap_stays_on_one_line() -> None:
    body = f"<p>{SHORT[:14]}<span style='white-space:nowrap'>天地人山水春</span>{SHORT[14:]}</p>"
    assert any("天地人山水春" in line.text for line in lines(body, 17))


@pytest.mark.parametrize(
    "inside",
    [
        "<sup>[12]</sup>",
        "<code>code 天</code>",
        "<b>粗</b>",
        "<span style='font-size:.8em'>小</span>",
        "<span style='font-family:Kanyin Hei'>黑</span>",
        "<span style='font-family:Kanyin Kai'>楷</span>",
        "<span lang=en>the “bridge”</span>",
        "<span style='display:inline-block;line-height:1'>天</span>",
    ],
)
def test_every_line_stands_on_the_grid(inside: str) -> None:
    body = f"<p>{SHORT[:30]}{inside}{SHORT[30:]}</p>" * 3
    found = lines(body, 20)
    tops = [line.box.position_y / (2 * EM) for line in found]
    assert tops == pytest.approx(range(len(tops)), abs=1e-6)
    assert {round(baseline_of(line), 3) for line in found} == {round(baseline_of(found[0]), 3)}


def baseline_of(line: SetLine) -> float:
    """Where the body text of a line stands, below the top of the line."""
    text = next(box for box in line.box.children if hasattr(box, "text"))
    return float(text.position_y + text.baseline - line.box.position_y)


def test_note_calls_stay_with_their_words() -> None:
    for measure in (10, 11, 12, 13, 14, 15, 16, 17):
        found = lines(f"<p>{'春夏秋冬日月年<sup>[1]</sup>天地人，' * 8}</p>", measure)
        assert not [line.text for line in found if line.text.startswith(("[", "1", "]"))]


AHEAD = "天地（人）山水，春夏秋冬日月年天地人山水春夏秋冬日月年，天地人山水春夏秋冬日月"
"""Set line by line, its third line cannot be filled (``test_fit``)."""


@pytest.mark.parametrize(
    ("fit", "first"), [("total", "天地（人）山水，春夏"), ("greedy", "天地（人）山水，春")]
)
def test_a_stylesheet_chooses_how_ends_are_found(fit: str, first: str) -> None:
    found = lines(f"<p style='--line-fit:{fit}'>{AHEAD}</p>", 9)
    assert found[0].text == first
    assert "".join(line.text for line in found) == AHEAD


@pytest.mark.xfail(strict=True, reason="padding of each fragment is counted once (bug 13)")
def test_a_box_decorated_anew_on_every_line() -> None:
    style = "padding:2px;border:1px solid;box-decoration-break:clone"
    body = f"<p>{SHORT[:15]}<b style='{style}'>{SHORT[15:50]}</b>{SHORT[50:]}</p>"
    assert all(line.short > -FLUSH for line in lines(body, 20))


def test_a_block_takes_whole_lines() -> None:
    """占行: whatever its size, what follows a heading is on the grid again."""
    css = "h2 { margin: 0; font-size: 27px; line-height: 33px; --block-step: 40px }"
    document, _ = render(f"<p>{SHORT[:30]}</p><h2>题目</h2><p>{SHORT[:30]}</p>", 20, extra=css)
    tops = [line.box.position_y / (2 * EM) for line in lines_in(document)]
    text = [
        top for top, line in zip(tops, lines_in(document), strict=True) if "题" not in line.text
    ]
    assert text == pytest.approx([0, 1, 3, 4], abs=1e-6)


@pytest.mark.parametrize("measure", [8.3, 9, 10.4, 12, 14.7])
def test_a_number_keeps_its_unit(measure: float) -> None:
    found = lines(f"<p>{'天地人山重约 12 kg，高 30 米，占 5 %；' * 5}</p>", measure)
    assert not [line.text for line in found if line.text.startswith(("kg", "%"))]


def test_a_word_is_hyphenated_and_its_hyphen_is_no_text() -> None:
    body = "<p>天地人山<span lang='en'>communication and organization</span>春夏秋冬日月年天</p>"
    found = lines(body, 9)
    assert any(line.text.endswith(("commu", "communi", "communica", "organi")) for line in found)
    assert "-" not in "".join(line.text for line in found)
    page = pypdfium2.PdfDocument(render(body, 9)[0].write_pdf())[0]
    assert "\ufffe" in page.get_textpage().get_text_range()  # it is drawn, and known as one


def test_an_apostrophe_is_no_quotation_mark() -> None:
    for measure in (8, 9, 10, 11, 12, 13):
        found = lines("<p>" + "天地人，don’t say can’t。" * 4 + "</p>", measure)
        assert not [line.text for line in found if line.text.endswith("’")]


@pytest.mark.parametrize("empty", ["<a id='x'></a>", "<b><i></i></b>", "<a id='x'></a><b></b>"])
def test_an_empty_element_where_a_line_ends(empty: str) -> None:
    found = lines(f"<p>天地人山水春夏，{empty}秋冬日月年天地{empty}人山</p>", 7.5)
    assert [line.text for line in found] == ["天地人山水春夏，", "秋冬日月年天地", "人山"]


def test_a_margin_that_begins_with_a_forced_break() -> None:
    body = f"<p>{SHORT[:20]}<span style='margin-left:5px'><br>天</span></p>"
    assert all(line.short > -FLUSH for line in lines(body, 20))
