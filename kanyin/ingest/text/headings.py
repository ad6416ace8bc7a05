"""Which units are headings, which open with one (段首提要), and captions that look like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

from kanyin.ingest.text.flow import Unit, Units, mark
from kanyin.ingest.text.forms import (
    FORMS,
    GLUED_NUMBER,
    MARKDOWN_HEADING,
    SCENE,
    SECTIONS,
    SPEAKER,
    TABLE_CAPTION,
    Form,
    form_of,
    heading_like,
)
from kanyin.ingest.text.names import names_in
from kanyin.ingest.text.script import ends_sentence, is_prose, squeeze

LEAD = re.compile(r"([^\d。！？，,；;：:!?][^。！？，,；;：:!?]{1,16}。)(?=[^。].{14})")
NUMBERED_LEAD = re.compile(r"([（(]\d{1,2}[）)][^。！？，,；;：:!?]{5,16}。)(?=[^。].{14})")
PAIRED_LEAD = re.compile(
    r"([^\d。！？，,；;：:!?]{2,8}[，,][^。！？，,；;：:!?]{2,8}。)(?=[^。].{14})"
)
"""先认人，再认灯。: two halves; only where all of a section have the same length."""


def markdown_headings(units: Units) -> Units:
    """``## 标题``: a heading by its own mark."""
    found = {
        i
        for i, u in enumerate(units)
        if MARKDOWN_HEADING.match(u.text) and u.indent < 4 and _may_head(bare(u.text))
    }
    return mark(units, found, "heading")


def _may_head(text: str) -> bool:
    """No sentence; a word or two may end with a colon (支撑数据：)."""
    return text[-1] not in "。；，;," and (text[-1] not in "：:" or len(text) <= 12)


def numbered_headings(units: Units) -> Units:
    """Headings with a number in front."""
    found = {
        i
        for i, u in enumerate(units)
        if len(u.lines) <= 2
        and (form := form_of(u.text))
        and (
            not form.careful or _leads(units, i) or _section_word(form.pattern.sub("", u.text, 1))
        )
    }
    if found:
        found |= {
            i for i, u in enumerate(units) if _section_word(u.text) and not u.text[0].isdigit()
        }
    return mark(units, found, "heading")


def _section_word(text: str) -> bool:
    return len(text) < 12 and squeeze(text) in SECTIONS


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
        return mark(units, shown, "bare-caption")
    found = [i for i in lone if _followed(units, i) and not _names_below_title(units, i)]
    usual = median(len(units[i].text) for i in found) if found else 0
    talk = sum(bool(SPEAKER.match(u.text)) for u in units) >= 4
    pictures = {i for i in lone if _outlier(units[i], talk, 0 if [i] == found else usual)}
    return mark(mark(units, pictures, "bare-caption"), set(found), "heading")


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


def _names_below_title(units: Units, i: int) -> bool:
    """The byline of a further article in the same file."""
    above = units[i - 1] if i else None
    title = above is not None and not units[i].gap and heading_like(above, -1)
    return title and bool(names_in(units[i].text))


def _scene(unit: Unit) -> bool:
    return 8 <= len(unit.text) <= 45 and bool(SCENE.search(unit.text) or "的" in unit.text)


def _outlier(unit: Unit, talk: bool, usual: float) -> bool:
    """A line that shows a scene and is much longer than headings usually are here."""
    text = unit.text
    if talk and text[0] not in "“‘":
        return len(text) >= (12 if re.search("[，,]", text) else 8)
    clear = unit.gap and (SCENE.search(text) or (len(text) >= 12 and re.search("[，,]", text)))
    return bool(clear and len(text) > 1.5 * usual and 8 <= len(text) <= 45)


def scenes(units: Units) -> Units:
    """One short sentence that shows a scene, alone between long paragraphs."""
    found = {i for i in range(1, len(units) - 1) if _pictured(units, i)}
    return mark(units, found, "bare-caption")


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


def run_in_heads(units: tuple[Unit, ...]) -> dict[int, int]:
    """The units that open with one, and its length.

    One short first sentence proves nothing; all paragraphs of a section having one does, and
    then a section of one paragraph may follow suit.
    """
    found: dict[int, int] = {}
    alone: dict[int, int] = {}
    for section, tabled in _sections(units):
        if tabled and len(section) < 3:
            continue
        for pattern in (LEAD, NUMBERED_LEAD, PAIRED_LEAD):
            matches = {i: pattern.match(units[i].text) for i in section}
            lengths = {i: m.end(1) for i, m in matches.items() if m}
            alike = pattern is not PAIRED_LEAD or len(set(lengths.values())) == 1 < len(section)
            if len(lengths) == len(section) and alike:
                target = found if len(section) >= 2 else alone
                target |= lengths
    every = found | alone if found else {}
    return every if len(every) >= 3 else {}


def _sections(units: tuple[Unit, ...]) -> Iterator[tuple[list[int], bool]]:
    """The paragraphs between two headings, and whether a table stands among them."""
    section: list[int] = []
    tabled = False
    for i, unit in enumerate(units):
        if unit.kind == "heading":
            yield section, tabled
            section, tabled = [], False
        elif TABLE_CAPTION.match(unit.text):
            tabled = True
        elif unit.kind == "paragraph":
            section.append(i)
    yield section, tabled
