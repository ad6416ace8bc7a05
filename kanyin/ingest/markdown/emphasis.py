"""Emphasis: ``*``, ``**``, ``_`` and ``__``, right beside Chinese punctuation.

CommonMark (0.31, 6.2) asks what kind of character stands beside a mark, so that
``**“甲”**乙`` stays text; here only white space decides. Python-Markdown decides alike,
but its own reader (seen in 3.11.3) loses letters where marks cross. So marks stay text
until all other inline marks are elements, and are paired then, in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from kanyin.ingest.markdown.shape import BLOCKS

_RUN = re.compile(r"\*+|_+")
_WORD = re.compile(r"\w")
_OPAQUE = frozenset({"code", "pre", "tex", "raw-block", "raw-tag", "rb", "rt"})
DEEPEST = 32
"""Open marks that are remembered; nobody nests more."""

MOST_OPENINGS = 2
"""Of one run: what a longer one opens besides is dropped, so that a tree stays shallow."""

_APART = BLOCKS | {"raw-block"}
"""Blocks: a mark before one has no partner behind it."""


@dataclass(slots=True)
class Run:
    """A run of equal marks; ``left`` of them are still without a partner."""

    mark: str
    left: int
    opens: bool
    closes: bool
    closings: int = 0
    openings: list[str] = field(default_factory=list)


Piece = str | Element | Run


class EmphasisTreeprocessor(Treeprocessor):
    """Turns pairs of marks into ``em`` and ``strong``."""

    def run(self, root: Element) -> None:
        """Look through the texts of every element."""
        for element in list(root.iter()):
            if element.tag not in _OPAQUE and not isinstance(element.text, AtomicString):
                _emphasise(element)


def _emphasise(element: Element) -> None:
    texts = (element.text, *(child.tail for child in element))
    if not any(text and _RUN.search(text) for text in texts):
        return
    pieces = list(_pieces(element))
    stretch: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Run):
            stretch.append(piece)
        elif not isinstance(piece, str) and piece.tag in _APART:
            _pair(stretch)
            stretch = []
    _pair(stretch)
    _rebuild(element, pieces)


def _pieces(element: Element) -> Iterator[Piece]:
    """The texts, marks and elements that stand in an element, in order."""
    children = list(element)
    for index, text in enumerate((element.text, *(child.tail for child in children))):
        if index:
            yield children[index - 1]
        before = _edge(children[index - 1]) if index else " "
        after = _edge(children[index]) if index < len(children) else " "
        yield from _split(text or "", before, after)


def _edge(neighbour: Element) -> str:
    """What a mark sees in an element beside it: white space, or a sign that is no word."""
    return " " if neighbour.tag in _APART or neighbour.tag == "br" else "."


def _split(text: str, before: str, after: str) -> Iterator[str | Run]:
    at = 0
    for found in _RUN.finditer(text):
        left = text[found.start() - 1] if found.start() else before
        right = text[found.end()] if found.end() < len(text) else after
        mark = found[0][0]
        opens, closes = not right.isspace(), not left.isspace()
        if mark == "_":  # snake_case is a word
            opens, closes = opens and not _WORD.match(left), closes and not _WORD.match(right)
        yield text[at : found.start()]
        yield Run(mark, len(found[0]), opens, closes)
        at = found.end()
    yield text[at:]


def _pair(runs: list[Run]) -> None:
    """Find for each run the nearest open one before it (CommonMark, "process emphasis")."""
    waiting: list[Run] = []
    for run in runs:
        while run.closes and run.left and (at := _opener(waiting, run)) is not None:
            del waiting[at + 1 :]
            _join(waiting[at], run)
            if not waiting[at].left:
                waiting.pop()
        if run.opens and run.left:
            waiting = [*waiting[1 - DEEPEST :], run]


def _opener(waiting: list[Run], run: Run) -> int | None:
    for at in range(len(waiting) - 1, -1, -1):
        if waiting[at].mark == run.mark and not _nests(waiting[at], run):
            return at
    return None


def _nests(opener: Run, run: Run) -> bool:
    """``*甲**乙**丙*``: one mark and two, which open and close, are different emphasis."""
    return (opener.closes or run.opens) and {opener.left, run.left} == {1, 2}


def _join(opener: Run, closer: Run) -> None:
    """One mark each, or all pairs at once: ``****甲****`` is no stronger than ``**甲**``."""
    shared = min(opener.left, closer.left)
    size = shared - shared % 2 or 1
    opener.left -= size
    closer.left -= size
    if len(opener.openings) < MOST_OPENINGS:
        opener.openings.append("em" if size == 1 else "strong")
        closer.closings += 1


def _rebuild(element: Element, pieces: list[Piece]) -> None:
    """Put the pieces back, those between paired marks into elements of their own."""
    for child in list(element):
        element.remove(child)
        child.tail = None
    element.text = None
    way = [element]
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        elif isinstance(piece, Run):
            for _ in range(piece.closings):
                _settle(way.pop(), texts)
            texts.append(piece.mark * piece.left)
            for tag in reversed(piece.openings):
                _settle(way[-1], texts)
                way.append(SubElement(way[-1], tag))
        else:
            _settle(way[-1], texts)
            way[-1].append(piece)
    _settle(way[-1], texts)


def _settle(parent: Element, texts: list[str]) -> None:
    """Write the gathered texts at the end of an element."""
    text = "".join(texts)
    texts.clear()
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
