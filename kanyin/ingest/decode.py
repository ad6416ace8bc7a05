"""Bytes to text: the encoding is found, or the remark says what to give.

Nothing is guessed in silence. UTF-8, a byte order mark and the pattern of NUL bytes are
evidence; an older encoding is accepted only where its characters are the frequent ones.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with LF line ends and no byte order mark, and its encoding."""

    text: str
    encoding: str


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: FF FE 00 00 begins with FF FE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUL_LAYOUTS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LEGACY = (
    ("gb18030", "simplified"),
    ("big5hkscs", "traditional"),
    ("gb18030", "traditional"),
    ("cp932", "japanese"),
)
"""Each encoding with the script whose frequent characters vouch for it."""

_SAMPLE = 200_000
_MIN_CHARACTERS = 6
"""With fewer characters than this, two encodings can look equally good (``联通``)."""
_ENOUGH = 0.35
_MARGIN = 0.12
_HZ = re.compile(rb"~\{(?:[\x21-\x7e]{2})+~\}")
_MARKS = re.compile(
    "(?P<S207>\ufffd)"
    "|(?P<S208>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029])"
    "|(?P<S209>[\ue000-\uf8ff\U000f0000-\U0010ffff])"
)


def decode(data: bytes, name: str, encoding: str | None = None) -> Outcome[Decoded | None]:
    """Read a file's bytes as text; the value is None when the remarks hold an error."""
    if encoding is not None:
        return _as_told(data, name, encoding)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _as(data.removeprefix(bom), name, codec, len(bom))
    if b"\0" in data:
        return _by_nul_pattern(data, name)
    if _HZ.search(data) and data.isascii():
        return _guessed(data, name, "hz")
    return _utf8_or_older(data, name)


def _as_told(data: bytes, name: str, encoding: str) -> Outcome[Decoded | None]:
    try:
        codec = codecs.lookup(encoding)
        if not getattr(codec, "_is_text_encoding", True):
            raise LookupError(encoding)
    except LookupError:
        return Outcome(None, (remark("S203", Place(name), encoding=encoding),))
    for bom, codec_of_bom in _BOMS:
        if data.startswith(bom) and codec_of_bom.startswith(codec.name.removesuffix("-sig")):
            return _as(data.removeprefix(bom), name, codec_of_bom, len(bom))
    return _as(data, name, codec.name)


def _as(data: bytes, name: str, codec: str, skipped: int = 0) -> Outcome[Decoded | None]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        return Outcome(None, (_cannot(data, name, error, codec, skipped),))
    except UnicodeError as error:  # idna, punycode: a codec that tells no place
        return Outcome(None, (remark("S202", Place(name), encoding=codec, offset=0, bytes=error),))
    return _read(text, name, codec)


def _read(text: str, name: str, codec: str) -> Outcome[Decoded | None]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Outcome(Decoded(text, codec), tuple(suspicious(text, name)))


def _cannot(
    data: bytes, name: str, error: UnicodeDecodeError, codec: str, skipped: int
) -> Diagnostic:
    place = Place(name, _line_of(data, error.start))
    found = data[error.start : error.end].hex(" ").upper()
    return remark("S202", place, encoding=codec, offset=error.start + skipped, bytes=found)


def _by_nul_pattern(data: bytes, name: str) -> Outcome[Decoded | None]:
    """UTF-16 and UTF-32 without a mark show where their NUL bytes stand."""
    for codec in _NUL_LAYOUTS:
        width = 4 if "32" in codec else 2
        if len(data) % width == 0 and _looks_like(data[:_SAMPLE], codec, width):
            return _guessed(data, name, codec)
    offset = data.index(b"\0")
    return Outcome(None, (remark("S206", Place(name, _line_of(data, offset)), offset=offset),))


def _looks_like(data: bytes, codec: str, width: int) -> bool:
    text = data[: len(data) - len(data) % width].decode(codec, "replace")
    strange = sum(map(text.count, ("\0", "\ufffd")))
    return bool(text) and not strange and (_quality(text) >= _ENOUGH or _mostly_ascii(text))


def _mostly_ascii(text: str) -> bool:
    return sum(c.isascii() for c in text) * 2 > len(text)


