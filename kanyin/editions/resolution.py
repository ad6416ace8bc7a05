"""Pictures are fine enough for the press, or a remark says which are not, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.article import Element

LEAST = 300
"""Pixels an inch that a picture needs at the size it is printed in."""
ROUNDING = 0.99


def check_resolution(printed: Iterable[tuple[Element, float]], file: str) -> Iterator[Diagnostic]:
    """A remark for each picture that is printed too coarsely, with the width it needs."""
    for image, found in printed:
        if found < LEAST * ROUNDING:
            yield remark(
                "E208",
                _place(image, file),
                path=image.get("src", ""),
                found=round(found),
                least=LEAST,
                times=f"{LEAST / found:.1f}",
            )


def _place(image: Element, file: str) -> Place | None:
    for one in (image, *image.iterancestors()):
        if line := one.get("data-line"):
            return Place(file, int(line), 1)
    return Place(file) if file else None
