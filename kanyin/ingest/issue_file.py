"""``issue.yaml``: the plan of an issue, before its articles are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kanyin.diagnostics import Outcome, Place
from kanyin.fields import (
    Field,
    Reader,
    Remarks,
    read_mapping,
    read_text,
    read_texts,
    read_yaml,
)
from kanyin.ingest.front_matter import (
    read_credits,
    read_date,
    read_language,
    read_people,
)
from kanyin.ingest.printing import PlannedPrinting, read_printing
from kanyin.layouts import read_trim
from kanyin.model.article import Credit, Person
from kanyin.model.identifiers import is_cn, is_isbn, is_issn, issn_check_digit
from kanyin.model.issue import SCREEN_STANDARDS, Certification, Cover, Masthead

KINDS = ("periodical", "book", "document")
LEVELS = ("A", "AA", "AAA")
"""Levels of conformance (WCAG 2.2, 5.2.1)."""
_SAFE_ID = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][\w\u4e00-\u9fff.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article named in the contents, and where it is named."""

    file: str
    place: Place


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column of the contents."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``issue.yaml`` says, typed."""

    id: str = ""
    kind: str = "periodical"
    title: str = ""
    masthead: Masthead = field(default_factory=Masthead)
    cover: Cover | None = None
    cover_place: Place | None = None
    contents: tuple[PlannedColumn, ...] = ()
    authors: tuple[Person, ...] = ()
    people: tuple[Person, ...] = ()
    lang: str = "zh-Hans"
    layout: str = "journal"
    trim: str = ""
    accessibility: Certification | None = None
    printing: PlannedPrinting = field(default_factory=PlannedPrinting)
    screen_pdf: str = SCREEN_STANDARDS[0]


def read_plan(text: str, name: str) -> Outcome[Plan | None]:
    """Read ``issue.yaml``; None when it cannot be read as YAML at all."""
    read = read_yaml(text, name)
    remarks = Remarks(list(read.diagnostics))
    if read.value is None:
        if read.ok:
            remarks.add("S111", Place(name, 1, 1), key="contents")
        return Outcome(None, tuple(remarks.found))
    values = read_mapping(read.value, remarks, KEYS)
    for key in ("id", "contents"):
        if key not in values:
            remarks.add("S111", read.value.place, key=key)
    return Outcome(_plan(values, read.value), tuple(remarks.found))


def _plan(values: dict[str, Any], root: Field) -> Plan:
    printed = {k: values.pop(k) for k in tuple(values) if k in Masthead.__dataclass_fields__}
    printed["credits"] = values.pop("masthead", ())
    masthead = replace(Masthead(), **printed)
    cover = root.value.get("cover") if isinstance(root.value, dict) else None
    title = values.pop("title", "") or issue_title(masthead)
    return replace(
        Plan(),
        **values,
        title=title,
        masthead=masthead,
        cover_place=cover.place if cover else None,
    )


def issue_title(masthead: Masthead) -> str:
    """《檐下》2026年第1期, as an issue is cited."""
    if not masthead.journal:
        return ""
    year = f"{masthead.year}年" if masthead.year else ""
    number = f"第{masthead.number}期" if masthead.number else ""
    return f"《{masthead.journal}》{year}{number}"


def _read_id(field: Field, remarks: Remarks) -> str:
    text = read_text(field, remarks)
    if not _SAFE_ID.fullmatch(text):
        remarks.add("S112", field.place, text=text)
        return ""
    return text


def _read_kind(field: Field, remarks: Remarks) -> str:
    text = read_text(field, remarks)
    if text not in KINDS:
        remarks.add("S113", field.place, text=text, known="、".join(KINDS))
        return "periodical"
    return text


def _read_issn(field: Field, remarks: Remarks) -> str:
    text = read_text(field, remarks)
    if text and not is_issn(text):
        digit = issn_check_digit(text)
        zh = f"按前七位，最后一位应是 {digit}" if digit else "不是八位数字"
        en = f"by the first seven, the last is {digit}" if digit else "these are not eight digits"
        remarks.add("S128", field.place, text=text, why=zh, why_en=en)
    return text


