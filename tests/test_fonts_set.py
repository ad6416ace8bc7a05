"""The committed font set is what ``fonts/fonts.yaml`` says, and does what the press relies on."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument
from ruamel.yaml import YAML

FONTS = Path(__file__).resolve().parent.parent / "fonts"
MANIFEST: dict[str, Any] = YAML(typ="safe").load((FONTS / "fonts.yaml").read_text("utf-8"))
FACES: list[dict[str, Any]] = MANIFEST["faces"]
NAMES = [Path(face["file"]).stem for face in FACES]
FILES = {Path(face["file"]).stem: face["file"] for face in FACES}
GAPS = {"aspb": (1, 0), "aspa": (0, 1), "aspc": (1, 1)}  # quarter ems before and after
EVERY_FACE = pytest.mark.parametrize("face", FACES, ids=NAMES)
TEXT_FACES = [face for face in FACES if face["role"] != "math"]
EVERY_TEXT_FACE = pytest.mark.parametrize(
    "face", TEXT_FACES, ids=[Path(face["file"]).stem for face in TEXT_FACES]
)
CELLS = {"hwid": 500, "fwid": 1000}  # advance of an interpunct under each feature
PROSE_FACES = [face for face in TEXT_FACES if face["role"] != "mono"]
EVERY_PROSE_FACE = pytest.mark.parametrize(
    "face", PROSE_FACES, ids=[Path(face["file"]).stem for face in PROSE_FACES]
)
LATIN = "AVTaftz059%$&@/.,()[]+-#éāǚβ"


@cache
def font(file: str) -> hb.Font:
    """A font of the set, opened once."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / file))))


def shape(
    file: str,
    text: str,
    features: dict[str, Any] | None = None,
    lang: str = "zh-Hans",
    direction: str = "ltr",
    script: str = "",
) -> list[tuple[int, int, int]]:
    """(glyph, advance, offset) of each glyph that HarfBuzz sets for ``text``."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language, buffer.direction = lang, direction
    if script:
        buffer.script = script
    hb.shape(font(file), buffer, features or {})
    return [
        (info.codepoint, at.x_advance, at.x_offset)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def advances(file: str, text: str, **options: Any) -> list[int]:
    """Horizontal advances of the glyphs of ``text``."""
    return [advance for _, advance, _ in shape(file, text, **options)]


def ink(file: str, glyph: int) -> tuple[int, int, int, int]:
    """left, right, bottom, top of a glyph's outline."""
    box = font(file).get_glyph_extents(glyph)
    assert box is not None
    return box.x_bearing, box.x_bearing + box.width, box.y_bearing + box.height, box.y_bearing


