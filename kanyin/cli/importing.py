"""``import``: raw text becomes a manuscript, with the original and a ledger beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kanyin.cli.build import write_json
from kanyin.cli.help import UsageProblem
from kanyin.cli.voice import LineOf, Voice, lines_of
from kanyin.cli.wishes import Wishes
from kanyin.diagnostics import Diagnostic, Outcome, PressError, has_errors, in_order, remark
from kanyin.report import as_json

if TYPE_CHECKING:
    from kanyin.ingest.text.ledger import Ledger

SUFFIXES = (".md", ".original", ".import.json")


def import_files(wishes: Wishes, voice: Voice) -> int:
    """Import every file that was named; 1 when one of them could not be."""
    missing = [path for path in wishes.paths if not Path(path).exists()]
    if missing:
        raise UsageProblem(*(remark("B101", path=path) for path in missing))
    found: list[Diagnostic] = []
    ledgers = []
    for path in map(Path, wishes.paths):
        imported = _import(path, wishes)
        voice.remark_on(imported.diagnostics, _lines_of(path, wishes))
        found += imported.diagnostics
        for ledger in imported.value:
            ledgers.append(ledger.as_json())
            _say_balance(path, ledger, voice)
    voice.sum_up(found)
    if wishes.json:
        write_json(wishes.json, ledgers[0] if len(ledgers) == 1 else ledgers)
    return int(has_errors(found))


def _import(path: Path, wishes: Wishes) -> Outcome[tuple[Ledger, ...]]:
    """Import one file; its ledger, or none when it could not be."""
    try:
        return _imported(path, wishes)
    except PressError as error:
        return Outcome((), error.diagnostics)


def _lines_of(path: Path, wishes: Wishes) -> LineOf:
    from kanyin.workspace import DiskFolder, shown

    real = path.resolve()
    return lines_of(shown(path), DiskFolder(real.parent), real.name, wishes.encoding)


def _imported(path: Path, wishes: Wishes) -> Outcome[tuple[Ledger, ...]]:
    from kanyin.ingest.decode import decode
    from kanyin.ingest.text import import_text
    from kanyin.workspace import read_file, shown

    name = shown(path)
    data = read_file(path, name)
    decoded = decode(data, name, wishes.encoding)
    if decoded.value is None:
        return Outcome((), decoded.diagnostics)
    digest = hashlib.sha256(data).hexdigest()
    encoding = decoded.value.encoding
    imported = import_text(decoded.value.text, name, sha256=digest, encoding=encoding)
    ledger = replace(imported.value.ledger, file=path.name, sha256=digest, encoding=encoding)
    texts = (imported.value.markdown.encode(), data, as_json(ledger.as_json()))
    moved = _write(Path(wishes.out or "."), path.stem, dict(zip(SUFFIXES, texts, strict=True)))
    return Outcome((ledger,), in_order((*decoded.diagnostics, *imported.diagnostics, *moved)))


def _write(folder: Path, stem: str, texts: dict[str, bytes]) -> Iterator[Diagnostic]:
    """Write the three files under a name that is free: no manuscript is overwritten."""
    from kanyin.workspace import free_name, slug, write_file

    wanted = slug(stem)
    name = free_name(folder, wanted, texts)
    for suffix, data in texts.items():
        write_file(folder / f"{name}{suffix}", data)
    if name != wanted:
        yield remark("B130", path=f"{wanted}.md", other=f"{name}.md")


def _say_balance(path: Path, ledger: Ledger, voice: Voice) -> None:
    from kanyin.workspace import shown

    numbers = ledger.as_json()["balance"]
    voice.say(
        "balance",
        file=shown(path),
        characters=f"{ledger.characters:,}",
        body=f"{numbers['body']:,}",
        fields=f"{numbers['fields']:,}",
        dropped=f"{numbers['dropped']:,}",
    )
