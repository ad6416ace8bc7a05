"""Chinese text is punctuated with full-width marks (GB/T 15834—2011 5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.diagnostics import Diagnostic, Fix, remark
from kanyin.proof.text import Text

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<=[{_HAN}”’》）])[,;:?!](?=[{_HAN}“‘《（]|$)")


def half_width(text: Text) -> Iterator[Diagnostic]:
    """P101: a half-width mark between Han, or after Han at a paragraph's end."""
    for number, line in text.lines:
        for found in _HALF.finditer(line):
            column = found.start() + 1
            full = _FULL[found[0]]
            yield remark(
                "P101", text.place(number, column), mark=found[0], full=full, fix=Fix(full, True)
            )
