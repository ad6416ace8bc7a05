"""market-dawn.png: stalls under white lamps on poles, before daylight; no moon; steam."""

import math

from .block import Block
from .goods import basin, basket, fish, greens, roots, rounds, steamer
from .inks import (
    ASH,
    BRICK,
    DUSK,
    GREY,
    INK,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    TEAL,
    WHEAT,
    Ink,
)
from .marks import billow, hatch, ripples
from .people import BENDING, STANDING, WALKING, Clothes, person
from .shapes import Point, arc, between, box, gouge, spline
from .street import bulb

TABLE, STREET = 830.0, 985.0
STALLS = ((250.0, BRICK, ASH), (770.0, TEAL, MIST), (1290.0, OCHRE, RUST), (1810.0, BRICK, WHEAT))


def draw(fine: int) -> Block:
    """Cut the market from the night behind to the shoppers in front."""
    block = Block(2079, 1240, DUSK, seed=517, fine=fine)
    _night(block)
    _ground(block)
    for x, _, _ in STALLS:
        _light(block, x)
    with block.within(box(0, 0, 2079, TABLE), 0):
        _sellers(block)
    for x, ink, stripe in STALLS:
        _stall(block, x, ink, stripe)
    _greens_stall(block, 250)
    _bun_stall(block, 770)
    _fish_stall(block, 1290)
    _dry_stall(block, 1810)
    _shoppers(block)
    return block


def _night(block: Block) -> None:
    """Roofs against the sky, two windows lit, wires from house to house."""
    sky = box(0, 0, 2079, 520)
    hatch(block, sky, TEAL, 0, 30, 170, 6, 0.5)
    houses = [(-60, 390, 190), (390, 700, 120), (700, 1090, 215), (1090, 1480, 150)]
    houses += [(1480, 1800, 225), (1800, 2140, 135)]
    for i, (left, right, top) in enumerate(houses):
        block.rect(left, top + 70, right, 1000, NIGHT if i % 2 else INK)
        wall = box(left, top + 90, right, 620)
        hatch(block, wall, DUSK, 90, 34, 110, 5, 0.4)
        roof = [(left - 30, top + 84), (left + 40, top), (right - 40, top), (right + 30, top + 84)]
        block.shape(roof, INK)
        for x in range(int(left) - 10, int(right) + 20, 27):
            ends = between((left + 40, top), (right - 40, top), (x - left) / (right - left))
            block.line([(ends[0], top + 8), (x, top + 80)], DUSK, 3)
            block.disc((x, top + 86), 10, INK)
    block.rect(-10, 440, 2090, 1000, DUSK)
    for x, y, ink in [(480, 260, OCHRE), (1620, 372, WHEAT), (1960, 280, DUSK), (1240, 300, DUSK)]:
        _pane(block, x, y, ink)


def _pane(block: Block, x: float, y: float, ink: Ink) -> None:
    block.rect(x - 58, y - 48, x + 58, y + 62, INK)
    for i in range(4):
        left = x - 50 + i * 26
        for top, bottom in ((-40, -6), (2, 54)):
            block.rect(left, y + top, left + 20, y + bottom, ink)


def _ground(block: Block) -> None:
    """Wet flagstones that give the lamps back."""
    block.rect(-10, STREET - 60, 2090, 1260, NIGHT)
    for y in (1010, 1056, 1116, 1192):
        block.line([(0, y), (2079, y)], DUSK, 3)
    for i in range(-14, 15):
        for row, (top, bottom) in enumerate(
            ((1010, 1056), (1056, 1116), (1116, 1192), (1192, 1260))
        ):
            shift = (i + row * 0.5) * 150
            ends = [1040 + shift * (0.62 + (y - 900) / 560) for y in (top, bottom)]
            block.line([(ends[0], top), (ends[1], bottom)], DUSK, 3)
    for x, _, _ in STALLS:
        ripples(block, (x, 1000), WHEAT, 215, (60, 130), 11, 9)
        ripples(block, (x + 20, 1010), PAPER, 130, (30, 60), 5, 7)


