"""Word files: styles, marks, lists, notes, tracked changes, and what would do harm."""

import re
import zipfile
from io import BytesIO

import pytest
from imported_file import Read, read
from word_file import (
    NAMES,
    bold,
    item,
    notes,
    numbering,
    paragraph,
    picture,
    relations,
    run,
    table,
    word_file,
)

from kanyin.diagnostics import PressError

PROSE = "灯在水里站着，像一句没有说完的话。桥上的人来来去去，谁也没有停下来听它。"


def document(body: str, **more: object) -> Read:
    return read("稿.docx", word_file(body, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("xml", "markdown"),
    [
        (paragraph("缘起", "H1") + paragraph("其一", "H2"), "## 缘起\n\n### 其一"),
        (paragraph(bold("小节")) + paragraph(PROSE), f"## 小节\n\n{PROSE}"),
        (paragraph(bold("先看人") + run("。再看灯。")), "**先看人。**再看灯。"),
        (paragraph(bold("先看") + bold("人") + run("，再看灯。")), "**先看人**，再看灯。"),
        (paragraph(run("重", '<w:em w:val="dot"/>') + run("点。")), "[重]{.dots}点。"),
        (
            paragraph(run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O。")),
            "H<sub>2</sub>O。",
        ),
        (paragraph("甲。", "Q") + paragraph("乙。", "Q"), "> 甲。\n>\n> 乙。"),
        (paragraph("if a:", "Code") + paragraph("    b()", "Code"), "```\nif a:\n    b()\n```"),
        (
            table([paragraph("年"), paragraph("灯")], [paragraph("一") + paragraph("二"), ""]),
            "| 年 | 灯 |\n|---|---|\n| 一<br>二 |  |",
        ),
        (
            paragraph(
                "<w:r><w:ruby><w:rt>" + run("hàn") + "</w:rt><w:rubyBase>" + run("汉")
                + "</w:rubyBase></w:ruby></w:r>" + run("字。")
            ),
            "{汉|hàn}字。",
        ),
    ],
)  # fmt: skip
def test_each_style_has_its_mark(xml: str, markdown: str) -> None:
    assert document(paragraph("桥上的灯", "T") + xml).body == markdown


def test_title_subtitle_and_credits_fill_the_record() -> None:
    got = document(
        paragraph("桥上的灯", "T")
        + paragraph("——写在灯光节之后", "S")
        + paragraph("作者：林知夏")
        + paragraph(PROSE)
        + paragraph("责任编辑：沈听澜")
    )
    assert got.body == PROSE
    assert got.fields == {
        "title": "桥上的灯",
        "subtitle": "写在灯光节之后",
        "authors": ["林知夏"],
        "credits": {"responsible-editor": "沈听澜"},
    }


def test_lists_keep_their_depth_and_their_kind_of_numbers() -> None:
    body = item("甲", 1) + item("乙", 1, 1) + item("丙", 1) + paragraph(PROSE) + item("丁", 2)
    formats = {1: "bullet", 2: "chineseCounting"}
    got = document(
        body,
        parts={"word/numbering.xml": numbering(formats)},
        related=[("n", "numbering", "numbering.xml")],
    )
    assert got.body == f"- 甲\n    - 乙\n- 丙\n\n{PROSE}\n\n1. 丁\n{{type=一、}}"


def test_merged_cells_stay_in_their_columns() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("合")
    got = document(
        table([wide, paragraph("丙")], [paragraph("一"), paragraph("二"), paragraph("三")])
    )
    assert got.body == "| 合 |  | 丙 |\n|---|---|---|\n| 一 | 二 | 三 |"


def test_notes_are_numbered_as_they_are_called() -> None:
    call = '<w:r><w:{0}Reference w:id="7"/></w:r>'
    body = paragraph(
        run("灯") + call.format("footnote") + run("，桥") + call.format("endnote") + run("。")
    )
    got = document(
        body,
        parts={
            "word/footnotes.xml": notes("footnote", {7: "黄灯。", 9: "没有人叫的。"}),
            "word/endnotes.xml": notes("endnote", {7: "石桥。"}),
        },
        related=[("f", "footnotes", "footnotes.xml"), ("e", "endnotes", "endnotes.xml")],
    )
    assert got.body == "灯[^1]，桥[^2]。\n\n[^1]: 黄灯。\n\n[^2]: 石桥。"
    assert ("没有人叫的。", "note without a call") in got.dropped


def test_changes_and_comments_are_reported_one_by_one() -> None:
    inserted = f'<w:ins w:author="甲">{run("新")}</w:ins>'
    deleted = '<w:del w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    comments = f'<w:comments {NAMES}><w:comment w:author="审读">{paragraph("要改")}</w:comment></w:comments>'
    got = document(
        paragraph(run("灯") + inserted + deleted + run("亮。")),
        parts={"word/comments.xml": comments},
    )
    assert got.body == "灯新亮。"
    assert {"I132", "I133", "I139"} <= set(got.codes)
    assert ("旧", "tracked deletion") in got.dropped
    assert ("要改", "comment") in got.dropped


def test_running_heads_contents_and_hidden_words_are_dropped_as_what_they_are() -> None:
    got = document(
        paragraph("一、灯 1", "Toc") + paragraph(run("灯。") + run("藏", "<w:vanish/>")),
        parts={"word/header1.xml": f"<w:hdr {NAMES}>{paragraph('书眉')}</w:hdr>"},
    )
    assert got.body == "灯。"
    assert got.dropped == [
        ("一、灯 1", "table of contents"),
        ("藏", "hidden text"),
        ("书眉", "running head"),
    ]


def test_a_text_box_stands_behind_its_paragraph_and_only_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里。')}</w:txbxContent>"
    got = document(
        paragraph(
            "<w:r><mc:AlternateContent>"
            f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            + run("框外。")
        )
    )
    assert got.body == "框外。\n\n框里。"
    assert ("框里。", "said again for older programs") in got.dropped


def formula(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_a_simple_formula_is_tex_and_any_other_stays_text() -> None:
    power = f"<m:sSup><m:e>{letters('x')}</m:e><m:sup>{letters('2')}</m:sup></m:sSup>"
    half = f"<m:f><m:num>{letters('1')}</m:num><m:den>{letters('2')}</m:den></m:f>"
    sum_of = f"<m:nary><m:e>{letters('x')}</m:e></m:nary>"
    got = document(
        paragraph(formula(power + letters("=") + half) + run("，") + formula(sum_of) + run("。"))
    )
    assert got.body == "$x^{2}=\\frac{1}{2}$，x。"
    assert "I136" in got.codes


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        (letters("∑"), "∑"),
        ('<m:d><m:dPr><m:begChr m:val="["/></m:dPr><m:e>' + letters("x") + "</m:e></m:d>", "x"),
        ('<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>' + letters("1") + "</m:num><m:den>"
         + letters("2") + "</m:den></m:f>", "12"),
    ],
)  # fmt: skip
def test_a_formula_with_two_meanings_is_left_as_text(inside: str, left: str) -> None:
    got = document(paragraph(run("式") + formula(inside) + run("。")))
    assert got.body == f"式{left}。"
    assert "I136" in got.codes


def test_a_number_that_word_counts_before_a_heading_is_said() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    got = document(
        paragraph("灯", "T") + paragraph("缘起", "H1", numbered) + paragraph(PROSE),
        parts={"word/numbering.xml": numbering({1: "chineseCounting"})},
        related=[("n", "numbering", "numbering.xml")],
    )
    assert got.body == f"## 缘起\n\n{PROSE}"
    assert "I138" in got.codes


def test_pictures_captions_and_what_is_no_picture(png: bytes) -> None:
    got = document(
        paragraph(picture("p", "灯"))
        + paragraph("桥头", "C")
        + paragraph(picture("e"))
        + paragraph(PROSE),
        parts={"word/media/p.png": png, "word/media/e.emf": b"EMF"},
        related=[("p", "image", "media/p.png"), ("e", "image", "media/e.emf")],
    )
    first, second = got.pictures
    assert got.body == f'![灯]({first} "桥头")\n\n![]({second})\n\n{PROSE}'
    assert re.fullmatch(r"images/p-[0-9a-f]{8}\.png", first)
    assert got.pictures[first] == png
    assert "M132" in got.codes


def refusal(data: bytes) -> str:
    with pytest.raises(PressError) as raised:
        read("稿.docx", data)
    (said,) = raised.value.diagnostics
    assert said.code == "I131"
    return str(said.arguments["problem_en"])


def test_what_is_no_word_file_is_refused() -> None:
    assert "old .doc" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "archive" in refusal(b"PK\x03\x04nonsense")
    assert "no Word document" in refusal(word_file("", {"_rels/.rels": relations([])}))


def test_entities_are_never_expanded(tmp_path: object) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "灯"><!ENTITY b "&a;&a;&a;">]>'
    inside = f"<w:document {NAMES}><w:body>{paragraph(run('&b;'))}</w:body></w:document>"
    assert "DTD" in refusal(word_file("", {"word/document.xml": bomb + inside}))
    outside = '<!DOCTYPE d SYSTEM "file:///etc/passwd"[<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "DTD" in refusal(word_file("", {"word/document.xml": outside + inside}))


def test_an_archive_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kanyin.ingest.docx.package.LARGEST_PART", 1 << 20)
    assert "too big" in refusal(word_file("", {"word/media/bomb.bin": bytes(2 << 20)}))


def test_names_that_climb_out_name_nothing(png: bytes) -> None:
    got = document(
        paragraph(picture("p")) + paragraph(PROSE),
        parts={"../../evil.png": png, "word/macros.bin": b"x"},
        related=[("p", "image", "../../../../evil.png")],
    )
    assert got.pictures == {} or all(name.startswith("images/") for name in got.pictures)
    assert not any(".." in name for name in got.pictures)


def test_deep_tables_are_read_or_refused_but_nothing_breaks() -> None:
    body = paragraph(PROSE)
    for _ in range(40):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert document(body).body == PROSE
    for _ in range(4000):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert "XML" in refusal(word_file(body))


def test_every_file_of_the_archive_counts_once() -> None:
    data = BytesIO(word_file(paragraph(PROSE)))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<x/>")
    assert read("稿.docx", data.getvalue()).body == PROSE
