"""The same text set by other programs and by the press, each into one PDF.

Every peer takes a ``Sample`` and gives the bytes of a PDF: one column, ``measure`` ems
wide, justified, first lines indented by two ems, all in the same font file. A peer whose
program is not installed raises ``Missing`` with its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peers.browser import chromium
from peers.press import press
from peers.sample import Missing, Sample
from peers.tex import xelatex
from peers.typst_peer import typst
from peers.weasy import weasyprint

PEERS: Mapping[str, Callable[[Sample], bytes]] = {
    "weasyprint": weasyprint,
    "chromium": chromium,
    "xelatex": xelatex,
    "typst": typst,
    "kanyin": press,
}
"""By name, in the order of the table."""

__all__ = ["PEERS", "Missing", "Sample"]