def _light(block: Block, x: float) -> None:
    """A hired lamp: a bamboo pole in the kerb, the white light that hangs from its arm."""
    cone = [(x - 44, 558), (x + 44, 558), (x + 244, TABLE), (x - 244, TABLE)]
    block.shape(cone, WHEAT)
    block.shape([(x - 36, 558), (x + 36, 558), (x + 178, TABLE), (x - 178, TABLE)], PAPER)
    block.line([(x - 120, TABLE), (x - 120, 452)], OCHRE, 11)
    block.line([(x - 124, 462), (x + 12, 462)], OCHRE, 9)
    for y in range(500, int(TABLE), 74):
        block.line([(x - 127, y), (x - 113, y)], RUST, 4)
    bulb(block, (x, 548), 86, 42, 128)


def _sellers(block: Block) -> None:
    foot = TABLE + 185
    person(block, (180, foot), 430, STANDING, Clothes(coat=BRICK, hair=INK))
    person(block, (598, foot), 440, STANDING, Clothes(coat=RUST, hair=INK, scarf=PAPER))
    person(block, (1390, foot), 430, STANDING, Clothes(coat=TEAL, hair=INK), flip=True)
    person(
        block, (1800, foot), 420, STANDING, Clothes(coat=RUST, hair=GREY, scarf=PAPER), flip=True
    )


def _stall(block: Block, x: float, ink: Ink, stripe: Ink) -> None:
    """Posts, a striped awning with a scalloped hem, a lamp, and a table with a skirt."""
    top = 372.0 + 34 * math.sin(x)
    bottom = top + 84
    for post in (x - 232, x + 232):
        block.line([(post, top + 40), (post, STREET + 6)], INK, 13)
    for i in range(8):
        left = [x - 200 + i * 50, x - 262 + i * 65.5]
        tone = stripe if i % 2 else ink
        right = [left[0] + 50, left[1] + 65.5]
        block.shape(
            [(left[0], top), (right[0], top), (right[1], bottom), (left[1], bottom)], tone, 0.5
        )
        block.shape(arc(((left[1] + right[1]) / 2, bottom - 4), 32.7, 34, 0, 180), tone, 0.5)
    block.line([(x - 200, top), (x + 200, top)], INK, 8)
    block.rect(x - 252, TABLE, x + 252, STREET - 8, INK)
    block.rect(x - 262, TABLE - 14, x + 262, TABLE + 12, RUST)
    hatch(block, box(x - 246, TABLE + 16, x + 246, STREET - 12), DUSK, 90, 22, 60, 5, 0.6)


def _greens_stall(block: Block, x: float) -> None:
    """Radishes, greens, carrots; more greens on the ground."""
    row = [(x + put, TABLE - 62) for put in (-165, 0, 165)]
    roots(block, row[0], 140, PAPER)
    greens(block, row[1], 150)
    roots(block, row[2], 140, BRICK)
    for at in row:
        basket(block, at, 150)
    for put, ink in ((-150, TEAL), (20, DUSK)):
        greens(block, (x + put, STREET - 50), 170, ink)
        basket(block, (x + put, STREET - 52), 170, WHEAT)


def _bun_stall(block: Block, x: float) -> None:
    """Steamers stacked high, a wok, bowls, and the steam that hangs over all of it."""
    steamer(block, (x + 18, TABLE - 12), 166, 4)
    steamer(block, (x + 178, TABLE - 12), 140, 2, open_top=True)
    for i in range(4):
        y = TABLE - 26 - i * 15
        block.shape(arc((x - 190, y), 44, 26, 0, 180), PAPER if i % 2 else MIST)
    block.rect(x - 228, STREET - 130, x - 20, STREET + 26, RUST)
    block.rect(x - 160, STREET - 60, x - 88, STREET + 4, BRICK)
    block.blob(
        [
            (x - 156, STREET),
            (x - 140, STREET - 46),
            (x - 122, STREET - 20),
            (x - 108, STREET - 50),
            (x - 94, STREET),
        ],
        OCHRE,
    )
    inks = (PAPER, TEAL)
    billow(
        block,
        [(x + 176, 648), (x + 196, 612), (x + 172, 568), (x + 212, 530)],
        (12, 18, 24, 20),
        inks,
    )
    path = [(x + 14, 570), (x + 34, 520), (x - 4, 462), (x + 44, 398), (x - 14, 330)]
    path += [(x + 60, 262), (x - 20, 196), (x + 80, 140), (x + 176, 96)]
    billow(block, path, (16, 26, 34, 44, 54, 62, 58, 50, 36), inks)


