"""Rules about where lines begin and end (GB/T 15834—2011 5.1; CLREQ 行首行尾禁则)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kanyin.preflight.characters import is_han, sets
from kanyin.preflight.columns import FLUSH
from kanyin.preflight.findings import Edges, Fault
from kanyin.preflight.pairs import Bearings
from kanyin.preflight.pdf_glyphs import Glyph
from kanyin.preflight.set_lines import SetLine, Setting
from kanyin.preflight.spacing import end_trimmed, spot

SEVERAL = 3
"""So many different letters of one width make a typewriter face."""
EDGE_GAP = 0.1
"""A Han–Latin gap from here on (ems) is seen at a line's edge."""


def edges_of(lines: Sequence[SetLine], bearings: Bearings) -> Edges:
    """How the lines that have to reach both edges do so."""
    inner = [line for line in lines if line.inner]
    flush = [line for line in inner if is_flush(line, bearings)]
    short = [short_of(line, bearings) for line in inner if not is_flush(line, bearings)]
    return Edges(
        justified=len(inner),
        flush=len(flush),
        trimmed=sum(end_trimmed(line) and not _hangs(line) for line in inner),
        hanging=sum(_hangs(line) for line in inner),
        ragged=sum(not line.justified and not line.final for line in lines),
        mean_short=sum(short) / len(short) if short else 0.0,
        widest_short=max(short, key=abs, default=0.0),
    )


def short_of(line: SetLine, bearings: Bearings) -> float:
    """How far (ems) a line ends before the edge; a gap built into the last letter is none."""
    return line.short() + bearings.after(line.line.glyphs[-1])


def is_flush(line: SetLine, bearings: Bearings) -> bool:
    """Whether a line ends at the edge, or with a mark that hangs over it whole."""
    return abs(short_of(line, bearings)) <= FLUSH or _hangs(line)


def _hangs(line: SetLine) -> bool:
    """Whether the last mark stands outside the edge (CLREQ 行尾点号悬挂)."""
    last, right = line.line.glyphs[-1], line.column.right
    marks = sets().pauses | sets().stops
    return right is not None and last.text in marks and abs(last.x - right) <= FLUSH * line.em


def line_faults(setting: Setting, bearings: Bearings) -> Iterator[Fault]:
    """Everything the edges of lines can get wrong."""
    for line in setting.lines:
        yield from _edge(line, bearings)
        if line.final and not line.first and _single(line):
            yield Fault("single-character", spot(line), line.line.text)
    for before, after in setting.breaks:
        if not (_is_code(before) or _is_code(after)):
            yield from _break(before, after)


def _edge(line: SetLine, bearings: Bearings) -> Iterator[Fault]:
    first, last = line.line.glyphs[0], line.line.glyphs[-1]
    if line.inner and not is_flush(line, bearings):
        yield Fault("not-flush", spot(line), last.text, short_of(line, bearings))
    if bearings.before(first) > EDGE_GAP and not line.first:
        yield Fault("edge-gap", spot(line), first.text, bearings.before(first))
    if bearings.after(last) > EDGE_GAP:
        yield Fault("edge-gap", spot(line), last.text, bearings.after(last))
    beyond = _beyond(line)
    if beyond > FLUSH and not _hangs(line):
        yield Fault("overflow", spot(line), last.text, beyond)


def _beyond(line: SetLine) -> float:
    """How far (ems) ink reaches over the right edge."""
    right = line.column.right
    return 0.0 if right is None else (max(g.ink[1] for g in line.line.glyphs) - right) / line.em


def _single(line: SetLine) -> bool:
    """Whether only one ideograph stands on a line, with or without marks behind it."""
    rest = [g.text for g in line.line.glyphs if g.text not in sets().ending]
    return len(rest) == 1 and is_han(rest[0])


def _is_code(line: SetLine) -> bool:
    """Whether a line is set in a typewriter face: its letters are all of one width."""
    letters = [g for g in line.line.glyphs if g.text.isascii() and g.text.isalnum()]
    widths = {round(g.advance / g.size, 3) for g in letters}
    return len(widths) == 1 and len({g.text for g in letters if g.text.isalpha()}) >= SEVERAL


def _break(before: SetLine, after: SetLine) -> Iterator[Fault]:
    """What may not be parted, or stand at either side of a line break."""
    last, first = before.line.glyphs[-1], after.line.glyphs[0]
    if _digits(last) and _digits(first):
        yield Fault("split-number", spot(after), last.text + first.text)
    if any(last.text[-1] in s and first.text[0] in s for s in (sets().dashes, sets().ellipses)):
        yield Fault("split-pair", spot(after), last.text + first.text)
    elif _not_at_start(after, last):
        yield Fault("line-start", spot(after), first.text)
    if _not_at_end(last, first):
        yield Fault("line-end", spot(before), last.text)


def _digits(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isdigit()


def _not_at_start(line: SetLine, before: Glyph) -> bool:
    known, first = sets(), line.line.glyphs[0]
    text = first.text
    if text in known.ending | known.interpuncts | known.connectors | known.ascii_closing:
        return True
    if text in known.separators and not before.text.isascii():
        return True
    if text in known.dashes and text == "—":
        return line.line.glyphs[1:2] != () and line.line.glyphs[1].text not in known.dashes
    return (text in known.after_number and _digits(before)) or is_note_call(line)


def is_note_call(line: SetLine) -> bool:
    """Whether a line begins with a note call: a raised sign, ① or [1]."""
    first = line.line.glyphs[0]
    raised = first.size < 0.8 * line.em and first.y > line.line.y + 0.1 * line.em
    return raised or first.text in sets().note_calls


def _not_at_end(last: Glyph, after: Glyph) -> bool:
    known = sets()
    opens = last.text in known.opening or last.text in known.ascii_opening
    return opens or (last.text in known.before_number and _digits(after))
