"""Front matter of other programs, by one table of keys; what has no place with us is said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from kanyin.diagnostics import remark
from kanyin.fields import Field, read_yaml
from kanyin.ingest.text.page import DROPPED, NOTHING, Claim, Finding, Found, Line, Page
from kanyin.ingest.text.record import split_list
from kanyin.ingest.text.script import has_han
from kanyin.model.article import Credit, Person
from kanyin.model.roles import ROLES

_KEYS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "authors",
    "authors": "authors",
    "date": "date",
    "pubdate": "date",
    "publishdate": "date",
    "tags": "keywords",
    "tag": "keywords",
    "keywords": "keywords",
    "category": "column",
    "categories": "column",
    "column": "column",
    "description": "abstract",
    "summary": "abstract",
    "excerpt": "abstract",
    "abstract": "abstract",
    "doi": "doi",
    "translator": "translator",
    "reviewer": "reviewer",
    "collector": "selector",
    "proofreader": "proofreader",
    "editor": "editor",
    "subject": "title",
    "via": "url",
}
"""Keys of Hexo, Jekyll, Hugo, Pandoc and LCTT, and our fields or roles."""

_ROLES = frozenset({"translator", "reviewer", "selector", "proofreader", "editor"})
_TOP = re.compile(r"\"?([\w-]+)\"?\s*[:=]")
_LCTT = re.compile(r"\[#\]:\s*([\w-]+):\s*[(\"'](.*)[)\"']\s*$")
_PANDOC = re.compile(r"%\s+(\S.*)$")
_DATE = re.compile(r"[12]\d{3}(?:-\d{1,2}){0,2}")
_ADDRESS = re.compile(r"\s*<?https?://\S+$")


def front_matter(page: Page) -> Found:
    """The record at the head of a file, whoever wrote it; each line goes where its key goes."""
    first = page.lines[0].text.rstrip()
    if first in ("---", "+++"):
        return _fenced(page, first)
    lined = (_lined(page, form) for form in (_LCTT, _PANDOC))
    return next((found for found in lined if found.claims), NOTHING)


def _fenced(page: Page, fence: str) -> Found:
    ends = ("---", "...") if fence == "---" else ("+++",)
    end = next((n for n, ln in enumerate(page.lines[1:], 1) if ln.text.rstrip() in ends), None)
    if end is None:
        return NOTHING
    inside = page.lines[1:end]
    values = _values(page, "\n".join(line.text for line in inside), fence)
    found = Found(tuple(_drop(page.lines[n], "markup") for n in (0, end)))
    if not values and any(line.bare for line in inside):
        found += Found((), (), (remark("I142", page.place(page.lines[1].span)),))
    key = ""
    for line in inside:
        match = _TOP.match(line.text)
        if match:
            key = match[1]
            found += _finding(page, key, values.get(key, ()), line)
        found += Found(_claims(line, key, values))
    return found


def _values(page: Page, text: str, fence: str) -> dict[str, tuple[str, ...]]:
    """Each key's texts; nothing where the record cannot be read."""
    if fence == "---":
        field = read_yaml(text, page.name, 2).value
        rows = field.value if field is not None else {}
        return {k: tuple(_texts(v)) for k, v in rows.items()} if isinstance(rows, dict) else {}
    try:
        return {k: tuple(_plain(v)) for k, v in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _texts(field: Field) -> Iterator[str]:
    """The texts of a value; of a person its name."""
    if isinstance(field.value, str):
        yield field.value.strip()
    elif isinstance(field.value, tuple):
        for item in field.value:
            yield from _texts(item)
    elif "name" in field.value:
        yield from _texts(field.value["name"])


def _plain(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _plain(item)
    elif isinstance(value, dict):
        yield from _plain(value.get("name", []))
    else:
        yield str(value).strip()


def _lined(page: Page, form: re.Pattern[str]) -> Found:
    """LCTT's ``[#]: author: (…)`` and Pandoc's three lines of ``% …``."""
    found = NOTHING
    names = iter(("title", "authors", "date"))
    for line in page.lines:
        match = form.match(line.text)
        if match is None:
            break
        key, text = match.groups() if form is _LCTT else (next(names, ""), match[1])
        found += _finding(page, key, (_ADDRESS.sub("", text) or text,), line)
        found += Found(_claims(line, key, {key: (text,)}))
    return found


def _claims(line: Line, key: str, values: dict[str, tuple[str, ...]]) -> tuple[Claim, ...]:
    field = _KEYS.get(key.lower(), "") if any(values.get(key, ())) else ""
    to = {"url": "source"}.get(field, "credits" if field in _ROLES else field)
    if to == "title" and key == "subject" and not has_han("".join(values[key])):
        to = "title_en"
    why = "" if to else f"front matter: {key}" if key else "front matter"
    return (Claim(*line.whole, to, why),) if line.text else ()


def _drop(line: Line, why: str) -> Claim:
    return Claim(*line.whole, DROPPED, why)


def _finding(page: Page, key: str, texts: tuple[str, ...], line: Line) -> Found:
    field = _KEYS.get(key.lower(), "")
    texts = tuple(filter(None, texts))
    if not field or not texts:
        return Found((), (), (remark("I140", page.place(line.span), key=key),))
    name, value = _value(key, field, texts)
    if value is None:
        return Found((), (), (remark("I140", page.place(line.span), key=key),))
    return Found((), (Finding(name, f"front matter {key}, line {line.number}", value=value),))


def _value(key: str, field: str, texts: tuple[str, ...]) -> tuple[str, object]:
    if field == "authors":
        names = (n for text in texts for n in split_list(_ADDRESS.sub("", text)))
        return field, tuple(Person(name) for name in names)
    if field in _ROLES:
        return "credits", Credit(field, ROLES[field].labels[0], texts)
    if field == "keywords":
        return field, tuple(n for text in texts for n in split_list(text))
    if field == "date":
        match = _DATE.match(texts[0])
        return field, match[0] if match else None
    if field == "url":
        return "source", (("url", texts[0]),)
    if key == "subject" and not has_han(texts[0]):
        return "title_en", texts[0]
    return field, texts[0] if field != "title" or len(texts) == 1 else texts
