"""The leaves of a formula, and what an element must have, after latex2mathml.

Its character references are spelt out here, its odd choices of element put right, and
what is no formula refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from lxml import etree

from kanyin.mathematics.problems import MathError

Element = etree._Element
Inner = Callable[[str], list[Element]]

ARITY = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
COMMANDS = {
    "mfrac": r"\frac", "mroot": r"\sqrt", "msqrt": r"\sqrt", "msub": "_", "msup": "^",
    "msubsup": "_ ^", "munderover": r"\limits", "mtable": r"\begin", "mtr": r"\begin",
    "menclose": r"\boxed",
}  # fmt: skip
"""What an element is called in LaTeX, more or less."""
NOT_EMPTY = frozenset(("msqrt", "menclose", "mtable", "mtr"))
TOKENS = frozenset(("mi", "mn", "mo", "mtext"))

ORDINARY = frozenset("∅∞∟∠∡∢⊤⊥⋯⋮⋰⋱")
"""latex2mathml makes operators of these, with the space of a relation."""
UPRIGHT = frozenset("([{⟨⌊⌈)]}⟩⌋⌉|‖")
"""Fences, which keep their height unless they stand after ``\\left`` or ``\\right``."""

SPACES = {
    "verythinmathspace": 2, "thinmathspace": 3, "mediummathspace": 4, "thickmathspace": 5,
}  # fmt: skip
"""In eighteenths of an em, as the TeX unit mu."""
LENGTHS = frozenset(
    """width height depth lspace rspace voffset linethickness minsize maxsize mathsize
    rowspacing columnspacing""".split()
)
COLOURS = frozenset(
    """black white gray silver red green blue cyan magenta yellow orange purple brown pink
    teal olive maroon navy lime aqua fuchsia violet gold indigo crimson darkred darkgreen
    darkblue darkgray lightgray""".split()
)
MEDIUM = "0.222em"

NO_BREAK_SPACE = "&#x000A0;"
"""What latex2mathml makes of every space in ``\\text``."""

_REFERENCE = re.compile("&#x([0-9A-Fa-f]+);")
_LENGTH = re.compile(r"[+-]?(?:\d{1,4}(?:\.\d*)?|\.\d+)(?:em|ex|pt|px|mm|cm|in|pc)|[+-]?0(?:px)?")
_MU = re.compile(r"([+-]?(?:\d{1,4}(?:\.\d*)?|\.\d+))mu")
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")
_LINE_END = re.compile(r"\s*\n\s*")
_TEXT_ESCAPE = re.compile(r"\\([%$&#_{} ])")
_COLOUR = re.compile("#(?:[0-9a-fA-F]{3}){1,2}")


def open_text(element: Element, inner: Inner) -> None:
    """A formula between dollar signs inside ``\\text`` takes its place among the words."""
    parts = re.split(r"(?<!\\)\$", element.text or "")
    if len(parts) % 2 == 0:
        raise MathError("text", "$")
    if len(parts) == 1:
        return
    variant = dict(element.attrib)
    element.tag, element.text = "mrow", None
    for number, part in enumerate(parts):
        if number % 2:
            element.extend(inner(part.replace(NO_BREAK_SPACE, " ")))
        elif part:
            etree.SubElement(element, "mtext", variant).text = part


def spell_out(element: Element) -> None:
    """A leaf's text, without references and escapes. Raises MathError for what is none."""
    text = element.text or ""
    if element.tag == "mtext":
        element.text = _words(text)
        return
    if text == "&":
        raise MathError("ampersand")
    if text in ("#", "$"):
        raise MathError("stray", text)
    if text.startswith("\\"):
        raise MathError("command", text)
    if "{" in text or "}" in text:
        raise MathError("braces")
    element.text = _characters(text)


def _words(text: str) -> str:
    """What stands in ``\\text``: escapes undone, a line end as a space."""
    text = _LINE_END.sub("\u00a0", text)
    return _characters(_TEXT_ESCAPE.sub(lambda m: f"&#x{ord(m[1]):X};", text), wrong="\\{}")


