"""platform.png: a halt in a fold of the hills, a wooden station, a diesel train, tea slopes."""

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
    PAPER,
    RUST,
    TEAL,
    WHEAT,
    Ink,
)
from .marks import hatch
from .people import CARRYING, STANDING, WALKING, Clothes, person
from .shapes import Outline, Point, arc, box, gouge, placed, spline
from .train import train

EDGE, RAIL = 842.0, 968.0


def draw(fine: int) -> Block:
    """Cut the halt from the far hills to the ballast."""
    block = Block(1654, 1100, PAPER, seed=71, fine=fine)
    _sky(block)
    _far_hills(block)
    _tea(block)
    _trees(block)
    _platform(block)
    _station(block)
    _waiting(block)
    _track(block)
    train(block)
    _near(block)
    return block


def _sky(block: Block) -> None:
    block.rect(-10, -10, 1664, 400, WHEAT)
    block.disc((1180, 150), 74, PAPER)
    hatch(block, box(0, 0, 1654, 300), PAPER, 0, 34, 240, 9, 0.5)
    hatch(block, box(0, 0, 1654, 150), OCHRE, 0, 40, 160, 6, 0.35)
    for x, y in ((620, 120), (668, 98), (716, 128)):
        for side in (-1, 1):
            block.shape(gouge((x, y), (x + side * 26, y - 12), 6, side * -0.2), INK, 0)


def _far_hills(block: Block) -> None:
    ranges = [
        (MIST, [(-40, 260), (160, 150), (360, 220), (600, 120), (860, 230), (1120, 170)]),
        (GREY, [(-40, 330), (220, 240), (430, 300), (700, 220), (960, 310), (1240, 236)]),
    ]
    tails = [[(1400, 240), (1700, 160)], [(1480, 300), (1700, 250)]]
    for (ink, crest), tail in zip(ranges, tails, strict=True):
        hill = [*spline(crest + tail), (1700, 700), (-40, 700)]
        block.shape(hill, ink)
        hatch(block, hill, PAPER if ink == MIST else MIST, 30, 34, 90, 6, 0.4)
        if ink == GREY:
            hatch(block, hill, DUSK, 90, 17, 24, 8, 0.3)
    for y, left, right in ((352, -60, 560), (384, 860, 1720), (420, 200, 900)):
        block.shape(gouge((left, y), (right, y), 30), PAPER, 1)
        block.shape(gouge((left + 140, y + 26), (right + 60, y + 26), 16), PAPER, 1)


def _tea(block: Block) -> None:
    """Tea slopes: rows that follow the hill, and pickers among them."""
    right: Outline = spline(
        [(560, 640), (820, 470), (1080, 360), (1340, 300), (1560, 330), (1700, 300)]
    )
    _rows(block, [*right, (1700, 860), (500, 860)], (1420, 330), TEAL, NIGHT, 1.0)
    left: Outline = spline([(-40, 330), (140, 350), (340, 450), (560, 560), (760, 700)])
    _rows(block, [*left, (760, 860), (-40, 860)], (60, 350), DUSK, TEAL, 0.9)
    for x, y, ink in ((1180, 512, BRICK), (1260, 470, OCHRE), (1444, 436, BRICK)):
        person(block, (x, y), 66, STANDING, Clothes(coat=ink, trousers=INK, hat=WHEAT))
    for x, y in ((214, 520), (300, 590)):
        person(
            block, (x, y), 62, STANDING, Clothes(coat=PAPER, trousers=INK, hat=WHEAT), flip=True
        )


def _rows(block: Block, hill: Outline, top: Point, ink: Ink, gap: Ink, flat: float) -> None:
    block.shape(hill, ink)
    with block.within(hill, 0):
        for i in range(2, 26):
            reach = 34.0 * i + i * i * 0.5
            row = arc((top[0], top[1] - 40), reach * 1.7, reach * 0.62 * flat, 4, 176)
            block.line(row, gap, 5 + i * 0.35)
            for a in range(0, len(row) - 2, 2):
                (x, y), (x2, y2) = row[a], row[a + 1]
                size = 6 + i * 0.4
                block.shape(gouge((x, y - size), (x2, y2 - size), size), MIST, 0)


