"""``build``: make the editions of manuscripts, or (for ``check``) only proofread them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kanyin import report
from kanyin.cli.help import UsageProblem
from kanyin.cli.progress import is_lively, progress_display
from kanyin.cli.run import Answer, Task, answers, crash_name, perform
from kanyin.cli.voice import Voice, lines_of
from kanyin.cli.wishes import Wishes, build_moment
from kanyin.cli.words import word
from kanyin.diagnostics import Diagnostic, PressError, Severity, remark
from kanyin.files import Artifact

if TYPE_CHECKING:
    from kanyin.build import EditionRecord, Manuscript, Request, Result, Shelves

SOURCE = Path("source")


@dataclass(frozen=True, slots=True)
class Work:
    """What came of a run: the exit code, and the results without their files' bytes."""

    code: int
    results: tuple[Result, ...]


def build(wishes: Wishes, voice: Voice) -> int:
    """Make editions; 1 when something kept one back."""
    return make(wishes, voice).code


def make(wishes: Wishes, voice: Voice) -> Work:
    """Make editions."""
    return _work(wishes, voice, _tasks(wishes, proof_only=False))


def proofread_all(wishes: Wishes, voice: Voice) -> Work:
    """Proofread only."""
    return _work(wishes, voice, _tasks(wishes, proof_only=True))


def _work(wishes: Wishes, voice: Voice, tasks: Sequence[Task]) -> Work:
    """Answer by answer: write, then say."""
    taken: dict[str, str] = {}
    results = []
    for task, answer in zip(tasks, _answers(tasks, wishes, voice), strict=True):
        result = _settle(task, answer, wishes, taken)
        read = task.manuscript
        line_of = lines_of(read.name, read.folder, read.entry, wishes.encoding)
        voice.remark_on(result.diagnostics, line_of)
        voice.trace(answer.trace)
        _say_written(result, wishes, voice)
        results.append(replace(result, artifacts=()))
    found = [d for result in results for d in result.diagnostics]
    voice.sum_up(found)
    _write_reports(tasks, results, wishes)
    blocked = any(blocks(d, strict=wishes.strict) for d in found)
    return Work(int(blocked), tuple(results))


def _write_reports(tasks: Sequence[Task], results: Sequence[Result], wishes: Wishes) -> None:
    """``--json``: the report of one manuscript, or the list of several."""
    if wishes.json:
        pairs = zip(tasks, results, strict=True)
        reports = [report.report(r, t.manuscript.name, wishes.language) for t, r in pairs]
        write_json(wishes.json, reports[0] if len(reports) == 1 else reports)


def blocks(d: Diagnostic, *, strict: bool) -> bool:
    """Whether a remark keeps an edition back: an error, of proofreading only when strict."""
    return d.severity is Severity.ERROR and (strict or not d.code.startswith("P"))


def _answers(tasks: Sequence[Task], wishes: Wishes, voice: Voice) -> Iterator[Answer]:
    if wishes.jobs > 1 and len(tasks) > 1:
        yield from answers(tasks, wishes.jobs)
        return
    lively = is_lively(os.environ)
    for n, task in enumerate(tasks, 1):
        label = f"[{n}/{len(tasks)}] {task.manuscript.name}"
        with progress_display(label, voice.language, quiet=voice.quiet, lively=lively) as note:
            answer = perform(task, note)
        yield answer


def _settle(task: Task, answer: Answer, wishes: Wishes, taken: dict[str, str]) -> Result:
    """Write what was made; what keeps it from the disk becomes a remark."""
    result = _with_absences(answer.result, task)
    if task.proof_only:
        _keep_trace(Path(), crash_name(task), answer.trace)
        return result
    other = taken.setdefault(result.id.casefold(), task.manuscript.name)
    try:
        if other != task.manuscript.name:
            raise PressError(remark("B124", id=result.id, other=other))
        _write(result, task, answer.trace, wishes)
    except PressError as error:
        found = (*result.diagnostics, *error.diagnostics)
        return replace(result, artifacts=(), editions=(), diagnostics=found)
    return result


def _with_absences(result: Result, task: Task) -> Result:
    """An edition that is missing without a reason given is an error of its own."""
    explained = any(blocks(d, strict=task.request.strict) for d in result.diagnostics)
    if task.proof_only or explained:
        return result
    made = {record.name for record in result.editions}
    missing = [remark("B128", edition=e) for e in task.request.editions if e not in made]
    return replace(result, diagnostics=(*result.diagnostics, *missing))


