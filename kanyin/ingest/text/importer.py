"""Raw text to an article: recognise, lay out the body, repair, write, and check the sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from kanyin.diagnostics import Diagnostic, Outcome, Place, in_order, remark
from kanyin.ingest.text.account import Origin, draw_up, verify
from kanyin.ingest.text.body import Layout, lay_out
from kanyin.ingest.text.claims import disjoint, in_fields, usable_repairs
from kanyin.ingest.text.finished import account_of, read_finished
from kanyin.ingest.text.ledger import Ledger, further_down
from kanyin.ingest.text.page import Page, read_page
from kanyin.ingest.text.parts import Block
from kanyin.ingest.text.recognise import recognise
from kanyin.ingest.text.record import Entry, Value, entries
from kanyin.ingest.text.remarks import about_repairs, about_title, lowered
from kanyin.ingest.text.script import is_prose
from kanyin.ingest.text.several import articles_in
from kanyin.ingest.text.write import Sources, write
from kanyin.ingest.text.yaml import front_matter


@dataclass(frozen=True, slots=True)
class Imported:
    """An article file, where its lines came from, and the account of it.

    ``lines[i]`` is the line of the original behind line ``i + 1`` of the Markdown, or 0.
    ``proposed_title`` is filled only where no title was found. ``pictures`` are those the
    article shows, under the addresses it shows them by.
    """

    markdown: str
    lines: tuple[int, ...]
    ledger: Ledger
    title: tuple[str, ...]
    proposed_title: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def import_text(
    text: str, name: str, *, sha256: str = "", encoding: str = "utf-8", accept: bool = False
) -> Outcome[Imported]:
    """Turn a decoded manuscript into an article; not one character of it is lost.

    With ``accept``, the doubtful repairs are made too. A text that is an article already
    stays as it is.
    """
    origin = Origin(name, sha256, encoding, accept)
    if record := read_finished(text, name):
        lines = tuple(range(1, text.count("\n") + 1))
        said = remark("I120", Place(name))
        return Outcome(Imported(text, lines, account_of(text, origin), record.title), (said,))
    page = recognise(read_page(text, name))
    return settle(page, lay_out(page), origin)


def import_articles(
    text: str, name: str, *, sha256: str = "", encoding: str = "utf-8", accept: bool = False
) -> Outcome[tuple[Imported, ...]]:
    """The articles of a file that holds several, each over its own lines of the file."""
    page = read_page(text, name)
    parts = (range(1, len(page.lines) + 1),) if read_finished(text, name) else articles_in(page)
    articles: list[Imported] = []
    found: list[Diagnostic] = []
    for lines in parts:
        first, after = page.lines[lines.start - 1].start, lines.stop - 1
        end = page.lines[after].start if after < len(page.lines) else len(text)
        one = import_text(text[first:end], name, sha256=sha256, encoding=encoding, accept=accept)
        articles.append(_further_down(one.value, lines.start - 1))
        found += (lowered(d, lines.start - 1) for d in one.diagnostics)
    return Outcome(tuple(articles), tuple(found))


def _further_down(imported: Imported, by: int) -> Imported:
    """An import of a part of a file, by the lines of the whole."""
    lines = tuple(line + by if line else 0 for line in imported.lines)
    return replace(imported, lines=lines, ledger=further_down(imported.ledger, by))


def settle(page: Page, layout: Layout, origin: Origin) -> Outcome[Imported]:
    """Write a page that is recognised and laid out, with its account, and check the sum."""
    findings = page.findings + layout.findings
    page = replace(page, claims=disjoint([*page.claims, *layout.drops]), findings=findings)
    sources = Sources(page, usable_repairs(page, origin.accept), page.claims, layout.markdown)
    imported = _compose(sources, layout.blocks, origin)
    found = [
        *page.remarks,
        *layout.remarks,
        *about_repairs(page.name, imported.ledger),
        *about_title(page, imported.title, imported.proposed_title),
        *verify(page.text, imported.markdown, imported.ledger),
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