def _number(is_right: Callable[[str], bool], code: str) -> Reader[str]:
    """A reader of a registered number, with a remark on one that cannot be."""

    def read(field: Field, remarks: Remarks) -> str:
        text = read_text(field, remarks)
        if text and not is_right(text):
            remarks.add(code, field.place, text=text)
        return text

    return read


def _read_publisher(field: Field, remarks: Remarks) -> tuple[tuple[str, str], ...]:
    if not isinstance(field.value, dict):
        remarks.add(
            "S106",
            field.place,
            expected="“项目: 内容”的组",
            expected_en="a mapping of labels to texts",
        )
        return ()
    return tuple((label, read_text(value, remarks)) for label, value in field.value.items())


def _read_masthead(field: Field, remarks: Remarks) -> tuple[Credit, ...]:
    return read_credits(field, remarks)


def _read_cover(field: Field, remarks: Remarks) -> Cover:
    keys: Mapping[str, Reader[Any]] = {
        "image": read_text,
        "alt": read_text,
        "teasers": read_texts,
    }
    return replace(Cover(), **read_mapping(field, remarks, keys))


def _read_level(field: Field, remarks: Remarks) -> str:
    text = read_text(field, remarks)
    if text not in LEVELS:
        remarks.add("S106", field.place, expected="A、AA 或 AAA", expected_en="A, AA or AAA")
    return text


def _read_accessibility(field: Field, remarks: Remarks) -> Certification | None:
    """A claim of conformance needs someone who makes it."""
    keys: Mapping[str, Reader[Any]] = {
        **dict.fromkeys(("certifier", "credential", "report"), read_text),
        "level": _read_level,
    }
    values = read_mapping(field, remarks, keys)
    if not values.get("certifier"):
        remarks.add("S111", field.place, key="certifier")
        return None
    return Certification(**values)


def _read_screen_pdf(field: Field, remarks: Remarks) -> str:
    text = read_text(field, remarks)
    if text not in SCREEN_STANDARDS:
        usual, archival = SCREEN_STANDARDS
        remarks.add(
            "S106",
            field.place,
            expected=f"{usual} 或 {archival}",
            expected_en=f"{usual} or {archival}",
        )
    return text


def _read_contents(field: Field, remarks: Remarks) -> tuple[PlannedColumn, ...]:
    if not isinstance(field.value, tuple):
        remarks.add("S106", field.place, expected="栏目的列表", expected_en="a list of columns")
        return ()
    return tuple(_column(item, remarks) for item in field.value)


def _column(field: Field, remarks: Remarks) -> PlannedColumn:
    keys: Mapping[str, Reader[Any]] = {"column": read_text, "articles": _read_entries}
    values = read_mapping(field, remarks, keys)
    return PlannedColumn(values.get("column", ""), values.get("articles", ()))


def _read_entries(field: Field, remarks: Remarks) -> tuple[Entry, ...]:
    items = field.value if isinstance(field.value, tuple) else (field,)
    return tuple(e for item in items if (e := _entry(item, remarks)))


def _entry(field: Field, remarks: Remarks) -> Entry | None:
    """A file name, or ``{file: …, first_page: …}``; finished pages come later."""
    if isinstance(field.value, str):
        return Entry(field.value.strip(), field.place)
    keys: Mapping[str, Reader[Any]] = dict.fromkeys(("file", "page", "first_page"), read_text)
    values = read_mapping(field, remarks, keys)
    if "page" in values or "first_page" in values:
        remarks.add("S114", field.place)
    return Entry(values["file"], field.place) if "file" in values else None


_TEXT_KEYS = (
    "title journal journal_english year number total_number frequency price layout"
).split()

KEYS: dict[str, Reader[Any]] = {
    **dict.fromkeys(_TEXT_KEYS, read_text),
    "id": _read_id,
    "issn": _read_issn,
    "cn": _number(is_cn, "S129"),
    "isbn": _number(is_isbn, "S130"),
    "kind": _read_kind,
    "date": read_date,
    "lang": read_language,
    "authors": read_people,
    "people": read_people,
    "publisher": _read_publisher,
    "masthead": _read_masthead,
    "cover": _read_cover,
    "accessibility": _read_accessibility,
    "contents": _read_contents,
    "printing": read_printing,
    "screen_pdf": _read_screen_pdf,
    "trim": read_trim,
}
"""Every key of ``issue.yaml`` and how it is read (``docs/format.md``)."""
