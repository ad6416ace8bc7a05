"""Lines drawn as letters, so that one can read what the composer did to them.

    他说<：<“对。<”

``<``  the mark gives up its half em, as it always does there: beside another mark, at a
       line's edge. At the start of a line it stands before the mark.
``^``  the mark hangs outside the line.
``'``  a quarter em between Han and Latin.
``-``  the gap is narrower than usual, ``+`` wider, so that the line fills its measure.

Advances are those of a simple font: Han and marks one em, letters and digits half an em,
a space a quarter. ¹ to ⁹ are note calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from weasyprint.text.line_break import get_log_attrs

from kanyin.composition import Line, Paragraph, compose
from kanyin.composition.breaks import allowed, long_words
from kanyin.composition.conventions import Convention, convention_for
from kanyin.composition.kinds import JOINT, NOTE, SPACE, WEST, classify

NOTES = "¹²³⁴⁵⁶⁷⁸⁹"
WIDTHS = {"L": 0.5, "N": 0.5, WEST: 0.5, SPACE: 0.25, NOTE: 0.5, JOINT: 0.0}
APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
NEAR = 1e-6


def uax14(text: str) -> list[bool]:
    """Where the engine finds that a line may begin, before any Chinese rule."""
    attributes = get_log_attrs(text, "zh-Hans")
    return [bool(attributes[n].is_line_break) for n in range(len(text))]


def kinds_of(text: str) -> str:
    """The kinds of a text; the engine takes a narrow ’ between letters."""
    kinds = zip(text, classify(text), strict=True)
    narrow = {match.start() for match in APOSTROPHE.finditer(text)}
    return "".join(
        NOTE if char in NOTES else WEST if n in narrow else kind
        for n, (char, kind) in enumerate(kinds)
    )


def may_begin(text: str, strict: bool = False) -> str:
    """The text with a bar wherever a line may begin."""
    can = allowed(kinds_of(text), uax14(text), strict)
    return "".join(("|" if free else "") + c for c, free in zip(text, can, strict=True))


def convention(lang: str = "zh-Hans", style: str = "quanjiao", **changes: object) -> Convention:
    return replace(convention_for(lang, style), **changes)  # type: ignore[arg-type]


def paragraph(
    text: str, c: Convention | None = None, hyphens: Mapping[int, float] | None = None
) -> Paragraph:
    c = c or convention()
    kinds = kinds_of(text)
    can = allowed(kinds, uax14(text), c.strict)
    penalties: list[float | None] = [0.0 if free else None for free in can]
    for n, cost in long_words(text, kinds, can):
        penalties[n] = cost
    for n in hyphens or ():
        penalties[n] = 2.0
    advances = [c.cell(k, WIDTHS.get(k, 1.0), 1.0) for k in kinds]
    return Paragraph(kinds, advances, [1.0] * len(text), penalties, c, dict(hyphens or {}))


def lines_of(
    text: str,
    measure: float,
    c: Convention | None = None,
    fit: str = "total",
    indent: float = 0.0,
    even: bool = False,
) -> list[Line]:
    return compose(paragraph(text, c), measure - indent, measure, fit, even=even)


def set_text(text: str, measure: float, c: Convention | None = None, **how: object) -> list[str]:
    """The lines of a text in a measure of so many em, drawn."""
    lines = lines_of(text, measure, c, **how)  # type: ignore[arg-type]
    return [draw(text, paragraph(text, c), line) for line in lines]


def draw(text: str, p: Paragraph, line: Line) -> str:
    if not line.after:
        return ""
    drawn = _fixed(-line.lead)
    for n, after in enumerate(line.after[:-1], line.start):
        usual = p.fixed[n]
        drawn += text[n] + _fixed(usual) + _changed(after - usual)
    last = line.after[-1]
    return (
        drawn + text[line.end - 1] + ("^" if last <= -p.advances[line.end - 1] else _fixed(last))
    )


def _fixed(amount: float) -> str:
    if abs(amount) < NEAR:
        return ""
    return {-0.5: "<", 0.25: "'"}.get(round(amount, 6), f"[{amount:g}]")


def _changed(amount: float) -> str:
    return "" if abs(amount) < NEAR else "+" if amount > 0 else "-"


def stretched(p: Paragraph, line: Line) -> list[float]:
    """How much each gap of a line differs from what it usually is."""
    return [a - p.fixed[line.start + n] for n, a in enumerate(line.after[:-1])]


def words(text: str, lines: Iterable[Line]) -> list[str]:
    return [text[line.start : line.end] for line in lines]
