"""SVG inside a publication: a drawing, not a program, and nothing from elsewhere.

EPUB 3.3 allows scripts and some remote resources in SVG; a press needs neither, and a
picture that fetches a file or runs a script has no place in a book (EPUB 3.3, "Security
and privacy").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kanyin.editions.epub.xhtml import SVG_NS, XLINK_NS
from kanyin.model.article import Element

_PROGRAMS = frozenset(
    (
        "script",
        "handler",
        "listener",
        "foreignObject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
    )
)
ANIMATIONS = frozenset(("set", "animate", "animateMotion", "animateTransform"))
"""SVG 2 takes its animation elements from SVG Animations Level 2."""
_REFERENCES = ("href", f"{{{XLINK_NS}}}href", "src")
_EMBEDDED = re.compile(r"#|data:image/(png|jpeg|gif|webp)[;,]", re.I)
_HYPERLINK = re.compile(r"#|https?://|mailto:", re.I)
_FOREIGN_STYLE = re.compile(r"""@import|\\|url\(\s*["']?\s*(?!["'#\s]|data:image/)""", re.I)
"""Style that fetches something; a backslash may hide it (CSS Syntax 3, 4.3.7)."""


def clean_svg(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A picture without what is not a drawing, and the names of what was taken out.

    A drawing that had nothing to take out is returned as it was, byte for byte.
    Raises ``etree.XMLSyntaxError`` for what is not XML, ``ValueError`` for no SVG.
    """
    # Illustrator declares its namespaces as internal entities; external ones stay shut.
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if etree.QName(root).localname != "svg":
        raise ValueError(etree.QName(root).localname)
    removed = [*_remove_instructions(root), *strip_svg(root)]
    # EPUBCheck knows few document types (OPF-073), and no reader needs one.
    has_type = root.getroottree().docinfo.internalDTD is not None
    if not removed and not has_type and etree.QName(root).namespace == SVG_NS:
        return data, ()
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), tuple(removed)


def strip_svg(root: Element) -> list[str]:
    """Take scripts and outside references out of a tree, naming each."""
    removed = []
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element is not root and _is_program(element):
            removed.append(etree.QName(element).localname)
            _remove(element)
            continue
        for name in list(_outside_attributes(element)):
            removed.append(f"{etree.QName(element).localname}@{etree.QName(name).localname}")
            del element.attrib[name]
    return removed


def _is_program(element: Element) -> bool:
    name = etree.QName(element).localname
    if name in ANIMATIONS:
        target = (element.get("attributeName") or "").lower()
        return target.endswith("href") or target.startswith("on")
    if name == "style":
        return bool(_FOREIGN_STYLE.search("".join(map(str, element.itertext()))))
    return name in _PROGRAMS


def _outside_attributes(element: Element) -> Iterator[str]:
    allowed = _HYPERLINK if etree.QName(element).localname == "a" else _EMBEDDED
    for key, value in element.attrib.items():
        name, text = str(key), str(value).strip()
        outside = name in _REFERENCES and not allowed.match(text)
        fetching = "url(" in text.lower() or name == "style"
        if outside or name.startswith("on") or (fetching and _FOREIGN_STYLE.search(text)):
            yield name


def _remove_instructions(root: Element) -> list[str]:
    """Take out processing instructions: a stylesheet named there lies elsewhere."""
    tree = root.getroottree()
    instructions = list(tree.xpath("//processing-instruction()"))
    for node in instructions:
        _remove(node)
    return [f"<?{node.target}?>" for node in instructions]


def _remove(node: Element) -> None:
    """Take a node out of its tree and leave the text after it."""
    parent, previous = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail and previous is not None:
        previous.tail = (previous.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
