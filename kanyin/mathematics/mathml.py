"""The tidy-up after latex2mathml: MathML that browsers and readers set as TeX would.

Each step is a small correction of the tree, in place; the first ones refuse what is no
formula. Terms are those of MathML Core.
"""

from __future__ import annotations

import unicodedata

from lxml import etree

from kanyin.mathematics.problems import MathError
from kanyin.mathematics.tokens import (
    ORDINARY,
    TOKENS,
    Element,
    Inner,
    check,
    is_name,
    open_text,
    sort_token,
    spell_out,
)

ROWS = frozenset("math mrow mstyle mtd msqrt menclose mpadded mphantom".split())
SCRIPTS = frozenset("msub msup msubsup munder mover munderover".split())
LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}

SUMS = frozenset("∑∏∐⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆")
LIMIT_NAMES = frozenset("lim sup inf max min".split())
CLOSING = frozenset(")]}⟩⌉⌋!∞") | ORDINARY
ACCENTS = frozenset("´¯˘ˇ˙¨`^˚→~") | {"\u20db", "\u20dc"}

THIN = "0.167em"


def tidy(math: Element, *, display: bool, inner: Inner) -> None:
    """Correct a tree of latex2mathml in place. Raises MathError.

    ``inner`` gives the tree of a formula that stands between dollar signs in ``\\text``.
    """
    for element in list(math.iter("mtext")):
        open_text(element, inner)
    for element in math.iter(*TOKENS):
        spell_out(element)
    for element in math.iter():
        check(element)
    for element in list(math.iter("mn", "mi", "mo")):
        sort_token(element)
    for element in list(math.iter(*SCRIPTS)):
        _place_limits(element, display=display)
    for element in list(math.iter(*ROWS)):
        _tidy_row(element, display=display)


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
    if parent is None or not is_name(core(child)):
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
