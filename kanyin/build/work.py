"""A build under way: its means, and what has come up so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kanyin.build.orders import EditionRecord, Manuscript, Progress, Request, Shelves
from kanyin.diagnostics import Diagnostic
from kanyin.files import Artifact
from kanyin.geometry import Page
from kanyin.proof.text import Text


@dataclass(slots=True)
class Work:
    """A build under way: its means, and what has come up so far."""

    manuscript: Manuscript
    shelves: Shelves
    request: Request
    progress: Callable[[Progress], None]
    clock: Callable[[], float]
    found: list[Diagnostic] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    artifacts: list[Artifact] = field(default_factory=list)
    records: list[EditionRecord] = field(default_factory=list)
    typography: Mapping[str, Any] | None = None
    page: Page | None = None
    texts: tuple[Text, ...] = ()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the time of a step to the timings."""
        start = self.clock()
        yield
        self.timings[step] = round(self.timings.get(step, 0) + self.clock() - start, 3)

    def tell(self, step: str) -> Callable[[int, int, str], None]:
        """A progress reporter of one step."""
        return lambda done, total, detail: self.progress(Progress(step, done, total, detail))

    def note(self, found: Iterable[Diagnostic]) -> None:
        """Keep remarks."""
        self.found += found
