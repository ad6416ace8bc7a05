"""From a folder to an issue: the plan, its articles, their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kanyin.diagnostics import Diagnostic, Outcome, Place, PressError, Severity, remark
from kanyin.files import Folder
from kanyin.ingest.articles import read_article
from kanyin.ingest.decode import decode
from kanyin.ingest.illustrate import with_pictures
from kanyin.ingest.importers import SUFFIXES
from kanyin.ingest.issue_file import Entry, Plan, PlannedColumn, read_plan
from kanyin.ingest.pictures import read_picture
from kanyin.ingest.printing import fetch_profile
from kanyin.ingest.raw import Raw
from kanyin.model.article import Article
from kanyin.model.issue import Column, Issue, Masthead, Picture, Source
from kanyin.model.places import exact_place

ISSUE_FILE = "issue.yaml"
LOOSE = frozenset({"M130", "M131", "M132", "M133"})
"""A picture that cannot be had blocks an issue, but not a loose article."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is to be read: a folder, its entry file, and the names shown to the user."""

    folder: Folder
    entry: str
    shown: str
    id_hint: str
    encoding: str | None = None

    def name(self, file: str) -> str:
        """The name of a file of the folder as remarks give it."""
        return str(PurePosixPath(self.shown) / file) if self.entry == ISSUE_FILE else self.shown


def read_issue(
    desk: Desk, progress: Callable[[int, int, str], None] = lambda done, total, what: None
) -> Outcome[Issue | None]:
    """Read an issue or a loose article; None when nothing can be set."""
    if desk.entry == ISSUE_FILE:
        return _planned(desk, progress)
    return _loose(desk)


def _loose(desk: Desk) -> Outcome[Issue | None]:
    read = _article(desk, desk.entry, "a1")
    found = [_lighter(d) for d in read.diagnostics]
    if read.value is None:
        return Outcome(None, tuple(found))
    article, source, folder = read.value
    article = replace(article, lang=article.lang or "zh-Hans")
    article, pictures = with_pictures(folder, desk.entry, article, source, found)
    found = [_lighter(d) for d in found]
    record = article.record
    masthead = Masthead(date=record.date)
    issue = Issue(
        desk.id_hint,
        "article",
        record.full_title,
        masthead,
        (Column("", (article,)),),
        pictures,
        None,
        record.authors,
        article.lang,
        record.layout or "journal",
        sources={article.file: source},
    )
    return Outcome(issue, tuple(found))


def _lighter(diagnostic: Diagnostic) -> Diagnostic:
    weighs = diagnostic.code in LOOSE
    return replace(diagnostic, severity=Severity.WARNING) if weighs else diagnostic


def _heavier(diagnostic: Diagnostic) -> Diagnostic:
    """In an issue every article must have a title, since the contents name it."""
    weighs = diagnostic.code == "S123"
    return replace(diagnostic, severity=Severity.ERROR) if weighs else diagnostic


def _planned(desk: Desk, progress: Callable[[int, int, str], None]) -> Outcome[Issue | None]:
    name = desk.name(ISSUE_FILE)
    decoded = decode(desk.folder.read(ISSUE_FILE) or b"", name, None)
    plan = read_plan(decoded.value.text if decoded.value else "", name)
    found = [*decoded.diagnostics, *plan.diagnostics]
    if plan.value is None:
        return Outcome(None, tuple(found))
    entries, twice = _each_once(plan.value)
    found += twice
    articles, pictures, sources = _articles(desk, entries, found, progress)
    articles = {
        file: replace(article, lang=article.lang or plan.value.lang)
        for file, article in articles.items()
    }
    columns = tuple(
        Column(c.title, tuple(articles[e.file] for e in c.entries if articles.get(e.file)))
        for c in _columns(plan.value)
    )
    issue = _issue(desk, plan.value, columns, pictures, found)
    lines = tuple(decoded.value.text.split("\n")) if decoded.value else ()
    issue = replace(issue, sources={**sources, name: Source(lines, ())})
    if not issue.articles:
        found.append(remark("S125", Place(name)))
        return Outcome(None, tuple(found))
    return Outcome(issue, tuple(found))


