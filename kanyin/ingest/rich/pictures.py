"""The pictures a document shows, under names that no other import can take."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from kanyin.diagnostics import Diagnostic, Outcome, Place, Severity
from kanyin.files import Folder, MemoryFolder
from kanyin.ingest.pictures import is_remote, read_picture
from kanyin.ingest.rich.document import DROP
from kanyin.model.article import Element

LARGEST = 32 << 20
"""Bytes of a picture that is carried along though the press cannot show it."""

_NOT_IN_NAME = re.compile(r"[^\w-]+")
_DATA = re.compile(r"data:image/([a-z+]+);base64,", re.IGNORECASE)


def take_pictures(
    root: Element, folder: Folder, file: str, name: str
) -> Outcome[dict[str, bytes]]:
    """Read the local pictures and give each its place under ``images/``.

    A picture that is not there, or not on this disk, keeps its address.
    """
    taken: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for image in (i for i in root.iter("img") if i.get(DROP) is None):
        source = image.get("src", "")
        if (inside := _DATA.match(source)) and len(source) <= LARGEST:
            data, stem = _decoded(source[inside.end() :]), f"picture.{inside[1].lower()}"
        elif is_remote(source):
            continue
        else:
            stem = posixpath.normpath(posixpath.join(posixpath.dirname(file), source))
            data = folder.read(unquote(stem.partition("?")[0])) or folder.read(stem)
        found += [each for each in _unfit(data, stem, name) if each not in found]
        if data is not None and len(data) <= LARGEST:
            image.set("src", _named(stem, data))
            taken[image.get("src", "")] = data
    return Outcome(taken, tuple(found))


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(unquote(text), validate=False)
    except (binascii.Error, ValueError):
        return None


def _unfit(data: bytes | None, path: str, name: str) -> Iterator[Diagnostic]:
    """What the press will say of a picture; here it is a warning."""
    folder = MemoryFolder({} if data is None else {path: data})
    for found in read_picture(folder, path, Place(name)).diagnostics:
        yield replace(found, severity=Severity.WARNING)


def _named(path: str, data: bytes) -> str:
    stem, dot, suffix = posixpath.basename(unquote(path.partition("?")[0])).rpartition(".")
    plain = _NOT_IN_NAME.sub("-", stem or suffix).strip("-")[:40] or "picture"
    ending = f".{suffix.lower()}" if dot and suffix.isalnum() else ""
    return f"images/{plain}-{hashlib.sha256(data).hexdigest()[:8]}{ending}"
