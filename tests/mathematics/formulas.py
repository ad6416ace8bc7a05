"""What the tests of mathematics share: short MathML, and the press's Han font."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from kanyin.mathematics import Drawing, to_mathml, to_svg

HOUSE = Path(__file__).parent.parent.parent
HAN = (HOUSE / "fonts/KanyinSong-Regular.ttf").read_bytes()
SIZE = 10.5


def mathml(tex: str, *, display: bool = False) -> str:
    """What stands inside ``<math>`` and its one row."""
    math = to_mathml(tex, display=display)
    inside = "".join(etree.tostring(child, encoding="unicode") for child in math[0])
    return inside.replace("\u00a0", "⍽")


def drawn(tex: str, *, display: bool = False, size: float = SIZE) -> Drawing:
    return to_svg(tex, display=display, size=size, han=HAN)


def sample() -> list[tuple[str, bool]]:
    """Every formula of the sample issue, and whether it is displayed."""
    texts = [p.read_text("utf-8") for p in sorted((HOUSE / "source/2026-01").glob("*.md"))]
    found = re.findall(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", "\n".join(texts))
    return sorted({(block or inline, bool(block)) for block, inline in found})
