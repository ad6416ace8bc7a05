"""Which characters each face must hold, and how coverage is counted.

The national standards come from where they can be checked: GB 2312, Big5 and
HKSCS from Python's own codecs, the 8,105 characters of 《通用规范汉字表》 from
``tgh8105.txt`` beside this file (Unihan property kTGH).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

TGH_LIST = Path(__file__).with_name("tgh8105.txt")

#: Unicode ranges of everything that is neither Han nor a presentation trick.
#: Kangxi radicals (U+2F00…) are left out on purpose: a text that holds one has
#: the wrong character, and a glyph for it would hide that.
SYMBOL_RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0250, 0x02AF),
    (0x02B0, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x23FF),
    (0x2460, 0x27BF),
    (0x2900, 0x297F),
    (0x2B00, 0x2BFF),
    (0x2E3A, 0x2E3B),
    (0x2FF0, 0x2FFB),
    (0x3000, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31BF),
    (0x31C0, 0x31E3),
    (0x31F0, 0x31FF),
    (0x3220, 0x325F),
    (0x3280, 0x32BF),
    (0x32C0, 0x32CB),
    (0x3358, 0x337A),
    (0x3380, 0x33FE),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFF65),
    (0xFFE0, 0xFFE6),
)

#: The monospace face: code and the drawings in it. The wide Chinese marks are
#: not here, so that “”‘’—… in a comment fall through to Hei at one em, two cells.
MONO_RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01CD, 0x01DC),
    (0x01F8, 0x01F9),
    (0x0251, 0x0251),
    (0x0261, 0x0261),
    (0x0300, 0x0304),
    (0x0306, 0x030C),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2013),
    (0x2020, 0x2022),
    (0x2030, 0x2037),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2102, 0x2102),
    (0x2115, 0x2116),
    (0x211D, 0x2122),
    (0x2124, 0x2126),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x2335),
    (0x23A0, 0x23CE),
    (0x2500, 0x25FF),
    (0x2610, 0x2612),
    (0x2713, 0x2718),
    (0x27E8, 0x27EB),
)

#: Letters, digits and signs that can stand next to Han inside a Latin or number
#: run, and so need the wider-advance alternates (CLREQ 中西文间距).
RUN_RANGES: tuple[tuple[int, int], ...] = (
    (0x0021, 0x007E),
    (0x00A1, 0x00A7),
    (0x00A9, 0x00AB),
    (0x00AE, 0x00AE),
    (0x00B0, 0x00B3),
    (0x00B5, 0x00B6),
    (0x00B9, 0x024F),
    (0x0251, 0x0251),
    (0x0261, 0x0261),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2013, 0x2013),
    (0x2030, 0x2031),
    (0x2032, 0x2033),
    (0x2070, 0x208E),
    (0x20AC, 0x20AC),
    (0x2103, 0x2103),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x212B, 0x212B),
    (0x2212, 0x2212),
)


def expand(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """All code points of inclusive ``ranges``."""
    return frozenset(cp for first, last in ranges for cp in range(first, last + 1))


def is_han(cp: int) -> bool:
    """Whether ``cp`` is an ideograph for the counting below (〇 is a symbol here)."""
    return (
        0x3400 <= cp <= 0x4DBF
        or 0x4E00 <= cp <= 0x9FFF
        or 0xF900 <= cp <= 0xFAFF
        or 0x20000 <= cp <= 0x323AF
    )


def double_byte_han(codec: str, leads: range, trails: range) -> frozenset[int]:
    """The ideographs a double-byte ``codec`` can write."""
    found: set[int] = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            found.update(ord(char) for char in text if is_han(ord(char)))
    return frozenset(found)


@cache
def tgh8105() -> frozenset[int]:
    """《通用规范汉字表》 (State Council, 2013), all three levels."""
    lines = TGH_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(ord(char) for line in lines if not line.startswith("#") for char in line)


@cache
def gb2312() -> frozenset[int]:
    """GB/T 2312-1980, 6,763 characters."""
    return double_byte_han("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))


@cache
def big5() -> frozenset[int]:
    """Big5, 13,063 characters (Python's codec)."""
    return double_byte_han("big5", range(0xA1, 0xFA), range(0x40, 0xFF))


@cache
def big5_level_1() -> frozenset[int]:
    """常用字 of Big5 (A440–C67E): what a stray traditional quotation needs."""
    return double_byte_han("big5", range(0xA4, 0xC7), range(0x40, 0xFF))


@cache
def hkscs() -> frozenset[int]:
    """Big5 with the Hong Kong supplement (2004), 17,574 characters."""
    return double_byte_han("big5hkscs", range(0x81, 0xFF), range(0x40, 0xFF))


def unified() -> frozenset[int]:
    """The whole first block of CJK unified ideographs: GBK's Han, 爲 and 説 among them."""
    return expand([(0x4E00, 0x9FFF)])


def wanted(name: str) -> frozenset[int]:
    """The code points of the charset ``name`` that a face's table row asks for."""
    symbols = expand(SYMBOL_RANGES)
    base = symbols | tgh8105() | gb2312()
    sets = {
        "mid": lambda: base | big5_level_1(),
        "big": lambda: base | big5() | hkscs() | unified(),
        "tc": lambda: symbols | big5(),
        "tc-hk": lambda: symbols | big5() | hkscs(),
        "mono": lambda: expand(MONO_RANGES),
    }
    return frozenset(sets[name]())


def coverage(present: Iterable[int]) -> dict[str, int]:
    """Counts that ``fonts.yaml`` declares and the tests hold each file to."""
    have = frozenset(present)
    return {
        "characters": len(have),
        "tgh8105": len(have & tgh8105()),
        "gb2312": len(have & gb2312()),
        "big5": len(have & big5()),
        "hkscs": len(have & hkscs()),
    }
