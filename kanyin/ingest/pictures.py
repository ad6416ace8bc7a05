"""Pictures: only what is in the manuscript's folder, and only what a page can bear."""

from __future__ import annotations

import re
import unicodedata
import urllib.parse
import warnings
from io import BytesIO

from lxml import etree
from PIL import Image

from kanyin.diagnostics import Diagnostic, Outcome, Place, remark
from kanyin.files import Folder
from kanyin.model.issue import Picture

MAX_PIXELS = 120_000_000
"""A4 at 1,000 dpi; a picture beyond it is a mistake or a bomb, and is not opened."""

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
SVG_TYPE = "image/svg+xml"
_REMOTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_SIZE = re.compile(r"([0-9.]+)\s*(mm|cm|in|pt|px)?")
_PX = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "px": 1.0, None: 1.0}


def is_remote(source: str) -> bool:
    """Whether a picture's address leads out of the folder (network, file:, data:)."""
    return bool(_REMOTE.match(source.strip()))


def read_picture(folder: Folder, source: str, place: Place) -> Outcome[Picture | None]:
    """Read one local picture; None when it is missing, unsafe or unreadable."""
    path = unicodedata.normalize("NFC", urllib.parse.unquote(source)).removeprefix("./")
    data = folder.read(path) or folder.read(source) or folder.read(urllib.parse.unquote(source))
    if data is None:
        near = folder.find(path)
        code = "M131" if near else "M130"
        return Outcome(None, (remark(code, place, path=source, near=near or ""),))
    if data[:5] == b"%PDF-":
        return Outcome(None, (remark("M132", place, path=source, problem="PDF"),))
    if path.lower().endswith(".svg") or data.lstrip()[:5] in (b"<?xml", b"<svg "):
        return _svg(path, data, place)
    return _raster(path, data, place)


def _raster(path: str, data: bytes, place: Place) -> Outcome[Picture | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a decompression bomb is only a warning to Pillow
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > MAX_PIXELS:
                    return Outcome(
                        None,
                        (
                            remark(
                                "M133", place, path=path, width=image.width, height=image.height
                            ),
                        ),
                    )
                media_type = MEDIA_TYPES.get(image.format or "")
                image.load()
                size = image.size
    except Exception as error:  # Pillow raises many kinds for a broken file
        return Outcome(None, (remark("M132", place, path=path, problem=_reason(error)),))
    if media_type is None:
        return Outcome(None, (remark("M132", place, path=path, problem="format"),))
    return Outcome(Picture(path, media_type, data, *size))


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0][:80] or type(error).__name__


def _svg(path: str, data: bytes, place: Place) -> Outcome[Picture | None]:
    """Read an SVG without entities, scripts, or anything from outside the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Outcome(None, (remark("M132", place, path=path, problem=_reason(error)),))
    if root.tag != f"{_SVG}svg":
        return Outcome(None, (remark("M132", place, path=path, problem="no <svg>"),))
    found = tuple(_purify(root, path, place))
    clean = etree.tostring(root, encoding="utf-8")
    return Outcome(Picture(path, SVG_TYPE, clean, *_svg_size(root)), found)


def _purify(root: etree._Element, path: str, place: Place) -> list[Diagnostic]:
    removed: set[str] = set()
    for element in list(root.iter()):
        tag = element.tag if isinstance(element.tag, str) else ""
        name = tag.removeprefix(_SVG)
        if not tag or name in ("script", "foreignObject", "animate", "set", "iframe"):
            if tag:
                removed.add(name)
            if (parent := element.getparent()) is not None:
                parent.remove(element)
            continue
        removed |= _purify_attributes(element, name)
    return [remark("M134", place, path=path, names="、".join(sorted(removed)))] if removed else []


def _purify_attributes(element: etree._Element, name: str) -> set[str]:
    removed: set[str] = set()
    for key, value in list(element.attrib.items()):
        link = key in ("href", _XLINK_HREF) and not str(value).startswith("#")
        embedded = name == "image" and re.match(r"data:image/(?:png|jpeg);", str(value))
        url = re.search(r"url\(\s*['\"]?(?!#)", str(value))
        if str(key).startswith("on") or (link and not embedded) or url:
            del element.attrib[key]
            removed.add(str(key).split("}")[-1])
    if name == "use" and _uses_ancestor(element):
        element.attrib.clear()
        removed.add("use")
    if name == "style" and re.search(r"@import|url\(\s*['\"]?(?!#)", element.text or ""):
        element.text = ""
        removed.add("style")
    return removed


def _uses_ancestor(element: etree._Element) -> bool:
    target = (element.get("href") or element.get(_XLINK_HREF) or "").lstrip("#")
    return any(a.get("id") == target for a in element.iterancestors())


def _svg_size(root: etree._Element) -> tuple[float, float]:
    """The size in CSS px, from width and height, else from the viewBox."""
    sizes = [_SIZE.fullmatch(root.get(n, "")) for n in ("width", "height")]
    if all(sizes):
        width, height = (float(m[1]) * _PX[m[2]] for m in sizes if m)
        return width, height
    box = [float(n) for n in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
    return (box[2], box[3]) if len(box) == 4 else (300.0, 150.0)
