"""Print pages in flowing text: where a page begins, counted in characters.

The same count is used when the print layout is measured and when the EPUB is marked:
white space does not count (engines collapse it), nor does what one edition sets and
another does not: readings over ruby bases, note numbers, the notes themselves, and
mathematics, which is text in MathML and a drawing in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, remark
from kanyin.model.article import Element
from kanyin.model.publication import PageMark

_UNCOUNTED_TAGS = frozenset(("rt", "rp", "rtc", "math", "tex", "svg", "script", "style"))
_UNCOUNTED_CLASSES = frozenset(("noteref", "footnote"))
_OBJECTS = frozenset(("img", "svg", "math", "hr"))
"""What is seen on a page though it has no characters."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def visible_characters(element: Element) -> str:
    """The characters of an element that are counted, in document order."""
    return "".join(c for run in _runs(element) for c in run.text if not c.isspace())


def is_uncounted(element: Element) -> bool:
    """Whether the text inside an element is left out of the count of its surroundings."""
    classes = _UNCOUNTED_CLASSES.intersection((element.get("class") or "").split())
    return _name(element) in _UNCOUNTED_TAGS or bool(classes)


def insert_page_marks(root: Element, marks: Iterable[PageMark]) -> Outcome[Element]:
    """A copy of a document in which every page begins with a page break marker.

    A mark that has no place in the document is left out, with a remark.
    """
    marked = deepcopy(root)
    by_id: dict[str, Element] = {}
    for element in marked.iter():
        by_id.setdefault(element.get("id") or "", element)
    found: list[Diagnostic] = []
    for mark in marks:
        target = by_id.get(mark.fragment) if mark.fragment else None
        if target is None or not _insert(target, mark.offset, _marker(mark.label, by_id)):
            found.append(remark("E110", label=mark.label, document=mark.document))
    return Outcome(marked, tuple(found))


@dataclass(frozen=True, slots=True)
class _Run:
    """A text of the tree: an element's own first text, or the text after its end."""

    owner: Element
    after: bool

    @property
    def text(self) -> str:
        return (self.owner.tail if self.after else self.owner.text) or ""

    @property
    def parent(self) -> Element | None:
        return self.owner.getparent() if self.after else self.owner


def _name(element: Element) -> str:
    """The name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _runs(element: Element) -> Iterator[_Run]:
    """The counted texts of an element, in document order."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event != "start":
            if node is not element:
                yield _Run(node, after=True)
        elif node is not element and is_uncounted(node):
            walk.skip_subtree()
        else:
            yield _Run(node, after=False)


def _marker(label: str, taken: dict[str, Element]) -> Element:
    """A page break marker (EPUB 3 Structural Semantics ``pagebreak``, DPUB-ARIA)."""
    name = "page-" + re.sub(r"[^A-Za-z0-9.-]", lambda found: f"u{ord(found[0]):04x}", label)
    while name in taken:
        name += "-mark"
    attributes = {"epub-type": "pagebreak", "role": "doc-pagebreak", "id": name}
    marker = etree.Element("span", attributes | {"aria-label": label})
    taken[name] = marker
    return marker


def _insert(element: Element, offset: int, marker: Element) -> bool:
    """Put a marker before one character of an element; false when there is none."""
    whole = _begins_whole(element) if offset == 0 else None
    if whole is not None:
        return _put_before(whole, marker)
    place = _place(element, offset)
    if place is None:
        return False
    run, index = place
    ruby = _ruby_that_begins_at(run, index, element)
    if ruby is not None:
        return _put_before(ruby, marker)
    _split(run, index, marker)
    return True


def _begins_whole(element: Element) -> Element | None:
    """What the page begins with as a whole, when it is not a mere character.

    A marker inside a heading would be read as part of it, in contents and in labels.
    """
    if _name(element) not in _HEADINGS:
        return _leading_object(element)
    parent = element.getparent()
    return parent if parent is not None and _name(parent) == "hgroup" else element


def _leading_object(element: Element) -> Element | None:
    """The picture, formula or rule that stands before all text of an element."""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and _name(node) in _OBJECTS:
            return node
        after = event != "start"
        if not (after and node is element) and _Run(node, after).text.strip():
            return None
    return None


def _place(element: Element, offset: int) -> tuple[_Run, int] | None:
    """The run and the index of a counted character.

    The number of all characters stands for the end of the text.
    """
    seen, end = 0, None
    for run in _runs(element):
        text = run.text
        counted = len("".join(text.split()))
        if seen + counted > offset:
            visible = (n for n, character in enumerate(text) if not character.isspace())
            return run, next(islice(visible, offset - seen, None))
        if counted:
            seen, end = seen + counted, (run, len(text.rstrip()))
    return end if seen == offset else None


def _ruby_that_begins_at(run: _Run, index: int, within: Element) -> Element | None:
    """The ruby whose base begins here: a page begins before its reading, too."""
    node = run.parent
    while node is not None and node is not within and _name(node) != "ruby":
        node = node.getparent()
    if node is None or node is within:
        return None
    first = _place(node, 0)
    return node if first is not None and (first[0], first[1]) == (run, index) else None


def _put_before(node: Element, marker: Element) -> bool:
    parent = node.getparent()
    if parent is None:
        return False
    parent.insert(parent.index(node), marker)
    return True


def _split(run: _Run, index: int, marker: Element) -> None:
    """Cut a text in two and put a marker between the parts."""
    before, marker.tail = run.text[:index] or None, run.text[index:] or None
    parent = run.parent
    assert parent is not None  # only the root has no parent, and its tail is no run
    if run.after:
        run.owner.tail = before
        parent.insert(parent.index(run.owner) + 1, marker)
    else:
        run.owner.text = before
        parent.insert(0, marker)
