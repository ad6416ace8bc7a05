"""The layouts of GB/T 7714—2015, by document types (its chapter 4)."""

from __future__ import annotations

from kanyin.bibliography import elements as e
from kanyin.bibliography.elements import Edition, Entry

EDITION = Edition(2015, ", ", ": ", "()", "/", capitals=True, marks=e.MARKS_2015)
_ELECTRONIC = e.WEB | {"dataset", "software"}
_PUBLISHED = {"book", "chapter", "paper-conference", "periodical", "thesis"}


def elements(entry: Entry) -> tuple[str, ...]:
    """The elements of an entry in their order; “. ” stands between them."""
    return (e.responsible(entry), *_body(entry), e.access(entry))


def _body(entry: Entry) -> tuple[str, ...]:
    if entry.kind == "periodical":  # 4.3
        return title(entry), _numbering(entry), publication(entry)
    if entry.kind in e.PERIODICALS:  # 4.4
        return title(entry), source(entry) + accessed(entry)
    if entry.kind in _ELECTRONIC:  # 4.6
        return title(entry), publication(entry)
    if entry.kind in e.PARTS or entry.item.word("container-title"):  # 4.2
        part = ". ".join(each for each in (title(entry), e.translated(entry)) if each)
        return f"{part}//{e.host(entry)}", e.edition_of(entry), publication(entry)
    return title(entry), e.translated(entry), e.edition_of(entry), publication(entry)  # 4.1, 4.5


def title(entry: Entry) -> str:
    """The title, what is to be added to it, and the sign of the type."""
    item = entry.item
    part = entry.kind in e.PARTS or bool(item.word("container-title"))
    number = "" if entry.kind in e.PERIODICALS or entry.kind == "article" else item.word("number")
    shelf = item.word("archive_location") if entry.kind in e.ARCHIVAL else ""
    added = "\u2003".join(x for x in ("" if part else e.volume(entry), number or shelf) if x)
    return entry.clause(item.word("title"), added) + e.sign(entry)


def source(entry: Entry) -> str:
    """刊名, 年, 卷(期): 页; 报名, 日期(版次)."""
    item, aside = entry.item, entry.edition.aside
    if entry.kind == "article-newspaper":
        return entry.phrase(item.word("container-title"), e.day(item, "issued")) + aside(item.word("page"))  # fmt: skip
    number = entry.phrase(item.word("container-title"), e.year(entry), item.word("volume"))
    return entry.clause(number + aside(item.word("issue")), e.pages(entry))


def _numbering(entry: Entry) -> str:
    item = entry.item
    return item.word("volume") + entry.edition.aside(item.word("issue"))


def publication(entry: Entry) -> str:
    """出版地: 出版者, 出版年: 页[引用日期]; of what is electronic only, (更新日期)[引用日期]."""
    item = entry.item
    kept = ("publisher", "publisher-place", "archive", "archive-place", "page")
    if entry.kind == "patent":
        return e.day(item, "issued") + accessed(entry)
    if entry.kind in _PUBLISHED or item.word(*kept):
        where = entry.clause(item.word("publisher-place", "archive-place"), item.word("publisher", "archive"))  # fmt: skip
        return entry.clause(entry.phrase(where, e.year(entry)), e.pages(entry)) + accessed(entry)
    if not item.online:
        return e.year(entry)
    issued = item.dates.get("issued")
    whole = issued is not None and len(issued.start) == 3
    date = entry.edition.aside(e.day(item, "issued")) if whole else e.year(entry) if issued else ""
    return date + accessed(entry)


def accessed(entry: Entry) -> str:
    """The day of access of what is online (8.4.4)."""
    day = e.day(entry.item, "accessed") if entry.item.online else ""
    return f"[{day}]" if day else ""
