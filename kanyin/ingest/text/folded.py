"""Half-width marks in Chinese (GB/T 15834): which of them stand for full-width ones.

Every rule here puts one character for one, so a line can be widened step by step: what a
bracket or a quotation mark has become is the context of the comma after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.page import Repair
from kanyin.ingest.text.script import CLOSING, HAN, OPENING, count_han, has_han

FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))
CHINESE = f"{HAN}{CLOSING}{OPENING}％℃"

_MARK = re.compile(
    f"(?<=[{HAN}{CLOSING}％℃])[,;:!]"
    f"|(?<=[{HAN}{CLOSING}])\\?(?![0-9])"
    f"|(?<![,;:!?])[,;!](?=[{HAN}{OPENING}])"
    f"|(?<=[^\\s,;:!?0-9A-Za-z])\\?(?=[{HAN}{OPENING}])"
    f"|(?<=[0-9A-Za-z)\\]%]):(?=[{HAN}{OPENING}])"
    f"|(?<=[{HAN}] )[?!:](?=\\s|$|[{HAN}{OPENING}])"
)
_LAST = re.compile(r"(?<=[0-9A-Za-z%\]])[,;:?!](?=[ \t　]*$|[”’」』])|(?<=[%‰])[,;](?=[0-9])")
"""A mark after Latin or a number that ends a Chinese clause."""

_DOUBLED = re.compile(
    f"(?<=[{HAN}{CLOSING}])(?:,,+|;;+)|，，+|、、+|；；+|：：+|(?<!。)。。(?!。)"
)
_MIXED = re.compile("，。|。，|；。|。；|、，|，、")
_LOST_SPACE = re.compile(f"(?<=[0-9])\\?(?=[{HAN}])|(?<=[{HAN}])\\?(?=[0-9])")
_ENTITY_END = re.compile(r"&#?\w{1,31}$")
_ASKS = re.compile("[吗呢谁哪何怎几么吧啊嘛岂多]|是否|有没|可否|能否|(.)不\\1")
_CHINESE = re.compile(f"[{CHINESE}]")
_BREAK = re.compile(f'[{CLOSING}{OPENING},;:?!"]')
_BRACKET = re.compile("[()（）]")
_QUOTE = re.compile('["“”]')
_VARIABLES = re.compile(r"[A-Za-z]\w?(?:\s*,\s*[A-Za-z]\w?)*|.*[=<>].*")
_WEIGHTY = re.compile("[A-Za-z]{2}|[0-9%‰℃]")
_LONGEST = 400
"""Characters in brackets or in a clause beyond which a line is no evidence."""


def folded(text: str) -> Iterator[Repair]:
    """All half-width marks of a line that stand in Chinese."""
    widened = list(text.replace("&nbsp;", " " * 6))
    for find in (_doubled, _brackets, _quotes, _marks):
        for repair in find("".join(widened)):
            yield repair
            widened[repair.start : repair.end] = repair.to.ljust(repair.end - repair.start, "\0")
    yield from _lost_spaces(text)
    for match in _MIXED.finditer("".join(widened)):
        yield Repair(*match.span(), _stronger(match.group()), "mixed-punctuation", safe=False)


def clause_before(text: str, at: int) -> str:
    """What stands between a place and the mark before it."""
    return _BREAK.split(text[max(0, at - _LONGEST) : at])[-1]


def _doubled(text: str) -> Iterator[Repair]:
    for match in _DOUBLED.finditer(text):
        mark = match.group()[0]
        yield Repair(*match.span(), FULL.get(mark, mark), "doubled-punctuation")


def _stronger(marks: str) -> str:
    """Of two marks in a row, the one that ends more."""
    return next(mark for mark in "。；，" if mark in marks)


def _marks(text: str) -> Iterator[Repair]:
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == ";" and _ENTITY_END.search(text, max(0, at - 32), at):
            continue
        if mark == "?" and not _ASKS.search(clause_before(text, at)) and _is_name_line(text):
            yield Repair(at, at + 1, " ", "lost-space", safe=False)
        else:
            yield Repair(at, at + 1, FULL[mark], "folded-punctuation")
    for match in _LAST.finditer(text):
        if has_han(clause_before(text, match.start())):
            yield Repair(*match.span(), FULL[match.group()], "folded-punctuation")


def _is_name_line(text: str) -> bool:
    """Two words of Chinese and a ? between: a question would be longer."""
    return re.fullmatch(f"[{HAN}]{{1,4}}\\?[{HAN}]{{1,4}}", text.strip()) is not None


def _lost_spaces(text: str) -> Iterator[Repair]:
    """A ? between a number and Chinese (20?世纪), unless the clause asks something."""
    for match in _LOST_SPACE.finditer(text):
        asks = _ASKS.search(clause_before(text, match.start()))
        yield Repair(*match.span(), " ", "lost-space", safe=not asks)


def _brackets(text: str) -> Iterator[Repair]:
    """Both brackets of a Chinese pair; one whose other is on another line, beside Chinese."""
    opened: list[int] = []
    chinese: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match.group() in "(（":
            opened.append(at)
        elif not opened:
            chinese += [at] if has_han(text[max(0, at - 1) : at]) else []
        elif _is_chinese(text, start := opened.pop(), at):
            chinese += [start, at]
    chinese += [at for at in opened if has_han(text[at + 1 : at + 2])]
    for at in chinese:
        if text[at] in FULL:
            yield Repair(at, at + 1, FULL[text[at]], "folded-punctuation")


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether a pair of brackets is a Chinese one.

    It is when one of them is full-width, when it holds Chinese, or when it follows Chinese
    and holds a word or a number: 视图(View), 初二(3)班; not (x, h), (a), f(x), 2,4-双-(2-乙基).
    """
    if text[start] + text[end] in ("（)", "(）"):
        return True
    inside = text[start + 1 : min(end, start + 2 + _LONGEST)]
    before, after = text[start - 1 : start] if start else "", text[end + 1 : end + 2]
    call = re.match("[A-Za-z_]", before) and inside[:1] in ('"', "'")
    if len(inside) > _LONGEST or before in ("-", "]") or after == "-" or call:
        return False
    if count_han(inside):
        return True
    follows = re.match(f"[{HAN}{CLOSING}％]", before)
    if inside.isdigit() and (not before.strip() or follows):
        return has_han(after) or bool(follows)
    return bool(follows and _WEIGHTY.search(inside) and not _VARIABLES.fullmatch(inside))


def _quotes(text: str) -> Iterator[Repair]:
    """Straight quotes in turn, also where the other of a pair is curly already.

    Each pair stands beside Chinese: on both sides, or on one where Chinese is quoted. A
    line in which the turns do not come out is left alone.
    """
    places = [m.start() for m in _QUOTE.finditer(text)]
    turns = ["“”".find(text[at]) for at in places]
    if len(places) % 2 or any(turn not in (-1, n % 2) for n, turn in enumerate(turns)):
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        sides = text[max(0, start - 1) : start], text[end + 1 : end + 2]
        beside = [not side.strip() or bool(_CHINESE.match(side)) for side in sides]
        if all(beside) or (any(map(_CHINESE.match, sides)) and has_han(text[start:end])):
            for at, curly in ((start, "“"), (end, "”")):
                if text[at] == '"':
                    yield Repair(at, at + 1, curly, "straight-quote")
