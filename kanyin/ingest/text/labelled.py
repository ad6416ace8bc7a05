"""Fields that a manuscript labels: 摘要 关键词 中图分类号 收稿日期 作者简介 and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cache

from kanyin.ingest.text.flow import find_wrap
from kanyin.ingest.text.masthead import iso_date
from kanyin.ingest.text.page import DROPPED, NOTHING, Claim, Finding, Found, Line, Page, Span
from kanyin.ingest.text.record import split_list
from kanyin.ingest.text.script import HAN, columns, has_han, is_prose, squeeze
from kanyin.ingest.text.tables import field_labels, spaced_labels, spaced_pattern
from kanyin.ingest.text.zones import runs

_DATE = re.compile(r"([12]\d{3})(?:[-/.年](\d{1,2}))?(?:[-/.月](\d{1,2}))?")
_DATES = frozenset("date received revised accepted".split())
_TEXTS = frozenset("abstract abstract_en author_notes fund title".split())
_CODES = frozenset("clc document_code article_number doi".split())
_ABOVE_TEXT = frozenset("abstract keywords clc document_code article_number".split())
"""Fields whose label stands between a title and the text, and hardly in the text."""

_LIFE = re.compile(f"[{HAN}·]{{2,8}}[ 　]*[（(：:，,]")
_NOTE_OPENING = re.compile(
    "(?P<open>[【［\\[])?(?:编者按|编者的话|编者注|译者按|编辑按|主持人按|按语|編者按|編者的話|編者註|譯者按)"
    "(?(open)[】］\\]]|[：:　 ])"
)
_RECEIVED = re.compile(r"([12]\d{3}-\d{1,2}-\d{1,2})[ 　]*(收稿|修回|定稿)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of a line and the stretch of its value, by columns."""

    field: str
    start: int
    value: tuple[int, int]


@cache
def _pattern() -> re.Pattern[str]:
    """A label, bracketed, or before a colon; some may end with a space alone."""
    label, spaced = spaced_pattern(field_labels()), spaced_pattern(spaced_labels())
    return re.compile(
        rf"[【\[［〔*＊ \t　]{{0,6}}(?P<bracketed>{label})[ \t　]*(?:[】\]］〕]|\*\*)[ \t　]*[:：∶]?"
        rf"|[*＊]?(?P<plain>{label})[ \t　]*[:：∶]"
        rf"|(?P<spaced>{spaced})[ \t　]+(?=\S)"
    )


def read_labels(text: str) -> tuple[Labelled, ...]:
    """The labelled fields of a line that begins with a label."""
    if not _pattern().match(text):
        return ()
    matches = [m for m in _pattern().finditer(text) if _begins(text, m)]
    if len(matches) > 12:
        return ()
    ends = [m.start() for m in matches[1:]] + [len(text)]
    return tuple(
        Labelled(_field(m), m.start(), (m.end(), end))
        for m, end in zip(matches, ends, strict=True)
    )


def _begins(text: str, match: re.Match[str]) -> bool:
    """Inside a line only a bracket or a colon makes a label, and no ideograph before it."""
    if match.start() == 0:
        return True
    if match["spaced"] is not None:
        return False
    return _field(match) in _CODES or not has_han(text[match.start() - 1 : match.start()])


def _field(match: re.Match[str]) -> str:
    word = match["bracketed"] or match["plain"] or match["spaced"]
    known = field_labels()
    return known.get(squeeze(word)) or known[re.sub(r"\s+", "", word)]


def labelled_fields(page: Page) -> Found:
    """Labelled lines above and below the running text, and labels with their text below."""
    found, below = NOTHING, set[int]()
    for line in _edge_lines(page, below):
        field = bare_label(line)
        if field and (lines := tuple(_text_below(page, line, field))):
            found += _with_text_below(line, lines, field)
            below |= {ln.number for ln in lines}
        elif line.number in below:
            continue
        elif rows := read_labels(line.bare):
            more = _wrapped_below(page, line, rows[-1].field)
            found += _gone_on(_line(line, rows), more, rows[-1].field)
            below |= {ln.number for ln in more}
        elif match := _RECEIVED.match(line.bare):
            found += _dated(line, match)
    return found


