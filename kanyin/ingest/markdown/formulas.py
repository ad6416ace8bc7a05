"""Displayed formulas that stand among words: ``甲 $$x$$ 乙`` is three blocks."""

from __future__ import annotations

from lxml import etree

from kanyin.model.article import Element
from kanyin.model.places import LINE

_HOLDERS = frozenset("li dd td th blockquote div".split())
"""What may hold words and blocks side by side."""


def set_apart(root: Element) -> None:
    """Give every displayed formula a paragraph of its own, and close the words around it.

    Where no block can stand (a heading, bold), it is set among the words.
    """
    for parent in {tex.getparent(): None for tex in root.iter("tex") if _is_displayed(tex)}:
        assert parent is not None
        if parent.get("class") == "formula":
            continue
        if parent.tag == "p":
            _divide(parent)
            continue
        for tex in filter(_is_displayed, list(parent)):
            if parent.tag in _HOLDERS:
                _wrap(tex, parent)
            else:
                tex.set("display", "inline")


def _is_displayed(element: Element) -> bool:
    return element.tag == "tex" and element.get("display") == "block"


def _divide(paragraph: Element) -> None:
    """Words, formula, words: each a paragraph; those behind a formula go on."""
    parts = [paragraph]
    for child in list(paragraph):
        if _is_displayed(child):
            rest = _paragraph("continued", paragraph)
            rest.text, child.tail = (child.tail or "").lstrip(), None
            parts += [_formula(child, paragraph), rest]
        elif parts[-1] is not paragraph:
            parts[-1].append(child)
    parent = paragraph.getparent()
    assert parent is not None
    at = parent.index(paragraph)
    parent[at : at + 1] = [part for part in parts if len(part) or (part.text or "").strip()]


def _wrap(tex: Element, parent: Element) -> None:
    at, tail, tex.tail = parent.index(tex), tex.tail, None
    formula = _formula(tex, parent)
    formula.tail = tail
    parent.insert(at, formula)


def _formula(tex: Element, near: Element) -> Element:
    formula = _paragraph("formula", near)
    if name := tex.attrib.pop("id", None):
        formula.set("id", name)
    formula.append(tex)
    return formula


def _paragraph(kind: str, near: Element) -> Element:
    """A new paragraph of a class, on the line of another element."""
    paragraph = etree.Element("p", {"class": kind})
    if line := near.get(LINE):
        paragraph.set(LINE, line)
    return paragraph
