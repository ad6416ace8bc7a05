"""Reads from a PDF what the auditor does not need: structure, bookmarks, labels, boxes.

The structure tree gives the text in reading order, without running heads and page numbers
(ISO 32000-1 14.7 and 14.8); what a mark says is read through PDFium.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kanyin.diagnostics import Place
from kanyin.preflight.pdf_tags import INLINE

DEEPEST = 200
"""Levels of a structure or of bookmarks that are followed."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of marked text: its page from 1, the roles around it, the block it is in."""

    page: int
    roles: tuple[str, ...]
    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; ``page`` is 0 where it leads nowhere."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the structure, with its alternative text or None."""

    page: int
    alt: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its label, the boxes it has, the box of its text (None without), what is on it.

    ``inked`` says whether anything is drawn at all; boxes are left, bottom, right, top in
    points. ``dead`` are the names and addresses of links that lead nowhere.
    """

    label: str
    boxes: Mapping[str, Box]
    text: str
    text_box: Box | None
    inked: bool
    dead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What is read from one PDF."""

    name: str
    title: str
    lang: str
    sheets: tuple[Sheet, ...]
    pieces: tuple[Piece, ...]
    headings: tuple[tuple[int, int], ...]
    figures: tuple[Figure, ...]
    bookmarks: tuple[Bookmark, ...]

    def place(self, page: int = 0) -> Place:
        """The file, or one of its pages from 1 (RFC 8118, "page" fragment)."""
        return Place(f"{self.name}#page={page}" if page else self.name)


def read_pdf(name: str, data: bytes) -> PdfFile:
    """Read a PDF. Raises ``pikepdf.PdfError`` or ``pypdfium2.PdfiumError`` when it is none."""
    document = pdfium.PdfDocument(data)
    try:
        letters = [_letters(page) for page in document]
        labels = [document.get_page_label(n) for n in range(len(document))]
        inked = [next(iter(page.get_objects(max_depth=1)), None) is not None for page in document]
    finally:
        document.close()
    with pikepdf.open(BytesIO(data)) as pdf:
        names = set(_destinations(pdf))
        sheets = tuple(
            _sheet(page, label, seen, drawn, names)
            for page, label, seen, drawn in zip(pdf.pages, labels, letters, inked, strict=True)
        )
        nodes = list(_structure(pdf))
        return PdfFile(
            name,
            _title(pdf),
            str(pdf.Root.get("/Lang", "")),
            sheets,
            tuple(_pieces(nodes, letters)),
            tuple((int(n.roles[-1][1]), n.page) for n in nodes if _is_heading(n)),
            tuple(Figure(n.page, n.alt) for n in nodes if n.mark is None and n.role == "Figure"),
            tuple(_bookmarks(pdf, names)),
        )


def _title(pdf: Any) -> str:
    """The title in the document information, or in the metadata, which PDF 2.0 has alone."""
    if "/Info" in pdf.trailer:
        return str(pdf.trailer.Info.get("/Title", ""))
    with pdf.open_metadata() as written:
        return str(written.get("dc:title", ""))


@dataclass(frozen=True, slots=True)
class _Letters:
    """The text of a page by marks, and the box of all of it."""

    by_mark: Mapping[int, str]
    text: str
    box: Box | None


