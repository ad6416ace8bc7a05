"""A document to an article: its lines recognised, its blocks kept, one account of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kanyin.diagnostics import Outcome
from kanyin.ingest.rich.blocks import HEADINGS, Writer, says
from kanyin.ingest.rich.document import DROP, FIELD, Document, Fact, regular
from kanyin.ingest.rich.leads import bold_headings, close_leads
from kanyin.ingest.rich.plain import lay_out_plain
from kanyin.ingest.rich.scribe import Row, Scribe, parts_of, rows_of
from kanyin.ingest.text.account import Origin
from kanyin.ingest.text.body import Layout
from kanyin.ingest.text.importer import Imported, settle
from kanyin.ingest.text.page import DROPPED, Claim, Finding, Found, Page, read_page
from kanyin.ingest.text.parts import Add, Block, Keep, Part
from kanyin.ingest.text.recognise import RECOGNISERS
from kanyin.ingest.text.title import title

_TEXT = frozenset({"paragraph", "blockquote", *HEADINGS})
_LISTS = frozenset({"ul", "ol"})
"""Blocks in which a byline or a credit may stand; no title stands in a list."""


def compose(document: Document, origin: Origin) -> Outcome[Imported]:
    """Turn a document into an article; the ledger accounts for the lines written of it."""
    scribe = Scribe()
    facts = [_fact(fact, scribe) for fact in document.facts]
    regular(document.root)
    bold_headings(document.root)
    close_leads(document.root)
    writer = Writer(scribe, _levels(document))
    blocks = list(writer.blocks(document.root))
    page = read_page(scribe.text.rstrip("\n"), origin.name)
    page = page.with_found(Found((*scribe.claims,), (*writer.findings,), document.remarks))
    titled = any(fact.field == "title" for fact in document.facts)
    page = _recognised(page, blocks, titled or bool(page.says("title")))
    page = page.with_found(Found((), tuple(f for f in facts if f)))
    imported = settle(page, _laid_out(page, blocks), origin)
    return replace(imported, value=replace(imported.value, pictures=document.pictures))


def _fact(fact: Fact, scribe: Scribe) -> Finding | None:
    """Write a fact's words on a line of its own, owned by its field."""
    start = scribe.length
    scribe.say(fact.text)
    end = scribe.length
    scribe.end_line()
    to, why = (fact.field, "") if fact.field else (DROPPED, fact.evidence)
    scribe.claims.append(Claim(start, end, to, why))
    if not fact.field:
        return None
    spans = () if fact.value is not None else ((start, end),)
    return Finding(fact.field, fact.evidence, spans, fact.value, fact.inferred)


def _levels(document: Document) -> dict[str, int]:
    """The ranks of heading that the body uses, as 2, 3, 4 …"""
    body = [e for e in document.root.iter(*HEADINGS) if e.get(FIELD) is None]
    used = sorted({str(e.tag) for e in body if e.get(DROP) is None})
    return {tag: min(2 + used.index(tag), 6) if tag in used else 6 for tag in HEADINGS}


def _recognised(page: Page, blocks: Iterable[Block], titled: bool) -> Page:
    """What the recognisers of raw text find; tables, code and pictures are not shown them."""
    hidden: dict[bool, frozenset[int]] = {}
    for for_title, seen in ((False, _TEXT | _LISTS), (True, _TEXT)):
        unseen = (block for block in blocks if block.kind not in seen)
        hidden[for_title] = frozenset(n for b in unseen for n in _line_numbers(page, b))
    for recogniser in RECOGNISERS:
        if recogniser is not title or not titled:
            shown = replace(page, taken=page.taken | hidden[recogniser is title])
            page = page.with_found(recogniser(shown))
    return page


def _line_numbers(page: Page, block: Block) -> range:
    keeps = _keeps(block.parts)
    if not keeps:
        return range(0)
    return range(page.line_at(keeps[0].start).number, page.line_at(keeps[-1].start).number + 1)


def _keeps(parts: Iterable[Part]) -> list[Keep]:
    return [part for part in parts if isinstance(part, Keep) and part.start < part.end]


def _laid_out(page: Page, blocks: list[Block]) -> Layout:
    """The blocks with structure as they are; plain paragraphs as raw text is laid out."""
    owned = _owned(page)
    left = [kept for block in blocks if (kept := _unclaimed(block, owned))]
    shaped = [b for b in left if b.kind != "paragraph" or any(isinstance(p, Add) for p in b.parts)]
    lines = frozenset(n for block in shaped for n in _line_numbers(page, block))
    plain = lay_out_plain(page, lines)
    if any(block.kind in HEADINGS for block in shaped):
        plain = replace(plain, blocks=tuple(map(_no_heading, plain.blocks)))
    order = sorted((*shaped, *plain.blocks), key=lambda block: block.span[0])
    return _with_captions(page, replace(plain, blocks=tuple(order)))


def _with_captions(page: Page, layout: Layout) -> Layout:
    """A caption that was recognised right below a picture goes to it."""
    blocks: list[Block] = []
    told: set[int] = set()
    for block in layout.blocks:
        above = blocks[-1].parts[-1:] if blocks else ()
        if block.kind == "caption" and above == (Add(")", "picture"),):
            words = tuple(part for part in block.parts if isinstance(part, Keep))
            marks = Add(' "', "caption"), Add('"', "caption")
            parts = (*blocks[-1].parts[:-1], marks[0], *words, marks[1], *above)
            blocks[-1] = replace(blocks[-1], parts=parts, drops=(*blocks[-1].drops, *block.drops))
            told.add(page.line_at(words[0].start).number)
        else:
            blocks.append(block)
    said = (
        d for d in layout.remarks if d.code != "I104" or not d.place or d.place.line not in told
    )
    return replace(layout, blocks=tuple(blocks), remarks=tuple(said))


def _no_heading(block: Block) -> Block:
    """Where a document marks its headings, an unmarked line is none."""
    return replace(block, kind="paragraph", parts=block.parts[1:]) if block.level else block


def _owned(page: Page) -> bytearray:
    """A byte for each character: whether a recogniser has claimed it."""
    owned = bytearray(len(page.text))
    for claim in page.claims:
        owned[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
    return owned


def _unclaimed(block: Block, owned: bytearray) -> Block | None:
    """A block without what recognisers took; None when nothing is left."""
    rows = rows_of(block.parts)
    left = [_row_left(row, owned) for row in rows]
    kept = [row for row, before in zip(left, rows, strict=True) if row or not before]
    return replace(block, parts=parts_of(kept)) if any(map(says, kept)) else None


def _row_left(row: Row, owned: bytearray) -> Row:
    """A line without the words that are claimed, and without marks around nothing."""
    left: Row = []
    gone = False
    for part in row:
        if isinstance(part, Keep) and part.start < part.end:
            gone = all(owned[part.start : part.end])
            left += [] if gone else [part]
        elif gone and isinstance(part, Add) and _opens(left[-1:], part):
            left.pop()
        else:
            left.append(part)
            gone = False
    return left if len(left) == len(row) or says(left) else []


def _opens(last: Row, closing: Add) -> bool:
    """Whether a mark now closes what opened just before it."""
    return bool(last) and isinstance(last[0], Add) and last[0].why == closing.why
