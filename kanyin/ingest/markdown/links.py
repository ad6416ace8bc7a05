"""Links and pictures as the library reads them, but never looking farther than a reader.

The library looks for a closing bracket from every opening one to the end of the
paragraph; a page of ``[[[[…`` then takes minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from markdown.inlinepatterns import (
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

if TYPE_CHECKING:
    from markdown import Markdown

DEEPEST = 32
"""Brackets in brackets; nobody nests more."""

MOST_PARENTHESES = 64
"""Parentheses in the address and the title of one link."""

_BRACKET = re.compile(r"[\[\]]")
_PARENTHESIS = re.compile(r"[()]")


def closing_bracket(data: str, start: int) -> int:
    """The index after the bracket that closes the one before ``start``, or 0."""
    depth = 1
    for bracket in _BRACKET.finditer(data, start):
        depth += 1 if bracket[0] == "[" else -1
        if depth == 0:
            return bracket.end()
        if depth > DEEPEST:
            break
    return 0


class _Near:
    """Replaces the two searches of the library's link processors."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """The text up to the closing bracket, the index after it, and whether there is one."""
        end = closing_bracket(data, index)
        return (data[index : end - 1], end, True) if end else ("", index, False)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """The address and the title, looked for in the parentheses that are near."""
        near = list(islice(_PARENTHESIS.finditer(data, index), MOST_PARENTHESES))
        reach = near[-1].end() if near else index
        return super().getLink(data[:reach], index)  # type: ignore[misc, no-any-return]


class Link(_Near, LinkInlineProcessor):
    """``[text](address "title")``."""


class Reference(_Near, ReferenceInlineProcessor):
    """``[text][name]``."""


class ShortReference(_Near, ShortReferenceInlineProcessor):
    """``[name]``."""


class Image(_Near, ImageInlineProcessor):
    """``![text](address "title")``."""


class ImageReference(_Near, ImageReferenceInlineProcessor):
    """``![text][name]``."""


class ShortImageReference(_Near, ShortImageReferenceInlineProcessor):
    """``![name]``."""


_KINDS: Iterable[tuple[str, type[LinkInlineProcessor], int]] = (
    ("reference", Reference, 170),
    ("link", Link, 160),
    ("image_link", Image, 150),
    ("image_reference", ImageReference, 140),
    ("short_reference", ShortReference, 130),
    ("short_image_ref", ShortImageReference, 125),
)


def register_links(md: Markdown) -> None:
    """Put them where the library has its own."""
    for name, kind, priority in _KINDS:
        pattern = md.inlinePatterns[name].pattern
        md.inlinePatterns.register(kind(pattern, md), name, priority)
