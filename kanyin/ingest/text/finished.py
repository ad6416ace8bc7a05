"""A file that is an article already: importing it changes nothing."""

from __future__ import annotations

from kanyin.diagnostics import has_errors
from kanyin.ingest.front_matter import read_record, split_front_matter
from kanyin.ingest.text.account import Origin
from kanyin.ingest.text.ledger import FieldEntry, Ledger
from kanyin.model.article import Record


def read_finished(text: str, name: str) -> Record | None:
    """The record of a text that has the press's own front matter, without a fault in it."""
    yaml, _, first_line = split_front_matter(text)
    if not yaml.strip() or text.split("\n", first_line)[first_line - 2] != "---":
        return None
    read = read_record(yaml, name)
    record = None if has_errors(read.diagnostics) else read.value
    return record if record and (record.title or record.provenance) else None


def account_of(text: str, origin: Origin) -> Ledger:
    """The ledger of an article as it stands: a front matter, and a body that is all kept."""
    rows = text.split("\n")
    body = split_front_matter(text)[2] - 1
    head = [(n, row) for n, row in enumerate(rows[:body], 1) if row]
    entry = FieldEntry(
        "front_matter",
        "",
        tuple((n, 1, len(row) + 1) for n, row in head),
        tuple(row for _, row in head),
        inferred=False,
        evidence="an article of the press, as it stood",
    )
    return Ledger(
        file=origin.name,
        sha256=origin.sha256,
        encoding=origin.encoding,
        line_lengths=tuple(map(len, rows)),
        body=sum(map(len, rows[body:])),
        fields=(entry,),
        repairs=(),
        proposals=(),
        dropped=(),
        added=(),
    )
