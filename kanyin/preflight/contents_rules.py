"""What leads through an EPUB: contents, reading order, page list, and what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.article import Element
from kanyin.preflight.artifacts import Document, Edition, resolve
from kanyin.preflight.document_rules import HEADINGS
from kanyin.preflight.flow import UNPRINTED, flow_of, flow_of_pdf, solid
from kanyin.preflight.pdf_file import PdfFile

WINDOW = 6
"""So many characters tell one beginning of a page from another."""
OF_PRINT = r"——|[0-9]+"
"""What print alone sets: a dash before a subtitle, and the numbers of pages in the contents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a contents: its title without authors, where it leads, how deep it is."""

    title: str
    path: str
    fragment: str
    level: int
    element: Element


def nav_of(edition: Edition, kind: str) -> Element | None:
    """The part of the navigation of a kind: ``toc``, ``page-list`` or ``landmarks``."""
    if edition.navigation is None:
        return None
    navs = edition.navigation.root.iter("nav")
    return next((n for n in navs if n.get("epub-type") == kind), None)


def entries(edition: Edition, kind: str) -> tuple[Entry, ...]:
    """The entries of one part of the navigation, in order."""
    nav = nav_of(edition, kind)
    base = edition.navigation.path if edition.navigation else ""
    return () if nav is None else tuple(_entry(a, base) for a in nav.iter("a"))


def _entry(link: Element, base: str) -> Entry:
    href = link.get("href") or ""
    title = "".join(_without_authors(link))
    level = sum(e.tag == "ol" for e in link.iterancestors())
    return Entry(title, resolve(href, base) or "", href.partition("#")[2], level, link)


def _without_authors(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "authors" not in (child.get("class") or ""):
            yield from _without_authors(child)
        yield child.tail or ""


def check_contents(edition: Edition) -> Iterator[Diagnostic]:
    """The contents name every document by its own heading, in reading order."""
    found = entries(edition, "toc")
    by_path = {d.path: d for d in edition.documents}
    nav = edition.navigation
    if nav is None or not found:
        yield remark("F131", Place(edition.name), text="toc")
        return
    for entry in found:
        document = by_path.get(entry.path)
        heading = _heading(document, entry.fragment) if document else None
        if heading is not None and solid(heading) != solid(entry.title):
            place = nav.place(entry.element)
            yield remark("F130", place, text=entry.title.strip(), heading=heading.strip())
    yield from _missing(edition, found, nav)
    yield from _order(edition, found, nav)


def _heading(document: Document, fragment: str) -> str | None:
    """The text of the heading that an entry leads to, readings left out."""
    root = document.root
    top = next((e for e in root.iter() if e.get("id") == fragment), None) if fragment else root
    if top is None:
        return None
    heading = top if top.tag in HEADINGS else next(top.iter(*HEADINGS), None)
    return None if heading is None else "".join(bare(heading))


def bare(element: Element) -> Iterator[str]:
    """The text of a heading without readings, formulas and note calls."""
    yield element.text or ""
    for child in element:
        noted = child.tag in ("rt", "rp", "math") or "noteref" in (child.get("class") or "")
        if not noted:
            yield from bare(child)
        yield child.tail or ""


def _missing(edition: Edition, found: Sequence[Entry], nav: Document) -> Iterator[Diagnostic]:
    """Documents with a heading, and their second headings, stand in the contents."""
    listed = {(e.path, e.fragment) for e in found}
    paths = {path for path, _ in listed}
    deep = any(fragment for _, fragment in listed)
    for document in edition.documents:
        if document is nav:
            continue
        if document.path not in paths:
            title = _heading(document, "")
            if title is not None:
                yield remark("F131", document.place(), text=title.strip())
        elif deep:
            for heading in document.root.iter("h2"):
                if not _is_listed(document, heading, listed):
                    text = "".join(bare(heading))
                    yield remark("F131", document.place(heading), text=text)


def _is_listed(document: Document, heading: Element, listed: set[tuple[str, str]]) -> bool:
    """Only headings of the body are listed; those of notes and contents are not."""
    inside = any("body" in (e.get("class") or "").split() for e in heading.iterancestors("div"))
    names = (e.get("id") for e in (heading, heading.getparent()) if e is not None)
    return not inside or any((document.path, name) in listed for name in names if name)


def _order(edition: Edition, found: Sequence[Entry], nav: Document) -> Iterator[Diagnostic]:
    order = _positions(edition)
    known = [(order[key], e) for e in found if (key := (e.path, e.fragment)) in order]
    for (before, _), (after, entry) in pairwise(known):
        if after < before:
            yield remark("F132", nav.place(entry.element), text=entry.title.strip())


def _positions(edition: Edition, *, notes: bool = True) -> dict[tuple[str, str], tuple[int, int]]:
    """Where every document and every id stands in reading order; also in ``notes``."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for number, document in enumerate(edition.documents):
        found[document.path, ""] = (number, 0)
        for place, element in enumerate(document.root.iter()):
            name = element.get("id")
            if name and (notes or next(element.iterancestors("aside"), None) is None):
                found[document.path, name] = (number, place)
    return found


