"""The printed sample, read back: what the auditor finds in the press's own PDF."""

from __future__ import annotations

from kanyin.build import Result
from kanyin.preflight.typography import audit


def test_the_report_says_how_the_print_edition_is_set(
    issue: Result, files: dict[str, bytes]
) -> None:
    assert issue.typography == audit(files["2026-01.print.pdf"]).as_json()


def test_the_sample_is_set_as_the_standards_ask(files: dict[str, bytes]) -> None:
    report = audit(files["2026-01.print.pdf"])
    assert report.edges.justified > 600
    assert report.edges.flush / report.edges.justified > 0.995
    assert report.grid.deviation < 0.1
    assert report.gaps.widest_han < 0.091
    assert report.squeeze.pairs_squeezed == report.squeeze.pairs > 50
    assert {fault.rule for fault in report.faults} <= {"not-flush"}


def test_no_letter_beside_han_is_read_with_a_space(files: dict[str, bytes]) -> None:
    report = audit(files["2026-01.print.pdf"])
    assert report.han_latin.borders > 300
    assert report.han_latin.usual == 0.25
