"""Bytes of a page to a tree, as browsers read it (HTML Living Standard, 13.2)."""

from __future__ import annotations

import codecs
from html.parser import HTMLParser
from xml.etree import ElementTree

import tinyhtml5
from lxml import etree

from kanyin.diagnostics import Outcome, Place, PressError, remark
from kanyin.ingest.decode import Decoded, decode
from kanyin.ingest.markdown import ILLEGAL
from kanyin.ingest.rich.document import append_text
from kanyin.model.article import Element

MOST_NESTED = 10_000
"""Open elements at once; the time of reading grows with their square."""

_CLOSED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td "
    "tfoot th thead tr track wbr".split()
)
"""Elements without an end tag, or that may leave it out (13.1.2)."""

_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""What a page means by the name of an older encoding (Encoding Standard, 4.2)."""


def decode_page(data: bytes, name: str, encoding: str | None) -> Outcome[Decoded | None]:
    """The text of a page: as told, else by its mark or its ``meta``, else as of raw text."""
    declared = None if encoding else _declared(data)
    if declared and not data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        decoded = decode(data, name, declared)
        if decoded.value is not None:
            return decoded
    return decode(data, name, encoding)


def _declared(data: bytes) -> str | None:
    """The encoding that a ``meta`` in the first 1,024 bytes names (13.2.3.2)."""
    head = tinyhtml5.parse(data[:1024].decode("latin-1"), namespace_html_elements=False)
    for meta in head.iter("meta"):
        content = (
            meta.get("content", "") if meta.get("http-equiv", "").lower() == "content-type" else ""
        )
        label = meta.get("charset") or content.lower().partition("charset=")[2]
        try:
            codec = codecs.lookup(label.strip(" \t\"';")).name
        except (LookupError, ValueError):
            continue
        return _WIDER.get(codec, codec)
    return None


def parse_page(text: str, name: str) -> Element:
    """The tree of a page, in lxml's elements. Raises PressError where it nests too deeply."""
    if _Depth.of(text) > MOST_NESTED:
        raise PressError(remark("M101", Place(name, 1, 1)))
    return _to_lxml(tinyhtml5.parse(text, namespace_html_elements=False))


class _Depth(HTMLParser):
    """Counts how many elements can be open at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    @classmethod
    def of(cls, text: str) -> int:
        """The most that are open at once in a page."""
        counter = cls()
        counter.feed(text)
        return counter.most

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """One more, unless the next of its kind closes it."""
        if tag not in _CLOSED:
            self.now += 1
            self.most = max(self.most, self.now)

    def handle_endtag(self, tag: str) -> None:
        """One fewer."""
        self.now = max(0, self.now - (tag not in _CLOSED))


def _to_lxml(tree: ElementTree.Element) -> Element:
    """The same tree without comments, names in lower case and without namespaces."""
    root = etree.Element("html")
    waiting = [(tree, root)]
    while waiting:
        old, new = waiting.pop()
        append_text(new, _legal(old.text))
        for child in old:
            if isinstance(child.tag, str):
                copy = etree.SubElement(new, _name(child.tag), _attributes(child))
                waiting.append((child, copy))
            append_text(new, _legal(child.tail))
    return root


def _name(tag: str) -> str:
    name = tag.rpartition("}")[2].lower()
    return name if name.isascii() and name.isidentifier() else "span"


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    return {
        key.lower(): _legal(value) or ""
        for key, value in element.items()
        if isinstance(key, str) and key.isascii() and key.replace("-", "_").isidentifier()
    }


def _legal(text: str | None) -> str | None:
    return ILLEGAL.sub("", text) if text else None
