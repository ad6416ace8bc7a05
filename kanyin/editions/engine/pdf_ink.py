"""One kind of colour for a whole PDF: inks for the press, light for the screen.

WeasyPrint draws in DeviceRGB what CSS names by RGB. For print, what is grey (text is black)
goes to the black ink alone, everything else through the profiles of sRGB and of the
printing condition; relative colorimetric with black point compensation, as pictures are
usually separated; no more ink than paper bears. The same values always give the same inks.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream
from PIL import Image, ImageChops, ImageCms, ImageFilter

from kanyin.editions.engine.pdf_profiles import Profile

GREY = 0.004
"""Channels that differ by less are one grey (a step of eight bits)."""
ROUNDED = 0.01
"""Four inks rounded to eight bits sum to so much more at most."""
NODES = 33
"""Steps of each channel in the table that colours are looked up in, as in most profiles."""
JPEG = {"quality": 95, "subsampling": 0}
QUICK = 3
"""Packing of pictures: half the time of the usual 6 for a third more bytes."""
INVERTED = [1, 0] * 4
"""What Pillow writes into a JPEG in four inks is inverted, as Adobe's programs do it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A device colour space with its operators and Pillow's name for it."""

    space: Name
    fill: str
    stroke: str
    mode: str


CMYK = Kind(Name.DeviceCMYK, "k", "K", "CMYK")
RGB = Kind(Name.DeviceRGB, "rg", "RG", "RGB")
GRAY = Kind(Name.DeviceGray, "g", "G", "L")


@dataclass(slots=True)
class Conversion:
    """From one kind of colour to another; greys of ``source`` become the last of ``target``."""

    source: Kind
    target: Kind
    change: Callable[[Image.Image], Image.Image]
    known: dict[tuple[float, ...], list[float]] = field(default_factory=dict)

    def colour(self, values: tuple[float, ...]) -> list[float]:
        """A colour, its channels from 0 to 1."""
        if values not in self.known:
            self.known[values] = self._converted(values)
        return self.known[values]

    def _converted(self, values: tuple[float, ...]) -> list[float]:
        if self.target is CMYK and max(values) - min(values) < GREY:
            return [0, 0, 0, round(1 - values[-1], 4)]
        pixel = Image.new(self.source.mode, (1, 1), tuple(round(v * 255) for v in values))
        return [round(v / 255, 4) for v in self.picture(pixel).tobytes()]

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture in the target's colours; one without colour is grey."""
        if image.mode == "RGB" and _is_grey(image):
            return image.getchannel(0)
        return self.change(image)


@cache
def conversion(source: Profile, target: Profile) -> Conversion:
    """How colours of one profile are shown in another; its table is built once."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(source.data)),
        ImageCms.ImageCmsProfile(BytesIO(target.data)),
        KINDS[source.channels].mode,
        KINDS[target.channels].mode,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    direct = partial(_applied, transform)
    table = _limited(direct, target.ink) if target.channels == 4 else None
    change = (lambda image: image.filter(table)) if table else direct
    return Conversion(KINDS[source.channels], KINDS[target.channels], change)


def _applied(transform: ImageCms.ImageCmsTransform, image: Image.Image) -> Image.Image:
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None
    return converted


def _limited(
    change: Callable[[Image.Image], Image.Image], most_ink: float
) -> ImageFilter.Color3DLUT:
    """A table of inks for sRGB; where they are too many, the coloured ones give way to black."""
    steps = [round(255 * n / (NODES - 1)) for n in range(NODES)]
    cube = bytes(v for b in steps for g in steps for r in steps for v in (r, g, b))
    inks = change(Image.frombytes("RGB", (NODES * NODES, NODES), cube)).tobytes()
    most = (most_ink - ROUNDED) * 255
    table: list[float] = []
    for at in range(0, len(inks), 4):
        *coloured, black = inks[at : at + 4]
        share = min(1.0, (most - black) / max(1, sum(coloured)))
        table += [ink * share / 255 for ink in coloured] + [black / 255]
    return ImageFilter.Color3DLUT(NODES, table, channels=4, target_mode="CMYK")


KINDS = {3: RGB, 4: CMYK}


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


def convert(pdf: pikepdf.Pdf, how: Conversion) -> None:
    """Convert every colour of a PDF: what is drawn, shaded and pictured.

    Soft masks keep to grey: they are amounts, no colours (ISO 32000-1 11.5.3).
    """
    masks = {group.objgen for group in _masks(pdf)}
    for page in pdf.pages:
        page.Contents = pdf.make_stream(_converted(page, how))
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image:
            _convert_picture(thing, how)
        elif isinstance(thing, Stream) and ("/BBox" in thing):
            within = _to_grey(how) if thing.objgen in masks else how
            thing.write(_converted(thing, within))
            if "/Group" in thing:
                thing.Group.CS = within.target.space
        elif isinstance(thing, Dictionary) and "/ShadingType" in thing:
            _convert_shading(thing, how)


def _masks(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The groups that soft masks are drawn in, and those inside them."""
    states = (o for o in pdf.objects if isinstance(o, Dictionary) and "/SMask" in o)
    waiting = [state.SMask.G for state in states if isinstance(state.SMask, Dictionary)]
    while waiting:
        group = waiting.pop()
        yield group
        inside = group.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        waiting += [one for one in inside.values() if one.get("/Subtype") == Name.Form]


