"""What a layout's stylesheet asks of the composer, in custom properties.

They bear the names of CSS Text 4 where it has one, since the engine drops properties it
does not know; all but ``--block-step`` are inherited:

* ``--line-fit: total | greedy`` (house): how ends of lines are chosen;
* ``--punctuation-style: quanjiao | kaiming | banjiao`` (house; CLREQ 3.1.6);
* ``--line-break: normal | strict``: dashes and ellipses at no line's start (CLREQ 3.1.4);
* ``--hanging-punctuation: none | allow-end``: stops and commas hang (CLREQ 3.1.7);
* ``--text-spacing-trim: normal | trim-both``: an opening mark after the indent loses its blank;
* ``--block-step: <length>`` (CSS Rhythmic Sizing): a block takes whole lines (占行).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from kanyin.composition import FITS
from kanyin.composition.conventions import STYLES, Convention, convention_for
from kanyin.composition.kinds import PAUSE, STOP

PX = {"px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
"""CSS pixels in absolute units."""


def _word(style: Any, name: str) -> str:
    for token in style[name] or ():
        if token.type == "ident":
            return str(token.lower_value)
    return ""


def fit_of(style: Any) -> str:
    """How the ends of lines are chosen: a name in ``FITS``."""
    word = _word(style, "__line_fit")
    return word if word in FITS else "total"


def convention_of(style: Any) -> Convention:
    """The convention for the language and the options of a style."""
    punctuation = _word(style, "__punctuation_style")
    return _convention(
        style["lang"] or "",
        punctuation if punctuation in STYLES else "quanjiao",
        _word(style, "__line_break") == "strict",
        _word(style, "__hanging_punctuation") == "allow-end",
        _word(style, "__text_spacing_trim") == "trim-both",
    )


@cache
def _convention(lang: str, style: str, strict: bool, hanging: bool, trims: bool) -> Convention:
    plain = convention_for(lang, style)
    hangs = plain.trimmed & {PAUSE, STOP} if hanging else frozenset[str]()
    return replace(plain, strict=strict, hanging=hangs, indent_trimmed=trims)


def block_step_of(style: Any) -> float:
    """The line, in px, that the height of a block is a multiple of; 0 for none."""
    if "__block_step" not in getattr(style, "cascaded", ()):
        return 0.0
    for token in style["__block_step"]:
        if token.type == "dimension":
            return float(token.value * PX.get(token.lower_unit, 0.0))
    return 0.0