def _write(result: Result, task: Task, trace: str, wishes: Wishes) -> None:
    from kanyin.workspace import write_artifacts

    content = report.report(result, task.manuscript.name, wishes.language)
    extra = [Artifact("report.json", "application/json", report.as_json(content))]
    if trace:
        extra.append(Artifact(crash_name(task), "text/plain", trace.encode()))
    made = (*result.artifacts, *extra)
    write_artifacts(_out(wishes), result.id, task.request.editions, made)


def _keep_trace(folder: Path, name: str, trace: str) -> None:
    from kanyin.workspace import write_file

    if trace:
        write_file(folder / name, trace.encode())


def _say_written(result: Result, wishes: Wishes, voice: Voice) -> None:
    for record in result.editions:
        path = (_out(wishes) / result.id / record.file).as_posix()
        voice.line(f"{word('written', voice.language)} {path}{_measure(record, voice)}")


def _measure(record: EditionRecord, voice: Voice) -> str:
    pages = word("pages", voice.language, n=record.pages) if record.pages else ""
    size = f"{record.bytes / 1_000_000:.1f} MB" if record.bytes >= 100_000 else ""
    return "".join(f"  {part}" for part in (pages, size) if part)


def write_json(path: str, value: report.Value) -> None:
    """Write a report to a file, or to standard output for ``-``."""
    from kanyin.workspace import write_file

    data = report.as_json(value)
    if path != "-":
        write_file(Path(path), data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _out(wishes: Wishes) -> Path:
    return Path(wishes.out or "build")


def _tasks(wishes: Wishes, *, proof_only: bool) -> list[Task]:
    shelves = open_shelves()
    request = _request(wishes, shelves)
    manuscripts = find_manuscripts(wishes.paths)
    return [Task(each, shelves, request, proof_only) for each in manuscripts]


def find_manuscripts(paths: Sequence[str]) -> tuple[Manuscript, ...]:
    """The manuscripts that were named, or every issue under ``source/``."""
    from kanyin.workspace import issues_under, read_manuscripts

    named = paths or issues_under(SOURCE)
    if not named:
        raise UsageProblem(remark("B107", folder=f"{SOURCE}/"))
    try:
        return read_manuscripts(named)
    except PressError as error:
        raise UsageProblem(*error.diagnostics) from None


def open_shelves() -> Shelves:
    """The layouts and fonts beside the package, where a checkout has them."""
    from kanyin.workspace import DiskFolder, isolate_fonts

    root = press_root()
    missing = [name for name in ("layouts", "fonts") if not (root / name).is_dir()]
    if missing:
        raise PressError(*(remark("B132", folder=name) for name in missing))
    isolate_fonts(root / "fonts")  # before the build brings in WeasyPrint
    from kanyin.build import Shelves

    return Shelves(DiskFolder(root / "layouts", "layouts"), DiskFolder(root / "fonts", "fonts"))


def press_root() -> Path:
    """The folder that holds ``publish.py``, ``layouts`` and ``fonts``."""
    return Path(__file__).resolve().parent.parent.parent


def _request(wishes: Wishes, shelves: Shelves) -> Request:
    from kanyin.build import EDITIONS, USUAL, Request
    from kanyin.doctor import pdf_available
    from kanyin.workspace import DiskCache, DiskFolder

    unknown = [e for e in wishes.editions if e not in EDITIONS]
    if unknown:
        known = " ".join(EDITIONS)
        raise UsageProblem(*(remark("B105", edition=e, known=known) for e in unknown))
    if wishes.layout is not None:
        _refuse_unknown_layout(wishes.layout, shelves)
    return Request(
        editions=tuple(e for e in EDITIONS if e in (wishes.editions or USUAL)),
        layout=wishes.layout,
        strict=wishes.strict,
        moment=build_moment(os.environ),
        encoding=wishes.encoding,
        pdf_available=pdf_available(),
        cache=DiskCache(_out(wishes)) if not wishes.no_cache else None,
        earlier=DiskFolder(_out(wishes)),
    )


def _refuse_unknown_layout(name: str, shelves: Shelves) -> None:
    from kanyin.layouts import layout_names

    known = layout_names(shelves.layouts)
    if name not in known:
        raise UsageProblem(remark("B106", layout=name, known=" ".join(known)))
