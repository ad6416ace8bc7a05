"""What each line of a Markdown file is, whatever dialect wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kanyin.diagnostics import Diagnostic, remark
from kanyin.ingest.markdown.blocks import FENCE_OPEN, closing_fence
from kanyin.ingest.text.page import DROPPED, Claim, Line, Page

HIDDEN = frozenset({"code", "table", "html", "quote", "list"})
"""Lines in which no byline and no credit is looked for."""

ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?=\S)"
)
HEADING = re.compile(r" {0,3}(#{1,6})(?=\s)")
DEFINITION = re.compile(
    r" {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?"
    r"([a-z][a-z0-9+.-]*:[!-~]+?|[./#][!-~]*?|[!-~]+?\.(?:md|html?|png|jpe?g|gif|svg|webp|pdf))>?"
    r"(?:[ \t]+[\"'(](.*)[\"')])?[ \t]*$",
    re.IGNORECASE,
)
"""A link definition that leads somewhere; ``[1]: 参考文献`` is text."""

_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")
_BLOCK_TAG = re.compile(
    r" {0,3}</?(?:address|article|aside|blockquote|center|details|dd|div|dl|dt|figure|figcaption|form|h[1-6]|hr|iframe|li|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TEMPLATE = re.compile(
    r"[ \t]*(?:\{%.*%\}|\{\{[<%].*[>%]\}\}|:::.*|\[TOC\])[ \t]*$", re.IGNORECASE
)
_OURS = re.compile(r":::[ ]*(?:verse|dialogue|caption|letter)?[ ]*$")


@dataclass(slots=True)
class Scan:
    """The kinds of the lines with text, by number, and what belongs to no article."""

    kinds: dict[int, str] = field(default_factory=dict)
    underlined: dict[int, int] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()


def scan(page: Page) -> Scan:
    """Name the lines from top to bottom."""
    seen = Scan()
    texts = [line.text for line in page.lines]
    at = next((n for n, ln in enumerate(page.lines) if ln.number not in page.taken), len(texts))
    while at < len(texts):
        opening = FENCE_OPEN.match(texts[at])
        end = closing_fence(texts, at, opening["mark"]) if opening else None
        if end is not None:
            seen.kinds |= dict.fromkeys(range(at + 1, end + 2), "code")
            at = end + 1
            continue
        if texts[at].strip():
            seen.kinds[at + 1] = _kind(texts, at, seen)
        at += 1
    _drop(page, seen)
    return seen


def _kind(texts: list[str], at: int, seen: Scan) -> str:
    text, above = texts[at], seen.kinds.get(at, "")
    if above == "text" and (line := _UNDERLINE.match(text)):
        seen.underlined[at] = 1 if line[1][0] == "=" else 2
        return "underline"
    if above in ("html", "table", "quote"):
        return above
    if (
        above == "code"
        and texts[at - 1].startswith(("    ", "\t"))
        and text.startswith(("    ", "\t"))
    ):
        return "code"
    if _TEMPLATE.match(text) and not _OURS.match(text):
        return "template"
    if ITEM.match(text) and not (
        above == "" and text.startswith(("    ", "\t")) and not _in_list(seen, at)
    ):
        return "list"
    return _plain_kind(texts, at, above, seen)


def _plain_kind(texts: list[str], at: int, above: str, seen: Scan) -> str:
    text = texts[at]
    following = texts[at + 1] if at + 1 < len(texts) else ""
    if HEADING.match(text):
        return "heading"
    if DEFINITION.match(text):
        return "definition"
    if "|" in text and "|" in following and _DELIMITER.match(following):
        return "table"
    if _BLOCK_TAG.match(text):
        return "html"
    if text.lstrip(" ").startswith(">"):
        return "quote"
    if above == "list" or (text.startswith((" ", "\t")) and _in_list(seen, at)):
        return "list"
    if above == "" and text.startswith(("    ", "\t")) and text.strip()[0].isascii():
        return "code"
    return "text"


def _in_list(seen: Scan, at: int) -> bool:
    """Whether the last line with text above belongs to a list."""
    return next((seen.kinds[n] for n in range(at, 0, -1) if n in seen.kinds), "") == "list"


def _drop(page: Page, seen: Scan) -> None:
    """Comments, underlines, and the tags of other programs' templates."""
    claims, remarks = [], []
    for number, kind in seen.kinds.items():
        line = page.lines[number - 1]
        if kind == "template":
            claims.append(Claim(*line.whole, DROPPED, "template tag"))
            remarks.append(remark("I141", page.place(line.span), text=line.bare[:60]))
        elif kind == "underline":
            claims.append(Claim(*line.whole, DROPPED, "markup"))
    for match in _COMMENT.finditer(page.text):
        first = page.line_at(match.start()).number
        if seen.kinds.get(first) != "code" and first not in page.taken:
            claims += _by_line(page, match.start(), match.end())
    seen.claims, seen.remarks = tuple(claims), tuple(remarks)


def _by_line(page: Page, start: int, end: int) -> list[Claim]:
    """A stretch over several lines, without their ends."""
    lines: list[Line] = page.lines[page.line_at(start).number - 1 : page.line_at(end - 1).number]  # type: ignore[assignment]
    spans = ((max(start, line.start), min(end, line.end)) for line in lines)
    return [Claim(a, b, DROPPED, "comment") for a, b in spans if a < b]
