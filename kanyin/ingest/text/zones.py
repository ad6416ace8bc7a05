"""Where a page's head ends and its tail begins: at the first and last running text."""

from __future__ import annotations

import re

from kanyin.ingest.text.names import names_in
from kanyin.ingest.text.page import Line, Page
from kanyin.ingest.text.script import is_prose

_DATED = re.compile(r"[12]\d{3}-\d\d?-\d\d?(?!\d)[^。]*$")
_ADDRESSED = re.compile(r"[^（(。]{2,160}[（(]?[^。]*\d{6}[^。]{0,40}")
_REFERENCE = re.compile(r"(?:\[|［|〔)\d{1,3}(?:\]|］|〕)")
_LONGEST = 40
"""More lines than this before any running text are no head, nor is such a tail."""


def head(page: Page) -> tuple[Line, ...]:
    """The free lines before the first running text."""
    lines = []
    for line in page.free[:_LONGEST]:
        if runs(line):
            break
        lines.append(line)
    return tuple(lines)


def runs(line: Line) -> bool:
    """Whether a line is running text; a date line or a list of names, however long, is not."""
    text = line.bare
    if not is_prose(text) or _REFERENCE.match(text):
        return False
    if len(text) > 300:
        return True
    return not (_DATED.match(text) or _ADDRESSED.fullmatch(text) or names_in(text))


def tail(page: Page) -> tuple[Line, ...]:
    """The free lines after the last running text, in order."""
    lines = []
    for line in reversed(page.free[-_LONGEST:]):
        if runs(line):
            break
        lines.append(line)
    return tuple(reversed(lines))


def margins_of(page: Page) -> frozenset[int]:
    """The numbers of the lines in the head and in the tail."""
    return frozenset(line.number for line in (*head(page), *tail(page)))


def directly_below(above: Line, below: Line) -> bool:
    """Whether no line lies between the two."""
    return below.number == above.number + 1
