"""Typst, from the package of that name."""

from __future__ import annotations

import tempfile
from pathlib import Path

from peers.sample import FAMILY, FONT, HEIGHT, MARGIN, Missing, Sample


def typst(sample: Sample) -> bytes:
    """Set the sample with Typst. Raises Missing."""
    try:
        import typst as compiler
    except ImportError as error:
        raise Missing("typst") from error
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.typ"
        page.write_text(_document(sample), "utf-8")
        made: bytes = compiler.compile(
            str(page), font_paths=[str(FONT.parent)], ignore_system_fonts=True
        )
        return made


def _document(sample: Sample) -> str:
    body = "\n\n".join("".join(_escaped(c) for c in p) for p in sample.paragraphs)
    skip = sample.leading - sample.size
    return f"""#set page(width: {sample.width + 2 * MARGIN}pt, height: {HEIGHT}pt, margin: {MARGIN}pt)
#set text(font: "{FAMILY}", size: {sample.size}pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: {skip}pt, spacing: {skip}pt)

{body}
"""


def _escaped(character: str) -> str:
    return f"\\{character}" if character in r'\#$*_`<>@~=-+/[]"' + "'" else character