@cache
def charsets() -> ModuleType:
    """The counting rules of the build, loaded without making ``fonts`` a package."""
    spec = importlib.util.spec_from_file_location("kanyin_charsets", FONTS / "charsets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@EVERY_FACE
def test_file_and_licence_are_the_declared_ones(face: dict[str, Any]) -> None:
    data = (FONTS / face["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face["sha256"]
    assert (FONTS / face["licence_file"]).stat().st_size > 1000


@EVERY_FACE
def test_family_and_weight_are_the_declared_ones(face: dict[str, Any]) -> None:
    with TTFont(FONTS / face["file"], lazy=True) as opened:
        assert opened["name"].getDebugName(1) == face["family"]
        assert opened["OS/2"].usWeightClass == face["weight"]
        assert bool(opened["head"].macStyle & 1) == (face["weight"] == 700)
        assert opened["name"].getDebugName(0), "the copyright line must survive (OFL §2)"
        assert opened["name"].getDebugName(13), "the licence statement must survive"


@EVERY_FACE
def test_coverage_is_the_declared_one(face: dict[str, Any]) -> None:
    assert charsets().coverage(font(face["file"]).face.unicodes) == face["coverage"]


def test_every_file_is_declared_and_every_role_has_a_regular() -> None:
    on_disk = {path.name for path in FONTS.iterdir() if path.suffix in {".ttf", ".otf", ".ttc"}}
    assert on_disk == set(FILES.values())
    assert {face["role"] for face in FACES if face["weight"] == 400} == set(MANIFEST["roles"])
    assert sum((FONTS / name).stat().st_size for name in on_disk) < 58_000_000


def test_fontconfig_sees_this_folder_only_and_names_declared_families() -> None:
    conf = ElementTree.parse(FONTS / "fonts.conf").getroot()
    assert [(one.get("prefix"), one.text) for one in conf.iter("dir")] == [("relative", ".")]
    assert not list(conf.iter("include"))
    chosen = {one.findtext("family"): one.findtext("prefer/family") for one in conf.iter("alias")}
    assert chosen == {
        "serif": "Kanyin Song",
        "sans-serif": "Kanyin Hei",
        "sans": "Kanyin Hei",
        "monospace": "Kanyin Mono",
    }
    assert set(chosen.values()) <= {face["family"] for face in FACES}


@pytest.mark.parametrize("tag", GAPS)
@EVERY_TEXT_FACE
def test_gap_features_widen_by_quarter_ems_and_move_the_outline(
    face: dict[str, Any], tag: str
) -> None:
    file, (before, after) = face["file"], GAPS[tag]
    for char in LATIN:
        if ord(char) not in font(file).face.unicodes:
            continue
        [(plain, width, _)] = shape(file, char)
        [(alternate, wider, offset)] = shape(file, char, {tag: True})
        assert (wider - width, offset) == (250 * (before + after), 0), char
        assert ink(file, alternate)[0] - ink(file, plain)[0] == 250 * before, char


@EVERY_TEXT_FACE
def test_text_without_the_features_keeps_its_own_advances(face: dict[str, Any]) -> None:
    file = face["file"]
    for char in LATIN:
        glyph = font(file).get_nominal_glyph(ord(char))
        if glyph:
            assert advances(file, char, lang="en", features={"locl": False}) == [
                font(file).get_glyph_h_advance(glyph)
            ], char
    assert advances(file, "汉", features={"aspb": True}) == advances(file, "汉")


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "zh-HK", "en", "ja"])
def test_gaps_reach_glyphs_that_other_features_made(lang: str) -> None:
    file = FILES["KanyinSong-Regular"]
    for text in ("7a", "fit", '"a'):  # locl digits, the fi ligature, locl quotes
        plain = advances(file, text, lang=lang)
        gapped = advances(file, text, lang=lang, features={"aspb": [(0, 1, True)]})
        assert gapped == [plain[0] + 250, *plain[1:]], text


@pytest.mark.parametrize("name", ["KanyinSong-Regular", "KanyinHei-Bold", "KanyinSongTC-Regular"])
def test_kerning_survives_inside_the_run(name: str) -> None:
    file = FILES[name]
    loose = advances(file, "AV", features={"kern": False})
    tight = advances(file, "AV")
    assert tight[0] < loose[0]
    assert advances(file, "AV", features={"aspb": [(0, 1, True)]}) == [tight[0] + 250, tight[1]]
    assert advances(file, "AV", features={"aspa": [(1, 2, True)]}) == [tight[0], tight[1] + 250]


def test_kai_quotation_marks_are_one_em_in_the_right_halves() -> None:
    file = FILES["KanyinKai-Regular"]
    for char in "“”‘’":
        [(glyph, advance, _)] = shape(file, char)
        left, right, *_ = ink(file, glyph)
        assert advance == 1000
        assert left > 500 if char in "“‘" else right < 500, char
        assert advances(file, char, features={"halt": True}) == [500]
        assert advances(file, char, features={"pwid": True})[0] < 400
    assert advances(file, "：“", features={"chws": True}) == [500, 1000]


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant-TW", "zh-HK", "zh-MO"])
@pytest.mark.parametrize("tag", CELLS)
@EVERY_PROSE_FACE
def test_interpuncts_stand_in_the_middle_of_half_an_em_or_one(
    face: dict[str, Any], tag: str, lang: str
) -> None:
    file = face["file"]
    for mark in "·‧・":
        if ord(mark) not in font(file).face.unicodes:
            assert (mark, face["role"]) == ("‧", "fang")
            continue
        text, only = f"屈原{mark}离骚", {tag: [(2, 3, True)]}
        glyphs = shape(file, text, only, lang)
        assert [advance for _, advance, _ in glyphs] == [1000, 1000, CELLS[tag], 1000, 1000]
        glyph, _, offset = glyphs[2]
        left, right, *_ = ink(file, glyph)
        assert offset == 0
        assert abs(left + right - CELLS[tag]) <= 4, mark  # twice the distance from the middle
        assert shape(file, text, {**only, "locl": False}, lang) == glyphs


@EVERY_PROSE_FACE
def test_interpunct_forms_belong_to_no_other_character(face: dict[str, Any]) -> None:
    """A PDF gives a glyph the text it first stood for, and a list's • comes first."""
    file = face["file"]
    encoded = {font(file).get_nominal_glyph(code) for code in font(file).face.unicodes}
    for tag in CELLS:
        [(glyph, _, _)] = shape(file, "·", {tag: True})
        assert glyph not in encoded


@EVERY_PROSE_FACE
def test_quotation_marks_have_a_western_form(face: dict[str, Any]) -> None:
    file = face["file"]
    for quote, widest in zip("‘’“”", (400, 400, 600, 600), strict=True):
        [(glyph, advance, _)] = shape(file, quote, {"pwid": True})
        left, right, *_ = ink(file, glyph)
        assert 0 < left < right < advance < widest, quote


def test_fangsong_narrow_quotes_are_its_own_with_the_bearings_of_song() -> None:
    fang, song = FILES["KanyinFang-Regular"], FILES["KanyinSong-Regular"]
    for quote in "‘’“”":
        [(wide, _, _)] = shape(fang, quote)
        [(narrow, advance, _)] = shape(fang, quote, {"pwid": True})
        [(model, model_advance, _)] = shape(song, quote, {"pwid": True})
        (left, right, *height), (wide_left, wide_right, *wide_height) = (
            ink(fang, glyph) for glyph in (narrow, wide)
        )
        assert (right - left, height) == (wide_right - wide_left, wide_height), quote
        model_left, model_right, *_ = ink(song, model)
        assert left == model_left
        assert abs(advance - right - (model_advance - model_right)) <= 1


def test_kai_dashes_join() -> None:
    file = FILES["KanyinKai-Regular"]
    (dash, first, _), (_, second, _) = shape(file, "——")
    left, right, *_ = ink(file, dash)
    assert (first, second) == (1000, 1000)
    assert left <= 0
    assert right >= 1000


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "zh-HK", "zh-MO"])
@pytest.mark.parametrize("name", ["KanyinSong-Regular", "KanyinHei-Regular", "KanyinSongTC-Bold"])
def test_a_chinese_dash_is_two_ems_under_every_chinese_tag(name: str, lang: str) -> None:
    assert sum(advances(FILES[name], "——", lang=lang, script="Hani")) == 2000


