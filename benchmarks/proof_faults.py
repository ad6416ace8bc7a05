"""Faults to plant in clean text: one function each, seeded, of every family of rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Fault = Callable[[str, Random], str | None]
"""A paragraph with one fault planted in it; None where there is no place for it."""


def swap(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Fault:
    """Replace one match of a pattern."""
    form = re.compile(pattern)

    def plant(text: str, chance: Random) -> str | None:
        found = list(form.finditer(text))
        if not found:
            return None
        m = chance.choice(found)
        replaced = new(m) if callable(new) else m.expand(new)
        return text[: m.start()] + replaced + text[m.end() :]

    return plant


HAN = "[\u4e00-\u9fff]"
TRADITIONAL = dict(zip("来时会说个们这后里国东门见长车电业问头", "來時會說個們這後裡國東門見長車電業問頭", strict=True))  # fmt: skip
FAULTS: dict[str, Fault] = {
    "half-width comma": swap(f"(?<={HAN})，(?={HAN})", ","),
    "half-width stop": swap(f"(?<={HAN})。$", "."),
    "half-width colon": swap(f"(?<={HAN})：", ":"),
    "half-width brackets": swap(f"（({HAN}[^（）]*)）", r"(\1)"),
    "one half-width bracket": swap(f"（({HAN}[^（）]*)）", r"（\1)"),
    "straight quotes": swap("“([^“”]*)”", r'"\1"'),
    "quote lost": swap("”", ""),
    "opening quote lost": swap("(?<=：)“", ""),
    "bracket lost": swap("）", ""),
    "title mark lost": swap("》", ""),
    "nested quotes": swap("(“[^“”]{6,}?，)([^“”，]{2,4})([^“”]*”)", r"\1“\2”\3"),
    "stop in and out": swap("([。！？]”)(?=[^，。])", r"\1。"),
    "pause between titles": swap("》《|”“", lambda m: f"{m[0][0]}、{m[0][1]}"),
    "doubled comma": swap(f"(?<={HAN})，(?={HAN})", "，，"),
    "two marks": swap(f"(?<={HAN})，(?={HAN})", "，。"),
    "doubled stop": swap(f"(?<={HAN})。(?={HAN})", "。。"),
    "ellipsis": swap(f"(?<={HAN})，(?={HAN})", "..."),
    "half an ellipsis": swap(f"(?<={HAN})。(?={HAN})", "…"),
    "half a dash": swap("——", "—"),
    "hyphens for a dash": swap(f"(?<={HAN})，(?={HAN}{{4}})", "--"),
    "four marks": swap("[！？]", lambda m: m[0] * 4),
    "mark order": swap("！", "！？"),
    "range": swap(r"(?<=\d)[～—](?=\d)", "-"),
    "tilde": swap(r"(?<=\d)～(?=\d)", "~"),
    "bullet in a name": swap(f"(?<={HAN})·(?={HAN})", "•"),
    "bracketed ordinal": lambda text, chance: f"（一）、{text}" if re.match(HAN, text) else None,
    "first": lambda text, chance: f"第一、{text}" if re.match(HAN, text) else None,
    "arabic ordinal": lambda text, chance: f"1、{text}" if re.match(HAN, text) else None,
    "comma begins": lambda text, chance: f"，{text}" if re.match(HAN, text) else None,
    "comma ends": swap("。$", "，"),
    "stop lost": swap(f"(?<={HAN})。$", ""),
    "ellipsis and 等": swap(f"等(?=[，。])(?<=、{HAN}{HAN}等)", "……等"),
    "stop behind an ellipsis": swap(f"(?<={HAN})。(?={HAN})", "……。"),
    "full-width figures": swap(r"\d", lambda m: chr(ord(m[0]) + 0xFEE0)),
    "space in a sentence": swap(f"(?<={HAN}{{3}})(?={HAN}{{3}})", " "),
    "space before a mark": swap(f"(?<={HAN})，(?={HAN})", " ，"),
    "unit": swap(r"(?<=\d) kg", " KG"),
    "traditional": swap(f"[{''.join(TRADITIONAL)}]", lambda m: TRADITIONAL[m[0]]),
    "radical": swap(
        "[人水火土木]",
        lambda m: chr(
            dict(zip("人水火土木", (0x2F08, 0x2F54, 0x2F55, 0x2F1F, 0x2F4A), strict=True))[m[0]]
        ),
    ),
    "zero width": swap(f"(?<={HAN})(?={HAN})", "\u200b"),
    "no-break space": swap(f"(?<={HAN})(?={HAN})", "\u00a0"),
    "Cyrillic": swap("(?<=[A-Za-z])a(?=[a-z]+[\u4e00-\u9fff，。])", "\u0430"),
    "的的": swap(f"(?<![目])的(?={HAN})", "的的"),
    "the the, across markup": swap(f"(?<![目])的(?={HAN})", "的**的**"),
    "是是": swap(f"(?<={HAN})是(?={HAN})(?<![但总还只于可若要正便更算就]是)", "是是"),
    "a phrase twice": swap(f"(?<=，)({HAN}{{4,8}})(?=，)", r"\1\1"),
    "a sentence twice": swap(f"(?<=。)({HAN}[^。“”]{{12,}}。)", r"\1\1"),
    "好象": swap("好像", "好象"),
    "己经": swap("已经", "己经"),
    "部份": swap("部分", "部份"),
    "confusion": swap("(?<=。)", "他一愁莫展。"),
    "variant word": swap("(?<=。)", "他很耽心。"),
    "impossible date": swap(r"\d{1,2}月\d{1,2}日", "2月30日"),
    "mixed date": swap(r"(\d{1,2}月)\d{1,2}日", r"\1十五日"),
    "estimate twice": swap("(?<=。)", "大约有30个人左右。"),
    "mixed hundreds": swap("(?<=。)", "一共来了5百人。"),
    "twenty-some": swap("(?<=。)", "那人20几岁。"),
    "three, four": swap("(?<=。)", "走了三、四天。"),
    "zero of a year": swap("(?<=。)", "那是二零零五年的事。"),
    "二个": swap("(?<=。)", "来了二个人。"),
    "per cent once": swap("(?<=。)", "涨了5～10%。"),
    "less by a multiple": swap("(?<=。)", "价钱降低了三倍。"),
    "placeholder": swap("(?<=。)", "TODO 补一句。"),
    "markup left": swap(f"(?<=，)({HAN}{{2}})", r"**\1"),
    "said twice": swap("(?<=。)", "目的是为了看灯。"),
}
"""Each fault by its name."""
