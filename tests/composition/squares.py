"""A font of squares, and pages set in it read back from the ink of their PDF.

Four signs to an em: ``#`` is ink.

    ``###.``  Han           ``#...``  a closing mark, pause or stop
    ``####``  dash          ``...#``  an opening mark
    ``#.``    letter        ``.##.``  an interpunct (in a cell of half an em ``##``)
"""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2
import weasyprint
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from set_pages import SetLine, lines_in, page_css
from weasyprint.text.fonts import FontConfiguration

from kanyin.editions.engine.composer_room import composing

EM = 1000
INK = {
    "天地人山水春夏秋冬日月年": (0, 750, 1000),
    "，。、；：？！）》”’」": (0, 250, 1000),
    "（《“‘「": (750, 1000, 1000),
    "—…": (0, 1000, 1000),
    "·": (250, 750, 1000),
    "ABCabc0123456789": (0, 250, 500),
    " ": (0, 0, 250),
}
"""Where the ink begins and ends, and the advance, in thousandths of an em."""


@cache
def font() -> bytes:
    """The font as a file: one glyph for each character of ``INK``."""
    shapes = {f"u{ord(c):04X}": ink for chars, ink in INK.items() for c in chars}
    shapes[".notdef"] = (0, 1000, 1000)
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *(name for name in shapes if name != ".notdef")])
    builder.setupCharacterMap({ord(c): f"u{ord(c):04X}" for chars in INK for c in chars})
    builder.setupGlyf({name: _square(left, right) for name, (left, right, _) in shapes.items()})
    builder.setupHorizontalMetrics({name: (ink[2], ink[0]) for name, ink in shapes.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def _square(left: int, right: int) -> Any:
    pen = TTGlyphPen(None)
    if right > left:
        pen.moveTo((left, 0))
        for corner in ((left, 600), (right, 600), (right, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def drawn(body: str, measure: float, extra: str = "", lang: str = "zh-Hans") -> list[str]:
    """The ink of every line of a document of one page, four signs to an em."""
    document = laid(body, measure, extra, lang)
    page = pypdfium2.PdfDocument(document.write_pdf())[0]
    picture = page.render(scale=4 / 3).to_pil().convert("L")  # a pixel of the page is one px
    return [_row(picture, line, measure) for line in lines_in(document)]


def laid(body: str, measure: float, extra: str = "", lang: str = "zh-Hans") -> Any:
    source = base64.b64encode(font()).decode()
    face = f"@font-face {{ font-family: Squares; src: url(data:font/ttf;base64,{source}) }}"
    fonts = FontConfiguration()
    css = page_css(measure, 2000, "p { font-family: Squares }" + face + extra)
    with composing():
        return weasyprint.HTML(string=f"<html lang={lang}><body>{body}").render(
            stylesheets=[weasyprint.CSS(string=css, font_config=fonts)], font_config=fonts
        )


def _row(picture: Any, line: SetLine, measure: float) -> str:
    em = line.box.style["font_size"]
    y = line.box.position_y + line.box.baseline - 0.3 * em
    signs = (
        "#" if picture.getpixel((int((n + 0.5) * em / 4), int(y))) < 128 else "."
        for n in range(int(4 * measure))
    )
    return "".join(signs).rstrip(".")