def _characters(text: str, wrong: str = "") -> str:
    """The text, its character references (all latex2mathml's own) spelt out."""
    for one in wrong:
        if one in text:
            raise MathError("text", one)
    return _REFERENCE.sub(lambda m: chr(int(m[1], 16)), text)


def check(element: Element) -> None:
    """Arguments are all there; lengths and colours are plain ones."""
    tag = str(element.tag)
    if len(element) != ARITY.get(tag, len(element)) or (tag in NOT_EMPTY and not len(element)):
        raise MathError("missing", COMMANDS.get(tag, "\\hat"))
    if element.get("linebreak"):
        raise MathError("newline")
    if element.get("columnlines") or element.get("rowlines"):
        raise MathError("refused", r"\hline |")
    for name, value in element.attrib.items():
        text = str(value)
        if name in LENGTHS:
            element.set(name, " ".join(_length(one) for one in text.split()))
        elif name in ("mathcolor", "mathbackground") and not _is_colour(text):
            raise MathError("colour", text)


def _length(text: str) -> str:
    """A length of MathML Core: named spaces and mu become ems."""
    sign = "-" if text.startswith("negative") else ""
    if mu := SPACES.get(text.removeprefix("negative")):
        return f"{sign}{mu / 18:.3f}em"
    if found := _MU.fullmatch(text):
        return f"{float(found[1]) / 18:.3f}em"
    if not _LENGTH.fullmatch(text):
        raise MathError("length", text)
    return text


def _is_colour(value: str) -> bool:
    return value in COLOURS or _COLOUR.fullmatch(value) is not None


def sort_token(element: Element) -> None:
    """Numbers, identifiers and operators get the elements of their kind."""
    text = element.text or ""
    if len(element):
        _open_token(element)
    elif element.tag == "mn" and (found := _QUANTITY.fullmatch(text)):
        element.tag, element.text = "mrow", None
        etree.SubElement(element, "mn").text = found[1]
        for letter in found[2]:
            etree.SubElement(element, "mi").text = letter
    elif element.tag == "mi" and re.fullmatch(r"\.\d+", text):
        element.tag = "mn"
    elif element.tag == "mo" and text in ORDINARY:
        element.tag = "mi"
    elif element.tag == "mi" and len(text) == 1 and _is_sign(text):
        element.tag = "mo"
        if text in UPRIGHT:
            element.set("stretchy", "false")
    elif text == "mod" and element.tag == "mo":
        element.attrib.update({"lspace": MEDIUM, "rspace": MEDIUM})
    elif element.tag == "mo" and is_name(element):
        element.attrib.update({"lspace": "0", "rspace": "0"})


def _is_sign(text: str) -> bool:
    """Most signs outside U+2200 to U+22FF come as identifiers: ± ⟹ ⩽ ⟨."""
    letterlike = "\u2100" <= text <= "\u214f"
    sign = unicodedata.category(text) in ("Sm", "Ps", "Pe") or text in ":;‖"
    return sign and not letterlike and text not in ORDINARY


def _open_token(element: Element) -> None:
    """``\\mathrel{…}`` and its like come as an operator with elements in it."""
    text = "".join(str(t) for t in element.itertext())
    plain = all(child.tag in (*TOKENS, "mrow") for child in element.iterdescendants())
    if element.tag == "mo" and plain and (len(text) > 1 or not text.isalpha()):
        for child in list(element):
            element.remove(child)
        element.text = text
    else:
        element.tag = "mrow"
        element.attrib.clear()


def is_name(element: Element) -> bool:
    """Whether an element is a function's name: sin, lim, lcm."""
    text = (element.text or "").replace("\u2006", "").replace("\u2009", "")
    return (
        element.tag in ("mi", "mo")
        and len(text) > 1
        and text.isascii()
        and text.isalpha()
        and text != "mod"
    )
