"""What a character is to a line: one letter for each kind."""

import pytest
from drawn import kinds_of

from kanyin.composition.kinds import classify, kind_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("他说：“对。”", "HHp(Hs)"),
        ("（〔［｛〈《「『【〖‘“", "(" * 12),
        ("）〕］｝〉》」』】〗’”", ")" * 12),
        ("，、；：", "pppp"),
        ("。．", "ss"),
        ("！？", "ee"),
        ("屈原·离骚", "HHmHH"),
        ("他——我", "HddH"),
        ("等等……", "HHll"),
        ("他—我", "HkH"),  # 一字线 joins
        ("————", "dddd"),
        ("—上——下—", "kHddHk"),
        ("一～二－三–四", "HkHkHkH"),
        ("京／津", "H/H"),
        ("カナ한글ㄅ〇", "HHHHHH"),
        ("ＡＢＣ１２３", "SSSSSS"),  # full-width forms fill a cell
        ("①②㈠℃", "SSSS"),
        ("𠮷野家", "HHH"),
        ("A cafe", "L_LLLL"),
        ("2026年", "NNNNH"),
        ("3.14%", "NxNNx"),
        ("见¹²", "Hnn"),
        ("e\u0301", "L+"),
        ("葛\U000e0100飾", "H+H"),  # a variation selector goes with its ideograph
        ("字\u200b字", "H+H"),
        ("\u00a0", "_"),
        ("", ""),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert kinds_of(text) == kinds


@pytest.mark.parametrize(
    ("char", "half", "full"),
    [
        ("“", "x", "("),
        ("”", "x", ")"),
        ("’", "x", ")"),
        ("(", "x", "x"),
        ("-", "x", "k"),
        ("/", "x", "/"),
        ("—", "d", "d"),
        ("…", "l", "l"),
        ("·", "m", "m"),
        ("α", "L", "S"),
        ("é", "L", "S"),
    ],
)
def test_a_mark_is_chinese_when_it_fills_its_cell(char: str, half: str, full: str) -> None:
    assert kind_of(char, 0.5) == half
    assert kind_of(char, 1.0) == full


def test_an_apostrophe_inside_a_latin_word_is_western() -> None:
    assert classify("don’t", [0.5, 0.5, 0.5, 0.25, 0.3]) == "LLLxL"
