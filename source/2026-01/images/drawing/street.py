"""Old houses along a street in one-point perspective: walls, eaves, windows, lamps."""

from collections.abc import Sequence
from dataclasses import dataclass

from .block import Block
from .inks import BRICK, INK, NIGHT, OCHRE, PAPER, RUST, WHEAT, Ink
from .marks import rays
from .shapes import Outline, Point, arc, box, spline


@dataclass(frozen=True)
class Eye:
    """Where all lines into the depth meet on the page."""

    x: float
    y: float

    def sees(self, right: float, down: float, depth: float) -> Point:
        """A place in the world on the page; at depth 1 world and page have one scale."""
        return self.x + right / depth, self.y + down / depth


@dataclass(frozen=True)
class Row:
    """A row of houses: the eye, how far right its walls stand, and how deep its eaves are."""

    eye: Eye
    wall: float
    overhang: float
    foot: float

    def panel(self, near: float, far: float, top: float, bottom: float) -> Outline:
        """A patch of wall between two depths and two heights."""
        see, x = self.eye.sees, self.wall
        return [see(x, top, near), see(x, top, far), see(x, bottom, far), see(x, bottom, near)]


def window(
    block: Block, row: Row, span: tuple[float, float], rise: tuple[float, float], ink: Ink
) -> None:
    """A lattice window: a pane and its bars, in perspective."""
    (near, far), (top, bottom) = span, rise
    block.shape(row.panel(near, far, top, bottom), ink)
    bar = 16 / near
    for i in range(1, 5):
        depth = 1 / (1 / near + (1 / far - 1 / near) * i / 5)
        block.line(
            [row.eye.sees(row.wall, top, depth), row.eye.sees(row.wall, bottom, depth)], INK, bar
        )
    for share in (0, 0.3, 0.7, 1):
        y = top + (bottom - top) * share
        block.line([row.eye.sees(row.wall, y, near), row.eye.sees(row.wall, y, far)], INK, bar)


def eave(
    block: Block,
    row: Row,
    span: tuple[float, float],
    top: float,
    drop: float,
    inks: Sequence[Ink],
) -> None:
    """An eave that leans out over the street; inks: surface, furrows or rafters, tile ends."""
    (near, far), see, out = span, row.eye.sees, row.wall + row.overhang
    slope = [see(row.wall, top, near), see(row.wall, top, far)]
    edge = [see(out, top + drop, far), see(out, top + drop, near)]
    block.shape([*slope, *edge], inks[0])
    count = max(5, int(46 * (1 / near - 1 / far) * abs(row.wall) / 1000))
    for i in range(count + 1):
        depth = 1 / (1 / near + (1 / far - 1 / near) * i / count)
        ends = [see(row.wall, top + 10, depth), see(out, top + drop, depth)]
        block.line(ends, inks[1], max(1.4, 9 / depth))
        block.disc(see(out, top + drop + 6, depth), max(1.5, 17 / depth), inks[2])


def lantern(
    block: Block, at: Point, size: float, reach: float = 1.2, glow: Ink | None = OCHRE
) -> None:
    """A paper lantern that hangs by its ring at `at`; `size` is its height."""
    x, y = at
    if glow is not None:
        rays(block, (x, y + size * 0.5), glow, size * 0.64, size * reach, 30, size * 0.035)
    block.line([(x, y - size * 0.3), (x, y)], INK, size * 0.03)
    block.disc((x, y + size * 0.5), size * 0.44, BRICK, size * 0.42)
    for part in (0.86, 0.52, 0.18):
        rib = arc((x, y + size * 0.5), size * 0.44 * part, size * 0.42)
        block.line(rib, RUST, size * 0.014)
    core = [(x, y + size * 0.2), (x + size * 0.1, y + size * 0.5), (x, y + size * 0.78)]
    block.shape(spline([*core, (x - size * 0.1, y + size * 0.5)], closed=True), WHEAT, 0.8)
    block.shape(box(x - size * 0.17, y + size * 0.03, x + size * 0.17, y + size * 0.11), INK)
    block.shape(box(x - size * 0.15, y + size * 0.89, x + size * 0.15, y + size * 0.96), INK)
    for i in range(-2, 3):
        foot = (x + i * size * 0.05, y + size * 1.24)
        block.line([(x + i * size * 0.02, y + size * 0.96), foot], OCHRE, size * 0.018)


def bulb(block: Block, at: Point, cord: float, size: float, reach: float) -> None:
    """A bare bulb under a tin shade, and the light that leaves it."""
    x, y = at
    rays(block, (x, y + size * 0.4), WHEAT, size * 1.25, reach, 26, size * 0.16, 33, 147)
    block.line([(x, y - cord), (x, y - size * 0.5)], INK, max(2.5, size * 0.09))
    block.disc((x, y + size * 0.42), size * 0.42, PAPER)
    shade = [(-0.16, -0.62), (0.16, -0.62), (0.9, 0.2), (0.96, 0.36), (-0.96, 0.36), (-0.9, 0.2)]
    block.shape([(x + px * size, y + py * size) for px, py in shade], NIGHT)
    block.line([(x - size * 0.9, y + size * 0.3), (x + size * 0.9, y + size * 0.3)], OCHRE, 3)
