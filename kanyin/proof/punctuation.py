"""Marks of their right form, number and place (GB/T 15834—2011 标点符号用法)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kanyin.proof.blocks import OBJECT
from kanyin.proof.rule import HAN, Check, Finding, Rule, Text, everywhere
from kanyin.proof.text import Passage

_AFTER = rf"(?<=[{HAN}，。、；：！？”’）》])"
_ORDINAL_HEADS = ("title", "heading", "paragraph", "item")
_UNIT = rf"[%％℃]|[kcm]?m\b|k?g\b|(?![号室栋幢单版型路届比战胜负领获的])[{HAN}]"
_DASHES = "\N{EM DASH}\N{HORIZONTAL BAR}\N{BOX DRAWINGS LIGHT HORIZONTAL}－-"
_DOTS = "\N{BULLET}\N{KATAKANA MIDDLE DOT}\N{HYPHENATION POINT}\N{BULLET OPERATOR}\N{DOT OPERATOR}\N{HALFWIDTH KATAKANA MIDDLE DOT}"


def opening_ordinal(form: str, fix: str) -> Check:
    """A check of the mark (the group ``x``) behind the number that opens a paragraph."""
    pattern = re.compile(form)

    def check(text: Text) -> Iterator[Finding]:
        for passage in text.of(*_ORDINAL_HEADS):
            if m := pattern.match(text.prose, passage.start, passage.end):
                arguments = {"mark": m["x"], "full": fix, "ordinal": m[0].removesuffix(m["x"])}
                yield Finding(m.start("x"), m.end("x"), fix, arguments)

    return check


def ending(kinds: str, marks: str, fix: str | None = "") -> Check:
    """A check that objects to a mark at the end of blocks of some kinds."""

    def check(text: Text) -> Iterator[Finding]:
        wanted = kinds.split()
        for passage, after in pairwise((*text.passages, Passage("", 0, 0))):
            words = text.words(passage).rstrip()
            if passage.kind not in wanted or _is_object(text, after):
                continue
            if len(words) > 1 and words[-1] in marks and words[-2] not in marks:
                at = passage.start + len(words) - 1
                yield Finding(at, at + 1, fix, {"mark": words[-1]})

    return check


_HAN_FIRST = re.compile(rf"[^{HAN}]*+[{HAN}]")
_INNER = re.compile("[，。；]")


def _is_object(text: Text, passage: Passage) -> bool:
    """Whether a passage is a formula, code or a picture: what is before it runs on into it."""
    return text.words(passage).strip(OBJECT) == "" and passage.end > 0


def _has_inner_mark(words: str) -> bool:
    """Whether a comma, a semicolon or a stop stands behind the first Han."""
    first = _HAN_FIRST.match(words)
    return first is not None and _INNER.search(words, first.end()) is not None


def unended(text: Text) -> Iterator[Finding]:
    """A paragraph of sentences whose last has no mark at its end.

    A signature, a line of verse or a label has none; they have no comma either.
    """
    for passage, after in pairwise((*text.passages, Passage("", 0, 0))):
        if passage.kind not in ("paragraph", "dialogue") or _is_object(text, after):
            continue
        words = text.words(passage).rstrip()
        tail = re.split(r"[。！？]", words)[-1]
        if len(words) > 40 and len(tail) > 4 and re.search(rf"[{HAN}0-9A-Za-z%℃]$", words) and _has_inner_mark(words):  # fmt: skip
            at = passage.start + len(words)
            yield Finding(at - 1, at, None, {"mark": words[-1]})


_RANGE = re.compile(
    rf"(?<![\d\-/.:A-Za-z])\d+(?:\.\d+)?%?(?P<x>-{{1,2}}|–)\d+(?:\.\d+)?\s?(?P<unit>{_UNIT})(?!-)"
)


def ranges(text: Text) -> Iterator[Finding]:
    """A hyphen between two quantities: ～ for amounts, — for dates (4.13.3.2, 4.13.3.3)."""
    for m in _RANGE.finditer(text.prose):
        full = "—" if m["unit"] in ("年", "月", "日") else "～"
        yield Finding(m.start("x"), m.end("x"), full, {"mark": m["x"], "full": full})


_POINT = re.compile(rf"(?P<before>[{HAN}]+)(?P<x>[.．])(?=[{HAN}“]{{2}})")


def points(text: Text) -> Iterator[Finding]:
    """A full point between Han: of a name, if little stands before it, else of a sentence."""
    for m in _POINT.finditer(text.prose):
        full = "·" if len(m["before"]) < 5 else "。"
        yield Finding(m.start("x"), m.end("x"), full, {"mark": m["x"], "full": full})


RULES = (
    Rule(
        "P011",
        everywhere(r"([，、；：])\1+|(?<!。)(。)。(?!。)", r"\1\2"),
        "mark",
        "safe",
        hant=True,
    ),
    Rule(
        "P012",
        everywhere(r"[，、；：][。！？]|([，、；：。])(?!\1)[，、；：]|[！？][，。、；：]"),
        "mark",
        hant=True,
    ),
    Rule(
        "P013",
        everywhere(r"[“‘（《〈「](?P<x>[，。、；：])|(?P<y>[，、；：])[）》〉]|、[”’]"),
        "mark",
        hant=True,
    ),
    Rule(
        "P014",
        everywhere(
            rf"{_AFTER}(?:\.{{3,}}|・{{3,}}|·{{3,}}|⋯+)|\.{{3,}}(?=[{HAN}])|。{{3,}}|(?<!…)(?:…|…{{3}}|…{{5,}})(?!…)",
            "……",
        ),
        "mark",
        "safe",
    ),
    Rule(
        "P016",
        everywhere(
            rf"(?<=[{HAN}”’）》])[{_DASHES}]{{2,}}(?<!(?<!—)——)(?=[{HAN}“‘（《])|(?<=[{HAN}”])—{{3,}}|^(?:--|──|――|－－)(?=[{HAN}《])",
            "——",
        ),
        "mark",
        "safe",
    ),
    Rule(
        "P017",
        everywhere(
            rf"(?<=[{HAN}”）》]{{7}})—(?=[{HAN}“（《]{{4}})|(?<=[{HAN}”）》]{{4}})—(?=[{HAN}“（《]{{8}})"
            rf"|(?<=[，。；？！])—(?=[{HAN}“])",
            "——",
        ),
        "mark",
        "unsafe",
    ),
    Rule("P018", everywhere(r"([！？])\1{3,}", r"\1\1\1"), "mark", "safe"),
    Rule("P019", everywhere(r"！+？+|[！？]*？！[！？]+(?<=[！？]{3})", "？！"), "mark", "safe"),
    Rule("P020", ranges, "mark", "unsafe"),
    Rule("P021", everywhere(rf"(?<=[{HAN}\d%℃])[~〜∼˜](?=[{HAN}\d])", "～"), "mark", "safe"),
    Rule("P022", everywhere(rf"(?<=[{HAN}])[{_DOTS}](?=[{HAN}])", "·"), "mark", "safe"),
    Rule("P023", points, "mark", "unsafe"),
    Rule(
        "P024",
        everywhere(
            "[“”](?:[二三四五六七八九十]|十[一二三四五六七八九]?)(?P<x>·)[一二三四五六七八九十廿]{1,3}[”](?<!十一·.”)(?<!十二·.”)",
            "",
        ),
        "mark",
        "safe",
    ),
    Rule(
        "P025",
        opening_ordinal(
            r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)](?P<x>[、，．.：])", ""
        ),
        "mark",
        "safe",
    ),
    Rule(
        "P026",
        everywhere(
            "(?:^|(?<=[。；]))(?:第[一二三四五六七八九十]|首先|其次|再次|最后)(?P<x>、)(?!第|[一二三四五六七八九十])",
            "，",
        ),
        "mark",
        "unsafe",
    ),
    Rule("P027", opening_ordinal(r"\d{1,2}(?P<x>、)(?=[^\d])", "."), "mark", "unsafe"),
    Rule(
        "P028",
        opening_ordinal(rf"[一二三四五六七八九十]{{1,3}}(?P<x>[，,.．] ?)(?=[{HAN}“《])", "、"),
        "mark",
        "unsafe",
    ),
    Rule("P029", ending("title heading", "。，、；："), "mark", "safe"),
    Rule("P030", ending("caption", "。"), "mark", "safe"),
    Rule(
        "P031",
        everywhere("……等(?=[，。；、）”]|等|之类)|、[^，。；：、！？\n]{1,12}等(?P<x>……)", None),
        "mark",
    ),
    Rule("P032", everywhere("……。", "……"), "mark", "safe"),
    Rule("P033", everywhere("(?<=——)(?P<x>[，。、；：])", ""), "mark", "unsafe"),
    Rule("P034", everywhere("[「」『』]"), "mark"),
    Rule(
        "P035",
        everywhere(r"(?<=\d)(?P<x>——)(?=\d)|(?<=\d年)(?P<y>——)(?=\d{4})", "—"),
        "mark",
        "safe",
    ),
    Rule("P036", ending("paragraph item quote", "，、", None), "mark"),
    Rule("P037", unended, "mark"),
)
