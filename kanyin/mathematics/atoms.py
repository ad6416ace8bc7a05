"""A formula's tree made ready for drawing: styles, and the spaces between atoms.

ziamath knows neither TeX's styles nor its classes of atoms. Here every row gets explicit
spaces after TeX's table (The TeXbook, chapter 18), and every element that changes between
display, text and script style says so. The tree that is passed in stays as it was.
"""

from __future__ import annotations

import unicodedata
from copy import deepcopy
from enum import Enum
from functools import cache

from lxml import etree

from kanyin.mathematics.mathml import LIMITS, ROWS, SUMS, THIN, core
from kanyin.mathematics.problems import MathError
from kanyin.mathematics.tokens import MEDIUM, UPRIGHT, Element

THICK = "0.278em"


class Style(Enum):
    """TeX's styles; script and scriptscript are one here, ziamath counts the sizes."""

    DISPLAY = "D"
    TEXT = "T"
    SCRIPT = "S"


class Atom(Enum):
    """TeX's classes of atoms (inner counts as ordinary)."""

    ORDINARY = "ord"
    OPERATOR = "op"
    BINARY = "bin"
    RELATION = "rel"
    OPENING = "open"
    CLOSING = "close"
    PUNCTUATION = "punct"


A = Atom
SPACES = """
       ord op bin rel open close punct
ord     0  1   2   3   0     0     0
op      1  1   0   3   0     0     0
bin     2  2   0   0   2     0     0
rel     3  3   0   0   3     0     0
open    0  0   0   0   0     0     0
close   0  1   2   3   0     0     0
punct   1  1   0   1   1     1     1
"""
"""Between neighbours, left and above: 1 thin, 2 medium, 3 thick."""
WIDTHS = {"1": THIN, "2": MEDIUM, "3": THICK}

BINARY = frozenset("*+−±∓×÷·∗∘∙⋅⋆∖∪∩∧∨⊎⊓⊔⊕⊖⊗⊘⊙†‡⋄△▽◦∸⊼⊻")
NOT_RELATIONS = frozenset("/.|‖!?§…⋯∂∇∀∃∄¬√′″‴")
OPENS = frozenset("([{⟨⌊⌈")
CLOSES = frozenset(")]}⟩⌋⌉!")
UNARY_AFTER = (None, A.BINARY, A.OPERATOR, A.RELATION, A.OPENING, A.PUNCTUATION)
UNARY_BEFORE = (None, A.RELATION, A.CLOSING, A.PUNCTUATION)
INTEGRALS = frozenset("∫∬∭⨌∮∯∰∱∲∳")

RIGID = frozenset("↑↓⇑⇓↕⇕∖√") | UPRIGHT | SUMS | INTEGRALS
"""Drawn at their own height unless the formula says ``\\left`` or ``\\right``."""
DRAWN_ACCENTS = {"^": "\u02c6", "~": "\u02dc", "→": "\u20d7"}
WIDE_ACCENTS = {"^": "\u0302", "~": "\u0303"}
MOST_WORK = 20_000
"""About a second; a full page of formulas stays far below."""
ARROW = "arrow"
"""An element that MathML has not: an operator of a given width."""
TABLE = {"columnspacing": "1em", "rowspacing": "0.5em"}
STACK = {"columnspacing": "0.3em", "rowspacing": "0.2em"}


def prepare(math: Element, *, display: bool) -> Element:
    """A copy of a tidied tree for ziamath. Raises MathError when it would take too long."""
    if _work(math, 1) > MOST_WORK:
        raise MathError("heavy")
    copy = deepcopy(math)
    for element in list(copy.iter("mstyle")):
        _dissolve_style(element)
    for element in copy.iter("mover", "munder", "munderover"):
        _suit_accent(element)
    _walk(copy, Style.DISPLAY if display else Style.TEXT)
    for element in copy.iter("mi", "mo", "mtext"):
        _suit_engine(element)
    return copy


