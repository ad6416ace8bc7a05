"""The repairs of an import held against those of a gold record, mark by mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from import_gold import plain, unescaped

from kanyin.ingest.text import Imported
from kanyin.ingest.text.ledger import Repaired

Edit: TypeAlias = tuple[int, int, str, str]
"""Line and column (from 1), and what becomes of what."""

NOT_MARKS = frozenset("stray-traditional lost-space".split())
"""Reasons in gold that are repaired on proposal only."""

NOT_RECORDED = frozenset("full-width-alphanumeric compatibility-character".split())
"""Rules of ours that gold does not record, its comparison being blind to width."""

FOLDED = frozenset(",;:?!()")

VALUES = frozenset("paragraph list_item verse quote salutation heading caption note".split())
"""Kinds of blocks of which every mark reaches the article; elsewhere a label may go."""


@dataclass
class Tally:
    """Counts over all manuscripts, and what went wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ratio(self, right: str, of: str) -> float:
        """A share; nothing at all is all right."""
        return self.counts[right] / self.counts[of] if self.counts[of] else 1.0


def edits(line: int, column: int, old: str, new: str) -> list[Edit]:
    """A change as its smallest edits, so that two tellings of the same change are equal."""
    while old and new and old[0] == new[0]:
        old, new, column = old[1:], new[1:], column + 1
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [(line, column + i, a, b.strip()) for i, (a, b) in pairs if a != b]
    return [(line, column, old, re.sub(r"\s", "", new))]


def _within(line: int, column: int, old: str, new: str) -> list[Edit]:
    """The marks repaired inside a change of structure: a joined line, a moved note."""
    places, row, at = [], line, column
    for char in old:
        places.append((row, at))
        row, at = (row + 1, 1) if char == "\n" else (row, at + 1)
    kept = [i for i, char in enumerate(old) if char != "\n"]
    joined = "".join(old[i] for i in kept)
    return [
        edit
        for tag, a, b, c, d in SequenceMatcher(None, joined, new, autojunk=False).get_opcodes()
        if tag == "replace" and b - a == d - c
        for edit in edits(*places[kept[a]], joined[a:b], new[c:d])
    ]


def _expected(gold: dict[str, Any]) -> tuple[dict[Edit, dict[str, Any]], set[Edit], list[Any]]:
    """Marks to repair, characters to propose, and changes of structure (lines, notes)."""
    marks: dict[Edit, dict[str, Any]] = {}
    proposals: set[Edit] = set()
    structure = []
    for row in gold["normalisations"]:
        reasons = set(row["reason"].split("+"))
        if reasons & {"broken-line", "hyphenated-word", "injected-note", "glued-credit"}:
            structure.append(row)
        split = _within if row in structure else edits
        for edit in split(row["line"], row["col"] + 1, row["from"], row["to"]):
            if reasons & NOT_MARKS and (edit[2] not in FOLDED or not edit[3]):
                proposals.add(edit)
            else:
                marks[edit] = row
    return marks, proposals, structure


def _edits_of(repairs: Iterable[Repaired]) -> set[Edit]:
    """Repairs as edits; those that touch make one change."""
    changes: list[Edit] = []
    for r in sorted(repairs, key=lambda r: (r.line, r.column)):
        if changes and changes[-1][:2] == (r.line, r.column - len(changes[-1][2])):
            line, column, old, new = changes.pop()
            changes.append((line, column, old + r.old, new + r.new))
        else:
            changes.append((r.line, r.column, r.old, r.new))
    return {edit for change in changes for edit in edits(*change)}


def hold(gold: dict[str, Any], text: str, imported: Imported, tally: Tally) -> None:
    """Count the repairs of one manuscript."""
    marks, proposals, structure = _expected(gold)
    references = _lines(gold, "reference")
    ledger = imported.ledger
    made = _edits_of(
        r for r in ledger.repairs if r.line not in references and r.rule not in NOT_RECORDED
    )
    made -= {e for e in made - marks.keys() if any(_inside(e, row) for row in structure)}
    offered = (
        _edits_of(r for r in ledger.proposals if r.rule not in NOT_RECORDED) | made & proposals
    )  # a lost space may be applied
    made -= proposals
    article = unescaped(imported.markdown)
    missed = [
        e
        for e in marks.keys() - made
        if marks[e]["kind"] in VALUES or _around(text, e) in article  # else its label went
    ]
    name = gold["file"][:2]
    tally.counts["made"] += len(made)
    tally.counts["right"] += len(made & marks.keys())
    tally.counts["wanted"] += len(made & marks.keys()) + len(missed)
    tally.wrong += [f"{name} repaired without need: {e}" for e in sorted(made - marks.keys())]
    tally.wrong += [f"{name} not repaired: {e}" for e in sorted(missed)]
    _hold_proposals(offered, proposals, tally, name)
    article = plain(article)
    for row in structure:
        tally.counts["structure"] += 1
        done = plain(row["to"]) in article or plain(row["from"]) not in article
        tally.counts["structure right"] += done
        tally.wrong += [] if done else [f"{name} not joined or moved: {row['from'][:30]!r}"]


def _inside(edit: Edit, row: dict[str, Any]) -> bool:
    """Whether a mark lies in a note or credit that was moved, of which gold says no more."""
    return edit[0] == row["line"] and 0 <= edit[1] - 1 - row["col"] < len(row["from"])


def _around(text: str, edit: Edit) -> str:
    """A mark that was left, with its neighbours."""
    line, column = text.split("\n")[edit[0] - 1], edit[1] - 1
    return line[max(0, column - 2) : column + len(edit[2]) + 2]


def _hold_proposals(offered: set[Edit], wanted: set[Edit], tally: Tally, name: str) -> None:
    tally.counts["proposed"] += len(offered)
    tally.counts["proposed right"] += len(offered & wanted)
    tally.counts["to propose"] += len(wanted)
    tally.wrong += [f"{name} proposed without need: {e}" for e in sorted(offered - wanted)]
    tally.wrong += [f"{name} not proposed: {e}" for e in sorted(wanted - offered)]


def _lines(gold: dict[str, Any], kind: str) -> set[int]:
    found: set[int] = set()
    for block in gold["blocks"]:
        if block["kind"] == kind:
            for part in str(block["lines"]).split(","):
                first, _, last = part.partition("-")
                found |= set(range(int(first), int(last or first) + 1))
    return found


def changed_strings(gold: dict[str, Any], text: str, imported: Imported) -> list[str]:
    """The strings that must not change and did: repaired, or lost."""
    article = plain(unescaped(imported.markdown)).replace('"', "")
    moved = [d.text for d in imported.ledger.dropped]
    moved += [text for entry in imported.ledger.fields for text in entry.printed]
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    touched = [(starts[r.line - 1] + r.column - 1, len(r.old)) for r in imported.ledger.repairs]
    return [
        wanted
        for wanted in gold["must_not_change"]
        if any(_overlaps(text, wanted, at, length) for at, length in touched)
        or plain(wanted).replace('"', "") not in article + plain("".join(moved)).replace('"', "")
    ]


def _overlaps(text: str, wanted: str, at: int, length: int) -> bool:
    start = max(0, at - len(wanted) + 1)
    return wanted in text[start : at + length + len(wanted) - 1] and any(
        text.startswith(wanted, i) for i in range(start, at + length)
    )
