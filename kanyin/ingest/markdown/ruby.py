"""Ruby from raw HTML brought into the dialect's form: pairs of ``rb`` and ``rt``."""

from __future__ import annotations

from lxml import etree

from kanyin.model.article import Element


def pair_rubies(root: Element) -> None:
    """Wrap each base in ``rb``; fallback parentheses (``rp``) say nothing and go."""
    for ruby in list(root.iter("ruby")):
        tags = [child.tag for child in ruby]
        plain = not ruby.text and not any(child.tail or len(child) for child in ruby)
        if not plain or not tags or tags != ["rb", "rt"] * (len(tags) // 2):
            _pair(ruby)


def _pair(ruby: Element) -> None:
    paired = etree.Element("ruby", {str(k): str(v) for k, v in ruby.attrib.items()})
    base = ruby.text or ""
    for child in ruby:
        if child.tag == "rt":
            etree.SubElement(paired, "rb").text = base
            etree.SubElement(paired, "rt").text = "".join(child.itertext())
            base = ""
        elif child.tag != "rp":
            base += "".join(child.itertext())
        base += child.tail or ""
    if len(paired):
        paired[-1].tail = base or None
    else:
        paired.text = base
    _put(ruby, paired)


def _put(old: Element, new: Element) -> None:
    """Put the pairs in the place of the ruby; words after the last reading follow it."""
    parent = old.getparent()
    assert parent is not None
    rest = new[-1].tail if len(new) else None
    if len(new):
        new[-1].tail = None
    new.tail = (rest or "") + (old.tail or "") or None
    if not len(new):
        new.tag = "span"
    parent.replace(old, new)
