"""``references`` prints a list, and says what it could not read."""

from pathlib import Path

BOOK = '[{"id": "a", "type": "book", "title": "桥史", "author": [{"family": "Ash", "given": "Mary"}], "issued": {"date-parts": [[2018]]}}]'


def test_the_list_is_printed_in_the_edition_asked_for(publish, desk: Path) -> None:
    (desk / "r.json").write_text(BOOK, "utf-8")
    ran = publish("references", "r.json")
    assert (ran.code, ran.out, ran.err) == (0, "[1] Ash M. 桥史[M]. 2018.\n", "")
    assert publish("references", "r.json", "--style", "2015").out == "[1] ASH M. 桥史[M]. 2018.\n"
    dated = publish("references", "r.json", "--system", "author-date")
    assert dated.out == "Ash M，2018. 桥史[M].\n"


def test_files_are_one_list(publish, desk: Path) -> None:
    (desk / "r.json").write_text(BOOK, "utf-8")
    (desk / "s.yaml").write_text("- {id: b, type: thesis, title: 灯}\n", "utf-8")
    assert publish("references", "r.json", "s.yaml").out.split("\n\n")[1] == "[2] 灯[D].\n"


def test_what_is_no_list_is_said_with_its_line(publish, desk: Path) -> None:
    (desk / "r.json").write_text('{"id": "a"}', "utf-8")
    ran = publish("references", "r.json")
    assert ran.code == 1
    assert [part in ran.err for part in ("r.json:1:1", '{"id": "a"}', "S301")] == [True] * 3


def test_a_missing_file_is_said(publish) -> None:
    ran = publish("references", "nothing.json")
    assert ran.code == 1
    assert "nothing.json" in ran.err
