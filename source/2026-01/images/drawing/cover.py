"""cover.png: from under the eaves, a river street between night and morning."""

from .block import Block
from .inks import (
    ASH,
    BRICK,
    DUSK,
    GREY,
    INK,
    MIST,
    NIGHT,
    OCHRE,
    RUST,
    TEAL,
    WHEAT,
    Ink,
)
from .marks import hatch, ripples
from .riverside import boat, bridge, life
from .shapes import Outline, Point, between, box, gouge, spline
from .street import Eye, Row, eave, lantern, window

EYE = Eye(1640, 2140)
GROUND, WATER, QUAY, FARBANK = 430.0, 900.0, -120.0, 1330.0
LEFT = Row(EYE, -1640, 230, GROUND)
RIGHT = Row(EYE, FARBANK + 210, -170, GROUND)


def draw(fine: int) -> Block:
    """Cut the cover, from the sky to the eave over our heads."""
    block = Block(2551, 3437, NIGHT, seed=2601, fine=fine, waver=2.2)
    _sky(block)
    _hills(block)
    _far_bank(block)
    _river(block)
    bridge(block)
    _houses(block)
    _quay(block)
    life(block, EYE, GROUND)
    boat(block, (2010, 3040), 1.0)
    block.line([(2180, 1150), (2180, 1400)], INK, 10)
    _eave_above(block)
    lantern(block, (2180, 1400), 330)
    return block


def _band(block: Block, top: float, ink: Ink) -> None:
    knife = block.knife
    edge = [(x, top + knife.uniform(-16, 16)) for x in range(-100, 2700, 190)]
    block.shape([*spline(edge), (2700, 2200), (-100, 2200)], ink, 1)


def _sky(block: Block) -> None:
    """Bands of night, teal, mist and first light, each ragged into the next."""
    bands = [(1150, DUSK), (1430, TEAL), (1640, MIST), (1770, WHEAT), (1900, OCHRE)]
    before: Ink = NIGHT
    for top, ink in bands:
        _band(block, top, ink)
        fringe = box(-20, top - 6, 2571, top + 92)
        hatch(block, fringe, before, 0, 26, 240, 9, 0.6)
        hatch(block, box(-20, top - 84, 2571, top), ink, 0, 26, 200, 7, 0.45)
        before = ink


def _hills(block: Block) -> None:
    far: Outline = [
        (700, 2100),
        (1000, 1990),
        (1240, 1930),
        (1420, 1975),
        (1640, 1905),
        (1850, 1960),
    ]
    far += [(2050, 1925), (2300, 1985), (2600, 1940), (2600, 2300), (700, 2300)]
    block.shape(spline(far[:9]) + far[9:], TEAL)
    hatch(block, spline(far[:9]) + far[9:], MIST, 24, 30, 90, 5, 0.45)
    near: Outline = [
        (1100, 2150),
        (1330, 2070),
        (1560, 2095),
        (1800, 2050),
        (2040, 2090),
        (2300, 2040),
    ]
    near += [(2600, 2090), (2600, 2330), (1100, 2330)]
    block.shape(spline(near[:7]) + near[7:], DUSK)
    _pagoda(block, (1815, 2056), 26)


def _pagoda(block: Block, at: Point, size: float) -> None:
    x, y = at
    for level in range(5):
        half = size * (1 - level * 0.13)
        top = y - (level + 1) * size * 1.2
        block.rect(x - half * 0.62, top, x + half * 0.62, top + size * 1.3, NIGHT)
        tip = half * 1.6
        roof = [(x - tip, top - 4), (x - half * 0.6, top + 8), (x + half * 0.6, top + 8)]
        block.shape([*roof, (x + tip, top - 4), (x, top - size * 0.5)], NIGHT, 0.4)
    block.line([(x, y - size * 6.2), (x, y - size * 8)], NIGHT, 4)


def _far_bank(block: Block) -> None:
    """The other side of the river: low houses, a few lit panes, a stone wall."""
    see = EYE.sees
    for near, far, top, lit in [
        (5.4, 9.0, -300, 1),
        (3.5, 5.4, -620, 0),
        (2.35, 3.5, -400, 2),
        (1.2, 2.35, -640, 3),
    ]:
        _far_house(block, near, far, top)
        for i in range(lit):
            start = near + (far - near) * (0.2 + 0.27 * i)
            span = (start, start + (far - near) * 0.16)
            window(block, RIGHT, span, (top + 260, top + 520), OCHRE if i != 1 else WHEAT)
    bank = [see(FARBANK, GROUND, 1.2), see(FARBANK, GROUND, 14)]
    bank += [see(FARBANK, WATER, 14), see(FARBANK, WATER, 1.2)]
    ground = [see(RIGHT.wall, GROUND, 1.2), see(RIGHT.wall, GROUND, 14)]
    block.shape([*ground, bank[1], bank[0]], DUSK)
    block.shape(bank, INK)
    hatch(block, bank, TEAL, 8, 30, 80, 6, 0.5)


