"""Repairs: marks that a web page or a scanner folded, restored by their context.

A repair stands in one place of the original and says why. A safe one is applied wherever
its text is kept; a doubtful one is only proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kanyin.ingest.text.folded import CHINESE, folded
from kanyin.ingest.text.page import Page, Repair
from kanyin.ingest.text.script import CLOSING, HAN, OPENING
from kanyin.ingest.text.variants import COMPATIBLE, alike, stray


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the whole text tells about single marks in it."""

    routes: frozenset[str]
    latin_stops: float


_TABLE = re.compile("[┌├└│┬┼┐]")
_DASH = re.compile(f"(?<=[{HAN}{CLOSING}])—(?=[{HAN}{OPENING}]|$)")
_LINE = re.compile("[^，。]{1,6}?(?:线|铁路|高铁|高速|公路|航线|古道|区间)")
_STOP = re.compile(
    f'(?<=[{HAN}])[.．](?=[{HAN}”’」』"]|[ \t　]*$)'
    f"|(?<=[）)”’％%0-9A-Za-z０-９Ａ-Ｚａ-ｚ])．(?=[{HAN}{OPENING}]|[ \t　]*$)"
    f"|(?<=[）)%0-9])[.](?=[{HAN}])",
    re.MULTILINE,
)
_NUMBER = re.compile(
    r"^\W*[（(]?[0-9０-９.]{1,5}[）)]?$"
    r"|[\s　；;：:，、。（(](?:[0-9０-９]{1,2}|[A-ZＡ-Ｚ])$"
    r"|[图表式][\s　]*[0-9０-９.—-]+$"
)
"""What a stop follows in a number: 1． (2). B． 图3."""

_OPAQUE = re.compile(f"`[^`]+`|\\$[^${HAN}]+\\$")
"""Code and formulas among the words, which are no Chinese."""

_REFERENCE = re.compile(r"\s*[\[［]\d{1,3}[\]］]|.*\[[A-Z](?:/[A-Z]+)?\]")
"""Entries of a reference list keep their own punctuation (GB/T 7714)."""

_SUSPECT = re.compile(
    f'{COMPATIBLE.pattern[:-1]}-,;:?!()&.．"•‧・･∙∶─―━—－０-９Ａ-Ｚａ-ｚ]'
    "|，[，。]|、[、，]|；[；。]|：：|。[。，]| [，；。]"
)
"""No repair begins without one of these, so most lines are done at once."""

_FIXED: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (rule, re.compile(pattern), to)
    for rule, pattern, to in (
        ("ascii-ellipsis", f"(?<=[{CHINESE}])(?:\\.{{3,}}|。{{3,}})|\\.{{3,}}(?=[{HAN}])", "……"),
        ("box-drawing-dash", f"(?<=[{CHINESE}])[─―━]+|[─―━]{{2,}}(?=[{HAN}])", "——"),
        ("hyphen-dash", f"(?<=[{CHINESE}])(?:--+|－－+)(?=[{CHINESE}])", "——"),
        ("ratio-sign-as-colon", f"(?<=[{HAN}{CLOSING}])∶|∶(?=[{HAN}{OPENING}])", "："),
        ("middle-dot-variant", f"(?<=[{HAN}])[•‧・･∙](?=[{HAN}])", "·"),
        ("entity-nbsp", "&nbsp;", ""),
        ("stray-space", f"(?<=[{HAN}]) +(?=[,，;；。])", ""),
    )
)


def find_repairs(page: Page) -> tuple[Repair, ...]:
    """All repairs of a page, safe and doubtful, in order and not overlapping."""
    found: list[Repair] = []
    habits = _Habits(_routes(page.text), _stops_are_latin(page.text))
    strays = stray(page)
    for line in page.lines:
        if line.bare and _SUSPECT.search(line.text) and not _REFERENCE.match(line.text):
            for r in _in_line(line.text, habits):
                found.append(
                    Repair(r.start + line.start, r.end + line.start, r.to, r.rule, r.safe)
                )
    return tuple(_apart([*found, *strays]))


