"""The drawing: its size, its baseline, its outlines, and that it is always the same."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys

import pytest
from formulas import HAN, HOUSE, SIZE, drawn, sample
from lxml import etree

from kanyin.mathematics import MathError, to_svg

approx = pytest.approx
SVG = "{http://www.w3.org/2000/svg}"
X_HEIGHT, CAPITAL, DIGIT = 0.49, 0.66, 0.65
"""Of the type size, in STIX Two Math."""


def paths(tex: str, *, display: bool = False) -> list[str]:
    tree = etree.fromstring(drawn(tex, display=display).svg)
    return [str(p.get("d")) for p in tree.iter(f"{SVG}path")]


def test_a_letter_stands_on_the_baseline() -> None:
    letter = drawn("x")
    assert letter.height == approx(X_HEIGHT * SIZE, abs=0.4)
    assert letter.depth == approx(0, abs=0.15)


def test_a_descender_hangs_below_it() -> None:
    assert drawn("q").depth == approx(0.22 * SIZE, abs=0.2)
    assert drawn(r"w_i").depth == approx(0.21 * SIZE, abs=0.2)


def test_a_power_rises_and_does_not_hang() -> None:
    power = drawn("x^2")
    assert power.height > drawn("x").height + 1
    assert power.depth == drawn("x").depth


def test_the_bar_of_a_fraction_lies_on_the_axis() -> None:
    """Half its height is above the minus sign, in a display."""
    tree = etree.fromstring(drawn(r"\frac{a}{a}", display=True).svg)
    [bar] = tree.iter(f"{SVG}rect")
    middle = -float(bar.get("y", 0)) - float(bar.get("height", 0)) / 2
    assert middle == approx(0.258 * SIZE, abs=0.1)
    assert float(bar.get("height", 0)) == approx(0.068 * SIZE, abs=0.01)


def test_a_fraction_is_smaller_in_a_line() -> None:
    assert drawn(r"\frac{a}{b}").height < drawn(r"\frac{a}{b}", display=True).height * 0.85


def test_the_limits_of_a_sum_move_out_of_a_line() -> None:
    beside, above = (drawn(r"\sum_{i=1}^n i", display=display) for display in (False, True))
    assert above.height > 1.5 * beside.height
    assert above.depth > beside.depth
    assert drawn(r"\sum\limits_{i=1}^n").height > drawn(r"\sum_{i=1}^n").height


def test_fences_grow_with_what_they_hold() -> None:
    assert drawn(r"\left(\dfrac12\right)").height > drawn(r"\dfrac12").height


def test_everything_scales_with_the_size() -> None:
    small, large = (drawn(r"\frac{x^{2^2}}{\sqrt y}", size=size) for size in (5.0, 20.0))
    assert large.width == approx(4 * small.width, abs=0.02)
    assert large.depth == approx(4 * small.depth, abs=0.02)


SPACED = [
    # a formula, the same with its sign made ordinary, the difference in ems
    ("x=y", "x{=}y", 0.278 * 2),
    ("x+y", "x{+}y", 0.222 * 2),
    (r"x\cdot y", r"x{\cdot}y", 0.222 * 2),
    ("x,y", "x{,}y", 0.167),
    ("x(y", "x{(}y", 0.0),
    (r"x\quad y", "xy", 1.0),
    ("z^{x=y}", "z^{x{=}y}", 0.0),
]


@pytest.mark.parametrize(("tex", "tight", "ems"), SPACED)
def test_spaces_are_those_of_tex(tex: str, tight: str, ems: float) -> None:
    assert drawn(tex).width - drawn(tight).width == approx(ems * SIZE, abs=0.05)


def test_a_sign_is_not_an_operation() -> None:
    assert drawn("a=-b").width == approx(drawn("a={-}b").width, abs=0.01)
    assert drawn("-10").width < drawn("0-10").width - drawn("0").width


def test_han_comes_from_the_press_font() -> None:
    metre = drawn(r"\text{米}")
    assert metre.width == approx(SIZE, abs=0.05)
    assert metre.depth == approx(0.08 * SIZE, abs=0.5)
    assert paths(r"\text{元}") != paths(r"\text{米}")
    assert len(paths(r"\text{售价（元），℃}")) == 7


def test_han_stands_in_fractions_and_subscripts() -> None:
    assert len(paths(r"\frac{\text{收入}}{v_{\text{平均}}}")) == 5


def test_a_letter_without_such_a_style_is_drawn_plain() -> None:
    assert paths(r"\textbf{元}") == paths(r"\text{元}")


def test_the_drawing_is_outlines_only() -> None:
    tree = etree.fromstring(drawn(r"\sqrt{\frac{\text{元}}{x}}\boxed{y}", display=True).svg)
    assert {e.tag for e in tree.iter()} <= {f"{SVG}{t}" for t in ("svg", "path", "rect", "g")}
    assert not [e for e in tree.iter() if e.get("id") or e.get("href")]


@pytest.mark.parametrize(("tex", "display"), sample())
def test_the_box_holds_all_ink(tex: str, display: bool) -> None:
    formula = drawn(tex, display=display)
    tree = etree.fromstring(formula.svg)
    left, top, width, height = (float(n) for n in tree.get("viewBox", "").split())
    assert (tree.get("width"), tree.get("height")) == (f"{width:g}pt", f"{height:g}pt")
    assert (width, height) == approx((formula.width, formula.height))
    assert top + height == approx(formula.depth)
    for outline in paths(tex, display=display):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", outline)]
        for edge, length, ink in ((left, width, numbers[::2]), (top, height, numbers[1::2])):
            assert edge <= min(ink)
            assert max(ink) <= edge + length + 0.001


FORMULAS = (r"\sum_{i=1}^n i", r"\text{A-V 元}", r"\left(\frac{a}{b}\right)^2", r"\sqrt[3]{x'}")


def test_formulas_do_not_depend_on_those_before() -> None:
    first = [drawn(tex).svg for tex in FORMULAS]
    for broken in (r"\text{ab😀}", r"\text{a}^{\text{😀}}"):
        with pytest.raises(MathError):
            drawn(broken, size=30)
    assert [drawn(tex).svg for tex in reversed(FORMULAS)] == first[::-1]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_are_the_same_in_another_process(seed: str) -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_drawing as t\n"
        "print(hashlib.sha256(b''.join(t.drawn(f).svg for f in t.FORMULAS)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(HOUSE / "tests/mathematics")],
        capture_output=True, text=True, check=True, cwd=HOUSE, env={"PYTHONHASHSEED": seed},
    )  # fmt: skip
    here = hashlib.sha256(b"".join(drawn(tex).svg for tex in FORMULAS)).hexdigest()
    assert done.stdout.strip() == here


def test_another_font_may_come_as_other_bytes() -> None:
    kai = (HOUSE / "fonts/KanyinKai-Regular.ttf").read_bytes()
    other = to_svg(r"\text{元}", display=False, size=SIZE, han=kai)
    assert other.svg != drawn(r"\text{元}").svg
    assert to_svg(r"\text{元}", display=False, size=SIZE, han=bytes(HAN)) == drawn(r"\text{元}")
