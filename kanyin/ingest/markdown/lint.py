"""What in the source text is probably not what its writer meant.

The dialect takes the least surprising reading and says so; here the surprises are
looked for line by line, code fences left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.diagnostics import Diagnostic, Fix, Place, remark
from kanyin.ingest.markdown.blocks import BLOCK_KINDS, FENCE_OPEN, closing_fence

_CALL = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]]*)\]:")
_FULL_WIDTH_COLON = re.compile(r"[ ]{0,3}\[\^[^\]]*\](：)")
_KIND = re.compile(r":::[ ]*(\w*)[ ]*$")
_LIST_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|\d+\.)[ ]+\S")
_TOC = re.compile(r"\[TOC\]\s*$", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`++)(?:[^`]++|(?!\1(?!`))`++)*+\1(?!`)")
"""Runs of backticks are skipped whole: a line of them is read once, not once for each."""


def lint(text: str, name: str, first_line: int) -> Iterator[Diagnostic]:
    """Remarks on the whole text."""
    lines = text.split("\n")
    outside = list(_outside_code(lines))
    before = first_line - 1
    yield from _notes(outside, name, before)
    yield from _kinds(outside, name, before)
    previous = ""
    for number, line in outside:
        place = Place(name, number + before, 1)
        if _LIST_ITEM.match(line) and previous.strip() and _is_prose(previous):
            yield remark("M106", place)
        if _TOC.match(line):
            yield remark("M107", place)
        previous = line


def _outside_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not inside a code fence."""
    at = 0
    while at < len(lines):
        opening = FENCE_OPEN.match(lines[at])
        end = closing_fence(lines, at, opening["mark"]) if opening else None
        if end is None:
            yield at + 1, lines[at]
            at += 1
        else:
            at = end + 1


def _is_prose(line: str) -> bool:
    return not re.match(r"\s|[>#|:-]|[*+] |\d+\. |`{3}|\$\$", line)


def _notes(lines: list[tuple[int, str]], name: str, before: int) -> Iterator[Diagnostic]:
    """Calls without a note, notes without a call, a full-width colon."""
    defined = {m[1]: n for n, line in lines if (m := _DEFINITION.match(line))}
    called: set[str] = set()
    for number, line in lines:
        visible = _CODE.sub(lambda m: " " * len(m[0]), line)
        if wrong := _FULL_WIDTH_COLON.match(visible):
            start = wrong.start(1) + 1
            place = Place(name, number + before, start, number + before, start + 1)
            yield remark("M103", place, fix=Fix(":", True))
            continue
        for call in _CALL.finditer(visible):
            called.add(call[1])
            if call[1] not in defined:
                start, end = call.start() + 1, call.end() + 1
                place = Place(name, number + before, start, number + before, end)
                yield remark("M104", place, name=call[1])
    for note, number in defined.items():
        if note not in called:
            yield remark("M105", Place(name, number + before, 1), name=note)


def _kinds(lines: list[tuple[int, str]], name: str, before: int) -> Iterator[Diagnostic]:
    """``:::`` blocks of an unknown kind, or never closed."""
    opened: tuple[int, str] | None = None
    for number, line in lines:
        found = _KIND.match(line)
        if not found:
            continue
        if found[1] and opened:
            yield remark("M109", Place(name, opened[0] + before, 1), kind=opened[1])
        if found[1] and found[1] not in BLOCK_KINDS:
            yield remark(
                "M108",
                Place(name, number + before, 1),
                kind=found[1],
                known="、".join(sorted(BLOCK_KINDS)),
            )
        opened = (number, found[1]) if found[1] else None
    if opened:
        yield remark("M109", Place(name, opened[0] + before, 1), kind=opened[1])
