"""The cover on screens: lettering as text, and a cover image that carries it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pypdfium2 as pdfium
from lxml import etree
from PIL import Image, ImageChops, ImageStat
from pressroom import press

from kanyin.build import Manuscript, Request, Result
from kanyin.editions.cover import WIDTH, draw_page
from kanyin.files import MemoryFolder

OPF = {"o": "http://www.idpf.org/2007/opf", "h": "http://www.w3.org/1999/xhtml"}
PLAN = """id: i1
journal: 檐下
year: 2026
number: 1
cover: {image: red.png, alt: 一面红墙, teasers: [早市的灯]}
contents: [{articles: [a.md]}]
"""


def red_wall(plan: str, *editions: str) -> Result:
    """An issue whose cover picture is nothing but red."""
    out = BytesIO()
    Image.new("RGB", (300, 400), "#a00").save(out, "PNG")
    files = {
        "issue.yaml": plan.encode(),
        "a.md": "---\ntitle: 灯\n---\n\n灯。\n".encode(),
        "red.png": out.getvalue(),
    }
    manuscript = Manuscript("i1", "i1", MemoryFolder(files), "issue.yaml")
    return press(manuscript, Request(editions=editions))


def opened(result: Result) -> zipfile.ZipFile:
    data = next(a.data for a in result.artifacts if a.path.endswith(".epub"))
    return zipfile.ZipFile(BytesIO(data))


def cover_image(book: zipfile.ZipFile) -> Image.Image:
    package = etree.fromstring(book.read("EPUB/content.opf"))
    (item,) = package.findall(".//o:item[@properties='cover-image']", OPF)
    return Image.open(BytesIO(book.read(f"EPUB/{item.get('href')}"))).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures of one shape, of 255."""
    size = (400, 543)
    between = ImageChops.difference(one.resize(size), other.resize(size)).convert("L")
    return float(ImageStat.Stat(between).mean[0])


def test_the_cover_image_is_the_printed_cover(files: dict[str, bytes]) -> None:
    book = zipfile.ZipFile(BytesIO(files["2026-01.epub"]))
    image = cover_image(book)
    printed = pdfium.PdfDocument(files["2026-01.screen.pdf"])[0].render(scale=1).to_pil()
    bare = Image.open(BytesIO(book.read("EPUB/images/images-cover.png"))).convert("RGB")
    assert WIDTH <= image.width <= WIDTH + 1
    assert difference(image, printed.convert("RGB")) < 2
    assert difference(image, bare) > 4


def test_the_same_page_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    one, other = (draw_page(files["2026-01.screen.pdf"]) for _ in range(2))
    assert one.data == other.data


def test_without_print_the_picture_is_bare_and_says_so() -> None:
    book = opened(red_wall(PLAN, "epub"))
    assert len(cover_image(book).getcolors() or ()) == 1
    with_print = cover_image(opened(red_wall(PLAN, "print", "epub")))
    assert len(with_print.getcolors(100_000) or ()) > 1


def test_the_cover_says_as_text_what_its_picture_does_not() -> None:
    result = red_wall(PLAN, "epub", "web")
    index = next(a.data for a in result.artifacts if a.path.endswith("index.html"))
    for document in (opened(result).read("EPUB/text/cover.xhtml"), index):
        text = document.decode()
        assert all(f">{line}<" in text for line in ("檐下", "2026", "第1期", "早市的灯"))
        assert 'alt="一面红墙"' in text


def test_a_picture_without_a_description_claims_nothing() -> None:
    book = opened(red_wall(PLAN.replace("alt: 一面红墙, ", ""), "epub"))
    assert 'alt="封面图"' in book.read("EPUB/text/cover.xhtml").decode()


def test_a_cover_without_a_picture_is_read_in_black_on_paper() -> None:
    plan = PLAN.replace("cover: {image: red.png, alt: 一面红墙, teasers: [早市的灯]}\n", "")
    image = cover_image(opened(red_wall(plan, "print", "epub")))
    assert image.getextrema() == ((0, 255), (0, 255), (0, 255))
