"""What goes into a build and what comes out of it, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kanyin.diagnostics import Diagnostic
from kanyin.files import Artifact, Cache, Folder

USUAL: tuple[str, ...] = ("print", "screen", "epub", "web")
"""What is made when nothing is asked for, in the order of work: print first, since the EPUB
takes its pages from it."""

EDITIONS: tuple[str, ...] = (*USUAL, "galley")
"""All editions in the order of work."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """What the press brings along."""

    layouts: Folder
    fonts: Folder


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the user brings; ``name`` is as it was typed, ``entry`` a file of the folder."""

    name: str
    id_hint: str
    folder: Folder
    entry: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be made. Without a ``moment`` the issue's own date is used.

    ``earlier`` is the folder of earlier builds: a galley is held against the last one.
    """

    editions: tuple[str, ...] = USUAL
    layout: str | None = None
    strict: bool = False
    moment: datetime | None = None
    encoding: str | None = None
    pdf_available: bool = True
    cache: Cache | None = None
    earlier: Folder | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: ``step`` is read, layout, print, screen, epub or web."""

    step: str
    done: int
    total: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One edition as ``report.json`` lists it."""

    name: str
    file: str
    sha256: str
    bytes: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a build gives: files still in memory, and all remarks.

    ``characters`` are 版面字数, counted on the pages where there are any, else estimated.
    """

    id: str
    artifacts: tuple[Artifact, ...]
    editions: tuple[EditionRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    page_list: str | None
    characters: int
    timings: Mapping[str, float]
    typography: Mapping[str, Any] | None = None
    kind: str = "periodical"
