"""Render (版式): an issue and a layout become a publication for one medium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Literal

from jinja2 import Environment

from kanyin.diagnostics import Diagnostic, Outcome
from kanyin.fonts import FontSet
from kanyin.geometry import Page
from kanyin.layouts import Layout
from kanyin.model.article import Article, Element
from kanyin.model.issue import Column, Issue, Picture
from kanyin.model.publication import ContentDocument, NavPoint, Publication
from kanyin.render.credits import (
    affiliations,
    apparatus_lines,
    citation_line,
    colophon_lines,
    credit_lines,
)
from kanyin.render.headings import heading_text
from kanyin.render.media import Bench, for_print, for_screens
from kanyin.render.numbering import NUMBERINGS
from kanyin.render.templates import environment, fill, render_css
from kanyin.render.words import words

Medium = Literal["print", "epub", "web"]
HAN_FACE = ("song", 400)
STYLES: Mapping[Medium, tuple[str, ...]] = {
    "print": ("shared.css", "print.css"),
    "epub": ("shared.css", "screens.css", "epub.css"),
    "web": ("shared.css", "screens.css", "web.css"),
}
"""The stylesheets of each medium, in their order."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What rendering needs besides the issue."""

    layout: Layout
    fonts: FontSet
    page: Page
    medium: Medium


def render(issue: Issue, setting: Setting) -> Outcome[Publication]:
    """Put every article, the cover, the contents and the colophon into the templates."""
    jinja = environment(setting.layout)
    found: list[Diagnostic] = []
    pictures = dict(issue.pictures)
    articles = []
    for article in issue.articles:
        bench = Bench(
            article,
            setting.page.size,
            _han(setting.fonts),
            setting.page.characters,
            setting.layout.notes == "end",
            lenient=issue.kind == "article",
        )
        articles.append(_article(issue, article, setting, jinja, bench))
        found += bench.found
        pictures |= bench.pictures
    documents = _around(issue, setting, jinja, tuple(articles))
    publication = Publication(
        issue,
        documents,
        _contents(issue, documents),
        _stylesheet(setting),
        _used(documents, pictures),
    )
    return Outcome(publication, tuple(found))


def _han(fonts: FontSet) -> bytes:
    face = fonts.face(*HAN_FACE)
    return (fonts.folder.read(face.file) or b"") if face else b""


def _used(
    documents: tuple[ContentDocument, ...], pictures: Mapping[str, Picture]
) -> dict[str, Picture]:
    """Only the pictures that some document shows."""
    shown = {i.get("src") for d in documents for i in d.root.iter("img")}
    return {path: picture for path, picture in pictures.items() if path in shown}


def _stylesheet(setting: Setting) -> str:
    roles = dict.fromkeys(f.role for f in setting.fonts.faces)
    font = {
        role: ", ".join(f'"{family}"' for family in setting.fonts.families(role)) for role in roles
    }
    values = {"font": font, "page": setting.page, "numberings": NUMBERINGS}
    return render_css(setting.layout, STYLES[setting.medium], values)


def common_values(issue: Issue, setting: Setting, lang: str, title: str) -> dict[str, object]:
    """What every template may name."""
    return {
        "issue": issue,
        "masthead": issue.masthead,
        "medium": setting.medium,
        "loose": issue.kind == "article",
        "lang": lang,
        "title": title,
        "word": words(lang),
        "running": {"outside": _running(issue), "title": title, "column": ""},
    }


def _running(issue: Issue) -> str:
    """檐下　2026年第1期: what the outer corner of a page's head says."""
    masthead = issue.masthead
    number = f"{masthead.year}年第{masthead.number}期" if masthead.number else ""
    return "\u3000".join(t for t in (masthead.journal, number) if t)


