"""Where a line of Chinese may end: UAX #14 as the engine finds it, tailored to CLREQ.

CLREQ 3.1.4 (行首行尾禁则) and 3.1.5 (符号分离禁则); GB/T 15834—2011, 5.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kanyin.composition.kinds import (
    CLOSE,
    CRY,
    DASH,
    DIGIT,
    ELLIPSIS,
    HAN,
    LATIN,
    LINK,
    MIDDLE,
    NOTE,
    OBJECT,
    OPEN,
    PAUSE,
    SIGN,
    SLASH,
    SPACE,
    STOP,
    WEST,
)

NEVER_FIRST = frozenset((CLOSE, PAUSE, STOP, CRY, MIDDLE, LINK, SLASH, NOTE))
"""Kinds that do not begin a line at CLREQ's basic level, and note calls."""

NEVER_LAST = frozenset((OPEN, SLASH))
"""Kinds that do not end a line at the GB level."""

STRICT_FIRST = NEVER_FIRST | {DASH, ELLIPSIS}

BEFORE_OPEN = frozenset(
    (HAN, SIGN, CLOSE, PAUSE, STOP, CRY, DASH, ELLIPSIS, MIDDLE, LATIN, DIGIT, OBJECT, NOTE, SPACE)
)
AFTER_CLOSE = frozenset((HAN, SIGN, OPEN, LATIN, DIGIT, OBJECT, DASH))
"""Where LB19 of UAX #14 forbids a break at “ ” but Chinese allows one."""

UNITS = frozenset((DASH, ELLIPSIS))

FREE, URL, HYPHEN, ANYWHERE, NEVER_IF_ELSE = 0.0, 1.0, 2.0, 15.0, 500.0
"""What a break costs, as a class: none, at a sign of an address, with a hyphen, anywhere in
an address, and inside a word, for one that is wider than the line."""

ADDRESS = re.compile(r".*[./@:_%&=#?].*[./@:_%&=#?]|.{25}")
_UNIT = re.compile(
    r"(?<=\d)[ \u00a0](?=(?:[A-Za-zµμΩ°℃]{1,3}(?:/[A-Za-z]{1,3})?[²³]?|[％%‰])(?![A-Za-z]))"
)

_RUN = re.compile(f"[{LATIN}{DIGIT}{WEST}]{{6,}}")
WORD = 6
"""Letters without a break from which a run may not fit on a line."""


def allowed(kinds: str, uax14: Sequence[bool], strict: bool = False) -> list[bool]:
    """Whether a line may begin at each of ``len(kinds)`` characters.

    ``uax14[i]`` says whether UAX #14 allows a break before character ``i``. As it has it,
    …… stays with what is before it at every level (LB22), —— only at the strict one.
    """
    first = STRICT_FIRST if strict else NEVER_FIRST
    result = [False] * len(kinds)
    run = 0
    for i in range(1, len(kinds)):
        a, b = kinds[i - 1], kinds[i]
        run = run + 1 if a == b and b in UNITS else 0
        if run:
            result[i] = run % 2 == 0
        elif b not in first and a not in NEVER_LAST:
            result[i] = uax14[i] or _chinese(a, b)
    return result


def _chinese(a: str, b: str) -> bool:
    if b == OPEN:
        return a in BEFORE_OPEN
    return a == CLOSE and b in AFTER_CLOSE


def long_words(text: str, kinds: str, can: Sequence[bool]) -> Iterator[tuple[int, float]]:
    """Breaks inside runs of letters that no line might hold, with what they cost.

    An address breaks before its dots and signs (Chicago Manual of Style 7.46), a number
    after its hyphens, anything else where it must.
    """
    for run in _RUN.finditer(kinds):
        stops = [run.start(), *(k for k in range(*run.span()) if can[k]), run.end()]
        for start, end in pairwise(stops):
            address = ADDRESS.match(text, start, end)
            for k in range(start + 2, end - 1) if end - start >= WORD else ():
                sign = text[k] in ".?&=_~%#@" or text[k - 1] == "-"
                yield k, (URL if sign else ANYWHERE) if address else NEVER_IF_ELSE


def units(text: str) -> Iterator[int]:
    """The places between a number and its unit, where no line ends (CLREQ 3.1.5.2)."""
    return (match.end() for match in _UNIT.finditer(text))
