"""Findings to front matter: every field once, in the order of ``docs/format.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from kanyin.ingest.text.page import Finding, Page
from kanyin.ingest.text.script import squeeze
from kanyin.ingest.text.write import Sources
from kanyin.model.article import Credit, Person
from kanyin.model.roles import ROLES

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

ORDER = tuple(
    """title title_en lead_title subtitle authors corresponding date time column keywords
    keywords_en abstract abstract_en editor_note author_notes clc document_code
    article_number doi fund received revised accepted signature credits source
    related""".split()
)
"""The fields import can find, as the front matter lists them."""

LISTS = frozenset("title keywords keywords_en related author_notes fund".split())
"""Text fields whose stretches are values of their own; others join theirs."""

_SEPARATOR = re.compile("[;；,，、]\\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field's value and the findings it rests on."""

    name: str
    value: Value
    findings: tuple[Finding, ...]

    @property
    def inferred(self) -> bool:
        """Whether nothing printed says so outright."""
        return all(f.inferred for f in self.findings)


def entries(page: Page, sources: Sources) -> tuple[Entry, ...]:
    """The fields of an article that have a value."""
    rows = (_entry(name, page.says(name), sources) for name in ORDER)
    return tuple(entry for entry in rows if entry is not None and entry.value)


def _entry(name: str, found: tuple[Finding, ...], sources: Sources) -> Entry | None:
    if not found:
        return None
    if name == "credits":
        return Entry(name, _credits(found), found)
    if name == "source":
        return Entry(name, _source(found), found)
    if name in ("related", "author_notes", "fund"):
        return Entry(name, _texts(found, sources), found)
    best = next((f for f in found if not f.inferred), found[0])
    return Entry(name, _value(name, best, sources), (best,))


def _texts(found: Iterable[Finding], sources: Sources) -> Value:
    texts = [sources.repaired(span).strip() for f in found for span in f.spans]
    return [text for text in texts if text]


def _value(name: str, finding: Finding, sources: Sources) -> Value:
    if name == "authors":
        return _people(finding.value)
    if finding.value is not None:
        return _plain(finding.value)
    texts = [sources.repaired(span).strip() for span in finding.spans]
    if name not in LISTS:
        return _joined(texts)
    return texts[0] if name == "title" and len(texts) == 1 else list(texts)


def _joined(texts: list[str]) -> str:
    """Lines of one text; only two Latin ends need a space between."""
    joined = ""
    for text in texts:
        latin = joined[-1:].isascii() and text[:1].isascii() and joined
        joined += f" {text}" if latin else text
    return joined


def _plain(value: object) -> Value:
    if isinstance(value, tuple | list):
        return [str(item) for item in value]
    return str(value)


def _people(value: object) -> Value:
    people = value if isinstance(value, tuple) else ()
    return [_person(p) for p in people if isinstance(p, Person)]


def _person(person: Person) -> Value:
    parts = {
        "name": person.name,
        "role": person.role,
        "affiliation": person.affiliation,
        "postcode": person.postcode,
    }
    given: dict[str, Value] = {key: text for key, text in parts.items() if text}
    return person.name if len(given) == 1 else given


def _credits(found: Iterable[Finding]) -> Value:
    """Role to names; the label is kept where it is not the role's usual one."""
    rows: dict[str, Value] = {}
    for credit in (f.value for f in found):
        if isinstance(credit, Credit):
            _add_credit(rows, credit)
    return rows


def _add_credit(rows: dict[str, Value], credit: Credit) -> None:
    before = rows.get(credit.role)
    names = before["names"] if isinstance(before, dict) else before or []
    known = [names] if isinstance(names, str) else list(names)
    merged: list[Value] = [*known, *(n for n in credit.names if n not in known)]
    value: Value = merged[0] if len(merged) == 1 else merged
    label = squeeze(credit.label)
    usual = label in (ROLES[credit.role].labels[0], ROLES[credit.role].traditional)
    rows[credit.role] = value if usual or before else {"label": label, "names": merged}


def _source(found: Iterable[Finding]) -> Value:
    """The parts of a citation; the first line that says one wins."""
    parts: dict[str, Value] = {}
    for finding in found:
        for key, text in finding.value if isinstance(finding.value, tuple) else ():
            parts.setdefault(str(key), str(text))
    if not parts.keys() & {"number", "volume", "total_number"}:
        parts.pop("year", None)  # a newspaper's year is its date's
    order = "journal year number volume total_number edition pages date url".split()
    return {key: parts[key] for key in order if key in parts}


def split_list(text: str, separator: re.Pattern[str] = _SEPARATOR) -> tuple[str, ...]:
    """The items of a printed list."""
    return tuple(item.strip() for item in separator.split(text) if item.strip(" 。."))
