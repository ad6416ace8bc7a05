"""Findings for other tools: SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from kanyin import __version__
from kanyin.diagnostics import Diagnostic, Language, Place, Severity, catalogue

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
"""SARIF 2.1.0, 3.27.10."""


def sarif(found: Iterable[Diagnostic], language: Language, *, complete: bool) -> dict[str, Any]:
    """One run with its findings; ``complete`` says whether everything was looked at."""
    findings = tuple(found)
    codes = sorted({d.code for d in findings})
    driver = {
        "name": "kanyin",
        "version": __version__,
        "rules": [_rule(code, language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if language == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": complete}],
        "results": [_result(d, codes.index(d.code), language) for d in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, language: Language) -> dict[str, Any]:
    row = catalogue()[code]
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": row.zh if language == "zh" else row.en},
        "defaultConfiguration": {"level": LEVELS[row.severity]},
    }
    return rule | ({"help": {"text": row.basis}} if row.basis else {})


def _result(d: Diagnostic, index: int, language: Language) -> dict[str, Any]:
    hint = d.hint(language)
    text = f"{d.message(language)}\n{hint}" if hint else d.message(language)
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": index,
        "level": LEVELS[d.severity],
        "message": {"text": text},
    }
    return result | ({"locations": [_location(d.place)]} if d.place else {})


def _location(place: Place) -> dict[str, Any]:
    """A file by a relative reference (RFC 3986), and the lines where they are known."""
    path, mark, page = place.file.partition("#page=")
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(path, safe="/") + (mark + page if mark else "")}
    }
    if place.line:
        physical["region"] = dict(_region(place))
    return {"physicalLocation": physical}


def _region(place: Place) -> Mapping[str, int]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    numbers = (place.line, place.column, place.end_line, place.end_column)
    return {name: number for name, number in zip(names, numbers, strict=True) if number}
