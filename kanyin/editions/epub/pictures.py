"""Pictures of a publication: those its documents show, and the cover."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.editions.epub.package import Item
from kanyin.editions.epub.svg import clean_svg
from kanyin.editions.file_names import SUFFIXES, FileNames
from kanyin.model.issue import Picture
from kanyin.model.publication import Publication

_SVG = "image/svg+xml"
COVER = "cover:"
"""The key of a cover drawn with its lettering; no path of a picture is spelt like it."""


def cover_key(publication: Publication) -> str:
    """The key of the cover picture among the resources, or an empty string."""
    if COVER in publication.resources:
        return COVER
    wanted = publication.issue.cover.image if publication.issue.cover else ""
    if not wanted or wanted in publication.resources:
        return wanted
    return next((k for k, p in publication.resources.items() if p.path == wanted), "")


def bind_pictures(
    publication: Publication, names: FileNames, shown: Collection[str]
) -> Outcome[tuple[Item, ...]]:
    """The pictures whose file names are shown somewhere, and the cover's."""
    cover = cover_key(publication)
    items: list[Item] = []
    found: list[Diagnostic] = []
    for key, picture in publication.resources.items():
        if names.pictures[key] in shown or key == cover:
            bound = _bind(picture, names.pictures[key], key == cover)
            items.append(bound.value)
            found.extend(bound.diagnostics)
    if publication.issue.cover and publication.issue.cover.image and not cover:
        found.append(remark("E112", path=publication.issue.cover.image))
    return Outcome(tuple(items), tuple(found))


_MOTION = {
    "image/gif": re.compile(rb"(\x21\xf9\x04.{4}\x00.*?){2}", re.S),
    "image/png": re.compile(rb"acTL"),
    "image/webp": re.compile(rb"ANMF"),
    _SVG: re.compile(rb"<(\w+:)?(set|animate\w*)\b|@keyframes"),
}
"""What only moving pictures hold: a second graphic control extension (GIF89a, 23), an
animation control chunk (PNG 3, 11.3.7.1), animation frames (WebP), animation elements."""


def moves(item: Item) -> bool:
    """Whether a picture moves, or may do so."""
    motion = _MOTION.get(item.media_type)
    return motion is not None and motion.search(item.data) is not None


def picture_id(href: str) -> str:
    """The id of a picture in the manifest."""
    return "image-" + href.removeprefix("images/").partition(".")[0]


def _bind(picture: Picture, href: str, is_cover: bool) -> Outcome[Item]:
    place = Place(picture.path)
    data, found = picture.data, []
    if picture.media_type not in SUFFIXES:
        found.append(remark("E107", place, media_type=picture.media_type))
    if picture.media_type == _SVG:
        cleaned = _clean(picture)
        data, found = cleaned.value, [*cleaned.diagnostics]
    properties = ("cover-image",) if is_cover else ()
    item = Item(picture_id(href), href, picture.media_type, data, properties)
    return Outcome(item, tuple(found))


def _clean(picture: Picture) -> Outcome[bytes]:
    place = Place(picture.path)
    try:
        data, removed = clean_svg(picture.data)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Outcome(picture.data, (remark("E108", place, problem=str(error)),))
    names = "、".join(dict.fromkeys(removed))
    return Outcome(data, (remark("E109", place, parts=names),) if removed else ())
