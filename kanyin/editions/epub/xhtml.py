"""One tree, spelt as XHTML: namespaces, ``epub:type``, and not a character more or less.

Elements come without namespaces; here they get those of XHTML, SVG and MathML, each
declared where its vocabulary begins, so that no element needs a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kanyin.model.article import Element

XHTML_NS = "http://www.w3.org/1999/xhtml"
SVG_NS = "http://www.w3.org/2000/svg"
MATHML_NS = "http://www.w3.org/1998/Math/MathML"
EPUB_NS = "http://www.idpf.org/2007/ops"
XLINK_NS = "http://www.w3.org/1999/xlink"
XML_NS = "http://www.w3.org/XML/1998/namespace"

_ROOTS = {"svg": SVG_NS, "math": MATHML_NS}
_XHTML_INSIDE = frozenset(("foreignObject", "annotation-xml"))
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
"""HTML, 13.1.2 Void elements: the only ones a reader that takes XHTML for HTML
understands in the short form; ``<span/>`` would swallow the rest of its paragraph."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, production 2 (Char)."""


def legal(text: str) -> str:
    """A text without the characters XML cannot hold."""
    return _ILLEGAL.sub("", text)


def illegal_in(text: str) -> list[str]:
    """The characters of a text that XML cannot hold, each once."""
    return sorted(set(_ILLEGAL.findall(text)))


def illegal_characters(root: Element) -> Iterator[tuple[Element, str]]:
    """The characters of a tree that XML cannot hold, with the elements they stand in.

    An HTML parser lets them into a tree; XML must not be written with them.
    """
    for element in root.iter():
        values = (element.text, *element.attrib.values()) if _named(element) else ()
        for character in illegal_in("".join(filter(None, values))):
            yield element, character
        parent = element.getparent()
        for character in illegal_in(element.tail or "") if parent is not None else ():
            yield parent if parent is not None else element, character


def write_xhtml(root: Element) -> bytes:
    """An ``<html>`` tree as the bytes of an XHTML document."""
    return etree.tostring(
        spell_xhtml(root), encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )


def spell_xhtml(root: Element) -> Element:
    """A copy of a tree in the namespaces of XHTML, SVG and MathML, without comments."""
    copies: dict[Element, Element] = {}
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        parent = node.getparent() if node is not root else None
        if event == "start":
            copies[node] = _spell(node, copies[parent] if parent is not None else None)
        elif parent is not None and node.tail:
            _append_text(copies[parent], legal(node.tail))
    return copies[root]


def _named(element: Element) -> bool:
    return isinstance(element.tag, str)


def _spell(node: Element, parent: Element | None) -> Element:
    name = etree.QName(node)
    space = name.namespace or _namespace(name.localname, parent)
    tag = f"{{{space}}}{name.localname}"
    attributes = _attributes(node, space)
    if parent is None:
        copy = etree.Element(tag, attributes, {None: space, "epub": EPUB_NS})
    else:
        copy = etree.SubElement(parent, tag, attributes, _declarations(node, space, parent))
    copy.text = legal(node.text or "") or None
    if copy.text is None and space == XHTML_NS and name.localname not in _VOID:
        copy.text = ""  # lxml writes <span></span> for an empty text, <span/> for none
    return copy


def _namespace(name: str, parent: Element | None) -> str:
    if name in _ROOTS:
        return _ROOTS[name]
    if parent is None or etree.QName(parent).localname in _XHTML_INSIDE:
        return XHTML_NS
    return etree.QName(parent).namespace or XHTML_NS


def _declarations(node: Element, space: str, parent: Element) -> dict[str | None, str]:
    """The namespaces to declare on an element: its own, where a vocabulary begins."""
    inherited = etree.QName(parent).namespace == space
    declared: dict[str | None, str] = {} if inherited else {None: space}
    if any(str(key).startswith(f"{{{XLINK_NS}}}") for key in node.attrib):
        declared["xlink"] = XLINK_NS
    return declared


def _attributes(node: Element, space: str) -> dict[str, str]:
    """An element's attributes: ``epub-type`` becomes ``epub:type``, ``lang`` is doubled.

    ``data-line`` is the press's own note of where a block came from, and stays here.
    """
    attributes = {str(key): legal(str(value)) for key, value in node.attrib.items()}
    attributes.pop("data-line", None)
    if (semantics := attributes.pop("epub-type", None)) is not None:
        attributes[f"{{{EPUB_NS}}}type"] = semantics
    if "lang" in attributes:
        attributes[f"{{{XML_NS}}}lang"] = attributes["lang"]
        if space == MATHML_NS:
            del attributes["lang"]
    return attributes


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