def _work(element: Element, layouts: int) -> int:
    """What the drawing costs: ziamath lays a row out once for every row around it, and
    compares each of its children with all those before it.
    """
    is_row = element.tag in ROWS
    own = layouts * (len(element) + len(element) ** 2 // 300) if is_row else 0
    return own + sum(_work(child, layouts + is_row) for child in element)


def _dissolve_style(element: Element) -> None:
    element.tag = "mrow"
    for child in element:
        for name, value in dict(element.attrib).items():
            child.set(name, child.get(name, value))


def _suit_accent(element: Element) -> None:
    """The font's own accents, and arrows as long as the words on them."""
    base, sign = core(element[0]), element[-1]
    text = sign.text or ""
    single = len(base) == 0 and len(base.text or "") == 1
    if element.get("accent") == "true" and sign.tag == "mo":
        if sign.get("stretchy") == "false" or (text == "→" and single):
            sign.tag, sign.text = "mtext", DRAWN_ACCENTS.get(text, text)
        else:
            sign.text = WIDE_ACCENTS.get(text, text)
    elif base.tag == "mo" and sign.tag == "mpadded":
        labels = ("".join(str(t) for t in label.itertext()) for label in element[1:])
        base.tag = ARROW
        width = f"{1 + max(_ems(label) for label in labels):.2f}em"
        base.attrib.update({"width": width, "lspace": "0", "rspace": "0"})


def _ems(label: str) -> float:
    """About how wide a label is in script size."""
    return 0.7 * sum(1 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in label)


def _walk(element: Element, style: Style) -> None:
    style = _own_style(element, style)
    element.set("displaystyle", "true" if style is Style.DISPLAY else "false")
    if style is not Style.DISPLAY and element.tag in LIMITS.values():
        _move_limits(element)
    if element.tag == "mtable":
        _space_table(element)
    for number, child in enumerate(element):
        _walk(child, _style_of_child(element, number, style))
    if element.tag in ROWS:
        _space(element, style)


def _space_table(table: Element) -> None:
    """Rows and columns as far apart as in TeX; ziamath measures from ink to ink."""
    stacked = table.get("scriptlevel") == "1"
    for name, value in (STACK if stacked else TABLE).items():
        if table.get(name, "3pt") == "3pt":
            table.set(name, value)


def _own_style(element: Element, style: Style) -> Style:
    if int(element.get("scriptlevel", "0")) > 0:
        return Style.SCRIPT
    if element.get("displaystyle") == "true":
        return Style.DISPLAY
    if style is Style.DISPLAY and ("displaystyle" in element.attrib or element.tag == "mtable"):
        return Style.TEXT
    return style


def _style_of_child(parent: Element, number: int, style: Style) -> Style:
    if parent.tag == "mfrac":
        return Style.TEXT if style is Style.DISPLAY else Style.SCRIPT
    if number and parent.tag in (*LIMITS, *LIMITS.values(), "mroot"):
        return Style.SCRIPT
    return style


def _move_limits(element: Element) -> None:
    """Beside the sign: ziamath sets over and under always above and below."""
    if element[0].get("movablelimits") == "true":
        element.tag = next(beside for beside, over in LIMITS.items() if over == element.tag)


def _space(row: Element, style: Style) -> None:
    children = [child for child in row if child.tag != "mspace"]
    atoms = [_atom(child) for child in children]
    before: Atom | None = None
    for number, child in enumerate(children):
        after = atoms[number + 1] if number + 1 < len(atoms) else None
        atom = atoms[number]
        if atom is A.BINARY and (before in UNARY_AFTER or after in UNARY_BEFORE):
            atom = A.ORDINARY
        if before and (width := _space_between(before, atom, style)):
            row.insert(row.index(child), etree.Element("mspace", width=width))
        before = atom


def _space_between(left: Atom, right: Atom, style: Style) -> str | None:
    """In scripts only the thin spaces of operators stay."""
    width = WIDTHS.get(_table()[left.value, right.value])
    if style is Style.SCRIPT and not (width == THIN and A.OPERATOR in (left, right)):
        return None
    return width


@cache
def _table() -> dict[tuple[str, str], str]:
    head, *rows = (line.split() for line in SPACES.strip().splitlines())
    return {(row[0], name): cell for row in rows for name, cell in zip(head, row[1:], strict=True)}


def _atom(child: Element) -> Atom:
    if child.tag == "mrow":
        return A.ORDINARY
    sign = core(child)
    text = sign.text or ""
    if sign.tag == ARROW:
        return A.RELATION
    if sign.tag != "mo" or not text:
        return A.ORDINARY
    if text in SUMS | INTEGRALS:
        return A.OPERATOR
    if text in OPENS or _is_fence(sign, "prefix"):
        return A.OPENING
    if text in CLOSES or _is_fence(sign, "postfix"):
        return A.CLOSING
    return _sign_class(text)


def _is_fence(sign: Element, form: str) -> bool:
    return sign.get("fence") == "true" and sign.get("form") == form


def _sign_class(text: str) -> Atom:
    if text in BINARY or text == "mod":
        return A.BINARY
    if text in (",", ";"):
        return A.PUNCTUATION
    if text in NOT_RELATIONS or text.isalpha():
        return A.ORDINARY
    signs = all(unicodedata.category(one) in ("Sm", "So", "Po") for one in text)
    return A.RELATION if signs else A.ORDINARY


def _suit_engine(element: Element) -> None:
    """ziamath's own spaces go; names are set as text, hyphens as hyphens."""
    text = element.text or ""
    if element.tag == "mtext":
        element.text = text.replace("-", "\u2010")
        if not text:
            element.tag = "mrow"
        return
    element.attrib.update({"lspace": "0", "rspace": "0"})
    if text in RIGID and not (element.get("fence") or element.get("minsize")):
        element.set("stretchy", "false")
    if len(text) > 1 and text.replace("\u2006", "").replace("\u2009", "").isalpha():
        element.tag = "mtext"
