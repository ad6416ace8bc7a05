"""Links between the articles of an issue lead to the same place in every edition."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pikepdf
from lxml import html
from pressroom import press
from test_loose import ARTICLE, issue

TABLE = ARTICLE.replace("桥上", "水上") + "\n表：灯数 {#tbl-a}\n\n|年|\n|--|\n|1|\n"
LINKED = ARTICLE + "\n见[](b.md#tbl-a)和[](b.md)。\n"


def links(page: bytes) -> list[tuple[str | None, str | None]]:
    found = html.fromstring(page).iterfind(".//a[@class='xref']")
    return [(link.get("href"), link.text) for link in found]


def targets(pdf: bytes) -> list[str]:
    """Where the links of a PDF lead: a name of its own, or an address outside."""
    with pikepdf.open(BytesIO(pdf)) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        return [str(n["/Dest"] if "/Dest" in n else n["/A"]["/URI"]) for n in notes]


def test_references_to_another_article() -> None:
    result = press(issue(a_md=LINKED, b_md=TABLE))
    assert {d.code for d in result.diagnostics} <= {"P611"}, "mentioned in another article only"
    files = {artifact.path: artifact.data for artifact in result.artifacts}
    book = zipfile.ZipFile(BytesIO(files["i1.epub"]))
    for page, there in (
        (book.read("EPUB/text/a01.xhtml"), "a02.xhtml"),
        (files["i1.web/a01.html"], "a02.html"),
    ):
        assert links(page) == [(f"{there}#a02-tbl-a", "表1"), (f"{there}#a02-title", "水上的灯")]
    assert set(targets(files["i1.screen.pdf"])) == {"a01", "a02", "a02-tbl-a", "a02-title"}
    assert targets(files["i1.print.pdf"]) == [], "PDF/X-4 allows no annotation on a page"
