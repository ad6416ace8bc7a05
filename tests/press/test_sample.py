"""The sample issue, held to what an editor asks of a finished magazine."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pypdf
import pytest
from lxml import etree
from printed import PrintedPage, pages, squeezed

from kanyin.build import Result
from kanyin.editions.page_marks import visible_characters
from kanyin.ingest.assemble import Desk, read_issue
from kanyin.model.issue import Issue
from kanyin.model.roles import ROLES
from kanyin.structure import resolve

TOP, BOTTOM = 75.0, 68.0
"""The least margins of the journal layout in points: what lies beyond is furniture."""

XHTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}


@pytest.fixture(scope="module")
def source() -> Issue:
    """The issue as it is written."""
    from pressroom import sample

    manuscript = sample()
    desk = Desk(manuscript.folder, manuscript.entry, manuscript.name, manuscript.id_hint)
    read = read_issue(desk).value
    assert read is not None
    return resolve(read).value


@pytest.fixture(scope="module")
def printed(files: dict[str, bytes]) -> list[PrintedPage]:
    return pages(files["2026-01.print.pdf"], TOP, BOTTOM)


@pytest.fixture(scope="module")
def book(files: dict[str, bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(files["2026-01.epub"]))


def xhtml(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name))


def opening_pages(source: Issue, printed: list[PrintedPage]) -> dict[str, str]:
    """The label of the page on which each title stands as an opener."""
    found = {}
    for article in source.articles:
        head = squeezed((article.record.lead_title or "") + "".join(article.record.title))
        found[article.id] = next(p.label for p in printed[3:] if head in squeezed(p.text)[:120])
    return found


def test_the_sample_builds_without_errors_or_warnings(issue: Result) -> None:
    remarks = [f"{d.place} {d.code}" for d in issue.diagnostics if d.severity != "advice"]
    assert [r.split()[1] for r in remarks] == ["M137"]  # a letter whose photograph came too late
    assert [e.name for e in issue.editions] == ["print", "screen", "epub", "web"]
    assert issue.page_list == "print"


def test_the_sample_is_a_real_issue(source: Issue, issue: Result) -> None:
    assert len(source.articles) >= 6
    assert len({c.title for c in source.columns}) >= 3
    text = "".join("".join(t.itertext()) for a in source.articles for t in a.trees)
    assert len(re.findall(r"[\u4e00-\u9fff]", text)) >= 15_000


def test_contents_openers_bookmarks_and_page_list_agree(
    source: Issue, printed: list[PrintedPage], files: dict[str, bytes], book: zipfile.ZipFile
) -> None:
    """Each article has one page number, the same in five places."""
    opened = opening_pages(source, printed)
    contents = squeezed(printed[2].text)
    for article in source.articles:
        title = squeezed(article.record.full_title)
        authors = squeezed("".join(a.name for a in article.record.authors))
        assert re.search(rf"{re.escape(title + authors)}·*{opened[article.id]}(?!\d)", contents)
    for name in ("2026-01.print.pdf", "2026-01.screen.pdf"):
        assert bookmarks(files[name]) == {
            squeezed(a.record.full_title): opened[a.id] for a in source.articles
        }
    assert epub_pages(source, book) == opened


def bookmarks(data: bytes) -> dict[str, str]:
    """First-level bookmarks of the articles with their page labels."""
    reader = pypdf.PdfReader(BytesIO(data))
    first = [o for o in reader.outline if isinstance(o, pypdf.generic.Destination)]
    labels = reader.page_labels
    found = {
        squeezed(str(o.title)): labels[reader.get_destination_page_number(o) or 0] for o in first
    }
    return {title: label for title, label in found.items() if title not in ("目次", "版权页")}


def epub_pages(source: Issue, book: zipfile.ZipFile) -> dict[str, str]:
    """The first page of the page list in each article's document."""
    nav = xhtml(book, "EPUB/nav.xhtml")
    links = nav.findall(".//h:nav[@epub:type='page-list']//h:a", XHTML)
    found: dict[str, str] = {}
    for link in links:
        document = (link.get("href") or "").split("#")[0].rsplit("/", 1)[-1]
        found.setdefault(document.removesuffix(".xhtml"), link.text or "")
    return {a.id: found[a.id] for a in source.articles}


