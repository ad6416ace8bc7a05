"""Run-in heads (段首提要): a short first sentence that every paragraph of a section has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.forms import TABLE_CAPTION

LEAD = re.compile(r"([^\d。！？，,；;：:!?][^。！？，,；;：:!?]{1,16}。)(?=[^。].{14})")
NUMBERED_LEAD = re.compile(r"([（(]\d{1,2}[）)][^。！？，,；;：:!?]{5,16}。)(?=[^。].{14})")
PAIRED_LEAD = re.compile(
    r"([^\d。！？，,；;：:!?]{2,8}[，,][^。！？，,；;：:!?]{2,8}。)(?=[^。].{14})"
)
"""先认人，再认灯。: two halves; only where all of a section have the same length."""


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
