"""What each unit of the body is. Every pass names the units it is sure of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.forms import (
    BULLET,
    CAPTION,
    FORMS,
    GLUED_NUMBER,
    MARKDOWN_HEADING,
    PHOTO_CREDIT,
    QUOTE,
    RULE,
    SCENE,
    SPEAKER,
    TABLE_CAPTION,
    Form,
    form_of,
    heading_like,
)
from kanyin.ingest.text.letters import letters
from kanyin.ingest.text.script import ends_sentence, has_han, is_prose

Units = tuple[Unit, ...]
Pass = Callable[[Units], Units]

_LETTER = re.compile("此致|敬礼|顺颂|[年月]\\d*[〇一二三四五六七八九十]*日$|编辑部$")
_CODE = re.compile(r"[(){}=;:<>\"]")


def _mark(units: Units, numbers: set[int], kind: str) -> Units:
    return tuple(
        replace(u, kind=kind) if i in numbers and not u.kind else u for i, u in enumerate(units)
    )


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
    return _mark(units, {i for i, u in enumerate(units) if RULE.fullmatch(u.text)}, "rule")


def box_tables(units: Units) -> Units:
    """Tables drawn with box-drawing characters."""
    runs = _runs(units, lambda u: len(u.lines) == 1 and u.text[0] in "┌├└│┬┼┐╭╰", 3)
    return _mark(units, {i for run in runs for i in run}, "box-table")


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
    return _mark(units, found, "table")


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
    return _mark(units, {i for run in sure for i in run}, "code")


def bullets(units: Units) -> Units:
    """Lines that each begin with a bullet."""
    runs = _runs(units, lambda u: bool(BULLET.match(u.text)), 2)
    return _mark(units, {i for run in runs for i in run}, "bullet")


def quotes(units: Units) -> Units:
    """Lines behind ``>`` in a text that is written in Markdown."""
    found = (
        {i for i, u in enumerate(units) if QUOTE.match(u.text)} if is_markdown(units) else set()
    )
    return _mark(units, found, "quote")


def is_markdown(units: Units) -> bool:
    """Whether the text is written in Markdown already."""
    signs = sum(bool(MARKDOWN_HEADING.match(u.text)) for u in units)
    signs += sum(u.kind == "fence" for u in units)
    return signs >= 2


def markdown_headings(units: Units) -> Units:
    """``## 标题``: a heading by its own mark."""
    found = {
        i
        for i, u in enumerate(units)
        if MARKDOWN_HEADING.match(u.text) and u.indent < 4 and _may_head(bare(u.text))
    }
    return _mark(units, found, "heading")


def _may_head(text: str) -> bool:
    """No sentence; a word or two may end with a colon (支撑数据：)."""
    return text[-1] not in "。；，;," and (text[-1] not in "：:" or len(text) <= 12)


def verse(units: Units) -> Units:
    """Short lines, one below the other, most of them without a stop."""
    runs = _runs(units, lambda u: len(u.lines) == 1 and len(u.text) <= 24 and has_han(u.text), 2)
    found = [run for run in runs if _sings([units[i] for i in run])]
    lines = sum(len(run) for run in found)
    return _mark(units, {i for run in found for i in run}, "verse") if lines >= 4 else units


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
    return _mark(units, found, "caption")


def numbered_headings(units: Units) -> Units:
    """Headings with a number in front."""
    found = {
        i
        for i, u in enumerate(units)
        if len(u.lines) <= 2
        and (form := form_of(u.text))
        and (not form.careful or _leads(units, i))
    }
    return _mark(units, found, "heading")


def _leads(units: Units, i: int) -> bool:
    """Whether running text, and no sibling, follows."""
    after = units[i + 1] if i + 1 < len(units) else None
    if after is None:
        return False
    form, sibling = form_of(units[i].text), form_of(after.text)
    text = is_prose(after.text) or after.text[-1] in "：:" or TABLE_CAPTION.match(after.text)
    return form is not sibling and bool(sibling or text)


