"""The EPUB edition: a publication bound as EPUB 3.3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from kanyin.diagnostics import Diagnostic, Outcome
from kanyin.editions.engine.ebooklib_room import pack
from kanyin.editions.epub.accessibility import count_facts
from kanyin.editions.epub.contents import Navigation, document_of, find_ways
from kanyin.editions.epub.documents import bind_document, prepare_document, surroundings
from kanyin.editions.epub.metadata import IDENTIFIER_ID, describe, license_links, report_links
from kanyin.editions.epub.navigation import NAV_ID, bind_navigation, navigation_tree
from kanyin.editions.epub.ncx import bind_ncx
from kanyin.editions.epub.package import Item, Package, Statement
from kanyin.editions.epub.pictures import bind_pictures, moves
from kanyin.editions.file_names import STYLESHEET, FileNames, name_files
from kanyin.editions.font_files import bind_fonts
from kanyin.files import Artifact
from kanyin.fonts import Face, FontSet
from kanyin.model.article import Element
from kanyin.model.publication import ContentDocument, Publication
from kanyin.render.faces import characters_by_face

T = TypeVar("T")
MEDIA_TYPE = "application/epub+zip"
_HIDDEN = "nav[hidden]{display:none}\n"
"""MuPDF shows what only the attribute hides."""

_CHARSET = '@charset "UTF-8";'

_IBOOKS = ("ibooks", "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/")
"""Apple Books sets a book in its own fonts unless told that the book brings some."""


def bind_epub(
    publication: Publication,
    faces: Mapping[Face, frozenset[str]],
    fonts: FontSet,
    moment: datetime,
) -> Outcome[Artifact]:
    """Bind a publication rendered for the medium "epub".

    ``faces`` says which characters each font face sets. The same values give the same
    bytes. Where the outcome has errors, the file is not fit to be published.
    """
    gathered = _gather(publication, faces, fonts)
    packed = pack(gathered.value, moment)
    artifact = Artifact(f"{publication.issue.id}.epub", MEDIA_TYPE, packed.value)
    return Outcome(artifact, (*gathered.diagnostics, *packed.diagnostics))


def _gather(
    publication: Publication, faces: Mapping[Face, frozenset[str]], fonts: FontSet
) -> Outcome[Package]:
    """All parts of the package, with everything noticed on the way."""
    names = name_files(publication)
    found: list[Diagnostic] = []
    roots = _prepare(publication, names, found)
    documents = [_note(bind_document(d, roots[d.id], names), found) for d in publication.documents]
    pictures = _note(bind_pictures(publication, names, _shown(roots)), found)
    ways = _note(find_ways(publication, roots, names), found)
    if document_of(publication, "toc") is None:
        faces = _with_navigation(faces, publication, ways, fonts)
    typefaces = bind_fonts(faces, fonts)
    facts = count_facts(roots.values(), sum(map(moves, pictures)))
    statements = _note(describe(publication, facts), found)
    items = (
        bind_navigation(ways),
        bind_ncx(ways, _identifier(statements)),
        _stylesheet(typefaces.rules + publication.stylesheet),
        *documents,
        *pictures,
        *typefaces.files,
    )
    links = (*license_links(typefaces.licences), *report_links(publication.issue))
    package = replace(_package(publication, statements, items, documents), links=links)
    return Outcome(_with_apple_fonts(package) if typefaces.rules else package, tuple(found))


def _with_navigation(
    faces: Mapping[Face, frozenset[str]],
    publication: Publication,
    ways: Navigation,
    fonts: FontSet,
) -> Mapping[Face, frozenset[str]]:
    """The characters of each face, with those of the navigation where it is a page of the book."""
    root = navigation_tree(ways)
    page = ContentDocument(NAV_ID, ways.title, "toc", root, ways.lang)
    own = characters_by_face(replace(publication, documents=(page,)), fonts) if faces else {}
    none: frozenset[str] = frozenset()
    return {face: faces.get(face, none) | own.get(face, none) for face in {**faces, **own}}


def _note(outcome: Outcome[T], found: list[Diagnostic]) -> T:
    found.extend(outcome.diagnostics)
    return outcome.value


def _prepare(
    publication: Publication, names: FileNames, found: list[Diagnostic]
) -> dict[str, Element]:
    around = surroundings(publication, names)
    return {d.id: _note(prepare_document(d, around), found) for d in publication.documents}


def _shown(roots: Mapping[str, Element]) -> frozenset[str]:
    """The file names of all pictures that stand in a document."""
    sources = (image.get("src") or "" for root in roots.values() for image in root.iter("img"))
    return frozenset(source.removeprefix("../") for source in sources)


def _stylesheet(rules: str) -> Item:
    """Fonts first, then the layout's rules; ``@charset`` may only open a file."""
    css = rules.replace(_CHARSET, "")
    return Item("style", STYLESHEET, "text/css", (_CHARSET + "\n" + css + "\n" + _HIDDEN).encode())


def _identifier(statements: tuple[Statement, ...]) -> str:
    return next(s.value for s in statements if s.id == IDENTIFIER_ID)


def _package(
    publication: Publication,
    statements: tuple[Statement, ...],
    items: tuple[Item, ...],
    documents: list[Item],
) -> Package:
    cover = next((item.id for item in items if "cover-image" in item.properties), "")
    return Package(
        lang=publication.issue.lang,
        identifier=IDENTIFIER_ID,
        statements=statements,
        items=items,
        spine=_spine(publication, documents),
        cover=cover,
    )


def _spine(publication: Publication, documents: list[Item]) -> tuple[str, ...]:
    """Documents in order; without contents of its own the book shows its navigation."""
    spine = [item.id for item in documents]
    if document_of(publication, "toc") is None:
        spine.insert(int(publication.documents[:1] == _covers(publication)), NAV_ID)
    return tuple(spine)


def _covers(publication: Publication) -> tuple[ContentDocument, ...]:
    return tuple(d for d in publication.documents if d.semantics == "cover")[:1]


def _with_apple_fonts(package: Package) -> Package:
    statement = Statement("ibooks:specified-fonts", "true")
    return replace(package, statements=(*package.statements, statement), prefixes=(_IBOOKS,))
