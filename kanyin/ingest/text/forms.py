"""The forms by which a line shows what it is: numbers, marks and endings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanyin.ingest.text.flow import Unit
from kanyin.ingest.text.script import HAN, ends_sentence, has_han

_NUMERAL = "[一二三四五六七八九十百〇零]{1,4}"


@dataclass(frozen=True, slots=True)
class Form:
    """A way of numbering headings; forms come from the highest to the lowest."""

    name: str
    pattern: re.Pattern[str]
    longest: int = 60
    careful: bool = False
    """Also the form of list items: a heading only before running text."""


FORMS = (
    Form("part", re.compile(rf"第(?:{_NUMERAL}|\d+)[编编部卷篇]")),
    Form("chapter", re.compile(rf"第(?:{_NUMERAL}|\d+)[章回讲]")),
    Form("section", re.compile(rf"第(?:{_NUMERAL}|\d+)节")),
    Form("numeral", re.compile(rf"{_NUMERAL}(?:$|[ 　]+(?=[{HAN}]))"), 20),
    Form("numeral-comma", re.compile(rf"{_NUMERAL}、")),
    Form("numeral-parenthesis", re.compile(rf"[（(]{_NUMERAL}[）)]")),
    Form("decimal-1", re.compile(rf"\d{{1,2}}[ 　]+(?=[{HAN}A-Z])"), 30, careful=True),
    Form("decimal-2", re.compile(rf"\d{{1,2}}[.．]\d{{1,2}}[ 　]*(?=[{HAN}A-Z])"), 30),
    Form("decimal-3", re.compile(rf"\d{{1,2}}(?:[.．]\d{{1,2}}){{2}}[ 　]*(?=[{HAN}A-Z])"), 40),
    Form("digit-stop", re.compile(rf"\d{{1,2}}[.．、] *(?=[{HAN}“])"), 24, careful=True),
    Form("digit-parenthesis", re.compile(rf"[（(]\d{{1,2}}[）)] *(?=[{HAN}“])"), 20, careful=True),
)
CAPTION = re.compile(
    r"图[ 　]*(?:\d{1,3}(?:[-.]\d{1,2})?|[①-⑳])(?:[\s　:：—]|$)|[▲△▼↑] ?|图片?[:：/／]"
    r"|(?:上|下|左|右|题|大|小)?图为|Fig(?:ure|\.)? ?\d{1,2}"
)
TABLE_CAPTION = re.compile(r"表[ 　]*\d{1,3}(?:[-.]\d{1,2})?(?:[\s　:：]|$)")
PHOTO_CREDIT = re.compile(
    rf"(?:[　 。]|图[/／]|[（(])[{HAN}　 ·]{{2,9}}[　 ]*[/／]?(?:摄|供图)[）)]?$"
)
SCENE = re.compile("[^，。]{2,24}(?:在|正|向|为).{3,}|左起|右起|[（(][左右中][）)]|资料图")
SPEAKER = re.compile(rf"(《?[{HAN}A-Za-z·]{{1,8}}》?)([：:])(?=\s*\S)")
MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
GLUED_NUMBER = re.compile(rf"\d{{1,2}}(?=[{HAN}A-Z])(?!\d{{0,2}}[年月日])")
RULE = re.compile(r"(?:[=\-*_~—─＝－]{3,}|[* 　＊※◇☆-]{3,})$")
SCENE_BREAK = re.compile(r"(?:[*＊※◇☆][ 　]*){1,7}$")
QUOTE = re.compile(r"> *(?=[^\s>])")
BULLET = re.compile(r"[-*+•●] +(?=\S)")


SECTIONS = frozenset(
    "引言 前言 绪论 导言 导语 余论 结语 结论 结束语 小结 讨论 结果 致谢 后记 附记 尾声 引子 楔子 序幕".split()
)
"""Words that are headings wherever they stand alone."""

_POSTCODE = re.compile(r"(?<!\d)\d{6}$")
_CLOSE = re.compile("此致|敬礼|顺颂|谨启")


def form_of(text: str) -> Form | None:
    """The form in which a heading is numbered, if the line can be one."""
    for form in FORMS:
        if form.pattern.match(text):
            return form if _title_like(text, form.longest) else None
    return None


def _title_like(text: str, longest: int) -> bool:
    """Short, and not ended as a sentence or a list item is."""
    stops = "。；;，,：:、.．"
    return len(text) <= longest and text[-1] not in stops and "。" not in text


def heading_like(unit: Unit, paragraph_indent: int) -> bool:
    """Whether an unnumbered line has the form of a heading."""
    text = unit.text
    if len(unit.lines) > 1 or not has_han(text) or not _title_like(text, 60):
        return False
    if (
        text.startswith(("——", "──"))
        or TABLE_CAPTION.match(text)
        or _CLOSE.match(text)
        or _POSTCODE.search(text)
    ):
        return False
    if text[0] in "（(［[【〔*＊★☆◇◆※●○▲→/|<>☎" or text[-1] in "）)】］]|>":
        return False
    if (
        "\t" in text
        or text[0] in "-=_"
        or BULLET.match(text)
        or (SPEAKER.match(text) and (text[-1] in "？！?!"))
    ):
        return False
    asks = ends_sentence(text)
    return not asks or (text[-1] in "？！?!" and unit.indent != paragraph_indent)
