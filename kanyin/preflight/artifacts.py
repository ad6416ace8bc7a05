"""What is verified: the files of a build, told apart by edition and opened from bytes."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urlsplit

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.model.article import Element

LARGEST = 256 * 1024 * 1024
"""Bytes that an EPUB may unpack to before it is refused."""

_ATTRIBUTES = {
    "{http://www.idpf.org/2007/ops}type": "epub-type",
    "{http://www.w3.org/XML/1998/namespace}lang": "xml-lang",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A page of an EPUB or of a web edition: its path there, its tree without namespaces."""

    edition: str
    path: str
    root: Element

    def place(self, element: Element | None = None) -> Place:
        """Where an element stands."""
        line = element.sourceline or 0 if element is not None else 0
        return Place(f"{self.edition}/{self.path}", int(line))


@dataclass(frozen=True, slots=True)
class Edition:
    """A flowing edition: ``documents`` in reading order, all ``files`` by path.

    ``navigation`` and ``package`` are an EPUB's own (EPUB 3.3, 5 and 7).
    """

    name: str
    files: Mapping[str, bytes]
    documents: tuple[Document, ...]
    navigation: Document | None = None
    package: Document | None = None

    @property
    def pages(self) -> tuple[Document, ...]:
        """The documents, and the navigation where it is none of them."""
        extra = (self.navigation,) if self.navigation else ()
        return (*self.documents, *(d for d in extra if d not in self.documents))


def resolve(href: str, base: str) -> str | None:
    """The path that a link leads to inside its edition; None for one that leads outside.

    ``base`` is the path of the document it stands in. Fragments are dropped.
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return base
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))


def read_epub(name: str, data: bytes) -> Outcome[Edition | None]:
    """Open an EPUB; its faults that keep it from being read are remarks."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            if sum(info.file_size for info in book.infolist()) > LARGEST:
                return Outcome(None, (remark("F120", Place(name), problem="256 MB"),))
            files = {each: book.read(each) for each in book.namelist() if each[-1:] != "/"}
        return _book(name, files)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, etree.LxmlError) as error:
        return Outcome(None, (remark("F120", Place(name), problem=str(error)),))


def _book(name: str, files: Mapping[str, bytes]) -> Outcome[Edition | None]:
    found: list[Diagnostic] = []
    container = etree.fromstring(files["META-INF/container.xml"])
    rootfile = container.find(".//{*}rootfile")
    path = (rootfile.get("full-path") or "") if rootfile is not None else ""
    package = _document(name, path, files, found)
    if package is None:
        return Outcome(None, tuple(found))
    items = {i.get("id") or "": i for i in package.root.iter("item")}
    read: dict[str, Document | None] = {}

    def document(item: Element | None) -> Document | None:
        target = resolve((item.get("href") if item is not None else "") or "", path) or ""
        if target not in read:
            read[target] = _document(name, target, files, found)
        return read[target]

    spine = [document(items.get(ref.get("idref") or "")) for ref in package.root.iter("itemref")]
    nav = next((i for i in items.values() if "nav" in (i.get("properties") or "").split()), None)
    documents = tuple(d for d in spine if d is not None)
    navigation = document(nav) if nav is not None else None
    return Outcome(Edition(name, files, documents, navigation, package), tuple(found))


def _document(
    edition: str, path: str, files: Mapping[str, bytes], found: list[Diagnostic]
) -> Document | None:
    try:
        root = etree.fromstring(files[path], etree.XMLParser(resolve_entities=False))
    except (KeyError, etree.XMLSyntaxError) as error:
        found.append(remark("F120", Place(f"{edition}/{path}"), problem=str(error)))
        return None
    return Document(edition, path, _plain(root))


def _plain(root: Element) -> Element:
    """The tree with plain names: ``p``, ``epub-type``, ``xml-lang``."""
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
        for name, plain in _ATTRIBUTES.items():
            if name in element.attrib:
                element.set(plain, element.attrib.pop(name))
    return root


def read_site(name: str, files: Mapping[str, bytes]) -> Edition:
    """A web edition: ``index.html``, the pages in the order it links to them, the rest."""
    pages = {path: _page(name, path, files[path]) for path in files if path.endswith(".html")}
    documents = tuple(pages[path] for path in dict.fromkeys(_in_order(pages)))
    return Edition(name, files, documents)


def _page(name: str, path: str, data: bytes) -> Document:
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring(data, parser) if data.strip() else None
    return Document(name, path, etree.Element("html") if root is None else _plain(root))


def _in_order(pages: Mapping[str, Document]) -> Iterator[str]:
    index = pages.get("index.html")
    if index is not None:
        yield index.path
        for link in index.root.iter("a"):
            target = resolve(link.get("href") or "", index.path)
            if target in pages:
                yield str(target)
    yield from sorted(pages)
