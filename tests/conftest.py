"""What all tests share: the press's own fonts, and no others."""

from __future__ import annotations

from pathlib import Path

from kanyin.workspace import isolate_fonts

HOUSE = Path(__file__).parent.parent

isolate_fonts(HOUSE / "fonts")  # before any test imports WeasyPrint
