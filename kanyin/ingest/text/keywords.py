"""Keywords that a page printed without anything between them."""

from __future__ import annotations

from functools import cache

from kanyin.diagnostics import Place, remark
from kanyin.ingest.text.page import NOTHING, Finding, Found, Page

_SHORTEST, _LONGEST, _LONGEST_RUN = 2, 4, 30


def keyword_run(page: Page) -> Found:
    """Divide a run where every part is a word that the article uses elsewhere."""
    finding = next(iter(page.says("keyword_run")), None)
    if finding is None or any(not f.inferred for f in page.says("keywords")):
        return NOTHING
    run = str(finding.value)
    words = divide(run, page.text.replace(run, "\n"))
    place = Place(page.name, int(finding.evidence.rsplit(" ", 1)[-1]))
    if len(words) > 1:
        why = f"{finding.evidence}; each part recurs in the text or the related titles"
        said = remark("I103", place, run=run, keywords="、".join(words))
    else:
        why, said = finding.evidence, remark("I117", place, run=run)
    return Found((), (Finding("keywords", why, value=words, inferred=True),), (said,))


def divide(run: str, text: str) -> tuple[str, ...]:
    """The division whose rarest part is the most frequent; the run itself if there is none.

    A part has two to four characters and recurs in the text, which does not hold the run.
    Parts of two come first: that is what most Chinese words have.
    """
    if len(run) > _LONGEST_RUN:
        return (run,)

    @cache
    def count(word: str) -> int:
        return text.count(word)

    @cache
    def best(start: int) -> tuple[tuple[float, ...], tuple[str, ...]] | None:
        if start == len(run):
            return (0.0, 99999.0), ()
        ways = [way for size in range(_SHORTEST, _LONGEST + 1) if (way := step(start, size))]
        return max(ways, default=None)

    def step(start: int, size: int) -> tuple[tuple[float, ...], tuple[str, ...]] | None:
        word = run[start : start + size]
        whole = len(word) == size and word.isalnum() and count(word)
        rest = best(start + size) if whole else None
        if rest is None:
            return None
        (short, rarest), words = rest
        return (
            short + (1.0 if size == 2 else 0.9 if size == 3 else 0.5),
            min(rarest, count(word)),
        ), (word, *words)

    found = best(0)
    return found[1] if found and len(found[1]) > 1 else (run,)