def _wrapped_below(page: Page, label: Line, field: str) -> tuple[Line, ...]:
    """The lines on which a labelled text of a hard-wrapped page goes on."""
    if not field.startswith("abstract") or not (wrap := find_wrap(page.free)):
        return ()
    lines: list[Line] = []
    before = label
    for line in page.lines[label.number : label.number + 40]:
        if not line.bare or line.number in page.taken or read_labels(line.bare):
            break
        if columns(before.text.rstrip()) < wrap.width - 4:
            break
        lines.append(line)
        before = line
    return tuple(lines)


def _gone_on(found: Found, lines: tuple[Line, ...], field: str) -> Found:
    """The findings of a line, the last of which goes on below it."""
    if not lines or not found.findings:
        return found
    *before, last = found.findings
    longer = replace(last, spans=(*last.spans, *(line.span for line in lines)))
    claims = tuple(Claim(*line.whole, field, "") for line in lines)
    return Found(found.claims + claims, (*before, longer), found.remarks)


def empty_labels(page: Page) -> Found:
    """收稿日期：修回日期： with nothing filled in, wherever the foot of a page has landed."""
    lines = [ln for ln in page.free if len(ln.bare) <= 40 and _all_empty(read_labels(ln.bare))]
    return Found(tuple(Claim(*line.whole, DROPPED, "empty label") for line in lines))


def _all_empty(rows: tuple[Labelled, ...]) -> bool:
    return len(rows) > 1 and all(r.field in _DATES and r.value[0] == r.value[1] for r in rows)


def _edge_lines(page: Page, known: Set[int] = frozenset()) -> Iterator[Line]:
    """From the top to the first running text without a label, and so from the bottom.

    Lines that are ``known`` by the time they come are no running text.
    """
    seen: set[int] = set()
    for lines in (page.free, tuple(reversed(page.free))):
        for at, line in enumerate(lines[:60]):
            text = line.number not in known and runs(line)
            if line.number in seen or (text and not _goes_on(lines[at : at + 4])):
                break
            seen.add(line.number)
            yield line
    yield from (ln for ln in page.free[-30:] if ln.number not in seen and bare_label(ln))


def _goes_on(lines: tuple[Line, ...]) -> bool:
    """Whether a line, or one of the three after it, has a label of its own."""
    first, *after = (line.bare for line in lines)
    if read_labels(first) or _NOTE_OPENING.match(first):
        return True
    fields = (rows[0].field for text in after if (rows := read_labels(text)))
    return not first.endswith("。") and any(field in _ABOVE_TEXT for field in fields)


def bare_label(line: Line) -> str:
    """The field that a line names that is a label and nothing more (# 摘要：, 作者简介)."""
    text = squeeze(line.bare).strip("#【】[]［］〔〕：:") if len(line.bare) <= 16 else ""
    field = field_labels().get(text, "")
    return field if field in _TEXTS else ""


def _text_below(page: Page, label: Line, field: str) -> Iterator[Line]:
    """The lines that a bare label stands above: lives one by one, an abstract up to a label."""
    lines = [ln for ln in page.lines[label.number : label.number + 24] if ln.bare][:9]
    for n, line in enumerate(lines):
        text = line.bare
        if line.number in page.taken or bare_label(line) or read_labels(text) or text[0] == "#":
            return
        if field == "author_notes" and not _LIFE.match(text):
            return
        if field == "title" and is_prose(line.text):
            return
        if field != "author_notes" and n and not any(read_labels(ln.bare) for ln in lines[n:]):
            return
        yield line


def _with_text_below(label: Line, lines: tuple[Line, ...], field: str) -> Found:
    why = f"below its label, line {label.number}"
    finding = Finding(field, why, spans=tuple(line.span for line in lines))
    claims = (Claim(*line.whole, field, "") for line in lines)
    return Found((Claim(*label.whole, DROPPED, "label"), *claims), (finding,))


