"""Repairs: punctuation that a web page or a scanner folded, restored by its context.

A repair stands in one place of the original and says why. A safe one is applied wherever
its text is kept; a doubtful one is only proposed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kanyin.ingest.text.page import Page, Span
from kanyin.ingest.text.script import CLOSING, HAN, OPENING, count_han
from kanyin.ingest.text.tables import stray_forms


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """Put ``to`` in place of a stretch; ``safe`` ones are applied."""

    start: int
    end: int
    to: str
    rule: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the whole text tells about single marks in it."""

    routes: frozenset[str]
    latin_stops: float


_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_CHINESE = f"{HAN}{CLOSING}{OPENING}％℃"

FOLDED = re.compile(
    f"(?<=[{HAN}{CLOSING}％℃])[,;:!]"
    f"|(?<=[{HAN}{CLOSING}])\\?(?![0-9])"
    f"|(?:^|(?<=[^\\s,;:!?])|(?<=[{HAN}] ))[,;!](?=[{HAN}{OPENING}])"
    f"|(?<=[^\\s,;:!?0-9A-Za-z])\\?(?=[{HAN}{OPENING}])"
    f"|(?<=[A-Za-z)\\]%]):(?=[{HAN}{OPENING}])"
)
LOST_SPACE = re.compile(f"(?<=[0-9A-Za-z])\\?(?=[{HAN}])|(?<=[{HAN}])\\?(?=[0-9])")
PARENTHESES = re.compile(r"\(([^()\n]{1,400})\)")
BOX_DASH = re.compile(f"(?<=[{_CHINESE}])──+|──+(?=[{HAN}])")
HYPHEN_DASH = re.compile(f"(?<=[{_CHINESE}])(?:--+|－－+)(?=[{_CHINESE}])")
DASH = re.compile(f"(?<=[{HAN}{CLOSING}])—(?=[{HAN}{OPENING}])")
DOTS = re.compile(f"(?<=[{_CHINESE}])(?:\\.{{3,}}|。{{3,}})")
RATIO = re.compile(f"(?<=[{HAN}{CLOSING}])∶|∶(?=[{HAN}{OPENING}])")
DOUBLED = re.compile("，，+|、、+|；；+")
MIDDLE_DOT = re.compile(f"(?<=[{HAN}])[•‧・](?=[{HAN}])")
ENTITY = re.compile("&nbsp;")
ENTITY_END = re.compile(r"&#?\w{1,31}$")
STOP = re.compile(f'(?<=[{HAN}])[.．](?=[{HAN}”’」』"]|[ \t　]*$)', re.MULTILINE)
STRAY_SPACE = re.compile(f"(?<=[{HAN}]) +(?=[,，;；。])")
QUOTE = re.compile('"')
REFERENCE = re.compile(r"\s*[\[［]\d{1,3}[\]］]")
"""Entries of a reference list keep their own punctuation (GB/T 7714)."""

_SUSPECT = re.compile('[-,;:?!()&.．"•‧・∶─—－]|，，|、、|；；|。。。| [，；。]')
"""No repair begins without one of these, so most lines are done at once."""

_FIXED: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("ascii-ellipsis", DOTS, "……"),
    ("box-drawing-dash", BOX_DASH, "——"),
    ("hyphen-dash", HYPHEN_DASH, "——"),
    ("ratio-sign-as-colon", RATIO, "："),
    ("middle-dot-variant", MIDDLE_DOT, "·"),
    ("entity-nbsp", ENTITY, ""),
    ("stray-space", STRAY_SPACE, ""),
)


def find_repairs(page: Page) -> tuple[Repair, ...]:
    """All repairs of a page, safe and doubtful, in order and not overlapping."""
    found: list[Repair] = []
    habits = _Habits(_routes(page.text), _stops_are_latin(page.text))
    for line in page.lines:
        if REFERENCE.match(line.text) or not line.bare:
            continue
        for repair in sorted(_in_line(line.text, habits), key=lambda r: r.start):
            start, end = repair.start + line.start, repair.end + line.start
            if not found or found[-1].end <= start:
                found.append(Repair(start, end, repair.to, repair.rule, repair.safe))
    return _merged(found, _stray(page))


def _in_line(text: str, habits: _Habits) -> Iterator[Repair]:
    if text.isascii() or not _SUSPECT.search(text):
        return
    yield from _folded(text)
    yield from _parentheses(text)
    for rule, pattern, to in _FIXED:
        if not (rule == "box-drawing-dash" and re.search("[┌├└│┬┼┐]", text)):
            yield from (Repair(m.start(), m.end(), to, rule) for m in pattern.finditer(text))
    yield from (
        Repair(*m.span(), m.group()[0], "doubled-punctuation") for m in DOUBLED.finditer(text)
    )
    yield from _dashes(text, habits.routes)
    yield from _stops(text, habits.latin_stops)
    yield from _quotes(text)


