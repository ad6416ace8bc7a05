"""Numerals (GB/T 15835—2011 出版物上数字用法)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from kanyin.proof.rule import HAN, Finding, Rule, Text, everywhere

_DIGIT = "一二三四五六七八九"
_MEASURE = "天个人岁次遍间只条件家户里斤亩块句步尺寸米吨位名分点杯碗层"
_NEXT = "|".join(f"{a}、(?:{'|'.join(_DIGIT[n + 1 : n + 2])})" for n, a in enumerate(_DIGIT[:-1]))
_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>\d{4})年)?(?<![\d.])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?(?![\d个])"
)
_CLOCK = re.compile(r"(?<![\d:：.])(?P<hour>\d{1,2})[时点](?P<minute>\d{1,2})分(?![之钟析])")


def dates(text: Text) -> Iterator[Finding]:
    """A date that no calendar has."""
    for m in _DATE.finditer(text.prose):
        if not _is_date(m["year"], int(m["month"]), m["day"]):
            yield Finding(m.start(), m.end(), None, {"mark": m[0]})
    for m in _CLOCK.finditer(text.prose):
        if int(m["hour"]) > 24 or int(m["minute"]) > 59:
            yield Finding(m.start(), m.end(), None, {"mark": m[0]})


def _is_date(year: str | None, month: int, day: str | None) -> bool:
    if not year and not day:
        return True  # “13月” may be a duration
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= int(day) <= monthrange(int(year or 2024) or 4, month)[1]


_ABOUT = re.compile(
    rf"(?P<first>大约|约|近|将近|差不多|大概|大致)(?:有|走了|需要|需|花了|用了|为|是|在)?(?P<gap>\d[\d.,%～—]{{0,9}}|[{_DIGIT}十百千万两几]{{1,8}})"
    rf"(?P<unit>[%℃{HAN}]{{0,4}}?)(?P<second>左右|上下|以上|多(?=[{_MEASURE}年]))"
)
_LIMIT = re.compile(
    rf"(?P<first>超过|高达|至少|不少于|最多|不超过|不足|低于)\d[\d.,%]{{0,9}}[%℃{HAN}]{{0,4}}?(?P<second>以上|以下|左右|上下)"
)


def twice_about(text: Text) -> Iterator[Finding]:
    """Two words that both make a number an estimate, or both set its limit."""
    for form in (_ABOUT, _LIMIT):
        for m in form.finditer(text.prose):
            mark = f"{m['first']}……{m['second']}"
            yield Finding(m.start("second"), m.end("second"), "", {"mark": mark})


_ONE_PERCENT = re.compile(
    r"(?<![\d.～—\-])(?P<low>\d+(?:\.\d+)?)(?P<x>～|~|—|-)(?P<high>\d+(?:\.\d+)?)[%％]"
)


def percents(text: Text) -> Iterator[Finding]:
    """A range of percentages whose first number has no sign (5.1.3)."""
    for m in _ONE_PERCENT.finditer(text.prose):
        if float(m["low"]) < float(m["high"]):
            full = f"{m['low']}%～{m['high']}%"
            yield Finding(m.start(), m.end(), full, {"mark": m[0], "full": full})


_HANS_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}年")
_ARABIC_YEAR = re.compile(r"(?<!\d)[12]\d{3}年")

RULES = (
    Rule("P201", everywhere(r"(?<![\d〇零一二三四五六七八九.第])\d{2}年(?=\d{1,2}月)"), "numeral"),
    Rule(
        "P202",
        everywhere(r"(?<![\d.])\d{1,2}[百千](?=[多余几]?[名个人元家户亩块盏年里])"),
        "numeral",
    ),
    Rule("P203", everywhere(rf"(?<![\d.])\d{{1,3}}几(?=[{_MEASURE}年])"), "numeral"),
    Rule(
        "P204",
        everywhere(rf"(?<![第{_DIGIT}十百千、])(?:{_NEXT})(?=[{_MEASURE}年])(?![年月][级度份])"),
        "mark",
    ),
    Rule(
        "P205",
        everywhere(
            "(?<![〇零○一二三四五六七八九十百千万亿])(?=[一二][^年]{0,2}[零○O0])[一二][一二三四五六七八九零○O0〇]{3}(?=年)",
            dict.fromkeys("零○O0", "〇"),
        ),
        "numeral",
        "safe",
    ),
    Rule(
        "P206",
        everywhere(r"(?<![第十百千万初零〇一二三四五六七八九老])二(?=[个件])(?!个[月十])", "两"),
        "numeral",
        "unsafe",
    ),
    Rule("P207", percents, "numeral", "unsafe"),
    Rule(
        "P208",
        everywhere(
            r"(?<=\d)，(?=\d{3}(?!\d))(?<![\d，]\d{4}，)(?=\d{3}[，元人万亿名千公吨米])", ","
        ),
        "numeral",
        "unsafe",
    ),
    Rule(
        "P209",
        everywhere(r"(?<=\d)。(?=\d{1,2}(?:[万亿米元倍%℃度吨克]|[a-z]))", "."),
        "numeral",
        "safe",
    ),
    Rule("P210", everywhere(r"百分之\d+(?:\.\d+)?"), "numeral"),
    Rule(
        "P211",
        everywhere(
            rf"(?<!\d)\d{{1,2}}月[{_DIGIT}十]{{1,3}}[日号]|(?<![{_DIGIT}十])[{_DIGIT}十]{{1,2}}月\d{{1,2}}[日号]"
        ),
        "numeral",
    ),
    Rule("P212", twice_about, "word", "unsafe"),
    Rule(
        "P213",
        everywhere(
            r"(?:减少|降低|下降|缩小|缩短)了?(?:[一二两三四五六七八九十百]+|\d+(?:\.\d+)?)倍"
        ),
        "word",
    ),
    Rule("P214", dates, "fact", hant=True),
)
