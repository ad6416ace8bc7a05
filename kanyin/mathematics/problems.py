"""What can be wrong with a formula, in one short line."""

from __future__ import annotations

from typing import Literal

PROBLEMS: dict[str, tuple[str, str]] = {
    "empty": ("公式是空的", "the formula is empty"),
    "long": ("公式太长，最多{what}个字符", "the formula is longer than {what} characters"),
    "deep": ("公式嵌套太深，最多{what}层", "the formula is nested deeper than {what} levels"),
    "heavy": ("公式太复杂，请拆开写", "the formula is too intricate: split it"),
    "character": ("公式里有不可用的字符 {what}", "{what} cannot stand in a formula"),
    "braces": ("花括号不成对", "the braces do not pair"),
    "delimiters": (r"\left 和 \right 不成对", r"\left and \right do not pair"),
    "ends": (r"\begin 和 \end 不成对", r"\begin and \end do not pair"),
    "command": ("不认识的命令 {what}", "unknown command {what}"),
    "environment": ("不认识的环境 {what}", "unknown environment {what}"),
    "refused": ("公式里不能用 {what}", "{what} is not accepted in a formula"),
    "stray": ("{what} 要写成 \\{what}", "write \\{what} for {what}"),
    "ampersand": (
        "& 只能用在矩阵、aligned 等环境里",
        "& belongs in matrices, aligned and the like",
    ),
    "newline": (
        r"换行 \\ 只能用在独立公式里，或 aligned 等环境里",
        r"\\ belongs in displayed formulas, aligned, matrices and the like",
    ),
    "text": (r"\text 里不能有 {what}", r"{what} cannot stand in \text"),
    "missing": ("{what} 缺少内容", "something is missing after {what}"),
    "double": ("{what} 连用了两次，要加花括号", "{what} twice in a row: add braces"),
    "not": (r"\not 不能用在这里", r"\not cannot stand here"),
    "length": ("看不懂的长度 {what}", "unreadable length {what}"),
    "colour": ("不认识的颜色 {what}", "unknown colour {what}"),
    "size": ("公式没有内容，或者大得放不下", "the formula is blank or too large"),
    "glyph": ("字体里没有“{what}”", "no font has “{what}”"),
    "engine": ("画公式只认 {what}", "formulas are drawn with {what} only"),
    "unreadable": ("读不懂（{what}）", "cannot be read ({what})"),
}
"""Chinese and English, by reason."""


class MathError(ValueError):
    """A formula cannot be read or drawn; ``str()`` is one short line, in Chinese."""

    def __init__(self, reason: str, what: object = "") -> None:
        self.reason = reason
        self.what = str(what)
        super().__init__(self.message())

    def message(self, language: Literal["zh", "en"] = "zh") -> str:
        """The line, filled in."""
        chinese, english = PROBLEMS[self.reason]
        return (chinese if language == "zh" else english).format(what=self.what).strip()
