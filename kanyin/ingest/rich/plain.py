"""The plain paragraphs of a document laid out as raw text is, one stretch after another.

What stands between two blocks with structure of their own is laid out by itself: no line
goes on, and no verse or dialogue is continued, on the other side of a heading or a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kanyin.ingest.text.body import Layout, lay_out
from kanyin.ingest.text.page import Line, Page, read_page
from kanyin.ingest.text.parts import Block, Keep, Moved, Part
from kanyin.ingest.text.remarks import lowered


def lay_out_plain(page: Page, shaped: frozenset[int]) -> Layout:
    """Lay out all lines but those that are shaped or claimed."""
    layouts = [_lay_out(page, lines) for lines in _stretches(page, shaped)]
    return Layout(
        tuple(block for each in layouts for block in each.blocks),
        tuple(claim for each in layouts for claim in each.drops),
        tuple(said for each in layouts for said in each.remarks),
        findings=tuple(finding for each in layouts for finding in each.findings),
    )


def _stretches(page: Page, shaped: frozenset[int]) -> Iterator[list[Line]]:
    lines: list[Line] = []
    for line in page.lines:
        if line.number in shaped:
            yield lines
            lines = []
        else:
            lines.append(line)
    yield lines


def _lay_out(page: Page, lines: list[Line]) -> Layout:
    """Lay out a part of a page as a page of its own, and count by the whole again."""
    if all(line.number in page.taken or not line.text for line in lines):
        return Layout(())
    start, before = lines[0].start, lines[0].number - 1
    part = read_page(page.text[start : lines[-1].end], page.name)
    taken = (line.number - before for line in lines if line.number in page.taken)
    found = lay_out(replace(part, taken=frozenset(taken)))
    return Layout(
        tuple(_moved(block, start) for block in found.blocks),
        tuple(replace(c, start=c.start + start, end=c.end + start) for c in found.drops),
        tuple(lowered(d, before) for d in found.remarks),
        findings=tuple(
            replace(f, spans=tuple((a + start, b + start) for a, b in f.spans))
            for f in found.findings
        ),
    )


def _moved(block: Block, by: int) -> Block:
    claims = tuple(replace(c, start=c.start + by, end=c.end + by) for c in block.drops)
    return replace(block, parts=tuple(_part(part, by) for part in block.parts), drops=claims)


def _part(part: Part, by: int) -> Part:
    if isinstance(part, Keep | Moved):
        return replace(part, start=part.start + by, end=part.end + by)
    return part
