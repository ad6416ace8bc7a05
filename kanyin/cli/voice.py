"""Printing: remarks, what was written, and reports."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TextIO

import click

from kanyin.cli.words import word
from kanyin.diagnostics import Diagnostic, Language, Place, PressError, Severity
from kanyin.files import Folder
from kanyin.terminal import Folded, fold, format_diagnostic, summary, visible

LineOf = Callable[[Place], str | None]
"""Finds the source line that a remark is about."""

WITHOUT_LINES = (".html", ".htm", ".xhtml", ".docx", ".docm", ".doc")
"""Files whose own lines say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How much is said, in which language; ``remarks`` and ``results`` say where."""

    language: Language
    quiet: bool = False
    verbose: bool = False
    colour: bool = False
    remarks_on_stdout: bool = False
    results_on_stdout: bool = True

    def say(self, key: str, **arguments: object) -> None:
        """A line for people, unless they want none."""
        self.line(word(key, self.language, **arguments))

    def line(self, text: str) -> None:
        """A line that is made already."""
        if not self.quiet:
            click.echo(visible(text), file=sys.stdout if self.results_on_stdout else sys.stderr)

    def remark_on(self, found: Iterable[Diagnostic], line_of: LineOf | None = None) -> None:
        """Remarks in full; repeated ones are folded, and a quiet voice says errors only."""
        heard = [d for d in found if not self.quiet or d.severity is Severity.ERROR]
        for each in heard if self.verbose else fold(heard):
            if isinstance(each, Folded):
                text = each.sentence(self.language)
            else:
                line = line_of(each.place) if line_of and each.place else None
                text = format_diagnostic(each, self.language, line, colour=self.colour)
            click.echo(text, file=self._remarks())

    def sum_up(self, found: Iterable[Diagnostic]) -> None:
        """The number of remarks of each weight."""
        if not self.quiet:
            click.echo(summary(found, self.language), file=self._remarks())

    def trace(self, text: str) -> None:
        """A traceback, for those who asked for everything."""
        if self.verbose and text:
            click.echo(text, file=sys.stderr)

    def _remarks(self) -> TextIO:
        return sys.stdout if self.remarks_on_stdout else sys.stderr


def lines_of(name: str, folder: Folder, entry: str, encoding: str | None) -> LineOf:
    """A finder of the source lines of a manuscript's files; ``name`` stands for its entry."""
    prefix = f"{folder.name}/" if folder.name else ""

    @cache
    def lines(file: str) -> list[str]:
        path = entry if file == name else file.removeprefix(prefix)
        try:
            data = folder.read(path)
        except PressError:
            return []
        if path.lower().endswith(WITHOUT_LINES):
            return _read_out(data or b"", file, folder, path)
        return re.split(r"\r\n|\r|\n", _decoded(data or b"", file, encoding))

    def line_of(place: Place) -> str | None:
        found = lines(place.file)
        return found[place.line - 1] if 0 < place.line <= len(found) else None

    return line_of


def _read_out(data: bytes, file: str, folder: Folder, path: str) -> list[str]:
    """The lines of text that a page or a Word file was read out as."""
    from kanyin.ingest.importers import readable_text
    from kanyin.ingest.raw import Raw

    try:
        return readable_text(Raw(data, file, folder, path)).split("\n")
    except PressError:
        return []


def _decoded(data: bytes, file: str, encoding: str | None) -> str:
    """The text as the press reads it; UTF-8 without asking."""
    try:
        return data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        from kanyin.ingest.decode import decode

        read = decode(data, file, encoding).value
        return read.text if read else ""
