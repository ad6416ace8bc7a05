"""The sample issue in reading systems: foliate-js, epub.js 0.3.93, MuPDF and calibre.

Programs are found on PATH; of npm packages, ``node_modules/.bin`` is to stand there.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import time
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from epub_example import open_epub
from lxml import etree
from PIL import Image

from kanyin.build import Manuscript, Request, Shelves, build
from kanyin.preflight.validators.programs import node_package, program
from kanyin.workspace import DiskFolder

HOUSE = Path(__file__).parent.parent.parent
READ = Path(__file__).with_name("read.cjs")
X = "{http://www.w3.org/1999/xhtml}"
NODE, BROWSER = program("node"), program("chromium", "chromium-browser", "google-chrome")
PUPPETEER = node_package("puppeteer-core")
MUPDF, CALIBRE, ACE = program("mutool"), program("ebook-convert"), program("ace-puppeteer")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of the sample issue, with the pages of its print edition."""
    folder = DiskFolder(HOUSE / "source/2026-01", "2026-01")
    made = build(
        Manuscript("source/2026-01", "2026-01", folder, "issue.yaml"),
        Shelves(DiskFolder(HOUSE / "layouts"), DiskFolder(HOUSE / "fonts")),
        Request(editions=("print", "epub")),
        lambda progress: None,
        time.perf_counter,
    )
    path = tmp_path_factory.mktemp("readers") / "2026-01.epub"
    path.write_bytes(next(a.data for a in made.artifacts if a.path.endswith(".epub")))
    return path


@pytest.fixture(scope="session")
def files(sample: Path) -> dict[str, bytes]:
    return open_epub(sample.read_bytes())


def navigation(files: dict[str, bytes], name: str) -> list[str]:
    """The labels of one of the book's own lists."""
    nav = etree.fromstring(files["EPUB/nav.xhtml"]).find(f".//{X}nav[@id='{name}']")
    return [item[0].xpath("string()").strip() for item in nav.iter(f"{X}li")]


def han(text: str) -> Counter[str]:
    return Counter(c for c in text if "\u4e00" <= c <= "\u9fff")


def text_of(files: dict[str, bytes]) -> Counter[str]:
    """The Han characters of all documents."""
    documents = (etree.fromstring(files[name]) for name in files if "/text/" in name)
    return sum((han(d.find(f"{X}body").xpath("string()")) for d in documents), Counter())


def is_blank(picture: Image.Image) -> bool:
    """Whether a picture has nothing dark on it."""
    grey = picture.convert("L")
    return sum(grey.histogram()[:128]) < grey.width * grey.height / 2000


def read(reader: str, book: Path, page: str, note: str) -> dict[str, object]:
    command = (NODE, READ, PUPPETEER, BROWSER, reader, book, page, note)
    done = subprocess.run(list(map(str, command)), capture_output=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("reader", "package"),
    [
        pytest.param(
            *pair,
            marks=pytest.mark.skipif(
                None in (NODE, BROWSER, PUPPETEER, node_package(pair[1])),
                reason=f"NO {pair[1]}, puppeteer-core, node or Chromium: NOT opened in {pair[0]}",
            ),
        )
        for pair in (("foliate", "foliate-js"), ("epubjs", "epubjs"))
    ],
)
def test_readers_on_the_web(reader, package, sample, files):
    seen = read(reader, sample, "4", "①")
    assert seen["complaints"] == []
    assert (seen["title"], seen["direction"]) == ("《檐下》2026年第1期", "ltr")
    assert seen["contents"] == navigation(files, "toc")
    assert seen["pages"] == navigation(files, "page-list") == list(map(str, range(1, 29)))
    assert seen["landmarks"] == ["cover", "toc", "bodymatter", "colophon"]
    assert {"Kanyin Song", "Kanyin Hei", "Kanyin Kai"} <= set(seen["fonts"])
    assert not is_blank(Image.open(io.BytesIO(base64.b64decode(seen["picture"]))))
    if reader == "foliate":  # epub.js knows neither where it is nor notes that pop up
        assert (seen["page"], seen["chapter"]) == ("4", "七点：人")
        assert (seen["note"]["type"], seen["note"]["hidden"]) == ("footnote", True)
        assert seen["note"]["text"].startswith("① 河埠头，江边供人上下船")


def mupdf(*words: object) -> bytes:
    command = [str(MUPDF), *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=180, check=True).stdout


@pytest.mark.skipif(MUPDF is None, reason="NO mutool on PATH: the EPUB was NOT opened in MuPDF")
def test_mupdf(sample, files, tmp_path):
    mupdf("draw", "-W", 420, "-H", 600, "-o", tmp_path / "%d.png", sample, "1-9")
    assert [p.name for p in sorted(tmp_path.glob("*.png")) if is_blank(Image.open(p))] == []
    trace = etree.fromstring(mupdf("draw", "-F", "trace", sample), etree.XMLParser(recover=True))
    fonts, shown = Counter(), Counter()
    for span in trace.iter("span"):
        letters = han("".join(g.get("unicode", "") for g in span.iter("g")))
        fonts[span.get("font").startswith("Kanyin ")] += letters.total()
        shown += letters
    assert text_of(files) - shown == Counter(), "text is lost"
    # MuPDF chooses by the first family of a list alone: other scripts within a line stay bare.
    assert fonts[False] < fonts[True] / 50


@pytest.mark.skipif(CALIBRE is None, reason="NO ebook-convert: the EPUB was NOT opened in calibre")
def test_calibre(sample, files, tmp_path):
    made = tmp_path / "book.pdf"
    settings = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
    home = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [str(CALIBRE), str(sample), str(made)]
    subprocess.run(
        command, env=os.environ | settings | home, capture_output=True, timeout=300, check=True
    )
    with pikepdf.open(made) as pdf:
        with pdf.open_outline() as outline:
            titles = list(flat(outline.root))
        fonts = {
            str(font.get("/BaseFont", ""))
            for page in pdf.pages
            for font in page.resources.get("/Font", {}).values()
        }
    assert titles == [" ".join(label.split()) for label in navigation(files, "toc")]
    assert {"KanyinSong", "KanyinHei", "KanyinKai"} <= {
        name.partition("+")[2].partition("-")[0] for name in fonts
    }


def flat(items):
    for item in items:
        yield item.title.strip()
        yield from flat(item.children)


@pytest.mark.skipif(ACE is None or BROWSER is None, reason="NO Ace: accessibility NOT checked")
def test_ace_finds_no_violation(sample, tmp_path):
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(BROWSER)}
    command = [str(ACE), "--silent", "--outdir", str(tmp_path), str(sample)]
    subprocess.run(command, env=environment, capture_output=True, timeout=300, check=True)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    found = [
        (page["earl:testSubject"]["url"], each["earl:test"]["dct:title"])
        for page in report["assertions"]
        for each in page["assertions"]
    ]
    assert found == []