@pytest.mark.parametrize("name", ["KanyinSongTC-Regular", "KanyinSongTC-Bold"])
def test_taiwan_comma_and_stop_are_centred_in_both_directions(name: str) -> None:
    file = FILES[name]
    for char in "，。、；：！？":
        [(glyph, advance, _)] = shape(file, char, lang="zh-Hant")
        left, right, *_ = ink(file, glyph)
        assert advance == 1000
        assert abs((left + right) / 2 - 500) < 40, char
    for char in "，。、":
        [(glyph, _, _)] = shape(file, char, lang="zh-Hant")
        *_, bottom, top = ink(file, glyph)
        assert abs((bottom + top) / 2 - 380) < 40, char  # middle of the em box, 880/−120


def test_simplified_comma_stands_in_its_corner() -> None:
    for name in ("KanyinSong-Regular", "KanyinHei-Regular", "KanyinKai-Regular"):
        [(glyph, _, _)] = shape(FILES[name], "，")
        assert ink(FILES[name], glyph)[1] < 400


def test_mono_is_half_an_em_everywhere() -> None:
    file = FILES["KanyinMono-Regular"]
    unicodes = font(file).face.unicodes
    glyphs = [font(file).get_nominal_glyph(code) for code in unicodes]
    assert {font(file).get_glyph_h_advance(glyph) for glyph in glyphs} <= {0, 500}
    assert set(range(0x2500, 0x2580)) <= set(unicodes), "box drawing"
    assert set(map(ord, "←↑→↓⇒")) <= set(unicodes), "arrows"
    assert advances(file, "!= -> fi") == [500] * 8, "code is printed as typed: no ligatures"


