"""``check --fix``: the manuscripts of an issue with their corrections made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kanyin.build.orders import Manuscript
from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.ingest.articles import MARKDOWN
from kanyin.ingest.assemble import Desk, read_issue
from kanyin.proof import reexamine
from kanyin.proof.fixing import Corrected, corrected
from kanyin.proof.papers import read_papers

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Revised:
    """A manuscript's file, its bytes as they were and as they would be, and what changed.

    ``problem`` says why nothing was done.
    """

    name: str
    path: str
    before: bytes = b""
    after: bytes = b""
    done: Corrected | None = None
    problem: Diagnostic | None = None


def revise(manuscript: Manuscript, *, unsafe: bool) -> Iterator[Revised]:
    """Correct every Markdown article of a manuscript; nothing is written."""
    folder = manuscript.folder
    desk = Desk(folder, manuscript.entry, manuscript.name, manuscript.id_hint)
    issue = read_issue(desk).value
    papers = read_papers(folder)
    for article in issue.articles if issue else ():
        path = article.file.removeprefix(f"{manuscript.name}/")
        path = manuscript.entry if article.file == manuscript.name else path
        if not path.lower().endswith(MARKDOWN):
            continue
        before = folder.read(path) or b""
        bom = BOM if before.startswith(BOM) else b""
        try:
            text = before.removeprefix(bom).decode("utf-8")
        except UnicodeDecodeError:
            yield Revised(article.file, path, problem=remark("B137", Place(article.file)))
            continue
        assert issue
        done = corrected(text, reexamine(issue, article, papers), unsafe=unsafe)
        yield Revised(article.file, path, before, bom + done.text.encode("utf-8"), done)
