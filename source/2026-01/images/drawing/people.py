"""Small people, posed by joints in a box a hundred high and dressed; and a cat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from .shapes import Point, limb, placed, spline

Cut = Callable[[Sequence[Point], Ink], None]
# The ink of a fold or a far sleeve, by the ink of the cloth.
SHADE = {PAPER: MIST, TEAL: NIGHT, BRICK: RUST, INK: DUSK, MIST: TEAL, OCHRE: BRICK, GREY: INK}


@dataclass(frozen=True)
class Clothes:
    """The inks a person is cut from."""

    coat: Ink = TEAL
    trousers: Ink = INK
    skin: Ink = WHEAT
    hair: Ink = INK
    scarf: Ink | None = None
    hat: Ink | None = None


@dataclass(frozen=True)
class Pose:
    """Joints of a person who looks right, feet at (0, 0), crown near (0, -100)."""

    head: Point = (3, -91)
    shoulder: Point = (0, -80)
    hip: Point = (0, -46)
    legs: Sequence[tuple[Point, Point]] = (((3, -24), (4, -1)), ((-3, -24), (-6, -1)))
    arms: Sequence[tuple[Point, Point]] = (((-2, -62), (6, -46)), ((2, -62), (10, -50)))
    girth: float = 21
    hem: float = 8


STANDING = Pose()
WALKING = Pose(
    head=(6, -90),
    shoulder=(3, -79),
    legs=(((8, -25), (15, -2)), ((-3, -24), (-15, -3))),
    arms=(((-4, -62), (-9, -48)), ((8, -63), (13, -50))),
)
BENDING = Pose(
    head=(24, -80),
    shoulder=(15, -72),
    hip=(-3, -46),
    arms=(((20, -56), (33, -46)), ((22, -55), (29, -42))),
)
CARRYING = Pose(
    head=(6, -91),
    shoulder=(2, -79),
    legs=(((9, -25), (15, -2)), ((-3, -24), (-15, -3))),
    arms=(((10, -66), (14, -80)), ((-5, -64), (-12, -78))),
)


def person(
    block: Block, at: Point, height: float, pose: Pose, wear: Clothes, flip: bool = False
) -> None:
    """Cut a person whose feet stand at `at`."""
    size = height / 100

    def cut(outline: Sequence[Point], ink: Ink) -> None:
        block.shape(placed(outline, at, size, flip=flip), ink, min(0.8, size * 0.4))

    far, near = pose.arms
    shade = SHADE.get(wear.coat, INK)
    cut(_sleeve(pose, far, 0), shade)
    for leg in pose.legs[::-1]:
        _leg(cut, pose, leg, wear.trousers)
    cut(_coat(pose), wear.coat)
    _head(cut, pose, wear)
    cut(_sleeve(pose, near, 2.2), shade)
    cut(_sleeve(pose, near, 0), wear.coat)
    hand = near[1]
    cut([(hand[0] + x, hand[1] + y) for x, y in _ring(2.6, 2.4)], wear.skin)


def _ring(rx: float, ry: float) -> list[Point]:
    corners = [(rx, 0.0), (rx * 0.7, ry * 0.7), (0.0, ry), (-rx * 0.7, ry * 0.7)]
    return spline([*corners, *[(-x, -y) for x, y in corners]], closed=True, steps=4)


def _sleeve(pose: Pose, arm: tuple[Point, Point], edge: float) -> list[Point]:
    return limb([pose.shoulder, arm[0], arm[1]], 9 + edge, 6.5 + edge)


def _leg(cut: Cut, pose: Pose, leg: tuple[Point, Point], ink: Ink) -> None:
    knee, foot = leg
    cut(limb([(pose.hip[0], pose.hip[1] - 2), knee, foot], 13, 7), ink)
    x, y = foot
    cut([(x - 3.5, y - 3), (x + 3, y - 3), (x + 8, y), (x + 8, y + 1.6), (x - 4, y + 1.6)], INK)


def _coat(pose: Pose) -> list[Point]:
    (sx, sy), (hx, hy), half = pose.shoulder, pose.hip, pose.girth / 2
    lean = (hx - sx) * 0.5
    return spline(
        [
            (sx - 3, sy - 4),
            (sx - half * 0.85, sy + 2),
            (sx + lean - half, (sy + hy) / 2),
            (hx - half * 1.05, hy + pose.hem),
            (hx, hy + pose.hem + 1),
            (hx + half * 1.05, hy + pose.hem),
            (sx + lean + half * 0.95, (sy + hy) / 2),
            (sx + half * 0.75, sy + 2),
            (sx + 4, sy - 4),
        ],
        closed=True,
        steps=6,
    )


def _head(cut: Cut, pose: Pose, wear: Clothes) -> None:
    x, y = pose.head
    cut(limb([(pose.shoulder[0] + 1, pose.shoulder[1]), (x - 0.5, y + 3)], 7, 6), wear.skin)
    face = [
        (5.2, -2),
        (5.6, 0.5),
        (7, 2.2),
        (5.6, 3),
        (5, 6),
        (2, 7.4),
        (-3, 5),
        (-5, -1),
        (0, -7),
    ]
    cut(spline([(x + px, y + py) for px, py in face], closed=True, steps=5), wear.skin)
    cap = [(5.6, -3.4), (1, -3), (0.4, 1.6), (-1.8, 5.6), (-6, 4.6), (-7, -2), (-3, -8.6), (3, -8)]
    cut(spline([(x + px, y + py) for px, py in cap], closed=True, steps=5), wear.hair)
    eye = [(3.4, -1.4), (4.8, -1.7), (5, -0.7), (3.4, -0.5)]
    cut([(x + px, y + py) for px, py in eye], INK)
    if wear.scarf is not None:
        neck = [(6, 8), (2, 6.4), (-4, 6.4), (-6, 9.6), (0, 12.6), (5, 11.4)]
        cut(spline([(x + px, y + py) for px, py in neck], closed=True, steps=5), wear.scarf)
    if wear.hat is not None:
        cut([(x + px, y + py) for px, py in ((-16, 0), (-2, -12), (1, -12), (15, -2))], wear.hat)


def cat(block: Block, at: Point, size: float, coat: Ink, saddle: Ink | None = None) -> None:
    """Cut a cat, its back half turned, whose feet stand at `at`; a saddle also colours its tail and one ear."""

    def put(points: Sequence[Point], ink: Ink) -> None:
        block.shape(placed(spline(points, closed=True), at, size), ink, 0.8 * size)

    patch = coat if saddle is None else saddle
    tail = placed(spline([(-20, -8), (-60, -6), (-88, -26), (-80, -62)]), at, size)
    block.shape(limb(tail, 20 * size, 12 * size), patch)
    put(
        [(-34, 0), (-44, -34), (-32, -74), (-6, -106), (18, -92), (26, -50), (34, -3), (4, 2)],
        coat,
    )
    put([(-43, -28), (-38, -62), (-14, -98), (-12, -64), (-22, -36)], patch)
    for ear in ([(-22, -138), (-20, -168), (0, -146)], [(8, -148), (28, -166), (28, -132)]):
        block.shape(placed(ear, at, size), patch if ear[0][0] < 0 else coat, 0)
    put(
        [(-24, -130), (-12, -148), (14, -150), (32, -132), (26, -110), (4, -98), (-18, -108)], coat
    )
    put([(-24, -130), (-12, -148), (0, -150), (-2, -132), (-14, -118)], patch)
    if saddle is not None:
        for foot in (2, 18):
            block.line(placed([(foot, -4), (foot + 1, -46)], at, size), GREY, 4 * size)
