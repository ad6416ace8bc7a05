"""What navigation leads to: contents, pages and landmarks as links into the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic, Outcome, remark
from kanyin.editions.file_names import FileNames
from kanyin.model.article import Element
from kanyin.model.publication import ContentDocument, NavPoint, Publication

NAV_FILE = "nav.xhtml"
GAP = "\u3000"
"""Between a title and its authors in one line of text: IDEOGRAPHIC SPACE."""

_FRONT = frozenset(
    (
        "cover",
        "toc",
        "titlepage",
        "halftitlepage",
        "copyright-page",
        "colophon",
        "frontmatter",
        "masthead",
        "preface",
        "foreword",
        "dedication",
        "epigraph",
        "acknowledgments",
    )
)
"""Semantics of what stands before the body (EPUB 3 Structural Semantics 1.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with a link relative to the package document, and what it comprises.

    ``lang`` is the language of the document it leads to, where that is not the issue's.
    """

    title: str
    href: str
    children: tuple[Entry, ...] = ()
    authors: str = ""
    lang: str = ""

    @property
    def label(self) -> str:
        """Title and authors as one line."""
        return f"{self.title}{GAP}{self.authors}" if self.authors else self.title

    @property
    def target(self) -> str:
        """Where the entry leads: its own link, or its first child's."""
        return self.href or (self.children[0].target if self.children else "")


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place a reader may look for, by its EPUB semantics."""

    semantics: str
    href: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything that leads into the text. ``order`` ranks its links by reading order."""

    title: str
    lang: str
    contents: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    order: Mapping[str, int]


def find_ways(
    publication: Publication, roots: Mapping[str, Element], names: FileNames
) -> Outcome[Navigation]:
    """The navigation of a publication; ``roots`` are its prepared documents by id."""
    found: list[Diagnostic] = []
    order = _reading_order(publication, roots, names)
    langs = {d.id: d.lang for d in publication.documents if d.lang != publication.issue.lang}
    contents = tuple(_entries(publication.contents, names, order, langs, found))
    if not contents:
        contents = tuple(
            Entry(d.title or d.id, names.documents[d.id]) for d in publication.documents
        )
    pages = tuple(_pages(publication, roots, names))
    navigation = Navigation(
        publication.issue.title,
        publication.issue.lang,
        contents,
        pages,
        tuple(_landmarks(publication.documents, names)),
        order,
    )
    return Outcome(navigation, tuple(found))


def document_of(publication: Publication, semantics: str) -> ContentDocument | None:
    """The first document with certain semantics."""
    return next((d for d in publication.documents if d.semantics == semantics), None)


def _entries(
    points: tuple[NavPoint, ...],
    names: FileNames,
    order: Mapping[str, int],
    langs: Mapping[str, str],
    found: list[Diagnostic],
) -> Iterator[Entry]:
    """Contents as links; an entry that leads nowhere and comprises nothing is left out."""
    for point in points:
        file = names.documents.get(point.document, "")
        href = f"{file}#{point.fragment}" if file and point.fragment else file
        if point.document and href not in order:
            target = f"{point.document}#{point.fragment}".rstrip("#")
            found.append(remark("E111", title=point.title, target=target))
            href = file
        children = tuple(_entries(point.children, names, order, langs, found))
        if (href or children) and point.title.strip():
            lang = langs.get(point.document, "")
            yield Entry(point.title, href, children, point.authors, lang)
        else:
            yield from children


def _pages(
    publication: Publication, roots: Mapping[str, Element], names: FileNames
) -> Iterator[Entry]:
    """The page list, read off the markers that stand in the text."""
    for document in publication.documents:
        for marker in roots[document.id].iter("span"):
            if marker.get("role") == "doc-pagebreak":
                href = f"{names.documents[document.id]}#{marker.get('id')}"
                yield Entry(marker.get("aria-label") or "", href)


def _landmarks(documents: tuple[ContentDocument, ...], names: FileNames) -> Iterator[Landmark]:
    """Cover, contents, the beginning of the text, the colophon (EPUB 3.3, 7.4.4)."""
    first = {d.semantics: names.documents[d.id] for d in reversed(documents)}
    body = next((d for d in documents if d.semantics not in _FRONT), None)
    first["toc"] = first.get("toc", f"{NAV_FILE}#toc")
    first["bodymatter"] = names.documents[body.id] if body else ""
    for semantics in ("cover", "toc", "bodymatter", "colophon"):
        if href := first.get(semantics):
            yield Landmark(semantics, href)


def _reading_order(
    publication: Publication, roots: Mapping[str, Element], names: FileNames
) -> dict[str, int]:
    """Every place one may link to, by rank in reading order."""
    places: list[str] = []
    for document in publication.documents:
        file = names.documents[document.id]
        ids = (str(name) for name in roots[document.id].xpath("//@id"))
        places += [file, *(f"{file}#{name}" for name in ids)]
    return {place: rank for rank, place in enumerate(dict.fromkeys(places))}
