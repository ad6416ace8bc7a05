"""The article the press was asked for first, exactly; and a page of the same form."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from raw_text import body, fields

from kanyin.ingest.text import Imported, import_text
from kanyin.model.dates import parse_date

PAGE = """APP下载

把灯点亮 让渡口的人看得见路

2021-12-08孔雀兰

江岸札记 2021年10期
关键词:渡口马灯水位

孔雀兰

白芦镇有三个渡口,最老的一个在柳溪,渡口的马灯挂了四十年,镇里人说起“7·9”洪水都要提到它;去年水位最高的那天,灯照样亮着,堅固得很。

点得早,灯才管用

傍晚先擦罩。灯罩蒙了灰,光就出不来—出不来的光,等于没有点;守灯的人每天四点钟动手,擦三遍,对着天看一遍,再灌油、剪芯、点火。

夜里要添油。一盏马灯一次只能烧四个钟头,后半夜总要起来一回;谁贪睡,渡口就黑半夜,过河的人摸着石阶下来,心里总归是怕的。

守灯人在柳溪渡口给马灯添油。

看得清,路才好走

水位涨了要挪灯。灯杆上刻着三道线,水到第一道就往上挪一格,挪到第三道,船就不开了,这是镇里同船工们一起商量出来的规矩。

编辑:龙四喜

校对:戚小满、乔一川

猜你喜欢

渡口马灯水位
灯下的人,船上的人
"""


@pytest.fixture
def seed(shared: Path) -> Imported:
    """The seed article."""
    path = shared / "manuscripts" / "000_b6a043b5f5d4c66f.txt"
    return import_text(path.read_text("utf-8"), path.name).value


def test_fields(seed: Imported) -> None:
    found = fields(seed)
    assert seed.title == ("以机关党建高质量发展", "为建设现代化新湖南提供坚强保障")
    assert found["authors"] == ["龚凤祥"]
    assert parse_date(found["date"]).iso() == "2021-12-08"
    assert found["source"] == {"journal": "紫光阁", "year": "2021", "number": "10"}
    assert found["keywords"] == ["着力", "支部", "机关"]
    assert found["credits"] == {"editor": "张成付", "proofreader": ["徐雅维", "吕重江"]}
    assert len(found["related"]) == 11
    assert found["related"][0] == "着力支部机关"


def test_only_the_keywords_are_inferred(seed: Imported) -> None:
    assert [entry.name for entry in seed.ledger.fields if entry.inferred] == ["keywords"]
    assert "inferred: [keywords]" in seed.markdown


def test_balance(seed: Imported) -> None:
    account = seed.ledger.as_json()
    assert account["original"]["characters"] == 2604
    assert account["balance"] == {"body": 2299, "fields": 233, "dropped": 72, "repaired": 101}


def test_repairs(seed: Imported) -> None:
    related = range(53, 65)
    made = Counter((r.old, r.new, r.line in related) for r in seed.ledger.repairs)
    assert made == {
        (",", "，", False): 92,
        (",", "，", True): 1,
        (";", "；", False): 7,
        ("—", "——", False): 1,
    }
    (proposal,) = seed.ledger.proposals
    assert (proposal.line, proposal.old, proposal.new) == (12, "堅", "坚")
    assert "堅" in seed.markdown
    assert "“七一”" in seed.markdown
    assert "“7·9”" in seed.markdown


def test_body(seed: Imported) -> None:
    lines = seed.markdown.split("\n")
    assert sum(line.startswith("## ") for line in lines) == 4
    assert sum(line.startswith("**") and "。**" in line for line in lines) == 12
    assert lines.count("::: caption") == 1
    assert not any("APP下载" in line or "猜你喜欢" in line for line in lines)


def test_what_was_dropped_is_said(shared: Path) -> None:
    path = shared / "manuscripts" / "000_b6a043b5f5d4c66f.txt"
    found = import_text(path.read_text("utf-8"), path.name).diagnostics
    places = [(d.code, d.place.line) for d in found if d.place and d.code in ("I102", "I104")]
    assert places == [("I102", 1), ("I104", 38), ("I102", 52)]


def test_a_page_of_the_same_form() -> None:
    imported = import_text(PAGE, "稿.txt").value
    found = fields(imported)
    assert imported.title == ("把灯点亮", "让渡口的人看得见路")
    assert found["authors"] == ["孔雀兰"]
    assert found["keywords"] == ["渡口", "马灯", "水位"]
    assert found["related"] == ["渡口马灯水位", "灯下的人，船上的人"]
    assert "\n\n## 点得早，灯才管用\n\n**傍晚先擦罩。**灯罩蒙了灰，光就出不来——" in body(PAGE)
    assert "\n\n::: caption\n守灯人在柳溪渡口给马灯添油。\n:::\n\n" in body(PAGE)


def test_lines_point_at_the_original() -> None:
    imported = import_text(PAGE, "稿.txt").value
    original = PAGE.split("\n")
    rows = imported.markdown.split("\n")
    assert len(imported.lines) == len(rows) - 1
    for row, line in zip(rows, imported.lines, strict=False):
        if line and row:
            first = row.lstrip("#* ")[:2]
            assert first in original[line - 1], (row, line)
