"""The PDF editions: one layout, bound for the printer and for the screen."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from posixpath import commonpath

from kanyin import __version__
from kanyin.diagnostics import Outcome
from kanyin.editions.conservation import check_conservation, check_lines
from kanyin.editions.engine.pdf_finish import finish_print, finish_screen
from kanyin.editions.engine.pdf_metadata import Metadata
from kanyin.editions.engine.pdf_profiles import press
from kanyin.editions.engine.weasyprint_room import Engine, Laid
from kanyin.editions.identity import identify, numbers, publisher_of
from kanyin.editions.resolution import check_resolution
from kanyin.files import Artifact
from kanyin.model.issue import SCREEN_STANDARDS, Issue
from kanyin.model.publication import ContentDocument, PageMark, Publication
from kanyin.render import Setting, contents_document

MEDIA_TYPE = "application/pdf"
SOURCE_TYPES = {".md": "text/markdown", ".markdown": "text/markdown", ".yaml": "application/yaml"}
"""Kinds of manuscripts (RFC 7763, RFC 9512)."""
UNNUMBERED = frozenset({"cover"})
INSIDE_COVER = "封二"


@dataclass(frozen=True, slots=True)
class Layouted:
    """All documents laid out in order, with the number that each begins on."""

    laid: tuple[Laid, ...]
    labels: tuple[str, ...]
    marks: tuple[PageMark, ...]
    about: Metadata
    pdf: bytes


def lay_out(
    publication: Publication,
    setting: Setting,
    moment: datetime,
    progress: Callable[[int, int, str], None],
) -> Outcome[Layouted]:
    """Lay out a publication rendered for print. Raises PressError without WeasyPrint.

    The contents are laid out twice: once to know how many pages they take, and again
    when the pages of the articles are known.
    """
    engine = Engine(publication.stylesheet, publication.resources)
    files = {a.id: a.file for a in publication.issue.articles}
    documents = publication.documents
    laid: dict[str, Laid] = {}
    first: dict[str, str] = {}
    page = 1
    for done, document in enumerate(documents):
        progress(done, len(documents), document.title)
        number = None if document.id in UNNUMBERED else page
        one = laid[document.id] = engine.layout(document.root, number)
        file = files.get(document.id, "")
        engine.found += check_conservation(document.root, one.counts, file)
        engine.found += check_lines(one.unfilled, file)
        engine.found += check_resolution(one.pictures, file)
        if number is not None:
            first[document.id] = str(page)
            page += len(laid[document.id].pages)
    if "contents" in laid:
        again = contents_document(publication.issue, setting, first)
        laid["contents"] = engine.layout(again.root, int(first["contents"]))
    progress(len(documents), len(documents), "")
    return Outcome(_join(publication, engine, laid, first, moment), tuple(engine.found))


def _join(
    publication: Publication,
    engine: Engine,
    laid: dict[str, Laid],
    first: dict[str, str],
    moment: datetime,
) -> Layouted:
    in_order = [laid[d.id] for d in publication.documents]
    labels = [label for d in publication.documents for label in _labels(d, laid[d.id], first)]
    marks = [m for d in publication.documents for m in _marks(d, laid[d.id], first)]
    about = _metadata(publication.issue, moment)
    pdf = engine.write(in_order, about)
    return Layouted(tuple(in_order), tuple(labels), tuple(marks), about, pdf)


def _labels(document: ContentDocument, laid: Laid, first: dict[str, str]) -> list[str]:
    if document.id not in first:
        return [document.title, INSIDE_COVER, *[""] * len(laid.pages)][: len(laid.pages)]
    return [str(int(first[document.id]) + n) for n in range(len(laid.pages))]


def _marks(document: ContentDocument, laid: Laid, first: dict[str, str]) -> list[PageMark]:
    """Where each numbered page begins."""
    starts = enumerate(laid.starts if document.id in first else ())
    return [
        PageMark(str(int(first[document.id]) + n), document.id, start.fragment, start.offset)
        for n, start in starts
        if start is not None
    ]


def _metadata(issue: Issue, moment: datetime) -> Metadata:
    authors = dict.fromkeys(p.name for a in issue.articles for p in a.record.authors)
    keywords = dict.fromkeys(k for a in issue.articles for k in a.record.keywords)
    return Metadata(
        title=issue.title,
        authors=tuple(authors),
        keywords=tuple(keywords),
        description=issue.articles[0].record.abstract if issue.kind == "article" else issue.title,
        lang=issue.lang,
        created=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        generator=f"kanyin {__version__}",
        publisher=publisher_of(issue.masthead),
        identifiers=tuple(numbers(issue)),
    )


def bind_print(layouted: Layouted, issue: Issue) -> Artifact:
    """The file for the printer, with bleed."""
    name = uuid.uuid5(identify(issue), "print")
    inks = press(issue.printing)
    data = finish_print(layouted.pdf, layouted.labels, layouted.about, name, inks)
    return Artifact(f"{issue.id}.print.pdf", MEDIA_TYPE, data)


def bind_screen(layouted: Layouted, issue: Issue) -> Artifact:
    """The same pages cut to size, for reading on a screen or for an archive."""
    name = uuid.uuid5(identify(issue), "screen")
    inks = press(issue.printing)
    sources = () if issue.screen_pdf == SCREEN_STANDARDS[0] else tuple(_sources(issue))
    data = finish_screen(layouted.pdf, layouted.labels, layouted.about, name, inks, sources)
    return Artifact(f"{issue.id}.screen.pdf", MEDIA_TYPE, data)


def bind_galley(layouted: Layouted, issue: Issue) -> Artifact:
    """The proof sheets: a screen's file with the remarks in its margins."""
    return replace(bind_screen(layouted, issue), path=f"{issue.id}.galley.pdf")


def _sources(issue: Issue) -> Iterator[Artifact]:
    """The manuscripts as UTF-8, by their paths in the issue's folder."""
    home = commonpath([PurePosixPath(file).parent for file in issue.sources])
    for file, source in issue.sources.items():
        kind = SOURCE_TYPES.get(PurePosixPath(file).suffix, "text/plain")
        path = str(PurePosixPath(file).relative_to(home))
        yield Artifact(path, kind, "\n".join(source.lines).encode())
