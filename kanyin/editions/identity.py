"""What an issue is called by in every edition: its own UUID, its numbers, its publisher."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from kanyin.model.issue import Issue, Masthead

PUBLISHERS = ("出版", "主办")
"""Lines of the masthead that name the publisher, the first that is there."""


def identify(issue: Issue) -> uuid.UUID:
    """A name that stays the same as long as the issue's id and titles do."""
    titles = [issue.title, *(article.record.full_title for article in issue.articles)]
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([f"urn:kanyin:{issue.id}", *titles]))


def numbers(issue: Issue) -> Iterator[str]:
    """The registered numbers, as URNs where there are (RFC 3044, RFC 3187); CN numbers have
    none. The DOI of a loose article is among them."""
    masthead = issue.masthead
    if masthead.issn:
        yield f"urn:issn:{masthead.issn}"
    if masthead.isbn:
        yield f"urn:isbn:{masthead.isbn.replace('-', '')}"
    if masthead.cn:
        yield f"CN {masthead.cn}"
    if issue.kind == "article" and issue.articles[0].record.doi:
        yield f"doi:{issue.articles[0].record.doi}"


def publisher_of(masthead: Masthead) -> str:
    """Who publishes, as the masthead says; "" when it does not."""
    for line in PUBLISHERS:
        for label, name in masthead.publisher:
            if label.startswith(line):
                return name
    return ""
