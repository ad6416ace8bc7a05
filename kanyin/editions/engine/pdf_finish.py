"""The pass over the finished PDF (pikepdf): what the engine of pages does not write."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, String

POINTS_IN_BLEED = 3 * 72 / 25.4
"""3 mm, in points (CY/T 3; the width that printers in China ask for)."""


def finish(data: bytes, labels: Sequence[str], *, trimmed: bool) -> bytes:
    """Add page labels and viewer settings; cut to the trim size for the screen.

    ``labels`` names every page in order. The same bytes come out for the same bytes.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.Root.PageLabels = Dictionary(Nums=_label_ranges(labels))
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.PageLayout = Name.TwoPageRight  # odd pages on the right, as they are bound
        for page in pdf.pages:
            _set_boxes(page, trimmed)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _set_boxes(page: Page, trimmed: bool) -> None:
    """Print: MediaBox ⊇ BleedBox ⊇ TrimBox (ISO 15930-7 6.6). Screen: the trim alone."""
    trim = [float(v) for v in page.trimbox]
    if not trimmed:
        bleed = (-POINTS_IN_BLEED, -POINTS_IN_BLEED, POINTS_IN_BLEED, POINTS_IN_BLEED)
        page.obj.BleedBox = Array([round(t + b, 3) for t, b in zip(trim, bleed, strict=True)])
        return
    page.obj.MediaBox = Array(trim)
    for name in ("/BleedBox", "/TrimBox", "/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]


def _label_ranges(labels: Sequence[str]) -> Array:
    """Page labels as a number tree: runs of numbers, and names that stand alone."""
    ranges: list[object] = []
    previous: int | None = None
    for index, label in enumerate(labels):
        number = int(label) if label.isdecimal() else None
        if number is None:
            ranges += [index, Dictionary(P=String(label))]
        elif previous is None or number != previous + 1:
            ranges += [index, Dictionary(S=Name.D, St=number)]
        previous = number
    return Array(ranges)
