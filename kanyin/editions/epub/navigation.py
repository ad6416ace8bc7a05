"""The navigation document, ``nav.xhtml`` (EPUB 3.3, 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from kanyin.editions.epub.contents import GAP, NAV_FILE, Entry, Landmark, Navigation
from kanyin.editions.epub.package import XHTML, Item
from kanyin.editions.epub.xhtml import write_xhtml
from kanyin.editions.file_names import STYLESHEET
from kanyin.model.article import Element

NAV_ID = "nav"

_SIMPLIFIED = {
    "toc": "目次",
    "page-list": "印刷版页码",
    "landmarks": "导览",
    "cover": "封面",
    "bodymatter": "正文",
    "colophon": "版权页",
}
_TRADITIONAL = _SIMPLIFIED | {
    "page-list": "印刷版頁碼",
    "landmarks": "導覽",
    "colophon": "版權頁",
}


def words(lang: str) -> Mapping[str, str]:
    """What the parts of a book are called in a language of the press."""
    return _TRADITIONAL if lang.startswith("zh-Hant") else _SIMPLIFIED


def bind_navigation(navigation: Navigation) -> Item:
    """The navigation document, through the same serialiser as every other."""
    return Item(NAV_ID, NAV_FILE, XHTML, write_xhtml(navigation_tree(navigation)), ("nav",))


def navigation_tree(navigation: Navigation) -> Element:
    """Contents for all to see; page list and landmarks for the reading system."""
    called = words(navigation.lang)
    root = etree.Element("html", lang=navigation.lang)
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", charset="UTF-8")
    etree.SubElement(head, "title").text = called["toc"]
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href=STYLESHEET)
    hant = {"class": "hant"} if navigation.lang.startswith("zh-Hant") else {}
    body = etree.SubElement(root, "body", hant)
    _list(_nav(body, "toc", "h1", called), navigation.contents)
    if navigation.pages:
        _list(_nav(body, "page-list", "h2", called), navigation.pages)
    _landmarks(_nav(body, "landmarks", "h2", called), navigation.landmarks, called)
    return root


_ROLES = {"toc": "doc-toc", "page-list": "doc-pagelist"}
"""DPUB-ARIA 1.1; landmarks have no role of their own there."""


def _nav(body: Element, semantics: str, heading: str, called: Mapping[str, str]) -> Element:
    nav = etree.SubElement(body, "nav", {"epub-type": semantics, "id": semantics})
    nav.set("aria-labelledby", f"{semantics}-title")
    if semantics in _ROLES:
        nav.set("role", _ROLES[semantics])
    if semantics != "toc":
        nav.set("hidden", "hidden")
    etree.SubElement(nav, heading, id=f"{semantics}-title").text = called[semantics]
    return nav


def _list(parent: Element, entries: Iterable[Entry]) -> None:
    ordered = etree.SubElement(parent, "ol")
    for entry in entries:
        item = etree.SubElement(ordered, "li")
        _label(item, entry)
        if entry.children:
            _list(item, entry.children)


def _label(item: Element, entry: Entry) -> None:
    """Title and authors; what has no place of its own is a ``span`` (EPUB 3.3, 7)."""
    attributes = {"href": entry.href, "lang": entry.lang}
    given = {name: value for name, value in attributes.items() if value}
    label = etree.SubElement(item, "a" if entry.href else "span", given)
    label.text = entry.title
    if entry.authors:
        label.text += GAP
        etree.SubElement(label, "span", {"class": "contents-authors"}).text = entry.authors


def _landmarks(nav: Element, landmarks: Iterable[Landmark], called: Mapping[str, str]) -> None:
    ordered = etree.SubElement(nav, "ol")
    for landmark in landmarks:
        href = landmark.href.removeprefix(NAV_FILE)
        link = etree.SubElement(etree.SubElement(ordered, "li"), "a", href=href)
        link.set("epub-type", landmark.semantics)
        link.text = called[landmark.semantics]
