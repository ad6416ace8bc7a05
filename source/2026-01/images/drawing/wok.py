"""wok-heat.svg: how fast the bottoms of three woks grow hot."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .inks import BRICK, GREY, INK, PAPER, TEAL, Ink
from .shapes import Point
from .sheet import (
    HEI_BOLD,
    circle,
    fill,
    group,
    label,
    line,
    path,
    pens,
    shape,
    sheet,
    stroke,
    track,
)

WIDTH = 120
HAIR, FINE = pens(WIDTH)
LETTER = 3.15  # millimetres; 6 pt as printed
LEFT, RIGHT, TOP, BOTTOM = 16.0, 98.0, 9.0, 66.0
SECONDS = (0, 30, 60, 90, 120, 150, 180)


@dataclass(frozen=True)
class Wok:
    """One curve: its name, degrees at each of SECONDS, ink, line and mark."""

    name: str
    degrees: tuple[int, ...]
    ink: Ink
    dashes: str
    mark: str


WOKS = (
    Wok("薄铁锅", (20, 83, 133, 175, 208, 235, 257), BRICK, "", "disc"),
    Wok("铝锅", (20, 66, 105, 140, 169, 194, 216), TEAL, "2.4 1", "square"),
    Wok("厚铁锅", (20, 42, 62, 81, 99, 116, 132), INK, "0.5 0.9", "triangle"),
)


def place(seconds: float, degrees: float) -> Point:
    """A reading on the sheet."""
    x = LEFT + (RIGHT - LEFT) * seconds / 180
    return x, BOTTOM - (BOTTOM - TOP) * (degrees - 20) / 240


def draw() -> ET.Element:
    """Axes, and three curves that a photocopy keeps apart, each with its name at its end."""
    root = sheet(
        WIDTH,
        80,
        "三种锅的锅底温度",
        "折线图：三口空锅都烧中火，薄铁锅、铝锅、厚铁锅的锅底温度从20℃起在180秒内的变化。",
    )
    _axes(root)
    for wok in WOKS:
        _curve(root, wok)
    return root


def _axes(root: ET.Element) -> None:
    grid = group(root, "网格与刻度", fill="none")
    for degrees in range(20, 261, 40):
        a, b = place(0, degrees), place(180, degrees)
        line(grid, a, b, stroke(GREY if degrees > 20 else INK, HAIR if degrees > 20 else FINE))
        label(grid, (LEFT - 1.6, a[1] + 0.9), str(degrees), LETTER, anchor=1)
    for seconds in SECONDS:
        x, y = place(seconds, 20)
        line(grid, (x, y), (x, y + 1.2), stroke(INK, FINE))
        label(grid, (x, y + 4.4), str(seconds), LETTER, anchor=0.5)
    line(grid, place(0, 20), place(0, 260), stroke(INK, FINE))
    label(root, (4.6, (TOP + BOTTOM) / 2), "锅底温度（℃）", LETTER, anchor=0.5, turn=-90)
    label(root, ((LEFT + RIGHT) / 2, BOTTOM + 9.6), "加热时间（秒）", LETTER, anchor=0.5)


def _curve(root: ET.Element, wok: Wok) -> None:
    part = group(root, wok.name, fill="none", stroke_linejoin="round")
    points = [place(s, d) for s, d in zip(SECONDS, wok.degrees, strict=True)]
    path(part, track(points), stroke(wok.ink, 0.6, wok.dashes))
    for at in points[1:]:
        _mark(part, at, wok)
    end = points[-1]
    label(part, (end[0] + 2.6, end[1] + 1), wok.name, LETTER, wok.ink, HEI_BOLD)


def _mark(part: ET.Element, at: Point, wok: Wok) -> None:
    x, y = at
    if wok.mark == "disc":
        circle(part, at, 0.95, fill(wok.ink))
    elif wok.mark == "square":
        side = [(x - 0.9, y - 0.9), (x + 0.9, y - 0.9), (x + 0.9, y + 0.9), (x - 0.9, y + 0.9)]
        shape(part, side, {**fill(PAPER), **stroke(wok.ink, 0.4)})
    else:
        shape(part, [(x, y - 1.2), (x + 1.15, y + 0.85), (x - 1.15, y + 0.85)], fill(wok.ink))
