"""What a web page or a scanned page prints around an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.diagnostics import Place, remark
from kanyin.ingest.text.page import NOTHING, Finding, Found, Line, Page, drop, take
from kanyin.ingest.text.script import is_prose, squeeze
from kanyin.ingest.text.tables import site
from kanyin.ingest.text.zones import head, margins_of

_BREADCRUMB = re.compile(r".+(?:\s[>›»]\s*.+){1,}[>›»]?\s*$|.+ > .* >$")
_PUBLISHED = re.compile(r"(?<!\d)([12]\d{3}-\d\d-\d\d)[ 　]*(?:发布|发表)")
_EMPTY_LABEL = re.compile("(?:来源|作者|编辑|时间|字号)[：:]$")
_FOLIO = re.compile(r"[·•.\-—~ ]+\d{1,4}[·•.\-—~ ]+$|第 ?\d{1,4} ?页$")
_JUMP = re.compile("[（(][ 　]*(?:下转|上接)[ 　]*第?[ 　]*[\\dA-Z]+[ 　]*[页版][ 　]*[）)]$")
_COMMENT = re.compile("<!--(?:(?!-->).)*-->")
_PLACEHOLDER = frozenset(["图片", "[图片]", "（图片）", "【图片】"])


def chrome(page: Page) -> Found:
    """Navigation, buttons and notices of the site; each is dropped with a remark."""
    edge = margins_of(page)
    lines = _above_breadcrumb(page)
    known = {line.number for line in lines}
    findings = tuple(_section(lines[-1])) if lines else ()
    lines += [
        line for line in page.free if line.number not in known and _is_chrome(page, line, edge)
    ]
    findings += tuple(finding for line in lines[-8:] for finding in _published(line))
    said = (remark("I102", page.place(line.span), text=_short(line.bare)) for line in lines)
    return Found(tuple(drop(line, "site chrome") for line in lines), findings, tuple(said))


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def _above_breadcrumb(page: Page) -> list[Line]:
    """首页 > 新闻 > 正文: what stands above it is navigation too."""
    lines: list[Line] = []
    for line in head(page):
        lines.append(line)
        if len(line.bare) < 200 and "首页" in line.bare and _BREADCRUMB.match(line.bare):
            return lines
    return []


def _section(breadcrumb: Line) -> Iterator[Finding]:
    """The section right before 正文 is the column."""
    *above, section, last = [" ", " ", *re.split(r"\s*[>›»]\s*", breadcrumb.bare)]
    if last == "正文" and len(above) > 2:
        why = f"the section in the breadcrumb, line {breadcrumb.number}"
        yield Finding("column", why, value=section)


def _published(line: Line) -> Iterator[Finding]:
    """2018-11-06 发布, in a notice of the site."""
    if match := _PUBLISHED.search(line.bare):
        yield Finding("date", f"published, line {line.number}", value=match.group(1))


def _is_chrome(page: Page, line: Line, edge: frozenset[int]) -> bool:
    text = squeeze(line.bare)
    at_edge = line.number in edge
    if text in site("chrome"):
        return at_edge or len(text) >= 4
    if at_edge and (text.isdecimal() or _EMPTY_LABEL.match(text)) and len(text) <= 4:
        return True
    notice = len(line.bare) <= 100 and line.bare.startswith(tuple(site("notices")))
    if notice and line in page.free[-12:]:
        return True
    starts = tuple(site("chrome_starts"))
    return at_edge and line.bare.startswith(starts) and not is_prose(line.text)


def placeholders(page: Page) -> Found:
    """“图片” on a line of its own stands where a picture was; a comment of HTML says nothing."""
    lines = [line for line in page.free if line.bare in _PLACEHOLDER]
    comments = [line for line in page.free if _COMMENT.fullmatch(line.bare)]
    return Found(
        (
            *(drop(line, "picture placeholder") for line in lines),
            *(drop(line, "comment") for line in comments),
        )
    )


def related(page: Page) -> Found:
    """The list of other articles below 猜你喜欢."""
    marker = next((ln for ln in page.free if squeeze(ln.bare) in site("related")), None)
    if marker is None:
        return NOTHING
    items = _items_below(page, marker)
    finding = Finding(
        "related", f"the lines below “{marker.bare}”", tuple(line.span for line in items)
    )
    said = remark("I102", page.place(marker.span), text=marker.bare)
    claims = (drop(marker, "site chrome"), *(take(line, "related") for line in items))
    return Found(claims, (finding,) if items else (), (said,))


def _items_below(page: Page, marker: Line) -> list[Line]:
    """Short lines, until chrome or running text comes."""
    items: list[Line] = []
    for line in page.lines[marker.number :]:
        if line.number in page.taken or line.bare.endswith("。") or len(line.bare) > 80:
            break
        if line.bare:
            items.append(line)
    return items


def furniture(page: Page) -> Found:
    """Folios and page jumps among the text (书眉、页码)."""
    lines = [line for line in page.free if _FOLIO.match(line.bare) or _JUMP.match(line.bare)]
    if not lines:
        return NOTHING
    said = remark("I114", Place(page.name, lines[0].number, 1), count=len(lines))
    return Found(tuple(drop(line, "page furniture") for line in lines), (), (said,))


def repeated_title(page: Page) -> Found:
    """The title printed again: below the date, or as a running head."""
    title = "".join(squeeze(page.text[a:b]) for f in page.says("title") for a, b in f.spans)
    again = (ln for ln in page.free if len(title) >= 4 and _repeats(ln.bare, title))
    lines = [line for line in again if not is_prose(line.text)]
    return Found(tuple(drop(line, "repeated title") for line in lines))


def _repeats(text: str, title: str) -> bool:
    """The title alone, or after the author's name as running heads have it."""
    bare = squeeze(text)
    return bare == title or (
        len(title) >= 8
        and re.fullmatch(f".{{2,6}}(?:等)?[：:]{re.escape(title)}", bare) is not None
    )
