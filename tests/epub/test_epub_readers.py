"""Books in reading systems: foliate-js, epub.js 0.3.93, MuPDF and calibre.

The sample issue, and three of one article in ``readers/``. Programs are found on PATH; those of
npm also in ``tools/validators``, where ``make validators`` installs them.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from epub_example import open_epub
from lxml import etree
from PIL import Image

from kanyin.build import Manuscript, Request, Shelves, build
from kanyin.preflight.validators.epub_checkers import find_ace
from kanyin.preflight.validators.programs import node_package, program
from kanyin.workspace import DiskFolder

HOUSE = Path(__file__).parent.parent.parent
READ, OUTLINE = (Path(__file__).with_name(name) for name in ("read.cjs", "outline.js"))
X = "{http://www.w3.org/1999/xhtml}"
NODE, BROWSER = program("node"), program("chromium", "chromium-browser", "google-chrome")
PUPPETEER = node_package("puppeteer-core")
MUPDF, CALIBRE, ACE = program("mutool"), program("ebook-convert"), find_ace()


@dataclass(frozen=True)
class Expected:
    """A manuscript, and what a reader of its book is to find.

    Where page ``page`` begins, in which chapter; the note that the call ``note`` leads to; the
    families that set its text; and what it says of access beyond what all books can do.
    """

    manuscript: str
    title: str
    pages: int
    page: str
    chapter: str
    note: str
    note_text: str
    fonts: frozenset[str]
    access: frozenset[str]


EXPECTED = {
    "sample": Expected(
        "source/2026-01", "《檐下》2026年第1期", 28, "4", "六点半：磨刀", "①",
        "① 河埠头，江边供人上下船", frozenset(("Song", "Hei", "Kai")),
        frozenset(("alternativeText", "MathML", "rubyAnnotations")),
    ),
    "scraped": Expected(
        "tests/epub/readers/scraped.txt", "渡口夜校今秋开两个班", 1, "1",
        "渡口夜校今秋开两个班　陆小川", "", "", frozenset(("Song",)), frozenset(),
    ),
    "traditional": Expected(
        "tests/epub/readers/traditional.md", "月臺上的一盞燈", 1, "1", "等車", "①",
        "① 依站務日誌，統計到去年", frozenset(("Song TC",)), frozenset(("rubyAnnotations",)),
    ),
    "formulas": Expected(
        "tests/epub/readers/formulas.md", "水缸为什么裂", 1, "1", "水缸为什么裂　冯一舟", "①",
        "① 厚壁要用另一个公式", frozenset(("Song", "Math")), frozenset(("MathML",)),
    ),
}  # fmt: skip
ALWAYS = frozenset(
    "tableOfContents readingOrder structuralNavigation pageBreakMarkers pageNavigation "
    "displayTransformability unlocked".split()
)


@dataclass(frozen=True)
class Book:
    """An EPUB with the pages of its print edition: on the disk, opened, and what it should be."""

    path: Path
    files: dict[str, bytes]
    expected: Expected

    def navigation(self, name: str) -> list[str]:
        """The labels of one of the book's own lists."""
        nav = etree.fromstring(self.files["EPUB/nav.xhtml"]).find(f".//{X}nav[@id='{name}']")
        return [item[0].xpath("string()").strip() for item in nav.iter(f"{X}li")]

    def text(self) -> Counter[str]:
        """The Han characters of all documents."""
        documents = (etree.fromstring(d) for name, d in self.files.items() if "/text/" in name)
        return sum((han(d.find(f"{X}body").xpath("string()")) for d in documents), Counter())


@pytest.fixture(scope="session", params=EXPECTED)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    expected = EXPECTED[request.param]
    place = HOUSE / expected.manuscript
    home, entry = (place, "issue.yaml") if place.is_dir() else (place.parent, place.name)
    made = build(
        Manuscript(expected.manuscript, request.param, DiskFolder(home), entry),
        Shelves(DiskFolder(HOUSE / "layouts"), DiskFolder(HOUSE / "fonts")),
        Request(editions=("print", "epub")),
        lambda progress: None,
        time.perf_counter,
    )
    path = tmp_path_factory.mktemp("readers") / f"{request.param}.epub"
    path.write_bytes(next(a.data for a in made.artifacts if a.path.endswith(".epub")))
    return Book(path, open_epub(path.read_bytes()), expected)


def han(text: str) -> Counter[str]:
    return Counter(c for c in text if "\u4e00" <= c <= "\u9fff")


def is_blank(picture: Image.Image) -> bool:
    """Whether a picture has nothing dark on it."""
    grey = picture.convert("L")
    return sum(grey.histogram()[:128]) < grey.width * grey.height / 2000


