"""What the engine of pages cannot set in bounded time, found before it is asked to.

Measured with WeasyPrint 70: a word of 20,000 letters takes 40 s to break into lines, and a
paragraph of 100,000 characters 20 s, both growing with the square of the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.places import line_of
from kanyin.model.publication import Publication

LONGEST_WORD = 5_000
LONGEST_BLOCK = 100_000
BLOCKS = ("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "span")
_WORD = re.compile(rf"[!-~]{{{LONGEST_WORD + 1},}}")


def check_bounds(publication: Publication) -> Iterator[Diagnostic]:
    """An error for each block that is too long, or holds a word that is."""
    files = {a.id: a.file for a in publication.issue.articles}
    for document in publication.documents:
        file = files.get(document.id, "")
        for block in document.root.iter(*BLOCKS):
            text = "".join(t for t in (block.text, *(c.tail for c in block)) if t)
            if len(text) > LONGEST_BLOCK:
                yield remark("R112", _place(block, file), length=len(text), most=LONGEST_BLOCK)
            elif len(text) > LONGEST_WORD and (word := _WORD.search(text)):
                yield remark("R113", _place(block, file), length=len(word[0]), most=LONGEST_WORD)


def _place(element: etree._Element, file: str) -> Place | None:
    return Place(file, line_of(element) or 1, 1) if file else None
