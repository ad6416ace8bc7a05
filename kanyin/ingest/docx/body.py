"""The blocks of a Word document: paragraphs by their styles, lists, tables, notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from kanyin.ingest.docx.names import child, inside, kind, text_in, value
from kanyin.ingest.docx.runs import Reader, write_runs
from kanyin.ingest.docx.styles import Styles
from kanyin.ingest.rich.document import DROP, FIELD, append_text, text_of
from kanyin.model.article import Element

_GROUPED = frozenset({"blockquote", "pre"})
_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(frozen=True, slots=True)
class Body:
    """Writes the blocks of one part into a tree."""

    reader: Reader
    styles: Styles

    def write(self, source: Element, to: Element) -> None:
        """Put what stands inside an element at the end of a division."""
        for name, each in inside(source):
            if name == "p":
                self._paragraph(each, to)
            elif name == "tbl":
                self._table(each, to)
            elif name in _HOLDERS:
                self.write(each, to)
            elif name == "AlternateContent":
                self._choice(each, to)
            elif text := text_in(each):
                self._leave_out(to, text, name)

    def _leave_out(self, to: Element, text: str, name: str) -> None:
        etree.SubElement(to, "p", {DROP: f"<{name}>"}).text = text
        self.reader.remark("I134", what=name, text=text[:60])

    def _choice(self, choices: Element, to: Element) -> None:
        for number, (_, each) in enumerate(inside(choices)):
            if number == 0:
                self.write(each, to)
            elif text := text_in(each):
                etree.SubElement(to, "p", {DROP: "said again for older programs"}).text = text

    def _paragraph(self, source: Element, to: Element) -> None:
        role = self.styles.role(source)
        block = etree.Element("p")
        write_runs(source, block, self.reader, self.styles.is_bold(source) and role == "p")
        boxes, self.reader.boxes[:] = self.reader.boxes[:], []
        self._place(block, role, source, to)
        for box in boxes:
            self.reader.remark("I137", text=text_in(box)[:60])
            self.write(box, to)

    def _place(self, block: Element, role: str, source: Element, to: Element) -> None:
        numbered = self.styles.numbered(source)
        if (
            not text_of(block).strip()
            and block.find(".//img") is None
            and block.find(".//noteref") is None
        ):
            if to.tag == "div" and len(to) and to[-1].tag == "pre":
                append_text(to[-1], "\n")
            return
        if role in ("title", "subtitle"):
            block.set(FIELD, role)
        elif role == "toc":
            block.set(DROP, "table of contents")
        elif role.startswith("h"):
            block.tag = role
            if numbered:
                self.reader.remark("I138", text=text_of(block)[:60])
        elif numbered and role == "p":
            _list_item(to, block, *numbered)
            return
        elif role in _GROUPED:
            _grouped(to, block, role)
            return
        elif role == "figcaption" and _caption(to, block):
            return
        to.append(block)

    def _table(self, source: Element, to: Element) -> None:
        table = etree.SubElement(to, "table")
        for row in source.iter("{*}tr"):
            if _table_of(row) is not source:
                continue
            line = etree.SubElement(table, "tr")
            for cell in (e for e in row.iter("{*}tc") if _table_of(e) is source):
                span = value(child(cell, "tcPr", "gridSpan")) or "1"
                self.write(cell, etree.SubElement(line, "td", {"colspan": span}))


def _table_of(element: Element) -> Element | None:
    return next((e for e in element.iterancestors() if kind(e) == "tbl"), None)


def _grouped(to: Element, block: Element, role: str) -> None:
    """Paragraphs of one style, one after another, are one quotation or one listing."""
    group = to[-1] if len(to) and to[-1].tag == role else etree.SubElement(to, role)
    if role == "blockquote":
        group.append(block)
    else:
        for line_end in block.iter("br"):
            line_end.tail = "\n" + (line_end.tail or "")
        append_text(group, ("\n" if text_of(group) else "") + text_of(block))


def _caption(to: Element, block: Element) -> bool:
    """Put a caption to the picture right above it."""
    above = to[-1] if len(to) else None
    if above is None or above.tag != "p" or above.find(".//img") is None or text_of(above).strip():
        return False
    above.tag = "figure"
    block.tag = "figcaption"
    above.append(block)
    return True


def _list_item(to: Element, block: Element, depth: int, form: str) -> None:
    """Put an item into the list that stands last, as deep as it says."""
    tag = "ul" if form == "ul" else "ol"
    for level in range(depth + 1):
        last = to[-1] if len(to) else None
        if last is None or last.tag not in ("ul", "ol") or (level == depth and last.tag != tag):
            last = etree.SubElement(to, tag if level == depth else "ul")
            if tag == "ol" and level == depth and form != "1.":
                last.set("kind", form)
        if level == depth:
            etree.SubElement(last, "li").append(block)
        else:
            to = last[-1] if len(last) else etree.SubElement(last, "li")


def drop_texts(to: Element, texts: Iterable[str], why: str) -> None:
    """Account for words that belong to no article."""
    for text in texts:
        if text.strip():
            etree.SubElement(to, "p", {DROP: why}).text = text
