"""One builder for each kind of block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.flow import Unit, code_parts
from kanyin.ingest.text.forms import (
    BULLET,
    MARKDOWN_HEADING,
    QUOTE,
    SCENE_BREAK,
    SPEAKER,
    TABLE_CAPTION,
)
from kanyin.ingest.text.headings import heading_form
from kanyin.ingest.text.page import DROPPED, Claim, Line
from kanyin.ingest.text.parts import Add, Block, Break, Keep, Part, margins


def paragraph(unit: Unit) -> Block:
    """Running text."""
    return Block("paragraph", unit.parts, unit.drops)


def heading(unit: Unit, levels: dict[str, int]) -> Block:
    """``##`` before the text; a number stays part of it."""
    form = heading_form(unit.text)
    mark = MARKDOWN_HEADING.match(unit.text)
    name = form.name if form else mark.group(1) if mark else ""
    level = levels.get(name, 2)
    parts, drops = unit.parts, unit.drops
    if mark:
        parts, drops = _without_marks(unit, mark.end())
    return Block("heading", (Add("#" * level + " ", "heading"), *parts), drops, level)


def _without_marks(unit: Unit, length: int) -> tuple[tuple[Part, ...], tuple[Claim, ...]]:
    line = unit.lines[0]
    start, end = line.span
    closing = re.search(r"[ \t]+#+$|(?<=[^#\s])#{3,}$", line.bare)
    stop = start + closing.start() if closing and closing.start() > length else end
    drops = (*unit.drops, Claim(start, start + length, DROPPED, "markup"))
    if stop < end:
        drops += (Claim(stop, end, DROPPED, "markup"),)
    return (Keep(start + length, stop), *unit.parts[1:]), drops


def run_in(unit: Unit, length: int) -> Block:
    """A paragraph whose first sentence is bold."""
    start, end = unit.lines[0].span
    split = start + length
    if split > end:
        return paragraph(unit)
    lead = (Add("**", "run-in head"), Keep(start, split), Add("**", "run-in head"))
    rest = (Keep(split, end),) if split < end else ()
    return Block("run-in", (*lead, *rest, *unit.parts[1:]), unit.drops)


def _fenced(kind: str, inside: list[Part], drops: Iterator[Claim]) -> Block:
    opening, closing = Add(f"::: {kind}", kind), Add(":::", kind)
    return Block(kind, (opening, Break(), *inside, Break(), closing), tuple(drops))


def caption(group: list[Unit]) -> Block:
    """A caption whose picture the manuscript lacks."""
    return _fenced("caption", list(group[0].parts), iter(group[0].drops))


def verse_block(group: list[Unit]) -> Block:
    """Lines stay lines; a blank line divides stanzas."""
    inside: list[Part] = []
    for number, unit in enumerate(group):
        if number:
            inside.append(Break())
            if unit.gap:
                inside.append(Break())
        inside.extend(unit.parts)
    return _fenced("verse", inside, _drops(group))


def dialogue_block(group: list[Unit]) -> Block:
    """Each speech a paragraph, its speaker bold."""
    inside: list[Part] = []
    for number, unit in enumerate(group):
        if number:
            inside += [Break(), Break()]
        inside += _speech(unit)
    return _fenced("dialogue", inside, _drops(group))


def _speech(unit: Unit) -> list[Part]:
    match = SPEAKER.match(unit.text)
    if not match:
        return list(unit.parts)
    start, end = unit.lines[0].span
    split = start + match.end(1)
    name: list[Part] = [Add("**", "speaker"), Keep(start, split), Add("**", "speaker")]
    return [*name, Keep(split, end), *unit.parts[1:]]


def letter_block(group: list[Unit]) -> Block:
    """A letter: its salutation, paragraphs, close, and what is set right."""
    inside: list[Part] = []
    for number, unit in enumerate(group):
        if number:
            together = unit.kind == group[number - 1].kind == "closing"
            inside += [Add("<br>", "letter")] if together else [Break(), Break()]
        inside += _set_right(unit) if unit.kind == "signed" else unit.parts
    return _fenced("letter", inside, _drops(group))


def signed(unit: Unit) -> Block:
    """A signature or a date below the text, set right."""
    return Block("signed", tuple(_set_right(unit)), unit.drops)


def _set_right(unit: Unit) -> list[Part]:
    return [*unit.parts, Break(), Add("{.right}", "signature")]


def _drops(group: list[Unit]) -> Iterator[Claim]:
    return (claim for unit in group for claim in unit.drops)


