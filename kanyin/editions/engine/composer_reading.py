"""Reading a line box of the engine as a text to compose.

The characters of all its inline boxes are gathered in one ``Paragraph`` per forced line
break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import truediv
from typing import Any

from pyphen import Pyphen, language_fallback
from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import get_log_attrs

from kanyin.composition import Paragraph
from kanyin.composition.breaks import HYPHEN, allowed, long_words, units
from kanyin.composition.conventions import Convention
from kanyin.composition.kinds import (
    HAN,
    JOINT,
    LATIN,
    MIDDLE,
    NOTE,
    OBJECT,
    WESTERN,
    apostrophes,
    in_context,
    kind_of,
)
from kanyin.editions.engine.composer_glyphs import (
    FULL_WIDTH,
    HALF_WIDTH,
    NARROW,
    advances_of,
    byte_offsets,
)
from kanyin.editions.engine.composer_options import convention_of
from kanyin.editions.engine.composer_text import HYPHEN_SIGN, Leaf, LineText

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
UNCOMPOSED = re.compile("[\t\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u202a-\u202e\u2066-\u2069]")
"""Tabs and text from right to left are left to the engine."""

MIXED = WESTERN | {MIDDLE}
"""What does not simply stand in its cell."""

WORD = re.compile(r"(?<![\w./@:_-])[a-z]{6,}(?![\w/@:_-])")
LEFT, RIGHT = 2, 3
"""The least letters before and after a hyphen (Chicago Manual of Style 7.41)."""

INTERPUNCTS = frozenset("·‧・")
SOFT_HYPHEN = re.compile("\N{SOFT HYPHEN}")
WRAPPING = ("normal", "nowrap", "pre-line")
OBJECT_CHARACTER = "\N{OBJECT REPLACEMENT CHARACTER}"


def read(linebox: Any, measure_atom: Callable[[Any], float]) -> LineText | None:
    """The text of a line box, or None if it is for the engine to set."""
    text = LineText(linebox.style)
    if not _is_ours(linebox.style) or not _gather(text, linebox, measure_atom, raised=False):
        return None
    whole = "".join(text.characters)
    if not CHINESE.search(whole) or UNCOMPOSED.search(whole):
        return None
    _divide(text, whole)
    return text


def _is_ours(style: Any) -> bool:
    return (
        style["direction"] == "ltr" and style["white_space"] in WRAPPING and style["font_size"] > 0
    )


def _gather(text: LineText, box: Any, measure_atom: Callable[[Any], float], raised: bool) -> bool:
    """Add what is inside an inline box; False if it is not for the composer."""
    glues = box.style["white_space"] == "nowrap"
    for n, child in enumerate(box.children):
        if not child.is_in_normal_flow():
            if child.is_floated() and text.size:
                return False
            text.floats += [child] * child.is_floated()
            continue
        if not _is_ours(child.style):
            return False
        text.begins[id(child)] = text.size
        if n and glues:
            text.glued.add(text.size)
        if isinstance(child, boxes.TextBox):
            _add_text(text, child, raised)
        elif child.is_leader:
            _add_atom(text, child, measure_atom(child))
            text.glued.add(text.size)
        elif isinstance(child, boxes.InlineBox):
            if not _add_inline(text, child, measure_atom, raised):
                return False
        else:
            _add_atom(text, child, measure_atom(child))
    return True


def _add_text(text: LineText, box: Any, raised: bool) -> None:
    start, size = text.size, len(box.text)
    text.leaves.append(Leaf(text, box, start, size, byte_offsets(box.text)))
    text.characters += box.text
    features = _forms(box.text, convention_of(box.style))
    text.forms.update((start + n, feature) for n, feature in features.items())
    text.advances += advances_of(box.text, box.style, features) if box.text else ()
    text.ems += [box.style["font_size"]] * size
    if raised:
        text.notes.update(range(start, start + size))
    if box.style["white_space"] == "nowrap":
        text.glued.update(range(start + 1, start + size))


def _forms(text: str, convention: Convention) -> dict[int, str]:
    """The marks whose cell is not the one that the font gives them first."""
    dot = HALF_WIDTH if convention.middle_dot < 1 else FULL_WIDTH
    forms = {n: dot for n, char in enumerate(text) if char in INTERPUNCTS}
    return forms | dict.fromkeys(apostrophes(text), NARROW)


def _add_inline(
    text: LineText, box: Any, measure_atom: Callable[[Any], float], raised: bool
) -> bool:
    resolve_percentages(box, (0, 0))
    start, space = text.size, _spacing(box, "left") + _spacing(box, "right")
    if space and box.style["box_decoration_break"] == "clone":
        return False
    raised = raised or _is_raised(box.style["vertical_align"])
    if not _gather(text, box, measure_atom, raised):
        return False
    if text.size > start:
        _widen(text, start, 0, _spacing(box, "left"))
        _widen(text, text.size - 1, 1, _spacing(box, "right"))
    else:
        text.leaves.append(Leaf(text, box, start, 0, [0]))
        _widen(text, max(start - 1, 0), int(start > 0), space)
    return True


def _widen(text: LineText, index: int, side: int, space: float) -> None:
    """Count an inline box's margin, border and padding with a character beside it."""
    if space and side == 0 and index and text.characters[index] == "\n":
        index, side = index - 1, 1
    if space:
        text.around.setdefault(index, [0.0, 0.0])[side] += space


