"""The ledger (账本): where every character of the original went, and the way back."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field of the front matter: where it was printed, as what, and how sure we are.

    A place is line, first column, and the column after the last, counting from 1.
    """

    name: str
    value: Any
    places: tuple[tuple[int, int, int], ...]
    printed: tuple[str, ...]
    inferred: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repair made (or proposed), at its place in the original."""

    line: int
    column: int
    old: str
    new: str
    rule: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters of the original that the article does not hold. Line ends are not listed."""

    line: int
    column: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Added:
    """Markup in the Markdown that the original does not hold."""

    line: int
    column: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of one import; an article of a file with several has its lines only."""

    file: str
    sha256: str
    encoding: str
    line_lengths: tuple[int, ...]
    body: int
    fields: tuple[FieldEntry, ...]
    repairs: tuple[Repaired, ...]
    proposals: tuple[Repaired, ...]
    dropped: tuple[Dropped, ...]
    added: tuple[Added, ...]
    first_line: int = 1

    @property
    def characters(self) -> int:
        """The length of the original, line ends included."""
        return sum(self.line_lengths) + len(self.line_lengths) - 1

    @property
    def in_fields(self) -> int:
        """How many characters went to the front matter, labels and spaces included."""
        return sum(len(text) for entry in self.fields for text in entry.printed)

    @property
    def in_dropped(self) -> int:
        """How many characters were dropped, line ends included."""
        return sum(len(d.text) for d in self.dropped) + len(self.line_lengths) - 1

    @property
    def balanced(self) -> bool:
        """Whether every character is accounted for once."""
        return self.body + self.in_fields + self.in_dropped == self.characters

    def as_json(self) -> dict[str, Any]:
        """The shape of ``docs/format.md``, with what ``undo`` needs besides."""
        return {
            "original": {
                "file": self.file,
                "sha256": self.sha256,
                "encoding": self.encoding,
                "characters": self.characters,
                "first_line": self.first_line,
                "line_lengths": list(self.line_lengths),
            },
            "balance": {
                "body": self.body,
                "fields": self.in_fields,
                "dropped": self.in_dropped,
                "repaired": len(self.repairs),
            },
            "fields": {entry.name: _field_json(entry) for entry in self.fields},
            "repairs": [_repair_json(r) | {"safe": r.safe} for r in self.repairs],
            "proposals": [_repair_json(r) for r in self.proposals],
            "dropped": [_entry_json(d) for d in self.dropped],
            "added": [_entry_json(a) for a in self.added],
        }


def _field_json(entry: FieldEntry) -> dict[str, Any]:
    return {
        "value": entry.value,
        "places": [list(place) for place in entry.places],
        "printed": list(entry.printed),
        "inferred": entry.inferred,
        "evidence": entry.evidence,
    }


def _repair_json(r: Repaired) -> dict[str, Any]:
    return {"line": r.line, "column": r.column, "from": r.old, "to": r.new, "rule": r.rule}


def _entry_json(entry: Dropped | Added) -> dict[str, Any]:
    return {"line": entry.line, "column": entry.column, "text": entry.text, "as": entry.why}


def from_json(data: dict[str, Any]) -> Ledger:
    """Read a ledger back from its JSON."""
    original = data["original"]
    return Ledger(
        file=original["file"],
        sha256=original["sha256"],
        encoding=original["encoding"],
        line_lengths=tuple(original["line_lengths"]),
        body=data["balance"]["body"],
        fields=tuple(_field_from(name, row) for name, row in data["fields"].items()),
        repairs=tuple(_repair_from(row) for row in data["repairs"]),
        proposals=tuple(_repair_from(row) for row in data["proposals"]),
        dropped=tuple(Dropped(*_entry_from(row)) for row in data["dropped"]),
        added=tuple(Added(*_entry_from(row)) for row in data["added"]),
        first_line=original["first_line"],
    )


def further_down(ledger: Ledger, by: int) -> Ledger:
    """The same account, of lines that stand further down in their file."""

    def moved(entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(replace(entry, line=entry.line + by) for entry in entries)

    fields = (
        replace(f, places=tuple((line + by, a, b) for line, a, b in f.places))
        for f in ledger.fields
    )
    return replace(
        ledger,
        fields=tuple(fields),
        repairs=moved(ledger.repairs),
        proposals=moved(ledger.proposals),
        dropped=moved(ledger.dropped),
        first_line=ledger.first_line + by,
    )


def _field_from(name: str, row: dict[str, Any]) -> FieldEntry:
    places = tuple((p[0], p[1], p[2]) for p in row["places"])
    printed = tuple(row["printed"])
    return FieldEntry(name, row["value"], places, printed, row["inferred"], row["evidence"])


def _repair_from(row: dict[str, Any]) -> Repaired:
    safe = row.get("safe", False)
    return Repaired(row["line"], row["column"], row["from"], row["to"], row["rule"], safe)


def _entry_from(row: dict[str, Any]) -> tuple[int, int, str, str]:
    return row["line"], row["column"], row["text"], row["as"]


def undo(markdown: str, ledger: Ledger) -> str:
    """The original text, from the article that import wrote and its ledger."""
    body = _Stream(_without_markup(markdown, ledger.added))
    pieces, repairs = _elsewhere(ledger), _by_line(ledger.repairs)
    rows = (
        _row(length, pieces.get(n, []), repairs.get(n, []), body)
        for n, length in enumerate(ledger.line_lengths, ledger.first_line)
    )
    return "\n".join(rows)


@dataclass(slots=True)
class _Stream:
    """The body's text, read from the front."""

    text: str
    at: int = 0

    def read(self, count: int) -> str:
        self.at += count
        return self.text[self.at - count : self.at]


