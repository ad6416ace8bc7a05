"""Run-in heads (段首提要): a short first sentence that every paragraph of a section has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.flow import Unit

LEAD = re.compile("([^。！？，,；;：:!?]{2,17}。)(?=[^。].{14})")
NUMBERED_LEAD = re.compile("([（(]\\d{1,2}[）)][^。！？，,；;：:!?]{5,16}。)(?=[^。].{14})")


def run_in_heads(units: tuple[Unit, ...]) -> dict[int, int]:
    """The units that open with one, and its length.

    One short first sentence proves nothing; all paragraphs of a section having one does, and
    then a section of one paragraph may follow suit.
    """
    found: dict[int, int] = {}
    alone: dict[int, int] = {}
    for section in _sections(units):
        for pattern in (LEAD, NUMBERED_LEAD):
            matches = {i: pattern.match(units[i].text) for i in section}
            if all(matches.values()):
                target = found if len(section) >= 2 else alone
                target |= {i: m.end(1) for i, m in matches.items() if m}
    every = found | alone if found else {}
    return every if len(every) >= 3 else {}


def _sections(units: tuple[Unit, ...]) -> Iterator[list[int]]:
    """The paragraphs between two headings; text before the first heading is no section."""
    section: list[int] = []
    for i, unit in enumerate(units):
        if unit.kind == "heading":
            yield section
            section = []
        elif unit.kind == "paragraph":
            section.append(i)
    yield section
