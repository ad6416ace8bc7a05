"""Short ways to import a text and to look at what came of it."""

from __future__ import annotations

from typing import Any

from kanyin.ingest.text import Imported, import_text


def body(text: str) -> str:
    """The body that import writes, without front matter."""
    return import_text(text, "稿.txt").value.markdown.split("\n---\n", 1)[1].strip()


def fields(imported: Imported) -> dict[str, Any]:
    """Each field and its value."""
    return {entry.name: entry.value for entry in imported.ledger.fields}


def read(text: str) -> dict[str, Any]:
    """The fields of a text."""
    return fields(import_text(text, "稿.txt").value)


def codes(text: str, name: str = "稿.txt") -> list[str]:
    """The codes of the remarks on a text."""
    return [remark.code for remark in import_text(text, name).diagnostics]


PROSE = (
    "渡口的灯是一九七五年才有的，起初也不是电灯，是一盏马灯，由师父每天傍晚点起来，天亮再吹灭。"
)
"""A sentence long enough to be running text."""