def dropped(group: list[Unit]) -> Block:
    """Lines drawn with a character, and the label of notes that have become footnotes."""
    lines = [line for unit in group for line in unit.lines]
    why = "rule" if group[0].kind == "rule" else "label"
    shown = (Add("---", "break"),) if SCENE_BREAK.match(group[0].text) else ()
    return Block("rule", shown, tuple(Claim(*line.whole, DROPPED, why) for line in lines))


def bullet_list(group: list[Unit]) -> Block:
    """The bullets are dropped and written anew."""
    return _behind(BULLET, "- ", "list", group)


def quote_block(group: list[Unit]) -> Block:
    """The marks of a quotation are dropped and written anew."""
    return _behind(QUOTE, "> ", "quote", group)


def _behind(mark: re.Pattern[str], new: str, kind: str, group: list[Unit]) -> Block:
    parts: list[Part] = []
    drops = list(_drops(group))
    for number, unit in enumerate(group):
        start, end = unit.lines[0].span
        match = mark.match(unit.lines[0].bare)
        length = match.end() if match else 0
        parts += [Break()] if number else []
        parts += [Add(new, kind), Keep(start + length, end), *unit.parts[1:]]
        drops.append(Claim(start, start + length, DROPPED, f"{kind} mark"))
    return Block(kind, tuple(parts), tuple(drops))


def fence_block(group: list[Unit]) -> Block:
    """Code between fences stays as it is."""
    return Block("code", _lines(list(code_parts(group[0]))))


def code_block(group: list[Unit]) -> Block:
    """Code without fences gets them."""
    inside = _lines([part for unit in group for part in code_parts(unit)])
    fence = Add("```", "code")
    return Block("code", (fence, Break(), *inside, Break(), fence))


def _lines(parts: list[Keep]) -> tuple[Part, ...]:
    rows: list[Part] = []
    for part in parts:
        rows += [Break(), part] if rows else [part]
    return tuple(rows)


Cell = tuple[int, int]
Row = tuple[Line, list[Cell]]

_BARS = "│┃"


def table(group: list[Unit]) -> Block:
    """Cells between tabs or wide gaps."""
    separator = re.compile("\t" if "\t" in group[0].lines[0].bare else "　+| {2,}")
    rows = [(unit.lines[0], list(_cells(unit.lines[0], separator))) for unit in group]
    return _table(rows, list(_drops(group)))


def table_caption(unit: Unit) -> Block:
    """``表：`` and the title: the number is the layout's."""
    start, end = unit.lines[0].span
    match = TABLE_CAPTION.match(unit.text)
    text = unit.lines[0].within(
        start - unit.lines[0].start + (match.end() if match else 0), end - unit.lines[0].start
    )
    number = Claim(start, text[0], DROPPED, "table number")
    parts = (Add("表：", "table caption"), Keep(*text), *unit.parts[1:])
    return Block("table-caption", parts, (*unit.drops, number))


def boxed_table(group: list[Unit]) -> Block:
    """Cells between box-drawing characters; the drawing is dropped."""
    lines = [unit.lines[0] for unit in group]
    rows = [
        (line, list(_cells(line, re.compile(f"[{_BARS}]"))))
        for line in lines
        if line.bare[0] in _BARS
    ]
    drawing = [
        Claim(*line.span, DROPPED, "table rule") for line in lines if line.bare[0] not in _BARS
    ]
    return _table(rows, [c for line in lines for c in margins(line)] + drawing)


def _cells(line: Line, separator: re.Pattern[str]) -> Iterator[Cell]:
    """The cells of a line, without the bars and the spaces around them."""
    start, end = line.span[0] - line.start, line.span[1] - line.start
    start += line.bare[0] in _BARS
    end -= line.bare[-1] in _BARS and end - 1 >= start
    at = start
    for match in separator.finditer(line.text, start, end):
        yield line.within(at, match.start())
        at = match.end()
    yield line.within(at, end)


def _table(rows: list[Row], drops: list[Claim]) -> Block:
    parts: list[Part] = []
    for number, (_, cells) in enumerate(rows):
        parts += [Break()] if number else []
        for cell in cells:
            parts += [Add("| ", "table"), Keep(*cell, cell=True), Add(" ", "table")]
        parts.append(Add("|", "table"))
        if number == 0:
            parts += [Break(), Add("|" + "---|" * len(cells), "table")]
    outside = [claim for line, cells in rows for claim in _outside(line, cells)]
    return Block("table", tuple(parts), (*drops, *outside))


def _outside(line: Line, cells: list[Cell]) -> Iterator[Claim]:
    """What stands before, between and after the cells of a row."""
    at, last = line.span
    for start, end in [*cells, (last, last)]:
        if at < start:
            yield Claim(at, start, DROPPED, "cell separator")
        at = max(at, end)
