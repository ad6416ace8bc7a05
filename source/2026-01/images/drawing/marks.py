"""Repeated strokes that make texture: fields of gouge marks, rays, ripples, steam."""

import math
from collections.abc import Sequence
from functools import partial

from .block import Block
from .inks import Ink
from .shapes import Point, bounds, gouge, ribbon, spline


def hatch(
    block: Block,
    region: Sequence[Point],
    ink: Ink,
    angle: float,
    gap: float,
    length: float,
    width: float,
    share: float = 1.0,
) -> None:
    """Rows of gouge marks at an angle inside a region; `share` of them are cut."""
    left, top, right, bottom = bounds(region)
    middle = ((left + right) / 2, (top + bottom) / 2)
    reach = math.hypot(right - left, bottom - top) / 2
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    knife = block.knife
    with block.within(region, 0):
        for row in range(int(-reach / gap), int(reach / gap) + 1):
            along = -reach - knife.random() * length
            while along < reach:
                size = length * knife.uniform(0.5, 1.3)
                across = row * gap + knife.uniform(-gap, gap) * 0.16
                if knife.random() < share:
                    ends = [(along, across), (along + size, across)]
                    start, end = (
                        (middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos)
                        for x, y in ends
                    )
                    thick = width * knife.uniform(0.7, 1.15)
                    block.shape(gouge(start, end, thick, knife.uniform(-0.02, 0.02)), ink, 0)
                along += size + length * knife.uniform(0.12, 0.4)


def rays(
    block: Block,
    centre: Point,
    ink: Ink,
    near: float,
    far: float,
    count: int,
    width: float,
    start: float = 0,
    end: float = 360,
) -> None:
    """Gouge marks that leave a lamp in all directions, in two staggered rings."""
    knife = block.knife
    for i in range(count):
        turn = math.radians(start + (end - start) * (i + 0.5) / count + knife.uniform(-1, 1))
        inner = near * (1.0 if i % 2 else 1.25)
        outer = near + (far - near) * knife.uniform(0.75, 1.0) * (1.0 if i % 2 else 0.72)
        cos, sin = math.cos(turn), math.sin(turn)
        a = (centre[0] + inner * cos, centre[1] + inner * sin)
        b = (centre[0] + outer * cos, centre[1] + outer * sin)
        block.shape(gouge(a, b, width * knife.uniform(0.75, 1.1)), ink, 0)


def ripples(
    block: Block,
    centre: Point,
    ink: Ink,
    depth: float,
    spread: tuple[float, float],
    rows: int,
    width: float,
) -> None:
    """A light lying on water: level strokes below one another, each row a little wider."""
    knife = block.knife
    for row in range(rows):
        t = row / max(1, rows - 1)
        half = spread[0] + (spread[1] - spread[0]) * t
        y = centre[1] + depth * t**1.15
        for _ in range(2 if knife.random() < 0.6 else 1):
            size = half * knife.uniform(0.5, 1.25)
            x = centre[0] + knife.uniform(-0.5, 0.5) * half
            thick = width * (0.55 + 0.9 * t) * knife.uniform(0.7, 1.1)
            stroke = gouge((x - size, y), (x + size, y), thick, knife.uniform(-0.02, 0.02))
            block.shape(stroke, ink, 0)


def _swell(width: float, share: float) -> float:
    """How wide a wisp is: thin at the pot, full before the curl, thin at its end."""
    return width * min(0.3 + 1.6 * share, 1.0) * min(1.0, 1.9 * (1 - share) + 0.12)


def billow(
    block: Block, path: Sequence[Point], sizes: Sequence[float], inks: tuple[Ink, Ink]
) -> None:
    """A cloud of steam as paper cutters make it: overlapping discs, a spiral cut in each."""
    knife = block.knife
    body, line = inks
    for (x, y), size in zip(path[::-1], sizes[::-1], strict=True):
        side = 1 if knife.random() < 0.5 else -1
        lobes = [(0.0, 0.0, 1.0), (side * 0.85, 0.3, 0.62), (-side * 0.8, 0.36, 0.55)]
        for dx, dy, share in lobes:
            block.disc((x + dx * size, y + dy * size), size * share, body)
    for i, ((x, y), size) in enumerate(zip(path, sizes, strict=True)):
        side = 1 if i % 2 else -1
        turns = [math.radians(-70 + step * 36) for step in range(15)]
        spiral = [
            (
                x + side * size * (0.8 - 0.047 * step) * math.cos(turn),
                y + size * (0.8 - 0.047 * step) * math.sin(turn),
            )
            for step, turn in enumerate(turns)
        ]
        spine = spline(spiral, steps=5)
        block.shape(ribbon(spine, partial(_swell, size * 0.13)), line, 0)
