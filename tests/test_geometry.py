"""The page: a type area in whole characters and lines (CLREQ 2.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.geometry import MM, PRESETS, Design, lay_page, parse_trim

DESIGNS = st.builds(
    Design,
    size=st.sampled_from([9.0, 10.5, 12.0]),
    leading=st.sampled_from([14.0, 17.0, 21.0]),
    columns=st.integers(1, 3),
    gutter=st.sampled_from([1.5, 2.0]),
    inner=st.floats(10, 30),
    outer=st.floats(10, 30),
)


def test_a_magazine_page() -> None:
    page = lay_page(
        parse_trim("210x285"), Design(columns=2, inner=20, outer=18, top=27, bottom=22)
    )
    assert (page.columns, page.characters, page.lines) == (2, 22, 39)
    assert page.measure == 46


def test_a_small_page_has_one_column() -> None:
    page = lay_page(parse_trim("32开"), Design(columns=2, inner=18, outer=16))
    assert (page.columns, page.gutter) == (1, 0)


@given(trim=st.sampled_from(sorted(PRESETS)), design=DESIGNS)
def test_margins_and_type_area_make_up_the_page(trim: str, design: Design) -> None:
    width, height = PRESETS[trim]
    page = lay_page((width, height), design)
    assert page.inner + page.measure * page.size + page.outer == pytest.approx(width * MM)
    assert page.top + page.lines * page.leading + page.bottom == pytest.approx(height * MM)
    assert page.characters >= 8
    assert page.characters <= design.longest


@pytest.mark.parametrize("text", ["", "大", "210", "10x20", "210x", "2000x300", "axb"])
def test_what_is_no_trim_size(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_trim(text)
