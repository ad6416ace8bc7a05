"""Letters: a salutation, what follows it, and the close with signature and date (落款)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kanyin.diagnostics import remark
from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.names import names_in, tokens
from kanyin.ingest.text.page import NOTHING, Finding, Found, Page
from kanyin.ingest.text.script import HAN, ends_sentence, has_han, is_prose
from kanyin.model.article import Person

_SALUTATION = re.compile(
    rf"(?:尊敬的|敬爱的|亲爱的|各位)?[{HAN}·、，,　 “”《》]{{1,24}}(?:您好|你好|你们好)?[：:！!]"
)
_TO = re.compile(
    "同志|先生|小姐|女士|編輯|老师|教授|同学|朋友|编辑|主编|兄|弟|姐|妹|爸|妈|儿|您好|你好|你们好|尊敬|亲爱|台鉴|钧鉴"
)
_CLOSE = re.compile(
    r"(?:此致|敬礼|敬禮|此致[ 　]*敬礼|(?:[耑专端]此[，,]?)?[顺順][颂頌祝致].{0,6}|[撰编編教文台]安|[即敬谨]颂.{1,6}|专此.{0,4}|谨[启上])[！!。]?"
    r"|(?:祝|致以|恭祝|敬祝).{1,14}[！!。]?"
)
_POLITE = re.compile(
    "[ 　]*(?:谨上|謹上|敬上|谨启|謹啟|叩上|拜上|上)$|^(?:读者|讀者|作者|晚|愚弟)[ 　]+"
)
_FORMAL = re.compile("此致|敬礼|敬禮|.{0,3}[顺順][颂頌祝致]|谨[启上]")
_NUMERAL = "[〇○零一二三四五六七八九十\\d]"
_DATE = re.compile(
    rf"[（(]?(?:[12]\d{{3}}[-./]\d{{1,2}}[-./]\d{{1,2}}|{_NUMERAL}{{4}}年(?:{_NUMERAL}{{1,3}}月(?:{_NUMERAL}{{1,3}}日)?|[春夏秋冬].?)"
    rf"|{_NUMERAL}{{1,3}}月[廿卅]?{_NUMERAL}{{1,3}}日)[晨夜晚]?[ 　]*(?:[于写改记作稿定草初完]{{1,3}}.{{0,12}})?[）)]?"
)
_RIGHT = 14
"""Columns of indent from which a short line is set right."""


def letters(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Name the parts of letters, and the name and date that end an article."""
    kinds: dict[int, str] = {}
    for start in _salutations(units):
        close = _close(units, start)
        kinds |= {start: "salutation", **close} if close else {}
    last = len(units) - 1
    if last not in kinds:
        kinds |= _signed(units, last)
    return tuple(
        replace(u, kind=kinds[i]) if i in kinds and not u.kind else u for i, u in enumerate(units)
    )


def is_salutation(text: str) -> bool:
    """编辑同志：, 尊敬的老师、亲爱的同学们："""
    return bool(_SALUTATION.fullmatch(text) and _TO.search(text))


def _salutations(units: Sequence[Unit]) -> list[int]:
    return [i for i, u in enumerate(units[:-2]) if len(u.text) <= 30 and is_salutation(u.text)]


def _close(units: Sequence[Unit], start: int) -> dict[int, str]:
    """The last lines of the letter that begins at ``start``."""
    for i in range(start + 2, len(units)):
        text = units[i].text
        if len(text) <= 30 and is_salutation(text):
            break
        if len(text) <= 20 and _CLOSE.fullmatch(text):
            end = i + 1
            while end < len(units) and _CLOSE.fullmatch(units[end].text):
                end += 1
            below = _signed_below(units, end)
            formal = any(_FORMAL.match(u.text) for u in units[i:end])
            return dict.fromkeys(range(i, end), "closing") | below if below or formal else {}
        if _is_right(units[i]):
            return _signed_below(units, i)
    return {}


def _signed_below(units: Sequence[Unit], first: int) -> dict[int, str]:
    """Names and a date, as far as they are short; at most four lines."""
    end = first
    while end < min(len(units), first + 4) and _short(units[end]):
        end += 1
        if _DATE.fullmatch(units[end - 1].text):
            break
    known = any(_DATE.fullmatch(u.text) or _is_right(u) for u in units[first:end])
    alone = end == first + 1 and bool(end == len(units) or names_in(units[first].text))
    return dict.fromkeys(range(first, end), "signed") if known or alone else {}


def _signed(units: Sequence[Unit], last: int) -> dict[int, str]:
    """A date that ends the article, with the name right above it."""
    if last < 1 or not _DATE.fullmatch(units[last].text):
        return {}
    above = units[last - 1]
    first = last - 1 if last > 1 and _short(above) and _is_right(above) else last
    return (
        dict.fromkeys(range(first, last + 1), "signed") if is_prose(units[first - 1].text) else {}
    )


def _short(unit: Unit) -> bool:
    text = unit.text
    if not 1 < len(text) <= 24 or text[-1] in "：:，,；;":
        return False
    return not ends_sentence(text) and (has_han(text) or _DATE.fullmatch(text) is not None)


def _is_right(unit: Unit) -> bool:
    return unit.indent >= _RIGHT and _short(unit)


def _name(text: str) -> tuple[str, ...]:
    """The name in a signature: 讀者　易　安　謹上, 柳溪渡　谷雨生."""
    words = tokens(_POLITE.sub("", text))
    return names_in(words[-1]) if words else ()


def sender(page: Page, units: Sequence[Unit]) -> Found:
    """Who signed the only letter that a person signed: perhaps the author of the page."""
    names = [
        (unit, found) for unit in units if unit.kind == "signed" and (found := _name(unit.text))
    ]
    if len(names) != 1 or page.says("authors"):
        return NOTHING
    unit, found = names[0]
    line = unit.lines[0]
    finding = Finding(
        "authors",
        f"signed, line {line.number}",
        value=tuple(map(Person, found)),
        inferred=True,
    )
    said = remark("I116", page.place(line.span), name="、".join(found))
    return Found(findings=(finding,), remarks=(said,))
