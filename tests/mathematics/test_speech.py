"""Formulas read aloud: what someone hears who cannot see the drawing."""

from __future__ import annotations

import pytest
from formulas import sample
from hypothesis import given, settings
from test_any_formula import formulas, texts

from kanyin.mathematics.speech import speak

READ = {
    r"\frac{a}{b}": "b 分之 a",
    r"\frac{a+b}{c}": "分式，分子 a 加 b，分母 c，分式完",
    r"\frac{1}{1+\frac{1}{x}}": "分式，分子 1，分母 1 加 x 分之 1，分式完",
    r"\sqrt{x}": "根号 x",
    r"\sqrt{b^2-4ac}": "根号下 b 的平方 减 4 a c，根号完",
    r"\sqrt[3]{8}": "3 次根号 8",
    r"E=mc^2": "E 等于 m c 的平方",
    r"x^3+y^{n+1}": "x 的立方 加 y 的 n 加 1 次方",
    r"10^{-3}": "10 的 负 3 次方",
    r"A^T": "A 上标 T",
    r"x_i": "x 下标 i",
    r"x_{i+1}": "x 下标 i 加 1，下标完",
    r"a_1^2": "a 下标 1 的平方",
    r"\sum_{i=1}^n i": "求和，i 从 1 到 n，i",
    r"\int_0^1 f(x)\,dx": "积分，从 0 到 1，f 左括号 x 右括号 d x",
    r"\lim_{x\to 0}\frac{\sin x}{x}": "极限，x 趋于 0，分式，分子 正弦 x，分母 x，分式完",
    r"-1": "负 1",
    r"a=-b": "a 等于 负 b",
    r"a-b": "a 减 b",
    r"2 . 2 7 \%": "2.27 百分号",
    r"1 0 ^ { 4 }": "10 的 4 次方",
    r"25^\circ": "25 度",
    r"\hat{y}, \bar{x}": "y 帽，x 拔",
    r"\alpha\leqslant\Omega": "阿尔法 小于等于 大写欧米伽",
    r"f'(x)": "f 撇 左括号 x 右括号",
    r"\boxed{x}": "框内 x，框完",
    r"\binom{n}{k}": "左括号 上 n 下 k 右括号",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": "左括号，2行，第1行 a，b；第2行 c，d，各行完，右括号",
    r"q=0.46\ \text{千焦}": "q 等于 0.46 千焦",
}


@pytest.mark.parametrize(("tex", "said"), READ.items(), ids=READ.keys())
def test_a_formula_in_words(tex: str, said: str) -> None:
    assert speak(tex) == said


def test_a_traditional_text_is_read_in_its_own_characters() -> None:
    assert speak(r"\sqrt{x}-1", traditional=True) == "根號 x 減 1"


@pytest.mark.parametrize("tex", [r"a ⅋ b", r"\nosuchcommand x", r"\frac{a", r"a \between b"])
def test_what_has_no_word_is_given_as_it_is_written(tex: str) -> None:
    assert speak(tex) == tex


@given(formulas | texts)
@settings(max_examples=300, deadline=None)
def test_there_is_always_something_to_say(tex: str) -> None:
    assert speak(tex).strip() or not tex.strip()


@pytest.mark.parametrize("tex", [tex for tex, _ in sample()])
def test_every_formula_of_the_sample_has_words(tex: str) -> None:
    assert "\\" not in speak(tex)
