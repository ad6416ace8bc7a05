"""Verifies finished editions: opens them from bytes and holds them against one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pikepdf
import pypdfium2 as pdfium

from kanyin.diagnostics import Diagnostic, Place, in_order, remark
from kanyin.model.issue import Issue
from kanyin.preflight.artifacts import Edition, read_epub, read_site
from kanyin.preflight.conservation import (
    check_numbers,
    compare_flowing,
    compare_manuscript,
    compare_manuscript_pdf,
    compare_pdf,
    right_one,
)
from kanyin.preflight.contents_rules import (
    check_claims,
    check_contents,
    check_page_list,
    check_pages_of_print,
)
from kanyin.preflight.contrast import check_contrast
from kanyin.preflight.document_rules import check_document, check_links, check_notes
from kanyin.preflight.pdf_file import PdfFile, read_pdf
from kanyin.preflight.pdf_rules import check_bookmarks, check_pdf, check_same_pages
from kanyin.preflight.print_rules import MOST_INK, check_print

PRINT, SCREEN = ".print.pdf", ".screen.pdf"
OF_THE_MANUSCRIPT = frozenset("F126 F127 F128 F144 F145 F146 F147 F151 F152 F173".split())
"""What an editor wrote so; the manuscript's own checks have spoken of it, with its place."""


def verify(files: Mapping[str, bytes], issue: Issue | None = None) -> tuple[Diagnostic, ...]:
    """All findings about the editions of one publication, by their paths.

    With the ``issue`` they were made of, its text is looked for as well, and nothing is said
    that its own checks say. Files that are no PDF, EPUB or part of a web edition are left
    alone.
    """
    said = OF_THE_MANUSCRIPT if issue is not None else frozenset()
    return in_order(d for d in _verify(files, issue) if d.code not in said)


def _verify(files: Mapping[str, bytes], issue: Issue | None) -> Iterator[Diagnostic]:
    pdfs: list[PdfFile] = []
    flowing: list[Edition] = []
    for name, data in files.items():
        if name.endswith(".pdf"):
            yield from _open_pdf(name, data, pdfs)
        elif name.endswith(".epub"):
            opened = read_epub(name, data)
            yield from opened.diagnostics
            flowing += [opened.value] if opened.value else []
    flowing += [read_site(name, site) for name, site in _sites(files).items()]
    for edition in flowing:
        yield from _flowing(edition)
        if issue is not None:
            yield from compare_manuscript(issue, edition)
    for pdf in pdfs:
        yield from check_pdf(pdf)
        if pdf.name.endswith(PRINT):
            limit = issue.printing.ink if issue is not None else MOST_INK
            yield from check_print(pdf, files[pdf.name], limit)
    if issue is not None and not flowing:
        for pdf in (pdf for pdf in pdfs[:1] if pdf.pieces):
            yield from compare_manuscript_pdf(issue, pdf)
    yield from _together(flowing, pdfs)


def _open_pdf(name: str, data: bytes, opened: list[PdfFile]) -> Iterator[Diagnostic]:
    try:
        opened.append(read_pdf(name, data))
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        yield remark("F120", Place(name), problem=str(error))


def _sites(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """The web editions: every folder that has an ``index.html``."""
    homes = [path.removesuffix("index.html") for path in files if path.endswith("/index.html")]
    return {
        home.rstrip("/"): {
            path.removeprefix(home): data for path, data in files.items() if path.startswith(home)
        }
        for home in homes
    }


EVERY_EDITION: tuple[Callable[[Edition], Iterator[Diagnostic]], ...] = (
    check_notes,
    check_links,
    check_contrast,
)
EVERY_EPUB = (check_contents, check_page_list, check_claims)


def _flowing(edition: Edition) -> Iterator[Diagnostic]:
    for document in edition.pages:
        yield from check_document(document)
    for check in EVERY_EDITION:
        yield from check(edition)
    for check in EVERY_EPUB if edition.package is not None else ():
        yield from check(edition)


def _together(flowing: list[Edition], pdfs: list[PdfFile]) -> Iterator[Diagnostic]:
    """What only shows when editions are held against one another."""
    prints = [pdf for pdf in pdfs if pdf.name.endswith(PRINT)]
    tagged = [pdf for pdf in prints or pdfs if pdf.pieces][:1]
    first = right_one(flowing, tagged[0]) if len(flowing) > 1 and tagged else None
    for one in flowing:
        right = first or flowing[0]
        if one is not right:
            yield from compare_flowing(right, one)
    for pdf in tagged if flowing else ():
        right = first or flowing[0]
        yield from compare_pdf(right, pdf, whole=right.package is not None)
        for book in (e for e in flowing if e.package is not None):
            yield from check_numbers(book, pdf)
            yield from check_bookmarks(pdf, book)
            yield from check_pages_of_print(book, pdf)
    for printed in prints:
        for screen in (pdf for pdf in pdfs if pdf.name.endswith(SCREEN)):
            yield from check_same_pages(printed, screen)
