"""The parts of an EPUB publication as values (EPUB 3.3, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

XHTML = "application/xhtml+xml"
NCX = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the publication; ``href`` is relative to the package document."""

    id: str
    href: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the metadata: a Dublin Core element (``dc:title``) or a property."""

    name: str
    value: str
    id: str = ""
    refines: str = ""
    scheme: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A resource that says something of the publication, or of one of its parts.

    A file that is only linked to stands in the archive and not in the manifest (EPUB 3.3,
    5.5.7, "The link element").
    """

    rel: str
    href: str
    refines: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A whole publication, ready to be bound.

    ``identifier`` is the id of the statement that identifies it; ``spine`` lists ids
    of items in reading order; ``prefixes`` are vocabularies EPUB does not reserve.
    """

    lang: str
    identifier: str
    statements: tuple[Statement, ...]
    items: tuple[Item, ...]
    spine: tuple[str, ...]
    cover: str = ""
    prefixes: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()

    def of_type(self, media_type: str) -> Iterator[Item]:
        """The files of one media type."""
        return (item for item in self.items if item.media_type == media_type)