def bare_headings(units: Units) -> Units:
    """Unnumbered headings and bare captions: lines by themselves between paragraphs."""
    lone = _lone(units)
    if any(u.kind == "heading" and not MARKDOWN_HEADING.match(u.text) for u in units):
        shown = {i for i in lone if units[i].gap and _scene(units[i])}
        return _mark(units, shown, "bare-caption")
    found = [i for i in lone if _followed(units, i)]
    usual = median(len(units[i].text) for i in found) if found else 0
    talk = sum(bool(SPEAKER.match(u.text)) for u in units) >= 4
    pictures = {i for i in lone if _outlier(units[i], talk, 0 if [i] == found else usual)}
    return _mark(_mark(units, pictures, "bare-caption"), set(found), "heading")


def _lone(units: Units) -> list[int]:
    """Lines with the form of a heading before running text, or before one more such line."""
    indents = Counter(u.indent for u in units if is_prose(u.text)).most_common(1)
    indent = indents[0][0] if indents else -1
    fits = [not u.kind and heading_like(u, indent) for u in units]
    return [
        i
        for i in range(len(units) - 1)
        if fits[i] and (_followed(units, i) or fits[i + 1] or units[i + 1].kind == "heading")
    ]


def _followed(units: Units, i: int) -> bool:
    after = units[i + 1] if i + 1 < len(units) else None
    if after is None or (after.kind not in ("", "verse", "salutation")):
        return False
    return (
        after.kind in ("verse", "salutation")
        or ends_sentence(after.text)
        or len(after.text) > 40
        or (after.text[-1] in "：:")
    )


def _scene(unit: Unit) -> bool:
    return 8 <= len(unit.text) <= 45 and bool(SCENE.search(unit.text) or "的" in unit.text)


def _outlier(unit: Unit, talk: bool, usual: float) -> bool:
    """A line that shows a scene and is much longer than headings usually are here."""
    text = unit.text
    if talk and text[0] not in "“‘":
        return len(text) >= 8
    clear = unit.gap and (SCENE.search(text) or re.search("[，,]", text))
    return bool(clear and len(text) > 1.5 * usual and 8 <= len(text) <= 45)


def scenes(units: Units) -> Units:
    """One short sentence that shows a scene, alone between long paragraphs."""
    found = {i for i in range(1, len(units) - 1) if _pictured(units, i)}
    return _mark(units, found, "bare-caption")


def _pictured(units: Units, i: int) -> bool:
    unit, before, after = units[i], units[i - 1], units[i + 1]
    text = unit.text
    if unit.kind or not unit.gap or not after.gap or not 12 <= len(text) <= 45:
        return False
    alone = text.endswith("。") and not re.search("[，。；：！？,;:“]", text[:-1])
    long_before = not before.kind and len(before.text) >= 60
    long_after = after.kind == "heading" or len(after.text) >= 60
    shown = re.match("[^他她我你它这那]{2,24}在.{4,}", text) is not None
    return alone and long_before and long_after and shown


def dialogue(units: Units) -> Units:
    """Questions and answers: names before a colon that come back."""
    names = [SPEAKER.match(u.text) for u in units]
    counts = Counter(m.group(1) for m, u in zip(names, units, strict=True) if m and not u.kind)
    steady = {name for name, n in counts.items() if n >= 2}
    if len(steady) < 2 or sum(counts[n] for n in steady) < 4:
        return units
    return _mark(units, {i for i, m in enumerate(names) if m and m.group(1) in steady}, "speech")


PASSES: Sequence[Pass] = (
    rules,
    box_tables,
    tables,
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


def levels(units: Units) -> dict[str, int]:
    """The Markdown level of each form of heading, and of each mark, that the body uses."""
    headings = [u.text for u in units if u.kind == "heading"]
    forms = {form.name for text in headings if (form := heading_form(text))}
    marks = {
        m.group(1)
        for text in headings
        if (m := MARKDOWN_HEADING.match(text)) and not heading_form(text)
    }
    ranked = ([form.name for form in FORMS if form.name in forms], sorted(marks, key=len))
    return {name: min(2 + n, 6) for names in ranked for n, name in enumerate(names)}


def heading_form(text: str) -> Form | None:
    """The form of a heading; behind a mark of Markdown a number needs no space (# 1引言)."""
    without = bare(text)
    if without != text and GLUED_NUMBER.match(without):
        return next(form for form in FORMS if form.name == "decimal-1")
    return form_of(without)


def bare(text: str) -> str:
    """A heading without the marks of Markdown."""
    return MARKDOWN_HEADING.sub("", text, count=1)
