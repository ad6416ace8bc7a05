"""Pictures are fine enough for the press, or a remark says which are not, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanyin.diagnostics import Diagnostic, remark
from kanyin.model.article import Element
from kanyin.model.places import known_place

LEAST = 300
"""Pixels an inch that a picture needs at the size it is printed in."""
ROUNDING = 0.99


def check_resolution(printed: Iterable[tuple[Element, float]], file: str) -> Iterator[Diagnostic]:
    """A remark for each picture that is printed too coarsely, with the width it needs."""
    for image, found in printed:
        if found < LEAST * ROUNDING:
            yield remark(
                "E208",
                known_place(file, image),
                path=image.get("src", ""),
                found=round(found),
                least=LEAST,
                times=f"{LEAST / found:.1f}",
            )
