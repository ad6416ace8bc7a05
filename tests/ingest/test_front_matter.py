"""Front matter and issue.yaml: strict, with a place for every remark, all in one run."""

from __future__ import annotations

import pytest

from kanyin.ingest.front_matter import read_record, split_front_matter
from kanyin.ingest.issue_file import read_plan
from kanyin.model.article import Citation, Credit, Person
from kanyin.model.dates import PartialDate, parse_date
from kanyin.model.issue import Certification


def record_remarks(yaml: str) -> list[str]:
    return [f"{d.place}:{d.code}" for d in read_record(yaml, "a.md").diagnostics]


def test_a_whole_record() -> None:
    record = read_record(
        "title: [桥上的灯, 夜间照明实录]\n"
        "authors:\n"
        "  - {name: 林知夏, affiliation: 文化馆, sort_name: Lin Zhixia}\n"
        "  - 周砚\n"
        "date: 2026-01\n"
        "keywords: [灯, 桥]\n"
        "credits:\n"
        "  responsible-editor: 沈听澜\n"
        "  editor: {label: 责编, names: [何小满, 冯一舟]}\n"
        "source: {journal: 临江文艺, number: 1.10}\n"
        "lang: zh-Hant-HK\n",
        "a.md",
    ).value
    assert record is not None
    assert record.title == ("桥上的灯", "夜间照明实录")
    assert record.full_title == "桥上的灯 夜间照明实录"
    assert record.authors == (
        Person("林知夏", affiliation="文化馆", sort_name="Lin Zhixia"),
        Person("周砚"),
    )
    assert record.date == PartialDate(2026, 1)
    assert record.credits == (
        Credit("responsible-editor", "", ("沈听澜",)),
        Credit("editor", "责编", ("何小满", "冯一舟")),
    )
    assert record.source == Citation(journal="临江文艺", number="1.10")
    assert record.lang == "zh-Hant-HK"


FAULTS = {
    "别的软件的键": ("author: 甲\ntags: [乙]", ["a.md:2:1:S110", "a.md:3:1:S110"]),
    "两种写法都有": ("authors: 甲\nauthor: 乙", ["a.md:3:1:S104"]),
    "不认识的键": ("titel: 甲", ["a.md:2:1:S105"]),
    "毫不相干的键": ("xyzzy: 甲", ["a.md:2:1:S107"]),
    "重复的键": ("title: 甲\ntitle: 乙", ["a.md:3:1:S104"]),
    "标题是一组": ("title: {a: b}", ["a.md:2:8:S106"]),
    "不可能的日期": ("date: 2026-02-30", ["a.md:2:7:S108"]),
    "不认识的语言": ("lang: zh", ["a.md:2:7:S109"]),
    "不认识的职务": ("credits:\n  proofreeder: 甲", ["a.md:3:3:S105"]),
    "没有姓名的作者": ("authors: [{affiliation: 馆}]", ["a.md:2:11:S111"]),
    "全角冒号": ("title： 甲\ndate: 2026", ["a.md:3:5:S101"]),
    "引用": ("title: &a 甲\nsubtitle: *a", ["a.md:3:11:S101"]),
    "自造的类型": ("title: !!python/name:os.system x", ["a.md:2:8:S102"]),
    "一次报全": (
        "titel: 甲\ndate: 昨天\nlang: en",
        ["a.md:2:1:S105", "a.md:3:7:S108", "a.md:4:7:S109"],
    ),
}


@pytest.mark.parametrize(("yaml", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_have_places(yaml: str, expected: list[str]) -> None:
    assert record_remarks(yaml) == expected


def test_keys_of_other_programs_are_read_as_ours() -> None:
    record = read_record("author: '=甲'\ndescription: 乙\ntags: 丙", "a.md").value
    assert record is not None
    assert (record.authors, record.abstract, record.keywords) == ((Person("=甲"),), "乙", ("丙",))


def test_scalars_stay_as_they_are_written() -> None:
    record = read_record("title: NO\nissue_: 1\nsource: {number: 010, year: 2026}", "a.md").value
    assert record is not None
    assert record.title == ("NO",)
    assert record.source == Citation(number="010", year="2026")


def test_the_body_begins_after_the_fence() -> None:
    assert split_front_matter("---\ntitle: 甲\n---\n正文") == ("title: 甲\n", "正文", 4)
    assert split_front_matter("---\ntitle: 甲\n...\n正文") == ("title: 甲\n", "正文", 4)
    assert split_front_matter("正文") == ("", "正文", 1)


@pytest.mark.parametrize("text", ["2026-01-15", "2026-01", "2026", "--10-08", "2024-02-29"])
def test_dates_keep_their_precision(text: str) -> None:
    assert parse_date(text).iso() == text


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-02-29", "0000", "--10", "26-01-01", "2026-1-5", "2026/01/05", ""]
)
def test_impossible_dates(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        parse_date(text)


PLAN = """id: 2026-01
journal: 檐下
year: 2026
number: 1
price: 12.00
masthead:
  editor-in-chief: 顾远山
contents:
  - column: 本期关注
    articles: [a.md, {file: b.md}]
"""


def test_a_plan() -> None:
    plan = read_plan(PLAN, "issue.yaml").value
    assert plan is not None
    assert plan.title == "《檐下》2026年第1期"
    assert plan.masthead.price == "12.00"
    assert [e.file for c in plan.contents for e in c.entries] == ["a.md", "b.md"]
    assert str(plan.contents[0].entries[0].place) == "issue.yaml:10:16"


def test_conformance_is_vouched_for_by_someone() -> None:
    claim = "accessibility: {certifier: 临江市图书馆, report: https://example.org/a}\n"
    plan = read_plan(PLAN + claim, "issue.yaml").value
    assert plan is not None
    expected = Certification("临江市图书馆", "AA", report="https://example.org/a")
    assert plan.accessibility == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("{level: AA}", "issue.yaml:11:16:S111"),
        ("{certifier: 临江市图书馆, level: 优}", "issue.yaml:11:43:S106"),
    ],
)
def test_conformance_that_nobody_can_claim(claim: str, expected: str) -> None:
    found = read_plan(f"{PLAN}accessibility: {claim}\n", "issue.yaml").diagnostics
    assert [f"{d.place}:{d.code}" for d in found] == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: 2026-01", "id: ../x", "issue.yaml:1:5:S112"),
        ("id: 2026-01\n", "", "issue.yaml:1:1:S111"),
        ("year: 2026", "yaer: 2026", "issue.yaml:3:1:S105"),
        ("year: 2026", "kind: 报纸", "issue.yaml:3:7:S113"),
        ("{file: b.md}", "{page: ad.pdf}", "issue.yaml:10:22:S114"),
        ("year: 2026", "issn: 1674-0590", "issue.yaml:3:7:S128"),
        ("year: 2026", "cn: CN11-1073", "issue.yaml:3:5:S129"),
        ("year: 2026", "isbn: 978-7-02-000220-0", "issue.yaml:3:7:S130"),
    ],
)
def test_faults_of_a_plan(old: str, new: str, expected: str) -> None:
    found = read_plan(PLAN.replace(old, new), "issue.yaml").diagnostics
    assert [f"{d.place}:{d.code}" for d in found] == [expected]
