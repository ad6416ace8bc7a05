"""Formulas in running text, and the marks that must not part from them.

To a browser a formula is a box, with a place to break the line on either side: also before
，, where none may be (CLREQ, "Prohibition Rules for Line Start and Line End").
"""

from __future__ import annotations

from lxml import etree

from kanyin.model.article import Element

NOT_AT_LINE_START = "、，。．：；！？）》〉」』】〕”’…—～·"
NOT_AT_LINE_END = "（《〈「『【〔“‘"


def keep_with_marks(box: Element) -> None:
    """Put a box and the marks directly beside it into a span that is never broken."""
    parent, previous = box.getparent(), box.getprevious()
    assert parent is not None  # a formula stands in a paragraph
    before = (parent.text if previous is None else previous.tail) or ""
    after = box.tail or ""
    kept = before.rstrip(NOT_AT_LINE_END)
    left = after.lstrip(NOT_AT_LINE_START)
    if before + after == kept + left:
        return
    unbroken = etree.Element("span", {"class": "unbroken"})
    parent.replace(box, unbroken)
    unbroken.append(box)
    unbroken.text, box.tail = before[len(kept) :], after[: len(after) - len(left)]
    unbroken.tail = left
    if previous is None:
        parent.text = kept
    else:
        previous.tail = kept
