"""``toc.ncx``, the navigation of EPUB 2, for the readers that know no other.

Open Packaging Format 2.0.1, 2.4.1, and ANSI/NISO Z39.86-2005, 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from kanyin.editions.epub.contents import Entry, Navigation
from kanyin.editions.epub.package import NCX, Item
from kanyin.model.article import Element

NCX_ID = "ncx"
_DAISY = "http://www.daisy.org/z3986/2005/ncx/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def bind_ncx(navigation: Navigation, identifier: str) -> Item:
    """The NCX with contents and page list."""
    root = etree.Element(
        _name("ncx"), {"version": "2005-1", _XML_LANG: navigation.lang}, {None: _DAISY}
    )
    _head(etree.SubElement(root, _name("head")), navigation, identifier)
    _text(root, "docTitle", navigation.title)
    order = _play_order(navigation)
    numbers = iter(range(1, 1 + len(order) + sum(1 for _ in _flat(navigation.contents))))
    tree = etree.SubElement(root, _name("navMap"))
    _points(tree, navigation.contents, order, numbers)
    if navigation.pages:
        _page_list(root, navigation, order)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Item(NCX_ID, "toc.ncx", NCX, data)


def _name(name: str) -> str:
    return f"{{{_DAISY}}}{name}"


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def _play_order(navigation: Navigation) -> dict[str, int]:
    """Numbers in reading order; one place has one number, however often it is named."""
    targets = {entry.target for entry in (*_flat(navigation.contents), *navigation.pages)}
    last = len(navigation.order)
    ranked = sorted(targets, key=lambda place: (navigation.order.get(place, last), place))
    return {place: number for number, place in enumerate(ranked, 1)}


def _depth(entries: Iterable[Entry]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)


def _head(head: Element, navigation: Navigation, identifier: str) -> None:
    numbers = [int(page.title) for page in navigation.pages if page.title.isdecimal()]
    for name, content in (
        ("dtb:uid", identifier),
        ("dtb:depth", str(_depth(navigation.contents))),
        ("dtb:totalPageCount", str(len(navigation.pages))),
        ("dtb:maxPageNumber", str(max(numbers, default=0))),
    ):
        etree.SubElement(head, _name("meta"), name=name, content=content)


def _text(parent: Element, name: str, text: str) -> None:
    label = etree.SubElement(parent, _name(name))
    etree.SubElement(label, _name("text")).text = text


def _points(
    parent: Element, entries: Iterable[Entry], order: dict[str, int], numbers: Iterator[int]
) -> None:
    for entry in entries:
        point = etree.SubElement(parent, _name("navPoint"), id=f"point-{next(numbers)}")
        point.set("playOrder", str(order[entry.target]))
        _text(point, "navLabel", entry.label)
        etree.SubElement(point, _name("content"), src=entry.target)
        _points(point, entry.children, order, numbers)


def _page_list(root: Element, navigation: Navigation, order: dict[str, int]) -> None:
    pages = etree.SubElement(root, _name("pageList"), {"id": "pages", "class": "pages"})
    _text(pages, "navLabel", "页码")
    for number, page in enumerate(navigation.pages, 1):
        target = etree.SubElement(pages, _name("pageTarget"), id=f"target-{number}")
        if page.title.isdecimal():
            target.set("type", "normal")
            target.set("value", str(int(page.title)))
        else:
            target.set("type", "special")
        target.set("playOrder", str(order[page.target]))
        _text(target, "navLabel", page.title)
        etree.SubElement(target, _name("content"), src=page.target)
