"""Lines that say where an article appeared: journal, year, issue, volume, page, column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kanyin.ingest.text.page import NOTHING, Finding, Found, Line, Page, drop, take
from kanyin.ingest.text.script import HAN, arabic, has_han, is_prose, squeeze
from kanyin.ingest.text.zones import directly_below, head

_YEAR = "[12][0-9]{3}|[12１２][０-９]{3}|[一二][〇○零一二三四五六七八九]{3}"
_N = "[0-9０-９一二三四五六七八九十百]{1,4}"
_ENGLISH_DATE = re.compile(r"[A-Z][a-z]{2,8}[.,]? ?(?:\d{1,2},? )?[12]\d{3}")
_SPACE = re.compile(r"[ \t　]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a masthead and what it tells."""

    key: str
    text: str


_TERMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), tuple(keys.split()))
    for pattern, keys in (
        (rf"《([^《》]{{1,20}})》({_YEAR})年第?({_N})期", "journal year number"),
        (
            rf"《([^《》]{{1,20}})》({_YEAR})年第?({_N})期[（(]总第?({_N})期[）)]",
            "journal year number total_number",
        ),
        (rf"《([^《》]{{1,20}})》第({_N})期", "journal number"),
        (rf"({_YEAR})年总第?({_N})期", "year total_number"),
        (rf"第({_N})卷第({_N})期", "volume number"),
        (rf"[Vv]ol\.?({_N})[,，]?[Nn]o\.?({_N})", "vol no"),
        (rf"[Vv]ol\.?({_N})", "vol"),
        (rf"[Nn]o\.?({_N})", "no"),
        (rf"({_YEAR})年第?({_N})期", "year number"),
        (rf"({_YEAR})年第?({_N})期[（(]总第?({_N})期[）)]", "year number total_number"),
        (rf"({_YEAR})[·•.]({_N})", "year number"),
        (rf"({_YEAR})年({_N})月({_N})日", "y m d"),
        (rf"({_YEAR})年({_N})月", "y m"),
        (rf"({_YEAR})年?", "year"),
        (rf"第({_N})卷", "volume"),
        (rf"第({_N})期", "number"),
        (rf"[（(]?总第?({_N})期[）)]?", "total_number"),
        (rf"(第{_N}版)", "edition"),
        (rf"(第{_N}版)[：:·•](.{{1,10}})", "edition column"),
        (r"《([^《》]{1,20})》", "journal"),
        (r"[·•.\-—]*\d{1,4}[·•.\-—]*", ""),
        (r"[·•](.{1,12})[·•]", "column"),
        (r"[【［\[](.{1,12})[】］\]]", "column"),
        (r"[◆◎●■★☆◇○](.{1,12})", "column"),
        (r"星期[一二三四五六日天]|[A-Za-z.&]+|[·•]", ""),
    )
)
_STRONG = frozenset("number volume total_number edition vol no".split())
_CITATION = ("journal", "year", "number", "volume", "total_number", "edition")


def _words(text: str) -> list[str]:
    """The words of a line, letter-spaced ones put together (南  方  河  测)."""
    words: list[str] = []
    single = re.compile(f"[{HAN}]")
    for alone, group in groupby(_SPACE.split(text.strip()), lambda w: bool(single.fullmatch(w))):
        items = list(group)
        words += ["".join(items)] if alone else items
    text = " ".join(words)
    text = re.sub(
        r"(?<=[·•]) (?=\d)|(?<=\d) (?=[·•])|(?<=Vol\.) (?=\d)|(?<=No\.) (?=\d)|(?<=[,，]) (?=No)",
        "",
        text,
    )
    return text.split(" ")


def read_masthead(text: str) -> tuple[Term, ...]:
    """What a line tells of the issue, or nothing when a word of it tells something else."""
    terms = _terms(text)
    keys = {term.key for term in terms}
    named = sum(term.key == "name" for term in terms)
    sure = keys & _STRONG or ("y" in keys and ("journal" in keys or len(_words(text)) >= 3))
    return terms if sure and named <= 2 else ()