def _line(line: Line, rows: tuple[Labelled, ...]) -> Found:
    found = NOTHING
    offset = line.span[0] - line.start
    for number, row in enumerate(rows):
        start = line.start if number == 0 else line.start + offset + row.start
        last = number + 1 == len(rows)
        end = line.end if last else line.start + offset + row.value[1]
        span = line.within(offset + row.value[0], offset + row.value[1])
        found += _claimed(row.field, (start, end), span, line)
    return found


def _claimed(field: str, whole: Span, span: Span, line: Line) -> Found:
    text = line.text[span[0] - line.start : span[1] - line.start]
    finding = _finding(field, text, span, f"labelled, line {line.number}")
    to = _destination(field)
    more = _from_article_number(text, finding) if field == "article_number" else ()
    if finding is None or not text:
        return Found((Claim(*whole, DROPPED, "empty label" if not text else "label"),))
    return Found((Claim(*whole, to, ""),), (finding, *more))


def _from_article_number(text: str, finding: Finding | None) -> tuple[Finding, ...]:
    """文章编号 is ISSN(year)issue-page-pages (CAJ-CD B/T 1—1998)."""
    match = re.match(r"[\dX]{4}-[\dX]{4}[（(](\d{4})[）)](\d{2})-", text)
    if match is None or finding is None:
        return ()
    value = (("year", match.group(1)), ("number", str(int(match.group(2)))))
    return (Finding("source", f"文章编号, {finding.evidence}", value=value),)


def _destination(field: str) -> str:
    return {"affiliation": "authors", "journal": "source", "reprint_issue": "source"}.get(
        field, field
    )


def _finding(field: str, text: str, span: Span, why: str) -> Finding | None:
    if field == "furniture":
        return None
    if field in _DATES:
        match = _DATE.search(text)
        return (
            Finding(field, why, value=iso_date(*(p or "" for p in match.groups())))
            if match
            else None
        )
    if field in _TEXTS:
        return Finding(field, why, spans=(span,))
    if field in _CODES:
        return Finding(field, why, value=text.strip().rstrip("。;；"))
    return _special(field, text, why)


def _special(field: str, text: str, why: str) -> Finding:
    if field == "keywords_en":
        return Finding(field, why, value=split_list(text))
    if field == "keywords":
        return _keywords(text, why)
    if field == "authors":
        return Finding("author_line", why, value=text)
    if field == "journal":
        return Finding("source", why, value=(("journal", text.strip("《》")),))
    if field == "reprint_issue" and len(text) == 6:
        return Finding("source", why, value=(("year", text[:4]), ("number", str(int(text[4:])))))
    return Finding(field, why, value=text)


def _keywords(text: str, why: str) -> Finding:
    """Keywords between marks or spaces; a run without any is left to be divided."""
    items = split_list(text, re.compile("[;；,，、/／]\\s*"))
    if len(items) == 1:
        items = tuple(re.split("[ 　]+", items[0]))
    if len(items) == 1 and len(items[0]) >= 4:
        return Finding("keyword_run", why, value=items[0])
    return Finding("keywords", why, value=items)


def _dated(line: Line, match: re.Match[str]) -> Found:
    field = {"收稿": "received", "修回": "revised", "定稿": "accepted"}[match.group(2)]
    why = f"dated, line {line.number}"
    finding = Finding(field, why, value=iso_date(*match.group(1).split("-")))
    return Found((Claim(*line.whole, field, ""),), (finding,))


def editor_note(page: Page) -> Found:
    """编者按, 译者按: as printed, label and all."""
    for line in _edge_lines(page):
        if _NOTE_OPENING.match(line.bare):
            finding = Finding("editor_note", f"opens line {line.number}", spans=(line.span,))
            return Found((Claim(*line.whole, "editor_note", ""),), (finding,))
    return NOTHING
