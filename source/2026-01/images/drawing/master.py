"""The old watchmaker himself: jacket, head, loupe, arms and hands."""

from collections.abc import Sequence
from typing import Protocol

from .block import Block
from .inks import ASH, BRICK, DUSK, GREY, INK, NIGHT, OCHRE, PAPER, RUST, TEAL, WHEAT, Ink
from .marks import hatch
from .shapes import Outline, Point, box, gouge, limb, placed, ribbon, spline


class Put(Protocol):
    """Cuts an outline given in the coordinates of the head."""

    def __call__(self, points: Sequence[Point], ink: Ink, smooth: bool = True) -> None:
        """Fill the outline, smoothed unless told otherwise."""


FINGERS = ((32, -100), (12, -118), (-9, -134))


def man(block: Block) -> None:
    """He leans in from the right: jacket, collar, head, the loupe in his eye."""
    jacket: Outline = [
        (1654, 620),
        (1500, 520),
        (1330, 492),
        (1205, 520),
        (1110, 600),
        (1060, 720),
    ]
    jacket += [(1050, 930), (1700, 960), (1720, 640)]
    block.shape([(1100, 480), (1230, 440), (1290, 540), (1220, 640), (1110, 610)], OCHRE)
    block.shape(spline(jacket[:6], steps=8) + jacket[6:], TEAL)
    with block.within(spline(jacket[:6], steps=8) + jacket[6:], 0):
        hatch(block, box(1380, 500, 1700, 960), DUSK, 68, 32, 150, 9, 0.75)
        hatch(block, box(1060, 560, 1380, 960), NIGHT, 58, 56, 120, 7, 0.4)
    shirt = [(1100, 640), (1140, 560), (1230, 520), (1190, 640), (1110, 740)]
    block.shape(shirt, PAPER)
    collar = [(1196, 650), (1160, 600), (1190, 520), (1262, 452), (1326, 482), (1300, 560)]
    block.shape(collar, RUST)
    block.shape([(1098, 650), (1128, 576), (1150, 606), (1112, 730), (1076, 720)], RUST)
    block.shape(gouge((1262, 470), (1200, 630), 9), BRICK, 0)
    _head(block, (1085, 420), 1.0)


def _head(block: Block, at: Point, size: float) -> None:
    """A head in profile that looks down to the left; lit from the front."""

    def put(points: Sequence[Point], ink: Ink, smooth: bool = True) -> None:
        curve = spline(points, closed=True, steps=8) if smooth else list(points)
        block.shape(placed(curve, at, size, -16), ink, 0.8)

    face = [(-96, -92), (-108, -40), (-118, -8), (-146, 44), (-140, 60), (-112, 66), (-116, 88)]
    face += [(-106, 100), (-112, 118), (-98, 132), (-98, 158), (-70, 178), (-20, 172), (46, 130)]
    face += [(110, 80), (130, -20), (90, -120), (0, -160), (-70, -140)]
    put(face, WHEAT)
    shade = [(20, 40), (-10, 110), (-64, 150), (-84, 172), (-20, 174), (50, 132), (110, 82)]
    put([*shade, (126, 0), (70, -20)], OCHRE)
    hair = [(-40, -152), (10, -166), (92, -124), (138, -20), (128, 70), (96, 96), (84, 30)]
    put([*hair, (48, -20), (40, -80), (0, -112)], ASH)
    for i in range(9):
        t = i / 8
        start = (-20 + 110 * t, -150 + 60 * t * t)
        put(gouge(start, (62 + 60 * t, -70 + 130 * t), 9, -0.12), GREY, smooth=False)
    ear = [(44, -22), (70, -30), (84, 0), (72, 40), (52, 48), (42, 20)]
    put(ear, WHEAT)
    put(gouge((56, -14), (62, 34), 8, 0.2), BRICK, smooth=False)
    _features(put)


