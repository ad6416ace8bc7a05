"""What kind of character a glyph shows; the sets stand in ``characters.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

HAN = (
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x31C0, 0x31EF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Blocks of the Unicode script Han, symbols and strokes included."""


@dataclass(frozen=True, slots=True)
class CharacterSets:
    """The sets of ``characters.toml`` by their names."""

    closing: frozenset[str]
    pauses: frozenset[str]
    stops: frozenset[str]
    opening: frozenset[str]
    interpuncts: frozenset[str]
    connectors: frozenset[str]
    separators: frozenset[str]
    dashes: frozenset[str]
    ellipses: frozenset[str]
    ascii_closing: frozenset[str]
    ascii_opening: frozenset[str]
    after_number: frozenset[str]
    before_number: frozenset[str]
    note_calls: frozenset[str]

    @property
    def ending(self) -> frozenset[str]:
        """Marks that close something: their blank stands behind them."""
        return self.closing | self.pauses | self.stops


@cache
def sets() -> CharacterSets:
    """The sets, read once."""
    text = resources.files("kanyin.preflight").joinpath("characters.toml").read_text("utf-8")
    return CharacterSets(**{name: frozenset(row) for name, row in tomllib.loads(text).items()})


@cache
def is_han(text: str) -> bool:
    """Whether a glyph shows an ideograph."""
    return len(text) == 1 and any(low <= ord(text) <= high for low, high in HAN)


@cache
def is_western(text: str) -> bool:
    """Whether a glyph shows letters or digits that are not set in a full cell."""
    return (
        text.isalnum()
        and not any(
            low <= ord(c) <= high
            for c in text
            for low, high in (*HAN, (0x3040, 0x31BF), (0xFF00, 0xFFEF))
        )
        and text not in sets().note_calls
    )