def _letters(page: Any) -> _Letters:
    letters = page.get_textpage()
    found: dict[int, list[int]] = {}
    box: Box | None = None
    for index in range(letters.count_chars()):
        if raw.FPDFText_IsGenerated(letters, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(letters, index)
        thing = raw.FPDFText_GetTextObject(letters, index)
        mark = raw.FPDFPageObj_GetMarkedContentID(thing) if thing else -1
        found.setdefault(mark, []).append(code)
        here = letters.get_charbox(index)
        if here[0] < here[2]:
            box = here if box is None else _around(box, here)
    by_mark = {mark: _text(codes) for mark, codes in found.items()}
    return _Letters(by_mark, "".join(by_mark.values()), box)


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _text(codes: list[int]) -> str:
    """PDFium gives characters beyond U+FFFF as two surrogates, hyphens at line ends as 2."""
    units = b"".join((c & 0xFFFF).to_bytes(2, "little") for c in codes)
    return units.decode("utf-16-le", "replace").replace("\x02", "-")


@dataclass(frozen=True, slots=True)
class _Node:
    """A structure element (``mark`` None) or a mark below one."""

    page: int
    roles: tuple[str, ...]
    block: int
    mark: int | None = None
    alt: str | None = None

    @property
    def role(self) -> str:
        return self.roles[-1] if self.roles else ""


def _structure(pdf: Any) -> Iterator[_Node]:
    """All structure elements and marks in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
    meant = {str(k): str(v) for k, v in root.get("/RoleMap", {}).items()}
    blocks = iter(range(1, 1 << 31))

    def walk(element: Any, page: int, roles: tuple[str, ...], block: int) -> Iterator[_Node]:
        if isinstance(element, pikepdf.Dictionary):
            page = numbers.get(element["/Pg"].objgen, page) if "/Pg" in element else page
        if not isinstance(element, pikepdf.Dictionary) or "/MCID" in element:
            mark = element["/MCID"] if isinstance(element, pikepdf.Dictionary) else element
            yield _Node(page, roles, block, int(mark))
        elif "/S" in element and len(roles) < DEEPEST:
            role = meant.get(str(element["/S"]), str(element["/S"]))[1:]
            block = block if role in INLINE else next(blocks)
            alt = element.get("/Alt")
            inner = (*roles, role)
            kids = [n for kid in _kids(element) for n in walk(kid, page, inner, block)]
            first = next((n.page for n in kids if n.page), page)
            yield _Node(first, inner, block, None, None if alt is None else str(alt))
            yield from kids

    for kid in _kids(root):
        yield from walk(kid, 0, (), 0)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_heading(node: _Node) -> bool:
    return node.mark is None and len(node.role) == 2 and node.role[0] == "H"


def _pieces(nodes: list[_Node], letters: list[_Letters]) -> Iterator[Piece]:
    for node in nodes:
        if node.mark is not None and 0 < node.page <= len(letters):
            text = letters[node.page - 1].by_mark.get(node.mark, "")
            if text:
                yield Piece(node.page, node.roles, node.block, text)


def _sheet(page: Any, label: str, seen: _Letters, inked: bool, names: set[str]) -> Sheet:
    boxes = {
        name: _box(page.obj[f"/{name}"])
        for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
        if f"/{name}" in page.obj
    }
    dead = tuple(_dead_links(page.obj.get("/Annots", ()), names))
    return Sheet(label, boxes, seen.text, seen.box, inked, dead)


def _box(array: Any) -> Box:
    left, bottom, right, top = (float(v) for v in array)
    return left, bottom, right, top


def _dead_links(annotations: Any, names: set[str]) -> Iterator[str]:
    for link in annotations:
        if link.get("/Subtype") != "/Link":
            continue
        action = link.get("/A", {})
        target = link.get("/Dest", action.get("/D"))
        if isinstance(target, (pikepdf.String, pikepdf.Name)):
            if str(target).removeprefix("/") not in names:
                yield str(target)
        elif target is None and not str(action.get("/URI", "")):
            yield "?"


def _destinations(pdf: Any) -> Iterator[str]:
    """The names of all places in a file (ISO 32000-1 12.3.2.3)."""
    tree = pdf.Root.get("/Names", {}).get("/Dests")
    if tree is not None:
        yield from (str(key) for key in pikepdf.NameTree(tree))
    yield from (str(key).removeprefix("/") for key in pdf.Root.get("/Dests", {}))


def _bookmarks(pdf: Any, names: set[str]) -> Iterator[Bookmark]:
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}

    def page_of(target: Any) -> int:
        if isinstance(target, pikepdf.Array) and len(target):
            return numbers.get(getattr(target[0], "objgen", None), 0)
        return int(target is not None and str(target) in names) and -1

    def walk(items: Any, level: int) -> Iterator[Bookmark]:
        for item in items:
            target = item.destination
            if target is None and item.action is not None:
                target = item.action.get("/D")
            yield Bookmark(str(item.title), level, page_of(target))
            if level < DEEPEST:
                yield from walk(item.children, level + 1)

    with pdf.open_outline() as outline:
        yield from walk(outline.root, 1)
