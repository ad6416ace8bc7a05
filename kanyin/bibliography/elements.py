"""The elements of an entry (著录项目), as both editions of the standard have them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kanyin.bibliography.item import Date, Item
from kanyin.bibliography.names import ANONYMOUS, TRANSLATED, listed


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition of the standard has of its own: marks, widths, capitals."""

    year: int
    comma: str
    colon: str
    brackets: str
    between_years: str
    capitals: bool
    marks: Mapping[str, str]

    def aside(self, text: str) -> str:
        """Something in the edition's brackets, or nothing."""
        return f"{self.brackets[0]}{text}{self.brackets[1]}" if text else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item on its way into a list; ``head_year`` is the year that stands behind the author
    (著者-出版年制), and then nowhere else."""

    item: Item
    edition: Edition
    head_year: str | None = None

    @property
    def kind(self) -> str:
        """The CSL type of the item."""
        return self.item.kind

    def listed(self, *roles: str) -> str:
        """The names of those who have a role."""
        edition = self.edition
        return listed(self.item.people(*roles), self.item.lang, edition.comma, capitals=edition.capitals)  # fmt: skip

    def phrase(self, *parts: str) -> str:
        """Parts with commas between."""
        return self.edition.comma.join(part for part in parts if part)

    def clause(self, *parts: str) -> str:
        """Parts with colons between."""
        return self.edition.colon.join(part for part in parts if part)


PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})
PARTS = frozenset({"chapter", "entry-dictionary", "entry-encyclopedia", "paper-conference"})
WEB = frozenset({"webpage", "post", "post-weblog"})
ARCHIVAL = frozenset({"manuscript", "personal_communication", "collection", "pamphlet"})

_MARKS = {
    "article-journal": "J", "article-magazine": "J", "periodical": "J",
    "article-newspaper": "N",
    "book": "M", "chapter": "M", "classic": "M", "entry-dictionary": "M", "entry-encyclopedia": "M",
    "paper-conference": "C", "thesis": "D", "report": "R", "standard": "S", "patent": "P",
    "webpage": "EB", "post": "EB", "post-weblog": "EB",
    "dataset": "DS", "map": "CM", "software": "CP",
    "manuscript": "A", "personal_communication": "A", "collection": "A",
}  # fmt: skip
"""The sign of a document's type, by its CSL type (2015 附录B, 2025 附录A); others are Z."""
MARKS_2015 = {**_MARKS, "article": "EB"}
MARKS_2025 = {**_MARKS, "article": "PP"}


def responsible(entry: Entry) -> str:
    """Who is responsible first of all (主要责任者), with the year behind where it belongs."""
    roles = ["author", "composer", "illustrator", "director", "host"]
    if not entry.item.word("container-title"):
        roles += ["editor", "editorial-director", "compiler", "collection-editor"]
    names = entry.listed(*roles)
    if entry.head_year is None:
        return names
    return entry.phrase(names or ANONYMOUS.get(entry.item.lang, "Anon"), entry.head_year)


def sign(entry: Entry) -> str:
    """``[M/OL]``: the type and, of what is online, its carrier."""
    item, marks = entry.item, entry.edition.marks
    archival = "A" if item.word("archive") else ""
    online = "EB" if item.online and entry.edition.year >= 2025 else ""
    mark = marks.get(item.kind) or archival or online or "Z"
    carrier = item.word("medium") or ("OL" if item.online else "")
    return f"[{mark}/{carrier}]" if carrier else f"[{mark}]"


def volume(entry: Entry) -> str:
    """Which volume of a book: 第1卷, Vol. 1, or as the data have it."""
    text = entry.item.word("volume")
    if entry.kind in PERIODICALS or not text.isdigit():
        return "" if entry.kind in PERIODICALS else text
    if entry.item.lang in TRANSLATED:
        return f"第{text}卷"
    return f"Vol. {text}" if entry.edition.year < 2025 else f"v.{text}"


def translated(entry: Entry) -> str:
    """Translators: 徐超, 译."""
    names = entry.listed("translator")
    return entry.phrase(names, TRANSLATED.get(entry.item.lang, "trans.")) if names else ""


def edition_of(entry: Entry) -> str:
    """The edition unless it is the first (2015 8.3, 2025 7.4): 3版, 4th ed., 修订版."""
    text = entry.item.word("edition")
    if not text.isdigit():
        return text
    if text == "1":
        return ""
    return f"{text}版" if entry.item.lang in TRANSLATED else f"{text}{_ordinal(int(text))} ed."


def _ordinal(n: int) -> str:
    return "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def host(entry: Entry) -> str:
    """The book that a part is taken from: 编者. 书名: 卷."""
    item = entry.item
    people = entry.listed("container-author", "editor", "editorial-director", "collection-editor")
    book = entry.clause(item.word("container-title") or item.word("event-title"), volume(entry))
    return ". ".join(part for part in (people, book) if part)


def pages(entry: Entry) -> str:
    """Pages, or the number of an article that has none, with hyphens (2015 8.5, 2025 7.7)."""
    item = entry.item
    number = item.word("number") if entry.kind in PERIODICALS else ""
    return re.sub("[–—~～]", "-", item.word("page") or number)


def year(entry: Entry) -> str:
    """The year, where it does not stand behind the author already."""
    return "" if entry.head_year is not None else publication_year(entry.item, entry.edition)


def publication_year(item: Item, edition: Edition) -> str:
    """The year of publication; an estimated one, or that of access, in brackets."""
    date = item.dates.get("issued")
    guess = date is None or date.guessed
    date = date or item.dates.get("accessed")
    if date is None:
        return ""
    ends = [f"{d[0]}" for d in (date.start, date.end) if d]
    text = edition.between_years.join(ends)
    return f"[{text}]" if guess else text


def day(item: Item, *names: str) -> str:
    """A whole date: 2024-05-09."""
    date: Date | None = next((item.dates[name] for name in names if name in item.dates), None)
    return "-".join(f"{n:02}" for n in date.start) if date else ""


def access(entry: Entry) -> str:
    """The address and the persistent identifier, which is not said twice (2015 8.7, 2025 7.9)."""
    url = entry.item.word("URL")
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", entry.item.word("DOI"), flags=re.I)  # fmt: skip
    cstr = entry.item.word("CSTR") if entry.edition.year >= 2025 else ""
    identifier = f"CSTR:{cstr}" if cstr else f"DOI:{doi}" if doi else ""
    known = bool(url) and (doi or cstr).lower() in url.lower()
    return ". ".join(part for part in (url, "" if known else identifier) if part)
