"""What a printer must be able to rely on: boxes, inks, resolution, lines, pages.

CY/T 3 and ISO 15930-7 (PDF/X-4) for boxes and colours; the limits are those that Chinese
printers ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import pikepdf

from kanyin.diagnostics import Diagnostic, remark
from kanyin.preflight.inks import Mark, marks_of
from kanyin.preflight.pdf_file import Box, PdfFile

MM = 72 / 25.4
BLEED = 3 * MM
"""What is cut off beyond the trim, in points."""
SAFE = 3 * MM
"""Nothing to read stands nearer to the trim."""
HALF = 0.5
"""Points by which a box may be off."""
RESOLUTION = 300
HAIRLINE = 0.25
"""Points of the thinnest line that prints for certain."""
MOST_INK = 300
"""Per cent of all four inks together, on coated paper (ISO 12647-2)."""
SHEET = 4
"""Pages of a folded sheet."""
THIN_TEXT = 1
"""Inks that text is printed with: more, and the plates show at its edges."""


def check_print(pdf: PdfFile, data: bytes, most_ink: int = MOST_INK) -> Iterator[Diagnostic]:
    """Everything that matters to the press in one print edition; ``most_ink`` in per cent."""
    yield from _boxes(pdf)
    yield from _pages(pdf)
    yield from _safe_area(pdf)
    with pikepdf.open(BytesIO(data)) as opened:
        marks = list(marks_of(opened))
    for code, is_wrong in RULES.items():
        wrong = [mark for mark in marks if is_wrong(mark, most_ink / 100)]
        if wrong:
            yield _remark_on(code, pdf, wrong, most_ink)


RULES: dict[str, Callable[[Mark, float], bool]] = {
    "F172": lambda mark, _: "RGB" in mark.ink.space or mark.ink.space == "Lab",
    "F173": lambda mark, _: mark.kind == "picture" and 0 < mark.amount < RESOLUTION - HALF,
    "F174": lambda mark, _: mark.kind in ("line", "bar") and mark.amount < HAIRLINE - 0.001,
    "F178": lambda mark, most: mark.ink.space == "DeviceCMYK" and sum(mark.ink.parts) > most,
    "F179": lambda mark, _: mark.kind == "text" and _is_black_of_many(mark),
}
"""The remark on every mark of which this is true, with the most ink that is allowed."""


def _is_black_of_many(mark: Mark) -> bool:
    """Dark text of several inks: white text on a picture and coloured headings are meant."""
    parts = mark.ink.parts
    dark = mark.ink.space == "DeviceCMYK" and len(parts) == 4 and parts[3] > 0.5
    return dark and sum(part > 0 for part in parts) > THIN_TEXT


def _remark_on(code: str, pdf: PdfFile, wrong: list[Mark], most_ink: int) -> Diagnostic:
    least = min(mark.amount for mark in wrong)
    pages = ranges(mark.page for mark in wrong)
    ink = max(sum(mark.ink.parts) for mark in wrong) * 100
    return remark(
        code,
        pdf.place(),
        pages=pages,
        count=len(wrong),
        least=f"{least:.2f}" if least < 1 else f"{least:.0f}",
        ink=f"{ink:.0f}",
        limit=most_ink,
    )


def ranges(numbers: Iterable[int]) -> str:
    """Page numbers as one reads them: ``1–3, 7``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _boxes(pdf: PdfFile) -> Iterator[Diagnostic]:
    """MediaBox ⊇ BleedBox ⊇ TrimBox (ISO 15930-7 6.6), 3 mm apart, one size throughout."""
    wrong: list[int] = []
    sizes: dict[tuple[int, int], list[int]] = {}
    for number, sheet in enumerate(pdf.sheets, 1):
        media, trim = sheet.boxes.get("MediaBox"), sheet.boxes.get("TrimBox")
        bleed = sheet.boxes.get("BleedBox")
        if not (media and trim and bleed and _nested(media, bleed, trim)):
            wrong.append(number)
        if trim:
            size = round(trim[2] - trim[0]), round(trim[3] - trim[1])
            sizes.setdefault(size, []).append(number)
    if wrong:
        yield remark("F170", pdf.place(), pages=ranges(wrong))
    if len(sizes) > 1:
        others = sorted(sizes.values(), key=len)[:-1]
        yield remark("F171", pdf.place(), pages=ranges(n for some in others for n in some))


def _nested(media: Box, bleed: Box, trim: Box) -> bool:
    return _surrounds(media, bleed, 0) and _surrounds(bleed, trim, BLEED)


def _surrounds(outer: Box, inner: Box, by: float) -> bool:
    left, bottom = inner[0] - outer[0], inner[1] - outer[1]
    right, top = outer[2] - inner[2], outer[3] - inner[3]
    return min(left, bottom, right, top) > by - HALF


def _pages(pdf: PdfFile) -> Iterator[Diagnostic]:
    numbered = [n for n, sheet in enumerate(pdf.sheets, 1) if sheet.label.isdecimal()]
    bound = len(numbered) < len(pdf.sheets)  # there is a cover: this is no loose article
    if bound and len(numbered) > SHEET and len(numbered) % SHEET:
        more = SHEET - len(numbered) % SHEET
        yield remark("F176", pdf.place(), count=len(numbered), more=more)
    blank = [n for n in numbered if not pdf.sheets[n - 1].inked]
    if blank:
        yield remark("F177", pdf.place(), pages=ranges(blank))


def _safe_area(pdf: PdfFile) -> Iterator[Diagnostic]:
    near = []
    for number, sheet in enumerate(pdf.sheets, 1):
        trim, text = sheet.boxes.get("TrimBox"), sheet.text_box
        if trim and text and not _surrounds(trim, text, SAFE):
            near.append(number)
    if near:
        yield remark("F175", pdf.place(), pages=ranges(near))
