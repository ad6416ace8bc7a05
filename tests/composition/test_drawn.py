"""What stands on the page: lines in a font of squares, read back from the ink of the PDF.

Four signs to an em; ``squares`` says what each character looks like.
"""

import pypdfium2
import pytest
from set_pages import EM, lines_in, render
from squares import drawn


@pytest.mark.parametrize(
    ("body", "ink"),
    [
        ("天地，人", "###.###.#...###"),
        # marks that meet: an em and a half
        ("天，“地”人", "###.#....####.#...###"),
        ("天”“人", "###.#....####"),
        ("天“‘人", "###....#.####"),
        # also across inline elements, however deep
        ("天<b>，</b>“地", "###.#....####"),
        ("天<b>，<em>“地</em></b>", "###.#....####"),
        ("<b><em>天，</em></b><a href='x'>“地</a>", "###.#....####"),
        # a mark that opens a paragraph keeps its em
        ("“天”地", "...####.#...###"),
        # a quarter em between Han and Latin, also across elements
        ("天AB地", "###..#.#..###"),
        ("天<b>AB</b>地", "###..#.#..###"),
        ("天<b>A</b>", "###..#"),
        ("<b>A</b>天", "#..###"),
        ("天A12地", "###..#.#.#..###"),
        # not beside marks or spaces
        ("天，A。地", "###.#...#.#...###"),
        ("天 A地", "###..#..###"),
        # the interpunct stands in the middle of half an em
        ("天·地", "###.#####"),
        # dashes join
        ("天——地", "###.###########"),
        # what an inline element adds stays around it
        ("天<span style='padding:0 .5em'>地</span>人", "###...###...###"),
        ("天，<span style='margin-left:.25em'>“地”</span>", "###.#.....####.#"),
    ],
)
def test_one_line(body: str, ink: str) -> None:
    assert drawn(f"<p>{body}</p>", 8) == [ink]


@pytest.mark.parametrize(
    ("body", "measure", "ink"),
    [
        # a closing mark at the end of a line is half an em wide
        ("天地人山，水", 4.5, ["###.###.###.###.#", "###"]),
        ("天地人<b>山，</b>水", 4.5, ["###.###.###.###.#", "###"]),
        # an opening mark at the start too
        ("天地人山“水”", 4, ["###.###.###.###", ".####.#"]),
        ("天地人山<b>“水”</b>", 4, ["###.###.###.###", ".####.#"]),
        # no gap between Han and Latin at either edge
        ("天地ABC山", 3.75, ["###.###..#.#.#", "###"]),
        ("天地人ABC山", 3, ["###.###.###", "#.#.#..###"]),
    ],
)
def test_the_edges_of_lines(body: str, measure: float, ink: list[str]) -> None:
    assert drawn(f"<p>{body}</p>", measure) == ink


OPTIONS = [
    ("--hanging-punctuation: allow-end", "天地人山，水春", 4, ["###.###.###.###.#", "###.###"]),
    ("--punctuation-style: kaiming", "天，地。人", 6, ["###.#.###.#...###"]),
    ("--punctuation-style: banjiao", "天，地。人", 6, ["###.#.###.#.###"]),
    ("--text-spacing-trim: trim-both", "“天”地", 6, [".####.#...###"]),
    ("--line-break: strict", "天地人——山", 3, ["###.###", "###.########", "###"]),
]


@pytest.mark.parametrize(("option", "body", "measure", "ink"), OPTIONS)
def test_options_of_a_stylesheet(option: str, body: str, measure: float, ink: list[str]) -> None:
    css = f"@page {{ size: 12em 2000px }} html {{ {option}; text-align: left }}"
    width = f"<p style='width:{measure}em'>{body}</p>"
    assert drawn(width, 12, css) == ink


def test_traditional_marks_keep_to_the_middle_of_their_cells() -> None:
    assert drawn("<p>天地人，山水春</p>", 4, lang="zh-Hant-TW") == ["###.###.###.#", "###.###.###"]
    assert drawn("<p>天地人」山水春</p>", 3.5, lang="zh-Hant-TW")[0] == "###.###.###.#"
    assert drawn("<p>天，「地」人</p>", 8, lang="zh-Hant-TW") == ["###.#....####.#...###"]
    assert drawn("<p>天·地</p>", 8, lang="zh-Hant-TW") == ["###..##.###"]


# the press's own faces, read back from the PDF

PROSE = "<p>他说：“对（吗）？”于是用<b>Kanyin 12</b>写——天地……《<em>书</em>》，说：“不对。”</p>"


def origins(document: object) -> list[tuple[str, float]]:
    """Every character of a page with where it begins, in em of the page."""
    text = pypdfium2.PdfDocument(document.write_pdf())[0].get_textpage()  # type: ignore[attr-defined]
    return [
        (text.get_text_range(n, 1), text.get_charbox(n, loose=True)[0] / (EM * 0.75))
        for n in range(text.count_chars())
    ]


def test_characters_are_drawn_where_the_boxes_say() -> None:
    document, _ = render(PROSE, 40)
    starts = {
        box.text[0]: box.position_x / EM
        for line in lines_in(document)
        for box in line.box.descendants()
        if getattr(box, "text", "")
    }
    drawn_at = dict(origins(document))
    for char in "K书":
        assert drawn_at[char] == pytest.approx(starts[char], abs=0.26)
    assert drawn_at["书"] == pytest.approx(starts["书"], abs=0.01)


def test_the_last_characters_of_all_lines_stand_in_one_column() -> None:
    document, _ = render("<p>" + "春夏秋冬，日月年（天）地人山水。" * 9 + "</p>", 22)
    lines = list(lines_in(document))
    right = {round(line.right, 3) for line in lines[:-1]}
    assert right == {22.0}
    assert all(abs(line.short) < 0.001 for line in lines[:-1])


def test_nothing_is_read_back_that_was_not_written() -> None:
    """No space between Han and Latin, no mark lost, no line in another order."""
    source = "他说：“对（吗）？”于是用Kanyin 12写——天地……《书》，说：“不对。”"
    for measure in (8, 12, 15.5, 40):
        document, _ = render(PROSE, measure)
        page = pypdfium2.PdfDocument(document.write_pdf())[0].get_textpage()
        text = page.get_text_range().replace("\r\n", "").replace("\ufffe", "")
        assert text.replace("Kanyin12", "Kanyin 12") == source


def test_no_space_is_read_before_an_interpunct() -> None:
    document, _ = render("<p>屈原·离骚</p>", 20)
    assert "".join(char for char, _ in origins(document)) == "屈原·离骚"


@pytest.mark.parametrize(
    "text",
    [
        "开wifi写",
        "用fi写",
        "写office写",
        "看AV写",
    ],
)
def test_a_ligature_does_not_swallow_the_gap(text: str) -> None:
    document, _ = render(f"<p>{text}</p>", 20)
    found = origins(document)
    assert "".join(char for char, _ in found) == text
    (line,) = lines_in(document)
    assert line.right - found[-1][1] == pytest.approx(1.0, abs=0.01)
