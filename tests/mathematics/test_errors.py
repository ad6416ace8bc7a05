"""A formula that cannot be read is refused, and the line says why."""

from __future__ import annotations

import time

import pytest
from formulas import HAN, drawn

from kanyin.mathematics import MathError, drawing, to_mathml, to_svg
from kanyin.mathematics.problems import PROBLEMS

ERRORS = {
    "": "公式是空的",
    " \n": "公式是空的",
    r"\foo{x}": r"不认识的命令 \foo",
    r"\mathfoo{x}": r"不认识的命令 \mathfoo",
    r"\alphabet": r"不认识的命令 \alphabet",
    r"\begin{picture}x\end{picture}": "不认识的环境 picture",
    r"\frac{a}": r"\frac 缺少内容",
    r"\frac{a}{b": "花括号不成对",
    "a}{b": "花括号不成对",
    "a^": "^ _ 缺少内容",
    "a_b_c": "_ 连用了两次，要加花括号",
    "a^b^c": "^ 连用了两次，要加花括号",
    r"\left(a": r"\left 和 \right 不成对",
    r"a\right)": r"\left 和 \right 不成对",
    r"\begin{matrix}a": r"\begin 和 \end 不成对",
    r"\limits": r"\limits 缺少内容",
    r"\sqrt": "缺少内容",
    "50% of": r"% 要写成 \%",
    r"\text{50%}": r"% 要写成 \%",
    "a#b": r"# 要写成 \#",
    "&#x41;": r"# 要写成 \#",
    "a&b": "& 只能用在矩阵、aligned 等环境里",
    r"{a\\b}": r"换行 \\ 只能用在独立公式里，或 aligned 等环境里",
    r"\text{\alpha}": "\\text 里不能有 \\",
    r"\text{a{b}c}": r"\text 里不能有 {",
    r"\text{$x}": r"\text 里不能有 $",
    r"\not\alpha": r"\not 不能用在这里",
    r"\hspace{wide}x": "看不懂的长度 w",
    r"\color{url(http://a)}x": "不认识的颜色 url(http://a)",
    r"\href{http://a}{x}": r"公式里不能用 \href",
    r"\style{color:red}{x}": r"公式里不能用 \style",
    r"\def\a{\a\a}\a": r"公式里不能用 \def",
    r"\newcommand{\a}{x}\a": r"公式里不能用 \newcommand",
    r"\unicode{x0}": r"公式里不能用 \unicode",
    r"a\tag{1}": r"公式里不能用 \tag",
    r"\begin{array}{l|l}a&b\end{array}": r"公式里不能用 \hline |",
    "a\x00b": "公式里有不可用的字符 U+0000",
    "a\ud800b": "公式里有不可用的字符 U+D800",
    "x" * 4001: "公式太长，最多4000个字符",
    "{" * 500 + "x" + "}" * 500: "公式嵌套太深，最多50层",
    r"\sqrt" * 700 + " x": "公式嵌套太深，最多50层",
}


@pytest.mark.parametrize(("tex", "line"), ERRORS.items(), ids=lambda text: text[:30])
def test_what_is_no_formula_is_refused(tex: str, line: str) -> None:
    for display in (True, False):
        with pytest.raises(MathError) as raised:
            to_mathml(tex, display=display)
        assert str(raised.value) == line
        with pytest.raises(MathError):
            drawn(tex, display=display)


def test_a_formula_in_a_line_has_no_lines() -> None:
    with pytest.raises(MathError, match="换行"):
        to_mathml(r"a\\b", display=False)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(MathError, match=r"字体里没有“😀（U\+1F600）”"):
        drawn(r"\text{笑😀}")
    with pytest.raises(MathError, match=r"字体里没有“U\+0378”"):
        drawn("a\u0378b")


def test_a_formula_without_ink_and_width_is_refused() -> None:
    with pytest.raises(MathError, match="公式没有内容"):
        drawn("{}")


def test_the_line_comes_in_english_too() -> None:
    with pytest.raises(MathError) as raised:
        to_mathml(r"\foo", display=False)
    assert raised.value.message("en") == r"unknown command \foo"
    assert raised.value.reason == "command"


def test_every_line_is_short_and_one_line() -> None:
    for reason in PROBLEMS:
        for language in ("zh", "en"):
            line = MathError(reason, "x").message(language)  # type: ignore[arg-type]
            assert 0 < len(line.replace("\n", " " * 70)) < 70


def test_other_versions_of_the_engine_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "CHECKED", {"ziamath": "0.99", "ziafont": "0.99"})
    drawing._engine.cache_clear()
    with pytest.raises(MathError, match=r"画公式只认 ziamath 0\.99 ziafont 0\.99"):
        drawn("x")
    assert to_mathml("x", display=False) is not None
    drawing._engine.cache_clear()


HEAVY = {
    "long": "x" * 10_000,
    "deep": r"\frac{" * 500 + "x" + "}{2}" * 500,
    "wide": "a+" * 1999 + "a",
    "wide and deep": r"\left(" * 45 + "a+" * 1600 + "a" + r"\right)" * 45,
    "rows in rows": r"\left(\frac{" * 24 + "x" + r"}{2}\right)" * 24,
    "scripts": "x^{" * 49 + "x" + "}" * 49,
    "matrices": r"\begin{matrix}" * 49 + "x" + r"\end{matrix}" * 49,
}


@pytest.mark.parametrize("tex", HEAVY.values(), ids=HEAVY)
def test_every_formula_takes_seconds_at_most(tex: str) -> None:
    drawn("x")
    begun = time.monotonic()
    for convert in (
        lambda: to_mathml(tex, display=True),
        lambda: to_svg(tex, display=True, size=10, han=HAN),
    ):
        try:
            convert()
        except MathError:
            continue
    assert time.monotonic() - begun < 5
