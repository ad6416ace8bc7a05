"""Remarks as an editor reads them: a place, a sentence, the line, and a caret below it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic, Language, Place, Severity

_SEVERITIES: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.ADVICE: ("建议", "advice"),
}
_COUNTED: dict[Severity, tuple[str, str, str]] = {
    Severity.ERROR: ("{n} 个错误", "{n} error", "{n} errors"),
    Severity.WARNING: ("{n} 条警告", "{n} warning", "{n} warnings"),
    Severity.ADVICE: ("{n} 条建议", "{n} piece of advice", "{n} pieces of advice"),
}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
_LABELS: dict[Language, dict[str, str]] = {
    "zh": {"hint": "提示：{}", "basis": "依据：{}", "fix": "改为：{}", "colon": "："},
    "en": {"hint": "hint: {}", "basis": "basis: {}", "fix": "put: {}", "colon": ": "},
}
_FOLDED: dict[Language, str] = {
    "zh": "{file}：{code} 还有 {n} 处，用 -v 全部列出",
    "en": "{file}: {code} stands {n} more times; -v lists them all",
}
_NOTHING: dict[Language, str] = {"zh": "没有发现问题", "en": "nothing to remark"}

_TURNING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
"""Bidirectional controls (UAX #9): a line must not read differently than it is."""

WINDOW = 72
"""Columns of a source line that are shown; a longer one is cut round the caret."""

_NEAR = 4 * WINDOW
"""Characters on either side of the caret that are looked at: a line may be megabytes long."""

FOLD_AFTER = 10
"""Remarks of one code in one file that are shown before the rest is counted only."""


def severity_word(severity: Severity, language: Language = "zh") -> str:
    """How much a remark weighs, in a word."""
    return _SEVERITIES[severity][language == "en"]


def character_width(character: str, language: Language = "zh") -> int:
    """Columns of a character on a terminal (UAX #11): 0, 1 or 2.

    Ambiguous characters (“ ” — …) are wide where Chinese is set.
    """
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    wide = "FWA" if language == "zh" else "FW"
    return 2 if unicodedata.east_asian_width(character) in wide else 1


def width(text: str, language: Language = "zh") -> int:
    """Columns of a text on a terminal."""
    return sum(character_width(each, language) for each in text)


def visible(text: str) -> str:
    """The text with nothing in it that could move the cursor or turn the line round."""
    return "".join(_visible_character(each) for each in text)


def _visible_character(character: str) -> str:
    """One character for one, so that columns stay true."""
    if character == "\t":
        return " "
    number = ord(character)
    if number < 0x20:
        return chr(0x2400 + number)
    harmful = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
    turning = unicodedata.bidirectional(character) in _TURNING
    return "\N{REPLACEMENT CHARACTER}" if harmful or turning else character


def format_diagnostic(
    d: Diagnostic,
    language: Language = "zh",
    source_line: str | None = None,
    *,
    colour: bool = False,
) -> str:
    """A remark on several lines; with its source line, the caret stands below it."""
    lines = [_headline(d, language, colour)]
    if d.place and d.place.column and source_line is not None:
        lines += _excerpt(d.place, source_line, language)
    return "\n".join([*lines, *_notes(d, language)])


def _headline(d: Diagnostic, language: Language, colour: bool) -> str:
    word = severity_word(d.severity, language)
    label = f"{word} {d.code}"
    if colour:
        label = f"\x1b[1;{_COLOURS[d.severity]}m{label}\x1b[0m"
    place = f"{visible(str(d.place))}: " if d.place else ""
    return f"{place}{label}{_LABELS[language]['colon']}{visible(d.message(language))}"


def _notes(d: Diagnostic, language: Language) -> Iterator[str]:
    """What to do, and on whose authority."""
    labels = _LABELS[language]
    if hint := d.hint(language):
        yield "  " + visible(labels["hint"].format(hint))
    elif d.fix:
        yield "  " + visible(labels["fix"].format(d.fix.text))
    if d.basis:
        yield "  " + visible(labels["basis"].format(d.basis))


def _excerpt(place: Place, source_line: str, language: Language) -> list[str]:
    """The source line and the caret line, cut to a window where it is long."""
    whole = source_line.rstrip("\r\n")
    cut = max(0, place.column - _NEAR)
    line = visible(whole[cut : cut + 2 * _NEAR])
    start = min(place.column - 1 - cut, len(line))
    end = _end(place, len(whole), place.column - 1) - cut
    first, last = _window(line, start, language)
    more = "…" if first or cut else ""
    shown = more + line[first:last] + ("…" if cut + last < len(whole) else "")
    before = more + line[first:start]
    carets = width(line[start : min(end, last)], language) or 1
    margin = f"  {place.line} | "
    gap = " " * (len(margin) - 2) + "| " + " " * width(before, language)
    return [margin + shown, gap + "^" * carets]


def _end(place: Place, length: int, start: int) -> int:
    """The exclusive end of the stretch, on its first line."""
    if place.end_line > place.line:
        return length
    return max(place.end_column - 1, start + 1)


def _window(line: str, start: int, language: Language) -> tuple[int, int]:
    """The stretch of a line to show: about a third of it before the caret."""
    if width(line, language) <= WINDOW:
        return 0, len(line)
    first = start
    while first and width(line[first - 1 : start], language) <= WINDOW // 3:
        first -= 1
    last = first
    while last < len(line) and width(line[first : last + 1], language) <= WINDOW:
        last += 1
    return first, last


@dataclass(frozen=True, slots=True)
class Folded:
    """Remarks of one code in one file that are only counted."""

    code: str
    file: str
    count: int

    def sentence(self, language: Language = "zh") -> str:
        """What is said in their place."""
        return visible(_FOLDED[language].format(file=self.file, code=self.code, n=self.count))


def fold(found: Iterable[Diagnostic], limit: int = FOLD_AFTER) -> Iterator[Diagnostic | Folded]:
    """The remarks in order, those beyond ``limit`` of a code in a file as a count at the end."""
    seen: Counter[tuple[str, str]] = Counter()
    for d in found:
        key = (d.code, d.place.file if d.place else "")
        seen[key] += 1
        if seen[key] <= limit:
            yield d
    for (code, file), count in seen.items():
        if count > limit:
            yield Folded(code, file, count - limit)


def summary(found: Iterable[Diagnostic], language: Language = "zh") -> str:
    """How many of each weight: ``2 个错误，3 条警告``."""
    counts = Counter(d.severity for d in found)
    parts = [_counted(s, counts[s], language) for s in Severity if counts[s]]
    return ("，" if language == "zh" else ", ").join(parts) or _NOTHING[language]


def _counted(severity: Severity, n: int, language: Language) -> str:
    zh, one, many = _COUNTED[severity]
    form = zh if language == "zh" else (one if n == 1 else many)
    return form.format(n=n)
