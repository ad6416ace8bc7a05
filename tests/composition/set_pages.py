"""Pages laid out with and without the composer, and their lines read back from the boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from kanyin.editions.engine.composer_room import Composing, composing

EM = 20.0
"""The type size of all these pages, in px: no line of a test falls on it by chance."""

PICTURE = "\ufffc"

SHEET = """
@page {{ size: {width}px {height}px; margin: 0 }}
html {{ font: {em}px/2 'Kanyin Song'; text-align: justify }}
body, p {{ margin: 0 }}
p {{ overflow-wrap: anywhere }}
sup {{ vertical-align: super; font-size: .6em; line-height: 0 }}
"""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a page. ``left``, ``right`` of what stands on it and ``edge`` in em.

    In ``words`` an inline block is one character, as it is to the composer.
    """

    text: str
    words: str
    left: float
    right: float
    edge: float
    element: Any
    box: Any

    @property
    def short(self) -> float:
        """How far the line ends before the right edge; negative beyond it."""
        return self.edge - self.right


def page_css(measure: float, height: float = 100_000, extra: str = "") -> str:
    return SHEET.format(width=measure * EM, height=height, em=EM) + extra


def render(
    body: str,
    measure: float,
    composed: bool = True,
    lang: str = "zh-Hans",
    height: float = 100_000,
    extra: str = "",
) -> tuple[Any, Composing | None]:
    """A document laid out. ``composed`` False: the engine as it comes."""
    html = weasyprint.HTML(string=f"<html lang={lang}><body>{body}</body></html>")
    sheets = [weasyprint.CSS(string=page_css(measure, height, extra))]
    if not composed:
        return html.render(stylesheets=sheets), None
    with composing() as job:
        return html.render(stylesheets=sheets), job


def lines_in(document: Any, inner: bool = False) -> Iterator[SetLine]:
    """The lines of all pages in order; ``inner``: those of inline blocks too.

    An inline block's text belongs to the line that it stands on.
    """
    for page in document.pages:
        yield from _lines(page._page_box, 0.0, inner)


def _lines(box: Any, edge: float, inner: bool) -> Iterator[SetLine]:
    if isinstance(box, boxes.LineBox):
        yield _line(box, edge)
        if not inner:
            return
    if isinstance(box, boxes.BlockContainerBox):
        edge = box.content_box_x() + box.width
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        yield from _lines(child, edge, inner)


def _line(box: Any, edge: float) -> SetLine:
    inside = [b for b in leaves(box) if b.is_in_normal_flow()]
    left = min((b.position_x for b in inside), default=edge)
    right = max((b.position_x + b.margin_width() for b in _all(box)), default=left)
    text = "".join(getattr(b, "text", PICTURE) for b in inside)
    words = "".join(getattr(b, "text", PICTURE) for b in leaves(box, atoms=True))
    return SetLine(text, words, left / EM, right / EM, edge / EM, box.element, box)


def _all(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.is_in_normal_flow():
            yield child
        if isinstance(child, boxes.InlineBox):
            yield from _all(child)


def leaves(box: Any, atoms: bool = False) -> Iterator[Any]:
    """The texts and pictures below a box; an empty inline block counts as a picture."""
    for child in box.children:
        if isinstance(child, boxes.InlineBlockBox) and (atoms or _is_empty(child)):
            yield child
        elif isinstance(child, boxes.ParentBox):
            yield from leaves(child, atoms)
        else:
            yield child


def texts(document: Any) -> list[str]:
    return [line.text for line in lines_in(document)]


def _is_empty(box: Any) -> bool:
    return not any(isinstance(inside, boxes.TextBox) for inside in box.descendants())
