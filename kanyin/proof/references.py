"""Entries of bibliographies by GB/T 7714—2015 and 2025: signs, order of elements, numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from kanyin.proof.blocks import OBJECT
from kanyin.proof.entries import Authors, Entry, authors, entries
from kanyin.proof.rule import HAN, Check, Finding, Rule, Text

FEW = 3
"""A list of fewer entries shows no habit that an entry could depart from."""
HABIT = 0.8
"""The part of a list that makes a habit."""
MOST_CALLED = 0.9
"""The part of a list that is called where calls can be trusted to be complete."""


def each(form: str, fix: str | None = None) -> Check:
    """A check of every entry for a pattern; the finding is the named group that matched."""
    pattern = re.compile(form)

    def check(text: Text) -> Iterator[Finding]:
        for entry in entries(text):
            for m in pattern.finditer(text.prose, entry.body, entry.end):
                group = m.lastgroup or 0
                new = m.expand(fix) if fix is not None else None
                yield Finding(m.start(group), m.end(group), new, {"mark": m[group], "full": new})

    return check


_HIDDEN = re.compile(f"{OBJECT}(?=.{{12}})")
"""A formula amid an entry, which may be a sign that was typed so; an address stands last."""


def unsigned(text: Text) -> Iterator[Finding]:
    """An entry without the sign of its type in a list whose entries have one."""
    listed = entries(text)
    signed = sum(entry.sign is not None for entry in listed)
    if signed < FEW or signed < HABIT * len(listed):
        return
    for entry in listed:
        words = text.prose[entry.body : entry.end]
        if entry.sign is None and len(words) > 8 and not _HIDDEN.search(words):
            yield Finding(entry.start, entry.body, None, {"number": entry.number})


_ISSUE = r"\s?[(（]\s?(?:\d|增|S)[^)）]{0,6}[)）]"
_JOURNAL = re.compile(rf"[,，]\s?(?:19|20)\d\d(?:[,，]\s?\d{{1,4}}{_ISSUE}|{_ISSUE}\s?[:：]\s?\d)")
_THESIS = re.compile("(?:博士|硕士)(?:学位)?论文")
_NEWSPAPER = re.compile(r"(?:日报|晚报|时报|青年报|晨报|都市报)[,，]\s?\d{4}-\d")
_BOOK = re.compile(rf"[{HAN}]{{2,4}}[:：]\s?[{HAN}]{{2,12}}出版社[,，]")
_LIKELY = (
    ("J", _JOURNAL, "MDNRSP"),
    ("D", _THESIS, "MJNRSP"),
    ("N", _NEWSPAPER, "JMDRSP"),
    ("M", _BOOK, "JNDSP"),
)
"""What an entry must be that has a form, and what it is surely not."""


def mistaken(text: Text) -> Iterator[Finding]:
    """A sign that what follows it contradicts."""
    for entry in entries(text):
        if entry.sign is None:
            continue
        mark, source = entry.sign["type"], text.prose[entry.sign.end() : entry.end]
        full = next((full for full, form, _ in _LIKELY if form.search(source)), mark)
        if any(full == likely and mark in wrong for likely, _, wrong in _LIKELY):
            yield Finding(*entry.sign.span("type"), full, {"mark": mark, "full": full})


_ADDRESS = re.compile(rf"{OBJECT}|https?:|www\.|\bDOI\b|\bCSTR\b", re.IGNORECASE)


def unreachable(text: Text) -> Iterator[Finding]:
    """An entry that is online (/OL) and has no address."""
    for entry in entries(text):
        sign = entry.sign
        if sign and sign["carrier"] and "OL" in sign["carrier"] and not _ADDRESS.search(text.prose, entry.body, entry.end):  # fmt: skip
            yield Finding(sign.start(), sign.end(), None, {"mark": sign[0]})


def dates(text: Text) -> Iterator[Finding]:
    """A day in brackets that is not written as YYYY-MM-DD."""
    form = re.compile(r"[\[［(（](?P<x>((?:19|20)\d\d)\s?[-－—–/.．年]\s?(\d{1,2})\s?[-－—–/.．月]\s?(\d{1,2})\s?日?)[\]］)）]")  # fmt: skip
    for entry in entries(text):
        for m in form.finditer(text.prose, entry.body, entry.end):
            full = f"{m[2]}-{int(m[3]):02}-{int(m[4]):02}"
            if m["x"] != full:
                yield Finding(m.start("x"), m.end("x"), full, {"mark": m["x"], "full": full})


def named(is_wrong: Callable[[Authors], bool]) -> Check:
    """A check of the names of entries in a list that elsewhere names three and “等”."""

    def check(text: Text) -> Iterator[Finding]:
        listed = [found for entry in entries(text) if (found := authors(text, entry))]
        if sum(found.others and found.count == 3 for found in listed) < 2:
            return
        for found in listed:
            if is_wrong(found):
                yield Finding(found.start, found.end, None, {"count": found.count})

    return check


def _are_many(names: Authors) -> bool:
    """More than three names."""
    return names.count > 3


def _are_few(names: Authors) -> bool:
    """“等” behind one or two names."""
    return names.others and names.count < 3


def backwards(text: Text) -> Iterator[Finding]:
    """Pages that end before they begin."""
    form = re.compile(r"[:：]\s?(?P<x>(\d{1,6})\s?[-–—~～]\s?(\d{1,6}))(?!\d|\.\d|-)")
    for entry in entries(text):
        for m in form.finditer(text.prose, entry.sign.end() if entry.sign else entry.body, entry.end):  # fmt: skip
            if len(m[2]) == len(m[3]) and int(m[2]) > int(m[3]):
                yield Finding(m.start("x"), m.end("x"), None, {"mark": m["x"]})


_COMMA = re.compile(rf"(?<=[{HAN}])[,，](?=\s?[{HAN}]|\s?\d{{4}})")
_STOP = re.compile("[.．。]|$")


def _commas(text: Text, entry: Entry) -> Iterator[re.Match[str]]:
    """The commas between names and of the source; those of a title are its own."""
    stop = _STOP.search(text.prose, entry.body, entry.end)
    yield from _COMMA.finditer(text.prose, entry.body, stop.start() if stop else entry.body)
    if entry.sign:
        yield from _COMMA.finditer(text.prose, entry.sign.end(), entry.end)


def widths(text: Text) -> Iterator[Finding]:
    """Commas of another width than those of the list; the first of them speaks for all."""
    found = [m for entry in entries(text) for m in _commas(text, entry)]
    counts = Counter(m[0] for m in found)
    if len(counts) < 2:
        return
    (usual, most), (rare, count) = counts.most_common()
    first = next(m for m in found if m[0] == rare)
    if most >= 3 * count:
        yield Finding(*first.span(), None, {"mark": rare, "usual": usual, "count": count})


def _title(text: Text, entry: Entry) -> str:
    if entry.sign is None:
        return ""
    words = text.prose[entry.body : entry.sign.start()]
    return "".join(c for c in words if c.isalnum()).casefold()


def doubles(text: Text) -> Iterator[Finding]:
    """An entry with the authors and the title of an earlier one of the same list."""
    seen: dict[str, Entry] = {}
    for entry in entries(text):
        title = _title(text, entry)
        before = seen.setdefault(title, entry) if title else entry
        rest = text.prose[entry.body : entry.end].strip()
        if before is not entry and rest == text.prose[before.body : before.end].strip():
            yield Finding(entry.start, entry.body, None, {"number": entry.number, "first": before.number})  # fmt: skip


def unordered(text: Text) -> Iterator[Finding]:
    """A number that the list has had already, or that is smaller than the one before it."""
    before = 0
    for entry in entries(text):
        if 0 < entry.number <= before and entry.number != 1:
            arguments = {"number": entry.number, "before": before}
            yield Finding(entry.start, entry.body, None, arguments)
        before = entry.number


_CITED = re.compile(r"[\[［【](\d{1,3}(?:\s?[.,，、\-－—–～~]\s?\d{1,3})*)(?![\d.]*[\]］]\()")
"""Calls of entries, also those whose bracket was never closed."""


def _cited(text: Text) -> dict[int, tuple[int, int]]:
    """The entries that the text calls, each with the place of its first call."""
    calls: dict[int, tuple[int, int]] = {}
    for passage in text.of("paragraph", "item", "quote", "cell", "note", "caption", "dialogue"):
        for m in _CITED.finditer(text.prose, passage.start, passage.end):
            for part in re.split("[.,，、]", m[1]):
                ends = [int(n) for n in re.findall(r"\d+", part)]
                for number in range(ends[0], ends[-1] + 1):
                    calls.setdefault(number, m.span())
    return calls


def uncalled(text: Text) -> Iterator[Finding]:
    """An entry that the text never calls, where it calls nearly all others."""
    listed = {entry.number: entry for entry in entries(text) if entry.number}
    calls = _cited(text)
    missing = [number for number in listed if number not in calls]
    if len(listed) < FEW or len(listed) - len(missing) < MOST_CALLED * len(listed):
        return
    for number in missing:
        entry = listed[number]
        yield Finding(entry.start, entry.body, None, {"number": number})


def leaps(text: Text) -> Iterator[Finding]:
    """A first call before that of a smaller number (顺序编码制)."""
    listed = {entry.number for entry in entries(text)}
    calls = {number: span for number, span in _cited(text).items() if number in listed}
    if len(calls) < FEW or len(calls) < MOST_CALLED * len(listed - {0}):
        return
    told: set[tuple[int, int]] = set()
    for number, span in sorted(calls.items()):
        later = calls.get(number - 1)
        if later and later > span and span not in told:
            told.add(span)
            yield Finding(*span, None, {"number": number, "before": number - 1})


IN_LISTS = frozenset[str]()
RULES = (
    Rule("P701", unsigned, "form", hant=True, aside=IN_LISTS),
    Rule("P702", mistaken, "form", "unsafe", hant=True, aside=IN_LISTS),
    Rule("P703", unreachable, "form", hant=True, aside=IN_LISTS),
    Rule("P704", dates, "form", "safe", hant=True, aside=IN_LISTS),
    Rule(
        "P705",
        each(r"[:：]\s?\d{1,6}(?P<x>\s?[—–~～－―]{1,2}\s?)(?=\d{1,6}(?![\d年月]))", "-"),
        "form",
        "safe",
        hant=True,
        aside=IN_LISTS,
    ),
    Rule(
        "P706",
        each(r"(?<=[,，])\s?(?:19|20)\d\d(?P<x>[,，]\s?)(?=[(（]\s?(?:\d|增|S))", ""),
        "form",
        "safe",
        hant=True,
        aside=IN_LISTS,
    ),
    Rule(
        "P707",
        each(r"(?<=[,，])\s?(?:19|20)\d\d[,，]\s?(?P<x>0\d)(?=\s?[:：])", None),
        "form",
        hant=True,
        aside=IN_LISTS,
    ),
    Rule("P708", named(_are_many), "form", hant=True, aside=IN_LISTS),
    Rule("P709", named(_are_few), "form", hant=True, aside=IN_LISTS),
    Rule(
        "P710",
        each(
            rf"\b(?P<x>D0I(?=\s?[:：]|\s?10\.)|DOI(?>\s?[:：]\s?)(?!10\.\d{{4,9}}/|[{OBJECT}\s]|$)[!-~]{{1,40}})"
        ),
        "form",
        hant=True,
        aside=IN_LISTS,
    ),
    Rule("P711", backwards, "fact", hant=True, aside=IN_LISTS),
    Rule("P712", widths, "form", hant=True, aside=IN_LISTS),
    Rule("P713", doubles, "form", hant=True, aside=IN_LISTS),
    Rule("P714", unordered, "form", hant=True, aside=IN_LISTS),
    Rule("P715", uncalled, "form", hant=True, aside=IN_LISTS),
    Rule("P716", leaps, "form", hant=True),
    Rule(
        "P717",
        each(r"(?<![A-Za-z0-9])(?P<x>(?=\d*[Oo])[12][09Oo][\dOo]{2})(?![A-Za-z0-9])"),
        "character",
        hant=True,
        aside=IN_LISTS,
    ),
)
