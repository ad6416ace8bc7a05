"""Quotation marks, brackets and book title marks come in pairs (GB/T 15834—2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.proof.rule import HAN, Check, Finding, Rule, Text, everywhere

PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】",
         "〔": "〕", "［": "］"}  # fmt: skip
_OPENING = {closing: opening for opening, closing in PAIRS.items()}
_MARKS = re.compile(f'[{"".join(PAIRS)}{"".join(_OPENING)}()"]')
_WIDE = {"(": "（", ")": "）"}
_ORDINAL = re.compile(r"(?:^|[；，。：\s])[0-9A-Za-z一二三四五六七八九十]{1,2}$|[^A-Za-z][a-z]$")


def unpaired(text: Text) -> Iterator[Finding]:
    """A mark without its partner in the same paragraph.

    A quotation over several paragraphs opens each of them and closes the last (GB/T
    15834—2011 4.8.3.5), so an opening “ at the head of a paragraph may stay open.
    A lone ’ between letters is an apostrophe; ``1）`` numbers an item.
    """
    for passage in text.passages:
        waiting: list[int] = []
        for m in _MARKS.finditer(text.prose, passage.start, passage.end):
            at, mark = m.start(), _read(m[0], text.prose, waiting)
            if mark in PAIRS:
                waiting.append(at)
            elif waiting and _read(text.prose[waiting[-1]], "", []) == _OPENING[mark]:
                waiting.pop()
            elif m[0] in _OPENING and not _stands_alone(text.prose[passage.start : at], mark):
                yield Finding(at, at + 1, None, {"mark": mark, "partner": _OPENING[mark]})
        for at in waiting:
            mark = text.prose[at]
            if mark in PAIRS and not (mark in "“‘「" and at == passage.start):
                yield Finding(at, at + 1, None, {"mark": mark, "partner": PAIRS[mark]})


def _read(mark: str, prose: str, waiting: list[int]) -> str:
    """The full-width mark that a half-width one is meant for: other rules speak of width."""
    if mark != '"':
        return _WIDE.get(mark, mark)
    return "”" if waiting and prose[waiting[-1]] in '“"' else "“"


def _stands_alone(before: str, mark: str) -> bool:
    """An apostrophe, or the bracket behind an item's number."""
    if mark == "’":
        return before[-1:].isascii() and before[-1:].isalnum()
    return mark == "）" and bool(_ORDINAL.search(before[-4:]))


def nested(opening: str, closing: str, inner: str, its_end: str) -> Check:
    """A check that objects to a pair directly inside another pair of the same marks."""
    form = re.compile(f"[{opening}{closing}]")

    def check(text: Text) -> Iterator[Finding]:
        for passage in text.passages:
            depth = 0
            for m in form.finditer(text.prose, passage.start, passage.end):
                depth += 1 if m[0] == opening else -1
                if m[0] == opening and depth == 2 and _is_paired(text, m.end(), passage.end):
                    yield Finding(m.start(), m.end(), None, {"mark": opening + closing, "full": inner + its_end})  # fmt: skip

    def _is_paired(text: Text, start: int, end: int) -> bool:
        """Whether two closing marks follow before another opens: else one is missing."""
        return re.match(f"[^{opening}{closing}]*{closing}[^{opening}{closing}]*{closing}", text.prose[start:end]) is not None  # fmt: skip

    return check


RULES = (
    Rule("P001", unpaired, "mark", hant=True),
    Rule("P002", nested("“", "”", "‘", "’"), "mark"),
    Rule("P003", nested("《", "》", "〈", "〉"), "mark", hant=True),
    Rule("P004", everywhere("“”|‘’|（）|《》|〈〉|「」|【】"), "mark", hant=True),
    Rule("P005", everywhere(r"(?<=[。！？])(?P<x>”。)(?![”’])", "”"), "mark", "safe"),
    Rule("P006", everywhere("(?<=[》”])、(?=[《“])", ""), "mark", "safe"),
    Rule(
        "P007",
        everywhere(
            rf"(?<=[{HAN}，。、；：！？])[“‘（《〈「【]$|^[”’）》〉」】，。、；：！？](?=.)"
        ),
        "mark",
    ),
)
