"""A room beside WeasyPrint's: the structure tree of a PDF, and what is no part of it.

Checked against WeasyPrint 70.0, whose own tree has one element for each box: paragraphs fall
apart at page ends, notes are cut off from their calls, running heads and leaders are read as
text. What is private here: ``weasyprint.pdf.add_tags``, which writes the tree, and
``Stream.marked``, which marks a box in the content of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kanyin.editions.engine.pdf_structure import (
    NUMBERINGS,
    OLDER,
    OLDER_NUMBERINGS,
    Link,
    Mark,
    Part,
    Structure,
    attributes,
    is_artifact,
    numbering,
)
from kanyin.editions.engine.pdf_tables import even_tables
from kanyin.mathematics import speak

POINTS = 0.75
"""Points in a CSS pixel."""

HEADER, FOOTER, PLAIN = "Header", "Footer", ""
"""Kinds of artifacts (ISO 32000-1, table 330)."""


@contextmanager
def structured(pages: tuple[Any, ...], lang: str) -> Iterator[None]:
    """While a PDF of these pages is written, give it our structure.

    ``lang`` is the language of the whole file (ISO 32000-1 14.9.2).
    """
    from weasyprint import pdf
    from weasyprint.pdf.stream import Stream

    write, mark = pdf.add_tags, Stream.marked
    artifacts = dict(_artifacts(pages))

    def add_tags(file: Any, document: Any, version: Any, streams: Any) -> None:
        _write_tree(file, _read(document.pages, streams, lang))

    @contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        if box not in artifacts:
            with mark(stream, box, tag):
                yield
            return
        _begin_artifact(stream, artifacts[box])
        yield
        stream.end_marked_content()
        stream.ended_artifact = (len(stream.stream), artifacts[box])

    pdf.add_tags, Stream.marked = add_tags, marked
    try:
        yield
    finally:
        pdf.add_tags, Stream.marked = write, mark


def _begin_artifact(stream: Any, kind: str) -> None:
    """Begin an artifact, or go on with the one that has just ended: dots of one leader."""
    import pydyf

    if getattr(stream, "ended_artifact", None) == (len(stream.stream), kind):
        stream.stream.pop()
    elif kind:
        about = pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{kind}"})
        stream.begin_marked_content("Artifact", about)
    else:
        stream.begin_marked_content("Artifact")


def _artifacts(pages: tuple[Any, ...]) -> Iterator[tuple[Any, str]]:
    """The boxes that are no content: running heads, leaders, heads of tables set again."""
    heads: set[Any] = set()
    for page in pages:
        for box in _walk(page._page_box):
            kind = _kind(box, heads)
            if kind is not None:
                yield from ((inside, kind) for inside in _walk(box))
            elif getattr(box, "is_header", False):
                heads.add(box.element)


def _kind(box: Any, heads: set[Any]) -> str | None:
    """What kind of artifact a box is; None for content. ``heads`` are set already."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        return FOOTER if box.at_keyword.startswith("@bottom") else HEADER
    again = getattr(box, "is_header", False) and box.element in heads
    decoration = box.element is not None and is_artifact(box.element)
    return PLAIN if box.is_leader or again or decoration else None


def _walk(box: Any) -> Iterator[Any]:
    """A box and all inside it, in the order of the document."""
    waiting = [box]
    while waiting:
        one = waiting.pop()
        one = getattr(one, "_box", one)  # what is positioned stands behind a placeholder
        yield one
        waiting += reversed(list(getattr(one, "children", ())))


def _read(pages: Any, streams: Any, lang: str) -> Structure:
    """The structure of all pages: where each piece of their content belongs."""
    structure = Structure(Part("Document", lang=lang))
    for number, (page, stream) in enumerate(zip(pages, streams, strict=True)):
        for box in _walk(page._page_box):
            _read_box(structure, box, number, stream._tags, page.height)
            if box.bookmark_label and box.style["bookmark_level"] != "none":
                structure.headings.append(structure.part(box.element))
    even_tables(structure.root)
    return structure


def _read_box(structure: Structure, box: Any, page: int, tags: Any, height: float) -> None:
    pseudo = (box.element_tag or "").partition("::")[2]
    if box.link_annotation:
        link = structure.holder(box.element, pseudo)
        link = link if link.role == "Link" else link.add("Link", box.element)
        link.kids.append(Link(page, box.link_annotation))
        _describe(box)
    elif box.element is not None and box.element.tag in ("td", "th"):
        structure.part(box.element)  # also an empty cell is a cell
    if box not in tags:
        return
    holder = structure.holder(box.element, pseudo)
    holder.kids.append(Mark(page, tags.pop(box)["mcid"]))
    if holder.role in ("Figure", "Formula"):
        left, top = box.content_box_x(), box.content_box_y()
        sides = (left, height - top - box.height, left + box.width, height - top)
        a, b, c, d = (round(side * POINTS, 3) for side in sides)
        holder.box = (a, b, c, d)


