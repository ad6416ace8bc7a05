"""What a street sells: greens, roots, fish, dry goods, buns."""

from random import Random

from .block import Block
from .inks import BRICK, GREY, INK, MIST, NIGHT, OCHRE, PAPER, RUST, TEAL, WHEAT, Ink
from .shapes import Point, arc, box, gouge, placed, spline


def basket(block: Block, at: Point, width: float, ink: Ink = OCHRE) -> None:
    """A round bamboo basket; `at` is the middle of its rim."""
    x, y = at
    half, deep = width / 2, width * 0.4
    side = [(x - half, y), (x + half, y), (x + half * 0.72, y + deep), (x - half * 0.72, y + deep)]
    block.shape(side, ink)
    for row in (0.3, 0.6, 0.85):
        reach = half * (1 - 0.28 * row)
        ends = [(x - reach, y + deep * row), (x + reach, y + deep * row)]
        block.line(ends, RUST, max(2.5, width * 0.02))
    block.line([(x - half - 4, y), (x + half + 4, y)], RUST, max(4.0, width * 0.045))


def greens(block: Block, at: Point, width: float, ink: Ink = TEAL) -> None:
    """A heap of leafy greens above a rim: leaves with a pale rib each."""
    knife = block.knife
    for i in range(9):
        share = (i + 0.5) / 9 - 0.5
        root = (at[0] + share * width * 0.9, at[1])
        tip = (
            at[0] + share * width * 1.15 + knife.uniform(-8, 8),
            at[1] - width * knife.uniform(0.24, 0.42) * (1.2 - abs(share)),
        )
        tone = ink if i % 2 else NIGHT
        block.shape(gouge(root, tip, width * 0.22, 0.06 if share > 0 else -0.06), tone)
        block.shape(gouge(root, tip, width * 0.035), MIST, 0)


def roots(block: Block, at: Point, width: float, ink: Ink) -> None:
    """Radishes or carrots laid side by side with their tops on."""
    knife = block.knife
    for i in range(7):
        x = at[0] + ((i + 0.5) / 7 - 0.5) * width
        y = at[1] - width * 0.05
        crown = (x + knife.uniform(-6, 6), y - width * 0.2 - knife.uniform(0, 12))
        for lean in (-0.12, 0, 0.12):
            tip = (crown[0] + lean * width, crown[1] - width * 0.2)
            block.shape(gouge(crown, tip, width * 0.045), TEAL, 0)
        block.shape(gouge((x, y + width * 0.12), crown, width * 0.17), ink, 0.6)


def rounds(block: Block, at: Point, width: float, ink: Ink, spot: Ink, rows: int = 3) -> None:
    """A heap of round things: dates, mushrooms, buns."""
    size = width / 10.5
    for row in range(rows):
        count = 6 - row
        for i in range(count):
            x = at[0] + (i - (count - 1) / 2) * size * 1.72
            y = at[1] - size * 0.8 - row * size * 1.35
            block.disc((x, y), size, ink, size * 0.9)
            mark = gouge((x - size * 0.5, y - size * 0.3), (x + size * 0.3, y - size * 0.5), 5)
            block.shape(mark, spot, 0)


def fish(
    block: Block, at: Point, size: float, ink: Ink, turn: float = 0, flip: bool = False
) -> None:
    """One fish, a hundred long at size 1."""
    body = [(-50, 0), (-30, -14), (0, -18), (30, -8), (42, -2), (30, 8), (0, 15), (-30, 12)]
    block.shape(placed(spline(body, closed=True), at, size, turn, flip), ink, 0.5)
    tail = [(36, -3), (62, -18), (54, 0), (62, 16)]
    block.shape(placed(tail, at, size, turn, flip), ink, 0.5)
    gill = arc((-34, 0), 9, 12, -70, 70)
    block.line(placed(gill, at, size, turn, flip), INK if ink != INK else GREY, 2.5 * size)
    block.disc(placed([(-42, -4)], at, size, turn, flip)[0], 2.6 * size, INK)
    for i in range(4):
        mark = gouge((-14 + i * 12, -8), (-14 + i * 12, 6), 4, 0.2)
        block.shape(placed(mark, at, size, turn, flip), GREY if ink != GREY else INK, 0)


def basin(block: Block, at: Point, width: float, count: int, knife: Random) -> None:
    """An enamel basin of water with fish in it."""
    x, y = at
    half = width / 2
    side = [(x - half, y), (x + half, y), (x + half * 0.7, y + width * 0.27)]
    block.shape([*side, (x - half * 0.7, y + width * 0.27)], PAPER)
    block.line([(x - half * 0.9, y + width * 0.12), (x + half * 0.9, y + width * 0.12)], BRICK, 6)
    block.disc((x, y), half, NIGHT, width * 0.13)
    with block.within(arc(at, half * 0.94, width * 0.11)):
        block.rect(x - half, y - half, x + half, y + half, MIST)
        for i in range(count):
            spot = (
                x + (i - (count - 1) / 2) * width * 0.3,
                y + knife.uniform(-0.04, 0.05) * width,
            )
            fish(block, spot, width * 0.0042, NIGHT if i % 2 else TEAL, knife.uniform(-20, 20))


def steamer(block: Block, at: Point, width: float, tiers: int, open_top: bool = False) -> None:
    """A stack of bamboo steamers, lid on or buns showing; `at` is the middle of its foot."""
    x, y = at
    half, tall = width / 2, width * 0.27
    for tier in range(tiers):
        top = y - (tier + 1) * tall
        block.rect(x - half, top, x + half, top + tall - 3, WHEAT)
        block.rect(x - half, top + tall * 0.62, x + half, top + tall * 0.8, OCHRE)
        block.line([(x - half, top + tall - 2), (x + half, top + tall - 2)], RUST, 4)
        for i in range(5):
            knot = x + (i - 2) * half * 0.42
            block.line([(knot, top + tall * 0.1), (knot, top + tall * 0.5)], RUST, 3)
    top = y - tiers * tall
    if open_top:
        rounds(block, (x, top + 4), width * 0.98, PAPER, WHEAT, 2)
        return
    block.shape(arc((x, top), half * 1.02, tall * 0.62, 180, 360), OCHRE)
    for i in range(-3, 4):
        rib = gouge((x + i * half * 0.24, top - 4), (x + i * half * 0.1, top - tall * 0.5), 6)
        block.shape(rib, RUST, 0)
    block.shape(box(x - 12, top - tall * 0.84, x + 12, top - tall * 0.58), RUST)
