"""Loose articles and small issues: what comes out, and what blocks."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import html
from pressroom import press
from printed import pages, squeezed

from kanyin.build import Manuscript, Request, Result
from kanyin.files import MemoryFolder

ARTICLE = "---\ntitle: 桥上的灯\nauthors: [林知夏]\ncredits: {proofreader: 冯一舟}\n---\n\n夜里十点，渡口只剩一盏灯。\n"
ISSUE = "id: i1\njournal: 刊\nyear: 2026\nnumber: 1\ncontents:\n  - column: 栏\n    articles: [a.md, b.md]\nmasthead: {responsible-editor: 沈听澜, proofreader: 冯一舟}\n"
QUICK = Request(editions=("epub", "web"))


def loose(text: str, name: str = "a.md") -> Manuscript:
    return Manuscript(name, "a", MemoryFolder({name: text.encode()}), name)


def issue(**files: str) -> Manuscript:
    all_files = {"a.md": ARTICLE, "b.md": ARTICLE.replace("桥上", "水上"), "issue.yaml": ISSUE}
    all_files |= {name.replace("_", "."): text for name, text in files.items()}
    folder = MemoryFolder({name: text.encode() for name, text in all_files.items()})
    return Manuscript("i1", "i1", folder, "issue.yaml")


def codes(result: Result) -> set[str]:
    return {d.code for d in result.diagnostics}


def names(result: Result) -> list[str]:
    return [e.name for e in result.editions]


def web(result: Result) -> str:
    return next(a.data.decode() for a in result.artifacts if a.path.endswith("index.html"))


def test_an_article_comes_out_in_four_editions() -> None:
    result = press(loose(ARTICLE))
    assert names(result) == ["print", "screen", "epub", "web"]
    assert [e.file for e in result.editions] == [
        "a.print.pdf",
        "a.screen.pdf",
        "a.epub",
        "a.web/index.html",
    ]
    assert result.page_list == "print"
    assert not result.diagnostics


def test_without_the_print_edition_there_is_no_page_list() -> None:
    result = press(loose(ARTICLE), replace(QUICK, editions=("epub",)))
    assert names(result) == ["epub"]
    assert result.page_list is None
    book = zipfile.ZipFile(BytesIO(result.artifacts[0].data))
    assert "page-list" not in book.read("EPUB/nav.xhtml").decode()


def test_without_pango_epub_and_web_still_come_out() -> None:
    result = press(loose(ARTICLE), Request(pdf_available=False))
    assert names(result) == ["epub", "web"]
    assert "E203" in codes(result)


def test_a_character_no_font_has_blocks_the_pdf_only() -> None:
    result = press(loose(ARTICLE.replace("灯。", "灯💡。")))
    assert names(result) == ["epub", "web"]
    (found,) = {str(d.place) for d in result.diagnostics if d.code == "G101"}
    assert found == "a.md:7:13"


def test_a_rare_character_is_set_in_a_fallback_and_said() -> None:
    result = press(loose(ARTICLE + "\n> 爲什麼\n"))
    assert len(names(result)) == 4
    assert codes(result) == {"G102", "P301"}


def test_a_missing_picture_blocks_an_issue_but_not_an_article() -> None:
    picture = "\n![灯](lamp.png)\n"
    assert len(names(press(loose(ARTICLE + picture), QUICK))) == 2
    blocked = press(issue(a_md=ARTICLE + picture), QUICK)
    assert names(blocked) == []
    assert [str(d.place) for d in blocked.diagnostics if d.code == "M130"] == ["i1/a.md:9:6"]


def test_a_missing_picture_leaves_its_description() -> None:
    assert "［图片：桥头的灯］" in web(press(loose(ARTICLE + "\n![桥头的灯](x.png)\n"), QUICK))


def test_a_picture_on_the_network_is_never_fetched() -> None:
    result = press(loose(ARTICLE + "\n![灯](https://example.org/a.png)\n"))
    assert "［图片：灯：https://example.org/a.png］" in web(result)
    assert codes(result) == {"M135"}


def test_a_formula_that_cannot_be_read_blocks_an_issue_but_not_an_article() -> None:
    text = ARTICLE + "\n$\\nosuchcommand{x}$\n"
    source = '<code class="math">\\nosuchcommand{x}</code>'
    assert source in web(press(loose(text), QUICK))
    blocked = press(issue(a_md=text))
    assert {(d.code, d.severity) for d in blocked.diagnostics} == {("M150", "error")}
    assert names(blocked) == ["epub", "web"]


def test_what_cannot_be_laid_out_in_time_is_said_at_once() -> None:
    for text, code in (("字" * 100_001, "R112"), ("w" * 5_001, "R113")):
        result = press(loose(f"{ARTICLE}\n{text}\n"))
        assert {(d.code, str(d.place)) for d in result.diagnostics} == {(code, "a.md:9:1")}
        assert names(result) == ["epub", "web"]


def test_proof_errors_block_only_a_strict_build() -> None:
    text = ARTICLE.replace("渡口只", "渡口,只")
    assert len(names(press(loose(text), QUICK))) == 2
    assert names(press(loose(text), replace(QUICK, strict=True))) == []


def test_all_faults_are_told_in_one_run_each_at_its_place() -> None:
    text = ARTICLE + "\n甲\n乙![灯](x.png)丙💡[^1]\n\n$\\nosuch{x}$\n"
    found = {(d.code, str(d.place)) for d in press(loose(text), QUICK).diagnostics}
    assert found == {
        ("M104", "a.md:10:15"),
        ("M130", "a.md:10:7"),
        ("G101", "a.md:10:14"),
        ("M150", "a.md:12:1"),
    }


def test_a_remark_on_a_formula_is_in_one_language() -> None:
    (found,) = press(loose(ARTICLE + "\n$\\nosuch{x}$\n"), QUICK).diagnostics
    assert found.message("en") == r"The formula cannot be read: unknown command \nosuch"
    assert found.message("zh") == r"公式无法读取：不认识的命令 \nosuch"


def test_an_article_of_an_issue_cannot_choose_its_layout() -> None:
    text = ARTICLE.replace("title: 桥上", "layout: gazette\ntitle: 水上")
    found = press(issue(b_md=text), QUICK).diagnostics
    assert [(d.code, str(d.place), d.severity) for d in found] == [
        ("S127", "i1/b.md:2:1", "advice")
    ]
    assert not press(loose(text.replace("gazette", "journal")), QUICK).diagnostics


UNPRINTABLE = {
    "已丢失的字": ("甲\ufffd乙", "G105", "U+FFFD", "对照原稿"),
    "半角片假名": ("半角ﾃﾞｰﾀ、", "G106", "ﾃﾞｰﾀ", "データ"),
    "没有的字": ("甲💡乙", "G101", "U+1F4A1", "换成通行的字"),
}


@pytest.mark.parametrize(
    ("written", "code", "named", "hint"), UNPRINTABLE.values(), ids=UNPRINTABLE.keys()
)
def test_what_no_font_has_is_told_with_a_remedy(
    written: str, code: str, named: str, hint: str
) -> None:
    remarks = press(loose(f"{ARTICLE}\n{written}\n"), QUICK).diagnostics
    (found,) = (d for d in remarks if d.code.startswith("G"))
    assert found.code == code
    assert str(found.place) == f"a.md:9:{2 if code != 'G106' else 3}"
    assert named in found.message()
    assert hint in found.hint()


def test_ill_typed_input_blocks_everything() -> None:
    assert names(press(loose(ARTICLE.replace("title", "titel")), QUICK)) == []


def test_faults_of_an_issue_are_all_told_at_once() -> None:
    plan = ISSUE.replace("[a.md, b.md]", "[a.md, a.md, c.md]").replace("year", "yaer")
    result = press(issue(issue_yaml=plan), QUICK)
    found = {(d.code, str(d.place)) for d in result.diagnostics}
    assert found == {
        ("S105", "i1/issue.yaml:3:1"),
        ("S122", "i1/issue.yaml:7:22"),
        ("S120", "i1/issue.yaml:7:28"),
    }


def test_an_unknown_layout_or_trim_is_an_error() -> None:
    assert codes(press(loose(ARTICLE), replace(QUICK, layout="nowhere"))) == {"R101"}
    plan = ISSUE + "trim: 大报\n"
    result = press(issue(issue_yaml=plan), QUICK)
    assert [(d.code, str(d.place)) for d in result.diagnostics] == [("R103", "i1/issue.yaml:9:7")]
    assert names(result) == []


def test_a_raw_text_is_imported_on_the_way() -> None:
    text = "APP下载\n\n灯火 与渡口\n\n2021-12-08林知夏\n\n临江文艺 2021年10期\n\n林知夏\n\n夜里十点,渡口只剩一盏灯。\n\n编辑:张三\n"
    result = press(loose(text, "a.txt"), QUICK)
    page = web(result)
    assert "夜里十点，渡口只剩一盏灯。" in page
    assert "张三" in page
    assert "APP下载" not in page


def test_each_note_leads_back_to_where_it_is_first_called() -> None:
    notes = "\n一[^b]，二[^a]，三[^b]。\n\n[^a]: 甲注。\n\n[^b]: 乙注。\n"
    page = html.document_fromstring(web(press(loose(ARTICLE + notes), QUICK)))
    first: dict[str, str] = {}
    for call in page.findall(".//a[@class='noteref']"):
        first.setdefault(call.get("href"), f"#{call.get('id')}")
    back = {f"#{n.get('id')}": n.find(".//a").get("href") for n in page.findall(".//aside")}
    assert back == first
    assert len(back) == 2


def test_a_long_listing_is_printed_line_for_line() -> None:
    lines = [f"x{n} = {n}" for n in range(250)]
    listing = "\n".join(("", "```python", *lines, "```", ""))
    result = press(loose(ARTICLE + listing), Request(editions=("print",)))
    assert codes(result) == set()
    printed = "".join(p.text for p in pages(result.artifacts[0].data, 60, 60))
    assert "".join(lines).replace(" ", "") in squeezed(printed)
