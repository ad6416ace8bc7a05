"""Credits as they are printed, and the lines of the colophon."""

from __future__ import annotations

from collections.abc import Iterable

from kanyin.model.article import Citation, Credit, Person, Record
from kanyin.model.dates import PartialDate
from kanyin.model.issue import Masthead
from kanyin.model.roles import ROLES


def credit_lines(credits: Iterable[Credit], lang: str = "zh-Hans") -> list[tuple[str, str]]:
    """Label and names of each role, in the order in which they were written."""
    traditional = lang.startswith("zh-Hant")
    return [
        (
            c.label or (ROLES[c.role].traditional if traditional else ROLES[c.role].label),
            "、".join(c.names),
        )
        for c in credits
    ]


def affiliations(authors: Iterable[Person]) -> str:
    """Where the authors work, each place once: 临江县文化馆，临江 009126；……"""
    places = (", ".join(t for t in (a.affiliation, a.postcode) if t) for a in authors)
    return "；".join(dict.fromkeys(p.replace(", ", "，") for p in places if p))


def citation_line(citation: Citation | None) -> str:
    """《紫光阁》2021年第10期, as an earlier printing is named."""
    if citation is None:
        return ""
    parts = (
        f"《{citation.journal}》" if citation.journal else "",
        f"{citation.year}年" if citation.year else "",
        f"第{citation.volume}卷" if citation.volume else "",
        f"第{citation.number}期" if citation.number else "",
        f"（总第{citation.total_number}期）" if citation.total_number else "",
        f"第{citation.edition}版" if citation.edition else "",
        f"第{citation.pages}页" if citation.pages else "",
    )
    return "".join(parts)


def apparatus_lines(record: Record) -> list[tuple[str, str]]:
    """What a scholarly article carries below its keywords."""

    def day(date: PartialDate | None) -> str:
        return date.iso() if date else ""

    lines = [
        ("中图分类号", record.clc),
        ("文献标识码", record.document_code),
        ("文章编号", record.article_number),
        ("DOI", record.doi),
        ("基金项目", "；".join(record.fund)),
        ("收稿日期", day(record.received)),
        ("修回日期", day(record.revised)),
        ("录用日期", day(record.accepted)),
        ("通信作者", record.corresponding),
    ]
    return [(label, text) for label, text in lines if text]


def colophon_lines(masthead: Masthead) -> list[tuple[str, str]]:
    """What a periodical's colophon states: numbers, people, addresses, price."""
    number = f"{masthead.year}年第{masthead.number}期" if masthead.number else ""
    total = f"（总第{masthead.total_number}期）" if masthead.total_number else ""
    lines = [
        ("刊期", masthead.frequency),
        ("期号", number + total),
        ("国际标准连续出版物号", f"ISSN {masthead.issn}" if masthead.issn else ""),
        ("国内统一连续出版物号", f"CN {masthead.cn}" if masthead.cn else ""),
        ("国际标准书号", f"ISBN {masthead.isbn}" if masthead.isbn else ""),
        *masthead.publisher,
        *credit_lines(masthead.credits),
        ("出版日期", masthead.date.chinese() if masthead.date else ""),
        ("定价", f"{masthead.price}元" if masthead.price else ""),
    ]
    return [(label, text) for label, text in lines if text]
