"""The press itself: each stage hands its work to the next, once for every edition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kanyin.build.galley import proof_record, record_file
from kanyin.build.orders import (
    EDITIONS,
    USUAL,
    EditionRecord,
    Manuscript,
    Progress,
    Request,
    Result,
    Shelves,
)
from kanyin.build.work import Work
from kanyin.diagnostics import Outcome, Place, PressError, has_errors, in_order, remark
from kanyin.editions.cover import with_printed_cover
from kanyin.editions.epub import bind_epub
from kanyin.editions.pdf import Layouted, bind_galley, bind_print, bind_screen, lay_out
from kanyin.editions.web import bind_web
from kanyin.files import Artifact
from kanyin.fonts import Face, FontSet, read_fonts
from kanyin.geometry import lay_page, parse_trim
from kanyin.ingest.assemble import Desk, read_issue
from kanyin.layouts import Layout, read_layout
from kanyin.model.issue import Issue
from kanyin.model.publication import Publication
from kanyin.preflight.typography import audit, summary
from kanyin.preflight.verify import verify
from kanyin.proof import proofread, texts_of
from kanyin.proof.gauge import characters_of
from kanyin.proof.papers import read_papers
from kanyin.render import Medium, Setting, render
from kanyin.render.bounds import check_bounds
from kanyin.render.faces import characters_by_face, check_glyphs
from kanyin.render.galley import LAYOUT, galley, remarks_sheet
from kanyin.structure import resolve

FLOWING: tuple[Medium, ...] = ("epub", "web")
"""Editions whose pages the reader's own screen makes."""

UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The moment of what has no date: the first that a zip file can hold."""


def build(
    manuscript: Manuscript,
    shelves: Shelves,
    request: Request,
    progress: Callable[[Progress], None],
    clock: Callable[[], float],
) -> Result:
    """Make the editions of one manuscript. Faults in it are remarks, never exceptions."""
    work = Work(manuscript, shelves, request, progress, clock)
    issue = _read(work)
    if issue is None:
        return _result(work, issue, None)
    blocked = _blocked(work)
    try:
        copy = _prepare(work, issue)
        if blocked:
            _render(work, copy, "print")  # formulas and glyphs: all remarks in one run
            return _result(work, issue, None)
    except PressError as error:
        work.note(error.diagnostics)
        return _result(work, issue, None)
    return _bind_all(work, issue, copy)


def check(manuscript: Manuscript, shelves: Shelves, request: Request) -> Result:
    """Read and proofread, and look every character up in its face; bind nothing."""
    work = Work(manuscript, shelves, request, lambda progress: None, lambda: 0.0)
    issue = _read(work)
    if issue is not None:
        try:
            copy = _prepare(work, issue)
            _render(work, copy, "print")
        except PressError as error:
            work.note(error.diagnostics)
    return _result(work, issue, None)


def _read(work: Work) -> Issue | None:
    manuscript = work.manuscript
    desk = Desk(
        manuscript.folder, manuscript.entry, manuscript.name, manuscript.id_hint,
        work.request.encoding,
    )  # fmt: skip
    with work.timed("ingest"):
        read = read_issue(desk, work.tell("read"))
    work.note(read.diagnostics)
    if read.value is None:
        return None
    with work.timed("structure"):
        resolved = resolve(read.value)
    with work.timed("proof"):
        work.note(resolved.diagnostics)
        papers = read_papers(manuscript.folder)
        work.texts = tuple(texts_of(read.value, papers))
        work.note(proofread(read.value, papers, work.texts))
    return resolved.value


def _blocked(work: Work) -> bool:
    """Errors block; those of the proofreader only when the build is strict."""
    counted = (d for d in work.found if work.request.strict or not d.code.startswith("P"))
    return has_errors(counted)


@dataclass(frozen=True, slots=True)
class _FairCopy:
    """The issue ready for setting, with the layout, page and faces it is set in."""

    issue: Issue
    layout: Layout
    fonts: FontSet
    trim: tuple[float, float]

    def setting(self, medium: Medium) -> Setting:
        """What rendering for a medium needs."""
        return Setting(self.layout, self.fonts, lay_page(self.trim, self.layout.design), medium)


def _prepare(work: Work, issue: Issue) -> _FairCopy:
    fonts = read_fonts(work.shelves.fonts)
    name = work.request.layout or issue.layout
    layout = read_layout(work.shelves.layouts, name, Place(work.manuscript.name))
    work.note((*fonts.diagnostics, *layout.diagnostics))
    size = parse_trim(issue.trim or layout.value.trim)
    work.page = lay_page(size, layout.value.design)
    return _FairCopy(issue, layout.value, replace(fonts.value, cache=work.request.cache), size)


def _bind_all(work: Work, issue: Issue, copy: _FairCopy) -> Result:
    wanted = [e for e in EDITIONS if e in work.request.editions]
    moment = _moment(work.request, issue)
    layouted = _pages(work, copy, moment) if {"print", "screen"} & set(wanted) else None
    marks = layouted.marks if layouted else ()
    with work.timed("render"):
        flowing = {m: _render(work, copy, m) for m in FLOWING if m in wanted}
        faces = _faces(flowing.values(), copy.fonts)
    for edition in (e for e in wanted if e in USUAL):
        work.progress(Progress(edition, 0, 1))
        with work.timed(edition):
            if edition == "print" and layouted:
                printed = bind_print(layouted, issue)
                _keep(work, edition, [printed], len(layouted.labels))
                _audit(work, printed)
            elif edition == "screen" and layouted:
                _keep(work, edition, [bind_screen(layouted, issue)], len(layouted.labels))
            elif edition == "epub":
                publication = with_printed_cover(replace(flowing["epub"], pages=marks), layouted)
                _keep_if_sound(work, bind_epub(publication, faces, copy.fonts, moment))
            elif edition == "web":
                bound = bind_web(flowing["web"], faces, copy.fonts)
                work.note(bound.diagnostics)
                _keep(work, edition, list(bound.value), None)
        work.progress(Progress(edition, 1, 1))
    _verify(work, issue)
    if "galley" in wanted:
        _galley(work, copy, moment)
    has_pages = "epub" in wanted and bool(marks)
    return _result(work, issue, "print" if has_pages else None)


def _galley(work: Work, copy: _FairCopy, moment: datetime) -> None:
    """Set the proof sheets, with all remarks up to here in their margins."""
    issue, layout = copy.issue, read_layout(work.shelves.layouts, LAYOUT).value
    record = proof_record(issue, work.request.earlier)
    marked, rest = galley(issue, list(work.found), record["before"])
    sheets = replace(copy, issue=marked, layout=layout, trim=parse_trim(layout.trim))
    setting = sheets.setting("print")

    def of_proof(publication: Publication) -> Publication:
        last = (remarks_sheet(rest, issue, setting),) if rest else ()
        inside = (d for d in publication.documents if d.id != "cover")
        return replace(publication, documents=(*inside, *last))

    layouted = _pages(work, sheets, moment, of_proof)
    if layouted:
        artifacts = [bind_galley(layouted, issue), record_file(issue, record)]
        _keep(work, "galley", artifacts, len(layouted.labels))


def _audit(work: Work, printed: Artifact) -> None:
    """Read the printed pages back and see how they are set."""
    report = audit(printed.data)
    work.note(summary(report, printed.path))
    work.typography = report.as_json()


def _verify(work: Work, issue: Issue) -> None:
    """Open what was made and hold it against the issue, and one edition against another."""
    with work.timed("verify"):
        work.note(verify({a.path: a.data for a in work.artifacts}, issue))


def _faces(publications: Iterable[Publication], fonts: FontSet) -> dict[Face, frozenset[str]]:
    """The characters of all flowing editions together: one set of font files serves both."""
    faces: dict[Face, frozenset[str]] = {}
    for publication in publications:
        for face, characters in characters_by_face(publication, fonts).items():
            faces[face] = faces.get(face, frozenset()) | characters
    return faces


def _keep_if_sound(work: Work, bound: Outcome[Artifact]) -> None:
    work.note(bound.diagnostics)
    if bound.ok:
        _keep(work, "epub", [bound.value], None)


def _moment(request: Request, issue: Issue) -> datetime:
    """The date that files carry: the one asked for, the issue's, or the earliest."""
    if request.moment:
        return request.moment
    date = issue.masthead.date
    if date is None or date.year < UNDATED.year:
        return UNDATED
    return datetime(date.year, date.month or 1, date.day or 1, tzinfo=UTC)


