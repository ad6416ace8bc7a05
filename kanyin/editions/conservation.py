"""Nothing lost: every character of a document stands on some page after layout.

Engines of pages drop text now and then (a block that fits nowhere, a column that is too
short). The count of each named block on the pages is held against the document's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from kanyin.diagnostics import Diagnostic, remark
from kanyin.editions.page_marks import is_uncounted
from kanyin.model.article import Element
from kanyin.model.places import known_place


def fragment_of(element: Element | None) -> str:
    """The id of the nearest element that has one; "" inside what is not counted.

    A named block inside a note counts for itself, not for the text it is called from.
    """
    found = ""
    while element is not None:
        found = found or element.get("id", "")
        if is_uncounted(element):
            return found if "footnote" in element.get("class", "").split() else ""
        element = element.getparent()
    return found


def expected_counts(root: Element) -> Counter[str]:
    """How many visible characters each named block of a document has of its own."""
    counts: Counter[str] = Counter()
    body = root.find("body")
    for element in body.iter(etree.Element) if body is not None else ():
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            visible = sum(not c.isspace() for c in text or "")
            if visible and (fragment := fragment_of(holder)):
                counts[fragment] += visible
    return counts


def check_conservation(
    root: Element, printed: Mapping[str, int], file: str
) -> Iterator[Diagnostic]:
    """A remark for each block that has fewer or more characters on the pages.

    The head of a table is repeated on every page the table goes over.
    """
    for fragment, expected in expected_counts(root).items():
        found = printed.get(fragment, 0)
        if found == expected:
            continue
        element = root.find(f".//*[@id='{fragment}']")
        repeated = element is not None and any(e.tag == "thead" for e in element.iterancestors())
        if not (repeated and found > expected):
            yield remark("E204", known_place(file, element), expected=expected, found=found)


def check_lines(unfilled: Iterable[tuple[Element, str, float]], file: str) -> Iterator[Diagnostic]:
    """A remark for each line that does not reach the edge or goes over it (CLREQ 3.5)."""
    for element, text, missing in unfilled:
        code = "E206" if missing > 0 else "E207"
        yield remark(code, known_place(file, element), text=text, missing=f"{abs(missing):.1f}")
