"""Markdown (the dialect of ``docs/format.md``) to an element tree with places.

Python-Markdown reads the text, but for emphasis (``emphasis``). Its HTML writer is never used: the tree itself is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from lxml import etree
from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension

from kanyin.diagnostics import Outcome, Place, remark
from kanyin.ingest.markdown.blocks import NoteDefinitions, register_blocks
from kanyin.ingest.markdown.emphasis import EmphasisTreeprocessor
from kanyin.ingest.markdown.inlines import ATTRIBUTES, register_inlines
from kanyin.ingest.markdown.lint import lint
from kanyin.ingest.markdown.places import LineIndex, PlacesTreeprocessor
from kanyin.ingest.markdown.shape import PlaceOf, shape
from kanyin.model.article import Element, Note
from kanyin.model.places import LINE

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold (XML 1.0, 2.2); ``decode`` has remarked on it before."""

_LEFTOVER = re.compile("\x02(?:amp|\\d+|[a-z]+:\\d+)\x03?")


class _StrictAttributes(AttrListTreeprocessor):
    """Attributes only in the exact form of ``inlines.ATTRIBUTES``; else it is text."""

    HEADER_RE = re.compile(rf"[ ]+{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{ATTRIBUTES}")  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Body:
    """What the text of an article holds: its blocks under one ``div``, and its notes."""

    root: Element
    notes: tuple[Note, ...]


def parse_body(text: str, name: str, first_line: int = 1) -> Outcome[Body | None]:
    """Read the text of an article; ``first_line`` is where it begins in the file.

    The value is None only when the text nests too deeply to be read.
    """
    lines = ("",) * (first_line - 1) + tuple(text.split("\n"))
    text = ILLEGAL.sub("", text)
    found = list(lint(text, name, first_line))
    try:
        tree, definitions = _read(text, first_line)
        root = _to_lxml(tree)
        place_of = PlaceOf(name, lines)
        found += shape(root, place_of)
    except RecursionError:
        return Outcome(None, (*found, remark("M101", Place(name, first_line, 1))))
    found += [remark("M102", Place(name), name=n) for n in definitions.repeated]
    return Outcome(Body(root, tuple(_take_notes(root, place_of))), tuple(found))


def _read(text: str, first_line: int) -> tuple[ElementTree.Element, NoteDefinitions]:
    extensions = [DefListExtension(), SaneListExtension()]
    md = Markdown(extensions=extensions, output_format="xhtml")
    notes = register_blocks(md)
    register_inlines(md, notes.texts)
    md.treeprocessors.deregister("prettify")
    for name in ("em_strong", "em_strong2"):
        md.inlinePatterns.deregister(name, strict=False)
    md.treeprocessors.register(EmphasisTreeprocessor(md), "emphasis", 15)
    md.treeprocessors.register(_StrictAttributes(md), "attr_list", 8)
    places = PlacesTreeprocessor(md, LineIndex(text.expandtabs(md.tab_length)), first_line)
    md.treeprocessors.register(places, "places", 45)
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root: ElementTree.Element = md.parser.parseDocument(lines).getroot()  # type: ignore[assignment]
    for treeprocessor in md.treeprocessors:
        root = _run(treeprocessor, root)
    return root, notes


def _run(treeprocessor: object, root: ElementTree.Element) -> ElementTree.Element:
    """A tree processor may give a new root, or None when it changed the old one."""
    new = treeprocessor.run(root)  # type: ignore[attr-defined]
    return root if new is None else new


def _to_lxml(tree: ElementTree.Element) -> Element:
    """The same tree as lxml elements; iterative, since lists may nest deeply."""
    root = etree.Element("div")
    waiting = [(tree, root)]
    while waiting:
        old, new = waiting.pop()
        new.text = _settle(old.text)
        for child in old:
            copy = etree.SubElement(new, child.tag, {k: str(v) for k, v in child.items()})
            copy.tail = _settle(child.tail)
            waiting.append((child, copy))
    return root


def _settle(text: str | None) -> str | None:
    """Undo the library's marks that its HTML writer would undo later."""
    if not text:
        return None
    return ILLEGAL.sub("", _LEFTOVER.sub(lambda m: "&" if "amp" in m[0] else "", text))


def _take_notes(root: Element, place_of: PlaceOf) -> Iterator[Note]:
    for division in list(root.iterfind("div[@class='note']")):
        root.remove(division)
        del division.attrib["class"]
        name = division.attrib.pop("id")
        place = place_of(division)
        division.attrib.pop(LINE, None)
        yield Note(str(name).removeprefix("fn-"), division, place)
