"""Tables: captions before them, and rows that are longer than the head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown.blockparser import BlockParser


class WholeRows(TableProcessor):
    """Tables in which a row may be longer than the head; the library drops its last cells."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": False})

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        more = len(self._split_row(row)) - len(align)  # type: ignore[attr-defined]
        super()._build_row(row, parent, [*align, *[None] * more])  # type: ignore[misc]


class TableCaptions(Treeprocessor):
    """``表：历年灯数 {#tbl-lamps}`` right before a table is that table's caption."""

    _FORM = re.compile(r"表[：:]\s*(?P<text>.+?)\s*(?:\{#(?P<id>[\w-]+)\})?\s*", re.DOTALL)

    def run(self, root: Element) -> None:
        """Move the paragraph into the table, before its inline marks are read."""
        for parent in list(root.iter()):
            for before, table in pairwise(list(parent)):
                found = self._FORM.fullmatch(before.text or "") if before.tag == "p" else None
                if table.tag == "table" and found:
                    parent.remove(before)
                    before.tag, before.text = "caption", found["text"]
                    table.insert(0, before)
                    if found["id"]:
                        table.set("id", found["id"])
