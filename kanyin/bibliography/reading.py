"""CSL-JSON, as reference managers export it, or the same in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from kanyin.bibliography.item import CJK, Date, Item, Name
from kanyin.diagnostics import Outcome, Place
from kanyin.fields import Field, Remarks, read_yaml

_INDENT = re.compile(r"^\t+", re.MULTILINE)
_NOTED = re.compile(r"^([A-Za-z-]+): *(.+)$", re.MULTILINE)
"""A variable that the manager has no field for, on a line of the note (Zotero's “extra”)."""
_ROLES = ("author", "editor", "translator", "director", "composer", "illustrator", "compiler",
          "container-author", "collection-editor", "editorial-director", "host")  # fmt: skip


def read_items(text: str, name: str) -> Outcome[tuple[Item, ...]]:
    """The entries of a file named ``name``; those that cannot be read are remarked on.

    JSON is read as the YAML it is, so that every remark has its line and column.
    """
    read = read_yaml(_INDENT.sub(lambda tabs: " " * len(tabs[0]), text), name)
    remarks = Remarks(list(read.diagnostics))
    if read.value is None or not isinstance(read.value.value, tuple):
        if not read.diagnostics:
            remarks.add("S301", read.value.place if read.value else Place(name, 1, 1))
        return Outcome((), tuple(remarks.found))
    items = tuple(_items(read.value.value, remarks))
    return Outcome(items, tuple(remarks.found))


def _items(entries: tuple[Field, ...], remarks: Remarks) -> Iterator[Item]:
    seen: dict[str, Place] = {}
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry.value, dict):
            remarks.add("S302", entry.place, number=number)
            continue
        item = _item(entry.value, entry.place)
        if not item.word("title"):
            remarks.add("S303", entry.place, number=number, key=item.key)
        if item.key in seen:
            remarks.add("S304", entry.place, key=item.key, first=seen[item.key].line)
        seen.setdefault(item.key, entry.place)
        yield item


def _item(entry: Mapping[str, Field], place: Place) -> Item:
    plain = {k: _plain(f.value) for k, f in entry.items() if isinstance(f.value, str)}
    noted = {m[1]: m[2].strip() for m in _NOTED.finditer(plain.pop("note", ""))}
    words = {**noted, **{k: v for k, v in plain.items() if v}}
    lang = words.get("language") or ("zh" if CJK.search(words.get("title", "")) else "en")
    return Item(
        key=words.get("id", ""),
        kind=noted.get("type") or words.get("type", ""),
        lang=lang.partition("-")[0].lower(),
        words=words,
        names={role: tuple(_names(entry[role])) for role in _ROLES if role in entry},
        dates={
            k: date
            for k in ("issued", "accessed", "available-date")
            if k in entry and (date := _date(entry[k]))
        },
        place=place,
    )


def _names(field: Field) -> Iterator[Name]:
    for each in field.value if isinstance(field.value, tuple) else (field,):
        if isinstance(each.value, dict):
            part = {k: f.value for k, f in each.value.items() if isinstance(f.value, str)}
            family = f"{part.get('non-dropping-particle', '')} {part.get('family', '')}".strip()
            yield Name(
                family, part.get("given", ""), part.get("dropping-particle", ""),
                part.get("suffix", ""), _plain(part.get("literal", "")),
            )  # fmt: skip
        elif isinstance(each.value, str):
            yield Name(literal=each.value)


def _date(field: Field) -> Date | None:
    """``{"date-parts": [[2024, 5], [2024, 6]]}``, ``{"raw": …}``, or a plain ``2024-05``."""
    value = field.value
    if isinstance(value, str):
        return _written(value)
    if not isinstance(value, dict):
        return None
    guessed = "circa" in value
    parts = value.get("date-parts")
    if parts is None or not isinstance(parts.value, tuple):
        raw = value.get("raw") or value.get("literal")
        return _written(str(raw.value), guessed) if raw else None
    ends = [_numbers(each) for each in parts.value[:2]]
    return Date(ends[0], ends[1] if len(ends) > 1 else (), guessed) if ends and ends[0] else None


def _numbers(field: Field) -> tuple[int, ...]:
    parts = field.value if isinstance(field.value, tuple) else ()
    shown = (str(part.value) for part in parts[:3])
    return tuple(int(each) for each in shown if each.isdigit())


def _written(text: str, guessed: bool = False) -> Date | None:
    m = re.match(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    return Date(tuple(int(part) for part in m.groups() if part), (), guessed) if m else None


class _Words(HTMLParser):
    """What is left of a text without CSL's marks (``<i>``, ``<span class="nocase">``)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name}")


def _plain(text: str) -> str:
    if "<" not in text:
        return text
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.parts)
