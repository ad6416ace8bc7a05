"""Chinese text is punctuated with full-width marks (GB/T 15834—2011 5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.proof.rule import HAN, Finding, Rule, Text, everywhere

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_CLOSING, _OPENING = "”’）》〉」』】〕…", "“‘（《〈「『【〔"
_HALF = re.compile(
    rf"(?<=[{HAN}{_CLOSING}]) ?(?P<a>[,;:?!]) ?(?=[{HAN}{_OPENING}{_CLOSING}A-Za-z0-9\ufffc \"]|$)(?![a-z_]*:)"
    rf"|(?<=[A-Za-z0-9%℃\ufffc\])])(?P<b>[,;]) ?(?=[{HAN}{_OPENING}])",
    re.MULTILINE,
)


def half_width(text: Text) -> Iterator[Finding]:
    """A half-width mark behind Han, or between a Latin word and Han; its space goes with it."""
    for m in _HALF.finditer(text.prose):
        mark = m["a"] or m["b"]
        arguments = {"mark": mark, "full": _FULL[mark]}
        yield Finding(m.start(), m.end(), _FULL[mark], arguments)


_NARROW = {chr(n + 0xFEE0): chr(n) for n in range(0x21, 0x7F)}
"""The full-width forms of ASCII (Unicode, Halfwidth and Fullwidth Forms)."""

_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_LATIN = re.compile(
    r"(?=[^()]*[A-Za-z0-9]{3})(?![A-Za-z], |\d+, ?\d)[A-Za-z0-9][A-Za-z0-9 .,;\-–/&]*"
)
_CHINESE = re.compile(rf"[{HAN}]")


def half_brackets(text: Text) -> Iterator[Finding]:
    """Half-width round brackets round Chinese words, or round a number between them."""
    for m in _BRACKETS.finditer(text.prose):
        if _CHINESE.search(m[1]) or (m[1].isdigit() and _is_in_chinese(text.prose, m)):
            yield from _both(text.prose, m)


def brackets_behind_han(text: Text) -> Iterator[Finding]:
    """Half-width round brackets round Latin words behind Han; ``(x, h)`` is mathematics."""
    for m in _BRACKETS.finditer(text.prose):
        if _LATIN.fullmatch(m[1]) and _CHINESE.match(text.prose, m.start() - 1):
            yield from _both(text.prose, m)


def _both(prose: str, m: re.Match[str]) -> Iterator[Finding]:
    for at in (m.start(), m.end() - 1):
        yield Finding(at, at + 1, _FULL[prose[at]], {"mark": prose[at], "full": _FULL[prose[at]]})


def _is_in_chinese(prose: str, m: re.Match[str]) -> bool:
    """Whether Han follows, and Han, the end of a sentence or nothing stands before."""
    before = prose[m.start() - 1 : m.start()] if m.start() else "\n"
    return bool(_CHINESE.match(prose, m.end())) and (
        before in "\n。；：，" or bool(_CHINESE.match(before))
    )


_BESIDE_HAN = rf"[{HAN}，。、；：！？（）]"
_SINGLE = re.compile(rf"(?<={_BESIDE_HAN})'(?![A-Za-z])|(?<![A-Za-z])'(?={_BESIDE_HAN})")


def straight_quotes(text: Text) -> Iterator[Finding]:
    """Straight double quotes in a Chinese paragraph whose quotes come in pairs.

    A quote that was opened, curly or straight, is closed by the next one.
    """
    for passage in text.passages:
        words = text.words(passage)
        if '"' not in words or len(_CHINESE.findall(words)) * 4 < len(words):
            continue
        marks = list(re.finditer('[“”"]', words))
        if len(marks) % 2:
            continue
        for n, m in enumerate(marks):
            full = "“”"[n % 2]
            if m[0] == '"' and not words[max(m.start() - 1, 0)].isdigit():
                start = passage.start + m.start()
                yield Finding(start, start + 1, full, {"mark": '"', "full": full})


def straight_singles(text: Text) -> Iterator[Finding]:
    """Straight single quotes beside Han that come in pairs in their paragraph."""
    for passage in text.passages:
        marks = list(_SINGLE.finditer(text.prose, passage.start, passage.end))
        for n, m in enumerate(marks if len(marks) % 2 == 0 else ()):
            full = "‘’"[n % 2]
            yield Finding(m.start(), m.end(), full, {"mark": "'", "full": full})


RULES = (
    Rule("P101", half_width, "mark", "safe", hant=True),
    Rule(
        "P102",
        everywhere(rf"(?<=[{HAN}”）》])[.．]$", "。"),
        "mark",
        "safe",
    ),
    Rule("P103", half_brackets, "mark", "safe", hant=True),
    Rule("P104", straight_quotes, "mark", "safe"),
    Rule("P105", straight_singles, "mark", "unsafe"),
    Rule(
        "P106",
        everywhere(r"(?P<x>\()[^()（）\n]*）|（[^()（）\n]*(?P<y>\))", _FULL),
        "mark",
        "safe",
    ),
    Rule("P107", everywhere("[Ａ-Ｚａ-ｚ０-９]+", _NARROW), "form", "safe"),
    Rule("P108", everywhere("[％＋＝＜＞＃＆＠]", _NARROW), "form", "safe"),
    Rule("P109", brackets_behind_han, "mark", "safe"),
)
