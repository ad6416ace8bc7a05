"""A room beside WeasyPrint's: languages and ruby for the structure of a PDF.

Checked against WeasyPrint 70.0, which writes the language of the whole file and of no part
of it, and knows no ruby. What is private here: ``weasyprint.pdf.tags._build_box_tree``, the
generator that makes structure elements of boxes and calls itself by its name in the module.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kanyin.model.article import Element

INLINE_ROLES = {"ruby": "/Ruby", "rb": "/RB", "rt": "/RT"}
"""Ruby, its base and its reading (ISO 32000-1, table 338), which the engine leaves untagged."""


@contextmanager
def structure_in_languages(lang: str) -> Iterator[None]:
    """While a PDF is written, say of each structure element where its language changes.

    ``lang`` is the language of the whole file (ISO 32000-1 14.9.2, "Natural language
    specification": an element without ``Lang`` is in the language of its parent).
    """
    from weasyprint.pdf import tags

    build, around = tags._build_box_tree, [lang]

    def build_in_language(box: Any, *others: Any) -> Iterator[Any]:
        outside = around[-1]
        inside = _language(box.element) or outside
        around.append(inside)
        for structure in build(box, *others):
            if structure["S"] == "/NonStruct" and box.element_tag in INLINE_ROLES:
                structure["S"] = INLINE_ROLES[box.element_tag]
            if inside != outside and "Lang" not in structure:
                structure["Lang"] = tags.pydyf.String(inside)
            yield structure
        around.pop()

    tags._build_box_tree = build_in_language
    try:
        yield
    finally:
        tags._build_box_tree = build


def _language(element: Element | None) -> str:
    """The language of an element; "" outside the document (pages, areas of notes)."""
    while element is not None and not element.get("lang"):
        element = element.getparent()
    return "" if element is None else element.get("lang", "")
