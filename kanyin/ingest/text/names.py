"""Personal names as bylines print them: padded, marked, glued, or with a middle dot."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from kanyin.ingest.text.script import HAN, has_han
from kanyin.ingest.text.tables import site, surnames

_MARKS = re.compile(
    r"\$[^$]{0,24}\$|[¹²³⁴⁵⁶⁷⁸⁹⁰*＊†‡△▲☆★」’\']|(?<![A-Za-z_\d-])[\d１-９]+(?![A-Za-z])"
)
_SEPARATORS = re.compile(r"[,，、;；/／\s?？|]+|\band\b")
_LATIN_SEPARATORS = re.compile(r"[,，、;；/／|]+|\band\b")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\[[^\[\]]*\])")
_HAN_NAME = re.compile(f"[{HAN}]{{2,4}}")
_FOREIGN = re.compile(f"[{HAN}]{{1,10}}(?:[·•‧・][{HAN}A-Za-z]{{1,12}}){{1,4}}")
_LATIN = re.compile("[A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){1,3}")


def without_marks(text: str) -> str:
    """A byline without note numbers and without links."""
    return _MARKS.sub(" ", _LINK.sub(r"\1", text))


def tokens(text: str) -> tuple[str, ...]:
    """The items of a byline; characters padded apart are put together (苏 禾)."""
    bare = without_marks(text)
    separators = _SEPARATORS if has_han(bare) else _LATIN_SEPARATORS
    parts = [part.strip() for part in separators.split(bare) if part.strip()]
    joined: list[str] = []
    for single, group in groupby(parts, key=lambda p: re.fullmatch(f"[{HAN}]", p) is not None):
        items = list(group)
        joined += _pairs("".join(items)) if single else items
    return tuple(joined)


def _pairs(characters: str) -> list[str]:
    """Single characters in a row are names of two; an odd three are one name."""
    if len(characters) == 3:
        return [characters]
    return [characters[i : i + 2] for i in range(0, len(characters), 2)]


@cache
def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name: a surname and one or two characters."""
    if _FOREIGN.fullmatch(text):
        return True
    if not _HAN_NAME.fullmatch(text) or any(word in text for word in site("not_names")):
        return False
    known = surnames()
    if text[:2] in known:
        return len(text) in (3, 4)
    return text[0] in known and len(text) <= 3


def could_be_name(text: str) -> bool:
    """Whether a text may be a name where a label says that it is one."""
    word = _HAN_NAME.fullmatch(text) or _FOREIGN.fullmatch(text) or _LATIN.fullmatch(text)
    return word is not None and not any(w in text for w in site("not_names"))


def names_in(text: str) -> tuple[str, ...]:
    """The names of a byline, or nothing when any part of it is not a name."""
    found = tuple(normal(token) for token in tokens(text))
    return found if found and all(is_name(name) for name in found) else ()


def normal(name: str) -> str:
    """A name with the middle dot of GB/T 15834."""
    return re.sub("[•‧・]", "·", name)


def split_run(run: str) -> tuple[str, ...]:
    """Names run together, cut where surnames begin; names of three are the usual ones."""
    if is_name(run):
        return (run,)
    ways = _ways(run)
    return max(ways, key=lambda way: (sum(len(n) == 3 for n in way), -len(way)), default=())


@cache
def _ways(run: str) -> tuple[tuple[str, ...], ...]:
    if not run:
        return ((),)
    if len(run) > 24:
        return ()
    return tuple(
        (run[:size], *rest)
        for size in (2, 3, 4)
        if len(run) >= size and is_name(run[:size])
        for rest in _ways(run[size:])
    )
