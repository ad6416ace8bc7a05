"""Widths of texts, near enough without asking a font."""

from __future__ import annotations

from unicodedata import east_asian_width

LETTER = 0.55
"""A letter or a digit in em, on average."""


def ems(text: str) -> float:
    """How wide a text is, in em of its own size."""
    return sum(1 if east_asian_width(c) in "WFA" else LETTER for c in text)
