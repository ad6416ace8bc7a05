"""How far a build has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from kanyin.cli.words import step_word
from kanyin.diagnostics import Language
from kanyin.terminal import visible

if TYPE_CHECKING:
    from kanyin.build import Progress as Step

Note = Callable[["Step"], None]


def is_lively(environment: Mapping[str, str]) -> bool:
    """Whether the standard error is a terminal that can redraw a line."""
    plain = environment.get("NO_COLOR") or environment.get("CI")
    return sys.stderr.isatty() and not plain and environment.get("TERM") != "dumb"


def progress_display(
    label: str, language: Language, *, quiet: bool, lively: bool
) -> AbstractContextManager[Note]:
    """A display that stands while one manuscript is made."""
    if quiet:
        return nullcontext(_say_nothing)
    return _bar(label, language) if lively else nullcontext(plain_lines(label, language))


def _say_nothing(progress: Step) -> None:
    """Progress that nobody wants to hear of."""


def progress_text(progress: Step, language: Language) -> str:
    """``排版 3/7 桥上的灯``."""
    count = f" {progress.done}/{progress.total}" if progress.total else ""
    detail = f" {visible(progress.detail)}" if progress.detail else ""
    return step_word(progress.step, language) + count + detail


def plain_lines(label: str, language: Language) -> Note:
    """A line for every step and every article, none for every page."""
    said: set[tuple[str, str]] = set()

    def note(progress: Step) -> None:
        key = (progress.step, progress.detail)
        if key not in said:
            said.add(key)
            click.echo(f"{visible(label)}: {progress_text(progress, language)}", file=sys.stderr)

    return note


@contextmanager
def _bar(label: str, language: Language) -> Iterator[Note]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=24))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        row = bar.add_task(visible(label), total=None)

        def note(progress: Step) -> None:
            text = f"{visible(label)}  {progress_text(progress, language)}"
            bar.update(
                row, description=text, completed=progress.done, total=progress.total or None
            )

        yield note
