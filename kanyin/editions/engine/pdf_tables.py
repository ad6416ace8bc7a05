"""Tables in the structure of a PDF: every row has as many columns (ISO 14289-1 7.5).

Manuscripts have rows that end early and cells that reach below their part of the table; on
paper nobody sees it, but whoever walks from cell to cell falls out of the grid.
"""

from __future__ import annotations

from collections.abc import Iterator

from kanyin.editions.engine.pdf_structure import Part

MOST_SPANNED = 1000
"""Rows or columns of one cell (HTML, "Attributes common to td and th elements")."""


def even_tables(root: Part) -> None:
    """Say how far each cell of all tables reaches, and fill rows up with empty cells."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        waiting += _kids(part)
        if part.role == "Table":
            _even(part)


def _even(table: Part) -> None:
    groups = [_kids(group, "TR") for group in _kids(table, "THead", "TBody", "TFoot")]
    groups.append(_kids(table, "TR"))
    measured = [found for group in groups for found in _measured(group)]
    width = max((taken for _, taken in measured), default=0)
    for row, taken in measured:
        for _ in range(width - taken):
            row.add("TD")


def _measured(rows: list[Part]) -> Iterator[tuple[Part, int]]:
    """The rows of a group with the columns that are taken in each; a cell ends with its group."""
    reaching: dict[int, int] = {}
    for number, row in enumerate(rows):
        taken = {column for column, last in reaching.items() if last >= number}
        for cell in _kids(row):
            across = _span(cell, "colspan")
            down = min(_span(cell, "rowspan"), len(rows) - number)
            cell.spans = (down, across)
            first = next(n for n in range(len(taken) + 1) if n not in taken)
            columns = range(first, first + across)
            taken |= set(columns)
            reaching |= dict.fromkeys(columns, number + down - 1)
        yield row, len(taken)


def _span(cell: Part, name: str) -> int:
    said = cell.element.get(name, "1") if cell.element is not None else "1"
    return min(max(1, int(said)), MOST_SPANNED) if said.isdecimal() else 1


def _kids(part: Part, *roles: str) -> list[Part]:
    """The parts directly inside another, of some roles or of any."""
    kids = [kid for kid in part.kids if isinstance(kid, Part)]
    return [kid for kid in kids if not roles or kid.role in roles]
