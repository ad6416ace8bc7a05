"""Quotation marks, brackets and book title marks come in pairs (GB/T 15834—2011)."""

from __future__ import annotations

from collections.abc import Iterator

from kanyin.diagnostics import Diagnostic, remark
from kanyin.proof.text import Text

PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】",
         "〔": "〕", "［": "］"}  # fmt: skip
_OPENING = {closing: opening for opening, closing in PAIRS.items()}


def unpaired(text: Text) -> Iterator[Diagnostic]:
    """P001: a mark without its partner in the same paragraph.

    A quotation over several paragraphs opens each of them and closes the last (GB/T
    15834—2011 4.8.3.5), so an opening “ at the head of a paragraph may stay open.
    A lone ’ between letters is an apostrophe.
    """
    for number, line in text.lines:
        waiting: list[tuple[int, str]] = []
        for column, mark in enumerate(line, 1):
            if mark in PAIRS:
                waiting.append((column, mark))
            elif mark in _OPENING:
                if waiting and waiting[-1][1] == _OPENING[mark]:
                    waiting.pop()
                elif not _apostrophe(line, column, mark):
                    yield _remark(text, number, column, mark, _OPENING[mark])
        for column, mark in waiting:
            if not (mark in "“‘" and not line[: column - 1].strip()):
                yield _remark(text, number, column, mark, PAIRS[mark])


def _apostrophe(line: str, column: int, mark: str) -> bool:
    before = line[column - 2 : column - 1]
    return mark == "’" and before.isascii() and before.isalpha()


def _remark(text: Text, line: int, column: int, mark: str, partner: str) -> Diagnostic:
    return remark("P001", text.place(line, column), mark=mark, partner=partner)
