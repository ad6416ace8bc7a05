"""Raw text to an article: recognise, lay out the body, repair, write, and check the sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from kanyin.diagnostics import Outcome, in_order
from kanyin.ingest.text.account import Origin, draw_up, verify
from kanyin.ingest.text.body import lay_out
from kanyin.ingest.text.claims import disjoint, in_fields, usable_repairs
from kanyin.ingest.text.ledger import Ledger
from kanyin.ingest.text.page import Page, read_page
from kanyin.ingest.text.parts import Block
from kanyin.ingest.text.recognise import recognise
from kanyin.ingest.text.record import Entry, Value, entries
from kanyin.ingest.text.remarks import about_repairs, about_title
from kanyin.ingest.text.script import is_prose
from kanyin.ingest.text.write import Sources, write
from kanyin.ingest.text.yaml import front_matter


@dataclass(frozen=True, slots=True)
class Imported:
    """An article file, where its lines came from, and the account of it.

    ``lines[i]`` is the line of the original behind line ``i + 1`` of the Markdown, or 0.
    ``proposed_title`` is filled only where no title was found.
    """

    markdown: str
    lines: tuple[int, ...]
    ledger: Ledger
    title: tuple[str, ...]
    proposed_title: str = ""


def import_text(
    text: str, name: str, *, sha256: str = "", encoding: str = "utf-8"
) -> Outcome[Imported]:
    """Turn a decoded manuscript into an article; not one character of it is lost."""
    page = recognise(read_page(text, name))
    layout = lay_out(page)
    findings = page.findings + layout.findings
    page = replace(page, claims=disjoint([*page.claims, *layout.drops]), findings=findings)
    sources = Sources(page, usable_repairs(page), page.claims, layout.markdown)
    imported = _compose(sources, layout.blocks, Origin(name, sha256, encoding))
    found = [
        *page.remarks,
        *layout.remarks,
        *about_repairs(page.name, imported.ledger),
        *about_title(page, imported.title, imported.proposed_title),
        *verify(text, imported.markdown, imported.ledger),
    ]
    return Outcome(imported, in_order(found))


def _compose(sources: Sources, blocks: Iterable[Block], origin: Origin) -> Imported:
    fields = entries(sources.page, in_fields(sources))
    head = [*front_matter(_rows(fields, origin)), ""]
    body = write(blocks, sources, len(head) + 1)
    markdown = "\n".join([*head, *body.rows]) + "\n"
    title = next((_lines(e.value) for e in fields if e.name == "title"), ())
    return Imported(
        markdown,
        (0,) * len(head) + body.lines,
        draw_up(sources, fields, body, origin),
        title,
        "" if title else _proposal(sources.page),
    )


def _rows(fields: tuple[Entry, ...], origin: Origin) -> list[tuple[str, Value]]:
    provenance: dict[str, Value] = {"file": PurePath(origin.name).name}
    if origin.sha256:
        provenance["sha256"] = origin.sha256
    provenance["encoding"] = origin.encoding
    if inferred := [e.name for e in fields if e.inferred]:
        provenance["inferred"] = list(inferred)
    return [*((e.name, e.value) for e in fields), ("provenance", provenance)]


def _lines(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _proposal(page: Page) -> str:
    """The first sentence, if it is short enough to be a title, else the file's stem."""
    first = next((ln.bare for ln in page.free if is_prose(ln.text)), "")
    sentence = first.split("。")[0]
    return sentence if 0 < len(sentence) <= 30 else PurePath(page.name).stem
