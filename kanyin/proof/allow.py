"""Findings that are meant to stay: allowances followed, and those that nothing needs.

``<!-- proof: allow P204 引文原样 -->`` in a paragraph, or on a line of its own before one,
allows what that rule finds in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.fields import Remarks
from kanyin.model.issue import Source
from kanyin.proof.papers import Allowance, make_allowance
from kanyin.proof.text import Text

_COMMENT = re.compile(r"<!--\s*proof:\s*allow\s+(\S+)\s*(.*?)\s*-->", re.DOTALL)


def comment_allowances(text: Text, remarks: Remarks) -> Iterable[Allowance]:
    """The allowances that the comments of a manuscript give."""
    for line, column, comment in text.comments:
        if m := _COMMENT.fullmatch(comment):
            place = Place(text.name, line, column + 1, line, column + 1 + len(comment))
            if not text.exact:
                place = Place(text.name, line)
            lines = _paragraph(text, line)
            found = make_allowance(m[1], m[2], place, remarks, text.name, "", lines)
            if found:
                yield found


def _paragraph(text: Text, line: int) -> tuple[int, int]:
    """The lines of the block that a line is in, or else of the next one."""
    for passage in text.passages:
        first, last = text.spot(passage.start)[0], text.spot(max(passage.end - 1, 0))[0]
        if last >= line:
            return min(first, line), last
    return line, line


def allowed(
    found: Iterable[Diagnostic], allowances: Iterable[Allowance], sources: Mapping[str, Source]
) -> tuple[Diagnostic, ...]:
    """The findings that no allowance covers, and a remark on each allowance without use."""
    rows = tuple(allowances)
    used: set[int] = set()
    left = []
    for d in found:
        covering = [n for n, row in enumerate(rows) if _covers(row, d, sources)]
        used.update(covering)
        if not covering:
            left.append(d)
    unused = [
        remark("P901", row.place, rule=row.code) for n, row in enumerate(rows) if n not in used
    ]
    return (*left, *unused)


def _covers(row: Allowance, d: Diagnostic, sources: Mapping[str, Source]) -> bool:
    place = d.place
    if row.code != d.code or (place is None and row.file):
        return False
    if place is None:
        return True
    if row.file and place.file != row.file and not place.file.endswith(f"/{row.file}"):
        return False
    if row.lines and not row.lines[0] <= place.line <= row.lines[1]:
        return False
    lines = sources[place.file].lines if place.file in sources else ()
    return not row.text or any(
        row.text in line for line in lines[max(place.line - 1, 0) : place.line]
    )