def _describe(box: Any) -> None:
    """Say in words where a link leads (ISO 14289-1 7.18.5): with the text that one follows."""
    import pydyf

    own = "".join(one.text for one in _walk(box) if hasattr(one, "text"))
    text = "".join(map(str, box.element.itertext())) if "::" not in box.element_tag else own
    said = " ".join((text or own).split()) or box.element.get("href", "")
    box.link_annotation["Contents"] = pydyf.String(said)


def _write_tree(file: Any, structure: Structure) -> None:
    """The tree as objects of the file, and the way back from content to parts."""
    import pydyf

    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    file.add_object(root)
    file.catalog["StructTreeRoot"] = root.reference
    file.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    marks: list[dict[int, Any]] = [{} for _ in file.page_references]
    links: list[tuple[Any, Any]] = []
    written: dict[Part, Any] = {}
    document = _write_part(file, structure.root, root, marks, links, written)
    root["K"] = pydyf.Array([document.reference])
    root["RoleMap"] = pydyf.Dictionary({new: f"/{old}" for new, old in OLDER.items()})
    root["ClassMap"] = _numberings()
    named = sorted((pydyf.String(p.name).data, o.reference) for p, o in written.items() if p.name)
    root["IDTree"] = pydyf.Dictionary(
        {"Names": pydyf.Array(each for one in named for each in one)}
    )
    for bookmark, heading in zip(_bookmarks(file), structure.headings, strict=True):
        bookmark["SE"] = written[heading].reference
    numbers = pydyf.Array()
    for page, found in enumerate(marks):
        numbers.extend([page, pydyf.Array([found[n] for n in sorted(found)])])
    for number, (annotation, reference) in enumerate(links, len(marks)):
        annotation["StructParent"] = number
        numbers.extend([number, reference])
    root["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
    root["ParentTreeNextKey"] = len(marks) + len(links)


def _numberings() -> Any:
    """How lists count, by the class that each has: PDF 2.0 knows more ways than PDF 1.7."""
    import pydyf

    known = {
        name: name if name in OLDER_NUMBERINGS else "None"
        for name in (*NUMBERINGS.values(), "None")
    }
    return pydyf.Dictionary(
        {
            name: pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{older}"})
            for name, older in known.items()
        }
    )


def _bookmarks(file: Any) -> Iterator[Any]:
    """The entries of the outline, in its order."""
    import pydyf

    return (
        o
        for o in file.objects
        if isinstance(o, pydyf.Dictionary) and {"Title", "Dest"} <= o.keys()
    )


def _write_part(
    file: Any, part: Part, parent: Any, marks: Any, links: Any, all_written: Any
) -> Any:
    import pydyf

    written = all_written[part] = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{part.role}"})
    written["P"], written["K"] = parent.reference, pydyf.Array()
    file.add_object(written)
    _write_facts(part, written)
    home = next((kid.page for kid in part.kids if isinstance(kid, Mark)), None)
    if home is not None:
        written["Pg"] = file.page_references[home]
    for kid in part.kids:
        if isinstance(kid, Part):
            inside = _write_part(file, kid, written, marks, links, all_written)
            written["K"].append(inside.reference)
        elif isinstance(kid, Link):
            about = {"Type": "/OBJR", "Obj": kid.annotation.reference}
            written["K"].append(pydyf.Dictionary(about | {"Pg": file.page_references[kid.page]}))
            links.append((kid.annotation, written.reference))
        else:
            marks[kid.page][kid.number] = written.reference
            about = {"Type": "/MCR", "Pg": file.page_references[kid.page], "MCID": kid.number}
            written["K"].append(kid.number if kid.page == home else pydyf.Dictionary(about))
    return written


def _write_facts(part: Part, written: Any) -> None:
    """Language, description, name and attributes of a part."""
    import pydyf

    if part.parent is not None and part.lang != part.parent.lang:
        written["Lang"] = pydyf.String(part.lang)
    alt = part.element.get("alt", "") if part.element is not None else ""
    if part.role == "Figure":
        written["Alt"] = pydyf.String(alt)
    if part.role == "Formula":
        written["Alt"] = pydyf.String(speak(alt, traditional=part.lang.startswith("zh-Hant")))
        written["T"] = pydyf.String(alt)  # for people to copy; reading machines say the other
    if part.role == "L":
        written["C"] = f"/{numbering(part)}"
    if part.name:
        written["ID"] = pydyf.String(part.name)
    owned: dict[str, Any] = {}
    for owner, name, value in attributes(part):
        about = owned.setdefault(owner, pydyf.Dictionary({"O": f"/{owner}"}))
        about[name] = pydyf.Array(value) if isinstance(value, tuple) else value
        if isinstance(value, str):
            about[name] = f"/{value}"
    if owned:
        written["A"] = pydyf.Array(owned.values())