def test_a_book_says_of_access_what_it_has(opened):
    package = etree.fromstring(opened.files["EPUB/content.opf"])
    stated = {
        name: {m.text for m in package.iter("{*}meta") if m.get("property") == f"schema:{name}"}
        for name in ("accessibilityFeature", "accessMode", "accessModeSufficient")
    }
    seen = {"visual"} if "alternativeText" in opened.expected.access else set()
    assert stated["accessibilityFeature"] == ALWAYS | opened.expected.access
    assert stated["accessMode"] == {"textual"} | seen
    assert stated["accessModeSufficient"] == {"textual"} | {"textual,visual" for _ in seen}


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
def test_readers_on_the_web(reader, package, opened):
    expected = opened.expected
    seen = read(reader, opened.path, expected.page, expected.note)
    assert seen["complaints"] == []
    assert seen["title"] == expected.title
    assert seen["contents"] == opened.navigation("toc")
    pages = [str(n + 1) for n in range(expected.pages)]
    assert seen["pages"] == opened.navigation("page-list") == pages
    assert seen["landmarks"] == landmarks(opened)
    assert {f"Kanyin {family}" for family in expected.fonts} <= set(seen["fonts"])
    assert not is_blank(Image.open(io.BytesIO(base64.b64decode(seen["picture"]))))
    if reader == "foliate":  # epub.js knows neither where it is nor notes that pop up
        assert (seen["page"], seen["chapter"]) == (expected.page, expected.chapter)
        if expected.note:
            assert (seen["note"]["type"], seen["note"]["hidden"]) == ("footnote", True)
            assert seen["note"]["text"].startswith(expected.note_text)


def landmarks(book: Book) -> list[str]:
    """A single article is its own beginning, and has neither cover nor colophon."""
    issue = book.expected.manuscript.startswith("source/")
    return ["cover", "toc", "bodymatter", "colophon"] if issue else ["toc", "bodymatter"]


def mupdf(*words: object) -> bytes:
    command = [str(MUPDF), *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=180, check=True).stdout


@pytest.mark.skipif(MUPDF is None, reason="NO mutool on PATH: the EPUB was NOT opened in MuPDF")
def test_mupdf(opened, tmp_path):
    outline = json.loads(mupdf("run", OUTLINE, opened.path))
    assert outline == opened.navigation("toc")
    mupdf("draw", "-W", 420, "-H", 600, "-o", tmp_path / "%d.png", opened.path, "1-9")
    assert [p.name for p in sorted(tmp_path.glob("*.png")) if is_blank(Image.open(p))] == []
    trace = mupdf("draw", "-F", "trace", opened.path)
    fonts, shown = Counter(), Counter()
    for span in etree.fromstring(trace, etree.XMLParser(recover=True)).iter("span"):
        letters = han("".join(g.get("unicode", "") for g in span.iter("g")))
        fonts[span.get("font").startswith("Kanyin ")] += letters.total()
        shown += letters
    assert opened.text() - shown == Counter(), "text is lost"
    # MuPDF chooses by the first family of a list alone: other scripts within a line stay bare.
    assert fonts[False] < fonts[True] / 50


@pytest.mark.skipif(CALIBRE is None, reason="NO ebook-convert: the EPUB was NOT opened in calibre")
def test_calibre(opened, tmp_path):
    made = tmp_path / "book.pdf"
    settings = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
    home = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [str(CALIBRE), str(opened.path), str(made)]
    subprocess.run(
        command, env=os.environ | settings | home, capture_output=True, timeout=300, check=True
    )
    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        titles = list(flat(outline.root))
        names = [
            str(font.get("/BaseFont", ""))
            for page in pdf.pages
            for font in page.resources.get("/Font", {}).values()
        ]
    assert titles == [" ".join(label.split()) for label in opened.navigation("toc")]
    families = {name.partition("+")[2].partition("-")[0] for name in names}
    text_faces = opened.expected.fonts - {"Math"}  # it has no MathML
    assert {f"Kanyin{family.replace(' ', '')}" for family in text_faces} <= families
    for page in pypdfium2.PdfDocument(made):
        letters = han(page.get_textpage().get_text_range()).total()
        assert letters < 20 or not is_blank(page.render().to_pil())


def flat(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title.strip()
        yield from flat(item.children)


@pytest.mark.skipif(ACE is None, reason="NO Ace: accessibility NOT checked")
def test_ace_finds_no_violation(opened, tmp_path):
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(BROWSER)}
    command = [*ACE, "--outdir", str(tmp_path), str(opened.path)]
    subprocess.run(command, env=environment, capture_output=True, timeout=300, check=True)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    found = [
        (page["earl:testSubject"]["url"], each["earl:test"]["dct:title"])
        for page in report["assertions"]
        for each in page["assertions"]
    ]
    assert found == []