def _fish_stall(block: Block, x: float) -> None:
    """Two basins, fish on a board, a hanging scale."""
    basin(block, (x - 140, TABLE - 66), 210, 3, block.knife)
    block.shape(
        [(x - 10, TABLE - 30), (x + 236, TABLE - 30), (x + 246, TABLE - 10), (x - 20, TABLE - 10)],
        PAPER,
    )
    for i, ink in enumerate((MIST, GREY, MIST)):
        fish(block, (x + 112, TABLE - 42 - i * 22), 1.5 - i * 0.16, ink, -4 + i * 4, i == 1)
    basin(block, (x - 120, STREET - 40), 230, 3, block.knife)
    basin(block, (x + 130, STREET - 34), 200, 2, block.knife)


def _dry_stall(block: Block, x: float) -> None:
    """Lotus seeds, dates, mushrooms; more dates and longans on the ground."""
    for put, ink, weave in ((-165, PAPER, OCHRE), (0, BRICK, WHEAT), (165, RUST, OCHRE)):
        rounds(block, (x + put, TABLE - 58), 150, ink, OCHRE if ink == BRICK else WHEAT)
        basket(block, (x + put, TABLE - 62), 156, weave)
    for put, ink in ((-120, BRICK), (90, OCHRE)):
        rounds(block, (x + put, STREET - 46), 190, ink, WHEAT, 2)
        basket(block, (x + put, STREET - 50), 200, WHEAT)


def _shoppers(block: Block) -> None:
    """Those who came early, dark against the light."""
    person(block, (500, 1120), 520, WALKING, Clothes(coat=MIST, trousers=TEAL, scarf=BRICK))
    _bag(block, (572, 860), 0.9)
    person(block, (1040, 1150), 540, STANDING, Clothes(coat=BRICK, trousers=INK), flip=True)
    _bag(block, (980, 900), 1.0)
    person(block, (1120, 1165), 330, STANDING, Clothes(coat=OCHRE, trousers=DUSK), flip=True)
    person(
        block, (1610, 1130), 520, BENDING, Clothes(coat=INK, trousers=TEAL, hair=GREY), flip=True
    )
    _tricycle(block, (1810, 1196))


def _bag(block: Block, at: Point, size: float) -> None:
    """A net bag with leeks in it."""
    x, y = at
    for i in range(4):
        tip = (x - 40 * size + i * 24 * size, y - 60 * size)
        block.shape(
            gouge((x - 6 + i * 6, y + 60 * size), tip, 15 * size), TEAL if i % 2 else MIST, 0
        )
    block.line(
        spline(
            [(x - 26 * size, y + 20 * size), (x, y - 26 * size), (x + 26 * size, y + 20 * size)]
        ),
        INK,
        6,
    )
    side = [(x - 40 * size, y + 16 * size), (x + 40 * size, y + 16 * size)]
    block.shape([*side, (x + 32 * size, y + 110 * size), (x - 32 * size, y + 110 * size)], WHEAT)
    hatch(block, box(x - 32, y + 24, x + 32, y + 100), RUST, 60, 14, 40, 4, 0.8)


def _tricycle(block: Block, at: Point) -> None:
    """A delivery tricycle that leaves the page on the right."""
    x, y = at
    for wheel in (x - 150, x + 150):
        block.line(arc((wheel, y - 70), 68, 68), INK, 12)
        for i in range(10):
            rim = arc((wheel, y - 70), 66, 66, i * 36, i * 36 + 1)[0]
            block.line([(wheel, y - 70), rim], GREY, 2.5)
    block.shape([(x - 40, y - 190), (x + 260, y - 190), (x + 250, y - 96), (x - 20, y - 96)], TEAL)
    hatch(block, box(x - 20, y - 180, x + 250, y - 106), NIGHT, 90, 20, 70, 6, 0.8)
    block.line([(x - 150, y - 70), (x - 120, y - 230), (x - 150, y - 250)], INK, 12)
    block.line([(x - 128, y - 190), (x - 30, y - 100)], INK, 12)
    greens(block, (x + 110, y - 186), 230, TEAL)
