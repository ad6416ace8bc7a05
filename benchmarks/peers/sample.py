"""What every peer sets."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

FONT = Path(__file__).resolve().parents[2] / "fonts" / "KanyinSong-Regular.ttf"
FAMILY = "Kanyin Song"
MARGIN = 40.0
HEIGHT = 800.0


class Missing(Exception):
    """A peer's program is not on this machine."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Paragraphs to set: ``measure`` in ems, ``size`` and ``leading`` in points."""

    paragraphs: tuple[str, ...]
    measure: float
    size: float = 10.5
    leading: float = 17.0

    @property
    def width(self) -> float:
        """The measure in points."""
        return self.measure * self.size

    def as_html(self) -> str:
        """A page whose body is exactly as wide as the measure."""
        body = "".join(f"<p>{html.escape(text)}</p>" for text in self.paragraphs)
        return (
            '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
            f"<style>{self.stylesheet()}</style></head><body>{body}</body></html>"
        )

    def stylesheet(self) -> str:
        """The same rules for every engine that reads CSS.

        The width is the body's, because browsers round the page to whole pixels.
        """
        page = f"{self.width + 3 * MARGIN}pt {HEIGHT}pt"
        return f"""
@font-face {{ font-family: "{FAMILY}"; src: url("{FONT.as_uri()}"); }}
@page {{ size: {page}; margin: {MARGIN}pt; }}
html, body {{ margin: 0; }}
body {{ width: {self.width}pt; font: {self.size}pt/{self.leading}pt "{FAMILY}"; text-align: justify; }}
p {{ margin: 0; text-indent: 2em; orphans: 1; widows: 1; }}
"""