def _render(work: Work, copy: _FairCopy, medium: Medium) -> Publication:
    rendered = render(copy.issue, copy.setting(medium))
    glyphs = check_glyphs(rendered.value, copy.fonts, copy.issue.sources)
    work.note((*rendered.diagnostics, *glyphs))
    return rendered.value


def _pages(
    work: Work,
    copy: _FairCopy,
    moment: datetime,
    arrange: Callable[[Publication], Publication] = lambda publication: publication,
) -> Layouted | None:
    """The layout that PDFs are bound from; None when something blocks them."""
    if not work.request.pdf_available:
        work.note([remark("E203", None)])
        return None
    before = len(work.found)
    try:
        with work.timed("render"):
            publication = arrange(_render(work, copy, "print"))
            work.note(check_bounds(publication))
        if has_errors(work.found[before:]):
            return None
        with work.timed("layout"):
            laid = lay_out(publication, copy.setting("print"), moment, work.tell("layout"))
    except PressError as error:
        work.note(error.diagnostics)
        return None
    work.note(laid.diagnostics)
    return laid.value if laid.ok else None


def _keep(work: Work, edition: str, artifacts: list[Artifact], pages: int | None) -> None:
    """Take an edition's files up; its first one stands for it in the report."""
    first = artifacts[0]
    digest = hashlib.sha256()
    for artifact in artifacts:
        digest.update(artifact.data)
    size = sum(len(a.data) for a in artifacts)
    work.artifacts += artifacts
    work.records.append(EditionRecord(edition, first.path, digest.hexdigest(), size, pages))


def _result(work: Work, issue: Issue | None, page_list: str | None) -> Result:
    pages = next((record.pages for record in work.records if record.pages), 0)
    return Result(
        issue.id if issue else work.manuscript.id_hint,
        tuple(work.artifacts),
        tuple(work.records),
        in_order(work.found),
        page_list,
        characters_of(work.texts, work.page, pages),
        dict(work.timings),
        work.typography,
        issue.kind if issue else "periodical",
    )


__all__ = [
    "EDITIONS",
    "USUAL",
    "EditionRecord",
    "Manuscript",
    "Progress",
    "Request",
    "Result",
    "Shelves",
    "build",
    "check",
]
