"""A formula drawn for print: outlines only, so that no viewer needs a font."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil, floor
from xml.etree import ElementTree

from lxml import etree

from kanyin.mathematics.atoms import prepare
from kanyin.mathematics.latex import to_mathml
from kanyin.mathematics.problems import MathError

CHECKED = {"ziamath": "0.13", "ziafont": "0.11"}
"""The versions that the sealed room was made for."""
SVG = "http://www.w3.org/2000/svg"
LARGEST = 5000.0
"""Points; the largest page of the press is smaller."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


Engine = Callable[[ElementTree.Element, float, bytes], tuple[ElementTree.Element, float]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG, in points. ``depth`` is how far it reaches below the baseline."""

    svg: bytes
    width: float
    height: float
    depth: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards, as in SVG."""

    left: float
    top: float
    right: float
    bottom: float


def to_svg(tex: str, *, display: bool, size: float, han: bytes) -> Drawing:
    """The formula in outlines of STIX Two Math. Raises MathError.

    ``size`` is the type size in points; ``han`` is a font for the characters that STIX
    lacks.
    """
    math = prepare(to_mathml(tex, display=display), display=display)
    tree = ElementTree.fromstring(etree.tostring(math, encoding="unicode"))
    svg, advance = _engine()(tree, size, han)
    return _finish(svg, _around([Box(0, 0, advance, 0), *_ink(svg)]))


@cache
def _engine() -> Engine:
    """The sealed room. Raises MathError when ziamath is missing or another version."""
    wanted = " ".join(f"{name} {version}" for name, version in CHECKED.items())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # ziamath's own, at its import
        try:
            import ziafont
            import ziamath

            from kanyin.mathematics.ziamath_room import draw
        except (ImportError, AttributeError) as error:
            raise MathError("engine", wanted) from error
    found = {"ziamath": ziamath.__version__, "ziafont": ziafont.__version__}
    if found != CHECKED:
        raise MathError("engine", wanted)
    return draw


def _finish(svg: ElementTree.Element, box: Box) -> Drawing:
    width, height = round(box.right - box.left, 3), round(box.bottom - box.top, 3)
    if not 0 < width <= LARGEST or not 0 <= height <= LARGEST:
        raise MathError("size")
    svg.attrib.update(
        xmlns=SVG,
        width=f"{width:g}pt",
        height=f"{height:g}pt",
        viewBox=f"{box.left:g} {box.top:g} {width:g} {height:g}",
    )
    return Drawing(ElementTree.tostring(svg), width, height, round(box.bottom, 3))


def _around(boxes: list[Box]) -> Box:
    """The box around boxes, rounded outwards to thousandths."""
    return Box(
        floor(min(b.left for b in boxes) * 1000) / 1000,
        floor(min(b.top for b in boxes) * 1000) / 1000,
        ceil(max(b.right for b in boxes) * 1000) / 1000,
        ceil(max(b.bottom for b in boxes) * 1000) / 1000,
    )


def _ink(svg: ElementTree.Element) -> Iterator[Box]:
    """The box of every outline; a curve lies within its control points."""
    for element in svg.iter():
        half = float(element.get("stroke-width", 0)) / 2
        if points := [float(n) for n in _NUMBER.findall(element.get("d", ""))]:
            xs, ys = points[::2], points[1::2]
            yield Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)
        elif element.tag == "rect":
            x, y, w, h = (float(element.get(name, 0)) for name in ("x", "y", "width", "height"))
            yield Box(x - half, y - half, x + w + half, y + h + half)
