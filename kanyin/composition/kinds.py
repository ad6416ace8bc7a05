"""What a character is to a line of Chinese: CLREQ's classes of marks, and the rest.

A kind is one letter, so that a line can be written down and read as a string:
``classify`` of 他说：“对。” is ``HHp(Hs)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import category, east_asian_width

OPEN = "("
"""开始夹注符号: opening brackets, quotation and title marks (CLREQ 3.1.1)."""
CLOSE = ")"
"""结束夹注符号: closing brackets, quotation and title marks."""
PAUSE = "p"
"""句内点号: enumeration comma, comma, semicolon, colon."""
STOP = "s"
"""Full stop (句号), which has room to give up everywhere."""
CRY = "e"
"""Question and exclamation mark; fixed in Traditional text (CLREQ 3.1.6.1)."""
MIDDLE = "m"
"""间隔号: the interpunct."""
DASH = "d"
"""破折号, two of them one unit (CLREQ 3.1.5.1)."""
ELLIPSIS = "l"
"""省略号, two of them one unit."""
LINK = "k"
"""连接号 and 分隔号: marks that join, never at a line's start, never stretched."""
SLASH = "/"
"""分隔号: as a link, and at no line's end either (GB level, CLREQ 3.1.4)."""
HAN = "H"
"""Ideographs, kana, Hangul, bopomofo: one em each."""
SIGN = "S"
"""Any other character of one em: ① ￥ ℃ ％ Ａ, emoji. It stands close to its number."""
LATIN = "L"
"""Letters of alphabets."""
DIGIT = "N"
"""European digits."""
SPACE = "_"
"""Space between words."""
OBJECT = "O"
"""A picture, a formula, characters with ruby: an ideograph to the line."""
NOTE = "n"
"""A note call: belongs to what is before it (CLREQ 3.1.5.3)."""
JOINT = "+"
"""What is drawn with the character before it: a combining mark, a variation selector."""
WEST = "x"
"""Western marks and anything else."""

_TABLE: dict[str, str] = {
    OPEN: "（〔［｛〈《「『【〖〘〚〝“‘",
    CLOSE: "）〕］｝〉》」』】〗〙〛〞〟”’",
    PAUSE: "，、；：",
    STOP: "。．",
    CRY: "！？",
    MIDDLE: "·‧・",
    DASH: "—⸺",
    ELLIPSIS: "…⋯",
    LINK: "～〜－–‐-",
    SLASH: "／/",
    SPACE: " \u00a0",
}
"""CLREQ 3.1.1 and 3.1.2; the interpunct is U+00B7, the others are common mistakes."""

_KINDS = {char: kind for kind, chars in _TABLE.items() for char in chars}

MARKS = frozenset((OPEN, CLOSE, PAUSE, STOP, CRY))
"""The marks of one em that are set closer when they meet."""

MEETING = MARKS | {DASH, ELLIPSIS}
"""The marks that count as neighbours of a mark, whether they have room to give or not."""

WESTERN = frozenset((LATIN, DIGIT))
"""What stands a quarter em from Han (CLREQ 3.2.2)."""

FULL = 0.93
"""From this advance, in em, a character fills a cell: “ is Chinese or Western by it."""


@cache
def _kind_of(char: str, full: bool) -> str:
    known = _KINDS.get(char)
    width = east_asian_width(char)
    if known is not None:
        western = not full and (known in MARKS or char in "-/")
        return WEST if western else known
    if category(char) in ("Mn", "Me", "Cf"):
        return JOINT
    if width in "WF" or (full and width == "A"):
        return HAN if category(char) in ("Lo", "Lm", "Nl") else SIGN
    return {"L": LATIN, "N": DIGIT}.get(category(char)[0], WEST)


def kind_of(char: str, advance: float) -> str:
    """The kind of a character that takes ``advance`` em."""
    return _kind_of(char, advance >= FULL)


_SINGLE_DASH = re.compile("(?<![—⸺])—(?![—⸺])")
_APOSTROPHE = re.compile("(?<=[A-Za-zÀ-ɏ])’(?=[A-Za-zÀ-ɏ])")


def apostrophes(text: str) -> list[int]:
    """Where ’ is an apostrophe, not a quotation mark: between two letters."""
    return [match.start() for match in _APOSTROPHE.finditer(text)]


def in_context(kinds: str, text: str) -> str:
    """The kinds of a text, where a neighbour decides.

    A single — is a 一字线 and joins; only two together are a dash (GB/T 15834—2011, 4.13).
    """
    result = list(kinds)
    for match in _SINGLE_DASH.finditer(text):
        result[match.start()] = LINK
    for at in apostrophes(text):
        result[at] = WEST
    return "".join(result)


def classify(text: str, advances: Sequence[float] | None = None) -> str:
    """The kinds of a text; without ``advances`` (em) every wide character fills a cell."""
    if advances is None:
        kinds = "".join(_kind_of(c, east_asian_width(c) in "WFA") for c in text)
    else:
        kinds = "".join(map(kind_of, text, advances))
    return in_context(kinds, text)
