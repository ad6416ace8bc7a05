"""SVG pictures: no entities, scripts, animation, or anything from outside the file."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from kanyin.model.article import Element

SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
REFUSED = frozenset(
    "script foreignObject iframe handler listener set animate animateColor animateMotion "
    "animateTransform discard".split()
)
"""What runs, moves, or brings another document along (SVG 2; SVG Tiny 1.2, 15)."""

MOST_DRAWN = 50_000
"""Elements, each as often as it is drawn: ``use`` in ``use`` can stand for billions."""

LARGEST = 100_000.0
"""CSS px of a side; about 26 metres."""

_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,(?P<data>[A-Za-z0-9+/=\s]*)")
_OUTWARD = re.compile(r"@import|\\|(?:url|src|image|image-set)\(\s*['\"]?(?!['\"#\s])", re.I)
"""CSS that leads out of the file; a backslash can spell any of these words."""

_INWARD = re.compile(r"url\(\s*['\"]?#([^'\")]+)")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(mm|cm|in|pt|pc|px|)\s*")
_PX = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0, "px": 1.0, "": 1.0}


class Unfit(ValueError):
    """The file is no picture that can be drawn; says why."""


def read_svg(
    data: bytes, is_sound: Callable[[bytes], bool]
) -> tuple[bytes, tuple[float, float], set[str]]:
    """The cleaned file, its size in CSS px, and the names of what was taken out.

    ``is_sound`` judges an embedded raster picture. Raises Unfit.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit(str(error).split("\n")[0][:80]) from None
    if root.tag != f"{SVG}svg":
        raise Unfit("no <svg>")
    removed = _purify(root, is_sound)
    if _times_drawn(root, removed) > MOST_DRAWN:
        raise Unfit("<use>")
    return etree.tostring(root, encoding="utf-8"), _size(root), removed


def _purify(root: Element, is_sound: Callable[[bytes], bool]) -> set[str]:
    removed: set[str] = set()
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _take_out(element)  # comments, processing instructions, entities
            continue
        name = str(element.tag).removeprefix(SVG)
        if name in REFUSED or (name == "style" and _OUTWARD.search("".join(element.itertext()))):
            removed.add(name)
            _take_out(element)
        else:
            removed |= _purify_attributes(element, name, is_sound)
    return removed


def _take_out(element: Element) -> None:
    """Remove an element and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _purify_attributes(element: Element, name: str, is_sound: Callable[[bytes], bool]) -> set[str]:
    removed: set[str] = set()
    for key, value in list(element.attrib.items()):
        local = str(key).split("}")[-1]
        if local == "href":
            kept = str(value).startswith("#") or (
                name == "image" and _is_embedded(str(value), is_sound)
            )
        else:
            kept = not local.lower().startswith("on") and local != "base"
            kept = kept and not _OUTWARD.search(str(value))
        if not kept:
            del element.attrib[key]
            removed.add(local)
    return removed


def _is_embedded(address: str, is_sound: Callable[[bytes], bool]) -> bool:
    found = _EMBEDDED.fullmatch(address)
    try:
        return bool(found) and is_sound(base64.b64decode(found["data"]))  # type: ignore[index]
    except binascii.Error:
        return False


def _times_drawn(root: Element, removed: set[str]) -> int:
    """How many elements are drawn, those referred to counted each time.

    A reference to what holds something being drawn goes round for ever; it is cut.
    """
    targets = {str(e.get("id")): e for e in root.iter() if e.get("id")}
    counts: dict[Element, int] = {}
    under_way: Counter[Element] = Counter()
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_counted = waiting.pop()
        if is_counted:
            under_way.subtract((element, *element.iterancestors()))
            parts = (*element, *_referred(element, targets))
            counts[element] = 1 + sum(counts[part] for part in parts)
        elif element not in counts:
            if any(under_way[part] for part in _referred(element, targets)):
                removed.add(str(element.tag).removeprefix(SVG))
                _cut(element)
            under_way.update((element, *element.iterancestors()))
            waiting.append((element, True))
            waiting += [(part, False) for part in (*element, *_referred(element, targets))]
    return counts[root]


def _cut(element: Element) -> None:
    for key, value in list(element.attrib.items()):
        if str(key).endswith("href") or _INWARD.search(str(value)):
            del element.attrib[key]


def _referred(element: Element, targets: dict[str, Element]) -> Iterator[Element]:
    """What an element draws that stands elsewhere: by ``href``, or by ``url(#…)``."""
    names = [(element.get(key) or "")[1:] for key in ("href", _XLINK_HREF)]
    for value in element.attrib.values():
        names += _INWARD.findall(str(value))
    linked = element.tag != f"{SVG}a"
    yield from (targets[name] for name in names if linked and name in targets)


def _size(root: Element) -> tuple[float, float]:
    """The size in CSS px, from width and height, else from the viewBox."""
    box = [float(n) for n in re.findall(_NUMBER, root.get("viewBox", ""))]
    sides = [_px(root.get(name, "")) for name in ("width", "height")]
    width, height = box[2:4] if len(box) == 4 else (300.0, 150.0)
    ratio = width / height if width > 0 and height > 0 else 2.0
    if sides[0] and sides[1]:
        width, height = sides[0], sides[1]
    elif sides[0]:
        width, height = sides[0], sides[0] / ratio
    elif sides[1]:
        width, height = sides[1] * ratio, sides[1]
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        raise Unfit(f"{width:g} × {height:g} px")
    return width, height


def _px(text: str) -> float:
    """A length in CSS px; 0 where there is none, or one relative to something else."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PX[found[2]] if found else 0.0
