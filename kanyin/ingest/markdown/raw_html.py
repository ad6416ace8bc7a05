"""Raw HTML in a manuscript: what is harmless stays, the rest goes and is named.

Whole blocks are cleaned by nh3 (ammonia); single inline tags were kept aside by the
inline pass and are paired here among their siblings.
"""

from __future__ import annotations

import nh3
from lxml import etree, html

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.article import Element

INLINE = frozenset(
    "abbr b bdi cite code del em i ins kbd mark q rb rp rt ruby s samp small "
    "span strong sub sup u var".split()
)
BLOCK = frozenset(
    "blockquote br caption col colgroup dd div dl dt figcaption figure h2 h3 h4 "
    "h5 h6 hr img li ol p pre section table tbody td tfoot th thead tr ul".split()
)
ALLOWED = INLINE | BLOCK | {"a"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "title", "id"},
    "a": {"href"},
    "img": {"src", "alt", "width"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
MAX_DEPTH = 100
"""Deeper nesting than this says nothing to a reader and overruns every engine."""


def clean_block(source: str, place: Place) -> tuple[Element, list[Diagnostic]]:
    """Read one raw block as a ``div`` of allowed elements, and say what was removed."""
    cleaned = nh3.clean(
        source,
        tags=set(ALLOWED),
        attributes=ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
    )
    try:
        division = html.fragment_fromstring(cleaned, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError):
        division = html.Element("div")
    if _depth(division) > MAX_DEPTH:
        text = "".join(division.itertext())
        division = html.Element("div")
        division.text = text
    removed = _names(source) - _names(cleaned)
    found = [remark("M120", place, names="、".join(sorted(removed)))] if removed else []
    only = division[0] if len(division) == 1 and not (division.text or "").strip() else None
    whole = only is not None and only.tag in BLOCK and not (only.tail or "").strip()
    return _plain(only if only is not None and whole else division), found


def _depth(root: Element) -> int:
    deepest, depth = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _names(source: str) -> set[str]:
    """The element names that a lenient reader sees."""
    parser = etree.HTMLParser(recover=True, huge_tree=True)
    try:
        root = etree.fromstring(f"<div>{source}</div>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return set()
    found = () if root is None else root.iter(etree.Element)
    return {str(e.tag) for e in found} - {"html", "body", "head"}


def _plain(division: Element) -> Element:
    """The same tree as ordinary lxml elements (not ``lxml.html``'s classes)."""
    return etree.fromstring(etree.tostring(division, encoding="unicode"))


def pair_tags(parent: Element) -> set[str]:
    """Wrap what stands between matching raw tags; gives the names that were dropped."""
    dropped: set[str] = set()
    for tag in [e for e in parent if e.tag == "raw-tag"]:
        if tag.getparent() is not parent:
            continue  # it was the closing tag of an earlier one
        name, closing = _name(tag)
        if name == "br":
            tag.tag = "br"
            tag.attrib.clear()
            continue
        end = None if closing or name not in INLINE else _partner(tag, name)
        if end is not None:
            _wrap(tag, end, name)
        else:
            dropped |= {name} - {""}
            _unwrap(tag)
    return dropped


def _name(tag: Element) -> tuple[str, bool]:
    text = tag.get("html", "").strip("<>")
    closing = text.startswith("/")
    words = text.strip("/").split()
    return ("" if text.startswith("!") or not words else words[0].lower()), closing


def _partner(tag: Element, name: str) -> Element | None:
    depth = 1
    for sibling in tag.itersiblings("raw-tag"):
        other, closing = _name(sibling)
        if other == name:
            depth += -1 if closing else 1
            if depth == 0:
                return sibling
    return None


def _wrap(start: Element, end: Element, name: str) -> None:
    inside = etree.Element(name)
    inside.text, start.tail = start.tail, None
    for sibling in list(start.itersiblings()):
        if sibling is end:
            break
        inside.append(sibling)
    inside.tail = end.tail
    end.tail = None
    parent = start.getparent()
    assert parent is not None
    parent.remove(end)
    parent.replace(start, inside)
    pair_tags(inside)


def _unwrap(tag: Element) -> None:
    """Take an element away and leave its tail where it was."""
    parent, before = tag.getparent(), tag.getprevious()
    assert parent is not None
    if tag.tail:
        if before is not None:
            before.tail = (before.tail or "") + tag.tail
        else:
            parent.text = (parent.text or "") + tag.tail
    tag.tail = None
    parent.remove(tag)
