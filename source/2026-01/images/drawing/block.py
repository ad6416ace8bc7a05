"""The block: a surface that takes flat inks, prints to PNG, and gives the same bytes twice."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from .inks import SWATCHES, Ink, rgb
from .shapes import Outline, Point, arc, bounds, box, cut, spline

DPI = 300
FINE = 3  # every printed pixel is the mean of FINE x FINE cut ones


@dataclass
class Layer:
    """A part of the block being cut: its pixels and where they lie."""

    image: Image.Image
    left: int = 0
    top: int = 0
    pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        """Give the layer its pen."""
        self.pen = ImageDraw.Draw(self.image)


@dataclass
class Block:
    """Width and height in printed pixels, a ground colour, and the seed of the knife."""

    width: int
    height: int
    ground: Ink
    seed: int
    fine: int = FINE
    waver: float = 1.6
    knife: Random = field(init=False)
    layers: list[Layer] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the surface."""
        self.knife = Random(self.seed)
        size = self.width * self.fine, self.height * self.fine
        self.layers = [Layer(Image.new("L", size, self.ground))]

    def _pixels(self, outline: Sequence[Point]) -> Outline:
        layer = self.layers[-1]
        return [(x * self.fine - layer.left, y * self.fine - layer.top) for x, y in outline]

    def shape(self, outline: Sequence[Point], ink: Ink, waver: float | None = None) -> None:
        """Fill an outline; its edge wavers as the knife does unless told otherwise."""
        stray = self.waver if waver is None else waver
        points = cut(outline, self.knife, stray) if stray else outline
        if len(points) > 2:
            self.layers[-1].pen.polygon(self._pixels(points), fill=ink)

    def blob(self, points: Sequence[Point], ink: Ink, waver: float | None = None) -> None:
        """Fill a smooth closed curve through the points."""
        self.shape(spline(points, closed=True), ink, waver)

    def rect(self, left: float, top: float, right: float, bottom: float, ink: Ink) -> None:
        """Fill a rectangle."""
        self.shape(box(left, top, right, bottom), ink)

    def disc(self, centre: Point, rx: float, ink: Ink, ry: float | None = None) -> None:
        """Fill a circle or, with `ry`, an ellipse."""
        self.shape(arc(centre, rx, rx if ry is None else ry)[:-1], ink, min(self.waver, rx / 25))

    def line(self, points: Sequence[Point], ink: Ink, width: float) -> None:
        """Draw an open line of even width."""
        for a, b in pairwise(points):
            size = math.dist(a, b) or 1.0
            dx, dy = (b[1] - a[1]) / size * width / 2, (a[0] - b[0]) / size * width / 2
            side = [(a[0] + dx, a[1] + dy), (b[0] + dx, b[1] + dy)]
            back = [(b[0] - dx, b[1] - dy), (a[0] - dx, a[1] - dy)]
            self.layers[-1].pen.polygon(self._pixels(side + back), fill=ink)
        for x, y in points[1:-1]:
            self.shape(arc((x, y), width / 2, width / 2)[:-1], ink, 0)

    @contextmanager
    def within(self, outline: Sequence[Point], waver: float | None = None) -> Iterator[None]:
        """Let everything cut inside the `with` show only inside the outline."""
        stray = self.waver if waver is None else waver
        points = self._pixels(cut(outline, self.knife, stray) if stray else outline)
        under = self.layers[-1]
        left, top, right, bottom = bounds(points)
        frame = (
            max(0, math.floor(left)),
            max(0, math.floor(top)),
            min(under.image.width, math.ceil(right) + 1),
            min(under.image.height, math.ceil(bottom) + 1),
        )
        if frame[2] <= frame[0] or frame[3] <= frame[1]:
            frame = (0, 0, 1, 1)
        mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]), 0)
        inside = [(x - frame[0], y - frame[1]) for x, y in points]
        ImageDraw.Draw(mask).polygon(inside, fill=255)
        part = under.image.crop(frame)
        self.layers.append(Layer(part, under.left + frame[0], under.top + frame[1]))
        try:
            yield
        finally:
            self.layers.pop()
            under.image.paste(part, frame[:2], mask)


def _palette(image: Image.Image) -> Image.Image:
    """The image in at most 256 colours, in which every ink keeps its exact value."""
    few = image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = few.getpalette() or []
    for ink in range(len(SWATCHES)):
        exact = rgb(ink)
        for i in range(0, len(colours), 3):
            if math.dist(exact, colours[i : i + 3]) < 5:
                colours[i : i + 3] = exact
    few.putpalette(colours)
    return few


def press(block: Block) -> Image.Image:
    """The printed picture: inks laid on and every pixel averaged from its fine parts."""
    strip = block.fine * 256
    sheet = block.layers[0].image
    printed = Image.new("RGB", (block.width, block.height))
    inks = [value for ink in range(len(SWATCHES)) for value in rgb(ink)]
    for top in range(0, sheet.height, strip):
        part = sheet.crop((0, top, sheet.width, min(top + strip, sheet.height)))
        part.putpalette(inks)
        printed.paste(part.convert("RGB").reduce(block.fine), (0, top // block.fine))
    return _palette(printed)


def save(block: Block, path: Path) -> None:
    """Write the picture as an sRGB palette PNG at 300 dpi with no date in it."""
    chunks = PngInfo()
    chunks.add(b"sRGB", b"\x00")
    press(block).save(path, "PNG", dpi=(DPI, DPI), pnginfo=chunks, optimize=True)
