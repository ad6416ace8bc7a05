"""Structure (结构): identifiers, numbers of figures and notes, cross references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, remark
from kanyin.model.article import Article, Element, Note
from kanyin.model.issue import Issue, Source
from kanyin.model.places import address, block_place, exact_place
from kanyin.structure.references import Draft, Target, refer

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = ("p", "li", "dt", "dd", "pre", "figure", "figcaption", "caption", "th", "td")
NUMBERED = {"figure": "图", "table": "表", "formula": "式"}
NUMBERED_TRADITIONAL = {"figure": "圖", "table": "表", "formula": "式"}

_KINDS = ("fig-", "tbl-", "eq-", "sec-")
"""Names that neither the press nor a layout's template gives; a writer's others are marked."""

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Note marks as Chinese books print them; past twenty, brackets."""


def resolve(issue: Issue) -> Outcome[Issue]:
    """Give everything its identifier and number; the issue handed in is not changed."""
    found: list[Diagnostic] = []
    drafts = [
        _draft(article, issue.sources.get(article.file), found) for article in issue.articles
    ]
    refer(drafts, found)
    fair = {draft.article.id: _finish(draft.article) for draft in drafts}
    columns = tuple(
        replace(column, articles=tuple(fair[a.id] for a in column.articles))
        for column in issue.columns
    )
    return Outcome(replace(issue, columns=columns), tuple(found))


def _draft(article: Article, source: Source | None, found: list[Diagnostic]) -> Draft:
    """A copy of an article in which everything that can be referred to has its name."""
    notes = tuple(replace(n, body=deepcopy(n.body)) for n in article.notes)
    copy = replace(article, body=deepcopy(article.body), notes=notes)
    lines = source.lines if source and source.exact else ()
    _level_headings(copy.body)
    itself = Target(f"{article.id}-title", article.record.full_title)
    return Draft(copy, {**_identify(copy, lines, found), "": itself}, lines)


def _finish(article: Article) -> Article:
    _name_blocks(article)
    return replace(article, notes=_number_notes(article))


def _level_headings(body: Element) -> None:
    """The title is the first level, so the text begins at the second, and leaves none out.

    PDF/UA-1 7.4.2; WCAG 2.2, 1.3.1.
    """
    above: list[int] = []
    for heading in body.iter(*HEADINGS):
        written = int(str(heading.tag)[1])
        above = [*(level for level in above if level < written), written]
        heading.tag = f"h{min(len(above) + 1, 6)}"


def _identify(
    article: Article, lines: Sequence[str], found: list[Diagnostic]
) -> dict[str, Target]:
    """Prefix every identifier with the article's, number what is numbered."""
    targets: dict[str, Target] = {}
    counts = dict.fromkeys(NUMBERED, 0)
    sections = 0
    for element in (e for tree in article.trees for e in tree.iter(etree.Element)):
        kind = _kind(element)
        label = _number(article, element, kind, counts) if kind else ""
        given = element.get("id", "")
        sections += element.tag in HEADINGS
        own = given or (f"s{sections}" if element.tag in HEADINGS else "")
        if not own:
            continue
        if own in targets:
            block = block_place(article.file, element)
            found.append(remark("M140", exact_place(block, address(f"#{own}"), lines), id=own))
            element.attrib.pop("id", None)
            continue
        mark = "named-" if given and not given.startswith(_KINDS) else ""
        name = f"{article.id}-{mark}{own}"
        targets[own] = Target(name, label or "".join(element.itertext())[:60])
        element.set("id", name)
    return _slugs(article) | targets


def _slugs(article: Article) -> dict[str, Target]:
    """Headings by the names that other Markdown tools give them, so their links hold."""
    headings = [h for tree in article.trees for h in tree.iter(*HEADINGS) if h.get("id")]
    return {
        slug(text): Target(h.get("id", ""), text[:60])
        for h in reversed(headings)
        if (text := "".join(h.itertext()))
    }


def slug(heading: str) -> str:
    """透過 `Box` 建立 → 透過-box-建立 (as GitHub and mdBook name headings)."""
    kept = "".join(c for c in heading.strip().lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _name_blocks(article: Article) -> None:
    """Every block of text and every picture gets a name, so that a page can begin there."""
    blocks = (e for tree in article.trees for e in tree.iter(*BLOCKS))
    for number, block in enumerate(blocks, 1):
        if not block.get("id"):
            block.set("id", f"{article.id}-b{number}")


def _kind(element: Element) -> str:
    """Whether an element is numbered: a figure or table with a caption or a name."""
    if element.tag == "figure" and (element.find("figcaption") is not None or element.get("id")):
        return "figure"
    if element.tag == "table" and (element.find("caption") is not None or element.get("id")):
        return "table"
    return "formula" if element.get("class") == "formula" and element.get("id") else ""


def _number(article: Article, element: Element, kind: str, counts: dict[str, int]) -> str:
    counts[kind] += 1
    words = NUMBERED_TRADITIONAL if article.lang.startswith("zh-Hant") else NUMBERED
    if kind == "formula":
        number = f"（{counts[kind]}）"
        etree.SubElement(element, "span", {"class": "number"}).text = number
        return words[kind] + number
    label = f"{words[kind]}{counts[kind]}"
    name = "figcaption" if kind == "figure" else "caption"
    caption = element.find(name)
    if caption is None:
        caption = etree.SubElement(element, name)
        element.insert(0, caption) if kind == "table" else element.append(caption)
    mark = etree.Element("span", {"class": "label"})
    mark.text, mark.tail, caption.text = label, caption.text, None
    caption.insert(0, mark)
    return label


def _number_notes(article: Article) -> tuple[Note, ...]:
    """Notes in the order of their first call; one that is never called keeps its place last."""
    names = {note.id for note in article.notes}
    numbers: dict[str, int] = {}
    calls: dict[str, int] = {}
    for call in _calls(article):
        name = call.get("href", "").removeprefix("#fn-")
        if name not in names:
            continue
        number = numbers.setdefault(name, len(numbers) + 1)
        calls[name] = calls.get(name, 0) + 1
        call.text = note_mark(number)
        call.set("href", f"#{article.id}-fn-{number}")
        call.set("id", f"{article.id}-fnref-{number}-{calls[name]}")
    for note in article.notes:
        numbers.setdefault(note.id, len(numbers) + 1)
    renamed = (replace(n, id=f"{article.id}-fn-{numbers[n.id]}") for n in article.notes)
    return tuple(sorted(renamed, key=lambda n: int(n.id.rsplit("-", 1)[1])))


def _calls(article: Article) -> Iterator[Element]:
    for tree in article.trees:
        yield from tree.iterfind(".//a[@class='noteref']")


def note_mark(number: int) -> str:
    """① to ⑳, then ［21］."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"［{number}］"
