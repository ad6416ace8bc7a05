"""Which characters are what: the classes that recognisers and repairs share."""

from __future__ import annotations

import re
import unicodedata

from kanyin.model.scripts import HAN as HAN

CLOSING = "，。、；：？！”’）》〉」』】〕］…"
OPENING = "“‘（《〈「『【〔［"
SENTENCE_END = "。！？…!?"

_HAN = re.compile(f"[{HAN}]")
_SPACE = re.compile(r"\s+")
_DIGITS = {ord(c): n for n, c in enumerate("〇一二三四五六七八九")} | {ord("零"): 0}


def has_han(text: str) -> bool:
    """Whether any ideograph stands in the text."""
    return _HAN.search(text) is not None


def count_han(text: str) -> int:
    """How many ideographs stand in the text."""
    return len(_HAN.findall(text))


def squeeze(text: str) -> str:
    """The text without any white space."""
    return _SPACE.sub("", text)


def columns(text: str) -> int:
    """The width of a line in columns, East Asian wide characters counting two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip("”’」』）)】］〕\"' \t　")[-1:] in tuple(SENTENCE_END)


def is_prose(text: str) -> bool:
    """Whether a line reads as running text rather than as a title, a label or a name."""
    bare = text.strip()
    if not has_han(bare) or (bare[0] in "(（[［【〔" and bare[-1] in ")）]］】〕"):
        return False
    if bare[-1] in "。" or bare.endswith(("。”", "。」", "：“", "？”", "！”", '。"')):
        return True
    return len(bare) >= 36 and re.search("[，。；,;]", bare) is not None


def arabic(text: str) -> str:
    """A year or a number in Arabic digits: 一九九六 is 1996, １９９８ is 1998, 十二 is 12."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        return plain
    if "十" in plain:
        tens, _, ones = plain.partition("十")
        return str(int(_digits(tens) or 1) * 10 + int(_digits(ones) or 0))
    return _digits(plain)


def _digits(text: str) -> str:
    return "".join(str(_DIGITS.get(ord(c), "")) for c in text)
