"""stairwell.png: the turn between two floors, its window, and a chair to rest on."""

import math

from .block import Block
from .inks import ASH, BRICK, DUSK, GREY, INK, MIST, NIGHT, OCHRE, PAPER, RUST, TEAL, WHEAT, Ink
from .marks import hatch
from .people import cat
from .shapes import Outline, Point, between, box, gouge, spline
from .street import Eye

EYE = Eye(500, 740)
FOCUS = 1130.0
LEFT, WELL, RIGHT = -0.85, 0.62, 2.05  # metres from the eye: wall, stair well, wall
BACK, TURN, START = 5.0, 3.6, 1.62  # metres into the depth
STEPS, RISE = 9, 1.12 / 9
FLOOR = 1.66
LANDING, BELOW = FLOOR - STEPS * RISE, FLOOR + STEPS * RISE  # half a storey up and down
DEEP = (TURN - START) / STEPS
SLAB = 0.16


def at(x: float, y: float, z: float) -> Point:
    """A place in the stairwell, in metres, on the page."""
    return EYE.sees(x * FOCUS, y * FOCUS, z)


def level(x: float, x2: float, y: float, near: float, far: float) -> Outline:
    """A patch of floor."""
    return [at(x, y, far), at(x2, y, far), at(x2, y, near), at(x, y, near)]


def upright(x: float, x2: float, top: float, foot: float, z: float) -> Outline:
    """A patch of wall that faces us."""
    return [at(x, top, z), at(x2, top, z), at(x2, foot, z), at(x, foot, z)]


def slope(z: float) -> float:
    """How high the nosing line of the lower flight lies at a depth."""
    return FLOOR - (z - START) / DEEP * RISE


def above(z: float) -> float:
    """How high the upper flight lies at a depth."""
    return LANDING - (TURN - z) / DEEP * RISE


def draw(fine: int) -> Block:
    """Cut the stairwell from its back wall to the rail beside us."""
    block = Block(1240, 1560, ASH, seed=88, fine=fine)
    _back_wall(block)
    _window(block)
    _side_wall(block)
    _half_below(block)
    _landing(block)
    _flight(block)
    _soffit(block)
    _chair(block, -0.58, 4.62)
    cat(block, at(0.16, LANDING - 0.02, 4.1), 0.64, INK)
    _rails(block)
    return block


def _back_wall(block: Block) -> None:
    wall = upright(LEFT, RIGHT, -4, FLOOR, BACK)
    block.shape(wall, PAPER)
    hatch(block, wall, ASH, 78, 34, 90, 4, 0.35)
    dado = upright(LEFT, RIGHT, LANDING - 1.02, LANDING, BACK)
    block.shape(dado, TEAL)
    block.line(dado[:2], INK, 5)


def _window(block: Block) -> None:
    """Steel panes, and what they show: morning, roofs, a camphor branch."""
    frame = upright(-0.5, 0.95, -2.35, -0.62, BACK)
    (left, top), (right, _), (_, bottom), _ = frame
    block.rect(left - 16, top - 16, right + 16, bottom + 16, INK)
    with block.within(frame, 0):
        block.rect(left, top, right, bottom, WHEAT)
        hatch(block, box(left, top, right, bottom - 120), OCHRE, 0, 26, 120, 5, 0.5)
        _roofs(block, left, bottom)
        _branch(block, (right + 10, top + 40))
    for share in (0.25, 0.5, 0.75):
        x = left + (right - left) * share
        block.line([(x, top), (x, bottom)], INK, 9)
    for share in (0.3, 0.66):
        y = top + (bottom - top) * share
        block.line([(left, y), (right, y)], INK, 9)
    sill = [(left - 34, bottom + 14), (right + 34, bottom + 14)]
    block.shape([*sill, (right + 44, bottom + 38), (left - 44, bottom + 38)], GREY)
    for x, ink in ((left + 44, BRICK), (left + 112, RUST)):
        _pot(block, (x, bottom + 16), ink)


def _roofs(block: Block, left: float, bottom: float) -> None:
    """The roofs across the yard."""
    for x, top, ink in ((left - 20, 96, TEAL), (left + 130, 130, DUSK), (left + 250, 84, NIGHT)):
        y = bottom - top
        roof = [(x, y), (x + 40, y - 44), (x + 150, y - 44), (x + 190, y)]
        block.shape([*roof, (x + 178, bottom + 4), (x + 12, bottom + 4)], ink)
        for i in range(6):
            start = (x + 48 + i * 19, y - 40)
            block.shape(gouge(start, (x + 20 + i * 30, y - 3), 4), MIST, 0)


