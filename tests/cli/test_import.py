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
