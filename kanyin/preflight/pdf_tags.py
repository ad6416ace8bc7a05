"""Reads which block of a tagged PDF each piece of content belongs to (ISO 32000-1 14.7).

Tags settle where a paragraph ends and what is a heading, a cell or page furniture. A file
without tags has to be read by its geometry alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

INLINE = frozenset(
    "Span Link Em Strong Quote Reference Code Ruby RB RT RP Warichu WT WP Sub Annot "
    "NonStruct BibEntry".split()
)
"""Structure types inside a line (ISO 32000-1 14.8.4.4; ISO 32000-2 14.8.4.7)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the structure tree: its place among the page's blocks, and its type."""

    number: int
    role: str


def blocks_of(page: Any) -> Mapping[int, Block]:
    """The blocks of a PDFium page by their marked content; empty without tags."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, Block] = {}
    numbers: dict[int, int] = {}
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            child = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            if child:
                for mark, role, key in _marks(child, "", 0):
                    found[mark] = Block(numbers.setdefault(key, len(numbers)), role)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return found


def _marks(element: Any, role: str, key: int) -> Iterator[tuple[int, str, int]]:
    """Every marked content below an element with its nearest block."""
    own = _type(element)
    if own not in INLINE:
        role, key = own, raw.cast(element, raw.c_void_p).value or 0
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks(child, role, key)
        else:
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark >= 0:
                yield mark, role, key


def _type(element: Any) -> str:
    room = raw.create_string_buffer(128)
    length = raw.FPDF_StructElement_GetType(element, room, len(room))
    name: str = room.raw[: max(0, length - 2)].decode("utf-16-le", "replace")
    return name
