"""Outlines as lists of points: curves, ribbons, gouge marks, and the waver of a knife."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]
Outline = list[Point]


def between(a: Point, b: Point, t: float) -> Point:
    """The point a share `t` of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def box(left: float, top: float, right: float, bottom: float) -> Outline:
    """A rectangle by its four sides."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def arc(centre: Point, rx: float, ry: float, start: float = 0, end: float = 360) -> Outline:
    """An elliptical arc, angles in degrees, clockwise from three o'clock."""
    span = abs(end - start)
    steps = max(3, int(span / 15), int(span * math.sqrt(max(rx, ry)) / 70))
    turns = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(centre[0] + rx * math.cos(t), centre[1] + ry * math.sin(t)) for t in turns]


def _catmull(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def at(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (
            2 * q
            + (r - p) * t
            + (2 * p - 5 * q + 4 * r - s) * t * t
            + (3 * q - p - 3 * r + s) * t**3
        )

    return at(a[0], b[0], c[0], d[0]), at(a[1], b[1], c[1], d[1])


def spline(points: Sequence[Point], closed: bool = False, steps: int = 10) -> Outline:
    """A smooth curve through all the points (Catmull-Rom)."""
    ring = (
        [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    )
    curve = [
        _catmull(ring[i], ring[i + 1], ring[i + 2], ring[i + 3], step / steps)
        for i in range(len(ring) - 3)
        for step in range(steps)
    ]
    return curve if closed else [*curve, points[-1]]


def ribbon(spine: Sequence[Point], width: Callable[[float], float]) -> Outline:
    """A band along a spine, as wide at share t of its length as `width(t)`."""
    left: Outline = []
    right: Outline = []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        before, after = spine[max(i - 1, 0)], spine[min(i + 1, last)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        size = math.hypot(dx, dy) or 1.0
        half = width(i / last) / 2
        left.append((x - dy / size * half, y + dx / size * half))
        right.append((x + dy / size * half, y - dx / size * half))
    return left + right[::-1]


def limb(joints: Sequence[Point], start: float, end: float) -> Outline:
    """A smooth band through the joints that narrows evenly from `start` to `end`."""
    return ribbon(spline(joints, steps=8), lambda t: start + (end - start) * t)


def gouge(start: Point, end: Point, width: float, bend: float = 0.0) -> Outline:
    """One stroke of the gouge: enters thin, swells at two fifths, leaves thin."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    spine = [
        (
            start[0] + dx * t - dy * bend * 4 * t * (1 - t),
            start[1] + dy * t + dx * bend * 4 * t * (1 - t),
        )
        for t in (0, 0.12, 0.3, 0.5, 0.7, 0.88, 1)
    ]
    return ribbon(spine, lambda t: width * min(1.0, 2.4 * t) * min(1.0, 1.7 * (1 - t)))


def placed(
    outline: Sequence[Point], at: Point, size: float = 1.0, turn: float = 0.0, flip: bool = False
) -> Outline:
    """The outline scaled, mirrored if asked, turned by degrees, and moved to `at`."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    side = -size if flip else size
    return [
        (at[0] + x * side * cos - y * size * sin, at[1] + x * side * sin + y * size * cos)
        for x, y in outline
    ]


def bounds(outline: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an outline."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    return min(xs), min(ys), max(xs), max(ys)


def cut(outline: Sequence[Point], knife: Random, waver: float, wave: float = 36.0) -> Outline:
    """A closed outline as a knife leaves it: every edge strays a little from the drawn line."""
    ring = [*outline, outline[0]]
    length = sum(math.dist(a, b) for a, b in pairwise(ring))
    stray = [knife.uniform(-waver, waver) for _ in range(int(length / wave) + 2)]
    result: Outline = []
    gone = 0.0
    for a, b in pairwise(ring):
        edge = math.dist(a, b)
        if edge == 0:
            continue
        parts = max(1, int(edge / (wave * 0.6)))
        for part in range(parts):
            x, y = between(a, b, part / parts)
            place = (gone + edge * part / parts) / wave
            low = int(place)
            off = stray[low] + (stray[low + 1] - stray[low]) * (place - low)
            result.append((x - (b[1] - a[1]) / edge * off, y + (b[0] - a[0]) / edge * off))
        gone += edge
    return result
