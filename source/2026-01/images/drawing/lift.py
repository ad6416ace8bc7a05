"""lift-section.svg: a lift put to a six-storey block, with its doors at the half landings."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from .inks import ASH, BRICK, GREY, INK, MIST, NIGHT, OCHRE, PAPER, RUST, TEAL, WHEAT
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
    rect,
    shape,
    sheet,
    stroke,
    track,
)

WIDTH = 116
HAIR, FINE = pens(WIDTH)
LETTER = 3.0  # millimetres; 6 pt as printed
METRE = 5.4  # millimetres
GROUND = 110.0
ORIGIN = 24.0
STOREY, FLOORS, BASE = 2.8, 6, 0.45  # the first floor lies three steps above the street
HOME, STAIR, OUTER, WALL = 0.0, 3.6, 8.3, 0.24  # metres from the cut edge; a wall's thickness
LINK = OUTER + WALL + 1.0  # the shaft stands clear of the footings
SHAFT = LINK + 1.95
STEEL = 0.14
INNER, REST = STAIR + 1.1, OUTER - 1.25  # where a flight begins and ends
SLAB, DOOR = 0.16, 2.1
ROOF = BASE + STOREY * FLOORS
LANDINGS = tuple(BASE + STOREY * (floor + 0.5) for floor in range(FLOORS - 1))
STOPS = (0.0, *LANDINGS)  # the last is 13.05 metres up
HEAD, PIT = LANDINGS[-1] + 4.5, -1.5  # top and bottom of the shaft
INKED = stroke(INK, FINE)
ROUTE = stroke(BRICK, 0.55, "1.3 0.7")


def at(x: float, up: float) -> Point:
    """Metres from the cut edge and above the street, on the sheet."""
    return ORIGIN + x * METRE, GROUND - up * METRE


def draw() -> ET.Element:
    """Old block left, new shaft right, bridges between them, measures around."""
    root = sheet(
        WIDTH,
        130,
        "六层旧楼加装电梯剖面示意图",
        "剖面示意图：左为六层旧楼与楼梯间，层高2.8米；右为楼梯间外侧的井道与轿厢，离外墙1.0米。"
        "电梯停六站：地面一站，1½层至5½层的半层平台各一站，提升13.05米。"
        "地面从北边进轿厢，楼上往南边出，经连廊到半层平台，再上九级到家。",
    )
    _ground(group(root, "地面"))
    _homes(group(root, "旧楼住户与楼板"))
    _walls(group(root, "墙与屋面"))
    _stairs(group(root, "楼梯间"))
    _shaft(group(root, "井道"))
    _machine(group(root, "机房与缓冲器"))
    _links(group(root, "连廊"))
    _car(group(root, "轿厢"))
    _route(group(root, "入户路线", fill="none"))
    _heights(group(root, "层高标注"))
    _stops(group(root, "停站标注"))
    _notes(group(root, "文字标注"))
    _spans(group(root, "宽度标注"))
    return root


def _block(part: ET.Element, a: Point, b: Point, paint: dict[str, str]) -> None:
    """A rectangle between a lower left and an upper right corner, in metres."""
    (left, bottom), (right, top) = at(*a), at(*b)
    rect(part, left, top, right - left, bottom - top, paint)


def _ground(part: ET.Element) -> None:
    left, right = at(-0.5, 0)[0], at(SHAFT + 2.4, 0)[0]
    for i in range(int((right - left) / 2.4)):
        x = left + i * 2.4
        line(part, (x + 1.8, GROUND), (x, GROUND + 1.8), stroke(GREY, FINE))
    line(part, (left, GROUND), (right, GROUND), stroke(INK, 0.6))


def _homes(part: ET.Element) -> None:
    """A room with a window on every floor; a chain line where the drawing breaks off."""
    _block(part, (HOME, 0), (STAIR, ROOF), fill(ASH))
    _block(part, (STAIR, 0), (OUTER, ROOF), fill(PAPER))
    _block(part, (HOME, 0), (STAIR, BASE - SLAB), fill(GREY))
    for floor in range(FLOORS):
        up = BASE + floor * STOREY
        pane = fill(WHEAT if floor in (1, 4) else MIST)
        _block(part, (0.6, up + 0.95), (1.9, up + 2.2), {**pane, **INKED})
        line(part, at(1.25, up + 0.95), at(1.25, up + 2.2), INKED)
        _block(part, (HOME, up - SLAB), (INNER, up), fill(INK))
        _block(part, (STAIR - 0.18, up), (STAIR + 0.02, up + DOOR), fill(RUST))
        _block(part, (STAIR - 0.18, up + DOOR), (STAIR + 0.02, up + STOREY), fill(INK))
    line(part, at(HOME, -0.6), at(HOME, ROOF + 0.9), stroke(INK, FINE, "3 0.8 0.5 0.8"))


def _walls(part: ET.Element) -> None:
    """The outer wall with a door cut at every half landing, roof and parapet."""
    _block(part, (OUTER, 0), (OUTER + WALL, LANDINGS[0] - SLAB), fill(INK))
    for low, high in pairwise((*LANDINGS, ROOF + SLAB)):
        _block(part, (OUTER, low + DOOR), (OUTER + WALL, high - SLAB), fill(INK))
    _block(part, (HOME, ROOF - SLAB), (OUTER + WALL, ROOF + 0.06), fill(INK))
    _block(part, (OUTER, ROOF), (OUTER + WALL, ROOF + 0.6), fill(INK))


def _flight(low: Point, high: Point, steps: int) -> list[Point]:
    """The sawtooth of one flight."""
    rise, run = (high[1] - low[1]) / steps, (high[0] - low[0]) / (steps - 1)
    points = [at(*low)]
    for i in range(steps):
        up = low[1] + rise * (i + 1)
        points += [at(low[0] + run * i, up), at(low[0] + run * min(i + 1, steps - 1), up)]
    return points


def _stairs(part: ET.Element) -> None:
    """Flights up to a half landing are cut and filled; those behind are lines."""
    for floor, half in enumerate(LANDINGS):
        up = BASE + floor * STOREY
        behind = _flight((REST, half), (INNER, up + STOREY), 9)
        path(part, track(behind), {**fill(None), **stroke(GREY, FINE)})
        line(part, at(REST, half - 0.24), at(INNER, up + STOREY - 0.24), stroke(GREY, FINE))
        saw = _flight((INNER, up), (REST, half), 9)
        shape(part, [*saw, at(REST, half - SLAB), at(INNER, up - SLAB)], fill(TEAL))
        _block(part, (REST, half - SLAB), (OUTER + WALL, half), fill(INK))
        _rail(part, (INNER, up), (REST, half))


def _rail(part: ET.Element, low: Point, high: Point) -> None:
    ends = [(low[0], low[1] + 0.95), (high[0], high[1] + 0.95)]
    line(part, at(*ends[0]), at(*ends[1]), stroke(INK, 0.35))
    for i in range(9):
        x = low[0] + (high[0] - low[0]) * i / 8
        foot = low[1] + (high[1] - low[1]) * i / 8
        line(part, at(x, foot + 0.1), at(x, foot + 0.95), stroke(INK, HAIR))


def _shaft(part: ET.Element) -> None:
    """Pit, walls and roof of the shaft: one door north at the ground, five south above."""
    _block(part, (LINK, PIT), (SHAFT, HEAD), {**fill(PAPER), **INKED})
    _block(part, (LINK, PIT - 0.2), (SHAFT, PIT), fill(INK))
    _block(part, (LINK - 0.2, HEAD), (SHAFT + 0.2, HEAD + 0.22), fill(INK))
    for left, doors in ((LINK, LANDINGS), (SHAFT - STEEL, STOPS[:1])):
        feet = (PIT - DOOR, *doors, HEAD)
        for low, high in pairwise(feet):
            _block(part, (left, low + DOOR), (left + STEEL, high), fill(INK))
        for foot in doors:
            _block(part, (left + 0.03, foot), (left + STEEL - 0.03, foot + DOOR), fill(RUST))


def _machine(part: ET.Element) -> None:
    """The drive under the roof, the buffers in the pit."""
    middle = (LINK + SHAFT) / 2
    _block(part, (LINK + 0.45, HEAD - 0.75), (SHAFT - 0.45, HEAD - 0.2), fill(NIGHT))
    circle(part, at(middle, HEAD - 0.48), 0.9, fill(OCHRE))
    for x in (middle - 0.35, middle + 0.35):
        _block(part, (x - 0.12, PIT), (x + 0.12, PIT + 0.5), fill(GREY))
        _block(part, (x - 0.2, PIT + 0.5), (x + 0.2, PIT + 0.6), fill(INK))


def _links(part: ET.Element) -> None:
    """A bridge with a rail from each half landing to the shaft, a canopy over the last."""
    left = OUTER + WALL
    for up in LANDINGS:
        _block(part, (left, up - 0.2), (LINK, up), {**fill(OCHRE), **INKED})
        line(part, at(left, up + 1.05), at(LINK, up + 1.05), stroke(INK, 0.35))
        for i in range(1, 5):
            x = left + (LINK - left) * i / 5
            line(part, at(x, up), at(x, up + 1.05), stroke(INK, HAIR))
    roof = LANDINGS[-1] + 2.4
    _block(part, (left, roof), (LINK, roof + 0.12), fill(INK))


def _car(part: ET.Element) -> None:
    """The car at the landing above the third floor: south door open, north door shut."""
    up, middle, south, north = LANDINGS[2], (LINK + SHAFT) / 2, LINK + 0.3, SHAFT - 0.3
    for dx in (-0.12, 0.12):
        line(part, at(middle + dx, up + 2.4), at(middle + dx, HEAD - 0.7), INKED)
    _block(part, (LINK, up), (LINK + STEEL, up + DOOR), fill(PAPER))
    _block(part, (south, up - 0.14), (north, up + 2.4), {**fill(TEAL), **INKED})
    _block(part, (south, up), (north - 0.1, up + DOOR), fill(WHEAT))
    _block(part, (north - 0.1, up), (north, up + DOOR), fill(RUST))
    circle(part, at(middle + 0.1, up + 1.56), 0.72, fill(INK))
    body = [at(middle - 0.08, up + 1.38), at(middle + 0.28, up + 1.38)]
    body += [at(middle + 0.34, up), at(middle - 0.14, up)]
    shape(part, body, fill(NIGHT))


def _arrow(part: ET.Element, way: list[Point]) -> None:
    """A dashed way that ends, leftwards, in an arrow."""
    tip = way[-1]
    path(part, track([*way[:-1], (tip[0] + 2, tip[1])]), ROUTE)
    shape(part, [tip, (tip[0] + 2.4, tip[1] - 1), (tip[0] + 2.4, tip[1] + 1)], fill(BRICK))


def _route(part: ET.Element) -> None:
    """Into the car from the north; out to the south, over the bridge, and up nine steps."""
    half = LANDINGS[2] + 0.5
    home = half + STOREY / 2
    way = [(LINK + 0.72, half), (REST, half), (INNER, home), (STAIR + 0.16, home)]
    _arrow(part, [at(*place) for place in way])
    _arrow(part, [at(SHAFT + 1.9, 0.9), at(SHAFT - 1.2, 0.9)])


def _tick(part: ET.Element, place: Point) -> None:
    x, y = place
    line(part, (x - 0.8, y + 0.8), (x + 0.8, y - 0.8), stroke(INK, 0.35))


def _heights(part: ET.Element) -> None:
    """A chain of measures: the plinth, each storey, and the six together."""
    chain, whole = at(-0.9, 0)[0], at(-2.5, 0)[0]
    levels = [0.0, *(BASE + floor * STOREY for floor in range(FLOORS + 1))]
    for low in levels[1:-1]:
        middle = at(0, low + STOREY / 2)[1]
        label(part, (chain - 1, middle), f"{STOREY} m", LETTER, anchor=0.5, turn=-90)
    label(part, (chain - 1.2, GROUND + 3.2), f"三级 {BASE} m", LETTER, anchor=1)
    for up in levels:
        y = at(0, up)[1]
        line(part, (chain - 1.4, y), (ORIGIN - 1, y), stroke(INK, HAIR))
        _tick(part, (chain, y))
    top, foot = at(0, ROOF)[1], at(0, BASE)[1]
    line(part, (chain, GROUND), (chain, top), stroke(INK, HAIR))
    line(part, (whole, foot), (whole, top), stroke(INK, HAIR))
    for y in (foot, top):
        line(part, (whole - 1.4, y), (chain - 1.4, y), stroke(INK, HAIR))
        _tick(part, (whole, y))
    label(
        part,
        (whole - 1, (foot + top) / 2),
        f"{STOREY * FLOORS:.1f} m",
        LETTER,
        anchor=0.5,
        turn=-90,
    )


def _stops(part: ET.Element) -> None:
    """The six stops right of the shaft, and how far it is from the first to the last."""
    left, chain = at(SHAFT, 0)[0], at(SHAFT + 3.0, 0)[0]
    for number, up in enumerate(STOPS):
        y = at(0, up)[1]
        line(part, (left + 1, y), (chain + 1.4, y), stroke(INK, HAIR))
        label(part, (left + 2, y - 0.9), f"{number}½层" if number else "地面", LETTER)
        _tick(part, (chain, y))
    top, foot = at(0, STOPS[-1])[1], at(0, 0)[1]
    line(part, (chain, foot), (chain, top), stroke(INK, HAIR))
    place = (chain + 4.2, (top + foot) / 2)
    label(part, place, f"提升高度 {STOPS[-1]:.2f} m", LETTER, anchor=0.5, turn=-90)


def _note(part: ET.Element, target: Point, up: float, text: str) -> None:
    """A dot on the thing, a line to the right, its name there."""
    dot, end = at(*target), at(SHAFT + 0.9, up)
    circle(part, dot, 0.55, fill(INK))
    path(part, track([dot, (end[0] - 2.4, end[1]), end]), {**fill(None), **INKED})
    label(part, (end[0] + 0.8, end[1] + 1), text, LETTER)


def _notes(part: ET.Element) -> None:
    """What each part is called, on the part where there is room, else beside it."""
    _note(part, (SHAFT - 0.4, 15.6), 15.6, "井道")
    _note(part, (SHAFT - 0.45, LANDINGS[2] + 1.6), LANDINGS[2] + 1.6, "轿厢")
    _note(part, (SHAFT - 0.6, PIT + 0.9), PIT + 0.35, "底坑")
    for x, text in (((HOME + STAIR) / 2, "旧楼住户"), ((STAIR + OUTER) / 2, "楼梯间")):
        label(part, at(x, ROOF + 0.75), text, LETTER, INK, HEI_BOLD, 0.5)
    for floor in range(FLOORS):
        place = at(2.7, BASE + floor * STOREY + 1.3)
        label(part, place, f"{floor + 1}层", LETTER, INK, HEI_BOLD, 0.5)
    slab = (OUTER - 0.8, LANDINGS[3] - 0.08)
    circle(part, at(*slab), 0.55, fill(BRICK))
    line(part, at(*slab), at(slab[0], slab[1] - 0.68), stroke(BRICK, FINE))
    label(part, at(OUTER - 0.1, LANDINGS[3] - 1.28), "半层平台", LETTER, anchor=1)
    bridge, name = at((OUTER + WALL + LINK) / 2, LANDINGS[4] + 0.6), at(OUTER - 0.7, ROOF - 1.4)
    circle(part, bridge, 0.55, fill(BRICK))
    line(part, bridge, name, stroke(BRICK, FINE))
    label(part, (name[0] - 0.6, name[1] + 0.4), "连廊", LETTER, anchor=1)
    _legend(part, GROUND + 11)


def _legend(part: ET.Element, y: float) -> None:
    """What the dashes are, and which way is north."""
    left = at(-0.9, 0)[0]
    path(part, track([(left, y), (left + 9, y)]), ROUTE)
    label(part, (left + 11, y + 1), "入户路线：北边进，南边出，", LETTER)
    label(part, (left + 11, y + 5), "过连廊，再上九级", LETTER)
    for x, text in ((0.5, "南"), (SHAFT + 3.0, "北")):
        label(part, (at(x, 0)[0], GROUND + 5), text, LETTER, INK, HEI_BOLD, 0.5)


def _spans(part: ET.Element) -> None:
    """How wide bridge and shaft are, below the pit."""
    y = at(0, PIT - 1.1)[1]
    marks = (OUTER + WALL, LINK, SHAFT)
    line(part, (at(marks[0], 0)[0], y), (at(marks[-1], 0)[0], y), stroke(INK, HAIR))
    for x in marks:
        place = at(x, 0)[0]
        line(part, (place, y - 1.8), (place, y + 1.2), stroke(INK, HAIR))
        _tick(part, (place, y))
    label(part, (at(LINK, 0)[0] - 0.4, y + 3.8), "1.0 m", LETTER, anchor=1)
    label(part, (at((LINK + SHAFT) / 2, 0)[0], y + 3.8), "1.95 m", LETTER, anchor=0.5)