def _article(
    issue: Issue, article: Article, setting: Setting, jinja: Environment, bench: Bench
) -> ContentDocument:
    prepare = for_print if setting.medium == "print" else for_screens
    body, notes = prepare(bench)
    record, title = article.record, article.record.full_title
    order = issue.articles
    at = order.index(article)
    values = common_values(issue, setting, article.lang, title) | {
        "article": article,
        "record": record,
        "column": _column_of(issue, article),
        "affiliations": affiliations(record.authors),
        "citation": citation_line(record.source),
        "date": record.date.chinese() if record.date else "",
        "apparatus": apparatus_lines(record),
        "credits": credit_lines(record.credits, article.lang),
        "notes": notes,
        "previous": order[at - 1] if at else None,
        "next": order[at + 1] if at + 1 < len(order) else None,
    }
    values["running"] = {
        "outside": _running(issue),
        "title": title,
        "column": _column_of(issue, article) or title,
    }
    root = fill(jinja, "article.xhtml", values, {"body": body, "notes": notes})
    return ContentDocument(article.id, title, "chapter", root, article.lang)


def _column_of(issue: Issue, article: Article) -> str:
    return next((c.title for c in issue.columns if article in c.articles), "") or (
        article.record.column
    )


def _around(
    issue: Issue, setting: Setting, jinja: Environment, articles: tuple[ContentDocument, ...]
) -> tuple[ContentDocument, ...]:
    """What stands around the articles; a loose article stands alone."""
    if issue.kind == "article":
        return articles
    cover = _sheet("cover", "cover", issue, setting, jinja)
    colophon = _sheet("colophon", "colophon", issue, setting, jinja)
    contents = contents_document(issue, setting, {})
    front = (contents,) if setting.medium == "web" else (cover, contents)
    return (*front, *articles, colophon)


def _sheet(
    name: str, semantics: str, issue: Issue, setting: Setting, jinja: Environment
) -> ContentDocument:
    title = f"{getattr(words(issue.lang), name)}"
    values = common_values(issue, setting, issue.lang, title)
    values["colophon"] = colophon_lines(issue.masthead)
    root = fill(jinja, f"{name}.xhtml", values)
    return ContentDocument(name, title, semantics, root, issue.lang)


def contents_document(issue: Issue, setting: Setting, pages: Mapping[str, str]) -> ContentDocument:
    """The contents page; ``pages`` gives the page of each article's id, for print."""
    title = words(issue.lang).contents
    values = common_values(issue, setting, issue.lang, title)
    values["columns"] = [_entries(column, pages) for column in issue.columns]
    values["masthead_credits"] = credit_lines(issue.masthead.credits, issue.lang)
    root: Element = fill(environment(setting.layout), "contents.xhtml", values)
    return ContentDocument("contents", title, "toc", root, issue.lang)


def _entries(column: Column, pages: Mapping[str, str]) -> SimpleNamespace:
    entries = [
        SimpleNamespace(
            id=article.id,
            lang=article.lang,
            title=article.record.full_title,
            authors=_names(article),
            page=pages.get(article.id, "00"),
        )
        for article in column.articles
    ]
    return SimpleNamespace(title=column.title, entries=entries)


def _names(article: Article) -> str:
    return "\u3000".join(author.name for author in article.record.authors)


def _contents(issue: Issue, documents: tuple[ContentDocument, ...]) -> tuple[NavPoint, ...]:
    """What the contents page lists, in its order: columns with their articles, and the
    section headings below these; the contents page itself first, the colophon last."""
    sheets = {d.semantics: (NavPoint(d.title, d.id),) for d in documents}
    columns = (NavPoint(c.title, "", "", tuple(map(_entry, c.articles))) for c in issue.columns)
    return (*sheets.get("toc", ()), *columns, *sheets.get("colophon", ()))


def _entry(article: Article) -> NavPoint:
    title, sections = article.record.full_title, tuple(_sections(article))
    return NavPoint(title, article.id, "", sections, _names(article))


def _sections(article: Article) -> list[NavPoint]:
    headings = article.body.iterfind(".//h2[@id]")
    return [NavPoint(heading_text(h), article.id, h.get("id", "")) for h in headings]
