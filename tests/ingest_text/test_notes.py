"""Notes: where they stood, and the footnotes they become."""

from __future__ import annotations

import pytest
from raw_text import PROSE, body, codes

from kanyin.ingest.text import import_text, undo

HEAD = "渡口的灯\n\n2021-12-08孔雀兰\n\n"
CITED = "陈家建：《项目制》，《社会》，2015年第5期。"


def laid_out(text: str) -> str:
    """The body below a head."""
    return body(f"{HEAD}{text}\n")


@pytest.mark.parametrize("mark", ["①", "〔1〕", "[1]", "［1］"])
def test_a_citation_inside_a_sentence_is_taken_out(mark: str) -> None:
    text = f"这是老问题{mark}{CITED}；灯却是新的。"
    assert laid_out(text) == f"这是老问题[^1]；灯却是新的。\n\n[^1]: {CITED}"
    assert "I119" in codes(HEAD + text)


def test_a_note_with_a_second_source_is_one_note() -> None:
    found = laid_out(f"这是老问题①{CITED}又见《野声》，第3页。灯却是新的。")
    assert found.endswith(f"[^1]: {CITED}又见《野声》，第3页。")


def test_most_of_a_series_reads_as_notes_and_takes_the_rest_along() -> None:
    first, second = (
        "渡口有灯，①本文所称灯均指马灯。夜里点。",
        "船不多。②三年里共有四只。人也不多。",
    )
    found = laid_out(f"{first}\n\n{second}")
    assert "渡口有灯，[^1]夜里点。" in found
    assert "[^2]: 三年里共有四只。" in found


@pytest.mark.parametrize(
    "text",
    [
        "要做三件事：①所谓清淤，即挖泥。②所谓加固，即填石。③见《水经》第3卷，再测深。",
        "书目：①陈家建：《项目制》，2015年版。②于飞白：《野声》，2001年版。",
        "近年来学者研究登记簿①的空白很多。后来又有人读②。",
        "见图①《渡口》2001年的样子。",
        "学者研究登记簿①的空白很多。后来又有人读。",
    ],
)
def test_an_enumeration_is_no_note(text: str) -> None:
    assert laid_out(text) == text


def test_a_doubtful_note_is_pointed_out() -> None:
    text = "灯是新的①此处指马灯。夜里点①。"
    assert laid_out(text) == text
    assert "I113" in codes(HEAD + text)


def test_a_moved_note_is_accounted_for_and_repaired() -> None:
    text = f"{HEAD}这是老问题,灯是新的①陈家建:《a_b_与*c*》,2015年第5期。;也不可能。\n{PROSE}"
    imported = import_text(text, "稿.txt").value
    assert imported.ledger.balanced
    assert undo(imported.markdown, imported.ledger) == text
    assert "[^1]: 陈家建：《a_b_与\\*c\\*》，2015年第5期。" in imported.markdown


def test_a_note_over_wrapped_lines() -> None:
    lines = (
        "    米市街从前有十一家米店，如今一家也没有了，街名倒\n"
        "还在。街口的石碑①陈家建：《项目制》，《社会》，二〇一\n"
        "五年2015年第5期。上刻着十一家店号，从东数起，乾泰、裕\n"
        "丰、永和，数到第七家，字让人凿去了，只剩下三个字的半\n"
        "边。凿字的缘故，老人们各有各的说法。"
    )
    assert "石碑[^1]上刻着" in laid_out(lines)
    assert "[^1]: 陈家建：《项目制》，《社会》，二〇一五年2015年第5期。" in laid_out(lines)


def test_the_note_on_a_missing_glyph() -> None:
    found = laid_out(f"写作“＠①”，不与构件号相混。{PROSE}\n\n字库未存字注释：\n＠①原字左木右卯")
    assert "“[^1]”" in found
    assert found.endswith("[^1]: 原字左木右卯")
