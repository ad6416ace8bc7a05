"""``import``: three files, and no manuscript is ever overwritten."""

import json

import pytest

SAMPLE = "桥上的灯\n作者：林知夏\n\n灯在水里站着。\n"


@pytest.fixture
def raw(write):
    pytest.importorskip("kanyin.ingest.text.page", exc_type=ImportError)
    return write("raw/03 灯.txt", SAMPLE)


def test_raw_text_becomes_three_files(publish, raw, desk):
    ran = publish("import", str(raw), "-o", "out")
    assert ran.code == 0, ran.out + ran.err
    assert sorted(p.name for p in (desk / "out").iterdir()) == [
        "03-灯.import.json",
        "03-灯.md",
        "03-灯.original",
    ]
    assert (desk / "out/03-灯.original").read_bytes() == raw.read_bytes()
    ledger = json.loads((desk / "out/03-灯.import.json").read_text("utf-8"))
    assert ledger["original"]["file"] == "03 灯.txt"
    assert ledger["original"]["encoding"] == "utf-8"
    assert f"{ledger['original']['characters']:,} 字符 = 正文" in ran.out


def test_a_second_import_changes_nothing_but_an_edited_manuscript_is_kept(publish, raw, desk):
    publish("import", str(raw))
    publish("import", str(raw))
    assert len(list(desk.glob("*.md"))) == 1
    (desk / "03-灯.md").write_text("改过", "utf-8")
    ran = publish("import", str(raw))
    assert "B130" in ran.out
    assert (desk / "03-灯.md").read_text("utf-8") == "改过"
    assert (desk / "03-灯-2.md").exists()


def test_remarks_show_the_file_as_typed_and_the_line(publish, write):
    write("raw/a.txt", "APP下载\n" + SAMPLE)
    ran = publish("import", "raw/a.txt")
    assert ran.out.startswith(
        "raw/a.txt:1:1: 建议 I102：“APP下载”是网页上的零件，没有收入文章\n"
        "  1 | APP下载\n"
        "    | ^^^^^^^\n"
        "raw/a.txt：27 字符"
    )


def test_an_encoding_can_be_named(publish, raw, desk):
    raw.write_bytes(SAMPLE.encode("gb18030"))
    assert publish("import", str(raw), "--encoding", "gb18030").code == 0
    assert (
        json.loads((desk / "03-灯.import.json").read_bytes())["original"]["encoding"] == "gb18030"
    )


def test_the_ledger_goes_to_standard_output(publish, raw):
    assert publish("import", str(raw), "--json", "-").json()["balance"]["body"] > 0


TWO = "APP下载\n\n{}\n\n2021-12-08孔雀兰\n\n渡口的灯,天天有人点。\n\n编辑:龙四喜\n\n"


def test_the_balance_is_said(publish, raw):
    ran = publish("import", str(raw))
    assert (
        "21 字符 = 正文 7 + 元数据 10（含标签、空格）+ 删除 4；修改 0 处，待定 0 处" in ran.out
    ), ran.out


def test_several_articles_are_said_and_split_on_request(publish, write, desk):
    write("raw/a.txt", TWO.format("把灯点亮") + TWO.format("把路照亮"))
    ran = publish("import", "raw/a.txt", "-o", "one")
    assert "a.txt:11:1: 警告 I107" in ran.out
    assert "--split" in ran.out
    ran = publish("import", "raw/a.txt", "-o", "out", "--split")
    assert ran.code == 0
    assert sorted(p.name for p in (desk / "out").iterdir()) == [
        "a-1.import.json",
        "a-1.md",
        "a-2.import.json",
        "a-2.md",
        "a.original",
    ]
    assert "title: 把路照亮" in (desk / "out/a-2.md").read_text("utf-8")
    assert ran.out.count(" 字符 = ") == 3  # each, and the file
    assert f"a.txt：{len(TWO.format('把灯点亮')) * 2} 字符" in ran.out


def test_proposals_are_shown_and_accepted(publish, write, desk):
    write(
        "raw/a.txt", SAMPLE + "灯罩蒙了灰，光就出不来，守灯的人每天傍晚擦它三遍。" * 5 + "堅固。"
    )
    ran = publish("import", "raw/a.txt", "-o", "a")
    assert "建议 I105：“堅” → “坚”" in ran.out
    assert "^^\n" in ran.out
    assert "待定 1 处" in ran.out
    assert "堅固" in (desk / "a/a.md").read_text("utf-8")
    ran = publish("import", "raw/a.txt", "-o", "b", "--accept")
    assert "修改 1 处，待定 0 处" in ran.out
    assert "坚固" in (desk / "b/a.md").read_text("utf-8")


