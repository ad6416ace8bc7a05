"""``check`` as a proofreader uses it: reads, shows, corrects, explains, reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kanyin.cli import main

BAD = "---\r\ntitle: 灯,船\r\n---\r\n\r\n灯亮了,`a,b`来了。桥上有二个人。\r\n"


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.md"
    path.write_bytes(BAD.encode())
    return path


def test_it_points_at_each_finding_and_tells_the_rate(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "a.md"]) == 1
    said = capsys.readouterr().out
    assert "a.md:5:4: 错误 P101" in said
    assert "a.md:2:9: 错误 P101" in said
    assert "仅计机器发现，不能代替质量检查" in said
    assert article.read_bytes() == BAD.encode()


def test_diff_shows_and_writes_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "a.md", "--diff"])
    said = capsys.readouterr().out
    assert "-title: 灯,船" in said
    assert "+title: 灯，船" in said
    assert article.read_bytes() == BAD.encode()


def test_fix_writes_what_is_safe_and_says_each_change(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "a.md", "--fix"]) == 0
    assert "a.md:5:4: P101 “,” → “，”" in capsys.readouterr().out
    fixed = BAD.replace("灯,船", "灯，船").replace("了,`", "了，`")
    assert article.read_bytes() == fixed.encode()
    main(["check", "a.md", "--fix", "--unsafe"])
    assert article.read_bytes() == fixed.replace("二个", "两个").encode()
    before = article.stat().st_mtime_ns
    main(["check", "a.md", "--fix", "--unsafe"])
    assert article.stat().st_mtime_ns == before


def test_a_manuscript_in_another_encoding_is_left_alone(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = BAD.replace("\r\n", "\n").encode("gb18030")
    article.write_bytes(data)
    main(["check", "a.md", "--fix"])
    assert "B137" in "".join(capsys.readouterr())
    assert article.read_bytes() == data


def test_findings_for_other_tools(article: Path) -> None:
    main(["check", "a.md", "--sarif", "a.sarif", "--json", "a.json"])
    run = json.loads(Path("a.sarif").read_text("utf-8"))["runs"][0]
    assert {result["ruleId"] for result in run["results"]} >= {"P101", "P206"}
    gauge = json.loads(Path("a.json").read_text("utf-8"))["gauge"]
    assert gauge["counted"] == "estimate"
    assert gauge["limit"] == 2.0


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rules"]) == 0
    assert "P204 警告" in capsys.readouterr().out
    assert main(["check", "--explain", "P204", "--lang", "en"]) == 0
    assert "GB/T 15834—2011 4.5.3.4" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--unsafe"], "B138"), (["--explain", "P000"], "B139")]
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    assert code in capsys.readouterr().err