def _without_markup(markdown: str, added: Iterable[Added]) -> str:
    """The body without markup; its line ends are import's own."""
    marks = _by_line(added)
    rows, inside = [], True
    for number, row in enumerate(markdown.split("\n"), 1):
        if inside:  # the front matter is accounted for by the fields
            inside = number == 1 or row != "---"
            continue
        rows.append(_cut(row, marks.get(number, [])))
    return "".join(rows)


def _cut(row: str, marks: list[Added]) -> str:
    kept, at = [], 0
    for mark in sorted(marks, key=lambda m: m.column):
        kept.append(row[at : mark.column - 1])
        at = mark.column - 1 + len(mark.text)
    return "".join([*kept, row[at:]])


def _by_line(entries: Iterable[Any]) -> dict[int, list[Any]]:
    lines: dict[int, list[Any]] = defaultdict(list)
    for entry in entries:
        lines[entry.line].append(entry)
    return lines


def _elsewhere(ledger: Ledger) -> dict[int, list[tuple[int, str]]]:
    """What is not in the body, by line: column and text."""
    lines: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for entry in ledger.fields:
        for (line, column, _), text in zip(entry.places, entry.printed, strict=True):
            lines[line].append((column, text))
    for dropped in ledger.dropped:
        lines[dropped.line].append((dropped.column, dropped.text))
    return lines


def _row(
    length: int, pieces: list[tuple[int, str]], repairs: list[Repaired], body: _Stream
) -> str:
    """One line of the original: what left the body, and the body's text in between."""
    row, at, ordered = [], 1, deque(sorted(repairs, key=lambda r: r.column))
    for column, text in [*sorted(pieces), (length + 1, "")]:
        row += [_unrepaired(body, at, column, ordered), text]
        at = column + len(text)
        while ordered and ordered[0].column < at:  # a repair inside a field
            ordered.popleft()
    return "".join(row)


def _unrepaired(body: _Stream, at: int, end: int, repairs: deque[Repaired]) -> str:
    text = []
    while repairs and repairs[0].column < end:
        repair = repairs.popleft()
        text += [body.read(repair.column - at), repair.old]
        body.read(len(repair.new))
        at = repair.column + len(repair.old)
    return "".join([*text, body.read(end - at)])