def _features(put: Put) -> None:
    """Brow, eye and loupe, the lines of seventy years, moustache, strap."""
    put(limb([(-96, -40), (-10, -56), (60, -60)], 10, 10), INK, smooth=False)
    put([(-60, -46), (-52, -14), (-104, 8), (-124, -24), (-112, -44)], INK, smooth=False)
    put([(-108, -48), (-150, -42), (-158, 6), (-118, 10)], GREY, smooth=False)
    put([(-124, -46), (-132, -45), (-138, 8), (-128, 9)], INK, smooth=False)
    put([(-148, -47), (-160, -45), (-170, 10), (-157, 8)], OCHRE, smooth=False)
    put(gouge((-104, -62), (-40, -74), 16, 0.16), GREY, smooth=False)
    for start, end in (((-64, 40), (-84, 112)), ((-40, -6), (-10, 14)), ((-42, 8), (-14, 34))):
        put(gouge(start, end, 7, 0.14), BRICK, smooth=False)
    for y in (-104, -86):
        put(gouge((-94, y), (-30, y - 22), 6, 0.1), BRICK, smooth=False)
    put(gouge((-118, 96), (-78, 98), 8), RUST, smooth=False)
    put([(-122, 72), (-92, 66), (-70, 84), (-76, 98), (-104, 88)], ASH)
    for x in (-80, -62, -44, -26):
        put(gouge((x, 150), (x + 12, 166), 5), GREY, smooth=False)


def far_arm(block: Block) -> None:
    """The far forearm and the tweezers."""
    block.shape(limb([(1180, 760), (1040, 880), (890, 958)], 130, 84), DUSK)
    block.shape(limb([(912, 946), (884, 960)], 92, 88), PAPER)
    block.line([(830, 940), (712, 988)], INK, 7)
    block.line([(838, 962), (708, 992)], INK, 7)
    _hand(block, (846, 966), 0.86, -14)


def near_arm(block: Block) -> None:
    """The near arm: sleeve, dark over-sleeve, cuff, screwdriver."""
    block.shape(gouge((1398, 540), (1372, 830), 22, 0.06), NIGHT, 0)
    block.shape(gouge((1560, 900), (1600, 640), 18, 0.05), NIGHT, 0)
    block.disc((1450, 838), 94, INK)
    near = limb([(1450, 840), (1370, 906), (1200, 978), (1016, 1010)], 188, 104)
    block.shape(near, INK)
    hatch(block, near, DUSK, 152, 30, 90, 8, 0.6)
    band = [(1366, 772), (1450, 744), (1540, 792), (1546, 826), (1450, 776), (1376, 802)]
    block.shape(band, BRICK)
    block.shape(limb([(1050, 1004), (1012, 1010)], 118, 112), PAPER)
    block.line([(842, 936), (708, 994)], GREY, 8)
    block.line([(968, 884), (838, 940)], RUST, 26)
    _hand(block, (972, 1010), 1.1, -4)


def _finger(y: float, reach: float) -> Outline:
    """A finger that bends once and ends round."""
    spine = spline([(-20, y), (-70, y + 4), (reach, y - 14)], steps=8)
    return ribbon(spine, lambda t: (26 - 10 * t) * min(1.0, 0.35 + 6 * (1 - t)))


def _hand(block: Block, at: Point, size: float, turn: float) -> None:
    """A hand that holds something small, fingers to the left, in a brick outline."""
    fingers = [_finger(y, reach) for y, reach in FINGERS]
    palm = spline([(40, -44), (-30, -50), (-70, -34), (-78, 8), (-40, 42), (40, 44)], closed=True)
    thumb = limb([(0, -34), (-56, -56), (-108, -36)], 30, 18)
    for part in (palm, *fingers, thumb):
        wide = [(x * 1.06, y * 1.06) for x, y in part]
        block.shape(placed(wide, at, size, turn), RUST, 0.6)
    for part in (palm, *fingers):
        block.shape(placed(part, at, size, turn), WHEAT, 0.6)
    for y, reach in FINGERS:
        crease = gouge((-30, y + 13), (reach + 8, y - 2), 7)
        block.shape(placed(crease, at, size, turn), BRICK, 0)
    block.shape(placed(thumb, at, size, turn), WHEAT, 0.6)
    block.shape(placed(gouge((-20, -26), (-100, -28), 7, 0.1), at, size, turn), BRICK, 0)
