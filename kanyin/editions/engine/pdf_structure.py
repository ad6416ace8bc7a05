"""The structure of a PDF: which element of the document is which part (ISO 32000-2 14.7, 14.8).

The tree is built from the document's elements, not from the boxes they were cut into for
lines, columns and pages: a paragraph over two pages is one ``P``, and a note stands in the
paragraph that calls it, wherever it was printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kanyin.model.article import Element

ROLES = {
    "main": "Part", "article": "Art", "section": "Sect", "blockquote": "BlockQuote",
    "div": "Div", "header": "Div", "footer": "Div", "nav": "Div", "figure": "Aside",
    "p": "P", "pre": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LBody", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "caption": "Caption", "figcaption": "Caption", "thead": "THead",
    "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "img": "Figure", "code": "Code", "q": "Quote", "ruby": "Ruby", "rb": "RB", "rt": "RT",
    "em": "Em", "strong": "Strong",
}  # fmt: skip
"""Standard structure types by element (ISO 32000-2 14.8.4); what is not here is no part."""

CLASSES = {"footnote": "FENote", "math": "Formula", "warichu": "Warichu"}
"""Elements that their class makes another part."""

OLDER = {"Aside": "Div", "FENote": "Note", "Em": "Span", "Strong": "Span"}
"""What types that PDF 2.0 brought are to a reader of PDF 1.7 (ISO 32000-1 14.7.3, role map)."""

CALL = "-call"
"""Added to the name of a note, it names the place that calls it."""

GROUPS = frozenset(("Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote"))
"""Parts that hold parts: text that stands directly in one is a paragraph."""

NUMBERINGS = {
    ("ul", ""): "Disc", ("ol", ""): "Decimal",
    "ul": "Unordered", "ol": "Ordered", "dl": "Description", "div": "Description",
}  # fmt: skip
"""How the labels of a list count, by element and class or by element (ISO 32000-2, table 382)."""

OLDER_NUMBERINGS = frozenset(("Disc", "Decimal", "None"))
"""What PDF 1.7 knows of these (ISO 32000-1, table 347); the others are None to it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: the page it stands on, from 0, and its number there (MCID)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """The annotation of a link, as the engine writes it, and the page it lies on."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Part:
    """A structure element.

    ``name`` is what links to it call it; ``box`` is the place of a picture, in points from
    the lower left; ``spans`` the rows and columns that a cell takes.
    """

    role: str
    element: Element | None = None
    parent: Part | None = None
    lang: str = ""
    name: str = ""
    kids: list[Part | Mark | Link] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None
    spans: tuple[int, int] = (1, 1)

    def add(self, role: str, element: Element | None = None, at: int | None = None) -> Part:
        """A new part inside this one, last unless told where."""
        part = Part(role, element, self, self.lang)
        self.kids.insert(len(self.kids) if at is None else at, part)
        return part


@dataclass(slots=True)
class Structure:
    """The parts of a file, made in the order in which their contents are met.

    ``headings`` are the parts that bookmarks lead to, in their order.
    """

    root: Part
    headings: list[Part] = field(default_factory=list)
    _parts: dict[tuple[Element | None, str], Part] = field(default_factory=dict)

    def part(self, element: Element | None) -> Part:
        """The part an element is in: its own, or the nearest around it."""
        if element is None:
            return self.root
        if (element, "") not in self._parts:
            self._parts[element, ""] = self._made(element)
        return self._parts[element, ""]

    def holder(self, element: Element | None, pseudo: str = "") -> Part:
        """Where text of an element goes; ``pseudo`` is the name of its pseudo-element."""
        part = self.part(element)
        if pseudo == "marker" and part.parent:
            return self._made_once(element, pseudo, part.parent, ["Lbl"], 0)
        if pseudo == "footnote-marker":
            return self._made_once(element, pseudo, part, ["Lbl", "Link"], 0)
        if pseudo == "footnote-call" and part.parent:
            at = part.parent.kids.index(part)
            call = self._made_once(element, pseudo, part.parent, ["Reference", "Link"], at)
            call.name = part.name + CALL
            return call
        if part.role in GROUPS:
            last = part.kids[-1] if part.kids else None
            goes_on = isinstance(last, Part) and last.role == "P" and last.element is None
            return last if goes_on and isinstance(last, Part) else part.add("P")
        return part

    def _made_once(
        self, element: Element | None, pseudo: str, around: Part, roles: list[str], at: int
    ) -> Part:
        """The innermost of parts that are made for a pseudo-element, one inside the other."""
        if (element, pseudo) not in self._parts:
            made = around.add(roles[0], at=at)
            for role in roles[1:]:
                made = made.add(role, element)
            self._parts[element, pseudo] = made
        return self._parts[element, pseudo]

    def _made(self, element: Element) -> Part:
        around = self.part(element.getparent())
        role = _role(element, around)
        lang = element.get("lang") or around.lang
        if not role and lang == around.lang and not _is_named_phrase(element):
            return around
        role = role or _plain_role(element)
        part = self._wrapper(element, around).add(role, element)
        part.lang, part.name = lang, element.get("id", "")
        if role == "Warichu":
            part.add("WP")
            row = part.add("WT")
            part.add("WP")
            return row
        return part

    def _wrapper(self, element: Element, around: Part) -> Part:
        """The part between an element's own and the one around it, where there has to be one."""
        if element.tag == "li":
            return around.add("TOCI" if around.role == "TOC" else "LI")
        if element.tag in ("dt", "dd") and around.role == "L":
            items = [kid for kid in around.kids if isinstance(kid, Part)]
            return around.add("LI") if element.tag == "dt" or not items else items[-1]
        if element.tag == "a" and "noteref" in _classes(element):
            return around.add("Reference")
        if element.tag == "a" and "note-mark" in _classes(element):
            return around.add("Lbl")
        return around


