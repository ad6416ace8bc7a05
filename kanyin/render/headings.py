"""What a heading says where it is named: in contents, bookmarks and labels."""

from __future__ import annotations

from kanyin.model.article import Element


def heading_text(heading: Element) -> str:
    """A heading's words, without note calls and ruby readings."""
    parts: list[str] = []

    def walk(element: Element) -> None:
        parts.append(element.text or "")
        for child in element:
            classes = (child.get("class") or "").split()
            if child.tag != "rt" and not {"noteref", "footnote"}.intersection(classes):
                walk(child)
            parts.append(child.tail or "")

    walk(heading)
    return "".join(parts).strip()
