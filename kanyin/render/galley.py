"""The galley (校样): an issue's text with the remarks beside their lines and what has
changed since the last proof.

Nothing in the text itself is altered: characters are underlined, and what there is to say
about them stands in the margin. A galley is rendered with the layout ``galley``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from lxml import etree

from kanyin.diagnostics import Diagnostic, in_order
from kanyin.model.article import Article, Element
from kanyin.model.issue import Issue, Source
from kanyin.model.places import LINE, line_of
from kanyin.model.publication import ContentDocument
from kanyin.render import Setting, common_values
from kanyin.render.spans import ASIDE, text_of, wrap
from kanyin.render.templates import environment, fill

LAYOUT = "galley"
BLOCKS = tuple("p h1 h2 h3 h4 h5 h6 li dt dd pre figcaption caption th td".split())
Texts = Mapping[str, Sequence[str]]
"""The text of every block of every manuscript, in order."""

CUT = "删"
_OUTSIDE = ("table", "figure")
"""A remark on a cell or a caption stands before the whole, since these have no margin."""
_LONGEST = 1_000
"""Characters of a block that are compared one by one; a longer one is marked whole."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Some characters of a block, how they are marked, and what is said beside them."""

    start: int
    end: int
    kind: str
    label: str
    text: str


def galley(
    issue: Issue, found: Iterable[Diagnostic], before: Texts | None = None
) -> tuple[Issue, tuple[Diagnostic, ...]]:
    """A copy of the issue with its remarks, and the remarks that belong to no block of text.

    ``before`` is what ``texts`` gave at the last proof.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_file.setdefault(diagnostic.place.file if diagnostic.place else "", []).append(
            diagnostic
        )
    rest: list[Diagnostic] = []
    marked: dict[str, Article] = {}
    for article in issue.articles:
        copy = _copy(article)
        source = issue.sources.get(article.file, Source((), ()))
        rest += _mark(
            copy, by_file.pop(article.file, []), source, (before or {}).get(article.file)
        )
        marked[article.id] = copy
    rest += [diagnostic for group in by_file.values() for diagnostic in group]
    columns = (replace(c, articles=tuple(marked[a.id] for a in c.articles)) for c in issue.columns)
    return replace(issue, columns=tuple(columns)), in_order(rest)


def remarks_sheet(rest: Sequence[Diagnostic], issue: Issue, setting: Setting) -> ContentDocument:
    """The last sheet: remarks on the files' heads, on ``issue.yaml`` and on the whole."""
    title = "不在正文里的意见"
    rows = [(d.code, _sentence(d), str(d.place or "")) for d in rest]
    values = common_values(issue, setting, issue.lang, title) | {"rows": rows}
    root = fill(environment(setting.layout), "remarks.xhtml", values)
    return ContentDocument("remarks", title, "remarks", root, issue.lang)


def texts(issue: Issue) -> dict[str, list[str]]:
    """What a later galley is held against."""
    return {a.file: [text_of(b) for b in _blocks(a)] for a in issue.articles}


def _copy(article: Article) -> Article:
    notes = tuple(replace(note, body=deepcopy(note.body)) for note in article.notes)
    return replace(article, body=deepcopy(article.body), notes=notes)


def _blocks(article: Article) -> list[Element]:
    """The innermost blocks that have a text, in order."""
    blocks = [e for tree in article.trees for e in tree.iter(*BLOCKS)]
    inner = [b for b in blocks if next(b.iterdescendants(*BLOCKS), None) is None]
    return [b for b in inner if text_of(b).strip()]


def _mark(
    article: Article, found: list[Diagnostic], source: Source, before: Sequence[str] | None
) -> list[Diagnostic]:
    """Mark one article in place; the remarks that none of its blocks holds."""
    blocks = _blocks(article)
    marks: dict[int, list[_Mark]] = {}
    for number, mark in _changes(before, [text_of(b) for b in blocks]) if before else ():
        marks.setdefault(number, []).append(mark)
    rest = []
    lines = [line_of(block) for block in blocks]
    for diagnostic in found:
        held = _held(diagnostic, blocks, lines, source)
        if held is None:
            rest.append(diagnostic)
        else:
            marks.setdefault(held[0], []).append(held[1])
    for number, own in marks.items():
        for mark in sorted(own, key=lambda m: (m.start, m.end), reverse=True):
            _put(blocks[number], mark)
    return rest