@pytest.mark.parametrize("name", [n for n in NAMES if "Mono" not in n and "Math" not in n])
def test_promised_layout_features_are_there(name: str) -> None:
    with TTFont(FONTS / FILES[name], lazy=True) as opened:
        tags = {
            record.FeatureTag
            for table in ("GSUB", "GPOS")
            for record in opened[table].table.FeatureList.FeatureRecord
        }
    wanted = {"aspa", "aspb", "aspc", "chws", "halt", "vhal", "hwid", "fwid", "pwid"}
    if "Fang" not in name:
        wanted |= {"vert", "vchw"}
    if "Song" in name or "Hei" in name:
        wanted |= {"locl", "vrt2", "palt", "kern", "ruby"}
    assert wanted <= tags


def test_mathematics_is_the_face_that_print_draws_with() -> None:
    """The same outlines as ziamath's, whose formulas stand in the PDF; only the names differ."""
    drawn = pytest.importorskip("ziamath.mathfont").__file__
    source = Path(drawn).parent / "fonts/STIXTwoMath-Regular.ttf"
    with TTFont(FONTS / FILES["KanyinMath-Regular"]) as ours, TTFont(source) as theirs:
        for table in ("MATH", "cmap", "GSUB", "glyf", "hmtx"):
            assert ours.reader[table] == theirs.reader[table], table


SAMPLE = [
    ("在", "Windows", "系统上用"),
    ("", "Python", "写"),
    ("", "3", "个程序，共"),
    ("", "12.5%", "的人看过"),
    ("", "GDP", "与"),
    ("", "A", "股"),
    ("", "β", "值的"),
    ("", "pH", "试纸与"),
    ("", "Wi-Fi6", "及"),
    ("", "x", "轴。"),
]


def gapped(run: str) -> str:
    """A Latin run whose first and last letters carry the gap."""
    if len(run) == 1:
        return f"<i class=c>{run}</i>"
    return f"<i class=b>{run[0]}</i>{run[1:-1]}<i class=a>{run[-1]}</i>"


RENDER = """
import sys
from weasyprint import HTML
HTML(string=sys.stdin.read()).write_pdf(sys.argv[1])
"""


def print_pdf(body: str, pdf: Path) -> Path:
    """Print HTML with the faces of the set alone."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    page = f"<html lang=zh-Hans>{body}".encode()
    subprocess.run(
        [sys.executable, "-c", RENDER, str(pdf)], input=page, check=True, env=environment
    )
    return pdf


def test_no_extractor_sees_a_space_at_the_gap(tmp_path: Path) -> None:
    """Twenty borders between Han and Latin in each of four faces (measured in docs/fonts.md)."""
    pypdf = pytest.importorskip("pypdf")
    families = ["Kanyin Song", "Kanyin Hei", "Kanyin Kai", "Kanyin FangSong"]
    line = "".join(before + gapped(run) + after for before, run, after in SAMPLE)
    style = "@page{size:900pt 200pt;margin:9pt}body{font-size:11pt}i{font-style:normal}" + "".join(
        f".{tag[-1]}{{font-feature-settings:'{tag}' 1}}" for tag in GAPS
    )
    paragraphs = "".join(f"<p style=\"font-family:'{name}'\">{line}</p>" for name in families)
    pdf = print_pdf(f"<style>{style}</style>{paragraphs}", tmp_path / "gap.pdf")
    expected = "".join("".join(part) for part in SAMPLE)
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert text.split("\n") == [expected] * len(families)


def test_interpuncts_are_read_back_without_spaces_and_after_bullets(tmp_path: Path) -> None:
    """Also in Hei and FangSong, where · and • are one glyph unless a feature parts them."""
    name = "".join(f"屈原<i style=\"font-feature-settings:'{tag}'\">·</i>离骚" for tag in CELLS)
    families = dict.fromkeys(face["family"] for face in PROSE_FACES)
    lines = [f"<p style=\"font-family:'{family}'\">•{name}</p>" for family in families]
    style = "<style>@page{size:900pt 300pt}i{font-style:normal}</style>"
    pdf = print_pdf(style + "".join(lines), tmp_path / "interpunct.pdf")
    text: str = PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert text.split() == ["•屈原·离骚屈原·离骚"] * len(families)
