"""A formula in words, as one reads it aloud in Chinese: for whoever hears a drawing described.

The words are those of the classroom: 分之, 根号, 平方, 下标. What has parts of its own is closed
(分式完), so that nothing is left to guess. A formula with a sign that has no word here is given
as its LaTeX, whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from lxml import etree

from kanyin.mathematics.latex import to_mathml
from kanyin.mathematics.mathml import core
from kanyin.mathematics.problems import MathError
from kanyin.mathematics.words import ACCENTS, FUNCTIONS, POWERS, SIGNS, TRADITIONAL, WITH_LIMITS

Element = etree._Element

ROWS = frozenset("math mrow mstyle mpadded mtd".split())
SILENT = frozenset("mspace mphantom".split())
BEFORE_A_TERM = {"-": "负", "−": "负", "+": "正"}
PRIMES = {"′": "撇", "″": "两撇", "′′": "两撇", "‴": "三撇", "′′′": "三撇"}
_PAUSES = re.compile("[ ，；]*[，；][ ，；]*")
LINES = frozenset("_¯―‾")


class _NoWord(Exception):
    """A sign or an element that nobody here knows how to say."""


def speak(tex: str, *, traditional: bool = False) -> str:
    """The formula in words; its LaTeX where it cannot be read, or has no words."""
    try:
        said = _said(to_mathml(tex, display=True))
    except (MathError, _NoWord):
        return tex
    said = _PAUSES.sub(lambda found: "；" if "；" in found[0] else "，", said)
    said = " ".join(said.split()).strip("，；")
    return (said.translate(TRADITIONAL) if traditional else said) or tex


def _said(element: Element) -> str:
    tag = str(element.tag)
    if tag in SILENT:
        return ""
    if tag in ROWS:
        return _row(list(element))
    if tag in ("mi", "mn", "mo", "mtext"):
        return _leaf(element)
    if tag not in READERS:
        raise _NoWord(tag)
    return READERS[tag](element)


def _row(children: list[Element]) -> str:
    said = ""
    for child in children:
        sign = (child.text or "") if child.tag == "mo" else ""
        before = child.getprevious()
        if sign in BEFORE_A_TERM and (not said or child.get("form") == "prefix"):
            said += f" {BEFORE_A_TERM[sign]}"
        elif before is not None and _goes_on(before, child):
            said += "." if sign else _said(child)
        else:
            said += f" {_said(child)}"
    return said.strip()


def _goes_on(before: Element, after: Element) -> bool:
    """Whether digits, or a point between them, go on with a number."""
    left = before.getprevious() if _is_point(before) else before
    right = after.getnext() if _is_point(after) else after
    while right is not None and len(right):
        right = right[0]
    return left is not None and right is not None and left.tag == right.tag == "mn"


def _is_point(element: Element) -> bool:
    return element.tag == "mo" and element.text == "."


def _leaf(leaf: Element) -> str:
    text = leaf.text or ""
    if leaf.tag in ("mn", "mtext"):
        return text
    text = "".join(text.split())
    words = FUNCTIONS | SIGNS
    return words[text] if text in words else " ".join(map(_letter, _in_runs(text)))


def _in_runs(text: str) -> list[str]:
    """A name of ASCII letters whole, everything else character by character."""
    return [text] if text.isascii() and text.isalnum() else list(text)


def _letter(character: str) -> str:
    """A letter or a sign: mathematical alphabets are read as the letters they are (NFKC)."""
    plain = unicodedata.normalize("NFKC", character)
    if plain in SIGNS:
        return SIGNS[plain]
    if plain.isalnum() and (plain.isascii() or "一" <= plain <= "鿿"):
        return plain
    raise _NoWord(character)


def _is_simple(element: Element) -> bool:
    """Whether it is one letter, number or name: nothing that could be divided wrongly."""
    while element.tag in ROWS and len(element) == 1:
        element = element[0]
    return element.tag in ("mi", "mn", "mtext")


def _fraction(element: Element) -> str:
    over, under = element
    if element.get("linethickness", "1").startswith("0"):
        return f"上 {_said(over)} 下 {_said(under)}"
    if _is_simple(over) and _is_simple(under):
        return f"{_said(under)} 分之 {_said(over)}"
    return f"分式，分子 {_said(over)}，分母 {_said(under)}，分式完，"


def _root(element: Element) -> str:
    if element.tag == "mroot":
        under, degree = [element[0]], f"{_said(element[1])} 次"
    else:
        under, degree = list(element), ""
    if len(under) == 1 and _is_simple(under[0]):
        return f"{degree}根号 {_said(under[0])}"
    return f"{degree}根号下 {_row(under)}，根号完，"


def _power(element: Element) -> str:
    return f"{_said(element[0])} {_raised(element[0], element[1])}"


def _raised(base: Element, script: Element) -> str:
    text = "".join(map(str, script.itertext())).strip()
    if text in POWERS:
        return POWERS[text]
    if text in PRIMES:
        return PRIMES[text]
    number = core(base).tag in ("mi", "mn") or (core(base).text or "") in ")]}"
    if number and not text.isupper() and not _is_words(script) and text not in SIGNS:
        return f"的 {_said(script)} 次方"
    return f"上标 {_closed(script, '上标')}"


def _is_words(script: Element) -> bool:
    return any(e.tag == "mtext" for e in script.iter())


def _index(element: Element) -> str:
    return f"{_said(element[0])} {_lowered(element[1])}"


def _lowered(script: Element) -> str:
    return f"下标 {_closed(script, '下标')}"


def _closed(script: Element, name: str) -> str:
    """What is in a script, with its end where it has parts."""
    return _said(script) if _is_simple(script) else f"{_said(script)}，{name}完，"


def _both(element: Element) -> str:
    base, low, high = element
    if (name := core(base).text or "") in WITH_LIMITS:
        return _limits(name, low, high)
    return f"{_said(base)} {_lowered(low)} {_raised(base, high)}"


def _below(element: Element) -> str:
    base, low = element
    if (name := core(base).text or "") in WITH_LIMITS:
        return _limits(name, low, None)
    if (low.text or "") in LINES:
        return f"{_said(base)} 下横线"
    return f"{_said(base)} 下方 {_closed(low, '下方')}"


def _above(element: Element) -> str:
    base, high = element
    if (high.text or "") in ACCENTS:
        return f"{_said(base)} {ACCENTS[high.text or '']}"
    if (name := core(base).text or "") in WITH_LIMITS:
        return _limits(name, None, high)
    return f"{_said(base)} 上方 {_closed(high, '上方')}"


def _limits(name: str, low: Element | None, high: Element | None) -> str:
    """求和，i 从 1 到 n，: a bound of the form i=1 is where counting begins."""
    word = WITH_LIMITS[name]
    if low is None:
        return f"{word}，到 {_said(high)}，" if high is not None else word
    parts = list(low) if low.tag in ROWS else [low]
    equals = next((n for n, part in enumerate(parts) if part.text == "="), 0)
    if high is not None and equals:
        return f"{word}，{_row(parts[:equals])} 从 {_row(parts[equals + 1 :])} 到 {_said(high)}，"
    if high is not None:
        return f"{word}，从 {_said(low)} 到 {_said(high)}，"
    return f"{word}，{_said(low)}，"


def _table(element: Element) -> str:
    """Row after row; what is lined up in several columns only for looks is read on."""
    rows = [[_said(cell) for cell in row] for row in element]
    lines = "；".join(
        f"第{number}行 {'，'.join(word for word in row if word)}"
        for number, row in enumerate(rows, 1)
    )
    return f"，{len(rows)}行，{lines}，各行完，"


def _frame(element: Element) -> str:
    return f"框内 {_row(list(element))}，框完，"


READERS: dict[str, Callable[[Element], str]] = {
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "msup": _power,
    "msub": _index,
    "msubsup": _both,
    "munderover": _both,
    "munder": _below,
    "mover": _above,
    "mtable": _table,
    "menclose": _frame,
}
"""How elements of MathML are read."""
