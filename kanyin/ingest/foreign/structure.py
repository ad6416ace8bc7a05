"""Titles, headings and lists as the dialect writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.foreign.edits import Edit
from kanyin.ingest.foreign.lines import HEADING, ITEM, Scan
from kanyin.ingest.text.forms import FORMS, form_of
from kanyin.ingest.text.page import Claim, Finding, Found, Line, Page
from kanyin.ingest.text.script import squeeze

_PICTURE = re.compile(r"(!\[[^\]]*\]\([^\s()]+)\)[ \t]*$")
_CAPTION = re.compile(r"图[ 　]*(?:\d|[一二三四五六七八九十])")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")


def title_of(page: Page, seen: Scan, front: tuple[Finding, ...]) -> Found:
    """The first-level heading that opens the text, unless the front matter says otherwise."""
    known = {
        squeeze("".join(f.value))
        for f in front
        if f.field == "title" and isinstance(f.value, str | tuple)
    }
    first = next(
        (n for n, kind in sorted(seen.kinds.items()) if n not in page.taken and kind != "html"), 0
    )
    line = page.lines[first - 1]
    start, end = _words(line)
    if (
        not first
        or _level(line, seen) != 1
        or (known and squeeze(page.text[start:end]) not in known)
    ):
        return Found()
    finding = Finding("title", f"first-level heading, line {first}", spans=((start, end),))
    return Found((Claim(*line.whole, "title", ""),), (finding,) if not known else ())


def _level(line: Line, seen: Scan) -> int:
    """The level of a line that is a heading, else 0."""
    if line.number in seen.underlined:
        return seen.underlined[line.number]
    mark = HEADING.match(line.text) if seen.kinds.get(line.number) == "heading" else None
    return len(mark[1]) if mark else 0


def _words(line: Line) -> tuple[int, int]:
    """A heading's own words."""
    mark = HEADING.match(line.text)
    closing = _CLOSING.search(line.text) if mark else None
    return line.within(mark.end() if mark else 0, closing.start() if closing else len(line.text))


def headings(page: Page, seen: Scan) -> Iterator[Edit]:
    """The levels in use become ``##``, ``###`` …; marks behind a heading go."""
    found = [
        (line, level)
        for line in page.lines
        if line.number not in page.taken and (level := _level(line, seen))
    ]
    ranks = _ranks(page, found)
    used = sorted(set(ranks.values()))
    for line, _ in found:
        mark = "#" * min(2 + used.index(ranks[line.number]), 6) + " "
        start, end = _words(line)
        old = page.text[line.start : start]
        if old != mark:
            yield Edit(line.start, start, mark, "heading")
        if end < line.end:
            yield Edit(end, line.end, "", "markup")


def _ranks(page: Page, found: list[tuple[Line, int]]) -> dict[int, tuple[int, int]]:
    """Level and number of each heading: 2.1 stands below 2; one without stands with the first."""
    forms = {line.number: form_of(page.text[slice(*_words(line))] or " ") for line, _ in found}
    numbers = {n: FORMS.index(form) for n, form in forms.items() if form}
    first: dict[int, int] = {}
    for line, level in found:
        number = numbers.get(line.number, len(FORMS))
        first[level] = min(first.get(level, len(FORMS)), number)
    return {ln.number: (level, numbers.get(ln.number, first[level])) for ln, level in found}


def captions(page: Page, seen: Scan) -> Iterator[Edit]:
    """图1 … right below a picture is its caption."""
    for number, kind in list(seen.kinds.items()):
        line, below = page.lines[number - 1], page.lines[number : number + 1]
        picture = _PICTURE.match(line.text) if kind == "text" else None
        if not picture or seen.kinds.get(number + 1) != "text" or number + 1 in page.taken:
            continue
        if _CAPTION.match(below[0].bare) and seen.kinds.get(number + 2) != "text":
            seen.kinds |= {number: "figure", number + 1: "figure"}
            yield Edit(line.start + picture.end(1), line.end, ' "', "caption")
            yield Edit(below[0].span[1], below[0].end, '")', "caption")


def stand_alone(seen: Scan) -> None:
    """An underlined line is a block of its own from now on."""
    seen.kinds |= dict.fromkeys(seen.underlined, "heading")


def lists(page: Page, seen: Scan) -> Iterator[Edit]:
    """Four spaces for each list in a list, whatever the items are indented by elsewhere.

    A line belongs to the item whose text begins no farther right (CommonMark 0.31, 5.2).
    """
    columns: list[int] = []
    for number, line in enumerate(page.lines, 1):
        kind = seen.kinds.get(number, "")
        if kind == "" or number in page.taken:
            continue
        if kind not in ("list", "code", "quote", "table", "html"):
            columns = []
            continue
        text = line.text.expandtabs(4)
        indent = len(text) - len(text.lstrip(" "))
        item = ITEM.match(line.text) if kind == "list" else None
        lazy = kind == "list" and not item and number - 1 in seen.kinds
        while columns and indent < columns[-1] and not lazy:
            columns.pop()
        yield from _indented(line, indent, columns, bool(item))
        if item:
            if item["number"] and item["mark"].endswith(")"):
                at = line.start + item.end("mark")
                yield Edit(at - 1, at, ".", "list")
            columns.append(indent + len(item["mark"]) + len(item["space"].expandtabs(4)))


def _indented(line: Line, indent: int, columns: list[int], is_item: bool) -> Iterator[Edit]:
    inside = bool(columns) and indent >= columns[-1]
    if not (inside or is_item):
        return
    wanted = " " * (
        4 * len(columns) + indent - columns[-1] if inside and not is_item else 4 * len(columns)
    )
    spaces = len(line.text) - len(line.text.lstrip(" \t"))
    if line.text[:spaces] != wanted:
        yield Edit(line.start, line.start + spaces, wanted, "list")
