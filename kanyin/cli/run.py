"""Builds as tasks: one after another, or several at a time in processes of their own."""

from __future__ import annotations

import multiprocessing
import signal
import time
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kanyin.cli.progress import Note
from kanyin.diagnostics import Diagnostic, PressError, remark

if TYPE_CHECKING:
    from kanyin.build import Manuscript, Progress, Request, Result, Shelves


@dataclass(frozen=True, slots=True)
class Task:
    """One manuscript to build, or only to proofread."""

    manuscript: Manuscript
    shelves: Shelves
    request: Request
    proof_only: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task; ``trace`` is the traceback of a fault of the press."""

    result: Result
    trace: str = ""


def perform(task: Task, note: Note | None = None) -> Answer:
    """Do a task. Whatever goes wrong is a remark in the answer."""
    from kanyin import build as press

    try:
        if task.proof_only:
            return Answer(press.check(task.manuscript, task.shelves, task.request))
        return Answer(
            press.build(
                task.manuscript, task.shelves, task.request, note or _unheard, time.perf_counter
            )
        )
    except PressError as error:
        return Answer(without_editions(task, *error.diagnostics))
    except Exception as error:
        return Answer(without_editions(task, bug(error, crash_name(task))), traceback.format_exc())


def _unheard(progress: Progress) -> None:
    """Progress in a process that has no terminal."""


def without_editions(task: Task, *found: Diagnostic) -> Result:
    """The result of a task that gave nothing but remarks."""
    from kanyin.build import Result

    return Result(task.manuscript.id_hint, (), (), found, None, 0, {})


def crash_name(task: Task) -> str:
    """The file that the traceback of a task is kept in."""
    return "kanyin.crash.txt" if task.proof_only else f"{task.manuscript.id_hint}.crash.txt"


def bug(error: BaseException, file: str) -> Diagnostic:
    """The remark on a fault of the press, with the line of the press it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "kanyin" in Path(f.filename).parts] or list(frames)
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return remark("B901", error=type(error).__name__, where=where, file=file)


def answers(tasks: Sequence[Task], jobs: int) -> Iterator[Answer]:
    """The answers in the order of the tasks, worked out in ``jobs`` processes."""
    pool = _pool(min(jobs, len(tasks)))
    waiting = deque((pool.submit(perform, task), task) for task in tasks)
    try:
        while waiting:
            yield _answer(*waiting.popleft())
    except BaseException:
        _stop(pool)
        raise
    pool.shutdown()


def _answer(future: Future[Answer], task: Task) -> Answer:
    """An answer; when a process died, the task is tried once more, by itself."""
    try:
        return future.result()
    except BrokenProcessPool:
        pass
    with _pool(1) as alone:
        try:
            return alone.submit(perform, task).result()
        except BrokenProcessPool:
            return Answer(without_editions(task, remark("B133")))


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that are started afresh (spawn): threads and C libraries survive no fork."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, initializer=_end_on_interrupt)


def _end_on_interrupt() -> None:
    """Ctrl-C ends a worker at once and without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _stop(pool: ProcessPoolExecutor) -> None:
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.terminate()
