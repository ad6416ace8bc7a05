"""A manuscript as a proofreader sees it: what is printed of it, as one long text.

The paragraphs, headings, cells and notes follow one another, each on a line of its own,
without markup. Code, formulas, addresses and pictures are one ``OBJECT`` each. Every
character knows its line and column in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from kanyin.diagnostics import Place
from kanyin.model.issue import Source
from kanyin.model.scripts import HAN
from kanyin.proof.blocks import Block, Line, comments, read_blocks
from kanyin.proof.front import read_front, split_front
from kanyin.proof.inline import Words, read_words
from kanyin.proof.papers import Term


@dataclass(frozen=True, slots=True)
class Passage:
    """One block in the long text: what it is, and where its words begin and end.

    ``kind``: title, field (of the front matter), heading, paragraph, item, quote, cell,
    note, caption, alt, verse, dialogue, letter, code; reference for an entry of a
    bibliography, garbled for what was decoded wrongly.
    """

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """The printed text of one manuscript.

    ``exact`` says whether columns are those of the file (not in imported text);
    ``comments`` are the file's HTML comments; ``names`` those of people, and other words
    that keep their characters; ``terms`` what the office
    has settled on.
    """

    name: str
    prose: str
    passages: tuple[Passage, ...]
    lang: str = "zh-Hans"
    exact: bool = True
    comments: tuple[Line, ...] = ()
    starts: tuple[int, ...] = ()
    spots: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def in_name(self, at: int) -> bool:
        """Whether a character stands in the name of a person, or a word that is exempt."""
        mark = self.prose[at]
        near = ((name, self.prose[max(at - len(name) + 1, 0) : at + len(name)]) for name in self.names if mark in name)  # fmt: skip
        return any(name in around for name, around in near)

    def place(self, start: int, end: int) -> Place:
        """The stretch of the file that holds some characters of the long text.

        Of an imported text only the line is known.
        """
        line, column = self.spot(start)
        if not self.exact:
            return Place(self.name, line)
        end_line, end_column = self.spot(max(end - 1, start))
        return Place(self.name, line, column, end_line, end_column + (end > start))

    def spot(self, at: int) -> tuple[int, int]:
        """The line and the column of one character."""
        if not self.starts:
            return 1, 1
        n = max(bisect_right(self.starts, at) - 1, 0)
        line, column = self.spots[n]
        return line, column + at - self.starts[n]

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the characters stand side by side in the file, without markup between."""
        line, column = self.spot(start)
        return self.spot(max(end - 1, start)) == (line, column + max(end - 1 - start, 0))

    def passage(self, at: int) -> Passage:
        """The block that a character stands in."""
        n = bisect_right(self.passages, at, key=lambda passage: passage.start) - 1
        return self.passages[max(n, 0)]

    def words(self, passage: Passage) -> str:
        """The text of one block."""
        return self.prose[passage.start : passage.end]

    def of(self, *kinds: str) -> Iterator[Passage]:
        """The blocks of some kinds."""
        return (each for each in self.passages if each.kind in kinds)


_REFERENCE = re.compile(r"[\[［]\s?(?:[JMCDRSPNGBAZ]|EB|DB|CP)(?:[/／](?:OL|CD|MT))?\s?[\]］]")
"""The sign of a document's type (GB/T 7714—2015, 附录B)."""
_BIBLIOGRAPHY = re.compile(
    r"\W*(?:主要)?参\s*考\s*(?:文\s*献|书\s*目)|\W*references?\b", re.IGNORECASE
)
_LOST = re.compile(rf"[{HAN}]\?+(?=[{HAN}])")


def _kinds(passages: list[Passage], prose: str) -> Iterator[Passage]:
    """The passages, entries of bibliographies and garbled ones named as such."""
    listed = False
    for passage in passages:
        words = prose[passage.start : passage.end]
        short = len(words) < 20 and _BIBLIOGRAPHY.match(words) is not None
        listed = short or (listed and passage.kind != "heading")
        if len(words) > 40 and len(_LOST.findall(words)) * 60 > len(words) + 120:
            yield replace(passage, kind="garbled")
        elif not short and (listed or _REFERENCE.search(words)):
            yield replace(passage, kind="reference")
        else:
            yield passage


@dataclass(slots=True)
class _Printed:
    """The long text while it grows."""

    parts: list[str]
    passages: list[Passage]
    starts: list[int]
    spots: list[tuple[int, int]]
    length: int = 0

    def add(self, block: Block, words: Words) -> None:
        """Put one block's words at the end, with a line end behind them."""
        start = self.length
        offsets = [0, *accumulate(len(line) + 1 for _, _, line in block.lines)]
        for piece in words.pieces:
            if piece.text:
                n = bisect_right(offsets, piece.offset) - 1
                number, column, _ = block.lines[min(n, len(block.lines) - 1)]
                self.starts.append(self.length)
                self.spots.append((number, column + piece.offset - offsets[n] + 1))
                self.parts.append(piece.text)
                self.length += len(piece.text)
        if self.length > start:
            self.passages.append(Passage(words.kind, start, self.length, block.level))
            self.parts.append("\n")
            self.length += 1


def read_text(
    name: str,
    source: Source,
    lang: str = "zh-Hans",
    names: tuple[str, ...] = (),
    terms: tuple[Term, ...] = (),
) -> Text:
    """The printed text of a manuscript."""
    front, body = split_front(source.prose)
    shown, hidden = comments(body)
    printed = _Printed([], [], [], [])
    for block in read_front(front):
        printed.add(block, next(read_words(block)))
    for block in read_blocks(shown):
        for words in read_words(block):
            printed.add(block, words)
    prose = "".join(printed.parts)
    return Text(
        name, prose, tuple(_kinds(printed.passages, prose)), lang, source.exact,
        tuple(hidden), tuple(printed.starts), tuple(printed.spots),
        names,
        terms,
    )  # fmt: skip