def test_the_page_list_has_every_numbered_page(
    printed: list[PrintedPage], book: zipfile.ZipFile
) -> None:
    nav = xhtml(book, "EPUB/nav.xhtml")
    listed = [a.text for a in nav.findall(".//h:nav[@epub:type='page-list']//h:a", XHTML)]
    assert listed == [p.label for p in printed if p.label.isdecimal()]


def test_the_navigation_lists_what_the_printed_contents_list(
    printed: list[PrintedPage], book: zipfile.ZipFile
) -> None:
    """目次: columns, titles and authors in one order, before the masthead and after the date."""
    nav = xhtml(book, "EPUB/nav.xhtml").find(".//h:nav[@epub:type='toc']/h:ol", XHTML)
    assert nav is not None
    first, *columns, last = nav
    assert [squeezed("".join(e.itertext())) for e in (first, last)] == ["目次", "版权页"]
    listed = [squeezed("".join(label.itertext())) for c in columns for label in labels(c)]
    contents = squeezed(re.sub(r"[·\d]", "", printed[2].text))
    assert len(listed) == 14
    assert squeezed(re.sub(r"[·\d]", "", "".join(listed))) in contents


def labels(column: etree._Element) -> list[etree._Element]:
    """A column's heading, and the links to its articles without their sections."""
    return [column[0], *column.findall("h:ol/h:li/h:a", XHTML)]


def test_page_marks_stand_where_the_printed_pages_begin(
    source: Issue, printed: list[PrintedPage], book: zipfile.ZipFile
) -> None:
    by_label = {p.label: squeezed(p.text) for p in printed}
    checked = 0
    for article in source.articles:
        root = xhtml(book, f"EPUB/text/{article.id}.xhtml")
        for mark in root.iterfind(".//h:span[@epub:type='pagebreak']", XHTML):
            after = text_after(mark)
            if len(after) >= 6:
                begins = by_label[mark.get("aria-label", "")][:80]
                assert after[:6] in begins, (article.id, mark.get("aria-label"))
                checked += 1
    assert checked >= 10


def test_nothing_of_an_article_stands_before_its_first_page(
    source: Issue, book: zipfile.ZipFile
) -> None:
    """Its page begins with the name of its column, above the title."""
    for article in source.articles:
        mark = xhtml(book, f"EPUB/text/{article.id}.xhtml").find(
            ".//*[@epub:type='pagebreak']", XHTML
        )
        assert mark is not None
        before = mark.xpath("preceding::text()[ancestor::h:body]", namespaces=XHTML)
        assert not squeezed("".join(before)), article.id


def text_after(mark: etree._Element) -> str:
    """Some characters that follow a page mark in the text (a title: its first line)."""
    heading = mark.getnext()
    if heading is not None and heading.tag.endswith("h1"):
        return squeezed("".join(heading[0].itertext()))
    parent = mark.getparent()
    text = mark.tail or ""
    if not text.strip() and parent is not None:
        text = "".join(visible_characters(s) + (s.tail or "") for s in mark.itersiblings())
    return squeezed(text)


def test_every_paragraph_is_printed_whole(source: Issue, printed: list[PrintedPage]) -> None:
    """Each paragraph's characters stand in the PDF, in order, none lost or doubled."""
    text = squeezed("".join(p.text for p in printed))
    for article in source.articles:
        for paragraph in article.body.iter("p", "h2", "h3", "dt"):
            if paragraph.find(".//tex") is None and paragraph.find(".//ruby") is None:
                words = squeezed("".join(paragraph.itertext()))
                assert words in text, (article.id, paragraph.get("data-line"), words[:40])


