"""The text of an edition as one string, fit to be held against that of another.

White space does not count: every engine breaks lines in its own way. Circled numbers all
count as ①: a page begins its notes again, a flowing edition counts them through. Notes
stand apart, since print sets them at the foot of the page they are called on. Formulas are
left out: they are drawings in print. What only some editions have is left out by class.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from kanyin.model.scripts import HAN
from kanyin.preflight.artifacts import Document
from kanyin.preflight.pdf_file import PdfFile, Piece

CIRCLED = re.compile("[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]")
INVISIBLE = re.compile("[\\s\u00ad\u200b\u2060\ufeff\ufffe\x02\x1f]+")
"""White space, hyphens that are not shown, joiners, and what PDFium writes at line ends."""
SPACE = "[ \\t\\n\\r\u00a0\u2002-\u200a\u202f\u205f\u3000]+"
SPACED = re.compile(f"([{HAN}]{{1,4}}){SPACE}([{HAN}]{{1,4}})")

BREAK = "\x1f"
"""Stands where a block begins or ends, so that its edge is no space in a line."""
LABEL = re.compile(
    r"[（(]?(\d+|[a-z]{1,6}|[一二三四五六七八九十]+|[\u2460-\u24ff\u3251-\u32bf])[）).．、]?|[•◦▪‣○●■□–-]",
    re.IGNORECASE,
)
"""What print sets before an item of a list; the terms of a glossary are labels, too."""

FORMULA = frozenset(("math",))
"""The class of a formula that could not be set and stands as it was written."""

LEFT_OUT = frozenset("head math tex svg rp nav script style template".split())
INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rp rt rtc ruby s samp small "
    "span strong sub sup u var wbr".split()
)
"""HTML, phrasing content: everything else is a block, also where it has no text."""
UNPRINTED = frozenset(("rights",))
"""Classes of what screens show and paper does not."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stretch of text begins: in a document's element, or on a page of a PDF."""

    document: Document | None = None
    element: etree._Element | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of an edition, its notes, and where in it each stretch begins.

    ``spaces`` are the spaces between Han with what stands on both sides; ``numbers`` tells
    where each print page begins.
    """

    edition: str
    text: str
    notes: tuple[str, ...]
    starts: tuple[int, ...]
    spots: tuple[Spot, ...]
    spaces: tuple[tuple[str, str, Spot], ...]
    pages: tuple[tuple[str, int], ...]

    def spot(self, offset: int) -> Spot:
        """What the text at an offset belongs to."""
        return self.spots[bisect_right(self.starts, offset) - 1] if self.spots else Spot()


def solid(text: str) -> str:
    """A text as it counts."""
    return CIRCLED.sub("①", INVISIBLE.sub("", text))


Stretch = tuple[str, Spot]


def flow_of(
    edition: str, documents: Iterable[Document], *, without: frozenset[str] = frozenset()
) -> Flow:
    """The text of documents in order."""
    stretches: list[Stretch] = []
    notes: list[str] = []
    for document in documents:
        body = document.root.find("body")
        top = document.root if body is None else body
        stretches += [(BREAK, Spot(document, top)), *_stretches(document, top, without)]
        notes += (_note(document, e, without) for e in top.iter("aside") if _is_note(e))
    return _flow(edition, stretches, notes)


def _stretches(
    document: Document, top: etree._Element, without: frozenset[str]
) -> Iterator[Stretch]:
    walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        spot = Spot(document, element)
        if event == "start":
            yield ("" if tag in INLINE else BREAK, spot)
            if element is not top and _is_left_out(element, without):
                walk.skip_subtree()
            else:
                yield (element.text or "", spot)
        elif element is not top:
            outer = Spot(document, element.getparent())
            yield ("" if tag in INLINE or event != "end" else BREAK, outer)
            yield (element.tail or "", outer)


def _is_left_out(element: etree._Element, without: frozenset[str]) -> bool:
    classes = set((element.get("class") or "").split())
    return element.tag in LEFT_OUT or _is_note(element) or bool(classes & (without | FORMULA))


def _is_note(element: etree._Element) -> bool:
    return element.tag == "aside" and "footnote" in (element.get("class") or "").split()


def _note(document: Document, element: etree._Element, without: frozenset[str]) -> str:
    return solid("".join(text for text, _ in _stretches(document, element, without)))


def flow_of_pdf(pdf: PdfFile, notes: Iterable[str]) -> Flow:
    """The text of a PDF in reading order, with the notes that are known taken out of it."""
    stretches: list[Stretch] = []
    for piece in pdf.pieces:
        if not _is_generated(piece):  # between two marks a formula may stand, which is no text
            stretches += [(BREAK, Spot(page=piece.page)), (piece.text, Spot(page=piece.page))]
    return _without_notes(pdf, _flow(pdf.name, stretches, ()), notes)


def _is_generated(piece: Piece) -> bool:
    """Labels of lists, and what is drawn inside a figure."""
    inner = piece.roles[-2:]
    if "Figure" in inner or "Formula" in piece.roles:
        return True
    return "Lbl" in inner and "LI" in piece.roles and bool(LABEL.fullmatch(piece.text.strip()))


def _without_notes(pdf: PdfFile, flow: Flow, notes: Iterable[str]) -> Flow:
    """A note may go on at the foot of the next page: then it is found in two parts."""
    cuts: list[tuple[int, int]] = []
    kept: list[str] = []
    cursor = 0
    for note in notes:
        for part in _parts(flow.text, note, cursor):
            at = _find(flow.text, part, cursor)
            cuts.append((at, at + len(part)))
            kept.append(part)
            cursor = at + len(part)
    left = _left(len(flow.text), sorted(cuts))
    starts = tuple(bisect_left(left, start) for start in flow.starts)
    pages: dict[int, int] = {}
    for start, after, spot in zip(starts, (*starts[1:], len(left)), flow.spots, strict=True):
        if after > start:
            pages.setdefault(spot.page, start)
    labels = tuple((pdf.sheets[page - 1].label, at) for page, at in pages.items())
    text = "".join(flow.text[n] for n in left)
    return Flow(pdf.name, text, tuple(kept), starts, flow.spots, flow.spaces, labels)


def _left(length: int, cuts: list[tuple[int, int]]) -> list[int]:
    """The numbers of the characters that are in none of the cuts."""
    left: list[int] = []
    here = 0
    for start, end in cuts:
        left += range(here, start)
        here = max(here, end)
    return [*left, *range(here, length)]


def _find(text: str, part: str, cursor: int) -> int:
    """Notes come in the order of their calls; one that does not is looked for anywhere."""
    at = text.find(part, cursor)
    return at if at >= 0 else text.find(part)


def _parts(text: str, note: str, cursor: int) -> tuple[str, ...]:
    if _find(text, note, cursor) >= 0:
        return (note,)
    for cut in range(len(note) - 2, 2, -1):
        if note[:cut] in text:
            return (note[:cut], note[cut:]) if note[cut:] in text else ()
    return ()


def _flow(edition: str, stretches: list[Stretch], notes: Iterable[str]) -> Flow:
    parts: list[str] = []
    starts: list[int] = []
    spots: list[Spot] = []
    pages: list[tuple[str, int]] = []
    length = 0
    for text, spot in stretches:
        element = spot.element
        if element is not None and element.get("role") == "doc-pagebreak" and not text:
            label = (element.get("aria-label") or element.get("title") or "", length)
            pages += [label] if label not in pages[-1:] else []
        clean = solid(text)
        if clean or not starts:
            starts.append(length)
            spots.append(spot)
            parts.append(clean)
            length += len(clean)
    spaces = tuple(_spaces(stretches))
    return Flow(
        edition, "".join(parts), tuple(notes), tuple(starts), tuple(spots), spaces, tuple(pages)
    )


def _spaces(stretches: list[Stretch]) -> Iterator[tuple[str, str, Spot]]:
    """Spaces between Han inside one block, with the Han on both sides."""
    text = "".join(text for text, _ in stretches)
    offsets, at = [], 0
    for part, _ in stretches:
        offsets.append(at)
        at += len(part)
    for found in SPACED.finditer(text):
        spot = stretches[bisect_right(offsets, found.end(1)) - 1][1]
        yield found[1], found[2], spot
