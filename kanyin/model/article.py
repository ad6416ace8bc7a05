"""An article: its record (front matter) and its body (an element tree).

The body is an lxml tree of XHTML element names without a namespace. Its vocabulary:

* blocks: ``p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote table pre hr figure figcaption``
  and ``div`` of class ``verse`` (stanzas are ``p``, lines end in ``br``), ``dialogue``,
  ``letter``, ``caption``; a list's class is its numbering, ``p.initial`` begins large;
* inlines: ``strong em code a img br sup sub q s del ins kbd``, ``b.run-in-head``,
  ``span`` of class ``dots`` (着重号), ``name`` (专名号), ``book`` (书名号甲式),
  ``warichu`` (割注), ``even`` (均排, with ``width``), ``ruby``/``rb``/``rt``,
  ``math`` placeholders ``<tex display="inline|block">LaTeX</tex>``,
  note calls ``<a class="noteref" href="#fn-…"/>`` and cross references
  ``<a class="xref" href="#…"/>``;
* every block carries ``data-line``, the line of the manuscript it begins on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from kanyin.diagnostics import Place
from kanyin.model.dates import PartialDate

Element: TypeAlias = "etree._Element"


@dataclass(frozen=True, slots=True)
class Person:
    """An author as the article names them.

    ``name_hans`` and ``name_hant`` are the same name in the other script of Chinese.
    """

    name: str
    name_en: str = ""
    role: str = ""
    affiliation: str = ""
    postcode: str = ""
    sort_name: str = ""
    note: str = ""
    name_hans: str = ""
    name_hant: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """One line of credits: a key of ``ROLES``, the label as printed, the names."""

    role: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the article appeared before (``source`` in the front matter)."""

    journal: str = ""
    year: str = ""
    number: str = ""
    volume: str = ""
    total_number: str = ""
    edition: str = ""
    pages: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """An article's front matter, all keys of ``docs/format.md``, typed."""

    title: tuple[str, ...] = ()
    title_en: str = ""
    lead_title: str = ""
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    corresponding: str = ""
    date: PartialDate | None = None
    time: str = ""
    column: str = ""
    keywords: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    abstract: str = ""
    abstract_en: str = ""
    editor_note: str = ""
    author_notes: tuple[str, ...] = ()
    clc: str = ""
    document_code: str = ""
    article_number: str = ""
    doi: str = ""
    fund: tuple[str, ...] = ()
    received: PartialDate | None = None
    revised: PartialDate | None = None
    accepted: PartialDate | None = None
    signature: str = ""
    credits: tuple[Credit, ...] = ()
    source: Citation | None = None
    related: tuple[str, ...] = ()
    lang: str = ""
    rights: str = ""
    provenance: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    layout: str = ""

    @property
    def full_title(self) -> str:
        """The lines of the title on one line, as contents and metadata give it."""
        return " ".join(self.title)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its identifier, and its blocks under one ``div``."""

    id: str
    body: Element
    place: Place


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``id`` is unique in the issue and fit for file names and anchors."""

    id: str
    file: str
    record: Record
    body: Element
    notes: tuple[Note, ...] = ()
    lang: str = "zh-Hans"

    @property
    def trees(self) -> tuple[Element, ...]:
        """The body and the notes."""
        return (self.body, *(note.body for note in self.notes))
