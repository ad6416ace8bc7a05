"""Two diesel cars that stand at a platform."""

from .block import Block
from .inks import BRICK, DUSK, GREY, INK, MIST, NIGHT, OCHRE, PAPER, RUST, TEAL, WHEAT
from .marks import hatch
from .shapes import box, gouge


def train(block: Block) -> None:
    """Two diesel cars: paper above, teal below, a brick line between."""
    _car(block, 742, 1254, True)
    _car(block, 1274, 1790, False)
    block.rect(1250, 880, 1278, 904, INK)
    block.rect(1252, 604, 1276, 884, DUSK)
    for x in (1258, 1264, 1270):
        block.line([(x, 606), (x, 882)], INK, 3)


def _car(block: Block, left: float, right: float, front: bool) -> None:
    nose = 46 if front else 0
    body = [(left + nose, 576), (right, 576), (right, 906), (left, 906), (left, 726)]
    block.shape(body, PAPER)
    with block.within(body, 0):
        block.rect(left - 5, 742, right + 5, 910, TEAL)
        block.rect(left - 5, 728, right + 5, 748, BRICK)
        block.rect(left - 5, 880, right + 5, 910, NIGHT)
        hatch(block, box(left, 754, right, 878), DUSK, 0, 24, 120, 5, 0.5)
    block.shape(
        [(left + nose - 6, 580), (left + nose + 26, 552), (right - 16, 552), (right, 580)], GREY
    )
    for i in range(5):
        x = left + nose + 60 + i * 84
        block.rect(x, 546, x + 46, 556, INK)
    start = left + (196 if front else 96)
    count = int((right - start - 84) // 74)
    for i in range(count):
        _train_window(block, start + i * 74, i)
    _door(block, right - 84)
    if front:
        _cab(block, left)
    _bogies(block, left, right)


def _train_window(block: Block, x: float, number: int) -> None:
    block.rect(x, 622, x + 60, 706, INK)
    block.rect(x + 5, 627, x + 55, 701, WHEAT if number % 3 else MIST)
    if number in (1, 4):
        block.disc((x + 30, 670), 13, RUST)
        block.shape([(x + 8, 701), (x + 14, 686), (x + 46, 686), (x + 54, 701)], BRICK)
    block.shape(gouge((x + 44, 632), (x + 14, 690), 7), PAPER, 0)


def _door(block: Block, x: float) -> None:
    block.rect(x, 606, x + 58, 884, INK)
    for left in (x + 4, x + 31):
        block.rect(left, 610, left + 23, 880, MIST)
        block.rect(left + 4, 624, left + 19, 704, NIGHT)


def _cab(block: Block, left: float) -> None:
    """The driver's end: slanted screen, driver, lamps, buffer, a door."""
    screen = [(left + 52, 610), (left + 112, 610), (left + 112, 704), (left + 14, 704)]
    block.shape(screen, INK)
    inner = [(left + 58, 618), (left + 104, 618), (left + 104, 697), (left + 26, 697)]
    block.shape(inner, MIST)
    block.disc((left + 82, 660), 13, WHEAT)
    block.shape([(left + 66, 655), (left + 98, 655), (left + 94, 641), (left + 70, 641)], NIGHT)
    block.shape([(left + 62, 697), (left + 68, 676), (left + 100, 676), (left + 104, 697)], NIGHT)
    _door(block, left + 126)
    for y in (772, 812):
        block.disc((left + 12, y), 15, INK)
        block.disc((left + 10, y), 10, OCHRE if y == 772 else BRICK)
    block.rect(left - 34, 866, left + 4, 884, INK)
    block.rect(left - 44, 850, left - 30, 900, INK)


def _bogies(block: Block, left: float, right: float) -> None:
    for middle in (left + 106, right - 106):
        block.rect(middle - 76, 908, middle + 76, 930, INK)
        for x in (middle - 46, middle + 46):
            block.disc((x, 942), 36, INK)
            block.disc((x, 942), 26, GREY)
            block.disc((x, 942), 9, INK)
    block.rect(left + 210, 906, right - 210, 944, INK)
