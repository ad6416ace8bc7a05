"""Pictures: only what is in the manuscript's folder, and only what a page can bear."""

from __future__ import annotations

import re
import unicodedata
import urllib.parse
import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from kanyin.diagnostics import Outcome, Place, remark
from kanyin.files import Folder
from kanyin.ingest.svg import Unfit, read_svg
from kanyin.model.issue import Picture

MAX_PIXELS = 120_000_000
"""A4 at 1,000 dpi; a picture beyond it is a mistake or a bomb, and is not opened."""

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
SVG_TYPE = "image/svg+xml"
_REMOTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def is_remote(source: str) -> bool:
    """Whether a picture's address leads out of the folder (network, file:, data:)."""
    return bool(_REMOTE.match(source.strip()))


def read_picture(folder: Folder, source: str, place: Place) -> Outcome[Picture | None]:
    """Read one local picture; None when it is missing, unsafe or unreadable."""
    spelled = ((path, folder.read(path)) for path in _spellings(source))
    path, data = next((each for each in spelled if each[1] is not None), (source, None))
    if data is None:
        near = folder.find(unicodedata.normalize("NFC", urllib.parse.unquote(source)))
        code = "M131" if near else "M130"
        return Outcome(None, (remark(code, place, path=source, near=near or ""),))
    if data[:5] == b"%PDF-":
        return Outcome(None, (remark("M132", place, path=source, problem="PDF"),))
    if path.lower().endswith(".svg") or data.lstrip()[:5] in (b"<?xml", b"<svg "):
        return _svg(path, data, place)
    return _raster(path, data, place)


def _spellings(source: str) -> tuple[str, ...]:
    """The names that an address may stand for, the likeliest first.

    An address is percent-encoded or not; a disk keeps é as one character or as two
    (UAX #15), and nobody can see which.
    """
    name = urllib.parse.unquote(source).removeprefix("./")
    forms = (name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")), source)
    return tuple(dict.fromkeys(forms))


def _raster(path: str, data: bytes, place: Place) -> Outcome[Picture | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a decompression bomb is only a warning to Pillow
            kind, width, height = _measure(data)
            if width * height > MAX_PIXELS:
                found = remark("M133", place, path=path, width=width, height=height)
                return Outcome(None, (found,))
            _open_whole(data)
    except UnidentifiedImageError:
        return Outcome(None, (remark("M132", place, path=path, problem="format"),))
    except Exception as error:  # Pillow raises many kinds for a broken file
        return Outcome(None, (remark("M132", place, path=path, problem=_reason(error)),))
    return Outcome(Picture(path, MEDIA_TYPES[kind], data, width, height))


def _measure(data: bytes) -> tuple[str, int, int]:
    with Image.open(BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
        return image.format or "", image.width, image.height


def _open_whole(data: bytes) -> None:
    """Raise where a picture is damaged: first its checksums, then its pixels."""
    with Image.open(BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
        image.verify()
    with Image.open(BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
        image.load()


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0][:80] or type(error).__name__


def _svg(path: str, data: bytes, place: Place) -> Outcome[Picture | None]:
    try:
        clean, size, removed = read_svg(data, lambda inner: _raster("", inner, place).ok)
    except Unfit as problem:
        return Outcome(None, (remark("M132", place, path=path, problem=problem),))
    names = "、".join(sorted(removed))
    found = (remark("M134", place, path=path, names=names),) if removed else ()
    return Outcome(Picture(path, SVG_TYPE, clean, *size), found)
