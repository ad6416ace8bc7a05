"""``report.json``: what was made and what was remarked, for other tools.

Its form is a contract (``docs/format.md``). Only ``timings`` may differ between two
equal builds; no path in it is absolute.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from kanyin import __version__
from kanyin.diagnostics import Diagnostic, Language, Place
from kanyin.proof.gauge import limit, weighted_errors

if TYPE_CHECKING:
    from kanyin.build import EditionRecord, Result

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]


def report(result: Result, manuscript: str, language: Language = "zh") -> dict[str, Value]:
    """The report of one build or check."""
    typography: dict[str, Value] = (
        {"typography": result.typography} if result.typography is not None else {}
    )
    return typography | {
        "press": f"kanyin {__version__}",
        "manuscript": relative(manuscript),
        "id": result.id,
        "editions": [_edition(record) for record in result.editions],
        "diagnostics": [diagnostic(d, language) for d in result.diagnostics],
        "gauge": gauge(result),
        "page_list": result.page_list,
        "timings": {step: round(seconds, 3) for step, seconds in result.timings.items()},
    }


def as_json(value: Value) -> bytes:
    """JSON that is the same for the same report: keys sorted, characters as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def gauge(result: Result) -> dict[str, Value]:
    """The error rate that proofreading by machine finds, against the limit of its kind."""
    weighted, characters = weighted_errors(result.diagnostics), result.characters
    return {
        "characters": characters,
        "counted": "pages" if is_paged(result) else "estimate",
        "weighted_errors": weighted,
        "per_10000": round(weighted * 10_000 / characters, 2) if characters else 0.0,
        "limit": limit(result.kind),
        "found_by_machine": True,
    }


def is_paged(result: Result) -> bool:
    """Whether an edition with pages was made."""
    return any(record.pages for record in result.editions)


def relative(path: str) -> str:
    """A path that tells nothing of the machine: an absolute one is cut to its last part."""
    pure = PureWindowsPath(path) if PureWindowsPath(path).drive else PurePosixPath(path)
    return pure.name if pure.is_absolute() else path


def _edition(record: EditionRecord) -> dict[str, Value]:
    return {
        "name": record.name,
        "file": record.file,
        "bytes": record.bytes,
        "sha256": record.sha256,
        "pages": record.pages,
    }


def diagnostic(d: Diagnostic, language: Language) -> dict[str, Value]:
    """One remark as reports list it."""
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message(language),
        **_place(d.place or Place("")),
        "hint": d.hint(language) or None,
        "basis": d.basis or None,
        "fix": {"text": d.fix.text, "safe": d.fix.safe} if d.fix else None,
    }


def _place(place: Place) -> dict[str, Value]:
    """A place with its defaults spelled out: without an end it is one character long."""
    end_line = place.end_line or place.line
    end_column = place.end_column or (place.column + 1 if place.column else 0)
    return {
        "file": relative(place.file) or None,
        "line": place.line or None,
        "column": place.column or None,
        "end_line": end_line or None,
        "end_column": end_column or None,
    }
