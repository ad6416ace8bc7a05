"""street-signs.svg: four street signs, four ages of a town."""

from random import Random
from xml.etree import ElementTree as ET

from .inks import (
    ASH,
    BLUE,
    DUSK,
    GREY,
    INK,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    TEAL,
    Ink,
)
from .shapes import Point, arc, cut, gouge, spline
from .sheet import (
    HEI,
    HEI_BOLD,
    KAI,
    SONG_BOLD,
    circle,
    column,
    fill,
    group,
    label,
    line,
    path,
    pens,
    rect,
    shape,
    sheet,
    stroke,
    track,
)

WIDTH = 176
HAIR, FINE = pens(WIDTH)
CENTRES = (30.0, 76.0, 110.0, 149.0)


def draw() -> ET.Element:
    """Enamel, wood, stone and aluminium, each with its name below."""
    root = sheet(
        WIDTH,
        70,
        "四块街牌",
        "示意图：老式搪瓷牌埭头街、木牌箬帽弄、石牌廒前街、新铝牌圩上街。",
    )
    knife = Random(404)
    _enamel(group(root, "搪瓷牌：埭头街"), knife)
    _wood(group(root, "木牌：箬帽弄"), knife)
    _stone(group(root, "石牌：廒前街"), knife)
    _aluminium(group(root, "铝牌：圩上街"))
    names = group(root, "牌下的名字")
    for x, name in zip(CENTRES, ("老式搪瓷牌", "木牌", "石牌", "新铝牌"), strict=True):
        label(names, (x, 67), name, 4.8, INK, HEI, 0.5, spacing=40)
        line(names, (x - 9, 60), (x + 9, 60), stroke(GREY, HAIR))
    return root


def _rounded(left: float, top: float, right: float, bottom: float, corner: float) -> list[Point]:
    c = corner
    corners = [(right - c, top + c, -90), (right - c, bottom - c, 0)]
    corners += [(left + c, bottom - c, 90), (left + c, top + c, 180)]
    return [p for x, y, a in corners for p in arc((x, y), c, c, a, a + 90)]


def _plate(part: ET.Element, box: tuple[float, float, float, float], ink: Ink) -> None:
    """A sheet of metal with round corners, and its shadow."""
    left, top, right, bottom = box
    shape(part, _rounded(left + 0.8, top + 0.8, right + 0.8, bottom + 0.8, 2), fill(GREY))
    shape(part, _rounded(left, top, right, bottom, 2), fill(ink))


def _chip(part: ET.Element, at: Point, size: float, knife: Random) -> None:
    """Where a stone has hit the enamel: rust with a dark heart."""
    for share, ink in ((1.0, RUST), (0.55, INK)):
        ring = [
            (at[0] + dx * size * share * knife.uniform(0.7, 1.2), at[1] + dy * size * share)
            for dx, dy in ((-1, 0), (-0.5, -0.8), (0.5, -0.7), (1, 0.1), (0.4, 0.8), (-0.6, 0.7))
        ]
        shape(part, spline(ring, closed=True, steps=3), fill(ink))


def _enamel(part: ET.Element, knife: Random) -> None:
    """White on blue, a white rim, two screws, the rim chipped."""
    left, top, right, bottom = 5.0, 21.0, 55.0, 43.0
    _plate(part, (left, top, right, bottom), BLUE)
    rim = _rounded(left + 1.6, top + 1.6, right - 1.6, bottom - 1.6, 1.2)
    shape(part, rim, {**fill(None), **stroke(PAPER, 0.7)})
    label(part, (30, top + 15.5), "埭头街", 12, PAPER, HEI_BOLD, 0.5, spacing=60)
    for x in (left + 3.9, right - 3.9):
        circle(part, (x, top + 11), 0.9, fill(PAPER))
        line(part, (x - 0.6, top + 11.4), (x + 0.6, top + 10.6), stroke(INK, HAIR))
    path(part, track(gouge((8.9, top + 12), (9.1, top + 18), 0.7)), fill(RUST))
    chips = [((1.6, 1.6), 2.0), ((48.4, 19.4), 2.3), ((33, 21.4), 1.1), ((16, 0.5), 0.9)]
    for (x, y), size in chips:
        _chip(part, (left + x, top + y), size, knife)


