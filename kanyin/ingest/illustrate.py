"""Pictures put in their places; what cannot be shown becomes a sentence."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from kanyin.diagnostics import Diagnostic, Outcome, remark
from kanyin.files import Folder
from kanyin.ingest.pictures import is_remote, read_picture
from kanyin.model.article import Article, Element
from kanyin.model.issue import Picture, Source
from kanyin.model.places import address, block_place, exact_place


def with_pictures(
    folder: Folder, file: str, article: Article, source: Source, found: list[Diagnostic]
) -> tuple[Article, dict[str, Picture]]:
    """Read the pictures an article shows; what cannot be shown becomes a sentence.

    Addresses are relative to the article's own ``file`` in the folder.
    """
    lines = source.lines if source.exact else ()
    pictures: dict[str, Picture] = {}
    read_before: dict[str, Outcome[Picture | None]] = {}
    for image in [i for tree in article.trees for i in tree.iter("img")]:
        src = image.get("src", "")
        place = exact_place(block_place(article.file, image), address(src), lines)
        if is_remote(src):
            found.append(remark("M135", place, path=src[:120]))
            _placeholder(image, src)
            continue
        path = _beside(file, src)
        read = read_before[path] if path in read_before else read_picture(folder, path, place)
        read_before[path] = read
        found += (replace(d, place=place) for d in read.diagnostics)
        if read.value is None:
            _placeholder(image, "")
            continue
        if not image.get("alt", "").strip():
            found.append(remark("M136", place, path=src))
        image.set("src", read.value.path)
        pictures[read.value.path] = read.value
    return article, pictures


def _beside(file: str, address: str) -> str:
    """An address as seen from the folder: ``b/01.md`` and ``../img/x.png`` → img/x.png."""
    if address.startswith("/") or "\\" in address:
        return address
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), address))


def _placeholder(image: Element, address: str) -> None:
    """A picture that is not there: its description, and its address if it had one."""
    text = "：".join(t for t in (image.get("alt", ""), address) if t)
    image.tag = "span"
    tail = image.tail
    image.attrib.clear()
    image.set("class", "missing-picture")
    image.text, image.tail = f"［图片：{text}］" if text else "［图片］", tail
