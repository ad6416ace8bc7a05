"""Glyphs of the composer's room: measured before layout, placed when they are drawn.

Checked against WeasyPrint 70.0 and Pango 1.50. What is private here: ``Layout`` of
``weasyprint.text.line_break`` and the unit in which ``draw_first_line`` reads offsets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

BEFORE, AFTER, BOTH = "aspb", "aspa", "aspc"
"""Features of our fonts: the same letter with a quarter em in its advance (docs/fonts.md)."""

NARROW, HALF_WIDTH, FULL_WIDTH = "pwid", "hwid", "fwid"
"""The Western form of a mark that Chinese fonts make one em wide; an interpunct that has its
half em, or one, in its advance."""


def advances_of(
    text: str, style: Any, features: Mapping[int, str] = MappingProxyType({})
) -> list[float]:
    """How far each character of a text moves the pen, in px; 0 inside a cluster.

    ``features`` names an OpenType feature for single characters. Characters that stand for
    themselves are measured once for each style, and so are the runs between them.
    """
    if style["letter_spacing"] != "normal" or style["word_spacing"]:
        return _measured(text, style, features)
    known = _advances(style)
    if unknown := set(_ALONE.findall(text)).difference(known):
        alone = "".join(sorted(unknown))
        known.update(zip(alone, ([w] for w in _beside_han(alone, style)), strict=True))
    result: list[float] = []
    for match in _RUNS.finditer(text):
        run = match.group()
        if run not in known:
            ends = [n for n in (0, len(run) - 1) if run[n].isalnum()]
            known[run] = _beside_han(run, style, dict.fromkeys(ends, UNJOINED))
        result += known[run]
    for n in features:
        (result[n],) = _beside_han(text[n], style, {0: features[n]})
    return result


def _beside_han(
    text: str, style: Any, features: Mapping[int, str] = MappingProxyType({})
) -> list[float]:
    """The advances of a text after a Han: dashes and digits take the script around them."""
    return _measured(f"一{text}", style, {n + 1: f for n, f in features.items()})[1:]


UNJOINED = ""
"""No feature but that a letter joins no other: it may get a gap on the side of a Han."""

_ALONE = re.compile("[\u3001\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff1f“”]")
_RUNS = re.compile(f"{_ALONE.pattern}|{_ALONE.pattern.replace('[', '[^')}+")
"""Ideographs and marks have no neighbours that change them; anything else may."""


def _advances(style: Any) -> dict[str, list[float]]:
    """What is known of a font at a size, for all elements that are set in it."""
    if "_kanyin_advances" not in style.__dict__:
        key = line_break._font_style_cache_key(style, include_size=True)
        shared = style.font_config.__dict__.setdefault("_kanyin_advances", {})
        style._kanyin_advances = shared.setdefault(key, {})
    known: dict[str, list[float]] = style._kanyin_advances
    return known


def _measured(text: str, style: Any, features: Mapping[int, str]) -> list[float]:
    layout = line_break.Layout(style)
    layout.set_text(text)
    _apply(layout, text, features)
    result = [0.0] * len(text)
    index = _characters(text)
    for offset, glyph in _glyphs(layout):
        result[index[offset]] += glyph.geometry.width * FROM_UNITS
    layout.deactivate()
    return result


def strut_of(style: Any) -> tuple[float, float]:
    """The height of a line and its baseline from the top, in px; looked up once a style."""
    if "_kanyin_strut" not in style.__dict__:
        style._kanyin_strut = line_break.strut(style)
    known: tuple[float, float] = style._kanyin_strut
    return known


def _apply(layout: Any, text: str, features: Mapping[int, str]) -> None:
    """Switch on a feature for each of some characters of a layout."""
    if not features:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    offsets = byte_offsets(text)
    for n, feature in features.items():
        attribute = pango.pango_attr_font_features_new(_features(feature))
        attribute.start_index, attribute.end_index = offsets[n : n + 2]
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _glyphs(layout: Any) -> list[tuple[int, Any]]:
    """The glyphs of the only line of a layout, with the byte each begins at."""
    line, _ = layout.get_first_line()
    run = line.runs
    found: list[tuple[int, Any]] = []
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs, start = item.glyphs, item.item.offset
        number = glyphs.num_glyphs
        clusters = ffi.unpack(glyphs.log_clusters, number) if number else ()
        found += [(start + at, glyphs.glyphs[n]) for n, at in enumerate(clusters)]
    return found


def _characters(text: str) -> dict[int, int]:
    """From bytes of UTF-8 to characters."""
    return dict(zip(byte_offsets(text), range(len(text)), strict=False))


def byte_offsets(text: str) -> list[int]:
    """At which byte of UTF-8 each character begins, and where the text ends."""
    return [0, *accumulate(map(len, map(str.encode, text)))]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the characters of a piece of a line stand, in px.

    ``before[i]`` moves the ink of character ``i`` (negative: to the left), ``widths[i]`` is
    how far the pen moves in all. ``gaps[i]`` names a feature: the one that gives a letter its
    quarter em, so that nobody who reads the text back takes the gap for a space, with the
    letter's advance without it; or another form of a mark. Nothing is ``moved`` in a line
    that is set solid.
    """

    widths: Sequence[float]
    before: dict[int, float]
    gaps: dict[int, tuple[str, float]]
    moved: bool
    quarter: float
    em: float


