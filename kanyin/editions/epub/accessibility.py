"""What a publication says of its accessibility, and only what its content bears out.

EPUB Accessibility 1.1, "Discoverability", with the properties of schema.org. Conformance
to WCAG is no such fact: no program can find it, and a claim needs someone who makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanyin.editions.epub.package import Statement
from kanyin.editions.epub.svg import ANIMATIONS
from kanyin.model.article import Element

_TRADITIONAL = str.maketrans(
    "书读录阅顺级标题节转与页码图个写闪烁声动画会没",
    "書讀錄閱順級標題節轉與頁碼圖個寫閃爍聲動畫會沒",
)
"""The characters of the summary whose forms differ."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted in the documents."""

    pictures: int
    described: int
    headings: int
    formulas: int
    rubies: int
    pages: int
    moving: int

    @property
    def all_described(self) -> bool:
        """Whether every picture has a text that stands for it."""
        return self.pictures == self.described


def count_facts(roots: Iterable[Element], moving: int) -> Facts:
    """Count what bears on accessibility in prepared documents.

    ``moving`` is the number of picture files that move.
    """
    elements = [e for root in roots for e in root.iter() if isinstance(e.tag, str)]
    pictures = [e for e in elements if e.tag in ("img", "svg") and not _inside_drawing(e)]
    seen = [e for e in pictures if e.get("aria-hidden") != "true"]
    return Facts(
        pictures=len(seen),
        described=sum(1 for e in seen if _description(e)),
        headings=sum(1 for e in elements if e.tag in _HEADINGS),
        formulas=sum(1 for e in elements if e.tag == "math"),
        rubies=sum(1 for e in elements if e.tag == "ruby"),
        pages=sum(1 for e in elements if e.get("role") == "doc-pagebreak"),
        moving=moving + sum(1 for e in elements if e.tag in ANIMATIONS),
    )


def accessibility(facts: Facts, lang: str) -> Iterator[Statement]:
    """The schema.org statements, from facts alone; the summary in the language of the issue."""
    yield Statement("schema:accessMode", "textual")
    if facts.pictures:
        yield Statement("schema:accessMode", "visual")
    if facts.all_described:
        yield Statement("schema:accessModeSufficient", "textual")
    if facts.pictures:
        yield Statement("schema:accessModeSufficient", "textual,visual")
    for feature in _features(facts):
        yield Statement("schema:accessibilityFeature", feature)
    # What moves may flash; whether it does is for a person to see.
    yield Statement("schema:accessibilityHazard", "unknown" if facts.moving else "none")
    yield Statement("schema:accessibilitySummary", summary(facts, lang))


def summary(facts: Facts, lang: str) -> str:
    """The facts as a sentence for readers."""
    said = "；".join(_sentences(facts)) + "。"
    return said.translate(_TRADITIONAL) if lang.startswith("zh-Hant") else said


def _sentences(facts: Facts) -> list[str]:
    parts = ["本书文字可以重排、放大和朗读，有目录，可按阅读顺序通读"]
    if facts.headings > 1:
        parts.append("正文有分级标题，可逐节跳转")
    if facts.pages:
        parts.append(f"标有与印刷版一致的页码，共{facts.pages}页")
    if facts.pictures:
        parts.append(_pictures(facts))
    if facts.formulas:
        parts.append(f"公式{facts.formulas}个，用MathML写成")
    parts.append("有会动的图片" if facts.moving else "没有闪烁、声音和动画")
    return parts


def _pictures(facts: Facts) -> str:
    if facts.all_described:
        return f"图片{facts.pictures}幅，都有替代文本"
    missing = facts.pictures - facts.described
    return f"图片{facts.pictures}幅，其中{missing}幅没有替代文本"


def _features(facts: Facts) -> Iterator[str]:
    yield "tableOfContents"
    yield "readingOrder"
    if facts.headings:
        yield "structuralNavigation"
    if facts.pictures and facts.all_described:
        yield "alternativeText"
    if facts.formulas:
        yield "MathML"
    if facts.rubies:
        yield "rubyAnnotations"
    if facts.pages:
        yield from ("pageBreakMarkers", "pageNavigation")
    yield from ("displayTransformability", "unlocked")


def _description(element: Element) -> str:
    titles = (title.text or "" for title in element.iter("title"))
    named = element.get("alt") or element.get("aria-label") or element.get("aria-labelledby")
    return (named or next(titles, "")).strip()


def _inside_drawing(element: Element) -> bool:
    return any(ancestor.tag in ("svg", "math") for ancestor in element.iterancestors())
