"""Notes on the article that stand in brackets above or below it, and English bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.ingest.text.credits import named_in
from kanyin.ingest.text.masthead import iso_date
from kanyin.ingest.text.names import names_in, tokens
from kanyin.ingest.text.page import NOTHING, Finding, Found, Line, Page, drop, take
from kanyin.ingest.text.script import HAN, has_han
from kanyin.ingest.text.zones import margins_of
from kanyin.model.article import Credit, Person
from kanyin.model.roles import ROLES

_ABOUT = re.compile("作者|本文|整理|原标题|审阅|来电|原载|编译|删节")
_BRACKETED = re.compile(r"[（(][^（()）]{4,200}[）)]$|[\[［][^\[\]［］]{4,200}[\]］]$")
_STARRED = re.compile(r"[*＊＊※注][*：: 　]?.*(?:本文|作者|本刊).*")
DIGEST = re.compile(
    f"[（(](?:(?P<name>[{HAN}·]{{2,5}})文?[，,])?(?P<label>摘自|选自|原载|原刊|据)[^《]{{0,6}}《(?P<journal>[^》]+)》(?P<where>[^）)]*)[）)]$"
)
_TRANSLATED = re.compile(
    f"[（(](?P<name>[{HAN}　 、]{{2,12}}?)[ 　]*译自[ 　]*(?P<journal>[^，,《》]{{0,12}}《[^》]+》[^，,]{{0,30}})"
    "(?:[，,]原(?:题|名|文)(?:为)?[ 　]*《?(?P<title>[A-Za-z][^《》]+)》?)?"
    f"(?:[，,](?P<checker>[{HAN} 　、]{{2,12}})校)?[。]?[）)]$"
)
_SOURCE_AND_CREDITS = re.compile(
    "[（(](?:本文)?译自[ 　]*(?P<source>《[^》]+》[^：:]*?)(?:[，,](?P<credits>[^，,：:]{2,8}[：:].*))?[。]?[）)]"
)
_SERIAL = re.compile(
    r"[（(](?:未完[，,]?待续|待续|未完|连载完|全文完|续完|(?:上接|接上|续)第?[ 　]*[\d一二三四五六七八九十]*期?[^（()）]{0,8})[）)]"
)
_RECORD = re.compile(
    r"\[#\]: *(?P<key>\w+): *[(\"](?P<value>.+?)[)\"] *|via[:：] *(?P<url>https?://\S+)"
)
_RECORD_ROLES = {"collector": "selector", "translator": "translator", "reviewer": "proofreader"}
_DATE = re.compile(r"([12]\d{3})年(\d{1,2})月(\d{1,2})日")
_ISSUE = re.compile(r"(?:(\d{4})年)?第?(\d+)期")
_ENGLISH_BYLINE = re.compile(
    r"[A-Z][A-Za-z]+ [A-Z][a-z]+[\d*,$^ ]*(?:[,，] ?[A-Z][A-Za-z]+ [A-Z][a-z]+[\d*,$^ ]*)*$"
)


def digest_source(page: Page) -> Found:
    """（乔一川文，摘自《晚风》第11期，有删节）"""
    for line in page.free[-12:]:
        match = DIGEST.fullmatch(line.bare)
        if match is None:
            continue
        why = f"摘自, line {line.number}"
        parts = [("journal", match["journal"])]
        if issue := _ISSUE.search(match["where"]):
            parts += [("year", issue.group(1))] if issue.group(1) else []
            parts.append(("number", issue.group(2)))
        if date := _DATE.search(match["where"]):
            parts.append(("date", iso_date(*date.groups())))
        findings = [
            Finding("source", why, value=tuple(parts)),
            Finding(
                "credits",
                why,
                value=Credit("source", match["label"], (f"《{match['journal']}》",)),
            ),
        ]
        if match["name"]:
            name = match["name"].removesuffix("文")
            findings.append(Finding("authors", why, value=(Person(name),)))
        return Found((take(line, "source"),), tuple(findings))
    return NOTHING


def translation_source(page: Page) -> Found:
    """（译自《The Edge》，某书店1988年版，责任编辑：×××，特约审校：×××）"""
    for line in page.free[-12:]:
        match = _SOURCE_AND_CREDITS.fullmatch(line.bare) if len(line.bare) < 200 else None
        if match:
            why = f"译自, line {line.number}"
            source = Finding("credits", why, value=Credit("source", "译自", (match["source"],)))
            named = named_in(match["credits"] or "", line)
            return Found((take(line, "credits"),), (source, *named))
    return NOTHING


def translated_from(page: Page) -> Found:
    """（钟一苇译自《北方航标》1991年第4期，原题《The Keeper's Drawer》，岑　三校）"""
    for line in page.free[-12:]:
        if match := _TRANSLATED.fullmatch(line.bare) if len(line.bare) < 200 else None:
            return Found((take(line, "credits"),), tuple(_of_translation(match, line)))
    return NOTHING


