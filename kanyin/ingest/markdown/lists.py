"""The kind of numbers before the items of a list: ``{type=一、}`` below its last item."""

from __future__ import annotations

from kanyin.model.article import Element

TYPES = {
    "1.": "",
    "一、": "chinese",
    "（一）": "chinese-bracketed",
    "①": "circled-list",
    "(1)": "bracketed",
    "（1）": "bracketed-wide",
    "a.": "alphabetic",
}
"""The first marker as one would write it, and the class of the list."""


def type_lists(root: Element) -> None:
    """Give each list the type that its last item asks for.

    The attribute of an unknown type stays where it is, to be remarked on as unknown.
    """
    for item in root.xpath(".//ol/li[last()]//@type/.."):
        lists = next(item.iterancestors("ol"))
        kind = TYPES.get(item.get("type", ""))
        if kind is None or item not in (lists[-1], *lists[-1].iterchildren("p")):
            continue
        del item.attrib["type"]
        if kind:
            lists.set("class", kind)
