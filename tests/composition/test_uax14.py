"""Breaks held against Unicode's own examples (LineBreakTest.txt of UAX #14, 15.0).

The file lies beside the repository. All 7,654 sequences are compared; where a line of
Chinese begins otherwise than UAX #14 has it, the difference stands in ``DIFFERENCES``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn import kinds_of, uax14

from kanyin.composition.breaks import allowed
from kanyin.composition.kinds import LINK

ORACLE = Path(__file__).resolve().parents[3] / "shared/oracles/uax14/test/LineBreakTest.txt"
THAI = re.compile("[\u0e00-\u0e7f]")
"""Thai is broken with a dictionary (class SA), which the file leaves out of account."""

FORCED = "\n\r\x0b\x0c\x85"

DIFFERENCES = {
    (LINK, "×"): "a single — joins, and begins no line (GB/T 15834—2011 4.13; CLREQ 3.1.4)",
}
"""By the kind that would begin the line, and what we say. (“ and ” are not in the file.)"""


def sequences() -> Iterator[tuple[str, list[bool]]]:
    """Every text of the file with whether a line may begin at each of its characters."""
    for line in ORACLE.read_text("utf-8").splitlines():
        fields = line.partition("#")[0].split()
        if fields:
            text = "".join(chr(int(code, 16)) for code in fields[1::2])
            yield text, [False, *(mark == "÷" for mark in fields[2:-1:2])]


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, list[bool]]]:
    if not ORACLE.exists():
        pytest.skip("NOT HELD AGAINST UAX #14: ../shared/oracles/uax14 is not there")
    return [(text, breaks) for text, breaks in sequences() if not THAI.search(text)]


def test_the_engine_finds_the_breaks_of_uax14(examples: list[tuple[str, list[bool]]]) -> None:
    assert len(examples) > 7000
    for text, breaks in examples:
        assert uax14(text)[1:] == breaks[1:], ascii(text)


def test_ours_differ_only_as_we_say(examples: list[tuple[str, list[bool]]]) -> None:
    used = Counter[tuple[str, str]]()
    for text, breaks in examples:
        kinds = kinds_of(text)
        ours = allowed(kinds, uax14(text))
        for n in range(1, len(text)):
            if ours[n] != breaks[n] and text[n - 1] not in FORCED:
                used[kinds[n], "÷" if ours[n] else "×"] += 1
    assert set(used) == set(DIFFERENCES), used