def test_pictures_of_the_folder_come_along(publish, write, desk):
    write("raw/images/灯.png", "picture")
    write("outside.png", "secret")
    write(
        "raw/a.md",
        "# 灯\n\n## 一\n\n![灯](images/灯.png)\n\n![](../outside.png)\n\n灯在水里站着。\n",
    )
    assert publish("import", "raw/a.md", "-o", "out").code == 0
    assert (desk / "out/images/灯.png").read_text("utf-8") == "picture"
    assert not list((desk / "out").rglob("outside.png"))
    write("out/images/灯.png", "another")
    ran = publish("import", "raw/a.md", "-o", "out")
    assert "I121" in ran.out
    assert (desk / "out/images/灯.png").read_text("utf-8") == "another"


def test_an_article_of_ours_is_left_alone(publish, raw, desk):
    publish("import", str(raw), "-o", "out")
    before = {p.name: p.read_bytes() for p in (desk / "out").iterdir()}
    ran = publish("import", "out/03-灯.md", "-o", "out")
    assert "I120" in ran.out
    assert {p.name: p.read_bytes() for p in (desk / "out").iterdir()} == before
    publish("import", "out/03-灯.md", "-o", "other")
    assert (desk / "other/03-灯.md").read_bytes() == before["03-灯.md"]


def test_all_files_or_none(publish, write, desk):
    write("raw/a/灯.png", "picture")
    write("raw/a.md", "灯\n\n![灯](a/灯.png)\n\n灯在水里站着。\n")
    write("out/a", "a file where the pictures' folder should be")
    ran = publish("import", "raw/a.md", "-o", "out")
    assert ran.code == 1
    assert "B122" in ran.out
    assert [p.name for p in (desk / "out").iterdir()] == ["a"]


def test_a_folder_in_the_way_is_no_free_name(publish, raw, desk):
    (desk / "out/03-灯.import.json").mkdir(parents=True)
    publish("import", str(raw), "-o", "out")
    assert (desk / "out/03-灯-2.md").exists()


def test_an_encoding_that_cannot_be_told_is_refused(publish, raw, desk):
    raw.write_bytes("题\n\n联通\n".encode("gbk"))
    ran = publish("import", str(raw), "-o", "out")
    assert ran.code == 1
    assert "03 灯.txt:1: 错误 S201" in ran.out
    assert "偏移 0 处" in ran.out
    assert "--encoding" in ran.out
    assert not (desk / "out").exists()


PAGE = (
    "<!doctype html><meta charset=utf-8><title>桥上的灯</title><article><h1>桥上的灯</h1>"
    "<p>灯在水里站着，像一句没有说完的话。先擦罩,再添油。</p><img src=p.gif alt=灯></article>"
)
GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


def test_a_page_is_imported_beside_its_original_with_its_pictures(publish, write, desk):
    write("raw/页.html", PAGE)
    (desk / "raw/p.gif").write_bytes(GIF)
    ran = publish("import", "raw/页.html", "-o", "out")
    assert ran.code == 0, ran.out
    assert (desk / "out/页.original").read_bytes() == (desk / "raw/页.html").read_bytes()
    (picture,) = (desk / "out/images").iterdir()
    assert picture.read_bytes() == GIF
    assert f"![灯](images/{picture.name})" in (desk / "out/页.md").read_text("utf-8")
    ledger = json.loads((desk / "out/页.import.json").read_text("utf-8"))
    assert (
        sum(ledger["balance"][k] for k in ("body", "fields", "dropped"))
        == (ledger["original"]["characters"])
    )
    assert "灯在水里站着，像一句没有说完的话。先擦罩,再添油。\n" in ran.out  # as read, not as HTML


def test_an_old_word_file_is_an_error_that_says_what_to_do(publish, desk):
    (desk / "稿.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    ran = publish("import", "稿.doc", "-o", "out")
    assert ran.code == 1
    assert "I131" in ran.out
    assert ".docx" in ran.out
    assert not (desk / "out").exists()
