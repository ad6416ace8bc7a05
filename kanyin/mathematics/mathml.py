"""The tidy-up after latex2mathml: MathML that browsers and readers set as TeX would.

Each step is a small correction of the tree, in place; the first ones refuse what is no
formula. Terms are those of MathML Core.
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
ROWS = frozenset("math mrow mstyle mtd msqrt menclose mpadded mphantom".split())
SCRIPTS = frozenset("msub msup msubsup munder mover munderover".split())
LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}

SUMS = frozenset("∑∏∐⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆")
LIMIT_NAMES = frozenset("lim sup inf max min".split())
ORDINARY = frozenset("∅∞∟∠∡∢⊤⊥⋯⋮⋰⋱")
"""latex2mathml makes operators of these, with the space of a relation."""
UPRIGHT = frozenset("([{⟨⌊⌈)]}⟩⌋⌉|‖")
"""Fences, which keep their height unless they stand after ``\\left`` or ``\\right``."""
CLOSING = frozenset(")]}⟩⌉⌋!∞") | ORDINARY
ACCENTS = frozenset("´¯˘ˇ˙¨`^˚→~") | {"\u20db", "\u20dc"}

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
THIN = "0.167em"
MEDIUM = "0.222em"

_REFERENCE = re.compile("&#x([0-9A-Fa-f]+);")
_LENGTH = re.compile(r"[+-]?(?:\d{1,4}(?:\.\d*)?|\.\d+)(?:em|ex|pt|px|mm|cm|in|pc)|[+-]?0(?:px)?")
_MU = re.compile(r"([+-]?(?:\d{1,4}(?:\.\d*)?|\.\d+))mu")
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")
_TEXT_ESCAPE = re.compile(r"\\([%$&#_{} ])")
_COLOUR = re.compile("#(?:[0-9a-fA-F]{3}){1,2}")


def tidy(math: Element, *, display: bool, inner: Inner) -> None:
    """Correct a tree of latex2mathml in place. Raises MathError.

    ``inner`` reads a formula that stands between dollar signs in ``\\text``.
    """
    for element in list(math.iter(*TOKENS)):
        _spell_out(element, inner)
    for element in math.iter():
        _check(element)
    for element in list(math.iter("mn", "mi", "mo")):
        _sort_token(element)
    for element in list(math.iter(*SCRIPTS)):
        _place_limits(element, display=display)
    for element in list(math.iter(*ROWS)):
        _tidy_row(element, display=display)


def _spell_out(element: Element, inner: Inner) -> None:
    text = element.text or ""
    if element.tag == "mtext":
        _spell_out_text(element, text, inner)
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


def _spell_out_text(element: Element, text: str, inner: Inner) -> None:
    parts = re.split(r"(?<!\\)\$", text)
    if len(parts) % 2 == 0:
        raise MathError("text", "$")
    if len(parts) == 1:
        element.text = _words(text)
        return
    variant = dict(element.attrib)
    element.tag, element.text = "mrow", None
    for number, part in enumerate(parts):
        if number % 2:
            element.extend(child for math in inner(part) for child in math)
        elif part:
            etree.SubElement(element, "mtext", variant).text = _words(part)


def _words(text: str) -> str:
    return _characters(_TEXT_ESCAPE.sub(lambda m: f"&#x{ord(m[1]):X};", text), wrong="\\{}")


def _characters(text: str, wrong: str = "") -> str:
    """The text, its character references (all latex2mathml's own) spelt out."""
    for one in wrong:
        if one in text:
            raise MathError("text", one)
    return _REFERENCE.sub(lambda m: chr(int(m[1], 16)), text)


def _check(element: Element) -> None:
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


def _sort_token(element: Element) -> None:
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
    elif element.tag == "mo" and _is_name(element):
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


def _is_name(element: Element) -> bool:
    """Whether an element is a function's name: sin, lim, lcm."""
    text = (element.text or "").replace("\u2006", "").replace("\u2009", "")
    return (
        element.tag in ("mi", "mo")
        and len(text) > 1
        and text.isascii()
        and text.isalpha()
        and text != "mod"
    )


def core(element: Element) -> Element:
    """The element that decides what a scripted or accented one is."""
    while element.tag in SCRIPTS or (element.tag == "mrow" and len(element) == 1):
        element = element[0]
    return element


def _place_limits(element: Element, *, display: bool) -> None:
    """Sums and limits carry movable limits; the renderer moves them beside the sign."""
    base = element[0]
    text = base.text or ""
    if base.tag != "mo" or not (
        text in SUMS or text in LIMIT_NAMES or base.get("movablelimits") == "true"
    ):
        return
    if element.tag in LIMITS:
        element.tag = LIMITS[element.tag]
        base.set("movablelimits", "true")
    elif element.tag in LIMITS.values():
        base.set("movablelimits", "true" if display else "false")


def _tidy_row(row: Element, *, display: bool) -> None:
    for child in list(row):
        _strike(child)
        _group_fences(child)
    for child in list(row):
        _mark_accent(child)
        _mark_sign(child)
        _space_name(child)
        if not display:
            _tighten_modulus(child)


def _strike(child: Element) -> None:
    """``\\not`` and a sign become the one negated character."""
    if child.tag != "mpadded" or "".join(str(t) for t in child.itertext()) != "\u29f8":
        return
    sign = child.getnext()
    struck = unicodedata.normalize("NFC", f"{'' if sign is None else sign.text or ''}\u0338")
    if sign is None or len(sign) or len(struck) != 1:
        raise MathError("not")
    sign.text = struck
    parent = child.getparent()
    assert parent is not None
    parent.remove(child)


def _group_fences(child: Element) -> None:
    """A matrix or a binomial and its own fences make a row, so that they grow with it alone."""
    left, right, parent = child.getprevious(), child.getnext(), child.getparent()
    if child.tag not in ("mtable", "mfrac") or left is None or right is None or parent is None:
        return
    if not (_is_own_fence(left) and _is_own_fence(right)):
        return
    if child.tag == "mfrac" and not left.get("minsize"):
        return
    row = etree.Element("mrow")
    parent.insert(parent.index(left), row)
    row.extend((left, child, right))
    for fence, form in ((left, "prefix"), (right, "postfix")):
        fence.attrib.clear()
        fence.attrib.update({"stretchy": "true", "fence": "true", "form": form})


def _is_own_fence(element: Element) -> bool:
    """latex2mathml leaves ``stretchy`` out for those; ones that are typed have it."""
    return (
        element.tag == "mo"
        and (element.text or " ") in "()[]{}|‖"
        and (not element.attrib or set(element.attrib) == {"minsize", "maxsize"})
    )


def _mark_accent(child: Element) -> None:
    if child.tag != "mover" or child[1].tag != "mo" or (child[1].text or " ") not in ACCENTS:
        return
    if child.get("accent"):  # latex2mathml tells \hat from \widehat so
        child[1].set("stretchy", "false")
    child.set("accent", "true")


def _mark_sign(child: Element) -> None:
    """A minus after a relation or an opening fence is a sign, not an operation."""
    before = child.getprevious()
    if child.tag != "mo" or (child.text or " ") not in "+−±∓" or before is None:
        return
    middle = core(before)
    if middle.tag == "mo" and (middle.text or " ") not in CLOSING | {"|", "‖"}:
        child.set("form", "prefix")


def _space_name(child: Element) -> None:
    """sin x, 2 sin x and lim a have a thin space; sin(x) has none (TeXbook, appendix G)."""
    parent = child.getparent()
    if parent is None or not _is_name(core(child)):
        return
    before, after = child.getprevious(), child.getnext()
    if before is not None and core(before).tag not in ("mo", "mspace"):
        parent.insert(parent.index(child), etree.Element("mspace", width=THIN))
    if after is not None and core(after).tag not in ("mo", "mspace"):
        parent.insert(parent.index(child) + 1, etree.Element("mspace", width=THIN))


def _tighten_modulus(child: Element) -> None:
    """In the text the space before ``\\pmod`` is 8 mu, not a quad (amsmath)."""
    fence = child.getnext()
    if child.tag == "mspace" and fence is not None and fence.text == "(":
        name = fence.getnext()
        if name is not None and name.text == "mod":
            child.set("width", "0.444em")
