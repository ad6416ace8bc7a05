"""The layouts of GB/T 7714—2025, by document types (its chapter 8).

The stops “. ” and square brackets are half-width, other marks full-width (chapter 6); family
names keep their case (7.1.1); only web pages, data sets and preprints have a day of access.
"""

from __future__ import annotations

from kanyin.bibliography import elements as e
from kanyin.bibliography.elements import Edition, Entry

EDITION = Edition(2025, "，", "：", "（）", "—", capitals=False, marks=e.MARKS_2025)
_BOOKS = {"book", "classic", "map", "patent", "report"}


def elements(entry: Entry) -> tuple[str, ...]:
    """The elements of an entry in their order; “. ” stands between them."""
    standard = entry.kind == "standard" and entry.head_year is None
    return ("" if standard else e.responsible(entry), *_body(entry), e.access(entry))


def _body(entry: Entry) -> tuple[str, ...]:
    item = entry.item
    if entry.kind == "periodical":  # 8.4
        return title(entry), item.word("volume"), publication(entry)
    if entry.kind in e.PERIODICALS:  # 8.5
        return title(entry), e.translated(entry), source(entry)
    if entry.kind in e.WEB:  # 8.11
        return title(entry), made_and_accessed(entry)
    if item.word("container-title"):  # 8.3
        part = ". ".join(each for each in (title(entry), e.translated(entry)) if each)
        return f"{part}//{e.host(entry)}", e.edition_of(entry), publication(entry)
    if entry.kind == "paper-conference":  # 8.6
        held = entry.clause(entry.phrase(e.host(entry), e.year(entry)), e.pages(entry))
        return (f"{title(entry)}//{held}",)
    if entry.kind == "standard":  # 8.9
        return ("\u2003".join(x for x in (item.word("number"), title(entry)) if x),)
    if entry.kind in ("dataset", "article"):  # 8.14, 8.15
        return title(entry), _version(entry), item.word("publisher") + made_and_accessed(entry)
    published = entry.kind in _BOOKS or item.word("publisher") or not item.online
    if published or _is_record(entry):  # 8.2, 8.7, 8.8, 8.10, 8.12, 8.13
        size = item.word("dimensions") if entry.kind == "map" else ""
        return title(entry), e.translated(entry), e.edition_of(entry), publication(entry), size
    return title(entry), _version(entry), made_and_accessed(entry)


def title(entry: Entry) -> str:
    """The title, what is to be added to it, a map's scale, and the sign of the type."""
    item = entry.item
    part = entry.kind in e.PARTS or bool(item.word("container-title"))
    named = entry.clause(item.word("title"), "" if part else e.volume(entry), _number(entry))
    scale = f". {item.word('scale')}" if entry.kind == "map" and item.word("scale") else ""
    return named + scale + e.sign(entry)


def _number(entry: Entry) -> str:
    """A report's number, a patent's application (8.10), a record's shelf (8.12)."""
    item = entry.item
    if entry.kind in e.PERIODICALS or entry.kind in ("standard", "article"):
        return ""
    filed = item.word("call-number") if entry.kind == "patent" else ""
    shelf = item.word("archive_location") if _is_record(entry) else ""
    return filed or item.word("number") or shelf


def _is_record(entry: Entry) -> bool:
    return entry.kind in e.ARCHIVAL or bool(entry.item.word("archive"))


def _version(entry: Entry) -> str:
    text = entry.item.word("version")
    return f"V{text}" if text[:1].isdigit() else text


def source(entry: Entry) -> str:
    """刊名，年，卷（期）：页; an article published ahead has its day (8.5.1)."""
    item, aside = entry.item, entry.edition.aside
    if entry.kind == "article-newspaper":
        return entry.phrase(item.word("container-title"), e.day(item, "issued")) + aside(item.word("page"))  # fmt: skip
    ahead = not item.word("volume", "issue")
    when = e.day(item, "available-date", "issued") if ahead else e.year(entry)
    when = "" if ahead and when == entry.head_year else when
    number = entry.phrase(item.word("container-title"), when, item.word("volume"))
    return entry.clause(number + aside(item.word("issue")), e.pages(entry))


def publication(entry: Entry) -> str:
    """出版地：出版者，出版年：页; of reports, patents and records the whole day (7.5.4.2)."""
    item = entry.item
    record = _is_record(entry)
    whole = entry.kind == "patent" or record or (entry.kind == "report" and not item.word("publisher"))  # fmt: skip
    when = (e.day(item, "issued") if whole else "") or e.year(entry)
    when = "" if when == entry.head_year else when
    if record:
        where = entry.clause(item.word("archive-place"), item.word("archive"))
        return entry.phrase(where, when)
    where = entry.clause(item.word("publisher-place"), item.word("publisher"))
    return entry.clause(entry.phrase(where, when), e.pages(entry))


def made_and_accessed(entry: Entry) -> str:
    """（创建或修改日期）[引用日期] (7.6)."""
    made = entry.edition.aside(e.day(entry.item, "issued"))
    seen = e.day(entry.item, "accessed")
    return made + (f"[{seen}]" if seen else "")
