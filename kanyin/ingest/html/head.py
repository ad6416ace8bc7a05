"""What the head of a page says of the article: title, ``meta``, Open Graph, JSON-LD.

Every value becomes a fact with its evidence. JSON-LD (schema.org ``Article``) is read as data;
nothing in it is followed or run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kanyin.ingest.rich.document import Fact, text_of
from kanyin.ingest.text.record import split_list
from kanyin.ingest.text.script import has_han
from kanyin.model.article import Element, Person

_META = {
    "og:title": "title",
    "citation_title": "title",
    "dc.title": "title",
    "author": "authors",
    "article:author": "authors",
    "citation_author": "authors",
    "dc.creator": "authors",
    "article:published_time": "date",
    "og:release_date": "date",
    "publishdate": "date",
    "pubdate": "date",
    "date": "date",
    "dc.date": "date",
    "citation_date": "date",
    "og:site_name": "source",
    "citation_journal_title": "source",
    "keywords": "keywords",
    "news_keywords": "keywords",
    "article:tag": "keywords",
    "citation_doi": "doi",
}
"""Names of ``meta`` (name or property, any case) and our fields."""

_LD = {
    "headline": "title",
    "author": "authors",
    "datePublished": "date",
    "publisher": "source",
    "keywords": "keywords",
}
_SEPARATOR = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|\s*——\s*(?=[^—]*$)|-(?=[^-]*$)")
_DATE = re.compile(r"([12]\d{3})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})")
_ARTICLE = re.compile("Article|BlogPosting|Report")
_LONGEST_LD = 200_000


def head_facts(tree: Element) -> tuple[Fact, ...]:
    """The facts of a head, one for each value, the surest source of a field first."""
    facts = [*_meta(tree), *_linked_data(tree)]
    seen: set[tuple[str, str]] = set()
    fresh = [f for f in facts if (f.field, f.text) not in seen and not seen.add((f.field, f.text))]  # type: ignore[func-returns-value]
    return tuple(_several(fresh))


def page_titles(tree: Element, facts: Iterable[Fact]) -> tuple[str, ...]:
    """What the title can be: as the head says it, then each part of ``title``."""
    told = [fact.text for fact in facts if fact.field == "title"]
    element = tree.find("head/title")
    whole = " ".join(text_of(element).split()) if element is not None else ""
    return tuple(dict.fromkeys(t for t in [*told, whole, *_SEPARATOR.split(whole)] if t))


def title_fact(tree: Element, facts: Iterable[Fact]) -> Fact | None:
    """The title where the page shows none: without the name of the site behind it."""
    sites = {fact.text for fact in facts if fact.field == "source"}
    element = tree.find("head/title")
    whole = " ".join(text_of(element).split()) if element is not None else ""
    value = _SEPARATOR.split(whole)[0] or whole
    if not value:
        return None
    if value in sites:
        return Fact("", whole, "name of the site")
    return Fact("title", whole, "<title>", value=value, inferred=True)


def _meta(tree: Element) -> Iterator[Fact]:
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        text = " ".join(meta.get("content", "").split())
        if text and len(text) <= 2000 and name in _META:
            yield _fact(_META[name], text, f"meta {name}")


def _linked_data(tree: Element) -> Iterator[Fact]:
    for script in tree.iter("script"):
        text = text_of(script)
        if script.get("type", "").lower() == "application/ld+json" and len(text) <= _LONGEST_LD:
            for thing in _things(text):
                yield from _of_thing(thing)


def _things(text: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    listed = data.get("@graph", data) if isinstance(data, dict) else data
    for thing in listed if isinstance(listed, list) else [listed]:
        if isinstance(thing, dict) and _ARTICLE.search(str(thing.get("@type", ""))):
            yield thing


def _of_thing(thing: dict[str, Any]) -> Iterator[Fact]:
    for key, field in _LD.items():
        value = thing.get(key, [])
        for item in value if isinstance(value, list) else [value]:
            text = item.get("name", "") if isinstance(item, dict) else item
            if isinstance(text, str) and text.strip():
                yield _fact(field, " ".join(text.split())[:2000], f"JSON-LD {key}")


def _fact(field: str, text: str, evidence: str) -> Fact:
    if field == "date":
        return _dated(text, evidence)
    if field == "authors":
        names = split_list(text)
        if not all(has_han(name) or " " in name for name in names):
            return Fact("", text, "account of the site")
        return Fact(field, text, evidence, tuple(Person(name) for name in names))
    if field == "source":
        return Fact(field, text, evidence, (("journal", text),))
    if field == "keywords":
        items = split_list(text)
        return Fact(field, text, evidence, items if len(items) > 1 else tuple(text.split()))
    return Fact(field, text, evidence)


def _dated(text: str, evidence: str) -> Fact:
    match = _DATE.match(text)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[3]) <= 31:
        return Fact("", text, "no date")
    value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return Fact("date", text, evidence, value)


def _several(facts: list[Fact]) -> Iterator[Fact]:
    """Several authors, each in a ``meta`` of their own, are one value on the first."""
    for name in ("authors", "keywords"):
        same = [f for f in facts if f.field == name]
        first = [f for f in same if f.evidence == same[0].evidence]
        whole = tuple(dict.fromkeys(v for f in first for v in _tuple(f.value)))
        for fact in same:
            value = whole if fact in first else fact.value
            facts[facts.index(fact)] = Fact(name, fact.text, fact.evidence, value)
    yield from facts


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
