"""A block's words as they are printed: markup taken away, every character's place kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kanyin.model.scripts import HAN, SOLID
from kanyin.proof.blocks import HIDDEN, OBJECT, Block

BREAK = "\N{LINE SEPARATOR}"
"""A line end that is printed, in verse or where the writer forced one."""

_TARGET = r"\(\s*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"(?P<{}>(?:[^\"\\]|\\.)*)\"|\s+'[^']*')?\s*\)"  # fmt: skip
_ATTRIBUTES = r"\{:?[ ]*(?:[#.][^\s{}=|]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}|]+))(?:[ ]+[^{}|]*)?\}"  # fmt: skip
_SIGN = r"(?:PP|DS|CM|EB|CP|DB|[JMCDRSPNGAZ])(?:/[A-Z]{2})?|\d{4}-[\d-]+"
"""No name of a link: the sign of a document's type (GB/T 7714), or a day of access."""
_TOKENS = re.compile(
    "|".join(
        (
            rf"(?P<hidden>{HIDDEN}+)",
            r"(?P<code>(?<!`)(?P<ticks>`++)(?:[^`]++|(?!(?P=ticks)(?!`))`++)*+(?P=ticks)(?!`))",
            r"\\(?P<escaped>[!-/:-@\[-`{-~])",
            r"(?P<formula>\$\$[^$]+\$\$|(?<!\$)\$(?![\s$])(?:[^$\n\\\u3000-\u9fff]|\\text\{[^{}]*\}|\\.)+?(?<!\s)\$(?![\d$]))",
            r"(?P<address><(?:(?:https?|ftp|mailto):[^<>\s]*|[^<>\s@]+@[^<>\s]+)>|(?:(?:https?|ftp)://|\bwww\.)[!-~]*[A-Za-z0-9/_=&#%~+-]|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]*[A-Za-z0-9])",
            r"(?P<tag></?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>)",
            rf"!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]{_TARGET.format('title')}(?:{_ATTRIBUTES})?",
            r"(?P<picture>!\[[^\[\]]*\]\[[^\[\]]*\])",
            r"(?P<call>\[\^[^\[\]\s]+\])",
            rf"(?P<end>\](?:{_TARGET.format('linked')}|\[(?!(?:{_SIGN})\])[^\[\]]*\]|[ ]?{_ATTRIBUTES}))",
            rf"(?P<attributes>[ ]*{_ATTRIBUTES})",
            rf"\{{(?P<base>[{HAN}]+)(?:\\?\|[^{{}}|\n\\]+)+\}}",
            r"(?P<bracket>[\[\]])",
            r"(?P<emphasis>\*\*|\*|~~)",
            r"(?P<entity>&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[0-9a-zA-Z]{2,31});)",
            r"(?P<newline>(?:[ ]{2,}|\\)?\n)",
        )
    ),
    re.DOTALL,
)
_JOINS = re.compile(rf"[{SOLID}]\Z"), re.compile(f"[{SOLID}]")


@dataclass(slots=True)
class Piece:
    """Some printed characters and where they stand: an offset into the block's lines."""

    text: str
    offset: int
    mark: str = ""


@dataclass(slots=True)
class Words:
    """The pieces of one block, and of the texts that stand inside its pictures."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)


def read_words(block: Block) -> Iterator[Words]:
    """The words of a block; descriptions and captions of pictures follow as their own."""
    text = "\n".join(line for _, _, line in block.lines)
    words = Words(block.kind)
    opened: list[Piece] = []
    marks: dict[str, Piece] = {}
    pictures: list[Words] = []
    at = 0
    for m in _TOKENS.finditer(text):
        if m.start() > at:
            words.pieces.append(Piece(text[at : m.start()], at))
        at = m.end()
        words.pieces.append(_piece(m, words, opened, marks, block.kind))
        pictures += _pictured(m)
    words.pieces.append(Piece(text[at:], at))
    for left in marks.values():
        left.text = left.mark
    yield words
    yield from pictures


def _piece(
    m: re.Match[str], words: Words, opened: list[Piece], marks: dict[str, Piece], kind: str
) -> Piece:
    """What is printed of one token."""
    name, start = m.lastgroup, m.start()
    if name == "emphasis":
        return _emphasis(m, marks)
    if name == "bracket":
        return _bracket(m, opened)
    if name == "end":
        return _link_end(m, words, opened)
    if name == "escaped":
        return Piece(m["escaped"], start + 1)
    if name == "base":
        return Piece(m["base"], start + 1)
    if name == "newline":
        return Piece(_line_end(m, kind), start)
    if name == "entity":
        return Piece(html.unescape(m[0]), start)
    if name == "tag":
        return Piece(BREAK if m[0][:3].lower() == "<br" else "", start)
    if name in ("hidden", "call", "attributes"):
        return Piece("", start)
    return Piece(OBJECT, start)


def _emphasis(m: re.Match[str], marks: dict[str, Piece]) -> Piece:
    """A mark that opens or closes; one that stays alone is printed as it stands."""
    text, mark = m.string, m[0]
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    if mark not in marks and (not after or after.isspace()):
        return Piece(mark, m.start())
    if mark in marks and before.isspace():
        return Piece(mark, m.start())
    piece = Piece("", m.start(), mark)
    if marks.pop(mark, None) is None:
        marks[mark] = piece
    return piece


def _bracket(m: re.Match[str], opened: list[Piece]) -> Piece:
    piece = Piece(m[0], m.start())
    if m[0] == "[":
        opened.append(piece)
    elif opened:
        opened.pop()
    return piece


def _link_end(m: re.Match[str], words: Words, opened: list[Piece]) -> Piece:
    """The end of a link or span takes its opening bracket away; an empty one is a reference."""
    if not opened:
        return Piece(m[0], m.start())
    opening = opened.pop()
    empty = words.pieces and words.pieces[-1] is opening
    opening.text = OBJECT if empty else ""
    return Piece("", m.start())


def _line_end(m: re.Match[str], kind: str) -> str:
    """Lines are joined without a space beside Chinese; forced ends stay ends."""
    if kind == "verse" or len(m[0]) > 1:
        return BREAK
    before, after = _JOINS
    if before.search(m.string, max(m.start() - 1, 0), m.start()) or after.match(m.string, m.end()):
        return ""
    return " "


def _pictured(m: re.Match[str]) -> Iterator[Words]:
    for group, kind in (("alt", "alt"), ("title", "caption")):
        if m["alt"] is not None and m[group]:
            yield Words(kind, [Piece(m[group], m.start(group))])
