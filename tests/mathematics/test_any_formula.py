"""Whatever is written between dollar signs converts or is refused; nothing else happens."""

from __future__ import annotations

from collections.abc import Callable

from formulas import drawn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kanyin.mathematics import MathError, to_mathml

PIECES = (
    r"\frac \sqrt \left( \right) \begin{matrix} \end{matrix} \begin{cases} \end{cases} \\ & { } "
    r"{a} {b} ^ _ ' \text{元} \text{a-b} \sum \int \lim \hat \vec \not = - + , | < > 12 1.5em x "
    r"\mathrm \color{red} \over \xrightarrow \binom \pmod \limits \big \middle| \, \quad % $ # ~"
).split()
texts = st.text(max_size=40)
formulas = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


def reason(convert: Callable[[], object]) -> str:
    """Why a formula is refused, or nothing."""
    try:
        convert()
    except MathError as error:
        return error.reason
    return ""


def converts_or_refuses(tex: str, display: bool) -> None:
    read = reason(lambda: to_mathml(tex, display=display))
    draw = reason(lambda: drawn(tex, display=display))
    if read:
        assert draw == read
        return
    assert draw in ("", "glyph", "size", "heavy", "deep")
    assert etree.fromstring(etree.tostring(to_mathml(tex, display=display))) is not None
    if not draw:
        drawing = drawn(tex, display=display)
        assert etree.fromstring(drawing.svg) is not None
        assert min(drawing.depth, drawing.height) >= 0
        assert drawing.width > 0


@settings(max_examples=150, deadline=None)
@given(texts, st.booleans())
def test_any_text(tex: str, display: bool) -> None:
    converts_or_refuses(tex, display)


@settings(max_examples=250, deadline=None)
@given(formulas, st.booleans())
def test_any_jumble_of_latex(tex: str, display: bool) -> None:
    converts_or_refuses(tex, display)
