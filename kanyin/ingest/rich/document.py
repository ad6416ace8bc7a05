"""The tree between the readers of formats and Markdown, and how it is made regular.

Its elements are those of HTML that an article needs, and four of ours: ``noteref`` calls the
``note`` of the same ``name``; ``tex`` is a formula, with the marks that TeX wants as ``mark``;
``dots`` holds text under emphasis dots. Any element may carry ``DROP``: its text belongs to
no article, for the reason given. A block may carry ``FIELD``: its lines are that field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kanyin.diagnostics import Diagnostic
from kanyin.model.article import Element

DROP = "{kanyin}drop"
FIELD = "{kanyin}field"
"""Names in a namespace: no page can write them, the HTML parser makes none."""

DEEPEST = 100
"""Elements in elements; of what nests deeper only the text is kept."""

LEAVES = frozenset("h1 h2 h3 h4 h5 h6 p pre hr".split())
CONTAINERS = frozenset(
    "body div section blockquote ul ol li dl dt dd table caption tbody thead tfoot tr td th "
    "figure figcaption note article main header footer nav aside form fieldset address "
    "details summary center hgroup".split()
)
BLOCKS = LEAVES | CONTAINERS


@dataclass(frozen=True, slots=True)
class Fact:
    """What a file says about itself outside its text: a field, its words, and who says so.

    ``value`` is what the field gets; without one it is the text itself. A fact without a
    ``field`` is only accounted for, as dropped for the reason in ``evidence``.
    """

    field: str
    text: str
    evidence: str
    value: object = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A manuscript as read from a format that has structure."""

    root: Element
    facts: tuple[Fact, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[Diagnostic, ...] = ()


def text_of(element: Element) -> str:
    """All text inside an element."""
    return "".join(element.itertext(etree.Element))


def flatten(root: Element) -> None:
    """Unwrap what nests too deeply: no recursion below may run out of stack."""
    deep: list[Element] = []
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end" and depth >= DEEPEST:
            deep.append(element)
    for element in deep:
        unwrap(element)


def unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = list(element)
    add_text_before(parent, at, element.text)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
    else:
        add_text_before(parent, at, element.tail)
    element.tail = None
    parent[at : at + 1] = children


def add_text_before(parent: Element, at: int, text: str | None) -> None:
    """Put text into an element before its child number ``at``."""
    if text and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def append_text(element: Element, text: str | None) -> None:
    """Put text at the end of an element."""
    add_text_before(element, len(element), text)


def regular(root: Element) -> None:
    """Let every container hold blocks only: runs of words among blocks become paragraphs."""
    flatten(root)
    blocks = _blocks_in(root)
    for element in [e for e in root.iter(etree.Element) if e in blocks]:
        if element.tag == "p" and any(child in blocks for child in element):
            element.tag = "div"
        if element.tag not in LEAVES and element.tag != "tr" and element.get(DROP) is None:
            _wrap_runs(element, blocks)


def _blocks_in(root: Element) -> set[Element]:
    """The blocks, and every element that holds one."""
    found: set[Element] = {root}
    for element in root.iter(etree.Element):
        if element.tag in BLOCKS:
            found.add(element)
            found.update(element.iterancestors())
    return found


def _wrap_runs(container: Element, blocks: set[Element]) -> None:
    children, run = list(container), etree.Element("p")
    run.text, container.text = container.text, None
    for child in children:
        container.remove(child)
    for child in children:
        if child not in blocks:
            run.append(child)
            continue
        _settle(container, run)
        tail, child.tail = child.tail, None
        container.append(child)
        run = etree.Element("p")
        run.text = tail
    _settle(container, run)


def _settle(container: Element, run: Element) -> None:
    if len(run) or (run.text or "").strip():
        container.append(run)


def children(element: Element) -> Iterator[Element]:
    """The elements directly inside; comments are none."""
    return (child for child in element if isinstance(child.tag, str))
