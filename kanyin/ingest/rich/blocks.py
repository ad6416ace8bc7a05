"""The tree to blocks of Markdown, and to the lines of plain text they point into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from kanyin.ingest.rich.document import DROP, FIELD, append_text, children, text_of
from kanyin.ingest.rich.inline import Around, picture, write_node
from kanyin.ingest.rich.scribe import Row, Scribe, parts_of
from kanyin.ingest.rich.tables import is_layout, write_table
from kanyin.ingest.text.page import Claim, Finding
from kanyin.ingest.text.parts import Add, Block, Keep
from kanyin.model.article import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BARE = Around(heading=True)


@dataclass(slots=True)
class Writer:
    """Writes one tree; gathers the findings of the blocks that are fields."""

    scribe: Scribe
    levels: dict[str, int]
    findings: list[Finding] = field(default_factory=list)

    def blocks(self, root: Element) -> Iterator[Block]:
        """The blocks of a division, top to bottom."""
        for element in children(root):
            self.scribe.gap()
            if (name := element.get(FIELD)) is not None and element.get(DROP) is None:
                self._field(element, name)
            elif element.tag == "p" and element.get(DROP) is None:
                yield from (Block("paragraph", tuple(row)) for row in self._lines(element))
            elif element.tag in _ROWS or element.get(DROP) is not None:
                rows = self.rows(element)
                if element.tag in HEADINGS and rows:
                    mark = Add("#" * self.levels[str(element.tag)] + " ", "heading")
                    rows = [[mark, *rows[0]]]
                yield from [Block(str(element.tag), parts_of(rows))] if rows else []
            else:
                yield from self.blocks(element)

    def rows(self, element: Element) -> list[Row]:
        """The lines of one block; those of a container's blocks with blank lines between."""
        if (why := element.get(DROP)) is not None:
            for line in text_of(element).split("\n"):
                self.scribe.drop(line, why)
                self.scribe.end_line()
            return []
        return _ROWS.get(str(element.tag), Writer.inside)(self, element)

    def inside(self, element: Element) -> list[Row]:
        """The lines of the blocks in a container."""
        return _apart(self.rows(child) for child in children(element))

    def _field(self, element: Element, name: str) -> None:
        """Lines that are a field: nothing of them stays in the body."""
        rows = []
        for line in _cut(element):
            start = self.scribe.length
            write_node(line, self.scribe, _BARE)
            self.scribe.claims.append(Claim(start, self.scribe.length, name, ""))
            rows.append(self.scribe.end_line())
        spans = tuple(self._words(row) for row in rows if says(row))
        if spans:
            self.findings.append(Finding(name, f"style of <{element.tag!s}>", spans=spans))

    def _words(self, row: Row) -> tuple[int, int]:
        """The stretch of a line that is a field's value: a subtitle without its dash."""
        start, end = Block("", tuple(row)).span
        text = self.scribe.text_from(start)[: end - start]
        return end - len(text.lstrip("—─- ")), end

    def _lines(self, element: Element, around: Around | None = None) -> list[Row]:
        """A line for each line end in a paragraph."""
        rows = []
        for line in _cut(element):
            write_node(line, self.scribe, around or Around())
            rows.append(self.scribe.end_line())
        return [row for row in rows if says(row)]

    def _paragraph(self, element: Element) -> list[Row]:
        return _apart([row] for row in self._lines(element))

    def _heading(self, element: Element) -> list[Row]:
        """A heading's line, without its mark."""
        write_node(element, self.scribe, _BARE)
        row = self.scribe.end_line()
        return [row] if says(row) else []

    def _list(self, element: Element) -> list[Row]:
        items = [child for child in children(element) if child.get(DROP) is None]
        start = int(element.get("start", "1")) if element.get("start", "1").isdecimal() else 1
        written = []
        for number, item in enumerate(items, start):
            mark = f"{number}. " if element.tag == "ol" else "- "
            rows = self._item(item) if item.tag == "li" else self.rows(item)
            written.append(_prefixed(rows, mark, "    ", "list"))
        for child in children(element):
            if child.get(DROP) is not None:
                self.rows(child)
        if (form := element.get("kind")) and written:
            written[-1].append([Add(f"{{type={form}}}", "list")])
        loose = any([] in rows for rows in written)
        return _apart(written) if loose else [row for rows in written for row in rows]

    def _item(self, element: Element) -> list[Row]:
        """An item's lines; a list in it needs no blank line above."""
        rows: list[Row] = []
        for child in children(element):
            inside = self.rows(child)
            rows += inside if child.tag in ("ul", "ol") or not (rows and inside) else [[], *inside]
        return rows

    def _terms(self, element: Element) -> list[Row]:
        """``dl``: a term, and its meaning below it behind a colon."""
        rows: list[Row] = []
        for child in children(element):
            inside = self.rows(child)
            if child.tag == "dt" and rows and inside:
                rows.append([])
            rows += _prefixed(inside, ":   ", "    ", "list") if child.tag == "dd" else inside
        return rows

    def _quote(self, element: Element) -> list[Row]:
        return _prefixed(self.inside(element), "> ", "> ", "quote")

    def _note(self, element: Element) -> list[Row]:
        return _prefixed(self.inside(element), f"[^{element.get('name')}]: ", "    ", "note")

    def _table(self, element: Element) -> list[Row]:
        if is_layout(element):
            return self.inside(element)
        caption: list[Row] = []
        for each in element.iterchildren("caption"):
            caption = _prefixed(self._heading(each), "表：", "", "table caption")
            element.remove(each)
        return _apart([caption, write_table(element, self.scribe)])

    def _code(self, element: Element) -> list[Row]:
        """Lines as they stand, between fences longer than any run of backticks in them."""
        lines = text_of(element).strip("\n").split("\n")
        fence = Add(
            "`" * max(3, *(len(line) - len(line.lstrip("`")) + 1 for line in lines)), "code"
        )
        rows: list[Row] = [[fence]]
        for line in lines:
            self.scribe.verbatim(line)
            rows.append(self.scribe.parts)
            self.scribe.parts = []
            self.scribe.end_text()
        return [*rows, [fence]]

    def _figure(self, element: Element) -> list[Row]:
        """Pictures with the caption behind the last; a figure of anything else is a division."""
        images = list(element.iter("img"))
        captions = [text_of(each) for each in element.iter("figcaption")]
        title = " ".join(" ".join(captions).split())
        if not images or len("".join(captions).split()) != len(text_of(element).split()):
            return self.inside(element)
        rows = []
        for image in images:
            picture(image, self.scribe, title if image is images[-1] else "")
            rows.append([self.scribe.end_line()])
        return _apart(rows)

    def _caption(self, element: Element) -> list[Row]:
        """A caption whose picture is not there, or is no picture."""
        rows = self.inside(element)
        return [[Add("::: caption", "caption")], *rows, [Add(":::", "caption")]] if rows else []