def _held(
    diagnostic: Diagnostic, blocks: Sequence[Element], lines: Sequence[int], source: Source
) -> tuple[int, _Mark] | None:
    """The block that a remark speaks of and where in it; None for the head of the file."""
    place = diagnostic.place
    first = max((line for line in lines if 0 < line <= (place.line if place else 0)), default=0)
    if place is None or not first:
        return None
    words = _words(place.line, place.column, place.end_line, place.end_column, source)
    here = [n for n, line in enumerate(lines) if line == first]
    number = next((n for n in here if words and words in text_of(blocks[n])), here[0])
    start = _find(text_of(blocks[number]), words, _times(words, first, place.line, place.column, source))  # fmt: skip
    label = diagnostic.code
    mark = _Mark(
        max(start, 0), start + len(words) if start >= 0 else 0,
        f"queried {diagnostic.severity.value}", label, _sentence(diagnostic),
    )  # fmt: skip
    return number, mark


def _sentence(diagnostic: Diagnostic) -> str:
    hint = diagnostic.hint("zh")
    return diagnostic.message("zh") + (f"。{hint}" if hint else "")


def _words(line: int, column: int, end_line: int, end_column: int, source: Source) -> str:
    """The characters of the file that a remark points at, within one line."""
    if not (column and source.exact and 0 < line <= len(source.lines) and end_line == line):
        return ""
    return source.lines[line - 1][column - 1 : end_column - 1]


def _times(words: str, first: int, line: int, column: int, source: Source) -> int:
    """How many times the same characters stand in the block before these."""
    if not words:
        return 0
    before = [*source.lines[first - 1 : line - 1], source.lines[line - 1][: column - 1]]
    return "\n".join(before).count(words)


def _find(text: str, words: str, times: int) -> int:
    """Where some characters stand for the time after ``times``, or last; -1 for nowhere."""
    at = text.find(words) if words else -1
    for _ in range(times):
        again = text.find(words, at + 1)
        if again < 0:
            break
        at = again
    return at


def _changes(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, _Mark]]:
    """What is new in each block, and what has gone from it."""
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "delete":
            gone = "……".join(_short(text) for text in before[a:b])
            yield max(min(c, len(now) - 1), 0), _Mark(0, 0, "edited", CUT, gone)
        for n in range(c, d if kind != "equal" else c):
            old = before[a + n - c] if a + n - c < b else ""
            yield from ((n, mark) for mark in _within(old, now[n]))
        if kind == "replace" and b - a > d - c:
            gone = "……".join(_short(text) for text in before[a + d - c : b])
            yield d - 1, _Mark(len(now[d - 1]), len(now[d - 1]), "edited", CUT, gone)


def _within(old: str, new: str) -> Iterator[_Mark]:
    if not old or max(len(old), len(new)) > _LONGEST:
        yield _Mark(0, len(new), "edited", "新" if not old else "改", "")
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            label = {"insert": "增", "delete": CUT, "replace": "改"}[kind]
            yield _Mark(c, d, "edited", label, _short(old[a:b]) if b > a else "")


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:16]}……{text[-6:]}"


def _put(block: Element, mark: _Mark) -> None:
    """Underline the characters of a mark, and set what is said about them beside."""
    last = None
    if mark.end > mark.start:
        last = wrap(block, mark.start, mark.end, {"class": mark.kind})
    elif mark.label == CUT:
        wrap(block, mark.start, mark.start + 1, {"class": "cut"})
    if not (mark.label and (mark.text or mark.label != "增")):
        return
    note = etree.Element("span", {"class": f"{ASIDE} {mark.kind.split()[-1]}"})
    code = etree.SubElement(note, "span", {"class": "code"})
    code.text, code.tail = mark.label, mark.text
    outer = next((e for e in block.iterancestors() if e.tag in _OUTSIDE), None)
    if outer is not None:
        holder = etree.Element("p", {"class": "query-holder"})
        if line := outer.get(LINE):
            holder.set(LINE, line)
        outer.addprevious(holder)
        holder.append(note)
    elif last is not None:
        note.tail, last.tail = last.tail, None
        last.addnext(note)
    else:
        note.tail, block.text = block.text, None
        block.insert(0, note)
