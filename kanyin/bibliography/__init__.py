"""References (参考文献): CSL-JSON in, entries by GB/T 7714 out.

Two editions of the standard, 2015 and 2025, and its two systems: by numbers (顺序编码制) and by
authors and years (著者-出版年制). Pure functions of the data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from kanyin.bibliography import gb2015, gb2025
from kanyin.bibliography.elements import Edition, Entry, publication_year
from kanyin.bibliography.item import CJK, Item
from kanyin.bibliography.names import called
from kanyin.bibliography.reading import read_items as read_items

System = Literal["numeric", "author-date"]
EDITIONS = {2015: gb2015, 2025: gb2025}
"""Each edition with the module that lays it out."""
NEWEST = 2025
"""In force since 2026-07-01, in place of 2015."""


def bibliography(
    items: Sequence[Item], edition: int = NEWEST, system: System = "numeric"
) -> tuple[str, ...]:
    """The list of references, one text an entry.

    ``numeric`` keeps the order of the items and numbers them; ``author-date`` sorts by
    script, author and year, and tells works of one author and year apart by letters
    (2015 9.2, 10.2.3; 2025 9.3). Raises KeyError for an edition that is not known.
    """
    rules = EDITIONS[edition].EDITION
    if system == "numeric":
        return tuple(f"[{n}] {_set(Entry(item, rules))}" for n, item in enumerate(items, 1))
    ordered = sorted(items, key=lambda item: _order(item, rules))
    return tuple(_set(entry) for entry in _dated(ordered, rules))


def _set(entry: Entry) -> str:
    """The elements with stops behind them; an abbreviation brings its own."""
    parts = EDITIONS[entry.edition.year].elements(entry)
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


ROLES = ("author", "composer", "illustrator", "director", "host", "editor")


def _label(item: Item) -> str:
    names = item.people(*(ROLES[:-1] if item.word("container-title") else ROLES))
    return called(names, item.lang)


def _dated(items: Sequence[Item], rules: Edition) -> Iterator[Entry]:
    """Entries with their years, and letters where two would be cited alike."""
    marks = [(_label(item), publication_year(item, rules)) for item in items]
    alike, seen = Counter(marks), Counter[tuple[str, str]]()
    for item, mark in zip(items, marks, strict=True):
        letter = chr(ord("a") + seen[mark]) if alike[mark] > 1 and mark[1] else ""
        seen[mark] += 1
        yield Entry(item, rules, re.sub(r"(?=\]?$)", letter, mark[1], count=1))


def _order(item: Item, rules: Edition) -> tuple[int, bytes, str]:
    """Chinese, Japanese, Western, Russian, others (2015 9.2, 2025 9.3.2); within Chinese by the
    order of GB 2312, whose common characters stand by their sounds."""
    label = _label(item)
    scripts = ("zh", "ja")
    place = scripts.index(item.lang) if item.lang in scripts and CJK.search(label) else 2
    place = {"ru": 3}.get(item.lang, place)
    code = label.encode("gb18030") if place == 0 else label.casefold().encode("utf-8")
    return place, code, publication_year(item, rules)
