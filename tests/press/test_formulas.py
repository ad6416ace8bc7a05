"""Formulas on screens are set in the press's own mathematics, which few devices have."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from pressroom import press

from kanyin.build import Manuscript, Request
from kanyin.files import MemoryFolder

HEAD = "---\ntitle: 灯\n---\n\n"
MATH = "fonts/KanyinMath-Regular.woff2"


def made(text: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the EPUB and of the web edition of one article."""
    folder = MemoryFolder({"a.md": (HEAD + text).encode()})
    result = press(Manuscript("a.md", "a", folder, "a.md"), Request(editions=("epub", "web")))
    files = {a.path: a.data for a in result.artifacts}
    book = zipfile.ZipFile(BytesIO(files["a.epub"]))
    return (
        {name.removeprefix("EPUB/"): book.read(name) for name in book.namelist()},
        {path.removeprefix("a.web/"): data for path, data in files.items()},
    )


def test_a_formula_brings_its_face() -> None:
    for files in made(
        "当$\\sqrt{x_1}=\\lambda\\text{灯}$时，\n\n$$\\left(\\frac{a}{b}\\right)$$\n"
    ):
        css = files["style/kanyin.css"].decode()
        assert 'math { font-family: "Kanyin Math", "Kanyin Song"' in css
        assert '@font-face{font-family:"Kanyin Math"' in css
        assert "fonts/STIXTwoMath-OFL.txt" in files
        font = TTFont(BytesIO(files[MATH]))
        cmap = font.getBestCmap()
        assert set(map(ord, "√1=(𝑥𝜆𝑎𝑏")) <= set(cmap)
        variants = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
        assert {cmap[ord("√")], cmap[ord("(")]} <= set(variants), "they grow with what they hold"
        assert len(files[MATH]) < 20_000
        song = TTFont(BytesIO(files["fonts/KanyinSong-Regular.woff2"])).getBestCmap()
        assert ord("灯") in song, "Han in a formula is Song's"


def test_a_text_without_formulas_does_not() -> None:
    for files in made("灯是黄的，$ 不是公式。\n"):
        assert MATH not in files
        assert "fonts/STIXTwoMath-OFL.txt" not in files


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("设$a$，$b$。", [("", "，"), ("", "。")]),
        ("速度（$v$）是", [("（", "）")]),
        ("**重**（“$v$”）。", [("（“", "”）。")]),
        ("设$a$为", []),
        ("$$a$$", []),
    ],
)
def test_marks_beside_a_formula_stay_with_it(text: str, kept: list[tuple[str, str]]) -> None:
    for files in made(text + "\n"):
        page = files.get("text/a1.xhtml") or files["index.html"]
        paragraph = html.fromstring(page).find(".//div[@class='body']")
        spans = paragraph.findall(".//span[@class='unbroken']")
        assert [(s.text or "", s[0].tail or "") for s in spans] == kept
        for math in paragraph.iter("math"):
            for child in list(math):
                math.remove(child)
        assert paragraph.text_content().strip() == re.sub(r"\$+a?b?v?|\*", "", text)


@pytest.mark.parametrize("formula", ["\\textcircled{1}", "\\begin{array}{l}{{a}}\\end{nowhere}"])
def test_a_formula_that_cannot_be_set_is_still_a_formula_to_all_editions(formula: str) -> None:
    folder = MemoryFolder({"a.md": f"{HEAD}当${formula}$时，灯亮了。\n".encode()})
    made = press(Manuscript("a.md", "a", folder, "a.md"), Request())
    codes = {d.code for d in made.diagnostics}
    assert "M150" in codes
    assert not codes & {"F121", "F122"}
    assert len(made.editions) == 4
