"""Headings and run-in heads that a manuscript marks by bold alone."""

from __future__ import annotations

from kanyin.ingest.rich.document import DROP, FIELD, append_text, children, text_of
from kanyin.ingest.text.forms import FORMS, form_of
from kanyin.model.article import Element

_LONGEST = 40
_NOT_AT_END = "。，；：、…,;:"
_STOPS = "。！？"
_TRANSPARENT = frozenset({"span", "font", "u"})


def bold_headings(root: Element) -> None:
    """A short paragraph, bold from end to end, between others is a heading.

    Its rank is below that of the marked headings; among themselves their numbers decide.
    """
    found = [p for p in _paragraphs(root) if _is_heading(p)]
    ranks = [
        int(str(e.tag)[1])
        for e in root.iter("h1", "h2", "h3", "h4", "h5", "h6")
        if not _is_aside(e)
    ]
    used = [form for form in FORMS if any(form_of(text_of(p).strip()) is form for p in found)]
    for paragraph in found:
        form = form_of(text_of(paragraph).strip())
        below = used.index(form) if form in used else 0
        paragraph.tag = f"h{min(max(ranks, default=1) + 1 + below, 6)}"


def _paragraphs(root: Element) -> list[Element]:
    """The paragraphs that stand in no list, table, quotation or note."""
    outer = {"html", "body", "div", "section", "article", "main", "center"}
    return [p for p in root.iter("p") if all(a.tag in outer for a in p.iterancestors())]


def _is_aside(element: Element) -> bool:
    return element.get(DROP) is not None or element.get(FIELD) is not None


def _is_heading(paragraph: Element) -> bool:
    text = text_of(paragraph).strip()
    if _is_aside(paragraph) or not 1 < len(text) <= _LONGEST or text[-1] in _NOT_AT_END:
        return False
    after = paragraph.getnext()
    plain = after is not None and after.tag in ("p", "ul", "ol", "table", "blockquote", "figure")
    if (
        not plain
        or after is None
        or _is_bold(after)
        or "：" in text
        or paragraph.find(".//br") is not None
    ):
        return False
    return _is_bold(paragraph) and paragraph.find(".//img") is None


def _is_bold(paragraph: Element) -> bool:
    """Whether all its words stand in bold."""
    return bool(text_of(paragraph).strip()) and _all_bold(paragraph)


def _all_bold(element: Element) -> bool:
    if (element.text or "").strip():
        return False
    for child in children(element):
        bold = child.tag in ("strong", "b") or (child.tag in _TRANSPARENT and _all_bold(child))
        if (child.tail or "").strip() or (text_of(child).strip() and not bold):
            return False
    return True


def close_leads(root: Element) -> None:
    """Bold that opens a paragraph takes in the stop behind it: ``**先看人。**``."""
    for paragraph in root.iter("p"):
        first = next(children(paragraph), None)
        if first is None or first.tag not in ("strong", "b") or (paragraph.text or "").strip():
            continue
        for after in first.itersiblings():  # bold in several runs
            if after.tag != first.tag or (first.tail or ""):
                break
            first = after
        tail = first.tail or ""
        if (
            tail[:1]
            and tail[0] in _STOPS
            and text_of(first).rstrip()[-1:] not in tuple(_STOPS + "：，")
        ):
            append_text(first, tail[0])
            first.tail = tail[1:]