def _branch(block: Block, root: Point) -> None:
    """A camphor branch that hangs into view from the right."""
    knife = block.knife
    stem = spline([root, (root[0] - 90, root[1] + 30), (root[0] - 190, root[1] + 6)])
    block.line(stem, INK, 7)
    for i, (x, y) in enumerate(stem[2::2]):
        for side in (-1, 1):
            tip = (x - 30 + knife.uniform(-9, 9), y + side * knife.uniform(26, 44))
            block.shape(gouge((x, y), tip, 15), TEAL if (i + side) % 3 else NIGHT, 0)


def _pot(block: Block, foot: Point, ink: Ink) -> None:
    """A pot plant on the sill."""
    x, y = foot
    for lean in (-26, -12, 2, 15, 28):
        block.shape(gouge((x, y - 40), (x + lean, y - 96 + abs(lean) * 0.7), 13), NIGHT, 0)
    block.shape([(x - 25, y - 44), (x + 25, y - 44), (x + 18, y), (x - 18, y)], ink)
    block.rect(x - 28, y - 50, x + 28, y - 38, ink)


def _side_wall(block: Block) -> None:
    """The left wall: paper above, a green skirt that climbs with the stairs, window light."""
    deep = [at(LEFT, -4, BACK), at(LEFT, FLOOR, BACK)]
    wall = [at(LEFT, -9, 1.0), *deep, at(LEFT, 4, 1.0)]
    block.shape(wall, MIST)
    hatch(block, wall, ASH, 70, 36, 110, 5, 0.35)
    line = [at(LEFT, FLOOR - 1.02, 1.0), at(LEFT, FLOOR - 1.02, START)]
    line += [at(LEFT, LANDING - 1.02, TURN), at(LEFT, LANDING - 1.02, BACK)]
    skirt = [*line, at(LEFT, FLOOR, BACK), at(LEFT, FLOOR + 1, 1.0)]
    block.shape(skirt, DUSK)
    hatch(block, skirt, TEAL, 64, 30, 90, 5, 0.5)
    block.line(line, INK, 8)
    for z in (2.05, 2.5):
        pane = [at(LEFT, slope(z) - 1.9, z), at(LEFT, slope(z + 0.3) - 1.95, z + 0.3)]
        pane += [at(LEFT, slope(z + 0.3) - 0.5, z + 0.3), at(LEFT, slope(z) - 0.36, z)]
        block.shape(pane, WHEAT)
        for share in (0.34, 0.68):
            ends = [between(pane[0], pane[3], share), between(pane[1], pane[2], share)]
            block.line(ends, MIST, 9)


def _half_below(block: Block) -> None:
    """Right of us the stairs go down to another landing, of which the far end is seen."""
    block.shape(upright(WELL, RIGHT, LANDING, BELOW, BACK), NIGHT, 0)
    dado = upright(WELL - 0.2, RIGHT, BELOW - 1.02, BELOW, BACK)
    block.shape(dado, DUSK, 0)
    block.line(dado[:2], INK, 5)
    wall = [at(RIGHT, LANDING, BACK), at(RIGHT, LANDING + SLAB, TURN)]
    wall += [at(RIGHT, above(1) + SLAB, 1), at(RIGHT, 4, 1), at(RIGHT, BELOW, BACK)]
    block.shape(wall, DUSK, 0)
    hatch(block, wall, TEAL, 64, 34, 90, 5, 0.4)
    block.shape(level(WELL - 0.4, RIGHT, BELOW, TURN - 0.4, BACK), GREY)
    block.shape(level(0.75, 1.45, BELOW, TURN - 0.4, BACK), WHEAT)


def _landing(block: Block) -> None:
    block.shape(level(LEFT, RIGHT, LANDING, TURN, BACK), GREY)
    light = [at(-0.3, LANDING, BACK), at(0.75, LANDING, BACK)]
    block.shape([*light, at(0.5, LANDING, TURN), at(-0.6, LANDING, TURN)], WHEAT)


def _flight(block: Block) -> None:
    """Treads and risers, far to near; the window lies on them in strips."""
    cheek = [at(WELL, LANDING, TURN), at(WELL, FLOOR, START), at(WELL, FLOOR + 0.2, TURN)]
    block.shape(cheek, INK)
    for number in range(STEPS - 1, -1, -1):
        _step(block, START + DEEP * number, FLOOR - RISE * (number + 1), number)
    block.shape(level(LEFT, WELL, FLOOR, 0.9, START), GREY)


