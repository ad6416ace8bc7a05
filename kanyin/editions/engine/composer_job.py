"""One render with composition: what it notes, and the engine's own functions behind it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

NOTICEABLE = 0.05
"""A line that misses the edge by less, in em, is not worth a remark."""


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A line that misses the edge: where, its text, and what it lacks, in em.

    Less than nothing: it is so much too wide.
    """

    element: Any
    text: str
    missing: float


@dataclass(slots=True)
class Composing:
    """One render with composition, and what could not be done in it."""

    unfilled: dict[tuple[int, int], Unfilled] = field(default_factory=dict)


current: ContextVar[Composing | None] = ContextVar("composing", default=None)
"""The render that this thread or task is in, if it asked for composition."""

originals: dict[tuple[Any, str], Callable[..., Any]] = {}
"""The functions of WeasyPrint that are replaced at the moment, by module and name."""
