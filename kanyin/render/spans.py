"""Stretches of a block's text: a range of characters is put into an element of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from kanyin.model.article import Element

ASIDE = "query"
"""The class of what stands beside the text and is not counted as part of it."""


class _Run(NamedTuple):
    """A text of a tree: the element that holds it, whether as its tail, and its first count."""

    holder: Element
    tail: bool
    start: int
    text: str


def text_of(block: Element) -> str:
    """The text of a block, without what stands beside it."""
    return "".join(run.text for run in _runs(block))


def wrap(block: Element, start: int, end: int, attributes: Mapping[str, str]) -> Element | None:
    """Put the characters ``start`` to ``end`` into spans; the last of these, if any."""
    last = None
    for run in [r for r in _runs(block) if r.start < end and start < r.start + len(r.text)]:
        a, b = max(start - run.start, 0), min(end - run.start, len(run.text))
        last = _split(run, a, b, attributes)
    return last


def _runs(block: Element) -> Iterator[_Run]:
    """Every text of a block in reading order."""
    at = 0
    waiting: list[tuple[Element, bool]] = [(block, False)]
    while waiting:
        holder, tail = waiting.pop()
        text = (holder.tail if tail else holder.text) or ""
        beside = not tail and ASIDE in holder.get("class", "").split()
        if text and not beside:
            yield _Run(holder, tail, at, text)
            at += len(text)
        if not tail and not beside:
            for child in reversed(holder):
                waiting += [(child, True), (child, False)]


def _split(run: _Run, a: int, b: int, attributes: Mapping[str, str]) -> Element:
    span = etree.Element("span", dict(attributes))
    span.text, span.tail = run.text[a:b], run.text[b:]
    if run.tail:
        parent = run.holder.getparent()
        assert parent is not None
        run.holder.tail = run.text[:a]
        parent.insert(parent.index(run.holder) + 1, span)
    else:
        run.holder.text = run.text[:a]
        run.holder.insert(0, span)
    return span