def _step(block: Block, near: float, top: float, number: int) -> None:
    riser = upright(LEFT, WELL, top, top + RISE, near)
    block.shape(riser, DUSK if number % 2 else NIGHT)
    hatch(block, riser, TEAL, 90, 22, 30, 5, 0.4)
    block.shape(level(LEFT, WELL, top, near, near + DEEP), ASH)
    shift = -0.036 * (STEPS - number)
    for left, right in ((-0.42 + shift, -0.12 + shift), (-0.06 + shift, 0.2 + shift)):
        strip = [at(left, top, near + DEEP), at(right, top, near + DEEP)]
        block.shape([*strip, at(right - 0.03, top, near), at(left - 0.03, top, near)], WHEAT)
        if number < STEPS - 1:
            block.shape(upright(left - 0.03, right - 0.03, top, top + RISE, near), OCHRE)
    block.line([at(LEFT, top, near), at(WELL, top, near)], INK, 12 / near)


def _soffit(block: Block) -> None:
    """The flight above us, seen from below, and its sawn edge."""
    edge, low, high = WELL + 0.1, TURN, 0.95
    under = [at(x, above(z) + SLAB, z) for x, z in ((edge, low), (RIGHT, low), (RIGHT, high))]
    under.append(at(edge, above(high) + SLAB, high))
    block.shape(under, NIGHT)
    hatch(block, under, DUSK, -52, 34, 120, 6, 0.5)
    saw: Outline = []
    for i in range(math.ceil((TURN - 0.9) / DEEP)):
        saw += [at(edge, LANDING - RISE * (i + n), TURN - DEEP * i) for n in (0, 1)]
    block.shape([under[0], under[-1], *saw[::-1]], MIST, 0)
    block.line([under[2], under[1], under[0], under[-1]], INK, 6)
    block.line(saw, INK, 5)


def _chair(block: Block, x: float, z: float) -> None:
    """An old chair with its back to the wall."""
    seat = LANDING - 0.45
    for side in (x + 0.02, x + 0.4):
        block.line([at(side, LANDING - 0.92, z + 0.3), at(side, LANDING, z + 0.3)], RUST, 9)
    for rail in (0.88, 0.72, 0.6):
        ends = [at(x, LANDING - rail, z + 0.3), at(x + 0.42, LANDING - rail, z + 0.3)]
        block.line(ends, OCHRE if rail < 0.8 else RUST, 12)
    for side in (x, x + 0.42):
        block.line([at(side, seat, z), at(side, LANDING, z)], RUST, 10)
    block.line([at(x, LANDING - 0.18, z), at(x + 0.42, LANDING - 0.18, z)], RUST, 6)
    block.shape(level(x - 0.03, x + 0.45, seat, z - 0.04, z + 0.3), OCHRE)
    block.line([at(x - 0.03, seat, z - 0.04), at(x + 0.45, seat, z - 0.04)], RUST, 9)


def _rails(block: Block) -> None:
    """Iron bars and a red wooden handrail: down to us on one side, up on the other."""
    for i in range(15):
        z = TURN - 0.12 - i * 0.17
        if z > START:
            foot = FLOOR - RISE * (math.floor((z - START) / DEEP) + 1)
            block.line([at(WELL, foot, z), at(WELL, slope(z) - 0.86, z)], INK, 13 / z)
        if z > 0.95:
            foot = LANDING - RISE * math.ceil((TURN - z) / DEEP)
            ends = [at(WELL + 0.1, foot, z), at(WELL + 0.1, above(z) - 0.86, z)]
            block.line(ends, INK, 13 / z)
    _newel(block, (WELL + 0.05, LANDING, TURN), 0.05, 22)
    _rail(block, [(WELL, slope(z) - 0.88, z) for z in (TURN, START)])
    _rail(block, [(WELL + 0.1, above(z) - 0.88, z) for z in (TURN, 0.95)])
    x, y = _newel(block, (WELL, FLOOR, START), 0.06, 46)
    block.shape(gouge((x - 24, y - 12), (x + 10, y - 32), 12), WHEAT, 0)


def _newel(block: Block, foot: tuple[float, float, float], half: float, knob: float) -> Point:
    """A post with a ball on it; says where the ball is."""
    x, y, z = foot
    block.shape(upright(x - half, x + half, y - 1.0, y, z), BRICK)
    top = at(x, y - 1.0, z)
    ball = (top[0], top[1] - knob * 0.5)
    block.disc(ball, knob, BRICK)
    return ball


def _rail(block: Block, line: list[tuple[float, float, float]]) -> None:
    over, under = ([at(x, y + side, z) for x, y, z in line] for side in (-0.045, 0.045))
    block.shape([*over, *under[::-1]], BRICK)
    block.line(under, RUST, 5)
