"""market-plan.svg: where the stalls of the early market stand along an L of two streets."""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from .inks import ASH, BRICK, DUSK, GREY, INK, MIST, OCHRE, PAPER, TEAL, Ink
from .shapes import Point, arc
from .sheet import (
    HEI_BOLD,
    KAI,
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

Mark = Callable[[ET.Element, Point], None]
WIDTH = 176
HAIR, FINE = pens(WIDTH)
LETTER = 4.7  # millimetres; 6 pt as printed
METRE = 0.5  # millimetres along the streets; their width and the stalls are drawn larger
SIDE, PITCH = 3.6, 4.35  # a stall, and the next one
WEST, EAST = 66.0, 80.0  # walls of the long street
NORTH, SOUTH = 4.0, 94.0  # its ends, 180 metres apart
LANE = 80.0  # north wall of the short street
STEPS, BANK = EAST + 80 * METRE, 124.0  # 80 metres of lane, then down to the river
FAR = 162.0  # the other bank


def draw() -> ET.Element:
    """Ground, houses, river, stalls, names, legend."""
    root = sheet(
        WIDTH,
        110,
        "河埠头早市摊位平面示意图",
        "平面示意图：一条L形的街，上北下南。船坊街自北口向南，长180米，两侧是菜摊；"
        "到南头向东折为水巷，长约80米，北墙下一排鱼摊；早点摊在拐角；"
        "水巷东头十四级石阶下到河埠头和澄江，对岸是柳洲。",
        above=2,
    )
    _houses(group(root, "房屋"))
    _street(group(root, "街面", fill="none"))
    _river(group(root, "澄江", fill="none"))
    _landing(group(root, "石阶与渡船"))
    for name, mark, places in STALLS:
        part = group(root, name)
        for at in places:
            mark(part, at)
    _names(group(root, "地名"))
    _legend(group(root, "图例"))
    _bearings(group(root, "指北针与比例尺"))
    return root


def _house(part: ET.Element, left: float, top: float, width: float, height: float) -> None:
    """A roof seen from above: ridge and a fall to either side."""
    rect(part, left, top, width, height, {**fill(ASH), **stroke(GREY, HAIR)})
    x, y = left + width / 2, top + height / 2
    if width >= height:
        line(part, (left, y), (left + width, y), stroke(GREY, FINE))
    else:
        line(part, (x, top), (x, top + height), stroke(GREY, FINE))


def _houses(part: ET.Element) -> None:
    for top, height in ((4, 16), (21, 10), (32, 17), (50, 12), (63, 18), (82, 12)):
        _house(part, WEST - 15, top, 14, height)
    for top, height in ((4, 11), (16, 18), (35, 12), (48, 15)):
        _house(part, EAST + 1, top, 14, height)
    for top, height in ((4, 13), (18, 17), (36, 11), (48, 15)):
        _house(part, BANK - 15, top, 14, height)
    for left, width in ((EAST + 1, 17), (99, 11), (111, 12)):
        _house(part, left, LANE - 15, width, 14)
    for left, width in ((WEST, 18), (85, 13), (99, 19)):
        _house(part, left, SOUTH + 1, width, 11)


def _street(part: ET.Element) -> None:
    """The L itself: open to the north, and to the steps in the east."""
    wall = [(EAST, NORTH), (EAST, LANE), (STEPS, LANE), (STEPS, SOUTH), (WEST, SOUTH)]
    wall.append((WEST, NORTH))
    shape(part, wall, fill(PAPER))
    path(part, track(wall[:3]), stroke(INK, 0.4))
    path(part, track(wall[3:]), stroke(INK, 0.4))


def _river(part: ET.Element) -> None:
    """Water between two banks, and the strokes that say so."""
    rect(part, BANK, NORTH, FAR - BANK, 102, fill(MIST))
    for x in (BANK, FAR):
        line(part, (x, NORTH), (x, 106), stroke(INK, 0.4))
    for row in range(15):
        y = 9 + row * 6.8
        for x in (BANK + 3 + row % 3 * 3, BANK + 21 + row % 3 * 3):
            named = (x > 136 and 26 < y < 54) or (x < 142 and 54 < y < 100) or 79 < y < 94
            if not named:
                path(part, f"M{x} {y:.1f} q1.5 -1.2 3 0 t3 0 t3 0", stroke(TEAL, FINE))


def _landing(part: ET.Element) -> None:
    """Fourteen steps from the end of the lane into the water, a ferry beside them."""
    top, foot, tread = LANE + 1.5, SOUTH - 1.5, 0.7
    rect(part, STEPS, top, 14 * tread, foot - top, {**fill(ASH), **stroke(INK, FINE)})
    for i in range(1, 14):
        x = STEPS + i * tread
        line(part, (x, top), (x, foot), stroke(INK, HAIR))
    hull = f"M{BANK + 7} 70 q3.4 -6.5 0 -13 q-3.4 6.5 0 13 Z"
    path(part, hull, {**fill(PAPER), **stroke(INK, FINE)})
    for y in (61.4, 63.5, 65.6):
        line(part, (BANK + 5.5, y), (BANK + 8.5, y), stroke(INK, FINE))


def _stall(part: ET.Element, at: Point, ink: Ink) -> Point:
    x, y = at[0] - SIDE / 2, at[1] - SIDE / 2
    rect(part, x, y, SIDE, SIDE, {**fill(ink), **stroke(INK, FINE)})
    return x, y


def _greens(part: ET.Element, at: Point) -> None:
    """A stall of greens: a leaf."""
    _stall(part, at, TEAL)
    x, y = at
    leaf = f"M{x - 1.1:.2f} {y + 1.1:.2f} q-0.2 -2 2.2 -2.2 q0.2 2.2 -2.2 2.2 Z"
    path(part, leaf, fill(PAPER))


def _fish(part: ET.Element, at: Point) -> None:
    """A fish stall: three ripples."""
    x, y = _stall(part, at, PAPER)
    for row in (0.9, 1.8, 2.7):
        wave = f"M{x + 0.5:.2f} {y + row:.2f} q0.65 -0.65 1.3 0 t1.3 0"
        path(part, wave, {**fill(None), **stroke(INK, FINE)})


def _breakfast(part: ET.Element, at: Point) -> None:
    """A breakfast stall: a round steamer."""
    _stall(part, at, BRICK)
    circle(part, at, 1.1, fill(PAPER))
    circle(part, at, 0.35, fill(BRICK))


def _dry(part: ET.Element, at: Point) -> None:
    """The stall of dry goods: a heap of small things."""
    _stall(part, at, OCHRE)
    for dx, dy in ((-0.7, 0.6), (0.7, 0.6), (0, -0.6)):
        circle(part, (at[0] + dx, at[1] + dy), 0.5, fill(INK))


def _grinder(part: ET.Element, at: Point) -> None:
    """The stall that sharpens knives and cuts keys: a blade."""
    _stall(part, at, GREY)
    x, y = at
    shape(part, [(x - 1.2, y + 1), (x + 1.2, y - 1.2), (x + 1.2, y - 0.2)], fill(PAPER))


def _file(x: float, start: float, count: int) -> list[Point]:
    return [(x, start + i * PITCH) for i in range(count)]


def _row(start: float, y: float, count: int) -> list[Point]:
    return [(start + i * PITCH, y) for i in range(count)]


_LEFT, _RIGHT, _FOOT = WEST + 2.2, EAST - 2.2, SOUTH - 2.2
STALLS: Sequence[tuple[str, Mark, list[Point]]] = (
    ("菜摊", _greens, _file(_LEFT, 7, 16) + _file(_RIGHT, 7, 16)),
    ("鱼摊", _fish, _row(STEPS - 2.8 - 6 * PITCH, LANE + 2.6, 7)),
    ("早点摊", _breakfast, _file(_LEFT, _FOOT - 2 * PITCH, 3) + _row(_LEFT + PITCH, _FOOT, 2)),
    ("干货", _dry, [(_RIGHT, 7 + 16 * PITCH)]),
    ("磨刀配钥匙", _grinder, [(_LEFT, 7 + 16 * PITCH)]),
)


def _names(part: ET.Element) -> None:
    column(part, ((WEST + EAST) / 2, 31), "船坊街", LETTER, INK, HEI_BOLD, 0.5)
    label(part, ((WEST + EAST) / 2, NORTH - 1), "北口", LETTER, anchor=0.5)
    label(part, (94, 90.8), "水巷", 5, INK, HEI_BOLD, spacing=300)
    label(part, (STEPS + 11.6, 85.4), "河埠头", LETTER, INK, HEI_BOLD)
    label(part, (STEPS + 11.6, 91.2), "石阶十四级", LETTER)
    label(part, (BANK + 10.2, 65.3), "渡船", LETTER)
    column(part, (148, 30), "澄江", 7, DUSK, KAI, 0.5)
    column(part, (169, 45), "柳洲", 5, INK, HEI_BOLD, 0.5)


def _legend(part: ET.Element) -> None:
    """Every kind of stall and how many there are of it; steps and houses."""
    left, top = 4.0, 4.0
    rect(part, left, top, 43, 63, {**fill(None), **stroke(GREY, FINE)})
    label(part, (left + 3.5, top + 7), "图例", LETTER, INK, HEI_BOLD, spacing=200)
    line(part, (left + 3.5, top + 9.6), (left + 39.5, top + 9.6), stroke(GREY, HAIR))
    rows = [(name, mark, str(len(places))) for name, mark, places in STALLS]
    rows += [("石阶", _step_mark, ""), ("房屋", _house_mark, "")]
    for i, (name, mark, count) in enumerate(rows):
        x, y = left + 6, top + 14.2 + i * 7.3
        mark(part, (x, y))
        label(part, (x + 4, y + 1.7), name, LETTER)
        label(part, (left + 39.5, y + 1.7), count, LETTER, anchor=1)


def _house_mark(part: ET.Element, at: Point) -> None:
    _house(part, at[0] - 2.6, at[1] - 2, 5.2, 4)


def _step_mark(part: ET.Element, at: Point) -> None:
    x, y = at
    rect(part, x - 2.6, y - 2, 5.2, 4, {**fill(ASH), **stroke(INK, FINE)})
    for i in range(1, 6):
        line(part, (x - 2.6 + i * 0.87, y - 2), (x - 2.6 + i * 0.87, y + 2), stroke(INK, HAIR))


def _bearings(part: ET.Element) -> None:
    """North is up; the scale holds along the streets."""
    x, y = 25.0, 78.0
    shape(part, arc((x, y), 6, 6), {**fill(None), **stroke(GREY, HAIR)})
    shape(part, [(x, y - 8), (x + 2.4, y + 5), (x, y + 3.2)], fill(INK))
    shape(part, [(x, y - 8), (x, y + 3.2), (x - 2.4, y + 5)], {**fill(PAPER), **stroke(INK, HAIR)})
    label(part, (x + 8.4, y - 4.6), "北", LETTER, INK, HEI_BOLD, 0.5)
    left, base, step = 6.0, 93.0, 20 * METRE
    for i in range(4):
        paint = {**fill(INK if i % 2 == 0 else PAPER), **stroke(INK, HAIR)}
        rect(part, left + i * step, base, step, 1.3, paint)
    for i, text, anchor in ((0, "0", 0.5), (2, "40", 0.5), (4, "80 米", 0.75)):
        label(part, (left + i * step, base - 1.2), text, LETTER, anchor=anchor)
    for i, text in enumerate(("街长按比例，", "街宽、摊位不按比例")):
        label(part, (4, base + 7 + i * 5.8), text, LETTER)
