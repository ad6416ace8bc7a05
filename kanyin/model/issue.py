"""An issue: everything between the covers, before any layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kanyin.model.article import Article, Credit, Person
from kanyin.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Picture:
    """A local picture as a value; sizes in pixels, or CSS px for SVG."""

    path: str
    media_type: str
    data: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Cover:
    """The front cover: a picture (a path), its description, the lines that advertise articles."""

    image: str = ""
    teasers: tuple[str, ...] = ()
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Certification:
    """Who vouches that the EPUB meets WCAG 2.2, and at which level: A, AA or AAA.

    ``credential`` is what entitles the certifier; ``report`` is where the report can be read.
    """

    certifier: str
    level: str = "AA"
    credential: str = ""
    report: str = ""


SCREEN_STANDARDS = ("PDF/A-2a", "PDF/A-4f")
"""What the screen PDF can be kept as, the usual one first; with PDF/UA-1 and PDF/UA-2."""

CONDITIONS = ("FOGRA39", "FOGRA47")
"""Printing conditions that the press has a profile for: coated and uncoated paper."""


@dataclass(frozen=True, slots=True)
class Printing:
    """On what an issue is printed: the condition's name, and the printer's own ICC profile.

    ``ink`` is the most that all inks together may come to, in per cent.
    """

    condition: str = CONDITIONS[0]
    profile: bytes = b""
    ink: int = 300


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who publishes the issue, and under which numbers."""

    journal: str = ""
    journal_english: str = ""
    issn: str = ""
    cn: str = ""
    isbn: str = ""
    year: str = ""
    number: str = ""
    total_number: str = ""
    frequency: str = ""
    date: PartialDate | None = None
    price: str = ""
    publisher: tuple[tuple[str, str], ...] = ()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a manuscript.

    ``lines`` are those of the file; ``prose`` are the lines that are set, each with the
    number of the file's line it came from: the same, unless the text was imported.
    """

    lines: tuple[str, ...]
    prose: tuple[tuple[int, str], ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A standing column (栏目) and its articles in this issue; "" is no column."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A periodical's issue, a book, or one loose article (``kind: article``).

    ``sources`` keeps the text of each manuscript by its name, for remarks; ``people`` is
    what the issue says of the people its articles and credits name.
    """

    id: str
    kind: str
    title: str
    masthead: Masthead
    columns: tuple[Column, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    cover: Cover | None = None
    authors: tuple[Person, ...] = ()
    lang: str = "zh-Hans"
    layout: str = "journal"
    trim: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    accessibility: Certification | None = None
    printing: Printing = Printing()
    screen_pdf: str = SCREEN_STANDARDS[0]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in the order of the contents."""
        return tuple(a for column in self.columns for a in column.articles)
