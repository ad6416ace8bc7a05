"""Lines of blocks: which line of the manuscript each block begins on.

Python-Markdown keeps no places. But before its inline pass a block's text is still the
source's text, and blocks come in the order of the source; so each block's first line
is looked up among the source's lines, from the last one found on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from kanyin.model.places import LINE, LONGEST_BLOCK

if TYPE_CHECKING:
    from markdown import Markdown

SOURCE = "source-line"
"""A block whose text is no longer the source's keeps the source's first line here."""
SAME_LINE = " "
"""For the cells of a row behind its first."""

_LEADING = re.compile(r"[\s>#:*+~`$|-]*(?:\d+[.)]\s+)?[\s>#:*+~`$|-]*")
_NOTE = re.compile(r"[ ]{0,3}\[\^([^\]]*)\]:\s*(.*)")


def _key(line: str) -> str:
    """A line without the marks that Markdown takes off its front (at most 40 characters)."""
    return line[_LEADING.match(line).end() :].rstrip(" #|")[:40]  # type: ignore[union-attr]


class LineIndex:
    """Finds lines of the source by their text, never going back."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, list[int]] = defaultdict(list)
        self.notes: dict[str, int] = {}
        self._cursor = 0
        self._text = text.split("\n")
        for number, line in enumerate(self._text, 1):
            if note := _NOTE.match(line):
                self.notes.setdefault(note[1], number)
                line = note[2]
            for part in {_key(line), _key(_first_cell(line))} - {""}:
                self._lines[part].append(number)

    def find(self, text: str) -> int:
        """The next line whose text begins as ``text`` does, or 0."""
        key = next((k for line in text.split("\n") if (k := _key(line))), "")
        numbers = self._lines.get(key, ())
        at = bisect_left(numbers, self._cursor)
        if not key or at == len(numbers):
            return 0
        self._cursor = numbers[at] + 1
        return numbers[at]

    def find_inside(self, text: str) -> int:
        """The next line, or the last one found, that holds the first line of a text, or 0."""
        first = text.strip().split("\n")[0]
        start = max(self._cursor - 1, 1)
        near = enumerate(self._text[start - 1 : start + LONGEST_BLOCK], start)
        found = next((number for number, line in near if first in line), 0)
        self._cursor = max(self._cursor, found + 1)
        return found

    def move_to(self, line: int) -> None:
        """Go on from a line that is known."""
        self._cursor = line


def _first_cell(line: str) -> str:
    return line.strip().strip("|").split("|")[0] if "|" in line else ""


class PlacesTreeprocessor(Treeprocessor):
    """Writes ``data-line`` on every block, before inline marks are read."""

    def __init__(self, md: Markdown, index: LineIndex, first_line: int) -> None:
        super().__init__(md)
        self._index = index
        self._before = first_line - 1

    def run(self, root: Element) -> None:
        """Walk the blocks in order; a container begins where its first child does."""
        for block in root:
            name = (block.get("id") or "").removeprefix("fn-")
            if block.get("class") == "note" and name in self._index.notes:
                self._index.move_to(self._index.notes[name])
            self._mark(block)

    def _mark(self, block: Element) -> None:
        waiting: list[Element] = []
        last = ""
        for element in _blocks(block):
            if element.get(SOURCE) == SAME_LINE:
                element.set(LINE, last)
                continue
            waiting.append(element)
            if line := self._find(element):
                last = str(line + self._before)
                for one in waiting:
                    one.set(LINE, last)
                waiting = []

    def _find(self, element: Element) -> int:
        if raw := element.get(SOURCE):
            return self._index.find(raw) or self._index.find_inside(raw)
        return self._index.find(element.text or "")


def _blocks(block: Element) -> Iterator[Element]:
    """The block and those in it; of a table row only the first cell has a line to find."""
    for element in block.iter():
        if element.tag == "tr":
            for cell in element[1:]:
                cell.set(SOURCE, SAME_LINE)
        yield element
