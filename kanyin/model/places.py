"""Places of what an article's tree holds: the line of its block, and the exact spot.

A tree knows lines only (``data-line``), so the spot is looked up in the manuscript.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanyin.diagnostics import Place
from kanyin.model.article import Element

LINE = "data-line"
LONGEST_BLOCK = 100
"""Lines of a block within which a spot is looked for."""
LONGEST_LINE = 10_000
"""Characters of a line that are looked through; nobody writes longer ones by hand."""


def line_of(element: Element | None) -> int:
    """The line of an element, or of the nearest block around it; 0 where none is known."""
    while element is not None:
        if (line := element.get(LINE) or "").isdecimal():
            return int(line)
        element = element.getparent()
    return 0


def block_place(file: str, element: Element | None) -> Place:
    """The place of an element, or of the nearest block around it, in a file."""
    line = line_of(element)
    return Place(file, line, 1) if line else Place(file)


def known_place(file: str, element: Element | None) -> Place | None:
    """The same; None where neither a file nor a line is known."""
    place = block_place(file, element)
    return place if place.file or place.line else None


def exact_place(block: Place, pattern: str, lines: Sequence[str], number: int = 1) -> Place:
    """Where a pattern matches for the ``number``-th time from a block's line on.

    ``lines`` are all those of the file. The block itself where it does not match.
    """
    first = max(block.line, 1)
    for line, text in enumerate(lines[first - 1 : first + LONGEST_BLOCK], first):
        for found in re.finditer(pattern, text[:LONGEST_LINE]):
            number -= 1
            if number == 0:
                return Place(block.file, line, found.start() + 1, line, found.end() + 1)
    return block


def address(text: str) -> str:
    """The pattern of an address or a name: a whole one, as it stands in its marks."""
    return rf"(?<![^(<\"'\s={{]){re.escape(text)}(?![^\s)>\"'\]}}])"
