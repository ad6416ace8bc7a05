"""A letter as letters are written: greeting at the left edge, 落款 two characters from the right."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from pressroom import press

from kanyin.build import Manuscript, Request
from kanyin.files import MemoryFolder

LETTER = f"""---
title: 来信
---

::: letter
编辑同志：

{"满" * 90}

此致<br>敬礼！

许静芬
{{.right}}

2025年
{{.right}}
:::

{"满" * 90}
"""
EM = 10.5
"""The type size of the journal layout in points."""


@pytest.fixture(scope="module")
def edges() -> dict[str, tuple[float, float]]:
    """How far each character stands from the left and the right edge of its column."""
    manuscript = Manuscript("a.md", "a", MemoryFolder({"a.md": LETTER.encode()}), "a.md")
    made = press(manuscript, Request(editions=("print",)))
    page = pdfium.PdfDocument(made.artifacts[0].data)[0]
    letters, middle = page.get_textpage(), page.get_width() / 2
    boxes = [
        (character, *letters.get_charbox(n, loose=True)[::2])
        for n, character in enumerate(letters.get_text_range())
    ]
    found = {}
    for character, left, right in boxes:
        column = [
            (b[1], b[2]) for b in boxes if b[0] == "满" and (b[1] < middle) == (left < middle)
        ]
        found[character] = (left - min(column)[0], max(column)[1] - right)
    return found


def test_name_and_date_end_two_characters_from_the_right_edge(
    edges: dict[str, tuple[float, float]],
) -> None:
    assert [edges[last][1] for last in "芬年"] == pytest.approx([2 * EM, 2 * EM], abs=0.1)


def test_greeting_and_salute_begin_at_the_left_edge_and_text_does_not(
    edges: dict[str, tuple[float, float]],
) -> None:
    assert [edges[first][0] for first in "编敬此"] == pytest.approx([0, 0, 2 * EM], abs=0.1)