def test_every_articles_credits_stand_in_every_edition(
    source: Issue, printed: list[PrintedPage], files: dict[str, bytes], book: zipfile.ZipFile
) -> None:
    opened = {
        a.id: int(label)
        for a, label in zip(source.articles, opening_pages(source, printed).values(), strict=True)
    }
    ends = [*list(opened.values())[1:], 10_000]
    for article, end in zip(source.articles, ends, strict=True):
        own = [
            p for p in printed if p.label.isdecimal() and opened[article.id] <= int(p.label) < end
        ]
        in_print = squeezed("".join(p.text for p in own))
        in_epub = squeezed("".join(xhtml(book, f"EPUB/text/{article.id}.xhtml").itertext()))
        in_web = squeezed(files[f"2026-01.web/{article.id}.html"].decode())
        assert article.record.credits
        for credit in article.record.credits:
            for name in credit.names:
                assert name in in_print
                assert name in in_epub
                assert name in in_web


def test_credits_are_in_the_metadata_with_their_roles(
    source: Issue, book: zipfile.ZipFile
) -> None:
    package = etree.fromstring(book.read("EPUB/content.opf"))
    opf = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
    names = {e.get("id"): e.text for e in package.iterfind(".//dc:contributor", opf)}
    names |= {e.get("id"): e.text for e in package.iterfind(".//dc:creator", opf)}
    roles = {
        (names[str(m.get("refines")).lstrip("#")], m.text)
        for m in package.iterfind(".//o:meta[@property='role']", opf)
    }
    simplified = {p.name_hant: p.name for p in source.people}
    assert "周砚" in names.values()
    assert "周硯" not in names.values()
    for credit in (c for a in source.articles for c in a.record.credits):
        marc = ROLES[credit.role].marc
        for name in credit.names if marc else ():
            assert (simplified.get(name, name), marc) in roles
    for author in (p for a in source.articles for p in a.record.authors):
        assert (author.name, "aut") in roles


def test_page_one_is_a_right_hand_page(printed: list[PrintedPage]) -> None:
    """Cover and inside cover, then odd numbers on odd sheets' fronts."""
    assert [p.label for p in printed[:3]] == ["封面", "封二", "1"]
    assert all(n % 2 == int(p.label) % 2 for n, p in enumerate(printed[2:], 3))


def test_the_boxes_of_both_pdfs(files: dict[str, bytes]) -> None:
    """210 × 285 mm; the print edition has 3 mm of bleed on every side."""
    mm = 72 / 25.4
    for page in pypdf.PdfReader(BytesIO(files["2026-01.print.pdf"])).pages:
        assert float(page.trimbox.width) == pytest.approx(210 * mm, abs=0.01)
        assert float(page.trimbox.height) == pytest.approx(285 * mm, abs=0.01)
        bleed = page["/BleedBox"]
        assert float(bleed[2]) - float(bleed[0]) == pytest.approx(216 * mm, abs=0.02)
        assert float(page.mediabox.width) >= 216 * mm - 0.02
    for page in pypdf.PdfReader(BytesIO(files["2026-01.screen.pdf"])).pages:
        assert float(page.mediabox.width) == pytest.approx(210 * mm, abs=0.01)


def test_the_screen_edition_is_tagged_titled_and_linked(files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(BytesIO(files["2026-01.screen.pdf"]))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] is True or catalogue["/MarkInfo"]["/Marked"].value
    assert catalogue["/Lang"] == "zh-Hans"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "《檐下》2026年第1期"  # type: ignore[union-attr]
    links = [a for page in reader.pages for a in page.get("/Annots", [])]
    assert len(links) > 40


def test_only_our_own_fonts_are_embedded(files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(BytesIO(files["2026-01.print.pdf"]))
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert names
    assert all(name.startswith("Kanyin") for name in names), names