def _trees(block: Block) -> None:
    """Firs behind the station and a camphor at its side."""
    for x, tall in ((452, 250), (520, 310), (700, 230)):
        y = EDGE - 60
        for level in range(5):
            top = y - tall + level * tall * 0.17
            half = 20 + level * 13
            crown = [(x, top - 34), (x + half, top + 46), (x - half, top + 46)]
            block.shape(crown, NIGHT)
            for i in range(-2, 3):
                mark = gouge((x + i * half * 0.2, top), (x + i * half * 0.36, top + 40), 6)
                block.shape(mark, TEAL, 0)
        block.rect(x - 7, y - 30, x + 7, y + 40, INK)


def _platform(block: Block) -> None:
    block.rect(-10, 744, 1664, EDGE, ASH)
    hatch(block, box(0, 750, 1654, EDGE), GREY, 0, 20, 110, 4, 0.5)
    block.rect(-10, EDGE - 22, 1664, EDGE - 8, PAPER)
    block.rect(-10, EDGE, 1664, RAIL - 30, INK)
    for row in range(3):
        y = EDGE + 14 + row * 34
        for x in range(-60, 1664, 96):
            left = x + (row % 2) * 48
            block.rect(left, y, left + 86, y + 26, DUSK if (left // 48) % 3 else TEAL)


def _station(block: Block) -> None:
    """Pale green boards, a tiled roof, a clock."""
    left, right, top, foot = 70.0, 470.0, 520.0, 772.0
    block.rect(left, top, right, foot, MIST)
    for i in range(14):
        y = top + 10 + i * 18
        block.line([(left, y), (right, y)], TEAL, 3)
    block.rect(left - 6, foot - 16, right + 6, foot + 4, GREY)
    for x in (left, right, 210, 338):
        block.rect(x - 7, top, x + 7, foot, RUST)
    block.rect(226, 600, 322, foot, RUST)
    block.rect(234, 608, 270, foot, NIGHT)
    block.rect(278, 608, 314, foot, NIGHT)
    for x in (96, 362):
        _sash(block, (x, 600), 92, 84)
    roof = [(left - 60, top + 22), (left + 34, 404), (right - 34, 404), (right + 60, top + 22)]
    block.shape(roof, BRICK)
    hatch(block, roof, RUST, 90, 20, 60, 8, 0.9)
    block.rect(left + 26, 394, right - 26, 412, INK)
    block.rect(left - 64, top + 16, right + 64, top + 30, INK)
    block.shape([(214, 470), (270, 400), (326, 470)], MIST)
    block.line([(206, 474), (270, 396), (334, 474)], INK, 11)
    block.disc((270, 444), 22, INK)
    block.disc((270, 444), 18, PAPER)
    block.line([(270, 432), (270, 444), (279, 449)], INK, 3.5)
    _canopy(block, right)


def _sash(block: Block, at: Point, width: float, height: float) -> None:
    x, y = at
    block.rect(x - 6, y - 6, x + width + 6, y + height + 6, INK)
    for i in range(3):
        for j in range(2):
            left, top = x + i * width / 3 + 3, y + j * height / 2 + 3
            block.rect(
                left, top, left + width / 3 - 6, top + height / 2 - 6, WHEAT if i < 2 else MIST
            )


def _canopy(block: Block, left: float) -> None:
    """A timber shelter over the platform, the stationmaster's blackboard and a bench under it."""
    for x in (left + 70, left + 300):
        block.rect(x - 8, 586, x + 8, 800, RUST)
        for side in (-1, 1):
            block.line([(x, 650), (x + side * 52, 592)], RUST, 9)
    roof = [(left + 4, 590), (left + 40, 548), (left + 334, 548), (left + 372, 590)]
    block.shape(roof, INK)
    hatch(block, roof, DUSK, 90, 20, 30, 5, 0.8)
    block.rect(left + 112, 636, left + 262, 706, RUST)
    block.rect(left + 119, 643, left + 255, 699, NIGHT)
    for row, end in enumerate((236, 216, 242)):
        y = 655 + row * 16
        block.shape(gouge((left + 132, y), (left + end, y), 7), ASH, 0)
    block.line([(left + 126, 596), (left + 126, 636)], INK, 4)
    block.line([(left + 248, 596), (left + 248, 636)], INK, 4)
    block.rect(left + 110, 744, left + 256, 756, RUST)
    for x in (left + 124, left + 242):
        block.rect(x - 5, 756, x + 5, 794, INK)


def _waiting(block: Block) -> None:
    """The stationmaster, a tea farmer with two baskets, a mother and a child."""
    person(block, (330, 812), 168, STANDING, Clothes(coat=NIGHT, trousers=INK))
    block.rect(330 - 12, 636, 330 + 20, 646, BRICK)
    block.line([(352, 742), (392, 690)], INK, 4)
    block.shape([(392, 690), (432, 704), (420, 730), (382, 716)], TEAL)
    person(block, (640, 818), 164, STANDING, Clothes(coat=BRICK, trousers=DUSK, scarf=PAPER))
    person(block, (694, 820), 104, WALKING, Clothes(coat=OCHRE, trousers=TEAL))
    _farmer(block, (160, 822), 1.7)


def _farmer(block: Block, at: Point, size: float) -> None:
    for side in (-46, 52):
        top = placed([(side, -80)], at, size)[0]
        for spread in (-10, 10):
            block.line([top, placed([(side + spread, -34)], at, size)[0]], INK, 2.5)
        basket = [(side - 13, -34), (side + 13, -34), (side + 9, -8), (side - 9, -8)]
        block.shape(placed(basket, at, size), WHEAT)
        heap = [(side - 13, -34), (side - 6, -42), (side + 2, -40), (side + 13, -34)]
        block.shape(placed(spline(heap), at, size), NIGHT)
        for row in (-26, -17):
            block.line(placed([(side - 11, row), (side + 11, row)], at, size), RUST, 2.5)
    person(block, at, 100 * size, CARRYING, Clothes(coat=TEAL, trousers=INK, hat=WHEAT))
    block.line(placed(spline([(-48, -79), (0, -86), (54, -79)]), at, size), RUST, 6)


def _track(block: Block) -> None:
    """Ballast, sleepers, the near rail."""
    block.rect(-10, RAIL - 34, 1664, 1110, GREY)
    bed = box(-10, RAIL - 30, 1664, 1110)
    hatch(block, bed, INK, 20, 22, 26, 8, 0.5)
    hatch(block, bed, ASH, -24, 26, 24, 7, 0.5)
    for x in range(-40, 1700, 88):
        block.shape(
            [(x, RAIL + 22), (x + 46, RAIL + 22), (x + 42, RAIL + 50), (x - 6, RAIL + 50)], RUST
        )
    block.rect(-10, RAIL + 10, 1664, RAIL + 26, INK)
    block.rect(-10, RAIL + 8, 1664, RAIL + 14, MIST)


def _near(block: Block) -> None:
    """Grass at our feet and a signal that stands clear."""
    knife = block.knife
    for i in range(120):
        x = knife.uniform(-20, 1680)
        tall = knife.uniform(26, 80) * (1.25 if x < 500 else 0.8)
        ink = NIGHT if i % 3 else TEAL
        block.shape(gouge((x, 1112), (x + knife.uniform(-22, 22), 1104 - tall), 12, 0.08), ink, 0)
