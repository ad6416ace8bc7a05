"""Links by reference written out where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kanyin.ingest.foreign.edits import Edit
from kanyin.ingest.foreign.lines import DEFINITION, Scan
from kanyin.ingest.text.page import DROPPED, Claim, Line, Page

_CODE = r"(?P<code>(?<!`)(`+)(?!`).*?(?<!`)\2(?!`))"
_REFERENCE = re.compile(
    rf"{_CODE}|(?P<escape>\\.)|(?P<image>!?)\[(?P<text>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\]){{0,500}})\](?P<name>[ ]?\[[^\]\n]{{0,200}}\])?(?![\[(:])"
)
LONGEST_LINE = 20_000
"""Characters; in a longer one nobody wrote a link by hand."""

_NO_DEFINITION = re.compile(r"( {0,3})\[(?!\^)[^\]\n]+\]:")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Links written out where they are used, and the definitions that go."""

    edits: tuple[Edit, ...]
    claims: tuple[Claim, ...]


def resolve(page: Page, seen: Scan) -> Addresses:
    """Write every address where it is used; the definitions are not needed any more."""
    definitions = list(_definitions(page, seen))
    known = {_plain(m[1]): _target(m) for _, m in definitions}
    edits: list[Edit] = []
    for line in _lines(page, seen):
        edits += _references(line.start, line.text, known)
        if stray := _NO_DEFINITION.match(line.text):
            at = line.start + stray.end(1)
            edits.append(Edit(at, at, "\\", "escape"))
    claims = (Claim(*line.whole, DROPPED, "link definition") for line, _ in definitions)
    return Addresses(tuple(edits), tuple(claims))


def _lines(page: Page, seen: Scan) -> Iterator[Line]:
    """The lines in which links are links."""
    for line in page.lines:
        kind = seen.kinds.get(line.number, "code")
        if kind not in ("code", "definition") and len(line.text) <= LONGEST_LINE:
            yield line


def _definitions(page: Page, seen: Scan) -> Iterator[tuple[Line, re.Match[str]]]:
    for number, kind in seen.kinds.items():
        line = page.lines[number - 1]
        match = DEFINITION.match(line.text) if kind == "definition" else None
        if match and number not in page.taken:
            yield line, match


def _plain(name: str) -> str:
    """Names of definitions are the same whatever their case and spaces (CommonMark, 4.7)."""
    return " ".join(name.casefold().split())


def _target(definition: re.Match[str]) -> str:
    title = f' "{definition[3]}"' if definition[3] else ""
    return f"({definition[2]}{title})"


def _references(start: int, text: str, known: dict[str, str]) -> Iterator[Edit]:
    for match in _REFERENCE.finditer(text):
        if match["text"] is None:
            continue
        name = (match["name"] or "").strip(" []") or match["text"]
        target = known.get(_plain(name))
        if target:
            end = match.end("text") + 1
            yield Edit(start + end, start + match.end(), target, "link")
        if "[" in match["text"]:
            yield from _references(start + match.start("text"), match["text"], known)
