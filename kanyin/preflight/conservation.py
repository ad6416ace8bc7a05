"""Nothing lost, nothing added, nothing moved: the text of every edition is the same.

One edition is held against another, character by character in reading order; what only
print generates (list labels, leaders, numbers of pages, ornaments) is accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.article import Note
from kanyin.model.issue import Issue
from kanyin.model.places import line_of
from kanyin.preflight.artifacts import Document, Edition
from kanyin.preflight.differences import Difference, differences
from kanyin.preflight.flow import UNPRINTED, Flow, Spot, flow_of, flow_of_pdf, solid
from kanyin.preflight.pdf_file import PdfFile

SHOWN = 24
"""Characters of a text that a remark quotes."""
MOST = 20
"""Differences of one edition that are reported; after so many the texts are not the same."""

NUMBER = re.compile(r"[·.…]*(\d*)")
"""The dots of a contents line, where they are text, and the number of a page."""
ORNAMENT = re.compile(r"[＊*※◆—]{1,3}")
"""What stands for a rule, or before a subtitle."""


def compare_flowing(one: Edition, other: Edition) -> Iterator[Diagnostic]:
    """Hold the articles of two flowing editions against each other; the first is right."""
    wanted, found = flow_of(one.name, bodies(one)), flow_of(other.name, bodies(other))
    yield from _compare(wanted, found, ())
    there = set(found.notes)
    for note in wanted.notes:
        if note not in there:
            yield remark("F121", Place(other.name), text=note[:SHOWN], other=one.name)
    yield from _spaces(wanted, found)
    yield from _spaces(found, wanted)


def compare_pdf(one: Edition, pdf: PdfFile, *, whole: bool) -> Iterator[Diagnostic]:
    """Hold a PDF against a flowing edition; only the articles unless ``whole``."""
    wanted = flow_of(one.name, one.documents, without=UNPRINTED)
    found = flow_of_pdf(pdf, wanted.notes)
    headers = {solid("".join(e.itertext())) for d in one.documents for e in d.root.iter("thead")}
    exempt = () if whole else tuple(d for d in one.documents if d not in bodies(one))
    yield from _compare(wanted, found, headers, exempt)
    whole_notes = {*found.notes, *map("".join, pairwise(found.notes))}  # parted by a page's end
    for note in wanted.notes:
        if note not in whole_notes:
            yield remark("F121", pdf.place(), text=note[:SHOWN], other=one.name)
    yield from _spaces(found, flow_of(one.name, one.documents))


def right_one(flowing: Sequence[Edition], pdf: PdfFile) -> Edition:
    """The flowing edition that differs least from a PDF: of three, two that agree are right."""

    def changes(edition: Edition) -> int:
        wanted = flow_of(edition.name, bodies(edition), without=UNPRINTED)
        found = flow_of_pdf(pdf, wanted.notes)
        return sum(len(d.lost + d.added) for d in differences(wanted.text, found.text))

    return min(flowing, key=changes)


def compare_manuscript(issue: Issue, edition: Edition) -> Iterator[Diagnostic]:
    """Hold the articles of an issue, before any layout, against a flowing edition of it."""
    return _compare_manuscript(issue, flow_of(edition.name, edition.documents))


def compare_manuscript_pdf(issue: Issue, pdf: PdfFile) -> Iterator[Diagnostic]:
    """Hold the articles of an issue, before any layout, against a PDF of it."""
    notes = [f"①{_note_text(note)}" for article in issue.articles for note in article.notes]
    return _compare_manuscript(issue, flow_of_pdf(pdf, notes))


def _compare_manuscript(issue: Issue, whole: Flow) -> Iterator[Diagnostic]:
    bare = {note.removeprefix("①") for note in whole.notes}
    for article in issue.articles:
        wanted = flow_of(article.file, (Document(article.file, "", article.body),))
        if wanted.text not in whole.text:
            yield from _nearest(wanted, whole)
        for note in article.notes:
            text = _note_text(note)
            if text not in bare and not any(text in each for each in whole.notes):
                yield remark("F181", note.place, text=text[:SHOWN], other=whole.edition)
        yield from _spaces(whole, wanted)


def _note_text(note: Note) -> str:
    return flow_of("", (Document("", "", note.body),)).text


def bodies(edition: Edition) -> tuple[Document, ...]:
    """The articles: documents that are neither cover nor contents nor colophon."""
    return tuple(
        d for d in edition.documents if any(e.get("role") == "doc-chapter" for e in d.root.iter())
    )


def _nearest(wanted: Flow, whole: Flow) -> Iterator[Diagnostic]:
    """What of an article is missing, held against the text from its first words on."""
    start = max(whole.text.find(wanted.text[:8]), 0)
    stretch = whole.text[start : start + len(wanted.text)]
    for change in _first(differences(wanted.text, stretch)):
        if change.lost and change.lost not in whole.text:
            place = _place(wanted.spot(change.offset), whole.edition)
            yield remark("F181", place, text=change.lost[:SHOWN], other=whole.edition)


def _compare(
    wanted: Flow, found: Flow, headers: Iterable[str], exempt: tuple[Document, ...] = ()
) -> Iterator[Diagnostic]:
    known = frozenset(headers)
    changes = [
        d
        for d in _first(differences(wanted.text, found.text))
        if wanted.spot(d.offset).document not in exempt and not _is_generated(d, wanted, known)
    ]
    lost = {d.lost for d in changes if d.lost}
    added = {d.added for d in changes if d.added}
    for change in changes:
        there = found.spot(change.found)
        place = _place(there, found.edition)
        if change.lost:
            moved = any(change.lost in text or text in change.lost for text in added)
            code = "F124" if moved else "F121"
            yield remark(code, place, text=change.lost[:SHOWN], other=wanted.edition)
        elif not any(change.added in text or text in change.added for text in lost):
            yield remark("F122", place, text=change.added[:SHOWN], other=wanted.edition)


def _first(changes: Iterable[Difference]) -> Iterator[Difference]:
    for number, change in enumerate(changes):
        if number >= 50 * MOST:
            return
        yield change


def _is_generated(change: Difference, wanted: Flow, headers: frozenset[str]) -> bool:
    """Whether print alone says this, and should."""
    if change.lost:
        return False
    if change.added in headers:
        return True
    if NUMBER.fullmatch(change.added):
        return _contents_link(wanted, change) is not None
    if ORNAMENT.fullmatch(change.added):
        return _is_before_ornament(wanted.spot(change.offset).element)
    around = wanted.text[change.offset - 1 : change.offset + 1]
    return change.added in "-‐" and around.isascii() and around.isalpha()


def _is_before_ornament(element: etree._Element | None) -> bool:
    """Whether an element is a subtitle, or comes after a rule."""
    for one in () if element is None else (element, *element.iterancestors()):
        before = one.getprevious()
        if "subtitle" in (one.get("class") or "") or (before is not None and before.tag == "hr"):
            return True
    return False


def _place(spot: Spot, name: str) -> Place:
    if spot.document is None:
        return Place(f"{name}#page={spot.page}" if spot.page else name)
    line = line_of(spot.element)
    return Place(spot.document.edition, line) if line else spot.document.place(spot.element)


def _spaces(found: Flow, wanted: Flow) -> Iterator[Diagnostic]:
    """Spaces between Han of a text that the other has without a space."""
    known = {(before[-1], after[0]) for before, after, _ in wanted.spaces}
    for before, after, spot in found.spaces:
        if before + after in wanted.text and (before[-1], after[0]) not in known:
            text = f"{before}␣{after}"
            place = _place(spot, found.edition)
            yield remark("F125", place, text=text, other=wanted.edition)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the printed contents: what it leads to, and the number that is printed."""

    title: str
    number: str