def _utf8_or_older(data: bytes, name: str) -> Outcome[Decoded | None]:
    try:
        return _read(data.decode("utf-8"), name, "utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            return Outcome(None, (_broken(data, name, error),))
    if mixed := _mixed(data, name):
        return mixed
    if codec := _older_encoding(data):
        return _guessed(data, name, codec)
    offset = next(i for i, byte in enumerate(data) if byte > 127)
    return Outcome(None, (remark("S201", Place(name, _line_of(data, offset)), offset=offset),))


def _mostly_utf8(data: bytes) -> bool:
    """Text in an older encoding seldom holds a three-byte sequence of UTF-8 by chance."""
    text = data.decode("utf-8", "surrogateescape")
    whole = sum(c > "\u07ff" and not "\ud800" <= c <= "\udfff" for c in text)
    broken = sum("\ud800" <= c <= "\udfff" for c in text)
    return whole * 2 > broken or whole >= 200


def _mixed(data: bytes, name: str) -> Outcome[None] | None:
    """An error where a whole line of an older file is running text in UTF-8."""
    lines = data.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if _is_running_utf8(line)), None)
    if first is None:
        return None
    codec = _older_encoding(b"".join(line for line in lines if not _is_running_utf8(line)))
    if codec is None:
        return None
    offset = sum(map(len, lines[:first]))
    place = Place(name, _line_of(data, offset))
    return Outcome(None, (remark("S210", place, encoding=codec, offset=offset),))


def _is_running_utf8(line: bytes) -> bool:
    try:
        text = "" if line.isascii() else line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    long = sum(not c.isascii() for c in text) >= _MIN_CHARACTERS
    return long and max(_quality(text), _quality(text, "traditional")) >= _ENOUGH


def _broken(data: bytes, name: str, error: UnicodeDecodeError) -> Diagnostic:
    text = data.decode("utf-8", "surrogateescape")
    count = len(re.findall("[\ud800-\udfff]+", text))
    found = data[error.start : error.end].hex(" ").upper()
    place = Place(name, _line_of(data, error.start))
    return remark("S204", place, count=count, offset=error.start, bytes=found)


def _line_of(data: bytes, offset: int) -> int:
    """The line of a byte; CR LF counts once."""
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _guessed(data: bytes, name: str, codec: str) -> Outcome[Decoded | None]:
    outcome = _as(data, name, codec)
    if outcome.value is None:
        return outcome
    told = remark("S205", Place(name), encoding=codec)
    return Outcome(outcome.value, (told, *outcome.diagnostics))


def _older_encoding(data: bytes) -> str | None:
    """The one encoding whose reading is clearly the most like running text."""
    scores: dict[str, float] = {}
    for codec, script in _LEGACY:
        text = _legacy_text(data, codec)
        if text is not None:
            scores[codec] = max(scores.get(codec, 0.0), _quality(text, script))
    ranked = sorted(((score, codec) for codec, score in scores.items()), reverse=True)
    if not ranked or ranked[0][0] < _ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        return None
    return ranked[0][1]


def _legacy_text(data: bytes, codec: str) -> str | None:
    """The text, where the whole file is valid and long enough to judge."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    letters = [c for c in text if not c.isascii()]
    return "".join(letters[:_SAMPLE]) if len(letters) >= _MIN_CHARACTERS else None


@cache
def _frequent(script: str) -> frozenset[str]:
    source = resources.files("kanyin").joinpath("data/import_frequent.toml")
    tables = tomllib.loads(source.read_text("utf-8"))
    return frozenset((tables[script] + tables["punctuation"]).replace("\n", ""))


def _quality(text: str, script: str = "simplified") -> float:
    """The share of frequent characters among those that are not ASCII."""
    letters = [c for c in text if not c.isascii()]
    known = _frequent(script)
    return sum(c in known for c in letters) / len(letters) if letters else 0.0


def suspicious(text: str, name: str) -> Iterator[Diagnostic]:
    """Remarks on characters that no manuscript should hold, one for each line and kind."""
    starts = _line_starts(text)
    for (line, code), group in groupby(_marked(text, starts), key=lambda m: m[:2]):
        found = list(group)
        names = " ".join(sorted({f"U+{ord(c):04X}" for _, _, _, c in found}))
        place = Place(name, line, found[0][2])
        yield remark(code, place, count=len(found), names=names)


def _marked(text: str, starts: list[int]) -> list[tuple[int, str, int, str]]:
    """Line, code, column and character of each, by line and code."""
    line, rows = 0, []
    for match in _MARKS.finditer(text):
        while line + 1 < len(starts) and starts[line + 1] <= match.start():
            line += 1
        column = match.start() - starts[line] + 1
        rows.append((line + 1, str(match.lastgroup), column, match.group()))
    return sorted(rows, key=lambda row: row[:2])


def _line_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer("\n", text))]
