"""Composed pages before the auditor, who sees nothing but the PDF (kanyin.preflight)."""

import pytest
from set_pages import EM, render
from test_places import LONG, MIXED, prose

from kanyin.preflight.typography import TypographyReport, audit

BODY = "".join(f"<p style='text-indent:2em'>{text}</p>" for text in (LONG, MIXED, prose(300, 9)))
POINT = 0.75
"""Of a px."""


def audited(measure: float, composed: bool = True) -> TypographyReport:
    document, _ = render(BODY, measure, composed, height=400)
    return audit(document.write_pdf(), body_size=EM * POINT, measure=measure * EM * POINT)


@pytest.mark.parametrize("measure", [20, 22.3, 25, 33.4])
def test_an_auditor_finds_nothing(measure: float) -> None:
    report = audited(measure)
    assert [fault for fault in report.faults if fault.rule != "overflow"] == []
    assert all(fault.amount < 0.01 for fault in report.faults)  # a letter's own ink
    assert report.edges.flush == report.edges.justified > 20
    assert report.squeeze.pairs == report.squeeze.pairs_squeezed > 0
    assert report.squeeze.ends == report.squeeze.ends_trimmed
    assert report.gaps.widest_han < 0.091
    assert report.han_latin.none == 0


def test_the_auditor_would_see_it() -> None:
    """The engine as it comes breaks the rules that the composer keeps."""
    report = audited(22.3, composed=False)
    assert {fault.rule for fault in report.faults} >= {"not-flush", "unsqueezed-pair"}
