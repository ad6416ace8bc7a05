"""By the river of the cover: the bridge, the boat, and who is up already."""

from collections.abc import Sequence

from .block import Block
from .inks import BRICK, DUSK, INK, MIST, NIGHT, OCHRE, PAPER, RUST, TEAL, WHEAT, Ink
from .marks import billow
from .people import CARRYING, STANDING, Clothes, cat, person
from .shapes import Point, arc, box, gouge, placed, spline
from .street import Eye

PEDLAR = Clothes(coat=TEAL, trousers=NIGHT, hat=WHEAT)
NEIGHBOUR = Clothes(coat=BRICK, trousers=INK)
COOK = Clothes(coat=PAPER, trousers=TEAL)


def life(block: Block, eye: Eye, ground: float) -> None:
    """Who is up already: a cook, a neighbour, a pedlar with baskets, and a cat."""
    cook = eye.sees(-1330, ground, 1.12)
    _stove(block, (cook[0] + 70, cook[1] + 10), 0.9)
    person(block, cook, 360, STANDING, COOK)
    x, y = cook[0] + 84, cook[1] - 276
    path = [(x, y), (x + 14, y - 34), (x - 8, y - 74), (x + 22, y - 122), (x - 6, y - 178)]
    path += [(x + 40, y - 232), (x + 104, y - 262)]
    billow(block, path, (12, 18, 25, 33, 38, 34, 25), (PAPER, TEAL))
    person(block, eye.sees(-1080, ground, 1.55), 262, STANDING, NEIGHBOUR, flip=True)
    _pedlar(block, eye.sees(-560, ground, 1.42), 300)
    person(block, eye.sees(-900, ground, 2.9), 146, STANDING, Clothes(coat=INK, skin=OCHRE))
    cat(block, (1330, 2830), 1.05, PAPER, BRICK)


def _stove(block: Block, at: Point, size: float) -> None:
    x, y = at
    block.shape(box(x - 62 * size, y - 150 * size, x + 62 * size, y), INK)
    block.shape(box(x - 26 * size, y - 62 * size, x + 26 * size, y - 18 * size), BRICK)
    for i in range(3):
        top = y - 150 * size - (i + 1) * 40 * size
        block.shape(box(x - 74 * size, top, x + 74 * size, top + 36 * size), WHEAT)
        block.line([(x - 74 * size, top + 20 * size), (x + 74 * size, top + 20 * size)], RUST, 4)


def _pedlar(block: Block, at: Point, height: float) -> None:
    size = height / 100
    pole = placed([(-52, -80), (-25, -85), (5, -86), (32, -85), (58, -79)], at, size)
    for side in (-50, 56):
        top = placed([(side, -80)], at, size)[0]
        for spread in (-11, 11):
            block.line([top, placed([(side + spread, -36)], at, size)[0]], INK, 3)
        basket = [(side - 14, -36), (side + 14, -36), (side + 9, -14), (side - 9, -14)]
        block.shape(placed(basket, at, size), OCHRE)
        greens = [
            (side - 15, -36),
            (side - 8, -46),
            (side, -40),
            (side + 7, -48),
            (side + 15, -36),
        ]
        block.blob(placed(greens, at, size), TEAL)
    person(block, at, height, CARRYING, Clothes(coat=MIST, trousers=TEAL, hat=WHEAT))
    block.line(spline(pole), OCHRE, 9)


def boat(block: Block, at: Point, size: float) -> None:
    """An awning boat, the boatman at its stern, and both again in the water."""

    def put(points: Sequence[Point], ink: Ink) -> None:
        block.shape(placed(points, at, size), ink)

    for row in range(9):
        y = at[1] + 22 + row * 24
        half = 430 - row * 30
        ends = (at[0] - half + row * 13, y), (at[0] + half - row * 17, y)
        block.shape(gouge(*ends, 26), INK, 0)
    put([*spline([(-470, -62), (-300, 2), (0, 26), (300, 6), (480, -84)]), (470, -96)], INK)
    awning = arc((0, -20), 235, 178, 180, 360)
    put(awning, NIGHT)
    with block.within(placed(awning, at, size), 0):
        for i in range(-8, 9):
            spine = [(i * 40 - 50, -260), (i * 40 + 50, 20)]
            block.line(placed(spine, at, size), DUSK, 7)
            block.line(placed([(x + 30, y) for x, y in spine[::-1]], at, size), DUSK, 0.1)
    for x in (-235, -80, 80, 235):
        rim = arc((x * 0.0, -20), 235, 178, 180, 360)
        block.line(placed(rim, at, size), TEAL, 9)
    put(box(-240, -24, 240, 2), RUST)
    mouth = [(-235, -22), (-226, -80), (-196, -128), (-196, -22)]
    put(mouth, OCHRE)
    block.line(placed([(-470, -64), (-300, 0), (0, 24), (300, 4), (478, -86)], at, size), TEAL, 6)
    oar = placed([(360, -230), (560, 60)], at, size)
    block.line(oar, WHEAT, 12)
    person(block, placed([(340, -10)], at, size)[0], 300, STANDING, PEDLAR, flip=True)


def bridge(block: Block) -> None:
    """A single stone arch whose reflection closes it to a circle."""
    left, right, water, rise = 1545.0, 2240.0, 2515.0, 268.0
    centre = ((left + right) / 2, water)
    deck = spline([(left - 60, 2300), (left + 120, 2240), (centre[0], 2160), (right - 110, 2236)])
    deck += [(right + 60, 2318)]
    hole = arc(centre, 232, rise, 180, 360)
    bank = [(left + 665, 2336), (left + 655, water)]
    block.shape([*deck, *bank, *hole[::-1], (left - 60, water)], NIGHT)
    for ring in (246, 286):
        stones = arc(centre, ring, rise + ring - 232, 184, 356)
        block.line(stones, MIST if ring == 246 else DUSK, 5)
    for i in range(1, 24):
        spoke = arc(centre, 1, 1, 180 + i * 7.5, 181 + i * 7.5)[0]
        ends = [
            (centre[0] + (spoke[0] - centre[0]) * r, centre[1] + (spoke[1] - centre[1]) * (r + 36))
            for r in (246, 284)
        ]
        block.line(ends, DUSK, 4)
    rail = [(x, y - 34) for x, y in deck]
    block.line(rail, NIGHT, 15)
    for x, y in deck[::4]:
        block.line([(x, y + 6), (x, y - 52)], NIGHT, 14)
    _bridge_in_water(block, centre, rise)


def _bridge_in_water(block: Block, centre: Point, rise: float) -> None:
    knife = block.knife
    for row in range(17):
        y = centre[1] + 12 + row * 17
        drop = (y - centre[1]) / rise
        inner = 232 * max(0.0, 1 - min(1.0, drop) ** 2) ** 0.5
        for side in (-1, 1):
            near, far = side * inner, side * (390 - row * 9)
            if abs(far) > abs(near):
                sway = knife.uniform(-16, 16)
                ends = (centre[0] + near + sway, y), (centre[0] + far + sway, y)
                block.shape(gouge(*ends, 15), NIGHT, 0)
