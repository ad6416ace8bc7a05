"""Kinds of numbering for lists: 一、 （一） ① (1) and the like, complete to 99.

Each stands in the stylesheets of all editions as a counter style (CSS Counter Styles
Level 3); after its last symbol browsers and engine go on with plain numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from kanyin.model.article import Element
from kanyin.render.widths import ems

LAST = 99
INDENT = 2
DIGITS = "零一二三四五六七八九"
CIRCLED = 50
"""Unicode has circled numbers up to ㊿."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """A counter style: its CSS name, which is the class of the list, and its symbols."""

    name: str
    prefix: str
    suffix: str
    symbols: tuple[str, ...]

    def marker(self, number: int) -> str:
        """What stands before an item."""
        known = 0 < number <= len(self.symbols)
        symbol = self.symbols[number - 1] if known else str(number)
        return f"{self.prefix}{symbol}{self.suffix}"


def _chinese(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    first = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return first + (DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    """① to ㊿ (Unicode Enclosed Alphanumerics, Enclosed CJK), then (51)."""
    for first, code_point in ((36, 0x32B1), (21, 0x3251), (1, 0x2460)):
        if first <= number <= CIRCLED:
            return chr(code_point + number - first)
    return f"({number})"


_CHINESE = tuple(map(_chinese, range(1, LAST + 1)))
_NUMBERS = tuple(map(str, range(1, LAST + 1)))

NUMBERINGS = (
    Numbering("chinese", "", "、", _CHINESE),
    Numbering("chinese-bracketed", "（", "）", _CHINESE),
    Numbering("circled-list", "", " ", tuple(map(_circled, range(1, LAST + 1)))),
    Numbering("bracketed", "(", ") ", _NUMBERS),
    Numbering("bracketed-wide", "（", "）", _NUMBERS),
)
"""The names are those that ``ingest.markdown.lists`` gives to lists."""


def markers_of(lists: Element) -> Iterator[str]:
    """What an engine writes before the items of a list, so that fonts have its characters."""
    kinds = {n.name: n for n in NUMBERINGS}
    kind = kinds.get(lists.get("class", ""))
    start = lists.get("start", "1")
    if kind is not None and start.isdecimal():
        yield from (kind.marker(int(start) + n) for n in range(len(lists)))


def set_numbers(lists: Element) -> None:
    """Indent a list by its widest marker, in whole ems, and let it begin where it says.

    Two ems are what every list has; the engine of pages knows no ``start``.
    """
    widest = max((ems(marker) for marker in markers_of(lists)), default=0.0)
    styles = [f"padding-left: {ceil(widest)}em"] if widest > INDENT else []
    if (start := lists.get("start", "")).isdecimal():
        styles.append(f"counter-reset: list-item {int(start) - 1}")
    if styles:
        lists.set("style", "; ".join(styles))
