"""The title, the lines above and below it, and the column it stands in."""

from __future__ import annotations

import re

from kanyin.ingest.text.forms import form_of
from kanyin.ingest.text.names import names_in
from kanyin.ingest.text.page import NOTHING, Claim, Finding, Found, Line, Page, Span, take
from kanyin.ingest.text.script import HAN, count_han, has_han, is_prose, squeeze
from kanyin.ingest.text.tables import site
from kanyin.ingest.text.zones import directly_below, head

_DASH = re.compile("(?:——|──|—|--+|－－)[ 　]*(?=\\S)")
_DASH_INSIDE = re.compile("(?:——|──)(?!.*(?:——|──))")
_COLUMN = re.compile("[·•◎◆【［\\[]([^·•】］\\]]{1,12})[·•】］\\]]?$")
_MARK = re.compile(r"(?:\\?[*＊①†])+$|[①*＊](?=[ 　])")
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+")
_NO_ENGLISH_TITLE = re.compile(
    rf"[{HAN}]|[.;,)]$|^(?:Fig|Table)|\d{{5}}|et al|\[J\]|^[A-Z]{{2,}} [A-Z][a-z]+, "
)
_CAPITALS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_SPEECH = re.compile(
    "[在于].{4,40}(?:上|时|中)的.{0,4}(?:讲话|致辞|致词|发言|演讲|演说|报告|开幕词|闭幕词|讲演)"
)
_LABEL = re.compile("[^：:]{2,6}[：:]$")
_OPENING_WORDS = frozenset("引言 前言 导语 导言 序 序言 序章 楔子 引子 开头".split())


def title(page: Page) -> Found:
    """The first line of the head that is neither a column nor a byline."""
    lines = [line for line in head(page) if has_han(line.bare)]
    found, lines = _column_above(lines)
    if not lines or not _can_be_title(page, lines):
        return found
    first, below = lines[0], lines[1:]
    if below and _is_lead(first, below, page):
        found += _lead(first)
        first, below = below[0], below[1:]
    return found + _title(page, first, below)


def _column_above(lines: list[Line]) -> tuple[Found, list[Line]]:
    """◎旧物小记, or a short letter-spaced word above the title."""
    if len(lines) < 2 or names_in(lines[1].bare):
        return NOTHING, lines
    bare = lines[0].bare
    spaced = re.fullmatch(f"[{HAN}](?:[ 　]+[{HAN}]){{1,3}}", bare) and not names_in(bare)
    above = re.fullmatch(f"# ?([{HAN}]{{2,6}})", bare) and re.match("# ?.{10}", lines[1].bare)
    marked = _COLUMN.match(bare)
    apart = _apart_from_title(lines)
    if not (spaced or above or apart or marked):
        return NOTHING, lines
    text = squeeze(marked.group(1) if marked else bare.lstrip("# "))
    why = f"above the title, line {lines[0].number}"
    finding = Finding("column", why, value=text, inferred=not marked)
    return Found((take(lines[0], "column"),), (finding,)), lines[1:]


def _apart_from_title(lines: list[Line]) -> bool:
    """手艺·访谈, then an empty line, then a title with its subtitle below."""
    if len(lines) < 3 or directly_below(lines[0], lines[1]):
        return False
    dotted = re.fullmatch(f"[{HAN}]{{2,4}}[·•][{HAN}]{{2,4}}", lines[0].bare)
    return bool(dotted and _DASH.match(lines[2].bare))


def _can_be_title(page: Page, lines: list[Line]) -> bool:
    first = lines[0]
    bare = _HEADING_MARK.sub("", first.bare)
    if len(page.free) < 2 or len(bare) > 100 or _DASH.match(bare):
        return False
    if form_of(bare) or bare[0] in "（(①" or bare[-1] in "：:;；，,":
        return False
    return len(names_in(bare)) < 2


def _is_lead(first: Line, below: list[Line], page: Page) -> bool:
    """引题: a line right above the title, which itself has a subtitle right below."""
    under = page.lines[below[0].number].bare if below[0].number < len(page.lines) else ""
    fits = not _DASH.match(below[0].bare) and bool(_DASH.match(under))
    return directly_below(first, below[0]) and fits


def _lead(line: Line) -> Found:
    why = f"above the title, line {line.number}"
    finding = Finding("lead_title", why, spans=(line.span,))
    return Found((take(line, "lead_title"),), (finding,))


def _title(page: Page, line: Line, below: list[Line]) -> Found:
    mark = _HEADING_MARK.match(line.bare)
    start = line.span[0] + (mark.end() if mark else 0)
    why = f"first line of the article, {line.number}"
    spans, subtitle = _divide(page, (start, line.span[1]))
    claims = [take(line, "title")]
    if not subtitle and len(spans) == 1 and (second := _second_line(line, below)):
        spans += (second.span,)
        claims.append(take(second, "title"))
    if subtitle:
        claims = [
            Claim(line.start, subtitle[0], "title", ""),
            Claim(subtitle[0], line.end, "subtitle", ""),
        ]
    findings = [Finding("title", why, spans=spans)]
    if subtitle:
        because = f"after a space in the title, line {line.number}"
        findings.append(Finding("subtitle", because, spans=(subtitle,)))
    return Found(tuple(claims), tuple(findings))


