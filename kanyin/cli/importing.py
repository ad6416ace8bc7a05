"""``import``: raw text becomes a manuscript, with the original and a ledger beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kanyin.cli.build import write_json
from kanyin.cli.help import UsageProblem
from kanyin.cli.voice import LineOf, Voice, lines_of
from kanyin.cli.wishes import Wishes
from kanyin.diagnostics import Diagnostic, Outcome, PressError, has_errors, in_order, remark
from kanyin.files import Artifact
from kanyin.report import as_json

if TYPE_CHECKING:
    from kanyin.ingest.text import Imported
    from kanyin.ingest.text.ledger import Ledger

_PICTURE = re.compile(r"(?<!\\)!\[[^\]\n]*\]\(\s*<?([^)>\s]+)")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#]")


def import_files(wishes: Wishes, voice: Voice) -> int:
    """Import every file that was named; 1 when one of them could not be."""
    missing = [path for path in wishes.paths if not Path(path).exists()]
    if missing:
        raise UsageProblem(*(remark("B101", path=path) for path in missing))
    found: list[Diagnostic] = []
    accounts = []
    for path in map(Path, wishes.paths):
        imported = _import(path, wishes)
        voice.remark_on(imported.diagnostics, _lines_of(path, wishes))
        found += imported.diagnostics
        accounts += [ledger.as_json() for ledger in imported.value]
        _say_balance(path, imported.value, voice)
    voice.sum_up(found)
    if wishes.json:
        write_json(wishes.json, accounts[0] if len(accounts) == 1 else accounts)
    return int(has_errors(found))


def _import(path: Path, wishes: Wishes) -> Outcome[tuple[Ledger, ...]]:
    """Import one file; a ledger for each article, or none when it could not be."""
    try:
        return _imported(path, wishes)
    except PressError as error:
        return Outcome((), error.diagnostics)


def _lines_of(path: Path, wishes: Wishes) -> LineOf:
    from kanyin.workspace import DiskFolder, shown

    real = path.resolve()
    return lines_of(shown(path), DiskFolder(real.parent), real.name, wishes.encoding)


def _imported(path: Path, wishes: Wishes) -> Outcome[tuple[Ledger, ...]]:
    from kanyin.workspace import read_file, shown

    data = read_file(path, shown(path))
    read = _read(path, data, wishes)
    articles = [replace(a, ledger=replace(a.ledger, file=path.name)) for a in read.value]
    sound = articles and not has_errors(read.diagnostics)
    written = _write(path, data, articles, Path(wishes.out or ".")) if sound else ()
    ledgers = tuple(article.ledger for article in articles)
    return Outcome(ledgers, in_order((*read.diagnostics, *written)))


def _read(path: Path, data: bytes, wishes: Wishes) -> Outcome[tuple[Imported, ...]]:
    """The article in a file, or with ``--split`` all of them; none when it cannot be read."""
    from kanyin.ingest.importers import import_manuscript
    from kanyin.ingest.raw import Raw
    from kanyin.workspace import DiskFolder, shown

    real = path.resolve()
    folder = DiskFolder(real.parent)
    said = (wishes.encoding, wishes.accept, wishes.split)
    return import_manuscript(Raw(data, shown(path), folder, real.name, *said))


def _write(path: Path, data: bytes, articles: list[Imported], out: Path) -> Iterator[Diagnostic]:
    """Write everything, or nothing, under a name that is free: no manuscript is overwritten."""
    from kanyin.workspace import free_name, slug, write_files

    wanted = slug(path.stem)
    texts = {".original": data}
    for number, article in enumerate(articles, 1):
        part = f"-{number}" if len(articles) > 1 else ""
        texts[f"{part}.md"] = article.markdown.encode()
        texts[f"{part}.import.json"] = as_json(article.ledger.as_json())
    if (
        texts.get(".md") == data
        and (out / f"{wanted}.md").exists()
        and free_name(out, wanted, {".md": data}) == wanted
    ):
        return  # an article of the press that stands there already
    name = free_name(out, wanted, texts)
    pictures = dict(_pictures(path.resolve().parent, articles))
    pictures |= {at: held for article in articles for at, held in article.pictures.items()}
    taken = [p for p, held in pictures.items() if free_name(out, p, {"": held}) != p]
    files = pictures | {f"{name}{suffix}": text for suffix, text in texts.items()}
    write_files(out, (Artifact(p, "", held) for p, held in files.items() if p not in taken))
    if name != wanted:
        yield remark("B130", path=f"{wanted}.md", other=f"{name}.md")
    yield from (remark("I121", path=p) for p in taken)


def _pictures(home: Path, articles: Iterable[Imported]) -> Iterator[tuple[str, bytes]]:
    """The pictures that the articles show and the manuscript's folder holds."""
    from kanyin.workspace import DiskFolder

    folder = DiskFolder(home)
    for article in articles:
        for match in _PICTURE.finditer(article.markdown):
            path = unquote(match.group(1))
            data = None if _ELSEWHERE.match(path) else folder.read(path)
            if data is not None:
                yield path, data


def _say_balance(path: Path, ledgers: tuple[Ledger, ...], voice: Voice) -> None:
    from kanyin.workspace import shown

    for ledger in ledgers:
        at = f":{ledger.first_line}" if len(ledgers) > 1 else ""
        _say_sum(shown(path) + at, [ledger], voice)
    if len(ledgers) > 1:
        _say_sum(shown(path), ledgers, voice)


def _say_sum(name: str, ledgers: Iterable[Ledger], voice: Voice) -> None:
    counts = [
        (e.characters, e.body, e.in_fields, e.in_dropped, len(e.repairs), len(e.proposals))
        for e in ledgers
    ]
    names = "characters body fields dropped repaired proposed".split()
    sums = map(sum, zip(*counts, strict=True))
    voice.say("balance", file=name, **{k: f"{n:,}" for k, n in zip(names, sums, strict=True)})
