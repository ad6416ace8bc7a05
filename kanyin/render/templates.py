"""Templates: a layout's XHTML, filled by Jinja2 and read back as a tree with slots.

Templates hold structure and slots; the text of an article is put in as elements, so
that no markup is ever made of strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from lxml import etree

from kanyin.diagnostics import PressError, remark
from kanyin.layouts import Layout
from kanyin.model.article import Element

VOID = frozenset({"meta", "img", "br", "hr", "link", "col", "slot"})


def environment(layout: Layout) -> Environment:
    """Jinja2 over a layout's own files; an unknown name is an error, not an empty text."""
    return Environment(
        loader=DictLoader(dict(layout.templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(
    jinja: Environment,
    template: str,
    values: Mapping[str, object],
    slots: Mapping[str, Iterable[Element]] = {},
) -> Element:
    """A filled page as a tree. Raises PressError when the layout's template is at fault."""
    try:
        text = jinja.get_template(template).render(values)
        root = etree.fromstring(text)
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise PressError(remark("R102", None, template=template, problem=str(error))) from error
    _fill_slots(root, slots)
    _drop_blank_lines(root)
    return root


def _fill_slots(root: Element, slots: Mapping[str, Iterable[Element]]) -> None:
    for slot in list(root.iter("slot")):
        parent = slot.getparent()
        assert parent is not None
        at = parent.index(slot)
        slot.tail = None
        parent.remove(slot)
        for offset, element in enumerate(slots.get(slot.get("name", ""), ())):
            parent.insert(at + offset, deepcopy(element))


def _drop_blank_lines(root: Element) -> None:
    """Take out the line ends that the template's own layout left between elements."""
    for element in root.iter(etree.Element):
        if element.text and "\n" in element.text and not element.text.strip():
            element.text = None if element.tag not in ("pre", "code") else element.text
        if element.tail and "\n" in element.tail and not element.tail.strip():
            element.tail = None


def render_css(layout: Layout, names: Iterable[str], values: Mapping[str, object]) -> str:
    """The layout's stylesheets of some names, one after the other, filled in."""
    jinja = Environment(undefined=StrictUndefined, autoescape=False)  # CSS is not markup
    source = "\n".join(layout.styles.get(name, "") for name in names)
    try:
        return jinja.from_string(source).render(values)
    except TemplateError as error:
        raise PressError(
            remark("R102", None, template="、".join(names), problem=str(error))
        ) from error
