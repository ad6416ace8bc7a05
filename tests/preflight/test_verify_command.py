"""``verify`` as a user types it: what it says, writes and returns."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hand_press import full, paragraph, printed

from kanyin.cli import main
from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.preflight import validators
from kanyin.preflight.sarif import sarif
from kanyin.preflight.validators import Validator

PAGE = (
    '<!DOCTYPE html><html lang="{lang}"><head><title>灯</title></head><body>{body}</body></html>'
)
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>' \
    '<rootfile full-path="{path}"/></rootfiles></container>'  # fmt: skip


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    return tmp_path


def site(
    desk: Path, name: str, body: str = "<h1>灯</h1><p>渡口的灯。</p>", lang: str = "zh"
) -> None:
    folder = desk / "build" / name / f"{name}.web"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(body=body, lang=lang), "utf-8")
    (folder.parent / "report.json").write_text("{}", "utf-8")


def test_a_sound_edition_is_0_and_says_so(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site(desk, "i1")
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


def test_every_issue_that_was_built_is_looked_at(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site(desk, "i1", lang="en")
    site(desk, "i2", body='<h1>灯</h1><img src="no.png" alt="一盏灯">')
    assert main(["verify"]) == 1
    said = capsys.readouterr().out
    assert (
        "build/i1/i1.web/index.html:1: 错误 F148：语言写作“en”，与文字不符：灯渡口的灯。" in said
    )
    assert "build/i2/i2.web/index.html:1: 错误 F150：“no.png”没有去处" in said
    assert "2 个错误" in said


def test_english_is_spoken_too(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site(desk, "i1", body="<h1>灯</h1><h3>渡口</h3>")
    assert main(["verify", "build/i1", "--lang", "en"]) == 0
    assert "warning F146: A heading of level 3 follows one of level 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "code"), [("none.epub", "B101"), ("empty", "B134"), ("a.txt", "B134")]
)
def test_what_cannot_be_verified_is_wrong_usage(
    desk: Path, capsys: pytest.CaptureFixture[str], typed: str, code: str
) -> None:
    (desk / "empty").mkdir()
    (desk / "a.txt").write_text("灯", "utf-8")
    assert main(["verify", typed]) == 2
    assert code in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a.epub", "a.pdf"])
def test_a_file_that_is_none_is_a_finding(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (desk / name).write_bytes(b"lamp")
    assert main(["verify", name]) == 1
    assert f"{name}: 错误 F120" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["", "../../etc/passwd", "EPUB/none.opf"])
def test_a_book_that_does_not_say_what_it_holds_is_a_finding(
    desk: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        name = "META-INF/container.xml" if path else "mimetype"
        book.writestr(name, CONTAINER.format(path=path))
    (desk / "a.epub").write_bytes(out.getvalue())
    assert main(["verify", "a.epub"]) == 1
    assert "错误 F120：读不了" in capsys.readouterr().out


def test_json_and_sarif_are_all_that_stands_on_standard_output(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site(desk, "i1", body="<h1>灯</h1><h3>渡口</h3>")
    assert main(["verify", "--json", "-"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["level"], report["complete"]) == ("fast", True)
    assert [d["code"] for d in report["diagnostics"]] == ["F146"]
    assert main(["verify", "--sarif", "-", "--json", "r.json"]) == 0
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    assert json.loads((desk / "r.json").read_text("utf-8")) == report


# --- the full level ---


Rows = Callable[..., None]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Rows:
    """Leave these validators only."""
    return lambda *rows: monkeypatch.setattr(
        validators.validate, "__defaults__", (lambda a, b: None, rows)
    )


def test_the_full_level_tells_how_a_pdf_is_set(
    desk: Path, only: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    only()
    (desk / "a.pdf").write_bytes(printed(paragraph(full("文字，。文字"), full("，文字"))))
    main(["verify", "a.pdf"])
    assert "F102" not in capsys.readouterr().out
    main(["verify", "a.pdf", "--level", "full"])
    assert "F102：第 1 页第 4 行以“，”开头" in capsys.readouterr().out


def test_a_program_that_is_missing_is_never_passed_over(
    desk: Path, only: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    site(desk, "i1")
    only(Validator("Nu", "html", lambda: None, lambda c, s: iter(()), "npm install vnu-jar"))
    assert main(["verify", "--level", "full", "--json", "r.json"]) == 1
    said = capsys.readouterr().out
    assert "警告 V190：没有用 Nu 查：没有装" in said
    assert "装上：npm install vnu-jar" in said
    assert json.loads((desk / "r.json").read_text("utf-8"))["complete"] is False


def test_errors_weigh_more_than_what_was_not_looked_at(desk: Path, only: Rows) -> None:
    site(desk, "i1", lang="en")
    only(Validator("Nu", "html", lambda: None, lambda c, s: iter(()), ""))
    assert main(["verify", "--level", "full"]) == 1


def test_the_fast_level_asks_nobody(desk: Path, only: Rows) -> None:
    site(desk, "i1")
    only(Validator("Nu", "html", lambda: None, lambda c, s: iter(()), ""))
    assert main(["verify"]) == 0


# --- SARIF 2.1.0 ---

FOUND = (
    remark("F146", Place("i1.epub/EPUB/text/a 灯.xhtml", 3, 4, 3, 9), level=3, before=1),
    remark("F121", Place("i1.print.pdf#page=12"), text="灯", other="i1.epub"),
    remark("F176", Place("i1.print.pdf"), count=6, more=2),
    remark("V190", program="Ace", command="npm install @daisy/ace"),
)


def log(found: tuple[Diagnostic, ...] = FOUND) -> dict[str, object]:
    written: dict[str, object] = json.loads(json.dumps(sarif(found, "en", complete=False)))
    return written


def test_a_log_has_the_shape_of_sarif() -> None:
    """The required properties of SARIF 2.1.0: 3.13.2, 3.13.4, 3.14.6, 3.19.2, 3.27.11."""
    (run,) = log()["runs"]  # type: ignore[misc,attr-defined]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "kanyin"
    assert run["invocations"] == [{"executionSuccessful": False}]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]


def test_places_are_relative_references() -> None:
    (run,) = log()["runs"]  # type: ignore[misc,attr-defined]
    places = [r["locations"][0]["physicalLocation"] for r in run["results"] if "locations" in r]
    assert places[0] == {
        "artifactLocation": {"uri": "i1.epub/EPUB/text/a%20%E7%81%AF.xhtml"},
        "region": {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 9},
    }
    assert places[1] == {"artifactLocation": {"uri": "i1.print.pdf#page=12"}}
    assert "locations" not in run["results"][3]
