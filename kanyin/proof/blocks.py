"""The blocks of a manuscript by its lines: paragraphs, headings, items, cells, notes.

It follows the dialect of ``docs/format.md`` line by line and keeps the column that each
line's words begin in, which the element tree of an article does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Line = tuple[int, int, str]
"""The number of a line in the file, the column its words begin in (from 0), the words."""

HIDDEN = "\0"
"""Stands for each character of a comment: it is nothing, not even a space."""

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what is no prose but is printed: code, a formula, an address, a picture."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KIND = re.compile(r":::\s*(\w*)\s*$")
_RAW = re.compile(r"\s*<(pre|script|style|svg|math)\b", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})[ ]*(?=[^#\s])")
_UNDERLINE = re.compile(r"(?:=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?=\S)|:\s{1,3}(?=\S)")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:\s*")
_DEFINITION = re.compile(r" {0,3}\[[^\]^]+\]:\s*<?(?:[a-z][a-z0-9+.-]*:|[./#?]|[\w-]+[./#])[!-~]*>?\s*$")  # fmt: skip
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_CAPTION = re.compile(r"[表图][：:]")
_INDENTED = re.compile(r"(?: {4,}|\t)\s*(?=[!-~])")


@dataclass(slots=True)
class Block:
    """One block: its kind, the level of a heading, its lines."""

    kind: str
    level: int = 0
    lines: list[Line] = field(default_factory=list)


def comments(lines: tuple[tuple[int, str], ...]) -> tuple[tuple[tuple[int, str], ...], list[Line]]:
    """The lines with every comment hidden, and the comments with their places."""
    text = "\n".join(line for _, line in lines)
    found: list[Line] = []
    if "<!--" not in text:
        return lines, found

    def hide(m: re.Match[str]) -> str:
        before = text.count("\n", 0, m.start())
        column = m.start() - (text.rfind("\n", 0, m.start()) + 1)
        found.append((lines[before][0], column, m[0]))
        return "".join("\n" if c == "\n" else HIDDEN for c in m[0])

    hidden = _COMMENT.sub(hide, text).split("\n")
    return tuple((n, new) for (n, _), new in zip(lines, hidden, strict=True)), found


def read_blocks(lines: tuple[tuple[int, str], ...]) -> Iterator[Block]:
    """The blocks below the front matter; code, formulas and raw drawings are left out."""
    block: Block | None = None
    for kind, (number, line) in _within(lines):
        begun = _begin(kind, number, line, block)
        if begun is None and block is not None:
            block.lines.append((number, *_bare(line, block.kind)))
            continue
        if block:
            yield from _settled(block)
        block = begun
    if block:
        yield from _settled(block)


def _within(lines: tuple[tuple[int, str], ...]) -> Iterator[tuple[str, tuple[int, str]]]:
    """The lines outside code, each with the ``:::`` block that it stands in."""
    kind, until = "", ""
    for number, line in lines:
        inner = _QUOTE.sub("", line, count=1)
        if until:
            until = "" if _closes(inner, until) else until
            continue
        until = _opens(inner)
        if until:
            until = "" if until[0] == "<" and until in line.lower() else until
            yield "code", (number, OBJECT)
        elif fence := _KIND.match(line):
            kind = fence[1]
            yield kind, (number, "")
        else:
            yield kind, (number, line)


def _opens(line: str) -> str:
    """What will close the code, the formula or the drawing that a line opens, or nothing."""
    if fence := _CODE_FENCE.match(line):
        return fence[1]
    if line.lstrip().startswith("$$") and line.count("$$") == 1:
        return "$$"
    raw = _RAW.match(line)
    return f"</{raw[1].lower()}>" if raw else ""


def _closes(line: str, until: str) -> bool:
    if until.startswith("<"):
        return until in line.lower()
    bare = line.strip()
    if until == "$$":
        return "$$" in bare
    return len(bare) >= len(until) and not bare.strip(until[0])


def _begin(kind: str, number: int, line: str, block: Block | None) -> Block | None:
    """The block that a line begins; None when it goes on with the last one."""
    if kind == "code":
        return Block(kind, 0, [(number, 0, line)])
    bare = line.replace(HIDDEN, "").strip()
    if not bare or (_RULE.match(line) and not (block and block.kind and _UNDERLINE.match(line))):
        return Block("")
    block = block or Block("")
    fresh = block.kind in ("", "code")
    if heading := _HEADING.match(line):
        words = re.sub(r"\s+#+\s*$", "", line[heading.end() :])
        return Block("heading", len(heading[1]), [(number, heading.end(), words)])
    if fresh and (_DEFINITION.match(line) or _INDENTED.match(line)):
        return Block("")
    for name, form in (("note", _NOTE), ("quote", _QUOTE), ("item", _ITEM)):
        found = form.match(line)
        if found and (fresh or name != "item" or block.kind in ("item", "note") or line[0] == ":"):
            if name == "quote" and block.kind == "quote" and line[found.end() :].strip():
                return None
            inside = _HEADING.match(line, found.end())
            start = inside.end() if inside and name == "quote" else found.end()
            return Block(name, 0, [(number, start, line[start:])])
    if fresh:
        return Block(kind or "paragraph", 0, [(number, *_bare(line, ""))])
    return None


def _bare(line: str, kind: str) -> tuple[int, str]:
    """The words of a line that goes on, and their column."""
    quoted = _QUOTE.match(line) if kind == "quote" else None
    start = quoted.end() if quoted else len(line) - len(line.lstrip(" \t"))
    return start, line[start:]


def _settled(block: Block) -> Iterator[Block]:
    """Tables cell by cell, underlined headings as headings; blank stretches are no blocks."""
    lines = block.lines
    if not block.kind or not lines:
        return
    texts = [text for _, _, text in lines]
    rule = next((n for n, t in enumerate(texts) if n and "|" in texts[n - 1] and _TABLE_RULE.match(t)), 0)  # fmt: skip
    if rule:
        if before := lines[: rule - 1]:
            yield from _settled(Block(block.kind, 0, before))
        for line in (lines[rule - 1], *lines[rule + 1 :]):
            yield from _cells(line)
    elif len(lines) == 2 and _UNDERLINE.match(texts[1]):
        yield Block("heading", 1 if texts[1][0] == "=" else 2, lines[:1])
    elif block.kind == "paragraph" and _CAPTION.match(texts[0]):
        yield Block("caption", 0, lines)
    else:
        yield block


def _cells(line: Line) -> Iterator[Block]:
    number, column, text = line
    for cell in _CELL.finditer(text):
        words = cell[0].strip()
        if words:
            start = column + cell.start() + cell[0].index(words)
            yield Block("cell", 0, [(number, start, words)])
