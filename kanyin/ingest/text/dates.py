"""The line of a web page that gives the date, and often the author or the source too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.masthead import iso_date
from kanyin.ingest.text.names import names_in, split_run
from kanyin.ingest.text.page import NOTHING, Claim, Finding, Found, Line, Page
from kanyin.ingest.text.script import HAN, squeeze
from kanyin.ingest.text.tables import site
from kanyin.ingest.text.zones import head
from kanyin.model.article import Credit

DATE = r"(?P<y>[12]\d{3})(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)"
DATE_LINE = re.compile(
    rf"(?P<date>{DATE})(?:[ 　T]*(?P<time>\d{{1,2}}:\d\d(?::\d\d)?))?[ 　]*(?P<rest>.*)"
)
_SOURCE = re.compile(
    r"(?:来源|稿源|文章来源|出处)[：:][ 　]*(?P<name>\S{2,20})(?:[ 　]+(?:作者|记者)[：:][ 　]*(?P<by>\S{2,12}))?"
)
_IN_BRACKETS = re.compile(rf"[（(](?P<date>{DATE})[）)]")
_RUN = re.compile(f"[{HAN}·•,，、 　\\d?]{{2,40}}")


def date_line(page: Page) -> Found:
    """2021-12-08龚凤祥, or 2019-09-07 13:43:45　来源: 河湾晚报."""
    for line in head(page):
        match = DATE_LINE.fullmatch(line.bare) or _IN_BRACKETS.fullmatch(line.bare)
        if match and (found := _read(page, line, match)):
            return found
    return NOTHING


def _read(page: Page, line: Line, match: re.Match[str]) -> Found:
    rest = match.groupdict().get("rest", "")
    begin = line.span[0]
    cut = begin + match.start("rest") if rest else line.end
    value = iso_date(match["y"], match["m"] or match["m2"], match["d"] or match["d2"])
    findings = [Finding("date", f"date line {line.number}", value=value)]
    if match.groupdict().get("time"):
        findings.append(Finding("time", f"date line {line.number}", value=match["time"]))
    claims = [Claim(line.start, cut, "date", "")]
    if rest:
        told = tuple(_rest(page, line, rest, on_the_web=bool(match["time"])))
        if not told:
            return NOTHING
        field = "authors" if told[0].field == "author_run" else told[-1].field
        claims.append(Claim(cut, line.end, field, ""))
        findings += told
    return Found(tuple(claims), tuple(findings))


def _rest(page: Page, line: Line, rest: str, *, on_the_web: bool) -> Iterator[Finding]:
    """What follows the date: names, or a source.

    A web page, which gives the time too, took the article over from its source; to a
    newspaper's page the source is the newspaper.
    """
    if source := _SOURCE.fullmatch(rest):
        name, why = squeeze(source["name"]), f"来源 on line {line.number}"
        if source["by"]:
            yield Finding("author_line", f"作者 on line {line.number}", value=source["by"])
        if on_the_web:
            yield Finding("credits", why, value=Credit("source", "来源", (name,)))
        else:
            yield Finding("source", why, value=(("journal", name),))
    elif _RUN.fullmatch(rest) and _are_names(page, squeeze(rest)):
        yield Finding("author_run", f"after the date, line {line.number}", value=rest)


def _are_names(page: Page, run: str) -> bool:
    """Names by their surnames, or short enough for a pen name, or printed again as a byline."""
    if names_in(run) or split_run(run) or run.startswith(tuple(site("bylines"))):
        return True
    if len(run) <= 6:
        return not any(word in run for word in site("not_names"))
    return any(squeeze(re.sub("[,，、?]", "", ln.bare)) == run for ln in head(page)[:8])