def _wood(part: ET.Element, knife: Random) -> None:
    """A board from over a hatter's door; the grain stands prouder than the letters."""
    left, top, right, bottom = 67.0, 6.0, 85.0, 57.0
    board = [*arc((76, top + 3), 9, 3, 180, 360), (right - 0.3, bottom)]
    board += [(left + 8, bottom - 0.5), (left + 0.3, bottom)]
    outline = cut(board, knife, 0.1, 6)
    shape(part, [(x + 0.8, y + 0.6) for x, y in outline], fill(GREY))
    shape(part, outline, fill(OCHRE))
    column(part, (76, 12), "箬帽弄", 11.8, INK, KAI, 0.1)
    for i in range(44):
        x, y = knife.uniform(left + 1, right - 1), knife.uniform(top + 3, bottom - 16)
        end = (x + knife.uniform(-0.3, 0.3), y + knife.uniform(6, 15))
        path(part, track(gouge((x, y), end, 0.3), closed=True), fill(OCHRE if i % 4 else RUST))
    for size in (1.0, 0.55):
        knot = arc((left + 4, bottom - 7), 1.3 * size, 2.2 * size)
        shape(part, knot, {**fill(None), **stroke(RUST, HAIR)})
    for y in (9.4, 53.6):
        rect(part, left - 0.8, y - 1, right - left + 1.6, 2, fill(INK))
        for x in (left + 1.6, right - 1.6):
            circle(part, (x, y), 0.45, fill(ASH))


def _bricks(part: ET.Element, left: float, top: float, right: float, bottom: float) -> None:
    """Grey bricks in courses that break joint."""
    rect(part, left, top, right - left, bottom - top, fill(DUSK))
    for row in range(13):
        y = top + 0.3 + row * 3.9
        for brick in range(-1, 4):
            start = left + brick * 8.2 + (row % 2) * 4.1
            a, b = max(left, start), min(right, start + 7.7)
            if b > a:
                rect(part, a, y, b - a, 3.4, fill(GREY))


def _stone(part: ET.Element, knife: Random) -> None:
    """A slab let into a wall, its letters cut, the mason's stray dot right of the first."""
    _bricks(part, 98, 6, 122, 57)
    slab = cut([(102, 10), (118, 10), (118, 53), (102, 53)], knife, 0.3, 3.5)
    shape(part, [(x + 0.5, y + 0.6) for x, y in slab], fill(INK))
    shape(part, slab, fill(ASH))
    for _ in range(34):
        x, y = knife.uniform(102.6, 116), knife.uniform(11, 51.5)
        end = (x + knife.uniform(0.6, 1.5), y + knife.uniform(0.2, 0.7))
        path(part, track(gouge((x, y), end, 0.28), closed=True), fill(GREY))
    for shift, ink in ((0.2, PAPER), (0.0, NIGHT)):
        column(part, (109.8 + shift, 12.7 + shift), "廒前街", 11.4, ink, SONG_BOLD, 0.1)
        dot = gouge((115.6 + shift, 15.2 + shift), (116.6 + shift, 17 + shift), 1.1)
        path(part, track(dot, closed=True), fill(ink))
    crack = [(102.1, 44), (105.4, 47.4), (105, 53)]
    path(part, track(crack), {**fill(None), **stroke(GREY, HAIR)})


def _aluminium(part: ET.Element) -> None:
    """A light flat plate that shines: the name, and below it letters for strangers."""
    left, top, right, bottom = 127.0, 21.0, 171.0, 43.0
    _plate(part, (left, top, right, bottom), DUSK)
    for x in (left + 5, left + 9.4):
        gleam = [(x + 6, top), (x + 8.6, top), (x + 2.4, top + 14.4), (x - 0.2, top + 14.4)]
        shape(part, gleam, fill(TEAL))
    rect(part, left + 1, top + 14.6, right - left - 2, 6.4, fill(PAPER))
    label(part, (149, top + 11.9), "圩上街", 10.8, PAPER, HEI_BOLD, 0.5, spacing=90)
    label(part, (149, top + 19.4), "WEISHANG JIE", 4.6, INK, HEI_BOLD, 0.5, spacing=20)
    for x in (left + 1.6, right - 1.6):
        circle(part, (x, top + 1.6), 0.45, fill(MIST))
    line(part, (left + 1, top + 14.2), (right - 1, top + 14.2), stroke(MIST, FINE))
