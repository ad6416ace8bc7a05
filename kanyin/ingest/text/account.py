"""The account drawn up from what was written, and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.ingest.text.ledger import Dropped, FieldEntry, Ledger, Repaired, undo
from kanyin.ingest.text.page import DROPPED, Claim, Page, Repair
from kanyin.ingest.text.record import Entry
from kanyin.ingest.text.write import Sources, Written


@dataclass(frozen=True, slots=True)
class Origin:
    """What the caller knows of the file; ``accept``: doubtful repairs are to be made."""

    name: str
    sha256: str = ""
    encoding: str = "utf-8"
    accept: bool = False


def draw_up(sources: Sources, fields: tuple[Entry, ...], body: Written, origin: Origin) -> Ledger:
    """The ledger of an import."""
    page = sources.page
    applied = sorted({*body.repairs, *_in_fields(fields, sources)}, key=lambda r: r.start)
    kept = sorted(body.kept)
    doubtful = [r for r in sources.repairs if not r.made]
    return Ledger(
        file=origin.name,
        sha256=origin.sha256,
        encoding=origin.encoding,
        line_lengths=tuple(len(line.text) for line in page.lines),
        body=sum(end - start for start, end in kept),
        fields=tuple(_field_entries(page, fields)),
        repairs=tuple(_repaired(page, r) for r in applied),
        proposals=tuple(_repaired(page, r) for r in doubtful if _kept(page, r)),
        dropped=tuple(_dropped(page, c) for c in page.claims if c.to == DROPPED),
        added=body.added,
    )


def _in_fields(fields: Iterable[Entry], sources: Sources) -> Iterator[Repair]:
    for entry in fields:
        for finding in entry.findings:
            for span in finding.spans:
                yield from sources.repairs_made(span)


def _kept(page: Page, repair: Repair) -> bool:
    return not any(
        c.to == DROPPED and c.start <= repair.start < c.end
        for c in page.claims
        if abs(c.start - repair.start) < 400
    )


def _repaired(page: Page, repair: Repair) -> Repaired:
    line = page.line_at(repair.start)
    column = repair.start - line.start + 1
    old = page.text[repair.start : repair.end]
    return Repaired(line.number, column, old, repair.to, repair.rule, repair.safe)


def _dropped(page: Page, claim: Claim) -> Dropped:
    line = page.line_at(claim.start)
    text = page.text[claim.start : claim.end]
    return Dropped(line.number, claim.start - line.start + 1, text, claim.why)


def _field_entries(page: Page, fields: tuple[Entry, ...]) -> Iterator[FieldEntry]:
    """One entry for each field that holds a value or owns characters."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in page.claims:
        if claim.to != DROPPED:
            claims[claim.to].append(claim)
    known = {entry.name: entry for entry in fields}
    for name in dict.fromkeys([*known, *claims]):
        yield _field_entry(page, name, known.get(name), claims[name])


def _field_entry(page: Page, name: str, entry: Entry | None, claims: list[Claim]) -> FieldEntry:
    places, printed = [], []
    for claim in claims:
        line = page.line_at(claim.start)
        column = claim.start - line.start + 1
        places.append((line.number, column, column + claim.end - claim.start))
        printed.append(page.text[claim.start : claim.end])
    evidence = "; ".join(dict.fromkeys(f.evidence for f in entry.findings)) if entry else ""
    return FieldEntry(
        name,
        entry.value if entry else "",
        tuple(places),
        tuple(printed),
        entry.inferred if entry else True,
        evidence,
    )


def verify(text: str, markdown: str, ledger: Ledger) -> tuple[Diagnostic, ...]:
    """Conservation of characters (字符守恒): the sum holds, and undoing gives the original."""
    if ledger.balanced and ledger.characters == len(text) and undo(markdown, ledger) == text:
        return ()
    return (
        remark(
            "I106",
            Place(ledger.file),
            body=ledger.body,
            fields=ledger.in_fields,
            dropped=ledger.in_dropped,
            characters=len(text),
        ),
    )