def _folded(text: str) -> Iterator[Repair]:
    for match in FOLDED.finditer(text):
        if match.group() == ";" and ENTITY_END.search(text, match.start() - 32, match.start()):
            continue
        yield Repair(*match.span(), _FULL[match.group()], "folded-punctuation")
    for match in LOST_SPACE.finditer(text):
        yield Repair(*match.span(), " ", "lost-space", safe=False)


def _parentheses(text: str) -> Iterator[Repair]:
    """A pair is Chinese when it holds Chinese, or a number between Chinese (初二(3)班)."""
    for match in PARENTHESES.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        inside = match.group(1)
        number = (
            inside.isdigit()
            and re.match(f"[{HAN}]", after)
            and (not before.strip() or re.match(f"[{_CHINESE}]", before))
        )
        if number or count_han(inside):
            start, end = match.span()
            yield Repair(start, start + 1, "（", "folded-punctuation")
            yield Repair(end - 1, end, "）", "folded-punctuation")


def _routes(text: str) -> frozenset[str]:
    """The pairs A, B of every “从A到B”, for which A—B is a route and not a dash."""
    pattern = re.compile(f"从([{HAN}]{{2,4}})[到至往]([{HAN}]{{2,4}})")
    return frozenset(a + b[:2] for a, b in pattern.findall(text))


def _dashes(text: str, routes: frozenset[str]) -> Iterator[Repair]:
    """One dash for two, but not in a route (北堰—南埠) or a quoted pair (“邮—收”)."""
    several = text.count("—") > 1
    for match in DASH.finditer(text):
        at = match.start()
        left = re.split(f"[{CLOSING}{OPENING}—,;:!?]", text[max(0, at - 40) : at])[-1]
        right = re.split(f"[{CLOSING}{OPENING}—,;:!?]", text[at + 1 : at + 40])[0]
        route = any(left[-n:] + right[:2] in routes for n in (2, 3, 4))
        quoted = text[at - len(left) - 1 : at - len(left)] in tuple("“‘「《") and (
            text[at + 1 + len(right) : at + 2 + len(right)] in tuple("”’」》")
        )
        if not route and not quoted:
            safe = (len(left) > 2 and len(right) > 2) or several
            yield Repair(at, at + 1, "——", "single-dash", safe)


def _stops_are_latin(text: str) -> float:
    """How sure it is that Latin stops end this text's sentences: 0, ½ or 1.

    One that comes once, or again in the same words, may join a name (洛克希德.马丁).
    """
    found = [text[m.start() - 1 : m.end() + 1] for m in islice(STOP.finditer(text), 1000)]
    if len(found) >= 10 and len(found) >= min(1000, text.count("。")):
        return 1.0
    return 0.5 if len(set(found)) == len(found) > 1 else 0.0


def _stops(text: str, sure: float) -> Iterator[Repair]:
    """A Latin stop (or ．) that ends a Chinese sentence."""
    if len(text) < 20 and sure < 1:
        return
    for match in STOP.finditer(text):
        rest = re.split(f"[{CLOSING}.．,;]", text[match.end() : match.end() + 40])[0].strip()
        fits = (sure or match.group() == "．") and (not rest or len(rest) >= 5)
        yield Repair(*match.span(), "。", "ascii-full-stop", bool(sure == 1 or fits or not rest))


def _quotes(text: str) -> Iterator[Repair]:
    """Straight quotes in pairs; an odd one leaves the line as it is."""
    places = [m.start() for m in QUOTE.finditer(text)]
    beside = all(re.search(f"[{_CHINESE}]", text[max(0, i - 1) : i + 2]) for i in places)
    if places and len(places) % 2 == 0 and beside:
        for turn, at in enumerate(places):
            yield Repair(at, at + 1, "“”"[turn % 2], "straight-quote")


def _stray(page: Page) -> list[Repair]:
    """Traditional forms in a simplified text; a text full of them is traditional."""
    table = stray_forms()
    pattern = re.compile(f"[{''.join(table)}]")
    found = [
        Repair(*m.span(), table[m.group()], "stray-traditional", safe=False)
        for m in pattern.finditer(page.text)
    ]
    return found if len(found) * 50 < count_han(page.text) else []


def _merged(found: list[Repair], more: list[Repair]) -> tuple[Repair, ...]:
    taken = {at for repair in found for at in range(repair.start, repair.end)}
    merged = [*found, *(r for r in more if r.start not in taken)]
    return tuple(sorted(merged, key=lambda r: r.start))


def within(repairs: tuple[Repair, ...], span: Span, starts: list[int]) -> tuple[Repair, ...]:
    """The repairs that lie inside a stretch; ``starts`` are where repairs begin."""
    first = bisect_left(starts, span[0])
    last = bisect_left(starts, span[1])
    return tuple(r for r in repairs[first:last] if r.end <= span[1])
