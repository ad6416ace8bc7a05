"""Front matter: the record of an article, read by one table of keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kanyin.diagnostics import Outcome
from kanyin.fields import (
    Field,
    Reader,
    Remarks,
    read_mapping,
    read_text,
    read_texts,
    read_yaml,
    unknown_key,
)
from kanyin.model.article import Citation, Credit, Person, Record
from kanyin.model.dates import PartialDate, parse_date
from kanyin.model.roles import ROLES

LANGUAGES = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
_FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def split_front_matter(text: str) -> tuple[str, str, int]:
    """The YAML, the body, and the line on which the body begins."""
    found = _FENCE.match(text)
    if not found:
        return "", text, 1
    return found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1


def read_record(yaml: str, name: str) -> Outcome[Record | None]:
    """Read front matter whose YAML begins on line 2 of the file.

    The value is None when the YAML itself cannot be read.
    """
    read = read_yaml(yaml, name, first_line=2)
    if read.value is None:
        return Outcome(None if not read.ok else Record(), read.diagnostics)
    remarks = Remarks(list(read.diagnostics))
    values = read_mapping(read.value, remarks, KEYS, SPELLINGS)
    return Outcome(Record(**values), tuple(remarks.found))


def read_date(field: Field, remarks: Remarks) -> PartialDate | None:
    """An ISO date, possibly to the month or the year only."""
    text = read_text(field, remarks)
    try:
        return parse_date(text)
    except ValueError:
        remarks.add("S108", field.place, text=text)
        return None


def read_language(field: Field, remarks: Remarks) -> str:
    """One of the languages the press sets."""
    text = read_text(field, remarks)
    if text not in LANGUAGES:
        remarks.add("S109", field.place, text=text, known="、".join(LANGUAGES))
        return ""
    return text


_PERSON_KEYS: dict[str, Reader[str]] = dict.fromkeys(Person.__dataclass_fields__, read_text)


def read_people(field: Field, remarks: Remarks) -> tuple[Person, ...]:
    """Names, each bare or with what belongs to it."""
    items = field.value if isinstance(field.value, tuple) else (field,)
    return tuple(p for item in items if (p := _person(item, remarks)).name)


def _person(field: Field, remarks: Remarks) -> Person:
    if isinstance(field.value, str):
        return Person(field.value.strip())
    values = read_mapping(field, remarks, _PERSON_KEYS)
    if "name" not in values:
        remarks.add("S111", field.place, key="name")
    return Person(**{"name": "", **values})


def read_credits(field: Field, remarks: Remarks) -> tuple[Credit, ...]:
    """Role → names; or role → ``{label: 责编, names: […]}`` as it was printed."""
    if not isinstance(field.value, dict):
        remarks.add(
            "S106",
            field.place,
            expected="“职务: 姓名”的组",
            expected_en="a mapping of roles to names",
        )
        return ()
    credits: list[Credit] = []
    for key, value in field.value.items():
        if key in ROLES:
            credits.append(_credit(key, value, remarks))
        else:
            unknown_key(key, value, ROLES, remarks)
    return tuple(c for c in credits if c.names)


def _credit(role: str, field: Field, remarks: Remarks) -> Credit:
    if not isinstance(field.value, dict):
        return Credit(role, "", read_texts(field, remarks))
    keys: Mapping[str, Reader[Any]] = {"label": read_text, "names": read_texts}
    values = read_mapping(field, remarks, keys)
    return Credit(role, values.get("label", ""), values.get("names", ()))


_CITATION_KEYS: dict[str, Reader[str]] = dict.fromkeys(Citation.__dataclass_fields__, read_text)


def read_citation(field: Field, remarks: Remarks) -> Citation:
    """Where the article was printed before."""
    return replace(Citation(), **read_mapping(field, remarks, _CITATION_KEYS))


def read_provenance(field: Field, remarks: Remarks) -> dict[str, str | tuple[str, ...]]:
    """What import wrote: free keys, texts or lists of texts."""
    if not isinstance(field.value, dict):
        remarks.add(
            "S106", field.place, expected="“键: 值”的组", expected_en="a mapping of keys to values"
        )
        return {}
    return {
        key: read_text(value, remarks)
        if isinstance(value.value, str)
        else read_texts(value, remarks)
        for key, value in field.value.items()
    }


_TEXTS = ("title", "keywords", "keywords_en", "author_notes", "fund", "related")
_DATES = ("date", "received", "revised", "accepted")
_OTHERS: dict[str, Reader[Any]] = {
    "authors": read_people,
    "credits": read_credits,
    "source": read_citation,
    "lang": read_language,
    "provenance": read_provenance,
}

KEYS: dict[str, Reader[Any]] = {
    **dict.fromkeys(Record.__dataclass_fields__, read_text),
    **dict.fromkeys(_TEXTS, read_texts),
    **dict.fromkeys(_DATES, read_date),
    **_OTHERS,
}
"""Every key of the front matter and how it is read (``docs/format.md``)."""

SPELLINGS = {
    "author": "authors",
    "description": "abstract",
    "summary": "abstract",
    "tags": "keywords",
}
"""Keys of Pandoc, Hugo and Jekyll, and ours for the same."""
