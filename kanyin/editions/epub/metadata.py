"""The package's metadata: Dublin Core and its refinements (EPUB 3.3, 5.5)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.editions.epub.accessibility import Facts, accessibility
from kanyin.editions.epub.package import Link, Statement
from kanyin.editions.epub.people import people
from kanyin.editions.epub.xhtml import illegal_in, legal
from kanyin.editions.identity import identify, numbers, publisher_of
from kanyin.model.issue import Issue, Masthead
from kanyin.model.publication import Publication

IDENTIFIER_ID = "publication-id"
_CERTIFIER = "certifier"


def describe(publication: Publication, facts: Facts) -> Outcome[tuple[Statement, ...]]:
    """Everything the package says of itself; empty values are left out."""
    issue = publication.issue
    stated = [
        *_identifiers(issue),
        *_titles(issue),
        *_languages(publication),
        *people(issue),
        *_publication_facts(issue),
        *_collection(issue.masthead),
        *_print_source(issue, facts),
        *accessibility(facts, issue.lang),
        *_conformance(issue),
    ]
    return _fit_for_xml(stated)


def _fit_for_xml(stated: Iterable[Statement]) -> Outcome[tuple[Statement, ...]]:
    found: list[Diagnostic] = []
    kept: list[Statement] = []
    dropped: set[str] = set()
    for statement in stated:
        for character in illegal_in(statement.value):
            place = Place(statement.name)
            found.append(remark("E101", place, character=f"U+{ord(character):04X}"))
        value = legal(statement.value).strip()
        if value and statement.refines not in dropped:
            kept.append(
                Statement(
                    statement.name,
                    value,
                    statement.id,
                    statement.refines,
                    statement.scheme,
                    statement.lang,
                )
            )
        elif statement.id:
            dropped.add(statement.id)
    return Outcome(tuple(kept), tuple(found))


def _identifiers(issue: Issue) -> Iterator[Statement]:
    """The issue's own name first; an ISSN or a CN number names the journal, an ISBN the book."""
    yield Statement("dc:identifier", f"urn:uuid:{identify(issue)}", id=IDENTIFIER_ID)
    yield from (Statement("dc:identifier", number) for number in numbers(issue))


def _titles(issue: Issue) -> Iterator[Statement]:
    yield Statement("dc:title", issue.title or issue.id, id="title")
    yield Statement("title-type", "main", refines="title")


def _languages(publication: Publication) -> Iterator[Statement]:
    """The language of the issue, then those of documents that differ."""
    languages = [publication.issue.lang, *(d.lang for d in publication.documents)]
    yield from (Statement("dc:language", lang) for lang in dict.fromkeys(languages))


def _publication_facts(issue: Issue) -> Iterator[Statement]:
    records = [article.record for article in issue.articles]
    yield Statement("dc:publisher", publisher_of(issue.masthead))
    yield Statement("dc:date", _date(issue))
    keywords = dict.fromkeys(word for record in records for word in record.keywords)
    yield from (Statement("dc:subject", word) for word in keywords)
    rights = dict.fromkeys(record.rights for record in records)
    yield from (Statement("dc:rights", text) for text in rights)
    yield Statement("dc:description", _description(issue))


def _date(issue: Issue) -> str:
    """W3CDTF: a date without its year is none (EPUB 3.3, "The dc:date element")."""
    dates = [issue.masthead.date]
    if len(issue.articles) == 1:
        dates.append(issue.articles[0].record.date)
    return next((date.iso() for date in dates if date is not None and date.year), "")


def _description(issue: Issue) -> str:
    """The abstract of a single article; of an issue, what one finds in it.

    GB/T 15834—2011 4.5.3.5: no 、 between titles that have their marks.
    """
    if len(issue.articles) == 1:
        return issue.articles[0].record.abstract
    titles = (article.record.full_title for article in issue.articles)
    return "".join(f"《{_nested(title)}》" for title in titles if title)


def _nested(title: str) -> str:
    """GB/T 15834—2011 4.15.3.5: title marks inside title marks are single."""
    return title.replace("《", "〈").replace("》", "〉")


def _collection(masthead: Masthead) -> Iterator[Statement]:
    """The journal the issue belongs to, and its number there.

    EPUB 3.3, "Meta properties vocabulary".
    """
    if not masthead.journal:
        return
    yield Statement("belongs-to-collection", masthead.journal, id="journal")
    yield Statement("collection-type", "series", refines="journal")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", masthead.number):
        yield Statement("group-position", masthead.number, refines="journal")
    if masthead.issn:
        yield Statement("dcterms:identifier", f"urn:issn:{masthead.issn}", refines="journal")


def _print_source(issue: Issue, facts: Facts) -> Iterator[Statement]:
    """Which edition the page numbers are those of (EPUB Accessibility 1.1, "Page source")."""
    if facts.pages:
        source = f"urn:uuid:{uuid.uuid5(identify(issue), 'print')}"
        yield Statement("dc:source", source, id="print-edition")
        yield Statement("pageBreakSource", source)


def _conformance(issue: Issue) -> Iterator[Statement]:
    """Who vouches for which level (EPUB Accessibility 1.1, 4.2, "Conformance reporting")."""
    if (claim := issue.accessibility) is None:
        return
    standard = f"EPUB Accessibility 1.1 - WCAG 2.2 Level {claim.level}"
    yield Statement("dcterms:conformsTo", standard, id="conformance")
    yield Statement("a11y:certifiedBy", claim.certifier, _CERTIFIER, "conformance")
    yield Statement("a11y:certifierCredential", claim.credential, refines=_CERTIFIER)


def report_links(issue: Issue) -> Iterator[Link]:
    """Where the certifier's report can be read."""
    if issue.accessibility and issue.accessibility.report:
        yield Link("a11y:certifierReport", issue.accessibility.report, _CERTIFIER)


def license_links(licences: Iterable[tuple[str, str]]) -> Iterator[Link]:
    """The licence of each font, which is no part of the text."""
    return (Link("dcterms:license", href, font, "text/plain") for font, href in licences)