def printed_contents(one: Edition, pdf: PdfFile) -> Iterator[Numbered]:
    """The lines of the printed contents with their page numbers."""
    wanted = flow_of(one.name, one.documents, without=UNPRINTED)
    found = flow_of_pdf(pdf, wanted.notes)
    for change in differences(wanted.text, found.text):
        number = NUMBER.fullmatch(change.added)
        link = _contents_link(wanted, change)
        if number and link is not None:
            yield Numbered(_title(link), number[1])


def _contents_link(wanted: Flow, change: Difference) -> etree._Element | None:
    """The line of the contents that ends where something is added."""
    up = list(_up(wanted.spot(max(change.offset - 1, 0)).element))
    in_contents = any(e.get("role") == "doc-toc" for e in up)
    return next((e for e in up if e.tag == "a"), None) if in_contents else None


def _up(element: etree._Element | None) -> Iterator[etree._Element]:
    while element is not None:
        yield element
        element = element.getparent()


def _title(link: etree._Element) -> str:
    title = next((e for e in link.iter() if "contents-title" in (e.get("class") or "")), link)
    return solid("".join(title.itertext()))


def check_numbers(one: Edition, pdf: PdfFile) -> Iterator[Diagnostic]:
    """A remark for every number in the printed contents that is not the article's page."""
    begins: Mapping[str, str] = {
        solid(b.title): pdf.sheets[b.page - 1].label for b in reversed(pdf.bookmarks) if b.page > 0
    }
    for line in printed_contents(one, pdf):
        right = begins.get(line.title)
        if right is not None and right != line.number:
            place = pdf.place()
            yield remark("F180", place, title=line.title, number=line.number or "—", right=right)
