"""File names inside an EPUB: ASCII, and unique also where case is not told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kanyin.model.issue import Picture
from kanyin.model.publication import Publication

SUFFIXES: Mapping[str, str] = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}
"""The picture formats every reading system shows (EPUB 3.3, "Core media types")."""

STYLESHEET = "style/kanyin.css"


@dataclass(frozen=True, slots=True)
class FileNames:
    """Documents by id and pictures by key, to paths relative to the package document."""

    documents: Mapping[str, str]
    pictures: Mapping[str, str]


def name_files(publication: Publication) -> FileNames:
    """Give every document and every picture its file name."""
    documents = unique_names(document.id for document in publication.documents)
    pictures = unique_names(publication.resources)
    return FileNames(
        {key: f"text/{name}.xhtml" for key, name in documents.items()},
        {
            key: f"images/{name}{_suffix(publication.resources[key])}"
            for key, name in pictures.items()
        },
    )


def ascii_name(text: str) -> str:
    """A name of ASCII letters, digits and hyphens that tells its origin.

    EPUB allows more (EPUB 3.3, "File paths and file names"), but EPUBCheck remarks on
    what is not ASCII (PKG-012), and old archive tools garble it.
    """
    name = re.sub(r"[^\x00-\x7f]", lambda found: f"u{ord(found[0]):x}-", text)
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "file"


def unique_names(keys: Iterable[str]) -> dict[str, str]:
    """An ASCII name for each key; a name that is taken gets a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        stem, number = ascii_name(_stem(key)), 2
        name = stem
        while name.lower() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.lower())
        names[key] = name
    return names


def from_text(path: str) -> str:
    """A path of the package as a content document in ``text/`` refers to it."""
    folder, _, name = path.rpartition("/")
    return name if folder == "text" else f"../{path}"


def _stem(key: str) -> str:
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", key)


def _suffix(picture: Picture) -> str:
    return SUFFIXES.get(picture.media_type, ".bin")
