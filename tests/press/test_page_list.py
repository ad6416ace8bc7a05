"""The EPUB's page list names every page of the print edition that has a number."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pypdf
import pytest
from lxml import etree
from PIL import Image
from pressroom import press

from kanyin.build import Manuscript, Request, Result
from kanyin.files import MemoryFolder

HEAD = "---\ntitle: 桥上的灯\nauthors: [林知夏]\n---\n\n"
PICTURE = "![一盏灯](tall.png)\n\n"
NAMES = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}


def tall() -> bytes:
    """A picture that fills a page."""
    out = BytesIO()
    Image.new("L", (600, 860), 128).save(out, "PNG")
    return out.getvalue()


def printed(files: dict[str, str], entry: str) -> Result:
    data = {name: text.encode() for name, text in files.items()} | {"tall.png": tall()}
    manuscript = Manuscript("i1", "i1", MemoryFolder(data), entry)
    return press(manuscript, Request(editions=("screen", "epub")))


def listed(result: Result) -> list[str]:
    book = zipfile.ZipFile(BytesIO(result.artifacts[1].data))
    nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
    return [a.text or "" for a in nav.findall(".//h:nav[@epub:type='page-list']//h:a", NAMES)]


def numbered(result: Result) -> list[str]:
    labels = pypdf.PdfReader(BytesIO(result.artifacts[0].data)).page_labels
    return [label for label in labels if label.isdecimal()]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ("甲。\n\n" + PICTURE * 3 + "乙。\n", 2),  # the second page begins with a picture
        ("甲。\n\n" + PICTURE * 3, 2),  # the second page has nothing but a picture
        ("> " + PICTURE.strip() + "\n\n- " + PICTURE + "- " + PICTURE, 2),
        ("甲[^1]。\n\n[^1]: " + "注文。" * 2000 + "\n", 2),  # nothing but a note
        ("$$x=1$$\n\n" * 120, 2),
    ],
)
def test_pages_of_a_loose_article(body: str, pages: int) -> None:
    result = printed({"a.md": HEAD + body}, "a.md")
    assert listed(result) == numbered(result)
    assert len(listed(result)) >= pages


def test_contents_of_several_pages() -> None:
    names = [f"{number:02}.md" for number in range(60)]
    plan = "id: i1\njournal: 刊\nyear: 2026\nnumber: 1\nmasthead: {editor-in-chief: 顾远山}\n"
    plan += "contents:\n" + "".join(f"  - {{column: 栏, articles: [{n}]}}\n" for n in names)
    result = printed(dict.fromkeys(names, HEAD + "灯。\n") | {"issue.yaml": plan}, "issue.yaml")
    assert listed(result) == numbered(result)
    assert (
        "text/contents.xhtml#page-2"
        in zipfile.ZipFile(BytesIO(result.artifacts[1].data)).read("EPUB/nav.xhtml").decode()
    )
