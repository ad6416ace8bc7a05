"""The texts of the front matter that are printed, with their places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.proof.blocks import Block, Line

PROSE_KEYS = "title lead_title subtitle abstract editor_note author_notes".split()
_KEY = re.compile(rf"({'|'.join(PROSE_KEYS)}):[ ]*")
_ENDS = ("---", "...")
_LISTED = re.compile(r"\s*-[ ]+(?=\S)")
_ENTRY = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\[\]]+?))\s*(?:,(?:\s|$)|\]|$)")

Lines = tuple[tuple[int, str], ...]


def split_front(lines: Lines) -> tuple[Lines, Lines]:
    """The lines of the front matter, and those of the text below."""
    if not lines or lines[0][1].rstrip() != "---":
        return (), lines
    ends = (at for at, (_, line) in enumerate(lines) if at and line.rstrip() in _ENDS)
    end = next(ends, -1)
    return (lines[1:end], lines[end + 1 :]) if end > 0 else ((), lines)


def read_front(lines: Lines) -> Iterator[Block]:
    """One block for each printed text: a value, a list's entry, a line of a long text."""
    key = ""
    for number, line in lines:
        found = _KEY.match(line)
        if found:
            key = found[1]
            yield from _value(number, line, found.end(), key)
        elif line[:1].strip():
            key = ""
        elif key:
            listed = _LISTED.match(line)
            start = listed.end() if listed else len(line) - len(line.lstrip())
            yield from _value(number, line, start, key)


def _value(number: int, line: str, start: int, key: str) -> Iterator[Block]:
    text = line[start:].rstrip()
    if text in ("", "|", ">", "|-", ">-") or text.startswith("#"):
        return
    if text.startswith("["):
        for entry in _ENTRY.finditer(line, start + 1):
            yield _field(
                key, (number, entry.start(entry.lastindex or 0), entry[entry.lastindex or 0])
            )
        return
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    yield _field(key, (number, start + quoted, text[1:-1] if quoted else text))


def _field(key: str, line: Line) -> Block:
    return Block("title" if "title" in key else "field", 0, [line])
