"""Tables to pipe tables; a cell that spans others stands once, and the rest stay empty."""

from __future__ import annotations

from collections.abc import Iterator

from kanyin.ingest.rich.document import DROP, children, text_of
from kanyin.ingest.rich.inline import Around, write_node
from kanyin.ingest.rich.scribe import Row, Scribe
from kanyin.ingest.text.parts import Add, Keep
from kanyin.model.article import Element

WIDEST = 60
"""Columns of a table that a page can bear; a span beyond it is a mistake or a bomb."""

_CELL = Around(cell=True)


def is_layout(table: Element) -> bool:
    """Whether a table only places things on a page: one column, or tables in its cells."""
    if any(True for _ in table.iter("table", "h1", "h2", "h3") if _ is not table):
        return True
    return all(len(row) <= 1 for row in table_rows(table))


def table_rows(table: Element) -> list[list[Element]]:
    """The cells of each row."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    return [[cell for cell in children(row) if cell.tag in ("td", "th")] for row in rows]


def write_table(table: Element, scribe: Scribe) -> list[Row]:
    """The rows of a pipe table; the first is its head."""
    grid = [list(row) for row in _grid(table_rows(table))]
    width = max(map(len, grid), default=0)
    rows: list[Row] = []
    for number, cells in enumerate(grid):
        rows.append(_row([*cells, *[None] * (width - len(cells))], scribe))
        if number == 0:
            rows.append([Add("|" + "---|" * width, "table")])
    return rows


def _grid(rows: list[list[Element]]) -> Iterator[list[Element | None]]:
    """Each row with its cells in their columns, and None where another cell spans."""
    hanging: dict[int, int] = {}
    for cells in rows:
        row: list[Element | None] = []
        below: dict[int, int] = {}
        for cell in cells:
            while hanging.get(len(row), 0) > 0:
                row.append(None)
            columns, lines = _span(cell, "colspan"), _span(cell, "rowspan")
            below |= {len(row) + n: lines for n in range(columns)}
            row += [cell, *[None] * (columns - 1)]
        while hanging.get(len(row), 0) > 0:
            row.append(None)
        hanging = {c: n - 1 for c, n in hanging.items() if n > 1} | {
            c: n - 1 for c, n in below.items() if n > 1
        }
        yield row


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), WIDEST) if text.isdecimal() and len(text) < 6 else 1


def _row(cells: list[Element | None], scribe: Scribe) -> Row:
    row: Row = []
    for number, cell in enumerate(cells):
        if number:
            scribe.separate("\t", "cell separator")
        scribe.parts = []
        if cell is not None:
            _cell(cell, scribe)
        inside, scribe.parts = scribe.parts, []
        row += [Add("| ", "table"), *inside, Add(" ", "table")]
    scribe.end_text()
    return [*row, Add("|", "table")]


def _cell(cell: Element, scribe: Scribe) -> None:
    """The blocks of a cell, one below the other."""
    whys = (above.get(DROP) for above in (cell, *cell.iterancestors("tr", "tbody", "thead")))
    if why := next(filter(None, whys), None):
        scribe.drop(text_of(cell), why)
        return
    for number, block in enumerate(_lines(cell)):
        if number and any(isinstance(part, Keep) for part in scribe.parts):
            scribe.mark("<br>", "line end")
            scribe.separate(" ", "line end")
        write_node(block, scribe, _CELL)


def _lines(element: Element) -> Iterator[Element]:
    for child in children(element):
        if child.get(DROP) is not None or child.tag in ("p", "pre") or not len(child):
            if text_of(child).strip() or child.find(".//img") is not None or child.tag == "img":
                yield child
        else:
            yield from _lines(child)