def _apart(found: list[Repair]) -> list[Repair]:
    """The repairs in order, none over another; a safe one comes before a doubtful one."""
    apart: list[Repair] = []
    for repair in sorted(found, key=lambda r: r.start):
        while apart and repair.start < apart[-1].end and repair.safe > apart[-1].safe:
            apart.pop()
        if not apart or apart[-1].end <= repair.start:
            apart.append(repair)
    return apart


def _in_line(text: str, habits: _Habits) -> Iterator[Repair]:
    yield from alike(text)
    if text.isascii():
        return
    text = _OPAQUE.sub(lambda match: "x" * len(match.group()), text)
    yield from folded(text)
    for rule, pattern, to in _FIXED:
        if not (rule == "box-drawing-dash" and _TABLE.search(text)):
            yield from (Repair(m.start(), m.end(), to, rule) for m in pattern.finditer(text))
    yield from _dashes(text, habits.routes)
    yield from _stops(text, habits.latin_stops)


def _routes(text: str) -> frozenset[str]:
    """The pairs A, B of every “从A到B”, for which A—B is a route and not a dash."""
    pattern = re.compile(f"从([{HAN}]{{2,4}})[到至往]([{HAN}]{{2,4}})")
    return frozenset(a + b[:2] for a, b in pattern.findall(text))


def _dashes(text: str, routes: frozenset[str]) -> Iterator[Repair]:
    """One dash for two, but not in a route (北堰—南埠), a chain or a quoted pair (“邮—收”).

    It is safe between clauses; between two short words it may join them.
    """
    several = text.count("—") > 1
    for match in _DASH.finditer(text):
        at = match.start()
        left, right = _part(text[max(0, at - 40) : at], -1), _part(text[at + 1 : at + 40], 0)
        outside = (
            text[max(0, at - len(left) - 1)] + text[at + 1 + len(right) : at + 2 + len(right)]
        )
        route = any(left[-n:] + right[:2] in routes for n in (2, 3, 4)) or _LINE.match(right)
        pair = 1 in (len(left), len(right)) or outside in ("“”", "‘’", "「」", "《》")
        if not route and not pair:
            short, long = sorted((len(left), len(right) or len(left)))
            safe = short > 2 or (several and long > 4)
            yield Repair(at, at + 1, "——", "single-dash", safe)


def _part(text: str, which: int) -> str:
    """The words next to a dash."""
    return re.split(f"[{CLOSING}{OPENING}—,;:!?]", text)[which]


def _stops_are_latin(text: str) -> float:
    """How sure it is that Latin stops end this text's sentences: 0, ½ or 1.

    One that comes once, or again in the same words, may join a name (洛克希德.马丁).
    """
    found = [text[m.start() - 1 : m.end() + 1] for m in islice(_STOP.finditer(text), 1000)]
    if len(found) >= 10 and len(found) >= min(1000, text.count("。")):
        return 1.0
    return 0.5 if len(set(found)) == len(found) > 1 else 0.0


def _stops(text: str, sure: float) -> Iterator[Repair]:
    """A Latin stop (or ．) that ends a Chinese sentence."""
    for match in _STOP.finditer(text):
        at, mark = match.start(), match.group()
        before, rest = text[max(0, at - 20) : at], text[at + 1 : at + 40]
        rest = re.split(f"[{CLOSING}{OPENING}.．,;]", rest)[0].strip()
        if _NUMBER.search(before) or (
            sure < 1 and len(text) < 20 and (at < 8 or (rest and mark == "."))
        ):
            continue
        fits = (sure or mark == "．") and (not rest or len(rest) >= 5)
        yield Repair(at, at + 1, "。", "ascii-full-stop", bool(sure == 1 or fits or not rest))
