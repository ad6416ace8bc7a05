"""Backslashes for what Markdown would swallow or turn into something else.

Only escapes of the dialect are written: Python-Markdown's, and ``\\$ \\| \\~ \\< \\:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.script import HAN

_INLINE = re.compile(
    r"(?P<mark>"
    r"\\(?=[\\`*_{}\[\]()>#+\-.!$|~<:]|$)"
    r"|`"
    r"|\*(?=\S)|(?<=\S)\*"
    r"|(?<!\w)_|_(?!\w)"
    r"|\[(?=\^|\[|TOC\]|$|[^\[\]\n]{0,400}\][(\[{:])"
    r"|<(?=[A-Za-z/!?])"
    r"|\$"
    r"|\{(?=[:#.]|[^{}\n]{0,200}[|}])"
    r"|~(?=~)"
    r"|#(?=#*$)"
    r")|(?P<entity>&(?=#?\w{1,31};))"
)
_RUBY = re.compile(r"\{[^{}\n]{0,200}\|[^{}\n]{0,200}(\})")
_FOREIGN_MARKUP = frozenset("*_`[\\")
"""Marks left alone in a text that is written in Markdown already."""

_LINE_START = re.compile(
    r"(?P<first>#|>|[+*-](?=[ \t])|:(?=::|[ \t])|-(?=[ \t-]*$)|=(?==*$)|\|)|(?P<number>\d{1,9})\.(?=\s)"
)
_PICTURE = re.compile(r"!\[[^\[\]\\`*_]*\]\([^()\s\\<>\"]+\)")
_CHINESE = HAN + "\u3000-\u303f\uff00-\uffef“”‘’"
"""What stands in no formula."""

_MATH = re.compile(
    rf"\$\$[^${_CHINESE}\n]+\$\$"
    rf"|\$(?=[^$\n]*[\\^_=])(?=[^\s])[^${_CHINESE}\n]*[^\s$\\{_CHINESE}]\$(?!\d)"
)


def escapes(
    text: str, *, at_line_start: bool, cell: bool = False, markdown: bool = False
) -> Iterator[tuple[int, str]]:
    """Where to insert what, in order: mostly a backslash before a character.

    A line that is a picture and nothing else stays one.
    """
    if at_line_start and _PICTURE.fullmatch(text):
        return
    found = dict(_inline(text, markdown))
    if at_line_start and (first := _at_line_start(text)) is not None:
        found[first] = "\\"
    found |= {m.start(1): "\\" for m in _RUBY.finditer(text)}
    if cell:
        found |= {m.start(): "\\" for m in re.finditer(r"\|", text)}
    yield from sorted(found.items())


def _inline(text: str, markdown: bool) -> Iterator[tuple[int, str]]:
    formulas = [m.span() for m in _MATH.finditer(text)]
    for match in _INLINE.finditer(text):
        at = match.start()
        if any(a <= at < b for a, b in formulas):
            continue
        if markdown and match.group() in _FOREIGN_MARKUP:
            continue
        yield (at + 1, "amp;") if match.lastgroup == "entity" else (at, "\\")


def _at_line_start(text: str) -> int | None:
    match = _LINE_START.match(text)
    if match is None:
        return None
    return match.end("number") if match.lastgroup == "number" else 0
