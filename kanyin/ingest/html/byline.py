"""The line below a title that says all at once: 2021-03-04 来源：×× 作者：×× 浏览：123次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from kanyin.ingest.rich.document import BLOCKS, DROP, append_text, text_of
from kanyin.model.article import Element

_LABEL = "来源|稿源|出处|作者|记者|编辑|责任编辑|责编|文章来源|发布者|通讯员|摄影"
_COUNT = "浏览(?:次数|量)?|点击(?:次数|数|率)?|阅读(?:次数|量|数)?|访问量|字号|字体|人气|评论数?"
_DATE = r"(?:(?:发布|发表|更新|时间|日期)+[:：][ 　]*)?[12]\d{3}[-/.年]\d{1,2}"
_SAYS = re.compile(rf"(?:{_DATE}|(?:{_LABEL}|{_COUNT})[ 　]*[:：])")
_DIVIDE = re.compile(rf"[\s　|｜]+(?={_SAYS.pattern})")
_COUNTED = re.compile(rf"(?:{_COUNT})[ 　]*[:：]")
_BELOW = 6
"""So many blocks below the title may be such lines."""


def divide_bylines(body: Element, title: Element) -> None:
    """Let everything such a line says stand on a line of its own; counts are the site's."""
    leaves = islice(_after(body, title), _BELOW)
    for number, block in enumerate(leaves):
        text = text_of(block)
        says = len(_SAYS.findall(text))
        if len(text) <= 200 and (says >= 2 or (says == 1 and number == 0 and len(block) > 1)):
            _divide(block, every=says == 1)


def _after(body: Element, title: Element) -> Iterator[Element]:
    """The innermost blocks behind the title."""
    below = False
    inside = set(title.iter())
    for element in body.iter(etree.Element):
        below = below or element is title
        innermost = element.tag in BLOCKS and not any(
            c.tag in BLOCKS for c in element.iterdescendants()
        )
        if below and innermost and element not in inside:
            yield element


def _divide(block: Element, every: bool) -> None:
    """Put a line end before each thing that is said, and drop what only counts.

    With ``every``, each element of the line says something: 林知夏 临江文艺 2021-03-04.
    """
    texts = [block.text or "", *(t for c in block for t in (text_of(c), c.tail or ""))]
    block[:], block.text = [], None
    for part in (part for text in texts for part in _DIVIDE.split(text)):
        if (every or _SAYS.match(part.lstrip())) and part.strip() and (len(block) or block.text):
            etree.SubElement(block, "br")
        if _COUNTED.match(part.lstrip()):
            etree.SubElement(block, "span", {DROP: "site chrome"}).text = part
        else:
            append_text(block, part)
