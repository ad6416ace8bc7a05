"""A rendered document made ready for the package: links, pictures, head, page marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.editions.epub.package import XHTML, Item
from kanyin.editions.epub.svg import strip_svg
from kanyin.editions.epub.xhtml import illegal_characters, legal, write_xhtml
from kanyin.editions.file_names import STYLESHEET, FileNames, from_text
from kanyin.editions.page_marks import insert_page_marks
from kanyin.model.article import Element
from kanyin.model.issue import Issue
from kanyin.model.places import line_of
from kanyin.model.publication import ContentDocument, Publication

_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_NOT_IN_URLS = {ord(character): f"%{ord(character):02X}" for character in ' "<>\\^`{|}'}
"""Characters that URLs name by their number (URL Standard, 1.3, query percent-encode set)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document's links and pictures may lead to."""

    publication: Publication
    names: FileNames
    anchors: Mapping[str, frozenset[str]]


def surroundings(publication: Publication, names: FileNames) -> Surroundings:
    """Look up every id in every document."""
    anchors = {
        document.id: frozenset(str(found) for found in document.root.xpath("//@id"))
        for document in publication.documents
    }
    return Surroundings(publication, names, anchors)


def prepare_document(document: ContentDocument, around: Surroundings) -> Outcome[Element]:
    """A copy of a document's tree as the package will hold it, still without namespaces."""
    marks = [m for m in around.publication.pages if m.document == document.id]
    marked = insert_page_marks(document.root, marks)
    root = marked.value
    found = [
        *marked.diagnostics,
        *_remark_on_characters(document, root, around.publication.issue),
        *_remark_on_ids(document, root, around.publication.issue),
        *_resolve_links(document, root, around),
        *_resolve_pictures(document, root, around),
        *_strip_drawings(document, root, around.publication.issue),
    ]
    etree.strip_elements(root, "rp", with_tail=False)  # EPUB 3.3, "Discouraged constructs"
    return Outcome(_complete_head(document, root), tuple(found))


def bind_document(document: ContentDocument, root: Element, names: FileNames) -> Outcome[Item]:
    """Write a prepared tree, read it back, and hold it against the tree."""
    href = names.documents[document.id]
    data = write_xhtml(root)
    name = href.removeprefix("text/").removesuffix(".xhtml")
    item = Item(f"text-{name}", href, XHTML, data, _properties(root))
    return Outcome(item, tuple(_reread(document, root, data)))


def place_in(issue: Issue, document: str, element: Element) -> Place:
    """Where a part of a document stands in its manuscript, as far as that is known."""
    file = next((a.file for a in issue.articles if a.id == document), document)
    return Place(file, line_of(element))


def _remark_on_characters(
    document: ContentDocument, root: Element, issue: Issue
) -> Iterator[Diagnostic]:
    for element, character in illegal_characters(root):
        code_point = f"U+{ord(character):04X}"
        yield remark("E101", place_in(issue, document.id, element), character=code_point)


def _remark_on_ids(document: ContentDocument, root: Element, issue: Issue) -> Iterator[Diagnostic]:
    seen = Counter(str(name) for name in root.xpath("//@id"))
    for element in root.iter():
        name = element.get("id") or ""
        if seen.pop(name, 0) > 1:
            yield remark("E104", place_in(issue, document.id, element), id=name)


def _resolve_links(
    document: ContentDocument, root: Element, around: Surroundings
) -> Iterator[Diagnostic]:
    """Turn document ids into file names; a link that leads nowhere becomes plain text."""
    for link in root.iter("a"):
        href = link.get("href")
        if href is None:
            continue
        resolved = resolve_link(href, document.id, around)
        if resolved is not None:
            link.set("href", resolved)
            continue
        del link.attrib["href"]
        place = place_in(around.publication.issue, document.id, link)
        yield remark("E105", place, target=href)


def resolve_link(href: str, document: str, around: Surroundings) -> str | None:
    """A link as a document in ``text/`` writes it, or None when it leads nowhere."""
    name, _, fragment = href.partition("#")
    target = name or document
    if target not in around.names.documents:
        outside = urlsplit(href).scheme.lower() in _SCHEMES
        return href.strip().translate(_NOT_IN_URLS) if outside else None
    if fragment and unquote(fragment) not in around.anchors[target]:
        return None
    own = target == document and bool(fragment)
    file = "" if own else from_text(around.names.documents[target])
    return f"{file}#{fragment}" if fragment else file


def _resolve_pictures(
    document: ContentDocument, root: Element, around: Surroundings
) -> Iterator[Diagnostic]:
    """Turn keys of the resources into file names; a missing picture leaves its words."""
    for image in root.iter("img"):
        key = image.get("src") or ""
        if key in around.names.pictures:
            image.set("src", from_text(around.names.pictures[key]))
            if image.get("alt") is None:
                image.set("alt", "")  # required; what it says of access is told in metadata
            continue
        place = place_in(around.publication.issue, document.id, image)
        yield remark("E106", place, path=key)
        _stand_in(image)


def _stand_in(image: Element) -> None:
    """A picture that is missing is still announced, by its alternative text."""
    words = image.get("alt")
    for name in list(image.attrib):
        if name not in ("id", "class", "lang"):
            del image.attrib[name]
    image.tag = "span"
    if words:
        image.set("role", "img")
        image.set("aria-label", words)


def _strip_drawings(
    document: ContentDocument, root: Element, issue: Issue
) -> Iterator[Diagnostic]:
    for drawing in list(root.iter("svg", "{*}svg")):
        for name in strip_svg(drawing):
            yield remark("E109", place_in(issue, document.id, drawing), parts=name)


def _complete_head(document: ContentDocument, root: Element) -> Element:
    """Language, encoding, title and stylesheet (HTML, 4.2)."""
    root.set("lang", document.lang)
    head = root.find("head")
    if head is None:
        head = etree.Element("head")
        root.insert(0, head)
    if not head.xpath("meta[@charset]"):
        head.insert(0, etree.Element("meta", charset="UTF-8"))
    title = head.find("title")
    title = etree.SubElement(head, "title") if title is None else title
    if not (title.text or "").strip():
        title.text = document.title or document.id
    href = from_text(STYLESHEET)
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href=href)
    return root


def _properties(root: Element) -> tuple[str, ...]:
    """What a reading system must know before it opens a document.

    EPUB 3.3, "Manifest properties vocabulary".
    """
    found = {"mathml": "math", "svg": "svg"}
    return tuple(
        name
        for name, tag in found.items()
        if next(root.iter(tag, f"{{*}}{tag}"), None) is not None
    )


def _reread(document: ContentDocument, root: Element, data: bytes) -> Iterator[Diagnostic]:
    try:
        reread = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        yield remark("E102", Place(document.id), problem=str(error))
        return
    if _text(reread) != legal(_text(root)):
        yield remark("E103", Place(document.id))


def _text(root: Element) -> str:
    return str(root.xpath("string()"))
