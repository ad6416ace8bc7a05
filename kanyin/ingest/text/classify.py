"""What each unit of the body is. Every pass names the units it is sure of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from kanyin.ingest.text.flow import Unit, Units, mark
from kanyin.ingest.text.forms import (
    BULLET,
    CAPTION,
    MARKDOWN_HEADING,
    PHOTO_CREDIT,
    QUOTE,
    RULE,
    SCENE_BREAK,
    SPEAKER,
    TABLE_CAPTION,
    form_of,
)
from kanyin.ingest.text.headings import bare_headings, markdown_headings, numbered_headings, scenes
from kanyin.ingest.text.letters import letters
from kanyin.ingest.text.script import has_han

Pass = Callable[[Units], Units]

_LETTER = re.compile("此致|敬礼|顺颂|[年月]\\d*[〇一二三四五六七八九十]*日$|编辑部$")
_TABLE_NUMBER = re.compile(r"表[ 　]*(\d+)[\s　：:]+\S")
_CODE = re.compile(r"[(){}=;:<>\"]")


def _runs(units: Units, fits: Callable[[Unit], bool], least: int) -> list[range]:
    """Stretches of units, each directly below the one before, that all fit."""
    runs, start = [], 0
    for i, unit in enumerate(units):
        same = not unit.kind and fits(unit)
        if not same or unit.gap:
            runs.append(range(start, i))
            start = i if same else i + 1
    runs.append(range(start, len(units)))
    return [run for run in runs if len(run) >= least]


def rules(units: Units) -> Units:
    """Lines drawn with a character, and the underlines of Markdown titles."""
    found = {i for i, u in enumerate(units) if RULE.fullmatch(u.text)}
    found |= {i for i, u in enumerate(units[1:], 1) if SCENE_BREAK.fullmatch(u.text)}
    return mark(units, found, "rule")


def box_tables(units: Units) -> Units:
    """Tables drawn with box-drawing characters."""
    runs = _runs(units, lambda u: len(u.lines) == 1 and u.text[0] in "┌├└│┬┼┐╭╰", 3)
    return mark(units, {i for run in runs for i in run}, "box-table")


def tables(units: Units) -> Units:
    """Lines with tabs, or below 表1 with wide gaps, in the same number of cells."""
    found: set[int] = set()
    for run in _runs(units, lambda u: "\t" in u.lines[0].text.strip(), 2):
        found |= _even(units, run, "\t")
    for i, unit in enumerate(units):
        if TABLE_CAPTION.match(unit.text):
            below = _runs(units[i + 1 : i + 60], lambda u: bool(re.search("　| {2}", u.text)), 2)
            if below and below[0].start == 0:
                found |= _even(units, range(i + 1, i + 1 + len(below[0])), "　+| {2,}")
    return mark(units, found, "table")


def table_captions(units: Units) -> Units:
    """表1 … right above a table, where all such lines are, numbered from 1: set anew, it agrees."""
    lines = [i for i, u in enumerate(units) if TABLE_CAPTION.match(u.text) and u.text[-1] != "。"]
    below = [units[i + 1].kind if i + 1 < len(units) else "" for i in lines]
    numbers = [m.group(1) for i in lines if (m := _TABLE_NUMBER.match(units[i].text))]
    in_order = numbers == [str(n) for n in range(1, len(lines) + 1)]
    sure = in_order and set(below) <= {"table", "box-table"}
    return mark(units, set(lines), "table-caption") if sure else units


def _even(units: Units, run: range, separator: str) -> set[int]:
    sizes = {len(re.split(separator, units[i].text)) for i in run}
    if any(len(units[i].lines) > 1 for i in run):
        return set()
    return set(run) if len(sizes) == 1 and sizes.pop() > 1 else set()


def code(units: Units) -> Units:
    """Two or more lines without an ideograph that read as a program."""
    runs = _runs(units, lambda u: not has_han(u.text) and bool(_CODE.search(u.text)), 2)
    sure = [
        r
        for r in runs
        if any(u.text.rstrip()[-1] in ":;{})" for u in units[r[0] : r[-1] + 1])
        and any(u.indent for u in units[r[0] : r[-1] + 1])
    ]
    return mark(units, {i for run in sure for i in run}, "code")


def bullets(units: Units) -> Units:
    """Lines that each begin with a bullet."""
    runs = _runs(units, lambda u: bool(BULLET.match(u.text)), 2)
    return mark(units, {i for run in runs for i in run}, "bullet")


def quotes(units: Units) -> Units:
    """Lines behind ``>`` in a text that is written in Markdown."""
    found = (
        {i for i, u in enumerate(units) if QUOTE.match(u.text)} if is_markdown(units) else set()
    )
    return mark(units, found, "quote")


def is_markdown(units: Units) -> bool:
    """Whether the text is written in Markdown already."""
    signs = sum(bool(MARKDOWN_HEADING.match(u.text)) for u in units)
    signs += sum(u.kind == "fence" for u in units)
    return signs >= 2


def verse(units: Units) -> Units:
    """Short lines, one below the other, most of them without a stop."""
    runs = _runs(units, lambda u: len(u.lines) == 1 and len(u.text) <= 24 and has_han(u.text), 2)
    poems = _is_verse(units, runs)
    found = [run for run in runs if poems or _sings([units[i] for i in run])]
    lines = sum(len(run) for run in found)
    named = {i for run in found for i in run}
    last = len(units) - 1
    if last - 1 in named and not units[last].kind and _sings([units[last]]):
        named |= {last} if len(units[last].text) <= 24 else set()
    return mark(units, named, "verse") if lines >= 4 else units


def _is_verse(units: Units, runs: list[range]) -> bool:
    """A page of short lines, punctuated or not: nearly all of it stands in stanzas."""
    lines = [i for run in runs for i in run if len(units[i].text) <= 18]
    free = [u for u in units if not u.kind]
    plain = sum(units[i].text[0] not in "“（(" and not form_of(units[i].text) for i in lines)
    return len(lines) >= 6 and plain >= 0.85 * len(free) and median(map(len, runs)) >= 3


def _sings(stanza: list[Unit]) -> bool:
    if any(_LETTER.search(u.text) or form_of(u.text) or u.text[0] in "“（(" for u in stanza):
        return False
    open_ended = sum(u.text[-1] not in "。；：，！？,.;:!?”）、" for u in stanza)
    return open_ended * 2 >= len(stanza)


def captions(units: Units) -> Units:
    """图1 …, ▲…, and lines that end with a photographer."""
    found = {
        i
        for i, u in enumerate(units)
        if (CAPTION.match(u.text) or PHOTO_CREDIT.search(u.text)) and len(u.text) <= 90
    } | {
        i
        for i, u in enumerate(units[1:], 1)
        if re.fullmatch(r"\*[^*]+\*", u.text) and units[i - 1].text.startswith("![")
    }
    return mark(units, found, "caption")


def dialogue(units: Units) -> Units:
    """Questions and answers: names before a colon that come back."""
    names = [SPEAKER.match(u.text) for u in units]
    counts = Counter(m.group(1) for m, u in zip(names, units, strict=True) if m and not u.kind)
    steady = {name for name, n in counts.items() if n >= 2}
    if len(steady) < 2 or sum(counts[n] for n in steady) < 4:
        return units
    return mark(units, {i for i, m in enumerate(names) if m and m.group(1) in steady}, "speech")


PASSES: Sequence[Pass] = (
    rules,
    box_tables,
    tables,
    table_captions,
    code,
    bullets,
    quotes,
    markdown_headings,
    letters,
    verse,
    captions,
    numbered_headings,
    bare_headings,
    scenes,
    dialogue,
)


def classify(units: Units) -> Units:
    """Name every unit; what no pass names is a paragraph."""
    for one in PASSES:
        units = one(units)
    return tuple(u if u.kind else replace(u, kind="paragraph") for u in units)