_ROWS: dict[str, Callable[[Writer, Element], list[Row]]] = {
    "p": Writer._paragraph,
    **dict.fromkeys(HEADINGS, Writer._heading),
    "ul": Writer._list,
    "ol": Writer._list,
    "dl": Writer._terms,
    "blockquote": Writer._quote,
    "note": Writer._note,
    "table": Writer._table,
    "pre": Writer._code,
    "figure": Writer._figure,
    "figcaption": Writer._caption,
}
"""Who writes which block; what is not here only holds others."""


def says(row: Row) -> bool:
    """Whether a line holds more than marks."""
    shown = ("picture", "note call")
    return any(isinstance(p, Keep) or (isinstance(p, Add) and p.why in shown) for p in row)


def _apart(groups: Iterable[list[Row]]) -> list[Row]:
    """The groups with a blank line between each two."""
    rows: list[Row] = []
    for group in groups:
        rows += [[], *group] if rows and group else group
    return rows


def _prefixed(rows: list[Row], first: str, rest: str, why: str) -> list[Row]:
    """The lines of a container behind its marks; a blank line carries no spaces."""
    marked: list[Row] = []
    for number, row in enumerate(rows):
        mark = first if number == 0 else rest if row else rest.rstrip()
        marked.append([*([Add(mark, why)] if mark else []), *row])
    return marked


def _cut(element: Element) -> Iterator[Element]:
    """A paragraph's lines, each with the marks that were open where it begins."""
    if element.find(".//br") is None:
        yield element
        return
    lines: list[list[Element]] = [[etree.Element("p")]]
    _copy_lines(element, lines)
    yield from (line[0] for line in lines)


def _copy_lines(element: Element, lines: list[list[Element]]) -> None:
    """Copy what is inside; a line is the way from its paragraph down to the open element."""
    append_text(lines[-1][-1], element.text)
    for child in children(element):
        if child.tag == "br":
            way = lines[-1]
            lines.append([etree.Element("p")])
            for each in way[1:]:
                lines[-1].append(etree.SubElement(lines[-1][-1], each.tag, dict(each.attrib)))
        else:
            lines[-1].append(etree.SubElement(lines[-1][-1], child.tag, dict(child.attrib)))
            _copy_lines(child, lines)
            lines[-1].pop()
        append_text(lines[-1][-1], child.tail)
