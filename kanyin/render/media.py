"""What one medium asks of an article's elements that the others do not.

Each step works on a copy and changes no character of the text (the copy that is drawn,
a formula or a note, stands where its mark stood).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from kanyin.diagnostics import Diagnostic, Place, Severity, remark
from kanyin.mathematics import MathError, to_mathml, to_svg
from kanyin.model.article import Article, Element, Note
from kanyin.model.issue import Picture
from kanyin.model.places import LINE, block_place
from kanyin.render.marks import long_notes, mark_for_print, mark_for_screens
from kanyin.render.unbroken import keep_with_marks
from kanyin.render.widths import ems
from kanyin.render.words import words

CELL_PADDING = 0.8
TABLE_ROOM = 1.2
"""Tables are set smaller than the text, so that a column holds this much more of them."""

LINES_AT_ONCE = 100
"""Lines of a listing in one text: 50,000 in one took WeasyPrint 70 ten minutes."""


@dataclass(slots=True)
class Bench:
    """Where one article is prepared: what it needs, and what came up on the way."""

    article: Article
    size: float
    han: bytes
    characters: int = 40
    notes_at_end: bool = False
    lenient: bool = False
    pictures: dict[str, Picture] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def place(self, element: Element) -> Place:
        """The line of the manuscript an element stands on."""
        return block_place(self.article.file, element)


def for_print(bench: Bench) -> tuple[list[Element], list[Element]]:
    """The body for the engine of pages: notes where they are called, drawn formulas."""
    body = _copy(bench)
    asides = _notes_for_print(body, bench)
    for root in (body, *asides):
        for note in long_notes(root, bench.characters):
            bench.found.append(remark("R114", bench.place(note), text=note.text or ""))
        for link in root.iter("a"):
            _point_into_pdf(link)
        for tex in list(root.iter("tex")):
            _draw(tex, bench)
        mark_for_print(root)
        for code in root.iterfind(".//pre/code"):
            _divide(code)
    return list(body), asides


def _point_into_pdf(link: Element) -> None:
    """In one PDF a place in another article is a place in the same file."""
    document, mark, fragment = link.get("href", "").partition("#")
    if mark and document and ":" not in document:
        link.set("href", f"#{fragment}")


def _notes_for_print(body: Element, bench: Bench) -> list[Element]:
    """Notes after the text, or floated to the foot of the page they are called on."""
    if bench.notes_at_end:
        return _asides(bench)
    notes = {n.id: n for n in bench.article.notes}
    for call in list(body.iterfind(".//a[@class='noteref']")):
        _float_note(call, notes)
    return []


def for_screens(bench: Bench) -> tuple[list[Element], list[Element]]:
    """The body and the notes for EPUB and web: MathML, notes after the text."""
    body = _copy(bench)
    notes = _asides(bench)
    for tex in [t for root in (body, *notes) for t in root.iter("tex")]:
        _to_mathml(tex, bench)
    for root in (body, *notes):
        mark_for_screens(root)
    for call in (c for root in (body, *notes) for c in root.iterfind(".//a[@class='noteref']")):
        call.set("role", "doc-noteref")
        call.set("epub-type", "noteref")
        call.set("aria-label", f"{words(bench.article.lang).note}{call.text}")
    return list(body), notes


def _copy(bench: Bench) -> Element:
    body = deepcopy(bench.article.body)
    for table in list(body.iter("table")):
        _wrap_table(table, _table_width(table) > bench.characters * TABLE_ROOM)
    for figure in body.iter("figure"):
        _size_figure(figure)
    return body


def _wrap_table(table: Element, wide: bool) -> None:
    """A table and its caption keep together in a wrapper; a wide one spans the columns."""
    wrapper = etree.Element("div", {"class": "table wide" if wide else "table"})
    parent = table.getparent()
    assert parent is not None
    wrapper.tail, table.tail = table.tail, None
    if line := table.get(LINE):
        wrapper.set(LINE, line)
    parent.replace(table, wrapper)
    wrapper.append(table)


def _table_width(table: Element) -> float:
    """The width of a table without broken cells, in ems of its own size, roughly."""
    widths: dict[int, float] = {}
    for row in table.iter("tr"):
        for column, cell in enumerate(row):
            text = "".join(map(str, cell.itertext()))
            widths[column] = max(widths.get(column, 0), ems(text))
    return sum(widths.values()) + CELL_PADDING * len(widths)


def _size_figure(figure: Element) -> None:
    width = figure.attrib.pop("width", None)
    image = figure.find("img")
    if width and image is not None:
        image.set("style", f"width: {width}")


def _float_note(call: Element, notes: dict[str, Note]) -> None:
    """The first call of a note carries the note; the engine floats it to the page's foot."""
    note = notes.pop(call.get("href", "")[1:], None)
    if note is None:
        return
    span = etree.Element("span", {"class": "footnote page-note", "id": note.id})
    span.extend(deepcopy(list(note.body)))
    span.tail = call.tail
    parent = call.getparent()
    assert parent is not None
    parent.replace(call, span)


