"""``references``: a list of references from the files of a reference manager."""

from __future__ import annotations

from pathlib import Path

from kanyin.bibliography import System, bibliography, read_items
from kanyin.cli import BLOCKED, DONE
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes
from kanyin.diagnostics import Diagnostic, Place, has_errors


def print_references(wishes: Wishes, voice: Voice) -> int:
    """Print the entries of all files as one list of Markdown paragraphs.

    The exit code is 1 when one of the files could not be read.
    """
    found: list[Diagnostic] = []
    texts = dict(_text(path, wishes.encoding, found) for path in wishes.paths)
    read = [read_items(text, name) for name, text in texts.items() if text is not None]
    found += [remark for each in read for remark in each.diagnostics]

    def line_of(place: Place) -> str | None:
        lines = (texts.get(place.file) or "").split("\n")
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    items = [item for each in read for item in each.value]
    system: System = "author-date" if wishes.system == "author-date" else "numeric"
    for number, entry in enumerate(bibliography(items, int(wishes.style), system)):
        if number:
            voice.line("")
        voice.line(entry)
    voice.remark_on(found, line_of)
    return BLOCKED if has_errors(found) else DONE


def _text(path: str, encoding: str | None, found: list[Diagnostic]) -> tuple[str, str | None]:
    """A file by the name it is shown under, with its text; None when it cannot be decoded."""
    from kanyin.ingest.decode import decode
    from kanyin.workspace import read_file, shown

    name = shown(Path(path))
    read = decode(read_file(Path(path), name), name, encoding)
    found += read.diagnostics
    return name, read.value.text if read.value else None
