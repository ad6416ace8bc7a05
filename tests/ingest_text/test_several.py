"""Files that hold several articles: where each begins."""

from __future__ import annotations

import pytest
from raw_text import PROSE, codes

from kanyin.ingest.text.page import read_page
from kanyin.ingest.text.several import articles_in


def firsts(text: str) -> list[str]:
    """The first line of each article."""
    page = read_page(text, "稿.txt")
    return [page.lines[lines.start - 1].bare for lines in articles_in(page)]


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        (
            f"APP下载\n渡口的灯\n2021-12-08孔雀兰\n{PROSE}\n猜你喜欢\n石桥\n"
            f"APP下载\n石桥\n2021-12-09于飞白\n{PROSE}",
            ["APP下载", "APP下载"],
        ),
        (
            f"渡口的灯\n2021-12-08孔雀兰\n{PROSE}\n石桥\n2021-12-09于飞白\n{PROSE}",
            ["渡口的灯", "石桥"],
        ),
        (
            f"【文献号】1\n【标题】渡口的灯\n【正文】\n{PROSE}\n【文献号】2\n【标题】石桥\n{PROSE}",
            ["【文献号】1", "【文献号】2"],
        ),
        (
            f"渡口的灯\n孔雀兰\n{PROSE}\n（责任编辑：于飞白）\n石桥\n戚小满\n{PROSE}",
            ["渡口的灯", "石桥"],
        ),
        (f"渡口的灯\n文/孔雀兰\n{PROSE}\n\n石桥\n文/于飞白\n{PROSE}", ["渡口的灯", "石桥"]),
        (
            f"渡口的灯\n{PROSE}\n（孔雀兰文，摘自《晚风》）\n石桥\n{PROSE}\n（于飞白，摘自《野声》）",
            ["渡口的灯", "石桥"],
        ),
        (
            f"渡口添灯\n本报讯（记者孔雀兰）{PROSE}\n石桥修好\n本报讯（记者于飞白）{PROSE}",
            ["渡口添灯", "石桥修好"],
        ),
    ],
)
def test_articles_open_by_their_forms(text: str, openings: list[str]) -> None:
    assert firsts(text) == openings
    assert "I107" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "渡口的灯\n\n石桥",
        f"渡口的灯\n2021-12-08孔雀兰\n{PROSE}\n一、石桥\n{PROSE}\n编辑：于飞白",
        f"渡口的灯\n{PROSE}\n2021-12-08 晴\n{PROSE}\n2021-12-09 雨\n{PROSE}",  # a diary
        f"渡口的灯\n文/孔雀兰\n{PROSE}\n记者：冷吗？\n记者：谁点的灯？\n{PROSE}",
        f"渡口的灯\n孔雀兰\n{PROSE}\n编辑：于飞白\n猜你喜欢\n石桥\n戚小满的茶",
    ],
)
def test_one_article_stays_one(text: str) -> None:
    page = read_page(text, "稿.txt")
    assert articles_in(page) == (range(1, len(page.lines) + 1),)


def test_a_photographer_ends_no_article() -> None:
    text = f"渡口的灯\n文/孔雀兰\n{PROSE}\n守灯人在船上\n摄影：于飞白\n《野声》：冷吗？\n戚小满：不冷。\n{PROSE}"
    assert firsts(text) == ["渡口的灯"]
    text = f"渡口的灯\n孔雀兰\n{PROSE}\n守灯人在船上\n摄影：于飞白\n渡口的茶\n戚小满\n{PROSE}"
    assert firsts(text) == ["渡口的灯"]
