"""Where on a page the article stands; everything else is the site's."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from kanyin.ingest.rich.document import BLOCKS, DROP, LEAVES, children, text_of
from kanyin.ingest.rich.tables import is_layout
from kanyin.ingest.text.credits import read_credits
from kanyin.ingest.text.script import squeeze
from kanyin.ingest.text.tables import site
from kanyin.model.article import Element

OUTSIDE = "outside the article"
LINKS = "links of the site"
_NUMBER = "data-kanyin"
_WHOLE = LEAVES | {"ul", "ol", "dl", "blockquote", "figure"}
_MOST = 0.95
"""The share of the extracted words that one child must hold to be gone into."""


def extracted(tree: Element) -> frozenset[Element]:
    """The elements whose own words readability takes for the article's.

    It reads a numbered copy: what it keeps is found again by number, whatever it does to
    the markup. Nothing when it cannot decide.
    """
    from readability import Document
    from readability.readability import Unparseable

    elements = list(tree.iter(etree.Element))
    for number, element in enumerate(elements):
        element.set(_NUMBER, str(number))
    source = etree.tostring(tree, encoding="unicode", method="html")
    for element in elements:
        del element.attrib[_NUMBER]
    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    try:
        summary = etree.fromstring(Document(source).summary(), etree.HTMLParser())
    except (Unparseable, etree.LxmlError, ValueError):
        return frozenset()
    kept = summary.xpath(f"//@{_NUMBER}") if summary is not None else []
    return frozenset(elements[int(n)] for n in kept if n.isdecimal() and int(n) < len(elements))


def region(body: Element, chosen: Iterable[Element]) -> Element:
    """The smallest division that holds nearly all the words that were extracted."""
    words: Counter[Element] = Counter()
    for element in chosen:
        own = len("".join([element.text or "", *(c.tail or "" for c in element)]).strip())
        for above in (element, *element.iterancestors()):
            words[above] += own
    here = body
    while words[here]:
        below = [c for c in children(here) if words[c] >= _MOST * words[here]]
        if not below or below[0].tag not in BLOCKS or _is_whole(below[0]):
            break
        here = below[0]
    return here


def _is_whole(element: Element) -> bool:
    return element.tag in _WHOLE or (element.tag == "table" and not is_layout(element))


def drop_outside(body: Element, main: Element, title: Element | None) -> None:
    """Mark what stands before the title (or the article) and after the article."""
    order = {element: n for n, element in enumerate(body.iter(etree.Element))}
    first, last = order[main], order[main] + sum(1 for _ in main.iter(etree.Element)) - 1
    if title is not None:
        first = min(first, order[title])
    _drop_outside(body, order, (first, last))


def _drop_outside(element: Element, order: dict[Element, int], inside: tuple[int, int]) -> None:
    """Go down only where the article's border runs through."""
    first, last = inside
    if order[element] < first:
        _set_aside(element, 0, element.text)
        element.text = None
    for child in [c for c in children(element) if c in order]:
        begin, end = order[child], order[child] + sum(1 for _ in child.iter(etree.Element)) - 1
        if end < first or begin > last:
            _leave_out(child)
        elif begin < first or end > last:
            _drop_outside(child, order, inside)
        if end < first or end >= last:
            tail, child.tail = child.tail, None
            _set_aside(element, element.index(child) + 1, tail)


def _set_aside(parent: Element, at: int, text: str | None) -> None:
    """Words that stand among divisions get an element, to be dropped with it."""
    if text and text.strip():
        aside = etree.Element("p", {DROP: OUTSIDE})
        aside.text = text
        parent.insert(at, aside)


def _leave_out(element: Element) -> None:
    """Drop a division; a line of credits below the article belongs to it all the same."""
    lines = [e for e in element.iter(etree.Element) if _is_credit(e)]
    if not lines:
        element.set(DROP, OUTSIDE)
        return
    for child in children(element) if element not in lines else ():
        _leave_out(child)


def _is_credit(element: Element) -> bool:
    if element.tag not in BLOCKS or sum(map(len, element.itertext())) > 80:
        return False
    return bool(read_credits(" ".join(text_of(element).split())))


def drop_link_lists(main: Element, chosen: frozenset[Element], title: Element | None) -> None:
    """Lists of links above the title, or that were not extracted.

    Titles below 猜你喜欢 are left to be recognised.
    """
    above = title is not None and title in set(main.iter())
    for element in list(main.iter("ul", "ol", "div", "section", "h1", "h2", "h3")):
        above = above and element is not title
        if element in (main, title) or _is_related(element) or not _is_links(element):
            continue
        if (above and title not in set(element.iter())) or element not in chosen:
            element.set(DROP, LINKS)


def _is_links(element: Element) -> bool:
    links = list(element.iter("a"))
    text = len(squeeze(text_of(element)))
    return len(links) >= 3 and sum(len(squeeze(text_of(a))) for a in links) >= 0.6 * text > 0


def _is_related(element: Element) -> bool:
    before = element.getprevious()
    lines = [text_of(e) for e in (before, *list(element)[:1]) if e is not None]
    return any(squeeze(line) in site("related") for line in lines)
