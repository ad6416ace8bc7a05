"""Letters, and the name and date below an article."""

from __future__ import annotations

import pytest
from raw_text import PROSE, body, codes, read

RIGHT = "　" * 10
HEAD = "关于渡口的灯\n\n"


def letter(close: str) -> str:
    """A letter with its close."""
    return f"编辑同志：\n　　{PROSE}\n　　{PROSE}\n{close}"


def test_a_letter_with_its_close_signature_and_date() -> None:
    text = letter(f"　　此致\n敬礼！\n{RIGHT}柳溪渡　谷雨生\n{RIGHT}二〇〇三年五月六日")
    assert body(HEAD + text) == (
        f"::: letter\n编辑同志：\n\n{PROSE}\n\n{PROSE}\n\n此致<br>敬礼！\n\n"
        "柳溪渡　谷雨生\n{.right}\n\n二〇〇三年五月六日\n{.right}\n:::"
    )


def test_the_sender_is_taken_for_the_author() -> None:
    text = HEAD + letter(f"此致\n敬礼！\n{RIGHT}柳溪渡　谷雨生")
    assert read(text)["authors"] == ["谷雨生"]
    assert "I116" in codes(text)
    two = f"{text}\n\n编辑部复信\n\n谷雨生同志：\n　　{PROSE}\n{RIGHT}于飞白\n"
    assert "authors" not in read(two)


def test_the_heading_above_a_reply() -> None:
    reply = f"谷雨生同志：\n　　{PROSE}\n{RIGHT}本刊编辑部\n{RIGHT}2003年5月20日"
    found = body(f"{HEAD}{letter('此致' + chr(10) + '敬礼！')}\n\n编辑部复信\n\n{reply}")
    assert found.count("::: letter") == 2
    assert "## 编辑部复信" in found


@pytest.mark.parametrize("close", ["谢谢大家！", "祝大家一路平安！谢谢！", "我讲完了。"])
def test_a_speech_is_no_letter(close: str) -> None:
    text = f"各位老师、同学们：\n　　{PROSE}\n　　{PROSE}\n　　{close}"
    assert body(HEAD + text) == f"各位老师、同学们：\n\n{PROSE}\n\n{PROSE}\n\n{close}"


@pytest.mark.parametrize(
    "date", ["2019年3月", "二〇一九年春", "2019年3月于柳溪", "（1987年5月3日作）"]
)
def test_the_date_that_ends_an_article_is_set_right(date: str) -> None:
    assert body(f"{HEAD}{PROSE}\n\n{date}") == f"{PROSE}\n\n{date}\n{{.right}}"
    assert body(f"{HEAD}{date}\n\n{PROSE}").endswith(PROSE)
