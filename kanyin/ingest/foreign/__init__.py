"""Markdown from elsewhere (Hexo, Jekyll, Hugo, Pandoc, GitHub, LCTT) to our dialect.

The text stays as it is written; what the dialect writes differently is an ``Edit``.
"""

from __future__ import annotations

from dataclasses import replace

from kanyin.diagnostics import Outcome
from kanyin.ingest.decode import decode
from kanyin.ingest.foreign.addresses import resolve
from kanyin.ingest.foreign.edits import blank_lines, written
from kanyin.ingest.foreign.front import front_matter
from kanyin.ingest.foreign.lines import HIDDEN, Scan, scan
from kanyin.ingest.foreign.structure import captions, headings, lists, stand_alone, title_of
from kanyin.ingest.raw import Raw
from kanyin.ingest.text.account import Origin
from kanyin.ingest.text.body import Layout
from kanyin.ingest.text.finished import read_finished
from kanyin.ingest.text.importer import Imported, import_text, settle
from kanyin.ingest.text.page import Found, Page, read_page
from kanyin.ingest.text.recognise import RECOGNISERS
from kanyin.ingest.text.title import title


def import_markdown(raw: Raw) -> Outcome[Imported | None]:
    """Turn Markdown of another dialect into an article; one of ours stays as it is."""
    decoded = decode(raw.data, raw.name, raw.encoding)
    if decoded.value is None:
        return Outcome(None, decoded.diagnostics)
    text, origin = decoded.value.text, raw.origin(decoded.value.encoding)
    if read_finished(text, raw.name):
        imported = import_text(
            text, raw.name, sha256=origin.sha256, encoding=origin.encoding, accept=raw.accept
        )
    else:
        imported = _import(text, origin)
    return Outcome(imported.value, (*decoded.diagnostics, *imported.diagnostics))


def _import(text: str, origin: Origin) -> Outcome[Imported]:
    page = read_page(text, origin.name)
    front = front_matter(page)
    page = page.with_found(Found(front.claims, (), front.remarks))
    seen = scan(page)
    page = page.with_found(Found(seen.claims, (), seen.remarks))
    page = page.with_found(title_of(page, seen, front.findings))
    page = _recognised(page, seen, any(f.field == "title" for f in front.findings))
    page = page.with_found(Found((), front.findings))
    stand_alone(seen)
    addresses = resolve(page, seen)
    edits = (*headings(page, seen), *captions(page, seen), *lists(page, seen), *addresses.edits)
    page = page.with_found(Found(addresses.claims))
    blocks = tuple(written(page, seen, edits))
    drops = (*blank_lines(page), *(claim for block in blocks for claim in block.drops))
    layout = Layout(blocks, drops, markdown=True)
    return settle(page, layout, origin)


def _recognised(page: Page, seen: Scan, titled: bool) -> Page:
    """What the recognisers of raw text find; code, tables and quotations are not shown them."""
    hidden = {n for n, kind in seen.kinds.items() if kind in HIDDEN}
    titled = titled or bool(page.says("title"))
    for recogniser in RECOGNISERS:
        if recogniser is not title or not titled:
            page = page.with_found(recogniser(replace(page, taken=page.taken | hidden)))
    return page
