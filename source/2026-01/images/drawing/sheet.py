"""A drawing sheet: an SVG in millimetres; its letters are outlines and need no font."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Offset
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from .inks import INK, Ink, css
from .shapes import Point

FONTS = Path(__file__).parents[4] / "fonts"
HEI, HEI_BOLD = "KanyinHei-Regular.ttf", "KanyinHei-Bold.ttf"
SONG_BOLD, KAI = "KanyinSong-Bold.ttf", "KanyinKai-Regular.ttf"
SVG = "http://www.w3.org/2000/svg"
COLUMN = 81.5  # millimetres of a column of the journal, which every sheet is printed to
HAIR, FINE = 0.12, 0.22  # strokes as printed, in millimetres; presses ask for 0.088 (0.25 pt)


def number(value: float) -> str:
    """A length with at most two decimals and no idle zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0" if value > -0.005 else "-0")


def pens(width: float) -> tuple[float, float]:
    """A thin and a usual stroke for a sheet so wide, so that both are printed as they should."""
    return round(HAIR * width / COLUMN, 2), round(FINE * width / COLUMN, 2)


def sheet(width: float, height: float, title: str, about: str, above: float = 0) -> ET.Element:
    """An empty sheet of so many millimetres, `above` of them over the zero line."""
    size = {"width": f"{number(width)}mm", "height": f"{number(height)}mm"}
    box = f"0 {number(-above)} {number(width)} {number(height)}"
    root = ET.Element("svg", {"xmlns": SVG, **size, "viewBox": box})
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "desc").text = about
    return root


def group(parent: ET.Element, note: str, **paint: str) -> ET.Element:
    """A group that says in a comment what it holds."""
    parent.append(ET.Comment(f" {note} "))
    return ET.SubElement(parent, "g", _attributes(paint))


def _attributes(paint: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in paint.items()}


def fill(ink: Ink | None) -> dict[str, str]:
    """Paint for a flat shape."""
    return {"fill": "none" if ink is None else css(ink)}


def stroke(ink: Ink, width: float, dashes: str = "") -> dict[str, str]:
    """Paint for a line."""
    paint = {"stroke": css(ink), "stroke-width": number(width)}
    return {**paint, "stroke-dasharray": dashes} if dashes else paint


def rect(
    parent: ET.Element, left: float, top: float, width: float, height: float, paint: dict[str, str]
) -> None:
    """A rectangle."""
    place = {"x": left, "y": top, "width": width, "height": height}
    ET.SubElement(parent, "rect", {k: number(v) for k, v in place.items()} | paint)


def circle(parent: ET.Element, at: Point, radius: float, paint: dict[str, str]) -> None:
    """A circle."""
    place = {"cx": at[0], "cy": at[1], "r": radius}
    ET.SubElement(parent, "circle", {k: number(v) for k, v in place.items()} | paint)


def line(parent: ET.Element, a: Point, b: Point, paint: dict[str, str]) -> None:
    """A straight line."""
    place = {"x1": a[0], "y1": a[1], "x2": b[0], "y2": b[1]}
    ET.SubElement(parent, "line", {k: number(v) for k, v in place.items()} | paint)


def track(points: Sequence[Point], closed: bool = False) -> str:
    """Path data through the points."""
    moves = [f"{'L' if i else 'M'}{number(x)} {number(y)}" for i, (x, y) in enumerate(points)]
    return " ".join(moves) + (" Z" if closed else "")


def path(parent: ET.Element, data: str, paint: dict[str, str]) -> None:
    """A path."""
    ET.SubElement(parent, "path", {"d": data} | paint)


def shape(parent: ET.Element, points: Sequence[Point], paint: dict[str, str]) -> None:
    """A closed outline."""
    path(parent, track(points, closed=True), paint)


@cache
def _font(name: str) -> Any:
    return TTFont(FONTS / name)


def _outlined(text: str, face: str, spacing: float) -> tuple[str, float, int]:
    """A line of text as one path in font units, how wide it runs, and units to the em."""
    font = _font(face)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    pen: Any = SVGPathPen(glyphs, lambda value: f"{value:.0f}")
    moved: Any = TransformPen
    along = 0.0
    for character in text:
        glyph = glyphs[names[ord(character)]]
        glyph.draw(moved(pen, Offset(round(along), 0)))
        along += glyph.width + spacing
    return pen.getCommands(), along - spacing, font["head"].unitsPerEm


def label(
    parent: ET.Element,
    at: Point,
    text: str,
    size: float,
    ink: Ink = INK,
    face: str = HEI,
    anchor: float = 0,
    turn: float = 0,
    spacing: float = 0,
) -> None:
    """A line of outlined text; `anchor` is the share of its width left of `at`."""
    outline, width, units = _outlined(text, face, spacing)
    scale = size / units
    moves = [f"translate({number(at[0])} {number(at[1])})"]
    if turn:
        moves.append(f"rotate({number(turn)})")
    moves.append(f"scale({scale:.6g} {-scale:.6g})")
    if anchor:
        moves.append(f"translate({-width * anchor:.0f} 0)")
    parent.append(ET.Comment(f" {text} "))
    ET.SubElement(parent, "path", {"transform": " ".join(moves), "d": outline, "fill": css(ink)})


def column(
    parent: ET.Element, top: Point, text: str, size: float, ink: Ink, face: str, gap: float = 0.1
) -> None:
    """Characters one under the other, centred on `top`; `gap` is in character heights."""
    for i, character in enumerate(text):
        foot = top[1] + size * (0.88 + i * (1 + gap))
        label(parent, (top[0], foot), character, size, ink, face, 0.5)


def write(root: ET.Element, target: Path) -> None:
    """Write the sheet, indented, as UTF-8."""
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    target.write_bytes(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode())