def check_page_list(edition: Edition) -> Iterator[Diagnostic]:
    """The page list has every page marker by its label, in reading order."""
    found = entries(edition, "page-list")
    markers = {
        (d.path, e.get("id") or ""): (d, e)
        for d in edition.documents
        for e in d.root.iter()
        if e.get("role") == "doc-pagebreak" or e.get("epub-type") == "pagebreak"
    }
    nav = edition.navigation
    if nav is None or not (found or markers):
        return
    for entry in found:
        marker = markers.pop((entry.path, entry.fragment), None)
        label = "" if marker is None else marker[1].get("aria-label") or marker[1].get("title")
        if label != entry.title.strip():
            place = nav.place(entry.element)
            yield remark("F133", place, label=entry.title.strip(), found=label or "—")
    for document, element in markers.values():
        yield remark("F135", document.place(element), label=element.get("aria-label") or "—")
    yield from _page_order(edition, found, nav)


def _page_order(edition: Edition, found: Sequence[Entry], nav: Document) -> Iterator[Diagnostic]:
    """Numbers go up by one and places go on; a page inside a note stands where the note does."""
    order = _positions(edition, notes=False)
    for before, after in pairwise(found):
        here, there = (order.get((e.path, e.fragment)) for e in (before, after))
        numbers = [e.title.strip() for e in (before, after)]
        falls = all(map(str.isdecimal, numbers)) and int(numbers[1]) != int(numbers[0]) + 1
        if falls or (here is not None and there is not None and there < here):
            yield remark("F134", nav.place(after.element), before=numbers[0], label=numbers[1])


def check_pages_of_print(edition: Edition, pdf: PdfFile) -> Iterator[Diagnostic]:
    """The page list is that of the print edition, and pages begin where print's do."""
    listed = [entry.title.strip() for entry in entries(edition, "page-list")]
    if not listed:
        return
    printed = [s.label for s in pdf.sheets if s.label.isdecimal() and s.inked]
    if listed != printed:
        missing = "、".join([x for x in printed if x not in listed][:5])
        extra = "、".join([x for x in listed if x not in printed][:5])
        place = edition.navigation.place() if edition.navigation else Place(edition.name)
        yield remark("F137", place, missing=missing or "—", extra=extra or "—")
    yield from _beginnings(edition, pdf)


def _beginnings(edition: Edition, pdf: PdfFile) -> Iterator[Diagnostic]:
    flow = flow_of(edition.name, edition.documents, without=UNPRINTED)
    print_flow = flow_of_pdf(pdf, flow.notes)
    starts = dict(print_flow.pages)
    for label, offset in flow.pages:
        wanted, start = _beginning(flow.text, offset), starts.get(label)
        if start is None or len(wanted) < WINDOW:
            continue
        if _beginning(print_flow.text, start) != wanted:
            spot = flow.spot(offset)
            place = spot.document.place(spot.element) if spot.document else Place(edition.name)
            yield remark("F136", place, label=label, text=wanted)


def _beginning(text: str, at: int) -> str:
    return re.sub(OF_PRINT, "", text[at : at + 10 * WINDOW])[:WINDOW]


CLAIMS = {
    "alternativeText": "img",
    "MathML": "math",
    "rubyAnnotations": "ruby",
    "pageBreakMarkers": "*[@role='doc-pagebreak']",
}
"""What must stand in a book that claims a feature (schema.org accessibilityFeature)."""


def check_claims(edition: Edition) -> Iterator[Diagnostic]:
    """What the package says of the book is true of it (EPUB Accessibility 1.1)."""
    package = edition.package
    if package is None:
        return
    said = {
        (m.text or "").strip()
        for m in package.root.iter("meta")
        if m.get("property") == "schema:accessibilityFeature"
    }
    for claim, path in CLAIMS.items():
        there = any(d.root.find(f".//{path}") is not None for d in edition.documents)
        if claim in said and not there:
            yield remark("F138", package.place(), claim=claim)
    languages = {(e.text or "").strip() for e in package.root.iter("language")}
    spoken = {d.root.get("lang") or d.root.get("xml-lang") or "" for d in edition.documents}
    for lang in sorted(spoken - languages - {""}):
        yield remark("F138", package.place(), claim=f"dc:language {lang}")
    if not any(
        "cover-image" in (i.get("properties") or "").split() for i in package.root.iter("item")
    ) and any(e.get("role") == "doc-cover" for d in edition.documents for e in d.root.iter()):
        yield remark("F138", package.place(), claim="cover-image")
