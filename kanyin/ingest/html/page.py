"""One page to one article."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.ingest.html.byline import divide_bylines
from kanyin.ingest.html.clean import NO_TEXT, clean, reveal
from kanyin.ingest.html.content import drop_link_lists, drop_outside, extracted, region
from kanyin.ingest.html.head import head_facts, page_titles, title_fact
from kanyin.ingest.html.parse import decode_page, parse_page
from kanyin.ingest.raw import Raw
from kanyin.ingest.rich import DROP, FIELD, Document, Fact, compose
from kanyin.ingest.rich.document import BLOCKS, flatten, text_of
from kanyin.ingest.rich.pictures import take_pictures
from kanyin.ingest.text.importer import Imported
from kanyin.ingest.text.script import squeeze
from kanyin.model.article import Element


def import_html(raw: Raw) -> Outcome[Imported | None]:
    """Turn a web page into an article. Raises PressError where it nests too deeply."""
    decoded = decode_page(raw.data, raw.name, raw.encoding)
    if decoded.value is None:
        return Outcome(None, decoded.diagnostics)
    document = read_page(decoded.value.text, raw.name)
    pictures = take_pictures(document.root, raw.folder, raw.file, raw.name)
    document = replace(document, pictures=pictures.value)
    imported = compose(document, raw.origin(decoded.value.encoding))
    found = (*decoded.diagnostics, *pictures.diagnostics, *imported.diagnostics)
    return Outcome(imported.value, found)


def read_page(text: str, name: str) -> Document:
    """The document that a page holds."""
    tree = parse_page(text, name)
    facts = head_facts(tree)
    titles = page_titles(tree, facts)
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    flatten(body)
    etree.strip_elements(body, *NO_TEXT, with_tail=False)
    reveal(body)
    chosen = extracted(tree)
    main = region(body, chosen)
    title = _title(body, main, titles)
    clean(body)
    drop_outside(body, main, title)
    drop_link_lists(main, chosen, title)
    if title is not None and title.get(DROP) is None:
        title.set(FIELD, "title")
        divide_bylines(body, title)
        lead = title.getprevious()
        if lead is not None and _is_lead(lead):
            lead.attrib.pop(DROP, None)
            lead.set(FIELD, "lead_title")
    return Document(
        body, tuple(_facts(tree, facts, title is not None)), {}, tuple(_about(body, name))
    )


def _title(body: Element, main: Element, titles: tuple[str, ...]) -> Element | None:
    """The element that shows what the head calls the title, or the only ``h1``."""
    known = {squeeze(title) for title in titles}
    shown = [
        element
        for element in body.iter(etree.Element)
        if element.tag in BLOCKS and squeeze(text_of(element)[:400]) in known
    ]
    ranked = sorted(shown, key=lambda e: (e.tag != "h1", e not in set(main.iter())))
    for element in ranked:
        return _innermost(element)
    only = [e for e in body.iter("h1") if text_of(e).strip()]
    return only[0] if len(only) == 1 else None


def _is_lead(element: Element) -> bool:
    """引题: a short heading right above the title."""
    text = squeeze(text_of(element))
    return (
        element.tag in ("h2", "h3", "h4", "h5")
        and 0 < len(text) <= 30
        and element.find(".//a") is None
    )


def _innermost(element: Element) -> Element:
    """The block that holds the words itself."""
    text = squeeze(text_of(element))
    for inner in element.iter(etree.Element):
        if inner.tag in BLOCKS and squeeze(text_of(inner)) == text:
            element = inner
    return element


def _facts(tree: Element, facts: tuple[Fact, ...], shown: bool) -> list[Fact]:
    """The facts of the head; its titles only where the page shows none."""
    told = any(fact.field == "title" for fact in facts)
    kept = [
        Fact("", fact.text, "title in the head") if shown and fact.field == "title" else fact
        for fact in facts
    ]
    title = title_fact(tree, facts)
    if title is not None:
        kept.insert(0, Fact("", title.text, "title in the head") if shown or told else title)
    return kept


def _about(body: Element, name: str) -> list[Diagnostic]:
    """One remark on all that the site put around the article."""
    lines = sum(
        len(text_of(e).split())
        for e in body.iter(etree.Element)
        if e.get(DROP) is not None and next(e.iterancestors(), None) is not None
    )
    return [remark("I130", Place(name), count=lines)] if lines else []
