"""LaTeX in, MathML out: what an editor would check by eye."""

from __future__ import annotations

import pytest
from formulas import mathml, sample
from lxml import etree

from kanyin.mathematics import to_mathml

EXAMPLES = {
    "E=mc^2": "<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>",
    "w_i": "<msub><mi>w</mi><mi>i</mi></msub>",
    r"\Delta T": "<mi>Δ</mi><mi>T</mi>",
    r"\frac12": "<mfrac><mn>1</mn><mn>2</mn></mfrac>",
    r"\mathrm{d}x": '<mrow><mi mathvariant="normal">d</mi></mrow><mi>x</mi>',
    r"0.24\ \text{℃}": "<mn>0.24</mn><mtext>⍽</mtext><mtext>℃</mtext>",
    r"\text{每公斤 3 元}": "<mtext>每公斤⍽3⍽元</mtext>",
    r"\text{50\%，A\&B}": "<mtext>50%，A&amp;B</mtext>",
    r"\text{若 $x$，则}": "<mrow><mtext>若⍽</mtext><mrow><mi>x</mi></mrow><mtext>，则</mtext></mrow>",
    "a<b": "<mi>a</mi><mo>&lt;</mo><mi>b</mi>",
    r"a\&b": "<mi>a</mi><mi>&amp;</mi><mi>b</mi>",
    r"\text{<b>&amp;</b>}": "<mtext>&lt;b&gt;&amp;amp;&lt;/b&gt;</mtext>",
    r"x\pm y": "<mi>x</mi><mo>±</mo><mi>y</mi>",
    "a=-b": '<mi>a</mi><mo>=</mo><mo form="prefix">−</mo><mi>b</mi>',
    "a:b": "<mi>a</mi><mo>:</mo><mi>b</mi>",
    r"x\to\infty": "<mi>x</mi><mo>→</mo><mi>∞</mi>",
    r"\not=": "<mo>≠</mo>",
    r"\sin x": '<mi>sin</mi><mspace width="0.167em"/><mi>x</mi>',
    r"\sin(x)": '<mi>sin</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>',
    r"S\bmod 10": '<mi>S</mi><mo lspace="0.222em" rspace="0.222em">mod</mo><mn>10</mn>',
    r"5\,\text{cm}": '<mn>5</mn><mspace width="0.167em"/><mtext>cm</mtext>',
    "5cm": "<mrow><mn>5</mn><mi>c</mi><mi>m</mi></mrow>",
    ".5": "<mn>.5</mn>",
    r"\mspace{9mu}x": '<mspace width="0.500em"/><mi>x</mi>',
    r"x\!y": '<mi>x</mi><mspace width="-0.167em"/><mi>y</mi>',
    r"\hat x": '<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>',
    r"\color{red}x": '<mstyle mathcolor="red"><mi>x</mi></mstyle>',
    r"\backslash": r"<mi>\</mi>",
    r"\arg z": '<mo lspace="0" rspace="0">arg</mo><mspace width="0.167em"/><mi>z</mi>',
}


@pytest.mark.parametrize(("tex", "expected"), EXAMPLES.items())
def test_a_formula_becomes_mathml(tex: str, expected: str) -> None:
    assert mathml(tex) == expected


def test_the_root_says_what_it_is() -> None:
    math = to_mathml(r'a < "b"', display=True)
    assert dict(math.attrib) == {"display": "block", "alttext": r'a < "b"'}
    assert to_mathml("x", display=False).get("display") == "inline"
    assert {e.tag for e in math.iter()} == {"math", "mrow", "mi", "mo"}
    assert etree.QName(math).namespace is None


def test_a_displayed_formula_may_have_lines() -> None:
    bare = to_mathml(r"\frac{a}{b}=1\\[2pt] c=2\\", display=True)
    assert ["".join(map(str, row.itertext())) for row in bare.iter("mtr")] == ["ab=1", "c=2"]
    assert bare.find(".//mtable").get("displaystyle") == "true"  # type: ignore[union-attr]
    assert bare.get("alttext") == r"\frac{a}{b}=1\\[2pt] c=2\\"


def test_the_space_after_a_row_is_not_printed() -> None:
    rows = to_mathml(r"\begin{aligned}a&=b\\ [-1.5em]c&=d\end{aligned}", display=True).iter("mtr")
    assert ["".join(map(str, row.itertext())) for row in rows] == ["a=b", "c=d"]


def test_a_sum_has_movable_limits() -> None:
    """In a line the renderer sets them beside the sign, in a display above and below."""
    for display in (True, False):
        assert mathml(r"\sum_{i}^n", display=display) == (
            '<munderover><mo movablelimits="true">∑</mo>'
            "<mrow><mi>i</mi></mrow><mi>n</mi></munderover>"
        )


def test_a_formula_inside_words_is_tidied_once() -> None:
    inside = r"\widehat x\sin y"
    assert mathml(f"\\text{{${inside}$}}") == f"<mrow><mrow>{mathml(inside)}</mrow></mrow>"


def test_limits_that_are_asked_for_stay() -> None:
    assert '<mo movablelimits="false">∑</mo>' in mathml(r"\sum\limits_{i}^n")


def test_a_limit_goes_under_its_name() -> None:
    assert mathml(r"\lim_n a", display=True) == (
        '<munder><mo lspace="0" rspace="0" movablelimits="true">lim</mo><mi>n</mi></munder>'
        '<mspace width="0.167em"/><mi>a</mi>'
    )


def test_a_matrix_and_its_fences_are_one() -> None:
    assert mathml(r"\begin{pmatrix}a&b\end{pmatrix}x") == (
        '<mrow><mo stretchy="true" fence="true" form="prefix">(</mo>'
        "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>"
        '<mo stretchy="true" fence="true" form="postfix">)</mo></mrow><mi>x</mi>'
    )


def test_bars_around_a_fraction_are_not_a_binomial() -> None:
    assert not mathml(r"\lvert\frac{a}{b}\rvert").startswith("<mrow>")


def test_aligned_equations_are_a_table_without_numbers() -> None:
    table = to_mathml(r"\begin{aligned}a&=b\\c&=d\end{aligned}", display=True)
    assert len(table.findall(".//mtr")) == 2
    assert [cell.get("columnalign") for cell in table.iter("mtd")] == ["right", "left"] * 2
    assert table.find(".//mtext") is None


def test_the_space_before_a_modulus_is_smaller_in_a_line() -> None:
    assert '<mspace width="1em"/>' in mathml(r"a\pmod n", display=True)
    assert '<mspace width="0.444em"/>' in mathml(r"a\pmod n")


@pytest.mark.parametrize(("tex", "display"), sample())
def test_every_formula_of_the_sample_converts(tex: str, display: bool) -> None:
    assert to_mathml(tex, display=display).get("alttext") == tex
