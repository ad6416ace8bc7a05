"""What must be true of every PDF: structure, language, bookmarks, labels, links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.preflight.artifacts import Edition
from kanyin.preflight.contents_rules import bare, entries
from kanyin.preflight.document_rules import odd_characters, says_nothing
from kanyin.preflight.flow import solid
from kanyin.preflight.pdf_file import PdfFile


def check_pdf(pdf: PdfFile) -> Iterator[Diagnostic]:
    """Everything that can be seen in one PDF alone, but for what is printed."""
    place = pdf.place()
    if not pdf.pieces:
        yield remark("F160", place)
    if not pdf.title or not pdf.lang:
        yield remark("F161", place, lacking="Lang" if pdf.title else "Title")
    yield from _structure(pdf)
    yield from _bookmarks(pdf, place)
    yield from _labels(pdf, place)
    for number, sheet in enumerate(pdf.sheets, 1):
        for target in sheet.dead:
            yield remark("F150", pdf.place(number), target=target)
        for code, shown in odd_characters(sheet.text):
            yield remark(code, pdf.place(number), character=shown)


def _structure(pdf: PdfFile) -> Iterator[Diagnostic]:
    for figure in pdf.figures:
        text = (figure.alt or "").strip()
        if not text:
            yield remark("F144", pdf.place(figure.page), file="")
        elif says_nothing(text):
            yield remark("F145", pdf.place(figure.page), text=text)
    for (before, _), (level, page) in pairwise(((0, 0), *pdf.headings)):
        if level > before + 1:
            yield remark("F146", pdf.place(page), level=level, before=before)


def _bookmarks(pdf: PdfFile, place: Place) -> Iterator[Diagnostic]:
    if not pdf.bookmarks and len(pdf.sheets) > 1:
        yield remark("F162", place, title="—")
    for bookmark in pdf.bookmarks:
        if bookmark.page == 0:
            yield remark("F162", place, title=bookmark.title)
    pages = [b for b in pdf.bookmarks if b.page > 0]
    for before, after in pairwise(pages):
        if after.page < before.page:
            yield remark("F132", place, text=after.title)


def _labels(pdf: PdfFile, place: Place) -> Iterator[Diagnostic]:
    """Every page has a label of its own, and numbers go up by one (ISO 32000-1 12.4.2)."""
    labels = [sheet.label for sheet in pdf.sheets]
    numbers = [int(label) for label in labels if label.isdecimal()]
    broken = [b for a, b in pairwise(numbers) if b != a + 1]
    twice = [x for x in dict.fromkeys(labels) if x and labels.count(x) > 1]
    if not any(labels) and len(labels) > 1:
        yield remark("F163", place, labels="—")
    elif broken or twice:
        yield remark("F163", place, labels="、".join([*map(str, broken), *twice][:5]))


def check_bookmarks(pdf: PdfFile, edition: Edition) -> Iterator[Diagnostic]:
    """Bookmarks say what the contents of the e-book say: titles, in the same order."""
    wanted = {solid(e.title): e.title.strip() for e in entries(edition, "toc")}
    titles = [solid(b.title) for b in pdf.bookmarks]
    headings = _headings(edition)
    for title, shown in wanted.items():
        if title in headings and title not in titles:
            yield remark("F139", pdf.place(), title=shown, other=edition.name)
    for bookmark in pdf.bookmarks:
        if solid(bookmark.title) not in wanted.keys() | headings:
            yield remark("F130", pdf.place(), text=bookmark.title, heading="—")
    firsts = [t for t in wanted if t in titles]
    if sorted(firsts, key=titles.index) != firsts:
        yield remark("F132", pdf.place(), text=firsts[0])


def _headings(edition: Edition) -> set[str]:
    """All headings of an edition; columns of the contents have no page of their own."""
    tags = ("h1", "h2", "h3", "h4", "h5", "h6")
    found = {
        solid("".join(bare(e)))
        for d in edition.documents
        for e in d.root.iter(*tags)
        if "column" not in (e.get("class") or "")
    }
    return found - {""}


def check_same_pages(one: PdfFile, other: PdfFile) -> Iterator[Diagnostic]:
    """The screen edition has the pages of the print edition, under the same labels."""
    labels = [[sheet.label for sheet in pdf.sheets] for pdf in (one, other)]
    texts = [[solid(sheet.text) for sheet in pdf.sheets] for pdf in (one, other)]
    if labels[0] != labels[1]:
        yield remark("F164", other.place(), other=one.name)
        return
    for number, (a, b) in enumerate(zip(*texts, strict=True), 1):
        if a != b:
            yield remark("F164", other.place(number), other=one.name)
