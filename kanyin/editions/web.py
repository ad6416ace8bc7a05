"""The web edition: a folder that opens from disk in any browser."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from kanyin.diagnostics import Outcome
from kanyin.editions.file_names import FileNames, name_files
from kanyin.editions.font_files import bind_fonts
from kanyin.files import Artifact
from kanyin.fonts import Face, FontSet
from kanyin.model.article import Element
from kanyin.model.publication import ContentDocument, Publication
from kanyin.render.widths import ems

STYLESHEET = "style/kanyin.css"
NARROWEST, CELL_PADDING = 14, 0.8
"""Ems of a table or a formula that every screen has room for: 320 px (WCAG 2.2, 1.4.10) less
margins and the space around signs; and the space beside the text of a cell."""
_SCROLLING = {"table": "表格", "formula": "公式"}
"""Classes of what scrolls by itself when the screen is too narrow, and what they are called."""


def bind_web(
    publication: Publication, faces: Mapping[Face, frozenset[str]], fonts: FontSet
) -> Outcome[tuple[Artifact, ...]]:
    """Bind a publication rendered for the medium "web" as ``<id>.web/``.

    The first document is ``index.html``.
    """
    folder = f"{publication.issue.id}.web"
    names = _name_pages(publication)
    pictures = name_files(publication)
    typefaces = bind_fonts(faces, fonts)
    files = [
        *(_page(d, names, pictures) for d in publication.documents),
        ("text/css", STYLESHEET, (typefaces.rules + publication.stylesheet).encode()),
        *((i.media_type, i.href, i.data) for i in typefaces.files),
        *(
            (picture.media_type, pictures.pictures[key], picture.data)
            for key, picture in publication.resources.items()
        ),
    ]
    artifacts = tuple(Artifact(f"{folder}/{path}", kind, data) for kind, path, data in files)
    return Outcome(artifacts)


def _name_pages(publication: Publication) -> dict[str, str]:
    """``index.html`` for the first document, ``<id>.html`` for the others."""
    names = {d.id: f"{d.id}.html" for d in publication.documents}
    names[publication.documents[0].id] = "index.html"
    return names


def _page(
    document: ContentDocument, names: Mapping[str, str], pictures: FileNames
) -> tuple[str, str, bytes]:
    root = deepcopy(document.root)
    for element in root.iter(etree.Element):
        _drop_press_marks(element)
        _reach_by_keys(element)
        _point_links(element, document, names)
        source = element.get("src")
        if element.tag == "img" and source and source in pictures.pictures:
            element.set("src", pictures.pictures[source])
    _add_stylesheet(root)
    text = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return "text/html", names[document.id], text.encode()


def _drop_press_marks(element: Element) -> None:
    for name in ("epub-type", "data-line"):
        element.attrib.pop(name, None)


def _reach_by_keys(element: Element) -> None:
    """What may scroll can be reached and scrolled by keyboard alone (WCAG 2.2, 2.1.1)."""
    kind = next((c for c in (element.get("class") or "").split() if c in _SCROLLING), "")
    if kind and max(map(_width, list(element.iter("tr")) or [element])) > NARROWEST:
        element.set("tabindex", "0")
        element.set("role", "group")
        element.set(
            "aria-label", " ".join(map(_text, element.iter("caption"))) or _SCROLLING[kind]
        )


def _width(row: Element) -> float:
    return ems(_text(row)) + CELL_PADDING * len(row)


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _point_links(element: Element, document: ContentDocument, names: Mapping[str, str]) -> None:
    """``<document>#fragment`` becomes ``<file>#fragment``."""
    href = element.get("href")
    if element.tag != "a" or href is None:
        return
    target, mark, fragment = href.partition("#")
    if target in names and target != document.id:
        element.set("href", names[target] + mark + fragment)


def _add_stylesheet(root: Element) -> None:
    head = root.find("head")
    if head is not None:
        etree.SubElement(head, "link", {"rel": "stylesheet", "href": STYLESHEET})