def _to_grey(how: Conversion) -> Conversion:
    """For soft masks: every colour as its lightness."""
    return Conversion(how.source, GRAY, how.change)


def _converted(drawing: Any, how: Conversion) -> bytes:
    out = list(_instructions(pikepdf.parse_content_stream(drawing), how))
    return pikepdf.unparse_content_stream(out)


def _instructions(instructions: Any, how: Conversion) -> Iterator[Any]:
    """The drawing with its colours converted, and with the short operators for them."""
    kinds = {k.fill: (k, False) for k in (RGB, CMYK, GRAY)}
    kinds |= {k.stroke: (k, True) for k in (RGB, CMYK, GRAY)}
    spaces: dict[bool, Any] = {}
    for one in instructions:
        name = str(one.operator)
        if name in kinds:
            yield _set(*kinds[name], one.operands, how)
        elif name in ("cs", "CS"):
            spaces[name == "CS"] = one.operands[0]
            if one.operands[0] != Name.DeviceCMYK:
                yield one
        elif name in ("scn", "SCN") and spaces.get(name == "SCN") == Name.DeviceCMYK:
            yield _set(CMYK, name == "SCN", one.operands, how)
        else:
            yield one


def _set(kind: Kind, stroke: bool, operands: Any, how: Conversion) -> ContentStreamInstruction:
    values = tuple(float(v) for v in operands)
    kind, values = _shown(kind, values, how)
    operator = Operator(kind.stroke if stroke else kind.fill)
    return ContentStreamInstruction(list(values), operator)


def _shown(kind: Kind, values: tuple[float, ...], how: Conversion) -> tuple[Kind, Any]:
    """A colour of any kind as the target has it."""
    if how.target is GRAY:
        return GRAY, [_lightness(kind, values)]
    if kind is GRAY and how.target is CMYK:
        return CMYK, [0, 0, 0, round(1 - values[0], 4)]
    if kind is how.source:
        return how.target, how.colour(values)
    return kind, values


def _lightness(kind: Kind, values: tuple[float, ...]) -> float:
    if kind is GRAY:
        return values[0]
    light = values
    if kind is CMYK:
        light = tuple(max(0.0, 1 - ink - values[3]) for ink in values[:3])
    return round(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2], 4)


def _convert_shading(shading: Dictionary, how: Conversion) -> None:
    """A gradient between converted colours."""
    if shading.get("/ColorSpace") != how.source.space:
        return
    shading.ColorSpace = how.target.space
    waiting = [shading.Function]
    while waiting:
        function = waiting.pop()
        waiting += list(function.get("/Functions", ()))
        for end in ("/C0", "/C1"):
            if end in function:
                function[end] = Array(how.colour(tuple(float(v) for v in function[end])))


def _convert_picture(picture: Stream, how: Conversion) -> None:
    if picture.get("/ColorSpace") != how.source.space:
        return
    jpeg = picture.get("/Filter") == Name.DCTDecode
    size = (int(picture.Width), int(picture.Height))
    if jpeg:
        image = Image.open(BytesIO(bytes(picture.get_raw_stream_buffer()))).convert(
            how.source.mode
        )
    else:
        image = Image.frombytes(how.source.mode, size, bytes(picture.get_stream_buffer()))
    image = how.picture(image)
    picture.ColorSpace = {k.mode: k for k in (RGB, CMYK, GRAY)}[image.mode].space
    if "/Decode" in picture:
        del picture["/Decode"]
    if jpeg:
        out = BytesIO()
        image.save(out, "JPEG", **JPEG)
        picture.write(out.getvalue(), filter=Name.DCTDecode)
        if image.mode == "CMYK":
            picture.Decode = Array(INVERTED)
    else:
        picture.write(zlib.compress(image.tobytes(), QUICK), filter=Name.FlateDecode)
