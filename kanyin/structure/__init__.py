"""Structure (结构): identifiers, numbers of figures and notes, cross references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.model.article import Article, Element, Note
from kanyin.model.issue import Issue

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = ("p", "li", "dt", "dd", "pre", "figure", "figcaption", "caption", "th", "td")
NUMBERED = {"figure": "图", "table": "表", "formula": "式"}
NUMBERED_TRADITIONAL = {"figure": "圖", "table": "表", "formula": "式"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Note marks as Chinese books print them; past twenty, brackets."""


def resolve(issue: Issue) -> Outcome[Issue]:
    """Give everything its identifier and number; the issue handed in is not changed."""
    found: list[Diagnostic] = []
    files = {PurePosixPath(a.file).stem: a.id for a in issue.articles}
    columns = tuple(
        replace(column, articles=tuple(_resolve(a, files, found) for a in column.articles))
        for column in issue.columns
    )
    return Outcome(replace(issue, columns=columns), tuple(found))


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be referred to: its identifier in the issue, and its label."""

    id: str
    label: str


def _resolve(article: Article, files: Mapping[str, str], found: list[Diagnostic]) -> Article:
    body = deepcopy(article.body)
    notes = tuple(replace(n, body=deepcopy(n.body)) for n in article.notes)
    roots = (body, *(n.body for n in notes))
    _level_headings(body)
    targets = _identify(article, roots, found)
    _refer(article, roots, targets, found)
    _refer_to_others(article, roots, files, found)
    _name_blocks(article, roots)
    return replace(article, body=body, notes=_number_notes(article, body, notes))


def _level_headings(body: Element) -> None:
    """The title is the first level, so the text begins at the second, without gaps above."""
    headings = list(body.iter(*HEADINGS))
    top = min((int(str(e.tag)[1]) for e in headings), default=2)
    for heading in headings:
        level = int(str(heading.tag)[1]) - top + 2
        heading.tag = f"h{min(level, 6)}"


def _identify(
    article: Article, roots: tuple[Element, ...], found: list[Diagnostic]
) -> dict[str, Target]:
    """Prefix every identifier with the article's, number what is numbered."""
    targets: dict[str, Target] = {}
    counts = dict.fromkeys(NUMBERED, 0)
    sections = 0
    for element in (e for root in roots for e in root.iter(etree.Element)):
        kind = _kind(element)
        label = _number(article, element, kind, counts) if kind else ""
        if element.tag in HEADINGS:
            sections += 1
            element.set("id", element.get("id") or f"s{sections}")
        if not (own := element.get("id")):
            continue
        if own in targets:
            found.append(remark("M140", _place(article, element), id=own))
            del element.attrib["id"]
            continue
        targets[own] = Target(f"{article.id}-{own}", label or "".join(element.itertext())[:60])
        element.set("id", f"{article.id}-{own}")
    return _slugs(roots) | targets


def _slugs(roots: tuple[Element, ...]) -> dict[str, Target]:
    """Headings by the names that other Markdown tools give them, so their links hold."""
    headings = [h for root in roots for h in root.iter(*HEADINGS) if h.get("id")]
    return {
        slug(text): Target(h.get("id", ""), text[:60])
        for h in reversed(headings)
        if (text := "".join(h.itertext()))
    }


def slug(heading: str) -> str:
    """透過 `Box` 建立 → 透過-box-建立 (as GitHub and mdBook name headings)."""
    kept = "".join(c for c in heading.strip().lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _name_blocks(article: Article, roots: tuple[Element, ...]) -> None:
    """Every block of text and every picture gets a name, so that a page can begin there."""
    blocks = (e for root in roots for e in root.iter(*BLOCKS))
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


def _refer(
    article: Article,
    roots: tuple[Element, ...],
    targets: dict[str, Target],
    found: list[Diagnostic],
) -> None:
    """Point links inside the article at their targets; an empty one takes the label."""
    for link in (e for root in roots for e in root.iter("a")):
        href = link.get("href", "")
        if not href.startswith("#") or link.get("class") == "noteref":
            continue
        name = unquote(href[1:])
        target = targets.get(name)
        if target is None:
            empty = len(link) == 0 and not (link.text or "").strip()
            found.append(remark("M141" if empty else "M142", _place(article, link), id=name))
            del link.attrib["href"]
            continue
        link.set("href", f"#{target.id}")
        if len(link) == 0 and not (link.text or "").strip():
            link.text = target.label
            link.set("class", "xref")


def _refer_to_others(
    article: Article, roots: tuple[Element, ...], files: Mapping[str, str], found: list[Diagnostic]
) -> None:
    """Links to other manuscripts of the issue lead to their articles: ``02.md#name`` → a02.

    What leads to no article and out of the issue by a relative path cannot be followed
    from a page, so only its words are kept.
    """
    for link in (e for root in roots for e in root.iter("a")):
        href = link.get("href", "")
        if not href or href.startswith("#") or _SCHEME.match(href):
            continue
        path, _, _ = unquote(href).partition("#")
        other = files.get(PurePosixPath(path).stem)
        if other is None:
            found.append(remark("M142", _place(article, link), id=href))
            del link.attrib["href"]
        else:
            link.set("href", f"{other}#{other}-title")


def _number_notes(article: Article, body: Element, notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Notes in the order of their first call; one that is never called keeps its place last."""
    by_name = {note.id: note for note in notes}
    numbers: dict[str, int] = {}
    calls: dict[str, int] = {}
    for call in _calls(body, notes):
        name = call.get("href", "").removeprefix("#fn-")
        if name not in by_name:
            continue
        number = numbers.setdefault(name, len(numbers) + 1)
        calls[name] = calls.get(name, 0) + 1
        call.text = note_mark(number)
        call.set("href", f"#{article.id}-fn-{number}")
        call.set("id", f"{article.id}-fnref-{number}-{calls[name]}")
    for note in notes:
        numbers.setdefault(note.id, len(numbers) + 1)
    renamed = (replace(n, id=f"{article.id}-fn-{numbers[n.id]}") for n in notes)
    return tuple(sorted(renamed, key=lambda n: int(n.id.rsplit("-", 1)[1])))


def _calls(body: Element, notes: tuple[Note, ...]) -> Iterator[Element]:
    for root in (body, *(n.body for n in notes)):
        yield from root.iterfind(".//a[@class='noteref']")


def note_mark(number: int) -> str:
    """① to ⑳, then ［21］."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"［{number}］"


def _place(article: Article, element: Element) -> Place:
    for one in (element, *element.iterancestors()):
        if line := one.get("data-line"):
            return Place(article.file, int(line), 1)
    return Place(article.file)
