"""Notes at the foot of the page begin with ① on every page (GB/T 7714 and CLREQ 5.2).

The engine counts notes through a whole document. All circled numbers have one width, so
they are exchanged after layout without moving anything. A page with more than fifty notes
begins again with ①.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


def restart_on_each_page(pages: tuple[Any, ...]) -> None:
    """Number the notes of each page from ① in the order of their calls."""
    signs: dict[int, str] = {}
    for page in pages:
        number = 0
        for kind, box in _numbers(page._page_box):
            note = id(box.element)
            if kind == "call":
                signs[note] = CIRCLED[number % len(CIRCLED)]
                number += 1
            _write(box, signs.get(note, box.text))


def _numbers(page_box: Any) -> Iterator[tuple[str, Any]]:
    """The text boxes of calls and of markers, calls first."""
    found: dict[str, list[Any]] = {"call": [], "marker": []}
    for box in page_box.descendants():
        kind = (box.element_tag or "").rpartition("::footnote-")[2]
        if isinstance(box, boxes.TextBox) and kind in found and box.text in CIRCLED:
            found[kind].append(box)
    return ((kind, box) for kind, some in found.items() for box in some)


def _write(box: Any, sign: str) -> None:
    box.text = sign
    box.pango_layout.text = sign
