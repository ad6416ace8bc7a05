"""What a reading machine is told of a PDF: every part, in order, under its right name."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from parts import outline, parts
from PIL import Image
from pressroom import press

from kanyin.build import Manuscript, Request
from kanyin.files import MemoryFolder

SCREEN = Request(editions=("screen",))


def pdf_of(text: str, head: str = "", **pictures: bytes) -> bytes:
    files = {"a.md": f"---\ntitle: 灯\n{head}---\n\n{text}\n".encode()}
    files |= {name.replace("_", "."): data for name, data in pictures.items()}
    folder = MemoryFolder(files)
    result = press(Manuscript("a.md", "a", folder, "a.md"), SCREEN)
    assert {d.severity for d in result.diagnostics} <= {"advice"}
    data: bytes = result.artifacts[0].data
    return data


def body(text: str, head: str = "") -> str:
    """The outline of an article's body, after its title."""
    lines = outline(pdf_of(text, head))
    return "\n".join(line[6:] for line in lines[lines.index("      H1 灯") + 2 :])


EXAMPLES = {
    "字里行间": (
        "夜里*渡口*只剩**一盏灯**，见[桥](https://example.org)，{行|xíng}走。",
        """P 夜里
  Em 渡口
  …只剩
  Strong 一盏灯
  …，见
  Link -> https://example.org 桥
  …，
  Ruby
    RB 行
    RT xíng
  …走。""",
    ),
    "逐字注音、割注": (
        "{临江|lín|jiāng}的[等船时看水位]{.warichu}人。",
        """P
  Ruby
    RB 临
    RT lín
  Ruby
    RB 江
    RT jiāng
  …的
  Warichu
    WP
    WT 等船时看水位
    WP
  …人。""",
    ),
    "列表": (
        "1. 甲\n2. 乙\n\n- 丙\n    - 丁",
        """L
  LI
    Lbl 1.
    LBody 甲
  LI
    Lbl 2.
    LBody 乙
L
  LI
    Lbl •
    LBody 丙
      L
        LI
          Lbl ◦
          LBody 丁""",
    ),
    "表": (
        "表：灯数 {#tbl-a}\n\n|年|数|\n|--|--|\n|1||",
        """Div
  Table
    Caption 表1灯数
    THead
      TR
        TH 年
        TH 数
    TBody
      TR
        TD 1
        TD""",
    ),
    "公式、引文、星号": (
        "当$a+b$时。\n\n> 水\n\n***\n\n`x`。",
        """P 当
  Formula
  …时。
BlockQuote
  P 水
P
  Code x
  …。""",
    ),
}


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_every_part_has_its_name(text: str, expected: str) -> None:
    assert body(text) == expected


NOTED = "夜里十点[^1]，渡口。\n\n第二段。\n\n[^1]: 河上的船。"


def test_a_note_at_the_foot_stands_where_it_is_called_and_leads_back() -> None:
    assert body(NOTED, "layout: base\n").splitlines()[:6] == [
        "P 夜里十点",
        "  Reference",
        "    Link -> a1-fn-1 ①",
        "  FENote",
        "    Lbl",
        "      Link -> a1-fn-1-call ①",
    ]


def test_notes_after_the_text_have_their_names() -> None:
    data = pdf_of(NOTED + "又[^2]。\n\n[^2]: 乙。")
    assert [note["ID"] for note in parts(data, "FENote")] == ["a1-fn-1", "a1-fn-2"]


def test_whoever_knows_only_pdf_1_reads_older_names() -> None:
    with pikepdf.open(BytesIO(pdf_of(NOTED))) as pdf:
        meant = pdf.Root.StructTreeRoot.RoleMap
        assert (meant.FENote, meant.Em, meant.Strong) == ("/Note", "/Span", "/Span")


def test_bookmarks_and_links_lead_to_parts() -> None:
    with pikepdf.open(BytesIO(pdf_of("## 桥\n\n" + NOTED, "layout: base\n"))) as pdf:
        parts = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        assert [str(parts[str(link.Dest)].S) for page in pdf.pages for link in page.get("/Annots", ())] == ["/FENote", "/Link"]  # fmt: skip
        title = pdf.Root.Outlines.First
        assert [str(item.SE.S) for item in (title, title.First)] == ["/H1", "/H2"]


def test_links_have_an_area() -> None:
    """A call stands in a line of no height; whoever points at it must hit it."""
    with pikepdf.open(BytesIO(pdf_of(NOTED, "layout: base\n"))) as pdf:
        boxes = [link.Rect for page in pdf.pages for link in page.get("/Annots", ())]
    sides = [(abs(b[2] - b[0]), abs(b[3] - b[1])) for b in boxes]
    assert len(sides) == 2
    assert all(min(pair) > 4 for pair in sides), sides


def test_every_link_leads_to_a_place_and_says_so_in_words() -> None:
    with pikepdf.open(BytesIO(pdf_of(NOTED, "layout: base\n"))) as pdf:
        names = list(pdf.Root.Names.Dests.Names)[::2]
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        assert len(links) == 2
        for link in links:
            assert link.Dest in names
            assert str(link.Contents) == "①"


def test_a_paragraph_over_two_pages_is_one() -> None:
    data = pdf_of("灯" * 3000)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) > 1
    (line,) = (line for line in outline(data) if "灯灯" in line)
    assert line.strip() == "P " + "灯" * 3000