def _far_house(block: Block, near: float, far: float, top: float) -> None:
    """One whitewashed house, grey at this hour, with a dark skirt of damp."""
    see, x = EYE.sees, RIGHT.wall
    gable = [see(x, top, near), see(x + 380, top - 240, near), see(x + 760, top, near)]
    ridge = [see(x + 380, top - 240, near), see(x + 380, top - 240, far)]
    block.shape([*gable, see(x + 760, GROUND, near), see(x, GROUND, near)], DUSK)
    block.shape([see(x, top, near), *ridge, see(x, top, far)], INK)
    wall = RIGHT.panel(near, far, top, GROUND)
    block.shape(wall, GREY)
    hatch(block, wall, ASH, 84, 36 / near**0.5, 130 / near, 7 / near, 0.25)
    block.shape(RIGHT.panel(near, far, GROUND - 170, GROUND), TEAL)
    eave(block, RIGHT, (near, far), top, 40, (INK, DUSK, INK))


def _river(block: Block) -> None:
    see = EYE.sees
    water = [see(QUAY, WATER, 14), see(FARBANK, WATER, 14), see(FARBANK, WATER, 0.6)]
    water += [see(QUAY, WATER, 0.6)]
    block.shape(water, DUSK)
    sheen = [see(QUAY + 60, WATER, 14), see(900, WATER, 14), see(640, WATER, 1.0)]
    with block.within(water, 0):
        block.shape([*sheen, see(QUAY + 260, WATER, 1.05)], TEAL)
        _fringe(block, (sheen[0], see(QUAY + 260, WATER, 1.05)))
        _fringe(block, (sheen[1], sheen[2]))
        for far, near, ink in [(9, 3, WHEAT), (6, 1.9, OCHRE), (3, 1.3, MIST), (1.6, 0.66, MIST)]:
            _glints(block, far, near, ink)
        for x, depth in [(2330, 1.5), (2120, 2.3)]:
            ripples(block, (x, EYE.y + WATER / depth + 20), OCHRE, 300, (30, 70), 15, 13)


def _fringe(block: Block, edge: tuple[Point, Point]) -> None:
    """Level strokes across an edge in the water, so that it is nowhere straight."""
    knife = block.knife
    for i in range(4, 44):
        x, y = between(edge[0], edge[1], (i / 44) ** 1.3)
        half = (y - EYE.y) * 0.09 * knife.uniform(0.6, 1.4)
        thick = (y - EYE.y) * 0.028
        block.shape(gouge((x - half, y), (x + half, y), thick), TEAL if i % 2 else DUSK, 0)


def _glints(block: Block, far: float, near: float, ink: Ink) -> None:
    knife = block.knife
    for _ in range(90):
        depth = 1 / knife.uniform(1 / far, 1 / near)
        x, y = EYE.sees(knife.uniform(QUAY, FARBANK), WATER, depth)
        half = knife.uniform(60, 170) / depth
        block.shape(gouge((x - half, y), (x + half, y), 15 / depth**0.8), ink, 0)


def _houses(block: Block) -> None:
    """The row on our side: shops below, lattice rooms above, eaves over both."""
    see = EYE.sees
    houses = [(4.6, 9.0, -520, GREY), (3.0, 4.6, -1010, NIGHT), (1.95, 3.0, -800, INK)]
    houses += [(1.36, 1.95, -1060, NIGHT), (0.8, 1.36, -1000, INK)]
    for near, far, top, wall in houses:
        ridge = [see(LEFT.wall - 520, top - 330, far), see(LEFT.wall - 520, top - 330, near)]
        gable = [see(LEFT.wall, top, near), ridge[1], see(LEFT.wall - 1040, top, near)]
        block.shape(
            [*gable, see(LEFT.wall - 900, GROUND, near), see(LEFT.wall, GROUND, near)], DUSK
        )
        block.shape([see(LEFT.wall, top, near), see(LEFT.wall, top, far), *ridge], INK)
        front = LEFT.panel(near, far, top, GROUND)
        block.shape(front, wall)
        grain = DUSK if wall != GREY else ASH
        hatch(block, front, grain, 90, 34 / near, 150 / near, 5 / near**0.7, 0.5)
        _front(block, near, far, top)
        eave(block, LEFT, (near, far), top - 10, 24, (RUST, INK, INK))
    for depth in (1.02, 1.24, 1.62, 2.1, 2.75, 3.7):
        hang = see(LEFT.wall + 215, -230, depth)
        lantern(block, hang, 210 / depth, 0.95)


def _front(block: Block, near: float, far: float, top: float) -> None:
    """One house front: shop boards with a warm gap, an eave, two windows above it."""
    step = (far - near) / 10
    block.shape(LEFT.panel(near + step, far - step, -270, GROUND), RUST)
    for i in range(1, 14):
        depth = near + step + (far - near - 2 * step) * i / 14
        board = [EYE.sees(LEFT.wall, y, depth) for y in (-270, GROUND)]
        block.line(board, INK, 8 / depth)
    _shop(block, near + step * 3, far - step * 2.4)
    if top < -700:
        for start in (1.2, 5.6):
            span = (near + step * start, near + step * (start + 3.0))
            lit = OCHRE if start > 2 and top < -1000 else DUSK
            window(block, LEFT, span, (top + 190, -480), lit)
    eave(block, LEFT, (near, far), -390, 115, (DUSK, NIGHT, INK))


