"""What a paragraph's style and number make of it (ECMA-376 Part 1, 17.7 and 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kanyin.ingest.docx.names import child, inside, is_on, kind, value
from kanyin.model.article import Element

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])$")
_KINDS = {
    "title": "title",
    "标题": "title",
    "subtitle": "subtitle",
    "副标题": "subtitle",
    "quote": "blockquote",
    "intense quote": "blockquote",
    "引用": "blockquote",
    "明显引用": "blockquote",
    "html preformatted": "pre",
    "html 预设格式": "pre",
    "source code": "pre",
    "code": "pre",
    "代码": "pre",
    "caption": "figcaption",
    "题注": "figcaption",
}
"""Names of styles in Word, in English and in Chinese, and what they mark."""

_FORMATS = {
    "bullet": "ul",
    "none": "ul",
    "chineseCounting": "一、",
    "chineseCountingThousand": "一、",
    "ideographDigital": "一、",
    "japaneseCounting": "一、",
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "lowerLetter": "a.",
}
"""Formats of numbers and the dialect's types of lists; any other is 1. 2. 3."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles and the numbering of a document."""

    by_id: dict[str, Element]
    formats: dict[tuple[str, str], str]

    def chain(self, paragraph: Element) -> Iterator[Element]:
        """The properties of a paragraph, of its style, of the styles that is based on."""
        own = child(paragraph, "pPr")
        if own is not None:
            yield own
        style = self.by_id.get(value(child(own, "pStyle")))
        for _ in range(20):
            if style is None:
                return
            yield style
            style = self.by_id.get(value(child(style, "basedOn")))

    def role(self, paragraph: Element) -> str:
        """``h1`` … ``h6``, ``title``, ``blockquote``, ``pre``, ``figcaption``, ``toc`` or ``p``."""
        for each in self.chain(paragraph):
            level = value(child(each, "outlineLvl")) or value(child(each, "pPr", "outlineLvl"))
            if level in tuple("012345"):
                return f"h{int(level) + 1}"
            if role := _role_of(value(child(each, "name")).lower()):
                return role
        return "p"

    def is_bold(self, paragraph: Element) -> bool:
        """Whether the style makes its words bold."""
        for each in self.chain(paragraph):
            bold = child(each, "rPr", "b") if kind(each) == "style" else None
            if bold is not None:
                return is_on(bold)
        return False

    def numbered(self, paragraph: Element) -> tuple[int, str] | None:
        """The depth and the kind of list of a numbered paragraph."""
        for each in self.chain(paragraph):
            found = child(each, "numPr")
            found = child(each, "pPr", "numPr") if found is None else found
            if found is not None:
                number, level = value(child(found, "numId")), value(child(found, "ilvl")) or "0"
                depth = int(level) if level in tuple("012345678") else 0
                return (
                    None
                    if number in ("", "0")
                    else (depth, self.formats.get((number, level), "1."))
                )
        return None


def _role_of(name: str) -> str:
    if match := _HEADING.match(name):
        return f"h{min(int(match[1]), 6)}"
    if name.startswith(("toc ", "目录 ")):
        return "toc"
    return _KINDS.get(name, "")


def read_styles(styles: Element | None, numbering: Element | None) -> Styles:
    """The styles by id, and the format of each level of each list."""
    by_id = (
        {value(e, "styleId"): e for k, e in inside(styles) if k == "style"}
        if styles is not None
        else {}
    )
    return Styles(by_id, _formats(numbering) if numbering is not None else {})


def _formats(numbering: Element) -> dict[tuple[str, str], str]:
    abstract = {value(e, "abstractNumId"): e for k, e in inside(numbering) if k == "abstractNum"}
    found: dict[tuple[str, str], str] = {}
    for name, number in inside(numbering):
        levels = abstract.get(value(child(number, "abstractNumId"))) if name == "num" else None
        for each, level in inside(levels) if levels is not None else ():
            if each == "lvl":
                key = value(number, "numId"), value(level, "ilvl")
                found[key] = _FORMATS.get(value(child(level, "numFmt")), "1.")
    return found