def _terms(text: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    for word in _words(text):
        found = _term(word)
        if found is None:
            if not has_han(word) or len(word) > 12 or not re.fullmatch(f"[{HAN}A-Za-z·•]+", word):
                return ()
            found = (Term("name", word),)
        terms += found
    return tuple(terms)


def _term(word: str) -> tuple[Term, ...] | None:
    for pattern, keys in _TERMS:
        if match := pattern.fullmatch(word):
            return tuple(Term(k, t) for k, t in zip(keys, match.groups(), strict=True))
    return None


def masthead(page: Page) -> Found:
    """The journal's own lines above an article, and its running heads further down."""
    found, lines = NOTHING, []
    block = _block(page)
    for line in block:
        found += Found((take(line, "source"),))
    if block:
        terms = tuple(term for line in block for term in _terms_of(line))
        found += Found(findings=tuple(_findings(terms, block[0])))
        lines += block
    for line in head(page):
        if line not in block and (terms := read_masthead(line.bare)):
            lines.append(line)
            found += Found((take(line, "source"),), tuple(_findings(terms, line)))
    found += _journal_above(page, lines, found)
    return found + _running_heads(page, {line.number for line in lines})


def _block(page: Page) -> list[Line]:
    """A masthead of several lines that opens the page, up to the last that gives a date or issue."""
    lines: list[Line] = []
    last = 0
    for line in head(page)[:7]:
        terms = _terms_of(line)
        if not terms or len(line.bare) > 60:
            break
        lines.append(line)
        if {t.key for t in terms} & (_STRONG | {"y"}) or _ENGLISH_DATE.fullmatch(line.bare):
            last = len(lines)
    keys = [t.key for line in lines[:last] for t in _terms_of(line)]
    whole = last > 1 and bool(_STRONG & set(keys)) and keys.count("name") <= 2
    return lines[:last] if whole else []


def _terms_of(line: Line) -> tuple[Term, ...]:
    """What the words of a line tell; nothing when one tells something else."""
    if re.fullmatch(r"[A-Z][A-Z &.]{5,50}", line.bare) or _ENGLISH_DATE.fullmatch(line.bare):
        return (Term("latin", line.bare),)
    return _terms(line.bare)


def _running_heads(page: Page, known: set[int]) -> Found:
    """Once the page has a masthead, its like further down is furniture."""
    if not known:
        return NOTHING
    again = [
        line
        for line in page.free
        if line.number not in known
        and not is_prose(line.text)
        and len(line.bare) <= 80
        and _like_masthead(line)
    ]
    return Found(tuple(drop(line, "running head") for line in again))


def _like_masthead(line: Line) -> bool:
    return bool(re.search("[期卷版]", line.text)) and bool(read_masthead(line.bare))


def _findings(terms: tuple[Term, ...], line: Line) -> Iterator[Finding]:
    parts = {t.key: t.text for t in reversed(terms) if t.key != "name"}
    for english, key in (("vol", "volume"), ("no", "number")):
        if english in parts:
            parts.setdefault(key, parts[english])
    names = [t.text for t in terms if t.key == "name"]
    if "journal" not in parts and names:
        parts["journal"] = names.pop(0)
    if "column" not in parts and names:
        parts["column"] = names.pop(0)
    why = f"masthead on line {line.number}"
    yield Finding("source", why, value=tuple(_citation(parts)))
    if "column" in parts:
        yield Finding("column", why, value=parts["column"].strip("·•"))
    if "y" in parts:
        yield Finding("date", why, value=iso_date(*(parts.get(k, "") for k in "ymd")))


def _citation(parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key in _CITATION:
        if key in parts:
            plain = key in ("journal", "edition")
            yield key, squeeze(parts[key]) if plain else arabic(parts[key])
    if "y" in parts and "year" not in parts:
        yield "year", arabic(parts["y"])


def _journal_above(page: Page, lines: list[Line], found: Found) -> Found:
    """The journal's name on lines of its own, right above the issue."""
    told = {k for f in found.findings if isinstance(f.value, tuple) for k, _ in f.value}
    if not lines or "journal" in told:
        return NOTHING
    above: list[Line] = []
    for line in reversed([ln for ln in head(page) if ln.number < lines[0].number]):
        if not directly_below(line, above[-1] if above else lines[0]):
            break
        above.append(line)
    name = next((ln for ln in above if has_han(ln.bare) and len(ln.bare) <= 12), None)
    if name is None or len(above) > 2:
        return NOTHING
    value = (("journal", squeeze(name.bare)),)
    finding = Finding("source", f"the line above the masthead, {name.number}", value=value)
    return Found(tuple(take(line, "source") for line in above), (finding,))


def iso_date(year: str, month: str = "", day: str = "") -> str:
    """An ISO date, only as exact as it is printed; ``--10-08`` has no year."""
    parts = [arabic(year).zfill(4) if year else "-"]
    parts += [arabic(part).zfill(2) for part in (month, day) if part]
    return "-".join(parts)
