"""The web edition in Chromium, in axe-core and in the Nu HTML Checker.

Programs are found on PATH; those of npm also in ``tools/validators``, where ``make validators``
installs them.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import etree, html

from kanyin.preflight.validators.html_checkers import ask_axe, find_axe
from kanyin.preflight.validators.programs import (
    Subject,
    java,
    node_package,
    program,
    read_json,
    run,
)

LOOK = Path(__file__).with_name("look.cjs")
BROWSER = program("chromium", "chromium-browser", "google-chrome")
NEEDED = (program("node"), node_package("puppeteer-core"), node_package("axe-core"), BROWSER)
NU = next(iter((node_package("vnu-jar") or Path("/nowhere")).rglob("vnu.jar")), None)

in_chromium = pytest.mark.skipif(
    None in NEEDED,
    reason="NO node, puppeteer-core, axe-core or Chromium on PATH: pages were NOT looked at",
)
by_nu = pytest.mark.skipif(
    NU is None or java() is None, reason="NO vnu-jar or Java: HTML was NOT checked"
)


def look(pages: list[Path], **job: object) -> list[dict[str, object]]:
    node, puppeteer, axe, browser = map(str, NEEDED)
    files = {"files": [str(page) for page in pages]}
    command = (node, str(LOOK), puppeteer, axe, browser, json.dumps(files | job))
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def findings(pages: list[Path]) -> list[object]:
    """What axe-core or the window finds wrong, in light and dark, narrow and wide.

    320 px is a window of 1280 px at 400 % (WCAG 2.2, 1.4.10).
    """
    seen = look(pages, schemes=["light", "dark"], widths=[320, 360, 1280])
    assert len(seen) == len(pages) * 6
    return [
        (Path(s["file"]).name, s["scheme"], s["width"], found)
        for s in seen
        for found in (*s["violations"], *s["cut"])
    ]


@in_chromium
def test_axe_is_silent_and_nothing_is_cut_off(sample):
    assert findings(sample) == []


@in_chromium
def test_axe_is_silent_about_articles(article):
    assert findings(article) == []


@in_chromium
def test_faults_are_found(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>坏</title><h1>坏</h1>'
        '<p style="color:#ccc;background:#fff">看不清</p><div style="width:2000px">太宽</div>'
        '<div style="overflow-x:auto"><div style="width:2000px">要横着看</div></div></html>',
        "utf-8",
    )
    found = [text for *_, text in findings([page])]
    assert any(text.startswith("color-contrast") for text in found)
    assert any("太宽" in text for text in found)
    assert any("要横着看" in text for text in found)


@in_chromium
def test_verify_sees_pages_in_light_and_dark_at_two_widths(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>坏</title><style>'
        "@media (prefers-color-scheme: dark) { body { background: #222 } .dark { color: #333 } }"
        "@media (max-width: 400px) { .narrow { color: #ddd } }</style>"
        '<main><h1>坏</h1><p class="dark">夜里看不清</p><p class="narrow">窄处看不清</p></main></html>',
        "utf-8",
    )
    found = ask_axe(find_axe(), [Subject("html", "bad.html", str(page))])
    wheres = [d.message().rpartition("(")[2] for d in found if "color-contrast" in d.message()]
    assert {".dark)", ".narrow)"} <= set(wheres)


def nu(pages: list[Path]) -> list[str]:
    command = (*java(), "-Xss8m", "-jar", str(NU), "--stdout", "--format", "json")
    report = read_json(run((*command, "--exit-zero-always", *map(str, pages))))
    return [f"{m['url'].rpartition('/')[2]}: {m['message']}" for m in report["messages"]]


@by_nu
def test_nu_is_silent(sample):
    assert nu(sample) == []


@by_nu
def test_nu_is_silent_about_articles(article):
    assert nu(article) == []


@by_nu
def test_nu_finds_faults(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text('<!DOCTYPE html><html lang="zh"><title>坏</title><p><div>块</div></p></html>')
    assert any("No “p” element in scope" in text for text in nu([page]))


@in_chromium
def test_the_tab_key_goes_through_the_page_in_reading_order(sample):
    for seen in look(sample, keys=True):
        check_stops(seen["stops"])


@in_chromium
def test_the_tab_key_goes_through_an_article(article):
    """An article by itself may have nothing to stop at."""
    (seen,) = look(article, keys=True, widths=[320])
    check_stops(seen["stops"])


def check_stops(stops: list[dict[str, object]]) -> None:
    assert [stop["rank"] for stop in stops] == list(range(stops[0]["of"] if stops else 0))
    assert all(stop["seen"] for stop in stops), "a focus that cannot be seen"


@in_chromium
def test_a_page_prints_black_on_white_with_all_its_text_in_its_own_fonts(sample):
    """As a reader prints: no backgrounds, and from a screen in dark mode."""
    chosen = [page for page in sample if page.name in ("index.html", "a04.html")]
    for seen in look(chosen, schemes=["dark"], print=True):
        check_print(seen)


@in_chromium
def test_an_article_prints(article):
    (seen,) = look(article, schemes=["dark"], print=True)
    check_print(seen)


def check_print(seen: dict[str, object]) -> None:
    data = base64.b64decode(seen["pdf"])
    assert all(font.startswith("Kanyin") for font in fonts(data)), fonts(data)
    document = pypdfium2.PdfDocument(data)
    printed = Counter("".join(p.get_textpage().get_text_range() for p in document))
    main = html.parse(seen["file"], html.HTMLParser(encoding="utf-8")).find(".//main")
    etree.strip_elements(main, "nav", with_tail=False)
    text = Counter(c for c in main.text_content() if "\u4e00" <= c <= "\u9fff")
    assert text - printed == Counter(), "text is lost in print"
    assert {colour for page in document for colour in colours(page)} <= {0x000000, 0x333333}
    assert [page for page in map(beyond, document) if page] == [], "cut off at the paper's edge"


def beyond(page: pypdfium2.PdfPage) -> list[tuple[float, ...]]:
    """The boxes of letters that are not wholly on the paper."""
    width, height = page.get_size()
    boxes = (o.get_bounds() for o in page.get_objects((pdfium.FPDF_PAGEOBJ_TEXT,)))
    return [b for b in boxes if b[0] < 0 or b[1] < 0 or b[2] > width or b[3] > height]


def fonts(data: bytes) -> set[str]:
    """The names of a PDF's fonts, without the mark of a subset."""
    with pikepdf.open(BytesIO(data)) as pdf:
        named = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o)
        return {str(font.BaseFont).lstrip("/").rpartition("+")[2] for font in named}


def colours(page: pypdfium2.PdfPage) -> set[int]:
    """The colours of a page's letters."""
    found = set()
    for letters in page.get_objects((pdfium.FPDF_PAGEOBJ_TEXT,)):
        r, g, b, a = (pdfium.c_uint() for _ in range(4))
        pdfium.FPDFPageObj_GetFillColor(letters, r, g, b, a)
        found.add(r.value << 16 | g.value << 8 | b.value)
    return found