def _columns(plan: Plan) -> Iterable[PlannedColumn]:
    """The plan's columns, each article only where it is named first."""
    seen: set[str] = set()
    for column in plan.contents:
        fresh = {e.file: e for e in reversed(column.entries) if e.file not in seen}
        yield replace(column, entries=tuple(reversed(fresh.values())))
        seen |= set(fresh)


def _each_once(plan: Plan) -> tuple[list[Entry], list[Diagnostic]]:
    entries: dict[str, Entry] = {}
    twice: list[Diagnostic] = []
    for entry in (e for column in plan.contents for e in column.entries):
        if entry.file in entries:
            twice.append(remark("S122", entry.place, file=entry.file))
        entries.setdefault(entry.file, entry)
    return list(entries.values()), twice


def _articles(
    desk: Desk,
    entries: list[Entry],
    found: list[Diagnostic],
    progress: Callable[[int, int, str], None],
) -> tuple[dict[str, Article], dict[str, Picture], dict[str, Source]]:
    articles: dict[str, Article] = {}
    pictures: dict[str, Picture] = {}
    sources: dict[str, Source] = {}
    for number, entry in enumerate(entries, 1):
        progress(number, len(entries), entry.file)
        if desk.folder.read(entry.file) is None:
            found.append(remark("S120", entry.place, file=entry.file))
            continue
        read = _article(desk, entry.file, f"a{number:02}")
        found += [_heavier(d) for d in read.diagnostics]
        if read.value:
            article, source, folder = read.value
            sources[article.file] = source
            found += _unfollowed(article, source)
            articles[entry.file], own = with_pictures(folder, entry.file, article, source, found)
            pictures |= own
    return articles, pictures, sources


def _unfollowed(article: Article, source: Source) -> Iterator[Diagnostic]:
    """Only a loose article chooses its layout."""
    if layout := article.record.layout:
        place = exact_place(Place(article.file, 1, 1), r"^layout(?=\s*:)", source.lines)
        yield remark("S127", place, layout=layout)


def _issue(
    desk: Desk,
    plan: Plan,
    columns: tuple[Column, ...],
    pictures: dict[str, Picture],
    found: list[Diagnostic],
) -> Issue:
    cover = plan.cover
    if cover and cover.image:
        read = read_picture(desk.folder, cover.image, plan.cover_place or Place(""))
        found += read.diagnostics
        if read.value:
            pictures[read.value.path] = read.value
            cover = replace(cover, image=read.value.path)
        else:
            cover = replace(cover, image="")
    printing = fetch_profile(desk.folder, plan.printing)
    found += printing.diagnostics
    return Issue(
        plan.id or desk.id_hint,
        plan.kind,
        plan.title or desk.id_hint,
        plan.masthead,
        tuple(c for c in columns if c.articles),
        pictures,
        cover,
        plan.authors,
        plan.lang,
        plan.layout,
        plan.trim,
        people=plan.people,
        accessibility=plan.accessibility,
        printing=printing.value,
        screen_pdf=plan.screen_pdf,
    )


def _article(desk: Desk, file: str, id: str) -> Outcome[tuple[Article, Source, Folder] | None]:
    """Read one article, with its lines and the folder of its pictures."""
    name = desk.name(file)
    data = desk.folder.read(file)
    known = PurePosixPath(file).suffix.lower() in SUFFIXES
    if data is None or not known:
        code = "S120" if data is None else "S121"
        return Outcome(None, (remark(code, Place(name), file=file),))
    try:
        return read_article(Raw(data, name, desk.folder, file, desk.encoding), id)
    except PressError as error:
        return Outcome(None, error.diagnostics)
