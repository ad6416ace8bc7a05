"""Readers of articles: the press's own format, and every other by way of import."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.files import Folder, Overlay
from kanyin.ingest.decode import decode
from kanyin.ingest.front_matter import read_record, split_front_matter
from kanyin.ingest.importers import import_manuscript
from kanyin.ingest.markdown import parse_body
from kanyin.ingest.raw import Raw
from kanyin.ingest.text import undo
from kanyin.model.article import Article, Element, Record
from kanyin.model.issue import Source
from kanyin.model.places import LINE, block_place

Read = Outcome[tuple[Article, Source] | None]


def read_article(raw: Raw, id: str) -> Outcome[tuple[Article, Source, Folder] | None]:
    """An article of any format, and the folder that holds its pictures."""
    if PurePosixPath(raw.file).suffix.lower() not in MARKDOWN:
        return _imported(raw, id)
    decoded = decode(raw.data, raw.name, raw.encoding)
    if decoded.value is None:
        return Outcome(None, decoded.diagnostics)
    read = read_markdown(decoded.value.text, raw.name, id, raw.file)
    value = read.value and (*read.value, raw.folder)
    return Outcome(value, (*decoded.diagnostics, *read.diagnostics))


def read_markdown(text: str, name: str, id: str, file: str) -> Read:
    """An article in Markdown with front matter."""
    yaml, body_text, first_line = split_front_matter(text)
    record = read_record(yaml, name)
    body = parse_body(body_text, name, first_line)
    found = [*record.diagnostics, *body.diagnostics]
    if record.value is None or body.value is None:
        return Outcome(None, tuple(found))
    titled = _with_title(record.value, body.value.root, name, file, found)
    for caption in body.value.root.iterfind(".//div[@class='caption']"):
        found.append(remark("M137", block_place(name, caption)))
    if len(body.value.root) == 0:
        found.append(remark("S126", Place(name)))
    article = Article(id, name, titled, body.value.root, body.value.notes, titled.lang)
    lines = tuple(text.split("\n"))
    return Outcome((article, Source(lines, tuple(enumerate(lines, 1)))), tuple(found))


def _with_title(
    record: Record, root: Element, name: str, file: str, found: list[Diagnostic]
) -> Record:
    """A first-level heading that opens the text is the title, unless one is given."""
    first = root[0] if len(root) else None
    if first is not None and first.tag == "h1":
        text = re.sub(r"\s+", " ", "".join(first.itertext())).strip()
        if not record.title and text:
            root.remove(first)
            return replace(record, title=(text,))
        if text == record.full_title:
            root.remove(first)
    if not record.title:
        stem = PurePosixPath(file).stem
        found.append(remark("S123", Place(name, 1, 1), title=stem))
        return replace(record, title=(stem,))
    return record


def _imported(raw: Raw, id: str) -> Outcome[tuple[Article, Source, Folder] | None]:
    """A raw file: imported in memory, then read as the Markdown that import wrote."""
    articles = import_manuscript(raw)
    if not articles.value:
        return Outcome(None, articles.diagnostics)
    imported = articles.value[0]
    markdown, lines = imported.markdown, imported.lines
    read = read_markdown(markdown, raw.name, id, raw.file)

    def original(line: int) -> int:
        return lines[line - 1] if 0 < line <= len(lines) else 0

    own = (d for d in read.diagnostics if d.code != "M137")  # import has said so: I104
    found = (*articles.diagnostics, *(_moved(d, original) for d in own))
    if read.value is None:
        return Outcome(None, found)
    article = read.value[0]
    for element in (e for root in article.trees for e in root.iter(etree.Element)):
        if line := element.get(LINE):
            element.set(LINE, str(original(int(line))))
    prose = tuple(zip(lines, markdown.split("\n"), strict=False))
    source = Source(tuple(undo(markdown, imported.ledger).split("\n")), prose, exact=False)
    beside = PurePosixPath(raw.file).parent
    pictures = {str(beside / path): data for path, data in imported.pictures.items()}
    return Outcome((article, source, Overlay(raw.folder, pictures)), found)


def _moved(diagnostic: Diagnostic, original: Callable[[int], int]) -> Diagnostic:
    place = diagnostic.place
    if place is None or not place.line:
        return diagnostic
    return replace(diagnostic, place=Place(place.file, original(place.line), 0))


MARKDOWN = (".md", ".markdown")
"""Suffixes of articles in the press's own format; any other file is imported first."""
