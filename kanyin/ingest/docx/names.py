"""Names in WordprocessingML without their namespaces, which come in two spellings.

ECMA-376 has a transitional and a strict namespace for everything; the names inside are the
same. Those of mathematics are marked ``m:``, since ``r`` and ``t`` mean something else there.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kanyin.model.article import Element


def kind(element: Element) -> str:
    """``p``, ``r``, ``tbl`` …, or ``m:r``."""
    name = etree.QName(element)
    return f"m:{name.localname}" if "math" in (name.namespace or "") else name.localname


def inside(element: Element) -> Iterator[tuple[str, Element]]:
    """The elements directly inside, with their names."""
    return ((kind(child), child) for child in element if isinstance(child.tag, str))


def child(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a way down, or None."""
    for name in names:
        if element is None:
            return None
        element = next((e for k, e in inside(element) if k == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; empty where there is none."""
    for key, text in element.items() if element is not None else ():
        if etree.QName(key).localname == name:
            return str(text)
    return ""


def is_on(element: Element | None) -> bool:
    """Whether a toggle is there and not switched off (Part 1, 17.17.4)."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def text_in(element: Element) -> str:
    """All words inside: typed, deleted, and in formulas."""
    words = (e.text or "" for e in element.iter("{*}t", "{*}delText"))
    return "".join(words)
