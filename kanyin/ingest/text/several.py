"""Where one article ends and the next begins, in a file that holds several.

Only forms that end or open an article by themselves count: a site's header that comes
again, the labels of a record that come again, a title above a date line or a byline. A
column of readers' letters, a poem in parts and the chapters of a book stay one article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from kanyin.diagnostics import Place, remark
from kanyin.ingest.text.byline import DATELINE, people_in
from kanyin.ingest.text.credits import read_credits
from kanyin.ingest.text.dates import DATE_LINE
from kanyin.ingest.text.forms import CAPTION, RULE, SPEAKER, form_of
from kanyin.ingest.text.labelled import read_labels
from kanyin.ingest.text.page import NOTHING, Found, Line, Page
from kanyin.ingest.text.remnants import DIGEST
from kanyin.ingest.text.script import has_han, is_prose, squeeze
from kanyin.ingest.text.tables import site

Rows = Sequence[Line]
Rule = Callable[[Rows], Iterable[int]]

_BYLINE = re.compile(
    r"(?:文[/／ 　]|作者[:：]|[□■◇◆○●][ 　]*|[（(]?(?:本报|本刊|特约|实习|见习)?(?:记者|通讯员|撰稿)(?![:：]))"
)
_ENDING = re.compile(r"[（(][^（）()]*(?:作者|完)[^（）()]*[）)]$|(?:\[|［|〔)\d{1,3}(?:\]|］|〕)")
_TITLE = 40
"""The longest line that may be a title."""


def articles_in(page: Page) -> tuple[range, ...]:
    """The articles of a file as ranges of line numbers (from 1), in order.

    Together they are all lines. A file with one article, or with none, is one range.
    """
    rows = [line for line in page.lines if line.bare]
    found = sorted({i for rule in _RULES for i in rule(rows)})
    starts = [1, *(rows[i].number for i in _apart(found, rows)), len(page.lines) + 1]
    return tuple(range(a, b) for a, b in pairwise(starts))


def second_article(page: Page) -> Found:
    """Say where another article begins; nothing is moved."""
    articles = articles_in(page)
    if len(articles) == 1:
        return NOTHING
    return Found(remarks=(remark("I107", Place(page.name, articles[1].start, 1)),))


def _apart(found: Iterable[int], rows: Rows) -> Iterator[int]:
    """The openings that have running text before and after them."""
    last = max((i for i, row in enumerate(rows) if is_prose(row.text)), default=0)
    at = 0
    for i in found:
        if i <= last and any(is_prose(row.text) for row in rows[at:i]):
            yield i
            at = i


def _site_headers(rows: Rows) -> Iterator[int]:
    """APP下载 opens the file, and comes again."""
    first = squeeze(rows[0].bare) if rows else ""
    if first in site("chrome"):
        yield from (i for i, row in enumerate(rows) if i and squeeze(row.bare) == first)


def _labels(rows: Rows) -> Iterator[int]:
    """The label that opens the file comes again, and a title soon after."""
    labels = [_label(row) for row in rows] if rows and _label(rows[0]) else []
    for i, label in enumerate(labels):
        if i and label == labels[0] and "title" in labels[i : i + 12]:
            yield i


def _label(row: Line) -> str:
    labels = read_labels(row.bare) if len(row.bare) < 200 else ()
    return labels[0].field if labels else ""


def _date_lines(rows: Rows) -> Iterator[int]:
    """A title above a date with a name or a time, as the first article has it."""
    dated = [i for i, row in enumerate(rows) if _is_date_line(row) and _is_title(rows[i - 1])]
    if dated and dated[0] < 6:
        yield from (i - 1 for i in dated[1:])


def _is_date_line(row: Line) -> bool:
    match = DATE_LINE.fullmatch(row.bare) if len(row.bare) < 60 else None
    return match is not None and bool(match["time"] or match["rest"])


def _bylines(rows: Rows) -> Iterator[int]:
    """A title above a byline, after the end of an article or as the first one has it."""
    opened = False
    for i in range(len(rows) - 2):
        said = any(_BYLINE.match(row.bare) for row in rows[i + 1 : i + 3])
        ended = i > 0 and _ends(rows[i - 1])
        if (said or ended) and _is_title(rows[i]) and (by := _byline_below(rows, i)):
            if not any(is_prose(row.text) for row in rows[by + 1 : by + 5]):
                continue
            if ended or (said and opened):
                yield i
            opened = opened or (said and i < 6)


def _byline_below(rows: Rows, i: int) -> int:
    """The byline below a title, or below its subtitle; 0 if there is none."""
    for at in (i + 1, i + 2):
        bare = rows[at].bare if at < len(rows) else ""
        label = re.match("作者[:：]", bare)
        if 0 < len(bare) <= _TITLE and people_in(bare[label.end() :] if label else bare):
            return at
    return 0


def _digests(rows: Rows) -> Iterator[int]:
    """（摘自《…》） ends each piece of a digest."""
    ends = [i for i, row in enumerate(rows) if len(row.bare) < 80 and DIGEST.fullmatch(row.bare)]
    if len(ends) > 1:
        yield from (i + 1 for i in ends[:-1] if _is_title(rows[i + 1]))


def _datelines(rows: Rows) -> Iterator[int]:
    """A title above 新华社…电 or 本报讯, twice or more."""
    opened = [i - 1 for i, row in enumerate(rows) if i and DATELINE.match(row.bare)]
    titled = [i for i in opened if _is_title(rows[i])]
    if len(titled) > 1:
        yield from titled[1:]


def _is_title(row: Line) -> bool:
    text = row.bare.lstrip("# ")
    if not (0 < len(text) <= _TITLE and has_han(text)) or is_prose(text) or form_of(text):
        return False
    if text[-1] in "：:；;，,、" or text[0] in "（([［〔【<图表" or SPEAKER.match(text):
        return False
    return not (CAPTION.match(text) or read_credits(text) or text in site("related"))


def _ends(row: Line) -> bool:
    """Whether a line is the last of an article: a credit, its author, a reference, a rule."""
    text = row.bare
    if len(text) > 200:
        return False
    credited = {part.role for part in read_credits(text)} - {"photographer", "photo-source"}
    return bool(_ENDING.match(text) or RULE.fullmatch(text) or credited)


_RULES: tuple[Rule, ...] = (_site_headers, _labels, _date_lines, _bylines, _digests, _datelines)