class ComposedLayout(line_break.Layout):  # type: ignore[misc]
    """A Pango layout that draws the characters where the composer put them."""

    def __init__(self, text: str, style: Any, setting: Setting) -> None:
        self.text, self.setting = text, setting
        self.justification_spacing, self.max_width, self.first_line_direction = 0, None, 0
        if style["text_decoration_line"] != "none":
            self.setup(style)
            self.deactivate()

    def reactivate(self, style: Any) -> None:
        self.setup(style)
        self.set_text(self.text)
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        _apply(self, self.text, {n: feature for n, (feature, _) in self.setting.gaps.items()})
        if self.setting.moved:
            self._place()

    def _place(self) -> None:
        """Give each cluster its width; what rounding leaves over goes to the next."""
        index = _characters(self.text)
        clusters = [(index[offset], glyph) for offset, glyph in _glyphs(self)]
        unit, widths = self.setting.em / 1000, self.setting.widths
        left = used = 0.0
        for n, (start, glyph) in enumerate(clusters):
            end = clusters[n + 1][0] if n + 1 < len(clusters) else len(self.text)
            natural = glyph.geometry.width * FROM_UNITS
            if end <= start:
                used += natural
                continue
            moves = start in self.setting.before or start in self.setting.gaps
            shift = round(self._shift(start, natural) / unit) * unit if moves else 0.0
            width = widths[start] if end == start + 1 else sum(widths[start:end])
            target = width + left - used
            units = round(target / unit)
            left, used = target - units * unit, 0.0
            if shift:
                # draw_first_line divides by the font size alone: thousandths of a pixel
                glyph.geometry.x_offset = round(shift * 1000)
            extra = units - (natural + shift) / unit
            if shift or abs(extra) > 0.5:
                # it then cuts off decimals, towards zero: stay clear of the whole number
                spare = 0.3 * ((extra > 0.5) - (extra < -0.5))
                glyph.geometry.width = round((units + spare) * unit * TO_UNITS)

    def _shift(self, n: int, natural: float) -> float:
        """How far the ink moves; a letter with the gap built in has moved already."""
        shift = self.setting.before.get(n, 0.0)
        feature, plain = self.setting.gaps.get(n, ("", 0.0))
        if feature in (BEFORE, BOTH) and natural > plain + self.setting.quarter / 2:
            return shift - self.setting.quarter
        return shift


@cache
def _features(feature: str) -> bytes:
    """Without ligatures, or the one with the next letter would swallow the gap."""
    return (f"{feature} 1, liga 0" if feature else "liga 0").encode()
