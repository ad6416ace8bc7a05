"""Word files (DOCX) to articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from kanyin.diagnostics import Outcome
from kanyin.ingest.docx.body import Body, drop_texts
from kanyin.ingest.docx.names import inside, kind, text_in, value
from kanyin.ingest.docx.package import Package, open_package, refuse
from kanyin.ingest.docx.runs import Reader
from kanyin.ingest.docx.styles import Styles, read_styles
from kanyin.ingest.raw import Raw
from kanyin.ingest.rich import Document, Fact, compose
from kanyin.ingest.rich.pictures import take_pictures
from kanyin.ingest.text.importer import Imported
from kanyin.ingest.text.record import split_list
from kanyin.ingest.text.script import has_han
from kanyin.model.article import Element, Person

_NOTES = (("footnote", "footnotes"), ("endnote", "endnotes"))
_ELSEWHERE = {"header": "running head", "footer": "running foot", "comments": "comment"}


def import_docx(raw: Raw) -> Outcome[Imported | None]:
    """Turn a Word file into an article. Raises PressError where it cannot be read."""
    package = open_package(raw.data, raw.name)
    document = read_document(package)
    pictures = take_pictures(document.root, package.media, "", raw.name)
    imported = compose(replace(document, pictures=pictures.value), raw.origin("docx"))
    return Outcome(imported.value, (*pictures.diagnostics, *imported.diagnostics))


def read_document(package: Package) -> Document:
    """The document that a package holds: text, notes, and what stands in other parts."""
    main = package.main
    relations = package.relations(main)
    parts = dict(relations.values())
    reader = Reader(package.name, relations)
    styles = read_styles(*(package.xml(parts.get(n, "")) for n in ("styles", "numbering")))
    text = package.xml(main)
    source = next((e for k, e in inside(text) if k == "body"), None) if text is not None else None
    if source is None:
        raise refuse(package.name, "word")
    root = etree.Element("body")
    Body(reader, styles).write(source, root)
    read = {main, *(_notes(package, parts, reader, styles, root))}
    _other_parts(package, read, reader, root)
    return Document(root, tuple(_facts(package)), {}, tuple(reader.found))


def _notes(
    package: Package, parts: dict[str, str], reader: Reader, styles: Styles, root: Element
) -> Iterator[str]:
    """The notes that the text calls, and as dropped those that it does not."""
    for each, part in _NOTES:
        notes = package.xml(parts.get(part, ""))
        if notes is None:
            continue
        yield parts[part]
        own = Reader(reader.name, package.relations(parts[part]), {}, [], reader.found)
        for note in (e for k, e in inside(notes) if k == each):
            if name := reader.calls.get((each, value(note, "id"))):
                Body(own, styles).write(note, etree.SubElement(root, "note", {"name": name}))
            elif text := text_in(note):
                drop_texts(root, [text], "note without a call")
                reader.remark("I134", what=each, text=text[:60])


def _other_parts(package: Package, read: set[str], reader: Reader, root: Element) -> None:
    """Words in headers, footers, comments, or anywhere else: said, and accounted for."""
    for part in sorted(package.parts):
        if part in read or not part.endswith(".xml") or not part.startswith("word/"):
            continue
        tree = package.xml(part)
        why = next((w for k, w in _ELSEWHERE.items() if k in part), f"part {part}")
        for block in tree if tree is not None else ():
            if isinstance(block.tag, str) and (text := text_in(block)):
                drop_texts(root, [text], why)
                if kind(block) == "comment":
                    reader.remark("I139", author=value(block, "author"), text=text[:60])


def _facts(package: Package) -> Iterator[Fact]:
    """The core properties (ECMA-376 Part 2, 11): often those of the file before this one."""
    core = package.xml("docProps/core.xml")
    for each in core if core is not None else ():
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        text = " ".join((each.text or "").split())
        if text and name == "title":
            yield Fact("title", text, "core property title", inferred=True)
        elif text and name == "creator":
            people = tuple(Person(n) for n in split_list(text) if has_han(n))
            yield Fact("authors" if people else "", text, "core property creator", people, True)
        elif text and name == "keywords":
            yield Fact("keywords", text, "core property keywords", split_list(text))
