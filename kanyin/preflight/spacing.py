"""Gaps, squeezed marks and Han–Latin spacing of the lines (CLREQ 行内调整, 标点挤压)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kanyin.preflight.cells import HALF, blank_after, blank_before, fills_cell
from kanyin.preflight.findings import Fault, Gaps, Spot, Squeeze
from kanyin.preflight.pairs import Pair, natural
from kanyin.preflight.set_lines import SetLine

SOLID = 0.003
"""Gaps smaller than this (ems) are rounding."""
TOUCH = 0.02
"""How far (ems) marks may stand into one another: a reading of ink, rounded."""
STRETCHED = 0.25
"""How much of a squeezed pair's half em justification may give back (ems)."""

TABULAR = 1.0
"""A wider Han–Latin gap (ems) parts two things, not two scripts."""

Neighbours = Mapping[SetLine, tuple[Pair, ...]]


def spot(line: SetLine, text: str = "") -> Spot:
    """Where a line stands."""
    return Spot(line.line.page, line.number, text or line.line.text)


def gaps_of(lines: Neighbours, border: float) -> Gaps:
    """The gaps of all lines inside paragraphs of justified columns."""
    inner = {line: pairs for line, pairs in lines.items() if line.inner}
    found = [(p, p.gap - natural(p, border), line) for line, ps in inner.items() for p in _cjk(ps)]
    han = max((f for f in found if f[0].kind == "han"), key=lambda f: f[1], default=None)
    widest = max(found, key=lambda f: f[1], default=None)
    narrowest = min((f for f in found if f[0].kind != "marks"), key=lambda f: f[1], default=None)
    counts = Counter(f"{round(gap, 2) + 0.0:.2f}" for _, gap, _ in found)
    return Gaps(
        *_extreme(han),
        *_extreme(widest),
        *_extreme(narrowest),
        solid=sum(all(is_solid(p, border) for p in _cjk(pairs)) for pairs in inner.values()),
        lines=len(inner),
        histogram=dict(sorted(counts.items(), key=lambda row: float(row[0]))),
    )


def _cjk(pairs: Sequence[Pair]) -> Iterator[Pair]:
    return (p for p in pairs if p.kind not in ("western", "spaced"))


def is_solid(pair: Pair, border: float) -> bool:
    """Whether two neighbours stand at their natural distance."""
    return abs(pair.gap - natural(pair, border)) < SOLID


def _extreme(found: tuple[Pair, float, SetLine] | None) -> tuple[float, Spot | None]:
    if found is None:
        return 0.0, None
    pair, gap, line = found
    return gap, spot(line, pair.text)


def squeeze_of(lines: Neighbours) -> Squeeze:
    """How many marks gave up their blank half, in justified lines."""
    set_ = [(line, pairs) for line, pairs in lines.items() if line.justified]
    single = [p for _, pairs in set_ for p in pairs if p.kind == "mark" and p.room]
    double = [p for _, pairs in set_ for p in pairs if p.kind == "marks"]
    squeezed = [p for p in single if p.gap < -SOLID]
    starts = [line for line, _ in set_ if not line.first and blank_before(line.line.glyphs[0])]
    ends = [line for line, _ in set_ if not line.final and blank_after(line.line.glyphs[-1])]
    return Squeeze(
        marks=len(single),
        squeezed=len(squeezed),
        narrowest=min((p.gap for p in single), default=0.0),
        pairs=len(double),
        pairs_squeezed=sum(p.gap <= natural(p, 0) + STRETCHED for p in double),
        starts=len(starts),
        starts_trimmed=sum(start_trimmed(line) for line in starts),
        ends=len(ends),
        ends_trimmed=sum(end_trimmed(line) for line in ends),
    )


def start_trimmed(line: SetLine) -> bool:
    """Whether the blank half of an opening mark stands outside the left edge."""
    return line.line.left < line.column.left - HALF / 2 * line.em


def end_trimmed(line: SetLine) -> bool:
    """Whether the blank half of a closing mark stands outside the right edge."""
    right = line.column.right
    return right is not None and line.line.right > right + HALF / 2 * line.em


def spacing_faults(lines: Neighbours) -> Iterator[Fault]:
    """Pairs of marks that take two ems, marks below half an em, edges not trimmed."""
    for line, pairs in lines.items():
        for pair in pairs:
            yield from _pair_faults(line, pair)
        if line.justified:
            yield from _edge_faults(line)


def _pair_faults(line: SetLine, pair: Pair) -> Iterator[Fault]:
    if pair.kind == "marks" and pair.gap > natural(pair, 0) + STRETCHED:
        yield Fault("unsqueezed-pair", spot(line), pair.text, pair.gap)
    cells = fills_cell(pair.before) and fills_cell(pair.after)
    if pair.kind in ("mark", "marks") and cells and pair.gap < -pair.room - TOUCH:
        yield Fault("below-half", spot(line), pair.text, pair.gap)


def _edge_faults(line: SetLine) -> Iterator[Fault]:
    first, last = line.line.glyphs[0], line.line.glyphs[-1]
    if not line.first and blank_before(first) and not start_trimmed(line):
        yield Fault("untrimmed-start", spot(line), first.text)
    whole = line.inner and not end_trimmed(line) and line.short() < HALF / 2
    if whole and blank_after(last) >= HALF * last.size:
        yield Fault("untrimmed-end", spot(line), last.text)


@dataclass(frozen=True, slots=True)
class HanLatin:
    """The gaps between ideographs and letters or digits, in ems.

    ``usual`` is the most common one, ``none`` counts borders set solid.
    """

    borders: int
    usual: float
    narrowest: float
    widest: float
    none: int


def han_latin_of(lines: Neighbours, border: float) -> HanLatin:
    """The Han–Latin borders of all lines, but for what is set apart like a tabulator."""
    found = (p.gap for pairs in lines.values() for p in pairs if p.kind == "border")
    gaps = [gap for gap in found if gap < TABULAR]
    if not gaps:
        return HanLatin(0, 0.0, 0.0, 0.0, 0)
    solid = sum(abs(gap) < SOLID for gap in gaps)
    return HanLatin(len(gaps), border, min(gaps), max(gaps), solid)