def _shop(block: Block, near: float, far: float) -> None:
    """What the gap shows: a lit room, shelves of jars, a counter, a half curtain."""
    knife = block.knife
    block.shape(LEFT.panel(near, far, -250, GROUND), OCHRE)
    span = 1 / near - 1 / far
    block.shape(LEFT.panel(near, far, -130, GROUND - 190), WHEAT)
    for shelf in (-20, 95):
        block.shape(LEFT.panel(near, far, shelf, shelf + 12), RUST)
        for i in range(9):
            start = 1 / (1 / near - span * (0.04 + 0.105 * i))
            end = 1 / (1 / near - span * (0.04 + 0.105 * i + knife.uniform(0.04, 0.08)))
            tall = knife.uniform(30, 82)
            ink = (BRICK, INK, TEAL, RUST)[int(knife.random() * 4)]
            block.shape(LEFT.panel(start, end, shelf - tall, shelf), ink)
    block.shape(LEFT.panel(near, far, 215, GROUND), RUST)
    block.shape(LEFT.panel(near, far, 195, 222), INK)
    for i in range(4):
        start, end = (1 / (1 / near - span * (0.25 * i + edge)) for edge in (0.01, 0.24))
        block.shape(LEFT.panel(start, end, -250, -135), TEAL if i % 2 else DUSK)


def _ground() -> Outline:
    see = EYE.sees
    return [
        see(LEFT.wall, GROUND, 9),
        see(QUAY, GROUND, 9),
        see(QUAY, GROUND, 0.3),
        see(LEFT.wall * 2, GROUND, 0.3),
        see(LEFT.wall, GROUND, 0.8),
    ]


def _quay(block: Block) -> None:
    """Flagstones, the light that shops throw on them, the wall and steps to the water."""
    see = EYE.sees
    wall = [see(QUAY, GROUND, 9), see(QUAY, GROUND, 0.3), see(QUAY, WATER, 0.3)]
    block.shape([*wall, see(QUAY, WATER, 9)], INK)
    hatch(block, [*wall, see(QUAY, WATER, 9)], DUSK, 60, 34, 90, 6, 0.5)
    block.shape(_ground(), NIGHT)
    for near, far in [(1.0, 1.2), (1.5, 1.78), (2.2, 2.66), (3.4, 4.1)]:
        _pool(block, near, far)
    for depth in (1.12, 1.35, 1.7, 2.2, 3, 4.4):
        ends = [see(LEFT.wall * 0.42, GROUND, depth), see(QUAY, GROUND, depth)]
        block.line(ends, DUSK, 6 / depth)
    block.line([see(QUAY, GROUND, 9), see(QUAY, GROUND, 0.3)], TEAL, 9)
    block.line([see(QUAY - 70, GROUND, 9), see(QUAY - 70, GROUND, 0.3)], DUSK, 5)


def _pool(block: Block, near: float, far: float) -> None:
    """The light of one open door, as strokes that thin out towards the river."""
    knife = block.knife
    for i in range(150):
        out = knife.random() ** 1.5
        depth = knife.uniform(near - 0.08 * out, far + 0.05)
        x, y = EYE.sees(LEFT.wall + 20 + out * 980, GROUND + 4, depth)
        size = knife.uniform(50, 150) / depth * (1.1 - out * 0.7)
        ink = OCHRE if i % 3 else WHEAT
        block.shape(gouge((x, y), (x + size, y), (13 - 8 * out) / depth), ink, 0)


def _eave_above(block: Block) -> None:
    """The great dark eave over the reader: calm above, tile ends along its edge."""

    def edge(x: float) -> float:
        return 1172 - 40 * (x / 2551) ** 3

    top = [(x, edge(x)) for x in range(-60, 2650, 30)]
    block.shape([(-60, -60), (2650, -60), *top[::-1]], NIGHT, 0)
    for i in range(-1, 27):
        x = i * 100 + 20.0
        _tile_end(block, (x, edge(x)), (x + 50, edge(x + 50)))
    block.line(top, INK, 14)


def _tile_end(block: Block, round_at: Point, drip_at: Point) -> None:
    (x, y), (dx, dy) = round_at, drip_at
    drip = [(-42, -4), (42, -4), (40, 34), (20, 62), (0, 92), (-20, 62), (-40, 34)]
    block.shape([(dx + px, dy + py) for px, py in drip], INK)
    inner = [(-26, 18), (26, 18), (12, 48), (0, 64), (-12, 48)]
    block.shape([(dx + px, dy + py) for px, py in inner], DUSK, 1)
    furrow = between((dx, dy - 150), (dx, dy), 0.5)
    block.shape(gouge((furrow[0], dy - 20), (dx, dy - 80), 8), DUSK, 0)
    block.disc((x, y + 22), 44, INK)
    block.disc((x, y + 22), 32, TEAL)
    block.disc((x, y + 22), 24, INK)
    block.disc((x, y + 22), 10, OCHRE)
