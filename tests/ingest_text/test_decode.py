"""Bytes to text: found, or refused with the place and the option to give."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.ingest.decode import decode

SENTENCE = "我们今天去看一条渠，水很清，人也很多。\n"
TRADITIONAL = "我們今天去看一條渠，水很清，人也很多，說的都是這裡的事。\n"
JAPANESE = "吾輩は猫である。名前はまだ無い。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-8-sig"), "utf-8"),
        (SENTENCE.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode("utf-32"), "utf-32-le"),
        (("编号 A-1 " + SENTENCE).encode("utf-16-be"), "utf-16-be"),
        (("编号 A-1 " + SENTENCE).encode("utf-32-be"), "utf-32-be"),
        (SENTENCE.encode("gb18030"), "gb18030"),
        (SENTENCE.encode("hz"), "hz"),
        (TRADITIONAL.encode("big5"), "big5hkscs"),
        (JAPANESE.encode("cp932"), "cp932"),
        (b"plain ASCII\n", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_encoding_is_found(data: bytes, encoding: str) -> None:
    decoded = decode(data, "a.txt").value
    assert decoded is not None
    assert decoded.encoding == encoding
    assert "\ufeff" not in decoded.text


def test_text_is_what_was_encoded() -> None:
    for encoding in ("utf-8", "utf-16", "utf-32", "gb18030", "hz"):
        decoded = decode(SENTENCE.encode(encoding), "a.txt").value
        assert decoded is not None
        assert decoded.text == SENTENCE


def test_line_ends_become_lf() -> None:
    decoded = decode("一\r\n二\r三\n".encode(), "a.txt").value
    assert decoded is not None
    assert decoded.text == "一\n二\n三\n"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("联通\n".encode("gbk"), "S201", 1),  # also valid Latin-1, Big5 and more
        (b"caf\xe9\n", "S201", 1),
        ("题\n\n坏".encode() + b"\xc0\xaf" + "字。\n".encode(), "S204", 3),
        (b"\x00\x01\x02abc", "S206", 1),
        ((SENTENCE * 5).encode("gb18030") + SENTENCE.encode(), "S210", 6),
    ],
)
def test_what_cannot_be_decided_is_an_error(data: bytes, code: str, line: int) -> None:
    outcome = decode(data, "a.txt")
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert (found.code, found.place and found.place.line) == (code, line)
    assert "--encoding" in found.hint("zh")
    assert "--encoding" in found.hint("en")


def test_the_option_decides() -> None:
    decoded = decode("联通\n".encode("gbk"), "a.txt", "GBK").value
    assert decoded is not None
    assert decoded.text == "联通\n"


@pytest.mark.parametrize(
    ("encoding", "code"), [("nope", "S203"), ("hex", "S203"), ("utf-8", "S202"), ("big5", "S202")]
)
def test_a_wrong_option_is_an_error(encoding: str, code: str) -> None:
    outcome = decode(SENTENCE.encode("gb18030"), "a.txt", encoding)
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == [code]


def test_a_guess_is_said() -> None:
    outcome = decode(SENTENCE.encode("gb18030"), "a.txt")
    assert [found.code for found in outcome.diagnostics] == ["S205"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("题\n\n朱伯\ufffd教授。", "S207", (3, 3)),
        ("题\n\n朱伯\x07教授。", "S208", (3, 3)),
        ("大型\ue40a水蚤", "S209", (1, 3)),
    ],
)
def test_suspicious_characters_have_a_place(text: str, code: str, place: tuple[int, int]) -> None:
    outcome = decode(text.encode(), "a.txt")
    assert outcome.value is not None
    assert outcome.value.text == text  # remarked on, not removed
    (found,) = outcome.diagnostics
    assert found.place is not None
    assert (found.code, found.place.line, found.place.column) == (code, *place)


def test_hostile_encodings(shared: Path) -> None:
    refused = {"enc-gbk-lookalike", "enc-overlong"}
    for path in sorted((shared / "hostile").glob("enc-*/a.*")):
        outcome = decode(path.read_bytes(), path.name)
        assert (outcome.value is None) == (path.parent.name in refused), path
        if outcome.value is not None:
            assert "\0" not in outcome.value.text
