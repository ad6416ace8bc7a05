"""Who made the publication: creators and contributors with their MARC relators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kanyin.editions.epub.package import Statement
from kanyin.model.article import Article, Credit, Person
from kanyin.model.issue import Issue
from kanyin.model.roles import ROLE_OF_LABEL, ROLES

AUTHOR = "aut"
_NO_PERSON = frozenset(("source",))
"""Roles whose names say where a text comes from, not who worked on it."""


@dataclass(frozen=True, slots=True)
class Maker:
    """A name with one role; an empty relator is a role MARC has no code for."""

    name: str
    relator: str
    sort_name: str = ""
    name_en: str = ""


def people(issue: Issue) -> Iterator[Statement]:
    """A creator for every author, then a contributor for everyone who is credited."""
    makers = _each_once(_makers(issue))
    creators = [maker for maker in makers if maker.relator == AUTHOR]
    contributors = [maker for maker in makers if maker.relator != AUTHOR]
    for number, maker in enumerate(creators, 1):
        yield from _statements("dc:creator", f"creator-{number}", maker)
    for number, maker in enumerate(contributors, 1):
        yield from _statements("dc:contributor", f"contributor-{number}", maker)


def _makers(issue: Issue) -> Iterator[Maker]:
    articles = issue.articles
    yield from (_author(person) for person in issue.authors)
    yield from (_author(person) for article in articles for person in article.record.authors)
    yield from _credited(issue.masthead.credits)
    yield from (maker for article in articles for maker in _article_credits(article))


def _article_credits(article: Article) -> Iterator[Maker]:
    return _credited(article.record.credits)


def _author(person: Person) -> Maker:
    role = ROLES.get(person.role) or ROLE_OF_LABEL.get(person.role)
    relator = role.marc if role is not None and role.marc else AUTHOR
    return Maker(person.name, relator, person.sort_name, person.name_en)


def _credited(credits: Iterable[Credit]) -> Iterator[Maker]:
    for credit in credits:
        role = ROLES.get(credit.role)
        if credit.role not in _NO_PERSON:
            relator = role.marc if role is not None and role.marc else ""
            yield from (Maker(name, relator) for name in credit.names)


def _each_once(makers: Iterable[Maker]) -> list[Maker]:
    """Every name once for every role, with the fullest of what is known of it."""
    known: dict[tuple[str, str], Maker] = {}
    sort_names: dict[str, str] = {}
    for maker in makers:
        sort_names.setdefault(maker.name, maker.sort_name)
        sort_names[maker.name] = sort_names[maker.name] or maker.sort_name
        first = known.setdefault((maker.name, maker.relator), maker)
        named = first.name_en or maker.name_en
        known[maker.name, maker.relator] = replace(first, name_en=named)
    return [replace(maker, sort_name=sort_names[maker.name]) for maker in known.values()]


def _statements(element: str, name: str, maker: Maker) -> Iterator[Statement]:
    yield Statement(element, maker.name, id=name)
    if maker.relator:
        yield Statement("role", maker.relator, refines=name, scheme="marc:relators")
    if maker.sort_name or maker.relator == AUTHOR:
        yield Statement("file-as", maker.sort_name or maker.name, refines=name)
    if maker.name_en:
        yield Statement("alternate-script", maker.name_en, refines=name, lang="en")
