"""watchmaker.png: an old master at his bench, his lamp, his loupe, his tray of parts."""

import math

from .block import Block
from .inks import (
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
from .master import far_arm, man, near_arm
from .shapes import Outline, Point, arc, box, gouge, placed

BENCH = 905.0


def draw(fine: int) -> Block:
    """Cut the workshop: wall of clocks, lamplight, the man, the bench."""
    block = Block(1654, 1240, NIGHT, seed=33, fine=fine)
    _wall(block)
    _light(block)
    _bench(block)
    _lamp(block)
    _tray(block, (270, 1024))
    _work(block)
    far_arm(block)
    with block.within(box(0, 0, 1654, BENCH), 0):
        man(block)
    near_arm(block)
    return block


def _wall(block: Block) -> None:
    """Boards, a shelf, and clocks that do not agree."""
    for x in range(60, 1654, 150):
        block.line([(x, 0), (x, BENCH)], INK, 5)
    hatch(block, box(0, 0, 1654, BENCH), DUSK, 90, 44, 150, 5, 0.4)
    clocks = [
        (1450, 190, 118, OCHRE, 10.2),
        (1180, 120, 78, BRICK, 7.5),
        (1560, 470, 86, GREY, 2.1),
    ]
    clocks += [(110, 160, 92, BRICK, 5.6), (330, 96, 60, TEAL, 8.8), (930, 104, 66, OCHRE, 4.3)]
    for x, y, size, ink, hour in clocks:
        _clock(block, (x, y), size, ink, hour)
    _pendulum(block, (104, 430))


def _clock(block: Block, at: Point, size: float, rim: Ink, hour: float) -> None:
    x, y = at
    block.disc(at, size, INK)
    block.disc(at, size * 0.94, rim)
    block.disc(at, size * 0.78, PAPER)
    for i in range(12):
        turn = math.radians(i * 30)
        dx, dy = math.sin(turn), -math.cos(turn)
        inner = 0.56 if i % 3 == 0 else 0.64
        ends = [(x + dx * size * r, y + dy * size * r) for r in (inner, 0.71)]
        block.line(ends, INK, size * (0.06 if i % 3 == 0 else 0.03))
    for share, reach, width in ((hour / 12, 0.4, 0.08), (hour % 1, 0.6, 0.05)):
        turn = math.tau * share
        tip = (x + math.sin(turn) * size * reach, y - math.cos(turn) * size * reach)
        block.line([at, tip], INK, size * width)
    block.disc(at, size * 0.07, BRICK)


def _pendulum(block: Block, at: Point) -> None:
    """A wall clock in a long case."""
    x, y = at
    block.shape([(x - 74, y - 96), (x, y - 150), (x + 74, y - 96)], RUST)
    block.rect(x - 66, y - 100, x + 66, y + 250, RUST)
    block.rect(x - 50, y + 66, x + 50, y + 230, INK)
    block.line([(x, y + 60), (x - 18, y + 180)], OCHRE, 5)
    block.disc((x - 20, y + 186), 22, OCHRE)
    _clock(block, (x, y - 14), 62, OCHRE, 9.75)


def _light(block: Block) -> None:
    """What the lamp makes of the dark: a slanting room of light, and strokes within it."""
    cone = [(470, 352), (640, 372), (1080, BENCH), (120, BENCH)]
    block.shape(cone, OCHRE)
    block.shape([(492, 360), (612, 374), (900, BENCH), (240, BENCH)], WHEAT)
    block.shape([(520, 366), (590, 374), (740, BENCH), (370, BENCH)], PAPER)
    for share in (0.06, 0.12, 0.19, 0.81, 0.88, 0.94):
        start = (470 + 170 * share, 372)
        end = (120 + 960 * share, BENCH)
        block.shape(gouge(start, end, 13), NIGHT if abs(share - 0.5) > 0.38 else OCHRE, 0)


def _bench(block: Block) -> None:
    block.rect(-10, BENCH, 1664, 1250, RUST)
    top = [(-10, BENCH), (1664, BENCH), (1664, BENCH + 26), (-10, BENCH + 26)]
    block.shape(top, BRICK)
    hatch(block, box(0, BENCH + 30, 1654, 1240), INK, 1, 32, 260, 7, 0.5)
    hatch(block, box(0, BENCH + 30, 1654, 1240), BRICK, 1, 46, 200, 6, 0.4)
    pool = arc((600, 1040), 560, 150)
    block.shape(pool, OCHRE)
    for i in range(60):
        turn, reach = math.radians(i * 6), block.knife.uniform(0.45, 0.6)
        ends = [
            (600 + math.cos(turn) * 540 * r, 1040 + math.sin(turn) * 146 * r)
            for r in (reach, reach + 0.36)
        ]
        block.shape(gouge(ends[0], ends[1], 10), WHEAT, 0)
    for i in range(46):
        turn = math.radians(i * 360 / 46)
        ends = [
            (600 + math.cos(turn) * 560 * r, 1040 + math.sin(turn) * 150 * r) for r in (0.93, 1.13)
        ]
        block.shape(gouge(ends[0], ends[1], 13), OCHRE, 0)


def _gear(
    block: Block, at: Point, size: float, ink: Ink, flat: float = 0.6, teeth: int = 12
) -> None:
    x, y = at
    edge: Outline = []
    for i in range(teeth * 4):
        turn = math.tau * i / (teeth * 4)
        reach = size if i % 4 < 2 else size * 0.82
        edge.append((x + math.cos(turn) * reach, y + math.sin(turn) * reach * flat))
    block.shape(edge, ink, 0)
    block.disc(at, size * 0.56, PAPER if ink != PAPER else OCHRE, size * 0.56 * flat)
    for i in range(3):
        turn = math.tau * i / 6
        dx, dy = math.cos(turn) * size * 0.6, math.sin(turn) * size * 0.6 * flat
        block.line([(x - dx, y - dy), (x + dx, y + dy)], ink, size * 0.14)
    block.disc(at, size * 0.2, ink, size * 0.2 * flat)


def _tray(block: Block, at: Point) -> None:
    """An enamel tray of small parts."""
    x, y = at
    block.shape(arc((x, y + 16), 246, 98), INK)
    block.disc((x, y), 244, TEAL, 94)
    block.disc((x, y - 4), 222, PAPER, 80)
    parts = [(-120, -16, 42, BRICK, 12), (-20, -40, 30, OCHRE, 10), (66, -22, 46, INK, 14)]
    parts += [(-58, 26, 36, TEAL, 11), (30, 34, 28, BRICK, 9), (138, 12, 30, OCHRE, 10)]
    for dx, dy, size, ink, teeth in parts:
        _gear(block, (x + dx, y + dy), size, ink, 0.5, teeth)
    for dx, dy, turn in ((-150, 24, 20), (100, 42, -30), (-76, -48, 60), (6, 2, 10)):
        screw = placed(
            [(-16, -3), (8, -3), (8, -7), (15, -7), (15, 7), (8, 7), (8, 3), (-16, 3)],
            (x + dx, y + dy),
            1,
            turn,
        )
        block.shape(screw, GREY, 0)
    coil = [
        (x - 6 + math.cos(t / 3) * t * 0.9, y + 52 + math.sin(t / 3) * t * 0.4)
        for t in range(4, 40)
    ]
    block.line(coil, INK, 3)


def _work(block: Block) -> None:
    """The open watch on its holder, two watches that wait, tools in a row."""
    x, y = 660.0, 1004.0
    block.shape([(x - 96, y + 10), (x + 96, y + 10), (x + 116, y + 66), (x - 116, y + 66)], INK)
    block.disc((x, y), 104, GREY, 52)
    block.disc((x, y - 8), 100, OCHRE, 48)
    block.disc((x, y - 10), 84, PAPER, 39)
    _gear(block, (x - 28, y - 14), 34, BRICK, 0.46)
    _gear(block, (x + 30, y - 8), 40, INK, 0.46, 15)
    _gear(block, (x + 2, y + 10), 22, TEAL, 0.46, 9)
    for dx, dy, ink in ((330, 130, BRICK), (110, 150, TEAL)):
        _watch(block, (x + dx, y + dy), ink)
    for i, ink in enumerate((BRICK, OCHRE, TEAL, NIGHT)):
        left = 1230 + i * 74
        block.line([(left, 1150), (left + 46, 1040)], ink, 20)
        block.line([(left + 46, 1040), (left + 68, 988)], MIST, 7)


def _watch(block: Block, at: Point, strap: Ink) -> None:
    x, y = at
    block.shape(
        [(x - 120, y - 14), (x + 120, y - 14), (x + 132, y + 16), (x - 132, y + 16)], strap
    )
    for dx in (-98, -80, 80, 98):
        block.disc((x + dx, y + 1), 4, INK, 3)
    block.disc((x, y), 50, INK, 30)
    block.disc((x, y - 4), 46, GREY, 27)
    block.disc((x, y - 4), 38, PAPER, 21)
    block.line([(x, y - 4), (x + 2, y - 20)], INK, 4)
    block.line([(x, y - 4), (x + 20, y)], INK, 4)


def _lamp(block: Block) -> None:
    """A jointed desk lamp with a deep tin shade."""
    block.shape([(250, 880), (470, 880), (500, 930), (220, 930)], INK)
    block.line([(360, 884), (214, 560)], INK, 22)
    block.line([(214, 560), (520, 262)], INK, 20)
    for joint in ((214, 560), (360, 880)):
        block.disc(joint, 26, BRICK)
    shade = [(486, 196), (576, 206), (676, 372), (664, 396), (440, 372), (436, 346)]
    block.shape(shade, BRICK)
    block.shape([(440, 372), (664, 396), (650, 410), (454, 390)], PAPER)
    hatch(block, [(486, 200), (520, 204), (500, 372), (440, 364)], RUST, 100, 22, 90, 8, 0.8)
    block.shape(gouge((590, 240), (644, 350), 13), WHEAT, 0)
    block.disc((530, 200), 32, INK)
