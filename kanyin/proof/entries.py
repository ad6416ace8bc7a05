"""Bibliographies as text: the entries of a list and their parts (GB/T 7714)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kanyin.proof.blocks import OBJECT
from kanyin.proof.rule import HAN, Text

TYPES = "PP|DS|CM|EB|CP|DB|[JMCDRSPNGAZ]"
SIGN = re.compile(
    rf"[\[［]\s?(?P<type>{TYPES})(?P<carrier>\s?[/／]\s?(?:OL|CD|MT|DK|MM))?\s?[\]］]"
)
"""The sign of a document's type and carrier (GB/T 7714—2015 附录B, 2025 附录A)."""
_NUMBER = re.compile(r"[\[［【]\s?(\d{1,3})\s?[\]］】」]")
_AUTHORS = re.compile(rf"\s*([^.．。{OBJECT}\[［]{{2,120}}?)\s*[.．。]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its number (0 where it has none) and where it stands in the long text.

    ``body`` is where its words begin, behind the number; ``sign`` the place of its type.
    """

    number: int
    start: int
    body: int
    end: int
    sign: re.Match[str] | None


def entries(text: Text) -> tuple[Entry, ...]:
    """The entries of all bibliographies of a text, in order."""
    return tuple(_entries(text))


def _entries(text: Text) -> Iterator[Entry]:
    last = 0
    for passage in text.of("reference"):
        heads = list(_heads(text, passage.start, passage.end, last))
        if not heads and SIGN.search(text.prose, passage.start, passage.end):
            yield _entry(text, 0, passage.start, passage.start, passage.end)
        ends = [*(m.start() for _, m in heads[1:]), passage.end]
        for (number, m), end in zip(heads, ends, strict=False):
            yield _entry(text, number, m.start(), m.end(), end)
            last = number


def _heads(text: Text, start: int, end: int, last: int) -> Iterator[tuple[int, re.Match[str]]]:
    """The numbers that open entries: those that begin a line, and those that follow on."""
    for m in _NUMBER.finditer(text.prose, start, end):
        number = int(m[1])
        opens = m.start() == start or text.spot(m.start())[1] == 1
        if opens or last < number <= last + 2:
            yield number, m
            last = number


def _entry(text: Text, number: int, start: int, body: int, end: int) -> Entry:
    words = text.prose[body:end].rstrip()
    return Entry(number, start, body, body + len(words), SIGN.search(text.prose, body, body + len(words)))  # fmt: skip


_HAN_NAME = rf"[{HAN}]{{2,4}}"
_WESTERN_NAME = r"[A-Z][A-Za-z'’\-]+(?: [A-Z][A-Za-z'’\-]+)? ?(?:[A-Z](?:[ \-]?[A-Z])?)?"
_PERSON = re.compile(rf"(?:{_HAN_NAME}|{_WESTERN_NAME})")
OTHERS = re.compile(r"\s*(?:等|et\s?al)\s*")


@dataclass(frozen=True, slots=True)
class Authors:
    """The people an entry begins with: where they stand, how many, and whether “等” follows."""

    start: int
    end: int
    count: int
    others: bool


def authors(text: Text, entry: Entry) -> Authors | None:
    """The names before the first stop, if they are names beyond doubt."""
    limit = entry.sign.start() if entry.sign else entry.end
    m = _AUTHORS.match(text.prose, entry.body, limit)
    if not m:
        return None
    names = [name.strip() for name in re.split("[,，、]", m[1])]
    others = bool(OTHERS.fullmatch(names[-1]))
    people = names[:-1] if others else names
    if not people or not all(_PERSON.fullmatch(name) for name in people):
        return None
    return Authors(m.start(1), m.end(1), len(people), others)
