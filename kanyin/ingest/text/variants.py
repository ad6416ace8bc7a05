"""Characters for which there is a better one: compatibility forms, stray traditional forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kanyin.ingest.text.folded import FULL
from kanyin.ingest.text.page import Page, Repair
from kanyin.ingest.text.script import HAN, count_han
from kanyin.ingest.text.tables import variants

if TYPE_CHECKING:
    from opencc import OpenCC

_ALPHANUMERIC = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
_COMPATIBLE = (
    "\u2e80-\u2fd5"  # radicals
    "\uf900-\ufaff\U0002f800-\U0002fa1f"  # compatibility ideographs
    "\ufe10-\ufe18\ufe30\ufe35-\ufe44\ufe47\ufe48\ufe50\ufe51\ufe54-\ufe57\ufe59-\ufe5e"
    "\uff61-\uff64"  # vertical, small and half-width forms of marks
)
COMPATIBLE = re.compile(f"[{_COMPATIBLE}]")
_RUN = re.compile(f"[{HAN}]+")


def alike(text: str) -> Iterator[Repair]:
    """Characters of a line that stand for another one (Unicode, compatibility mappings)."""
    for match in _ALPHANUMERIC.finditer(text):
        plain = unicodedata.normalize("NFKC", match.group())
        yield Repair(*match.span(), plain, "full-width-alphanumeric", safe=False)
    for match in COMPATIBLE.finditer(text):
        plain = _compatible(match.group())
        if plain != match.group():
            yield Repair(*match.span(), plain, "compatibility-character")


def _compatible(char: str) -> str:
    plain = variants("radicals").get(char) or unicodedata.normalize("NFKC", char)
    return FULL.get(plain, plain)


def stray(page: Page) -> list[Repair]:
    """Traditional forms in a simplified text; a text full of them is traditional.

    A run with several is a quotation, and stays.
    """
    forms = {c: form for c in set(page.text) if (form := _simplified(c))}
    found = [*_single(page.text, forms), *_words(page.text)]
    if len(found) * 50 >= count_han(page.text):
        return []
    return [Repair(at, at + 1, to, "stray-traditional", safe=False) for at, to in found]


def _single(text: str, forms: dict[str, str]) -> Iterator[tuple[int, str]]:
    if not forms:
        return
    pattern = re.compile(f"[{''.join(forms)}]")
    for run in _RUN.finditer(text):
        hits = list(pattern.finditer(text, *run.span()))
        if len(hits) < 3 or len(hits) * 3 < len(run.group()):
            yield from ((hit.start(), forms[hit.group()]) for hit in hits)


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Characters that simplified text has too (乾隆, 神祇), in words where it has not."""
    for old, new in variants("words").items():
        index = next(i for i, char in enumerate(old) if char != new[i])
        yield from ((m.start() + index, new[index]) for m in re.finditer(old, text))


@cache
def _simplified(char: str) -> str:
    """The simplified form (OpenCC) of a character that GB 2312 lacks; empty for any other."""
    if char < "\u3400" or char in variants("keep") or _is_simple(char):
        return variants("stray").get(char, "")
    form = _opencc().convert(char)
    return form if form != char and _is_simple(form) else ""


def _is_simple(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _opencc() -> OpenCC:
    """Imported when the first such character comes; most texts have none."""
    from opencc import OpenCC

    return OpenCC("t2s")
