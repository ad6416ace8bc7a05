"""Writes the words of a tree down as lines of plain text, and remembers what stands where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kanyin.ingest.text.page import DROPPED, MARGIN, Claim, Span
from kanyin.ingest.text.parts import Add, Break, Keep, Part
from kanyin.model.scripts import SOLID

Row = list[Part]
"""One line of Markdown; an empty one is a blank line."""

_PIECES = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_CJK = re.compile(f"[{SOLID}]")


@dataclass(slots=True)
class Scribe:
    """The text so far, and the line in hand.

    White space is HTML's: any run of it is one space, none at the ends of a line, and none
    where a line of the source ended between two ideographs (CSS Text 4, 4.1.3).
    """

    texts: list[str] = field(default_factory=list)
    length: int = 0
    claims: list[Claim] = field(default_factory=list)
    parts: Row = field(default_factory=list)
    start: int = 0
    last: str = ""
    _space: str = ""
    _opening: list[Add] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.texts)

    def say(self, text: str | None, *, raw: bool = False, cell: bool = False) -> None:
        """Words of the article."""
        for piece in _PIECES.findall(text or ""):
            if piece.isspace() and piece[0] in " \t\n\r\f":
                self._space = "\n" if "\n" in piece and self._space != " " else " "
            else:
                self._word(piece, raw, cell)

    def _word(self, word: str, raw: bool, cell: bool) -> None:
        if self._space and self.last and not self._solid(word):
            self._keep(" ", raw and not self._opening, cell)
        self._space = ""
        if self._opening:
            lead = len(word) - len(word.lstrip(MARGIN))
            if lead:
                self._keep(word[:lead], False, cell)
            word = word[lead:]
        if word:
            self.parts += self._opening
            self._opening = []
            self._keep(word, raw, cell)

    def _solid(self, word: str) -> bool:
        """Whether the white space before a word is only a line end of the source."""
        joins = _CJK.match(self.last) and _CJK.match(word)
        return self._space == "\n" and bool(joins)

    def _keep(self, text: str, raw: bool, cell: bool) -> None:
        start, end = self._put(text)
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Keep) and last == Keep(last.start, start, raw, cell):
            self.parts[-1] = replace(last, end=end)
        else:
            self.parts.append(Keep(start, end, raw, cell))

    def _put(self, text: str) -> Span:
        self.texts.append(text)
        self.last = text[-1]
        self.length += len(text)
        return self.length - len(text), self.length

    def verbatim(self, text: str) -> None:
        """Words whose white space stays, on one line."""
        if text:
            self.parts += self._opening
            self._opening = []
            self._keep(text, True, False)

    def drop(self, text: str, why: str) -> None:
        """Words that stand here and belong to no article."""
        last = self.last
        if bare := " ".join(text.split()):
            self.claims.append(Claim(*self._put(bare), DROPPED, why))
        self.last = last

    def mark(self, text: str, why: str) -> None:
        """Markup, here and now."""
        self.parts += [*self._opening, Add(text, why)]
        self._opening = []

    def anchor(self) -> None:
        """Markup without words still has its place in the text."""
        self.parts.append(Keep(self.length, self.length))

    def open(self, text: str, why: str) -> None:
        """Markup before the next word; what closed right here goes on instead."""
        closed = self.parts[-1] if self.parts else None
        if closed == Add(text, why) and not self._space and not self._opening:
            self.parts.pop()
        else:
            self._opening.append(Add(text, why))

    def close(self, text: str, why: str) -> None:
        """Markup after the last word; nothing where no word came since its opening."""
        if self._opening:
            self._opening.pop()
            return
        after = self._trailing_space()
        self.parts.append(Add(text, why))
        self.parts += after

    def _trailing_space(self) -> Row:
        last = self.parts[-1] if self.parts else None
        if not isinstance(last, Keep) or last.raw:
            return []
        words = self.text_from(last.start)
        bare = len(words.rstrip(MARGIN))
        if bare in (0, len(words)):
            return []
        self.parts[-1] = replace(last, end=last.start + bare)
        return [replace(last, start=last.start + bare)]

    def text_from(self, start: int) -> str:
        """What was written since an offset that is near."""
        pieces: list[str] = []
        at = self.length
        for piece in reversed(self.texts):
            if at <= start:
                break
            at -= len(piece)
            pieces.append(piece)
        return "".join(reversed(pieces))[start - at :]

    def separate(self, text: str, why: str) -> None:
        """A character of the plain text that stands between two words of it."""
        self.claims.append(Claim(*self._put(text), DROPPED, why))
        self._space = ""

    def end_line(self) -> Row:
        """End the line in hand; its parts without the spaces around it."""
        whole = self.text_from(self.start)
        lead = len(whole) - len(whole.lstrip(MARGIN))
        first, last = self.start + lead, self.start + max(lead, len(whole.rstrip(MARGIN)))
        for start, end, why in (
            (self.start, first, "indent"),
            (last, self.length, "trailing space"),
        ):
            if start < end:
                self.claims.append(Claim(start, end, DROPPED, why))
        row = [part for each in self.parts if (part := _within(each, first, last))]
        self.parts, self._opening, self._space = [], [], ""
        self.end_text()
        return row

    def end_text(self) -> None:
        """Begin a new line of text, unless the last one is empty already."""
        if self.length > self.start:
            self.texts.append("\n")
            self.length += 1
        self.start, self.last = self.length, ""

    def gap(self) -> None:
        """Leave a line of text blank."""
        if self.length:
            self.texts.append("\n")
            self.length += 1
            self.start = self.length


def _within(part: Part, first: int, last: int) -> Part | None:
    if not isinstance(part, Keep) or part.start == part.end:
        return part
    start, end = max(part.start, first), min(part.end, last)
    return replace(part, start=start, end=end) if start < end else None


def parts_of(rows: list[Row]) -> tuple[Part, ...]:
    """Rows with a line end between each two."""
    parts: list[Part] = []
    for number, row in enumerate(rows):
        parts += [Break(), *row] if number else row
    return tuple(parts)


def rows_of(parts: Iterable[Part]) -> list[Row]:
    """The lines of a block."""
    rows: list[Row] = [[]]
    for part in parts:
        if isinstance(part, Break):
            rows.append([])
        else:
            rows[-1].append(part)
    return rows