def _divide(page: Page, span: Span) -> tuple[tuple[Span, ...], Span | None]:
    """The lines of a title that a space joins, or a subtitle after the space."""
    text = page.text[span[0] : span[1]]
    if (dash := _DASH_INSIDE.search(text)) and _dash_divides(text, dash):
        right = span[0] + dash.end(), span[1]
        return (_without_mark(page, (span[0], span[0] + dash.start())),), right
    gaps = [m for m in re.finditer("[ 　]+", text) if _divides(text, m)]
    if len(gaps) != 1:
        return (_without_mark(page, span),), None
    left = span[0], span[0] + gaps[0].start()
    right = span[0] + gaps[0].end(), span[1]
    if page.text[slice(*right)].startswith(tuple(site("subtitles"))) and (
        _MARK.search(page.text[slice(*left)]) or "——" in page.text[slice(*right)]
    ):
        return (_without_mark(page, left),), right
    return (_without_mark(page, left), _without_mark(page, right)), None


def _dash_divides(text: str, dash: re.Match[str]) -> bool:
    """题目*——副题 on one line: a note mark before the dash, or a subtitle's first word after it."""
    right = text[dash.end() :]
    marked = dash.start() > 0 and text[dash.start() - 1] in "*＊①"
    return (
        len(right) >= 4
        and dash.start() >= 4
        and (marked or right.startswith(tuple(site("subtitles"))))
    )


def _divides(text: str, gap: re.Match[str]) -> bool:
    """A space between two Chinese phrases; letter-spaced words have more of them."""
    sides = text[: gap.start()], text[gap.end() :]
    return all(count_han(side) >= 3 for side in sides)


def _without_mark(page: Page, span: Span) -> Span:
    match = _MARK.search(page.text[span[0] : span[1]])
    return (span[0], span[0] + match.start()) if match else span


def _second_line(line: Line, below: list[Line]) -> Line | None:
    """A title set on two lines: the second right below, and nothing right below that."""
    if not below or not directly_below(line, below[0]):
        return None
    second = below[0]
    alone = len(below) < 2 or not directly_below(second, below[1])
    other = (_DASH.match(second.bare), _SPEECH.fullmatch(second.bare), form_of(second.bare))
    plain = not (any(other) or names_in(second.bare))
    fits = re.fullmatch(f"[{HAN}“”《》、，,·—]{{5,30}}", second.bare) is not None
    return second if alone and plain and fits and not is_prose(second.text) else None


def subtitle(page: Page) -> Found:
    """A line that opens with a dash below the title."""
    spans = [span for f in page.says("title") for span in f.spans]
    if not spans or page.says("subtitle"):
        return NOTHING
    line = page.line_at(spans[-1][0])
    if (found := _occasion(page, line)) != NOTHING:
        return found
    for other in page.lines[line.number : line.number + 2]:
        match = _DASH.match(other.bare)
        if match and other.number not in page.taken and len(other.bare) <= 60:
            span = other.span[0] + match.end(), other.span[1]
            finding = Finding("subtitle", f"after a dash, line {other.number}", spans=(span,))
            return Found((take(other, "subtitle"),), (finding,))
    return NOTHING


def _occasion(page: Page, title: Line) -> Found:
    """在……上的讲话, right below the title of a speech."""
    other = page.lines[title.number] if title.number < len(page.lines) else title
    if other.number in page.taken or not _SPEECH.fullmatch(other.bare):
        return NOTHING
    why = f"the occasion of a speech, line {other.number}"
    finding = Finding("subtitle", why, spans=(other.span,))
    return Found((take(other, "subtitle"),), (finding,))


def english_title(page: Page) -> Found:
    """The first line without an ideograph that reads as a title."""
    below = page.free[-12:] if page.says("abstract_en") or page.says("keywords_en") else ()
    for line in (*head(page), *below):
        bare = _HEADING_MARK.sub("", line.bare)
        words = re.findall("[A-Za-z]{2,}", bare)
        opens = bare.lstrip("“‘\"'(").startswith(_CAPITALS)
        if len(words) >= 4 and opens and not _NO_ENGLISH_TITLE.search(bare):
            start = line.span[1] - len(bare)
            why = f"Latin title, line {line.number}"
            return Found(
                (take(line, "title_en"),),
                (Finding("title_en", why, spans=((start, line.span[1]),)),),
            )
    return NOTHING


def column_below(page: Page) -> Found:
    """A column named where the byline stands: ·乡土·, 慢行, 主持人语："""
    if not page.says("title"):
        return NOTHING
    for line in head(page):
        marked = re.fullmatch("[·•◎◆]([^·•]{1,12})[·•]?", line.bare)
        if marked or (
            _LABEL.match(line.bare) and line.bare.startswith(("主持人", "编者", "卷首"))
        ):
            text = squeeze(marked.group(1)) if marked else line.bare[:-1]
            finding = Finding("column", f"below the title, line {line.number}", value=text)
            return Found((take(line, "column"),), (finding,))
    return _column_guess(page)


def _column_guess(page: Page) -> Found:
    """A word of two to four characters right before the text of a page without authors."""
    lines = head(page)
    known = page.says("authors") or page.says("author_run") or not page.says("date")
    if known or len(lines) != 1 or page.says("column"):
        return NOTHING
    line = lines[0]
    fits = re.fullmatch(f"[{HAN}]{{2,4}}", line.bare) and line.bare not in _OPENING_WORDS
    after = next((ln for ln in page.free if ln.number > line.number), None)
    if not fits or after is None or not is_prose(after.text):
        return NOTHING
    why = f"where the byline stands, line {line.number}"
    finding = Finding("column", why, value=line.bare, inferred=True)
    return Found((take(line, "column"),), (finding,))