def _is_raised(vertical_align: Any) -> bool:
    """``super`` has become a length when the engine has computed the style."""
    return isinstance(vertical_align, int | float) and vertical_align > 0


def _spacing(box: Any, side: str) -> float:
    margin = getattr(box, f"margin_{side}")
    border, padding = getattr(box, f"border_{side}_width"), getattr(box, f"padding_{side}")
    return float((0 if margin == "auto" else margin) + border + padding)


def _add_atom(text: LineText, box: Any, width: float) -> None:
    text.leaves.append(Leaf(text, box, text.size, 1, [0, 3]))
    text.characters.append(OBJECT_CHARACTER)
    text.advances.append(width)
    text.ems.append(box.style["font_size"])


def _divide(text: LineText, whole: str) -> None:
    """One paragraph for each part between forced breaks."""
    text.kinds = in_context("".join(_kinds(text)), whole)
    text.mixed = bool(text.forms) or not MIXED.isdisjoint(text.kinds)
    attributes = get_log_attrs(whole, text.style["lang"])
    uax14 = [bool(attributes[n].is_line_break) for n in range(len(whole))]
    convention = convention_of(text.style)
    can = allowed(text.kinds, uax14, convention.strict)
    penalties: list[float | None] = [0.0 if free else None for free in can]
    for n, cost in long_words(whole, text.kinds, can):
        penalties[n] = cost
    text.hyphens = dict(_hyphens(text, whole))
    for n in text.hyphens:
        penalties[n] = HYPHEN
    for n in text.glued.union(units(whole)):
        if n < text.size:
            penalties[n] = None
    text.cells = list(text.advances)
    for n in text.forms:
        text.cells[n] = convention.cell(text.kinds[n], text.advances[n], text.ems[n])
    widths = list(text.cells)
    for n, spaces in text.around.items():
        widths[n] += sum(spaces) if n < text.size else 0.0
    start = 0
    for part in whole.split("\n"):
        end = start + len(part)
        text.segments.append(
            (
                start,
                Paragraph(
                    text.kinds[start:end],
                    widths[start:end],
                    text.ems[start:end],
                    penalties[start:end],
                    convention,
                    {n - start: width for n, width in text.hyphens.items() if start < n < end},
                ),
            )
        )
        start = end + 1


def _hyphens(text: LineText, whole: str) -> Iterator[tuple[int, float]]:
    """Where a word may be hyphenated, and how wide the hyphen is.

    Words of the languages marked, and in Chinese those that look English; never names, nor
    parts of an address.
    """
    for leaf in text.leaves:
        lang = language_fallback(leaf.box.style["lang"] or "") or "en_US"
        for place in _inside_words(whole, leaf, lang):
            if leaf.start < place < leaf.end:
                yield place, advances_of(HYPHEN_SIGN, leaf.box.style)[0]


def _inside_words(whole: str, leaf: Leaf, lang: str) -> Iterator[int]:
    yield from (m.end() for m in SOFT_HYPHEN.finditer(whole, leaf.start, leaf.end))
    for match in WORD.finditer(whole, leaf.start, leaf.end):
        for position in _dictionary(lang).positions(match.group()):
            if LEFT <= position <= len(match.group()) - RIGHT:
                yield match.start() + position


@cache
def _dictionary(lang: str) -> Pyphen:
    return Pyphen(lang=lang)


def _kinds(text: LineText) -> list[str]:
    kinds = list(map(kind_of, text.characters, map(truediv, text.advances, text.ems)))
    for n in text.notes:
        kinds[n] = NOTE
    for leaf in text.leaves:
        if leaf.size and not isinstance(leaf.box, boxes.TextBox):
            kinds[leaf.start] = _kind_of_atom(leaf.box, text.advances[leaf.start])
    return kinds


def _kind_of_atom(box: Any, width: float) -> str:
    """Characters with ruby are Han, a formula is like a word; nothing is no character."""
    element = box.element
    if width == 0:
        return JOINT
    if element is None:
        return OBJECT
    return HAN if element.tag == "ruby" else LATIN if element.get("class") == "math" else OBJECT
