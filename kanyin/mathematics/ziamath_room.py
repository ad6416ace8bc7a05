"""The sealed room of ziamath and ziafont: the only module that touches their private parts.

Made for ziamath 0.13 and ziafont 0.11 (``drawing`` lets no others in). What is private here:

* ``MathFont`` is filled from bytes, without its ``__init__``, which wants a path;
* ``glyph`` and ``glyphindex`` fall back on a second font, read with HarfBuzz, whose
  outlines are scaled to the mathematics font and filed in ``_glyphs`` under the negative
  of their code point;
* nodes are built with ``Mnode.fromelement`` under a root of ours: ``Math`` rewrites the
  tree as text;
* ``Mnode.size_px`` takes an em for 4/3 of one, and ``Mrow._get_height_nostretch`` lays
  every row out twice, its inner rows four times, and so on: both are replaced.

Fonts keep what they have read; drawing is for one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree

import uharfbuzz as hb
import ziamath
from fontTools.pens.recordingPen import RecordingPen
from ziafont.fontread import FontReader
from ziafont.fonttypes import BBox, Table
from ziafont.glyph import SimpleGlyph
from ziafont.svgpath import Cubic, Lineto, Moveto, Point, Quad
from ziamath.mathfont import MathFont
from ziamath.mathtable import MathTable
from ziamath.nodes import Mnode, Moperator, Mrow
from ziamath.styles import MathStyle, MathVariant, parse_style, styledchr
from ziamath.zmath import loadedfonts

from kanyin.mathematics.problems import MathError

SMALLEST = 0.5
"""Of the body's size; TeX has no style below scriptscript."""

_OPERATORS = {"moveTo": Moveto, "lineTo": Lineto, "qCurveTo": Quad, "curveTo": Cubic}

_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0}
_NAMED = ("veryverythin", "verythin", "thin", "medium", "thick", "verythick", "veryverythick")
_MU = {f"{name}mathspace": number for number, name in enumerate(_NAMED, start=1)}
_EX = 0.473
"""The x-height of STIX Two Math, in ems."""


def _size_in_points(self: Mnode, size: str, fontsize: float | None = None) -> float:
    """A length in points; what is no length is 0, as in ziamath."""
    em = self.glyphsize if fontsize is None else fontsize
    if mu := _MU.get(size):
        return mu * em / 18
    unit = {**_POINTS, "em": em, "ex": em * _EX}.get(size[-2:], 0.0)
    try:
        return float(size[:-2]) * unit
    except ValueError:
        return 0.0


def _height_of_rigid(
    self: Mrow, line: list[ElementTree.Element], **kwargs: Any
) -> tuple[float, float]:
    """Inside a trial layout nothing stretches, so there is nothing to try."""
    return (0.0, 0.0) if kwargs.get("nostretch") else _try_height(self, line, **kwargs)


_try_height = Mrow._get_height_nostretch
Mnode.size_px = _size_in_points
Mrow._get_height_nostretch = _height_of_rigid


class Face(MathFont):  # type: ignore[misc]
    """STIX Two Math, with the characters it lacks from a Han font."""

    def __init__(self, mathematics: bytes, han: bytes) -> None:
        self.fname = PurePath("mathematics")
        self.fontfile = FontReader(mathematics)
        self.tables: dict[str, Table] = {}
        self.features: dict[str, bool] = {}
        self.info = self._loadfont()
        self._glyphs: dict[int, SimpleGlyph] = {}
        self._glyphids: dict[str, int] = {}
        self.basesize = 0.0
        self.math = MathTable(self)
        self.units = self.info.layout.unitsperem
        self.han = hb.Font(hb.Face(han))
        self.han.scale = (self.units, self.units)

    def reset(self, size: float) -> None:
        """Forget what an earlier formula may have left behind."""
        self.basesize = size
        self.language("math", "")

    def glyphindex(self, char: str) -> int:
        """The glyph's number; a negative one is the Han font's."""
        return super().glyphindex(char) or self._han_index(char)

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        """The styled letter, or the plain one where the font has no such style."""
        styled = styledchr(char, variant)
        glyph: SimpleGlyph = self.glyph(styled if super().glyphindex(styled) else char)
        return glyph

    def advance(self, glyph: int, glyph2: int | None) -> int:
        """The width, kerned inside the mathematics font only."""
        if glyph < 0:
            return self._glyphs[glyph].advance()
        return int(super().advance(glyph, glyph2 if glyph2 and glyph2 > 0 else None))

    def _han_index(self, char: str) -> int:
        index = -ord(char)
        if index not in self._glyphs:
            number = self.han.get_nominal_glyph(ord(char))
            if number is None:
                raise MathError("glyph", _name(char))
            self._glyphs[index] = HanGlyph(index, number, self)
        return index


class HanGlyph(SimpleGlyph):
    """A glyph of the Han font, in the units of the mathematics font."""

    def __init__(self, index: int, number: int, face: Face) -> None:
        pen = RecordingPen()
        face.han.draw_glyph_with_pen(number, pen)
        self.width = int(face.han.get_glyph_h_advance(number))
        operators = [
            _OPERATORS[name](*(Point(x, y) for x, y in points))  # type: ignore[no-untyped-call]
            for name, points in pen.value
            if points
        ]
        super().__init__(index, operators, _box(operators), face)

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:
        """The width; Han characters are not kerned."""
        return self.width


class Arrow(Moperator, tag="arrow"):  # type: ignore[misc,call-arg]
    """An arrow of a given width: ziamath stretches only what stands over or under."""

    def __init__(self, element: ElementTree.Element, parent: Mnode, **kwargs: Any) -> None:
        width = parent.size_px(element.get("width", "0"))
        super().__init__(element, parent, **{**kwargs, "width": width})


@dataclass(slots=True)
class Root:
    """What a node asks of the formula it stands in."""

    element: ElementTree.Element
    font: Face
    size: float
    style: MathStyle
    mtag: str = "math"
    nodes: list[Mnode] = field(default_factory=list)


def draw(math: ElementTree.Element, size: float, han: bytes) -> tuple[ElementTree.Element, float]:
    """Paths under one element, the baseline at y = 0, and the advance width.

    Raises MathError when a glyph is missing or the engine cannot lay the formula out.
    """
    face = _face(han)
    face.reset(size)
    ziamath.config.svg2 = False
    ziamath.config.minsizefraction = SMALLEST
    drawing = ElementTree.Element("svg")
    try:
        node = Mnode.fromelement(math, Root(math, face, size, parse_style(math)))
        node.draw(0, 0, drawing)
    except MathError:
        raise
    except RecursionError as error:
        raise MathError("deep", "…") from error
    except Exception as error:  # the engine raises whatever it trips over
        raise MathError("unreadable", type(error).__name__) from error
    return drawing, node.xadvance()


def _box(operators: Sequence[Moveto | Lineto | Quad | Cubic]) -> BBox:
    if not operators:
        return BBox(0, 0, 0, 0)
    return BBox(
        min(o.xmin() for o in operators),
        max(o.xmax() for o in operators),
        min(o.ymin() for o in operators),
        max(o.ymax() for o in operators),
    )


def _name(char: str) -> str:
    point = f"U+{ord(char):04X}"
    return f"{char}（{point}）" if char.isprintable() else point


@lru_cache(maxsize=2)
def _face(han: bytes) -> Face:
    return Face(loadedfonts["default"].fontfile.getvalue(), han)