def _draw(tex: Element, bench: Bench) -> None:
    display = tex.get("display") == "block"
    source = tex.text or ""
    try:
        drawing = to_svg(source, display=display, size=bench.size, han=bench.han)
    except MathError as error:
        _not_mathematics(tex, bench, error, {"class": "math", "alt": source})
        return
    digest = hashlib.sha256(drawing.svg).hexdigest()[:16]
    path = f"math/{digest}.svg"
    bench.pictures[path] = Picture(
        path, "image/svg+xml", drawing.svg, drawing.width / 0.75, drawing.height / 0.75
    )
    style = (
        f"width: {drawing.width:.3f}pt; height: {drawing.height:.3f}pt; "
        f"vertical-align: {-drawing.depth:.3f}pt"
    )
    attributes = {"class": "math", "src": path, "alt": source, "style": style}
    _replace(tex, etree.Element("img", attributes))


def _to_mathml(tex: Element, bench: Bench) -> None:
    try:
        math = to_mathml(tex.text or "", display=tex.get("display") == "block")
    except MathError as error:
        _not_mathematics(tex, bench, error, {"class": "math"})
        return
    _replace(tex, math)
    if math.get("display") != "block":
        keep_with_marks(math)


def _not_mathematics(
    tex: Element, bench: Bench, error: MathError, attributes: Mapping[str, str]
) -> None:
    """Print the source of what could not be set; to readers it is still a formula."""
    level = Severity.WARNING if bench.lenient else None
    zh, en = error.message(), error.message("en")
    found = remark("M150", bench.place(tex), severity=level, problem=zh, problem_en=en)
    bench.found.append(found)
    code = etree.Element("code", dict(attributes))
    code.text = tex.text
    _replace(tex, code)


def _replace(old: Element, new: Element) -> None:
    new.tail = old.tail
    parent = old.getparent()
    assert parent is not None
    parent.replace(old, new)


def _divide(code: Element) -> None:
    """A long listing in parts: the engine reads a text again for every line it sets of it."""
    lines = (code.text or "").splitlines(keepends=True)
    if len(code) or len(lines) <= LINES_AT_ONCE:
        return
    code.text = None
    for first in range(0, len(lines), LINES_AT_ONCE):
        part = etree.SubElement(code, "span")
        part.text = "".join(lines[first : first + LINES_AT_ONCE])


def _asides(bench: Bench) -> list[Element]:
    """The notes as EPUB and web show them, each with a way back to its first call."""
    calls: dict[str, Element] = {}
    for root in bench.article.trees:
        for call in root.iterfind(".//a[@class='noteref']"):
            calls.setdefault(call.get("href", ""), call)
    return [_aside(note, calls.get(f"#{note.id}"), bench) for note in bench.article.notes]


def _aside(note: Note, call: Element | None, bench: Bench) -> Element:
    """A note that is called what its call says, as is the way back (WCAG 2.5.3)."""
    called = words(bench.article.lang)
    number = (call.text if call is not None else None) or note.id.rsplit("-", 1)[1]
    aside = etree.Element(
        "aside",
        {
            "class": "footnote",
            "id": note.id,
            "role": "doc-footnote",
            "epub-type": "footnote",
            "aria-label": f"{called.note}{number}",
        },
    )
    aside.extend(deepcopy(list(note.body)))
    mark = etree.Element("a" if call is not None else "span", {"class": "note-mark"})
    if call is not None:
        mark.text = call.text
        mark.set("href", f"#{call.get('id')}")
        mark.set("role", "doc-backlink")
        mark.set("aria-label", f"{called.backlink}{number}")
    first = aside[0] if len(aside) and aside[0].tag == "p" else None
    holder = first if first is not None else aside
    mark.tail, holder.text = f" {holder.text or ''}", None
    holder.insert(0, mark)
    return aside
