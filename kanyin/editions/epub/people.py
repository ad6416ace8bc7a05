"""Who made the publication: creators and contributors with their MARC relators.

One person, one statement, with every role refining it (an author who also did other work
is a contributor too). Two names are one person only where the source
says so: by writing the name's other script (``name_hans``, ``name_hant``) in an author's
record or under ``people`` in ``issue.yaml``. 周砚 and 周硯 are not matched by a table of
characters: many Simplified characters stand for several Traditional ones, and a press
must not decide who someone is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kanyin.editions.epub.package import Statement
from kanyin.model.article import Credit, Person
from kanyin.model.issue import Issue
from kanyin.model.roles import ROLE_OF_LABEL, ROLES

AUTHOR = "aut"
_NO_PERSON = frozenset(("source",))
"""Roles whose names say where a text comes from, not who worked on it."""


def people(issue: Issue) -> Iterator[Statement]:
    """A creator for every author, then a contributor for everyone who is credited."""
    known = _known(_recorded(issue))
    roles: dict[str, dict[Person, list[str]]] = {"creator": {}, "contributor": {}}
    for written, relator in _named(issue):
        group = roles["creator" if relator == AUTHOR else "contributor"]
        group.setdefault(known.get(written, Person(written)), []).append(relator)
    for element, group in roles.items():
        for number, (person, relators) in enumerate(group.items(), 1):
            name = Statement(f"dc:{element}", _name(person, issue.lang), f"{element}-{number}")
            yield from (name, *_refinements(name, person, relators))


def _recorded(issue: Issue) -> tuple[Person, ...]:
    """Everyone of whom the source says more than a name."""
    authors = (p for article in issue.articles for p in article.record.authors)
    return (*issue.people, *issue.authors, *authors)


def _spellings(person: Person) -> set[str]:
    return {person.name, person.name_hans, person.name_hant} - {""}


def _known(recorded: Iterable[Person]) -> Mapping[str, Person]:
    """People by each spelling of their names, with the fullest of what is said of them."""
    known: dict[str, Person] = {}
    for person in sorted(recorded, key=lambda p: -len(_spellings(p))):
        first = next((known[s] for s in sorted(_spellings(person)) if s in known), person)
        fullest = Person(
            first.name,
            name_en=first.name_en or person.name_en,
            sort_name=first.sort_name or person.sort_name,
            name_hans=first.name_hans,
            name_hant=first.name_hant,
        )
        known |= dict.fromkeys(_spellings(fullest), fullest)
    return known


def _named(issue: Issue) -> Iterator[tuple[str, str]]:
    """Names with their relators; an empty relator is a role MARC has no code for."""
    records = [article.record for article in issue.articles]
    for person in (*issue.authors, *(p for record in records for p in record.authors)):
        role = ROLES.get(person.role) or ROLE_OF_LABEL.get(person.role)
        yield person.name, (role.marc if role is not None else "") or AUTHOR
    yield from _credited(issue.masthead.credits)
    yield from (named for record in records for named in _credited(record.credits))


def _credited(credits: Iterable[Credit]) -> Iterator[tuple[str, str]]:
    for credit in credits:
        role = ROLES.get(credit.role)
        if credit.role not in _NO_PERSON:
            relator = (role.marc if role is not None else "") or ""
            yield from ((name, relator) for name in credit.names)


def _name(person: Person, lang: str) -> str:
    """The name in the script of the issue."""
    own = person.name_hant if lang.startswith("zh-Hant") else person.name_hans
    return own or person.name


def _refinements(name: Statement, person: Person, relators: Iterable[str]) -> Iterator[Statement]:
    """Roles, what the name is filed under, and the name in other scripts.

    EPUB 3.3, "Meta properties vocabulary": ``role``, ``file-as``, ``alternate-script``.
    """
    for relator in filter(None, dict.fromkeys(relators)):
        yield Statement("role", relator, refines=name.id, scheme="marc:relators")
    yield Statement("file-as", person.sort_name or name.value, refines=name.id)
    others = {"zh-Hans": person.name_hans, "zh-Hant": person.name_hant, "en": person.name_en}
    for lang, other in others.items():
        if other not in ("", name.value):
            yield Statement("alternate-script", other, refines=name.id, lang=lang)