def _is_named_phrase(element: Element) -> bool:
    """Whether a link can lead to a phrase, which is then a part of its own."""
    return element.tag == "span" and bool(element.get("id"))


def _role(element: Element, around: Part) -> str:
    for name in _classes(element):
        if name in CLASSES:
            return CLASSES[name]
    if element.get("role") == "doc-chapter":
        return "Art"
    if element.tag == "a":
        return "Link" if element.get("href") else ""
    if element.tag in ("ul", "ol") and _is_contents(element):
        return "TOC"
    if element.tag == "li" and around.role == "TOC":
        return "Reference"
    if element.tag == "div" and around.role == "L":
        return "LI"
    if element.tag == "p" and around.role == "FENote":
        return ""
    return ROLES.get(str(element.tag), "")


def _plain_role(element: Element) -> str:
    """The part of an element that is one for its language or its name only."""
    return "Div" if element.tag in ("html", "body") else "Span"


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _is_contents(element: Element) -> bool:
    return any(e.get("role") == "doc-toc" for e in element.iterancestors())


def is_artifact(element: Element) -> bool:
    """Whether an element is decoration: a rule, a picture without a description."""
    return element.tag == "hr" or (element.tag == "img" and not element.get("alt"))


def attributes(part: Part) -> Iterator[tuple[str, str, Any]]:
    """The attributes of a part: owner, name and value (ISO 32000-1 14.8.5)."""
    element = part.element
    if part.box is not None:
        yield "Layout", "BBox", part.box
    for name, span in zip(("RowSpan", "ColSpan"), part.spans, strict=True):
        if span > 1:
            yield "Table", name, span
    if part.role == "TH" and element is not None:
        yield "Table", "Scope", _scope(element)


def numbering(items: Part) -> str:
    """How the labels of a list count; None where it has none."""
    if items.element is None or not _is_labelled(items):
        return "None"
    tag = str(items.element.tag)
    return NUMBERINGS.get((tag, items.element.get("class", "")), NUMBERINGS.get(tag, "None"))


def _is_labelled(items: Part) -> bool:
    parts = (kid for item in items.kids if isinstance(item, Part) for kid in item.kids)
    return any(isinstance(kid, Part) and kid.role == "Lbl" for kid in parts)


def _scope(header: Element) -> str:
    """What a header cell heads: as the manuscript says, else by where it stands."""
    said = {"row": "Row", "col": "Column"}.get(header.get("scope", ""))
    row = header.getparent()
    return said or ("Column" if row is None or row.find("td") is None else "Row")