def test_the_head_of_a_table_is_read_once() -> None:
    rows = "\n".join(f"|{n}|灯|" for n in range(120))
    data = pdf_of(f"|年|数|\n|--|--|\n{rows}")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) > 1
    lines = [line.strip() for line in outline(data)]
    assert lines.count("TH 年") == lines.count("THead") == lines.count("Table") == 1
    assert lines.count("TR") == 121


UNEVEN = """<table>
<tr><td rowspan="2">甲</td><td colspan="2">乙</td></tr>
<tr><td>丙</td></tr>
<tr><td rowspan="3">丁</td></tr>
</table>"""


def test_every_row_of_a_table_has_as_many_columns() -> None:
    data = pdf_of(UNEVEN)
    lines = [line.strip() for line in outline(data)]
    assert lines[lines.index("Table") :] == [
        "Table", "TBody",
        "TR", "TD 甲", "TD 乙",
        "TR", "TD 丙", "TD",
        "TR", "TD 丁", "TD", "TD",
    ]  # fmt: skip
    spans = [cell["A"] for cell in parts(data, "TD") if "A" in cell]
    assert spans == [[{"O": "/Table", "RowSpan": 2}], [{"O": "/Table", "ColSpan": 2}]]


def test_header_cells_say_what_they_head(files: dict[str, bytes]) -> None:
    scopes = [cell["A"] for cell in parts(files["2026-01.screen.pdf"], "TH")]
    assert scopes
    assert all(a == [{"O": "/Table", "Scope": "/Column"}] for a in scopes)


def test_lists_say_how_they_count() -> None:
    with pikepdf.open(BytesIO(pdf_of("1. 甲\n\n- 丙\n\n1. 甲\n{type=一、}"))) as pdf:
        known = pdf.Root.StructTreeRoot.ClassMap
        lists = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/L"
        ]
        kinds = [str(known[str(one.C)].ListNumbering) for one in lists]
    assert kinds == ["/Decimal", "/Disc", "/None"]


def test_the_contents_are_contents(files: dict[str, bytes]) -> None:
    lines = outline(files["2026-01.screen.pdf"])
    start = lines.index("      TOC")
    assert lines[start : start + 4] == [
        "      TOC",
        "        TOCI",
        "          Reference",
        "            Link -> a01 灯比菜先到河埠头早市的五个小时许望舒韦小棠2",
    ]
    assert sum(line.strip() == "TOCI" for line in lines) == 9


def test_a_picture_says_what_it_shows_and_where_it_stands() -> None:
    out = BytesIO()
    Image.new("RGB", (1200, 600), "#a00").save(out, "PNG")
    data = pdf_of("![一面红墙](red.png){width=50%}", red_png=out.getvalue())
    (figure,) = parts(data, "Figure")
    assert figure["Alt"] == "一面红墙"
    left, low, right, high = map(float, figure["A"][0]["BBox"])  # type: ignore[index]
    assert (right - left) / (high - low) == pytest.approx(2, abs=0.01)
    assert (left, low, right, high) == pytest.approx(drawn_red(data), abs=1)


def drawn_red(data: bytes) -> tuple[float, ...]:
    """The box of what is red on the first page, in points from the lower left."""
    page = pdfium.PdfDocument(data)[0]
    image = page.render(scale=2).to_pil().convert("RGB")
    red = image.point(lambda v: 255 if v > 100 else 0).split()
    mask = Image.eval(red[1], lambda v: 255 - v)
    mask.paste(0, mask=Image.eval(red[0], lambda v: 255 - v))
    box = mask.getbbox()
    assert box is not None
    left, top, right, low = (side / 2 for side in box)
    height = page.get_height()
    return left, height - low, right, height - top


def artifacts(data: bytes) -> list[list[str]]:
    """The artifacts of each page by kind; those without text are left out."""
    found: list[list[str]] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            kinds: list[str] = []
            inside = ""
            for one in pikepdf.parse_content_stream(page):
                name = str(one.operator)
                if name in ("BMC", "BDC"):
                    kind = one.operands[1] if name == "BDC" else {}
                    is_artifact = one.operands[0] == pikepdf.Name.Artifact
                    inside = str(kind.get("/Subtype", "/")) if is_artifact else ""
                elif name == "TJ" and inside and (not kinds or kinds[-1] != "+" + inside):
                    kinds.append("+" + inside)
                elif name == "EMC":
                    inside = ""
                    kinds = [k.lstrip("+") for k in kinds]
            found.append(kinds)
    return found


def test_running_heads_folios_and_leaders_are_no_content(files: dict[str, bytes]) -> None:
    pages = artifacts(files["2026-01.screen.pdf"])
    assert pages[0] == []
    assert pages[2].count("/") == 9, "one leader for each entry of the contents"
    for page in pages[3:-1]:
        assert "/Header" in page
        assert page.count("/Footer") == 1
    assert not [line for line in outline(files["2026-01.screen.pdf"]) if "··" in line]


def test_everything_on_a_page_is_content_or_artifact(files: dict[str, bytes]) -> None:
    """ISO 14289-1 7.1: marks are closed as they were opened, and nothing is drawn outside."""
    drawing = "TJ f f* F S s B B* b Do sh".split()
    with pikepdf.open(BytesIO(files["2026-01.screen.pdf"])) as pdf:
        for number, page in enumerate(pdf.pages):
            depth = 0
            for one in pikepdf.parse_content_stream(page):
                name = str(one.operator)
                depth += (name in ("BMC", "BDC")) - (name == "EMC")
                assert depth in (0, 1, 2), number
                assert depth or name not in drawing, (number, name)
            assert depth == 0
