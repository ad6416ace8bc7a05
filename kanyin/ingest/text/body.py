"""The body laid out in blocks of the Markdown dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.ingest.text.blocks import (
    boxed_table,
    bullet_list,
    caption,
    code_block,
    dialogue_block,
    dropped,
    fence_block,
    heading,
    letter_block,
    paragraph,
    quote_block,
    run_in,
    signed,
    table,
    table_caption,
    verse_block,
)
from kanyin.ingest.text.classify import classify, is_markdown
from kanyin.ingest.text.flow import Unit, broken_lines, find_wrap, units
from kanyin.ingest.text.headings import levels, run_in_heads
from kanyin.ingest.text.letters import sender
from kanyin.ingest.text.notes import LABEL, Notes, find_notes, note_block, with_calls
from kanyin.ingest.text.page import DROPPED, Claim, Finding, Line, Page
from kanyin.ingest.text.parts import Block


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a body, and what they leave out."""

    blocks: tuple[Block, ...]
    drops: tuple[Claim, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    markdown: bool = False
    findings: tuple[Finding, ...] = ()


_GROUPS: dict[str, Callable[[list[Unit]], Block]] = {
    "verse": verse_block,
    "speech": dialogue_block,
    "table": table,
    "box-table": boxed_table,
    "bullet": bullet_list,
    "quote": quote_block,
    "code": code_block,
    "fence": fence_block,
    "rule": dropped,
    "notes-label": dropped,
    "caption": caption,
    "bare-caption": caption,
}
"""The kinds that stand together in one block, and who builds it."""

_APART = frozenset({"caption", "bare-caption", "fence"})


def lay_out(page: Page) -> Layout:
    """Everything unclaimed becomes a block, or is dropped with a reason."""
    raw = units(page)
    notes = find_notes(raw)
    found = classify(marked(page, raw, notes))
    heads = run_in_heads(found)
    built = _blocks(found, _Marks(heads, levels(found), notes))
    blocks = [block for one in built for block in with_calls(one, notes)]
    drops = [claim for block in blocks for claim in block.drops]
    drops += [_blank(line) for line in page.lines if _is_blank(line, page)]
    kept = tuple(block for block in blocks if block.parts)
    remarks = (
        *_about_lines(page, found),
        *_about_captions(page, found),
        *_about_notes(page, notes),
    )
    signed = sender(page, found)
    said = (*remarks, *signed.remarks)
    return Layout(kept, tuple(drops), said, is_markdown(found), signed.findings)


def marked(page: Page, found: tuple[Unit, ...], notes: Notes) -> tuple[Unit, ...]:
    """End notes and captions named before anything else; a label goes when all notes moved."""
    named = [replace(u, kind="note") if i in notes.ids else u for i, u in enumerate(found)]
    pictured = {finding.value for finding in page.says("caption_line")}
    named = [replace(u, kind="caption") if u.lines[-1].number in pictured else u for u in named]
    for i, unit in enumerate(found):
        if LABEL.fullmatch(unit.text) and i + 1 in notes.ids and _all_below(notes, i, len(found)):
            named[i] = replace(unit, kind="notes-label")
    return tuple(named)


def _all_below(notes: Notes, label: int, end: int) -> bool:
    return all(i in notes.ids for i in range(label + 1, end))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the builders need to know of the body as a whole."""

    heads: dict[int, int]
    levels: dict[str, int]
    notes: Notes


def _blocks(found: tuple[Unit, ...], marks: _Marks) -> Iterator[Block]:
    i = 0
    while i < len(found):
        unit = found[i]
        build = _GROUPS.get(unit.kind)
        end = _letter_end(found, i) or (_group_end(found, i) if build else i + 1)
        if unit.kind == "salutation" and end > i + 1:
            yield letter_block(list(found[i:end]))
        elif build:
            yield build(list(found[i:end]))
        elif unit.kind == "heading":
            yield heading(unit, marks.levels)
        elif unit.kind == "note":
            yield note_block(unit, marks.notes.ids[i])
        elif unit.kind == "signed":
            yield signed(unit)
        elif unit.kind == "table-caption":
            yield table_caption(unit)
        else:
            yield run_in(unit, marks.heads[i]) if i in marks.heads else paragraph(unit)
        i = end


def _letter_end(found: tuple[Unit, ...], start: int) -> int:
    """Where the letter that begins here ends, if it is made of text alone; else 0."""
    if found[start].kind != "salutation":
        return 0
    end = start + 1
    while end < len(found) and found[end].kind == "paragraph":
        end += 1
    last = end
    while last < len(found) and found[last].kind in ("closing", "signed"):
        last += 1
    return last if last > end else 0


def _group_end(found: tuple[Unit, ...], start: int) -> int:
    """Units of one kind make one block; an answer may go on in plain paragraphs."""
    kind, end = found[start].kind, start + 1
    if kind in _APART:
        return end
    if kind == "speech":
        return _talk_end(found, start)
    while (
        end < len(found)
        and found[end].kind == kind
        and not (kind in ("table", "box-table", "code", "quote") and found[end].gap)
    ):
        end += 1
    return end


def _talk_end(found: tuple[Unit, ...], start: int) -> int:
    """A speech may go on in up to three paragraphs, if somebody speaks after them."""
    end = start + 1
    while end < len(found):
        ahead = [unit.kind for unit in found[end : end + 4]]
        if "speech" not in ahead or set(ahead[: ahead.index("speech")]) - {"paragraph"}:
            return end
        end += ahead.index("speech") + 1
    return end


def _is_blank(line: Line, page: Page) -> bool:
    return bool(line.text) and not line.bare and line.number not in page.taken


def _blank(line: Line) -> Claim:
    return Claim(*line.whole, DROPPED, "blank line")


def _about_lines(page: Page, found: tuple[Unit, ...]) -> Iterator[Diagnostic]:
    wrapped = find_wrap(page.free) is not None
    for line in broken_lines(found, wrapped):
        yield remark("I115", Place(page.name, line.number, 1))
    indented = [
        u for u in found if u.kind == "paragraph" and u.lines[0].text.startswith(("    ", "\t"))
    ]
    if indented:
        place = Place(page.name, indented[0].lines[0].number, 1)
        yield remark("I112", place, count=len(indented))


def _about_captions(page: Page, found: tuple[Unit, ...]) -> Iterator[Diagnostic]:
    for unit in found:
        if unit.kind in ("caption", "bare-caption"):
            yield remark("I104", page.place(unit.lines[0].span))


def _about_notes(page: Page, notes: Notes) -> Iterator[Diagnostic]:
    """Notes that landed in a sentence: what was moved, and what perhaps should be."""
    for note in notes.landed:
        place = page.place((note.mark[0], note.text[-1][1]))
        text = "".join(page.text[a:b] for a, b in (note.mark, *note.text))
        yield remark("I119" if note.certain else "I113", place, text=text[:20])
