"""What the press has to say: places, remarks, and a stage's outcome.

A remark names a permanent code; its sentence, in Chinese and English, stands in
``messages.toml``, so that no module carries prose of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Generic, Literal, TypeVar

Language = Literal["zh", "en"]
T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """How much a remark weighs; only errors may block an edition."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one file; lines and columns count from 1, in characters.

    ``end_line`` and ``end_column`` are exclusive; 0 means "one character".
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Fix:
    """The text that would settle a remark, put in place of its stretch."""

    text: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One row of the message catalogue."""

    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    basis: str = ""


@cache
def catalogue() -> Mapping[str, Sentence]:
    """Every code of the press and its sentence, in the order of the file."""
    text = resources.files("kanyin").joinpath("messages.toml").read_text("utf-8")
    return {
        code: Sentence(**{**row, "severity": Severity(row["severity"])})
        for code, row in tomllib.loads(text).items()
    }


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark about one place."""

    code: str
    place: Place | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    fix: Fix | None = None

    def message(self, language: Language = "zh") -> str:
        """The sentence, filled in."""
        row = catalogue()[self.code]
        return self._fill(row.zh if language == "zh" else row.en)

    def hint(self, language: Language = "zh") -> str:
        """What to do about it, or an empty string."""
        row = catalogue()[self.code]
        return self._fill(row.hint_zh if language == "zh" else row.hint_en)

    @property
    def basis(self) -> str:
        """The standard and clause behind the remark, or an empty string."""
        return catalogue()[self.code].basis

    def _fill(self, template: str) -> str:
        return template.format_map(self.arguments)


def remark(
    code: str,
    place: Place | None = None,
    *,
    severity: Severity | None = None,
    fix: Fix | None = None,
    **arguments: object,
) -> Diagnostic:
    """Make a remark; its severity is the catalogue's unless one is given.

    Raises KeyError for a code that the catalogue lacks.
    """
    level = severity or catalogue()[code].severity
    return Diagnostic(code, place, arguments, level, fix)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """A stage's result, and what it noticed on the way."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing that was noticed is an error."""
        return not has_errors(self.diagnostics)


class PressError(Exception):
    """Work cannot go on; carries the remarks that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.message("en") for d in diagnostics))
        self.diagnostics = diagnostics


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether any of the remarks is an error."""
    return any(d.severity is Severity.ERROR for d in found)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The remarks by place, each once."""
    nowhere = Place("")
    unique = {
        (d.code, d.place, tuple(sorted((k, str(v)) for k, v in d.arguments.items()))): d
        for d in found
    }
    return tuple(sorted(unique.values(), key=lambda d: (d.place or nowhere, d.code)))