def _of_translation(match: re.Match[str], line: Line) -> Iterator[Finding]:
    why = f"译自, line {line.number}"
    yield Finding("credits", why, value=Credit("translator", "译", tokens(match["name"])))
    if match["checker"]:
        yield Finding("credits", why, value=Credit("proofreader", "校", tokens(match["checker"])))
    yield Finding("credits", why, value=Credit("source", "译自", (match["journal"],)))
    if match["title"]:
        at = line.span[0] + match.start("title")
        yield Finding("title_en", why, spans=((at, at + len(match["title"])),))


def translation_record(page: Page) -> Found:
    """[#]: subject: (…) above a translation, and via: … below it, as translators' projects do."""
    found = NOTHING
    for line in (*page.free[:12], *page.free[-40:]):
        match = _RECORD.fullmatch(line.bare) if len(line.bare) < 300 else None
        if match and take(line, "source") not in found.claims:
            found += _of_record(match, line)
    return found


def _of_record(match: re.Match[str], line: Line) -> Found:
    key, why = match["key"] or "via", f"translation record, line {line.number}"
    value = match["value"] or match["url"]
    if key == "subject":
        at = line.span[0] + match.start("value")
        return Found(
            (take(line, "title_en"),), (Finding("title_en", why, ((at, at + len(value)),)),)
        )
    if key == "via":
        return Found((take(line, "source"),), (Finding("source", why, value=(("url", value),)),))
    if key == "author":
        name = re.sub(r"\s*https?://\S+", "", value)
        return Found((take(line, "authors"),), (Finding("author_line", why, value=name),))
    if role := _RECORD_ROLES.get(key):
        credit = Credit(role, ROLES[role].labels[0], (value,))
        return Found((take(line, "credits"),), (Finding("credits", why, value=credit),))
    return Found((drop(line, "translation record"),))


def serial_notes(page: Page) -> Found:
    """（上接第5期） above a part of a serial, （未完待续） below it."""
    lines = [line for line in (*page.free[:8], *page.free[-8:]) if _SERIAL.fullmatch(line.bare)]
    found = dict.fromkeys(lines)
    return Found(
        tuple(take(line, "author_notes") for line in found),
        tuple(
            Finding("author_notes", f"of a serial, line {ln.number}", (ln.span,)) for ln in found
        ),
    )


def bracketed_notes(page: Page) -> Found:
    """A line in brackets that speaks of the article or its author."""
    edge = margins_of(page)
    found = NOTHING
    for line in (*page.free[:10], *page.free[-12:]):
        bracketed = _BRACKETED.fullmatch(line.bare) and (
            _ABOUT.search(line.bare) or _is_life(line.bare)
        )
        if (bracketed and line.number in edge) or (
            _STARRED.fullmatch(line.bare) and line in page.free[-12:]
        ):
            why = f"bracketed, line {line.number}"
            finding = Finding("author_notes", why, spans=(line.span,))
            if take(line, "author_notes") not in found.claims:
                found += Found((take(line, "author_notes"),), (finding,))
    return found


def _is_life(text: str) -> bool:
    """（孔雀兰，渡口小学教师）"""
    name, comma, _ = text[1:-1].replace(",", "，").partition("，")
    return bool(comma) and len(names_in(name)) == 1


def english_byline(page: Page) -> Found:
    """MO Tingyu, GE Tianqing, and the address in brackets below."""
    found = NOTHING
    edge = margins_of(page)
    for line in page.free:
        if line.number not in edge or has_han(line.bare) or not page.says("title_en"):
            continue
        address = re.fullmatch(r"\(.*[A-Za-z]{4,}.*\d{5,6}.*\)", line.bare)
        if _ENGLISH_BYLINE.fullmatch(line.bare.replace("$", "")) or address:
            why = f"English byline, line {line.number}"
            found += Found(
                (take(line, "author_notes"),), (Finding("author_notes", why, spans=(line.span,)),)
            )
    return found
