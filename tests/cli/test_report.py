"""``report.json`` holds what the contract says, and nothing of the machine."""

import json

import obedient_build
import pytest

from kanyin import __version__, diagnostics
from kanyin.diagnostics import Diagnostic, Fix, Place, Sentence, Severity
from kanyin.report import as_json, gauge, relative, report


@pytest.fixture(autouse=True)
def rows(monkeypatch):
    row = Sentence(Severity.ERROR, "缺”", "” is missing", "补上", "put it", "GB/T 15834—2011 4.8")
    bare = Sentence(Severity.WARNING, "警告", "warning")
    monkeypatch.setattr(diagnostics, "catalogue", lambda: {"P001": row, "S999": bare})


def result(*found, characters=15000):
    record = obedient_build.EditionRecord("print", "2026-01.print.pdf", "ab", 1, 48)
    timings = {"ingest": 0.10049}
    return obedient_build.Result("2026-01", (), (record,), found, "print", characters, timings)


def test_the_report_is_the_one_of_the_format():
    place = Place("source/2026-01/03.md", 12, 8)
    found = Diagnostic("P001", place, {}, Severity.ERROR, Fix("”", True))
    assert report(result(found), "source/2026-01") == {
        "press": f"kanyin {__version__}",
        "manuscript": "source/2026-01",
        "id": "2026-01",
        "editions": [
            {
                "name": "print",
                "file": "2026-01.print.pdf",
                "bytes": 1,
                "sha256": "ab",
                "pages": 48,
            }
        ],
        "diagnostics": [
            {
                "code": "P001",
                "severity": "error",
                "message": "缺”",
                "file": "source/2026-01/03.md",
                "line": 12,
                "column": 8,
                "end_line": 12,
                "end_column": 9,
                "hint": "补上",
                "basis": "GB/T 15834—2011 4.8",
                "fix": {"text": "”", "safe": True},
            }
        ],
        "gauge": {
            "characters": 15000,
            "weighted_errors": 0.1,
            "counted": "pages",
            "per_10000": 0.07,
            "limit": 2.0,
            "found_by_machine": True,
        },
        "page_list": "print",
        "timings": {"ingest": 0.1},
    }


def test_a_remark_about_nothing_in_particular_has_no_place():
    made = report(result(Diagnostic("S999", None, {}, Severity.WARNING)), "a.md", "en")
    (entry,) = made["diagnostics"]
    assert entry["message"] == "warning"
    assert {entry[key] for key in ("file", "line", "column", "end_line", "hint", "fix")} == {None}


def test_the_gauge_weighs_what_the_proofreader_found():
    mark = Diagnostic("P001", None, {}, Severity.ERROR)
    other = Diagnostic("S999", None, {}, Severity.ERROR)
    advice = Diagnostic("P001", None, {}, Severity.ADVICE)
    measured = gauge(result(mark, mark, other, advice, characters=10_000))
    assert (measured["weighted_errors"], measured["per_10000"]) == (0.2, 0.2)
    assert gauge(result(mark, characters=0))["per_10000"] == 0.0


def test_equal_reports_are_equal_bytes():
    made = as_json(report(result(), "a.md"))
    assert made == as_json(dict(reversed(list(report(result(), "a.md").items()))))
    assert made.endswith(b"}\n")
    assert json.loads(as_json({"n": "\udcff"})) == {"n": "\udcff"}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("source/a.md", "source/a.md"),
        ("../a.md", "../a.md"),
        ("/home/x/a.md", "a.md"),
        ("C:\\Users\\x\\a.md", "a.md"),
        ("", ""),
    ],
)
def test_no_path_is_absolute(path, shown):
    assert relative(path) == shown
