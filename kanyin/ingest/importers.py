"""The formats that import reads: one line for each, by suffix and by how a file begins.

A reader is loaded when a file of its format comes, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import PurePosixPath

from kanyin.diagnostics import Outcome
from kanyin.ingest.decode import decode
from kanyin.ingest.raw import Raw
from kanyin.ingest.text import Imported, import_articles, import_text, undo

Articles = Outcome[tuple[Imported, ...]]


def _html(raw: Raw) -> Articles:
    from kanyin.ingest.html import import_html

    return _one(import_html(raw))


def _docx(raw: Raw) -> Articles:
    from kanyin.ingest.docx import import_docx

    return _one(import_docx(raw))


def _markdown(raw: Raw) -> Articles:
    from kanyin.ingest.foreign import import_markdown

    return _one(import_markdown(raw))


def _one(read: Outcome[Imported | None]) -> Articles:
    return Outcome(() if read.value is None else (read.value,), read.diagnostics)


def _text(raw: Raw) -> Articles:
    decoded = decode(raw.data, raw.name, raw.encoding)
    if decoded.value is None:
        return Outcome((), decoded.diagnostics)
    origin = raw.origin(decoded.value.encoding)
    said = {"sha256": origin.sha256, "encoding": origin.encoding}
    if raw.split:
        several = import_articles(decoded.value.text, raw.name, accept=raw.accept, **said)
        return Outcome(several.value, (*decoded.diagnostics, *several.diagnostics))
    one = import_text(decoded.value.text, raw.name, accept=raw.accept, **said)
    return Outcome((one.value,), (*decoded.diagnostics, *one.diagnostics))


IMPORTERS: tuple[tuple[str, tuple[bytes, ...], Callable[[Raw], Articles]], ...] = (
    (".html .htm .xhtml", (b"<!doctype html", b"<html"), _html),
    (".docx .docm .doc", (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), _docx),
    (".md .markdown", (), _markdown),
    (".txt", (b"",), _text),
)
"""Suffixes, how a file of the format begins (in lower case), and its importer."""

SUFFIXES = tuple(suffix for row in IMPORTERS for suffix in row[0].split())


def import_manuscript(raw: Raw) -> Articles:
    """Import one file by its format; several articles only from a text that is split.

    The suffix decides, but for plain text and unknown ones, where the first bytes do.
    Raises PressError where a file cannot be read at all.
    """
    suffix = PurePosixPath(raw.file).suffix.lower()
    opening = raw.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    by_suffix = (read for suffixes, _, read in IMPORTERS[:-1] if suffix in suffixes.split())
    by_opening = (read for _, openings, read in IMPORTERS if opening.startswith(openings))
    return next(chain(by_suffix, by_opening))(raw)


def readable_text(raw: Raw) -> str:
    """The text that remarks on a file count their lines in; empty when it cannot be read."""
    return "\n".join(undo(each.markdown, each.ledger) for each in import_manuscript(raw).value)
