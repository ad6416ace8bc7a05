"""Formulas of Word (ECMA-376 Part 1, 22.1) to TeX, where that is simple and certain."""

from __future__ import annotations

import re

from lxml import etree

from kanyin.ingest.docx.names import child, inside, kind, value
from kanyin.model.article import Element

_PLAIN = re.compile(r"[A-Za-z0-9+\-=()\[\],./<>!| α-ωΑ-Ω]*")

_FORMS = {
    "m:f": ("\\frac{", "m:num", "}{", "m:den", "}"),
    "m:sSup": ("", "m:e", "^{", "m:sup", "}"),
    "m:sSub": ("", "m:e", "_{", "m:sub", "}"),
    "m:sSubSup": ("", "m:e", "_{", "m:sub", "}^{", "m:sup", "}"),
    "m:rad": ("\\sqrt{", "m:e", "}"),
    "m:d": ("(", "m:e", ")"),
}
"""Each form: marks and arguments in turn."""

_PARTS = frozenset({"m:oMath", "m:oMathPara", "m:e", "m:num", "m:den", "m:sup", "m:sub", "m:r"})
_SILENT = re.compile(r"m:\w+Pr$|rPr$|m:(?:deg)$|bookmark(?:Start|End)$|proofErr$")


def read_formula(formula: Element) -> Element | None:
    """A ``tex`` element whose words are Word's and whose marks are ``mark`` elements.

    None where a form or a character is not one of the few that have one meaning only.
    """
    tex = etree.Element("tex")
    return tex if _write(formula, tex) and len(tex) + len(tex.text or "") else None


def _write(element: Element, tex: Element) -> bool:
    name = kind(element)
    if name == "m:t":
        text = element.text or ""
        _say(tex, text)
        return bool(_PLAIN.fullmatch(text))
    if name in _FORMS:
        return _is_usual(element) and all(_piece(element, each, tex) for each in _FORMS[name])
    if name in _PARTS:
        return all(_write(each, tex) for _, each in inside(element))
    return bool(_SILENT.match(name)) and not list(element.iter("{*}t"))


def _piece(element: Element, piece: str, tex: Element) -> bool:
    if not piece.startswith("m:"):
        if piece:
            etree.SubElement(tex, "mark", {"text": piece})
        return True
    argument = child(element, piece)
    return argument is not None and _write(argument, tex)


def _is_usual(element: Element) -> bool:
    """A fraction with its bar, a square root, one pair of round brackets."""
    properties = child(element, f"{kind(element)}Pr")
    changed = [value(child(properties, name)) for name in ("m:type", "m:begChr", "m:endChr")]
    degree = child(element, "m:deg")
    several = sum(name == "m:e" for name, _ in inside(element)) > 1
    return not any(changed) and not several and (degree is None or not len(degree))


def _say(tex: Element, text: str) -> None:
    if len(tex):
        tex[-1].tail = (tex[-1].tail or "") + text
    else:
        tex.text = (tex.text or "") + text
