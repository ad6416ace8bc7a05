"""``verify``: finished files, held against one another and shown to validators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kanyin import report
from kanyin.cli import BLOCKED, DONE
from kanyin.cli.build import write_json
from kanyin.cli.help import UsageProblem
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes
from kanyin.diagnostics import Diagnostic, has_errors, in_order, remark

if TYPE_CHECKING:
    from kanyin.preflight.validators import Subject

BUILD = Path("build")
KINDS = {".epub": "epub", ".pdf": "pdf", ".html": "html"}
"""What validators read, by suffix."""


@dataclass(frozen=True, slots=True)
class Target:
    """The files of one publication by the names they are shown under, with their paths."""

    files: Mapping[str, bytes]
    paths: Mapping[str, Path]


def verify_files(wishes: Wishes, voice: Voice) -> int:
    """Verify files and folders: 1 when there are errors, or when not all could be checked."""
    from kanyin.preflight.validators import NOT_LOOKED_AT
    from kanyin.preflight.verify import verify

    found: list[Diagnostic] = []
    targets = list(_targets([Path(path) for path in wishes.paths] or _built()))
    for target in targets:
        found += verify(target.files)
    if wishes.level == "full":
        found += [remark for target in targets for remark in _typography(target)]
        found += _ask(targets, voice)
    ordered = in_order(found)
    missed = any(d.code in NOT_LOOKED_AT for d in ordered)
    voice.remark_on(ordered)
    voice.sum_up(ordered)
    _write(ordered, wishes, complete=not missed)
    return BLOCKED if has_errors(ordered) or missed else DONE


def _typography(target: Target) -> Iterator[Diagnostic]:
    """How the pages are set; print and screen have the same, and one PDF speaks for both.

    Of a file that cannot be opened ``verify`` has spoken already.
    """
    from pypdfium2 import PdfiumError

    from kanyin.preflight.typography import audit, diagnostics

    pdfs = [name for name in target.files if name.endswith(".pdf")]
    for name in sorted(pdfs, key=lambda name: not name.endswith(".print.pdf"))[:1]:
        with suppress(PdfiumError):
            yield from diagnostics(audit(target.files[name]), name)


def _built() -> list[Path]:
    """Every issue below ``build/``."""
    homes = sorted(BUILD.iterdir()) if BUILD.is_dir() else []
    built = [home for home in homes if (home / "report.json").is_file()]
    return built or [BUILD]


def _targets(given: Sequence[Path]) -> Iterator[Target]:
    """The publications among files and folders: names that differ by edition only."""
    from kanyin.workspace import shown

    missing = [path for path in given if not path.exists()]
    if missing:
        raise UsageProblem(*(remark("B101", path=shown(path)) for path in missing))
    groups: dict[str, Target] = {}
    for path in given:
        files = dict(_files(path))
        if not files:
            raise UsageProblem(remark("B134", path=shown(path)))
        for name, (data, place) in files.items():
            group = groups.setdefault(_stem(name), Target({}, {}))
            groups[_stem(name)] = Target({**group.files, name: data}, {**group.paths, name: place})
    yield from groups.values()


def _files(path: Path) -> Iterator[tuple[str, tuple[bytes, Path]]]:
    """Everything in a folder that belongs to an edition, or one file."""
    from kanyin.workspace import DiskFolder, read_file, shown

    name = shown(path)
    if not path.is_dir():
        if path.suffix in (".epub", ".pdf"):
            yield name, (read_file(path, name), path)
        return
    folder = DiskFolder(path, name)
    names = list(folder.names())
    for each in names:
        whole = f"{name}/{each}"
        if each.endswith((".epub", ".pdf")) or _is_in_site(whole, name, names):
            data = folder.read(each)
            if data is not None:
                yield whole, (data, path / each)


def _is_in_site(whole: str, name: str, names: Sequence[str]) -> bool:
    """Whether a file is inside a folder that has an ``index.html``."""
    homes = (n.removesuffix("index.html") for n in names if n.rpartition("/")[2] == "index.html")
    return any(whole.startswith(f"{name}/{home}") for home in homes)


def _stem(name: str) -> str:
    """``build/i1/i1`` for ``build/i1/i1.print.pdf`` and ``build/i1/i1.web/a01.html``."""
    for mark in (".web/", ".print.pdf", ".screen.pdf", ".epub", ".pdf"):
        stem, there, _ = name.partition(mark)
        if there:
            return stem
    return name.rpartition("/")[0]


def _ask(targets: Sequence[Target], voice: Voice) -> Iterator[Diagnostic]:
    from kanyin.preflight.validators import validate

    subjects = [s for target in targets for s in _subjects(target)]
    yield from validate(
        subjects, lambda program, name: voice.say("asking", program=program, name=name)
    )


def _subjects(target: Target) -> Iterator[Subject]:
    from kanyin.preflight.validators import Subject

    for name, path in target.paths.items():
        if path.suffix in KINDS:
            yield Subject(KINDS[path.suffix], name, str(path))


def _write(found: Sequence[Diagnostic], wishes: Wishes, *, complete: bool) -> None:
    from kanyin.preflight.sarif import sarif

    if wishes.json:
        value: dict[str, report.Value] = {
            "level": wishes.level,
            "complete": complete,
            "diagnostics": [report.diagnostic(d, wishes.language) for d in found],
        }
        write_json(wishes.json, value)
    if wishes.sarif:
        write_json(wishes.sarif, sarif(found, wishes.language, complete=complete))
