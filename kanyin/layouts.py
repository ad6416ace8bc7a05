"""Layouts: a designer's templates, stylesheets and page, read from ``layouts/<name>``.

A layout that ``extends`` another takes from it every file it has not itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from kanyin.diagnostics import Outcome, Place, PressError, remark
from kanyin.fields import Field, Reader, Remarks, read_mapping, read_text, read_yaml
from kanyin.files import Folder
from kanyin.geometry import Design, parse_trim

LAYOUT_FILE = "layout.yaml"
NOTES = ("page", "end")
"""Where print sets notes: at the foot of the page, or after the article's text."""

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout's files by name (``article.xhtml``, ``print.css`` …) and its page.

    ``styles`` keeps the stylesheets of the layouts it extends in front of its own.
    """

    name: str
    templates: Mapping[str, str]
    styles: Mapping[str, str]
    trim: str
    design: Design = field(default_factory=Design)
    notes: str = NOTES[0]


def layout_names(folder: Folder) -> tuple[str, ...]:
    """The names of the layouts there are."""
    return tuple(n.split("/")[0] for n in folder.names() if n.endswith(f"/{LAYOUT_FILE}"))


def read_layout(folder: Folder, name: str, place: Place | None = None) -> Outcome[Layout]:
    """Read a layout. Raises PressError when there is none of that name."""
    return _read(folder, name, place, ())


def _read(
    folder: Folder, name: str, place: Place | None, seen: tuple[str, ...]
) -> Outcome[Layout]:
    path = f"{name}/{LAYOUT_FILE}"
    data = folder.read(path) if _SAFE_NAME.fullmatch(name) else None
    if data is None or name in seen:
        known = "、".join(layout_names(folder))
        raise PressError(remark("R101", place, name=name, known=known))
    shown = f"{folder.name}/{path}"
    read = read_yaml(data.decode("utf-8"), shown)
    remarks = Remarks(list(read.diagnostics))
    values = read_mapping(read.value, remarks, _KEYS) if read.value else {}
    base = Layout(name, {}, {}, "A4")
    if "extends" in values:
        extended = _read(folder, values["extends"], Place(shown), (*seen, name))
        base, remarks.found = extended.value, [*extended.diagnostics, *remarks.found]
    layout = _with_files(folder, name, base)
    layout = replace(
        layout,
        trim=values.get("trim") or base.trim,
        notes=values.get("notes", base.notes),
        design=replace(base.design, **values.get("page", {})),
    )
    return Outcome(layout, tuple(remarks.found))


def _with_files(folder: Folder, name: str, base: Layout) -> Layout:
    templates, styles = dict(base.templates), dict(base.styles)
    for path in folder.names():
        if not path.startswith(f"{name}/"):
            continue
        file = path.removeprefix(f"{name}/")
        text = (folder.read(path) or b"").decode("utf-8")
        if file.endswith(".xhtml"):
            templates[file] = text
        elif file.endswith(".css"):
            styles[file] = styles.get(file, "") + text
    return replace(base, name=name, templates=templates, styles=styles)


def _page(field: Field, remarks: Remarks) -> dict[str, float | int]:
    known = {f.name: _number for f in fields(Design)}
    values = read_mapping(field, remarks, known)
    whole = {"columns", "longest"}
    return {k: int(v) if k in whole else v for k, v in values.items() if v is not None}


def read_trim(field: Field, remarks: Remarks) -> str:
    """A trim size that ``geometry.parse_trim`` can read; "" with a remark for another."""
    text = read_text(field, remarks)
    try:
        parse_trim(text)
    except ValueError:
        remarks.add("R103", field.place, trim=text)
        return ""
    return text


def _notes(field: Field, remarks: Remarks) -> str:
    text = read_text(field, remarks)
    if text not in NOTES:
        known = "、".join(NOTES)
        remarks.add("S106", field.place, expected=known, expected_en=known)
    return text if text in NOTES else NOTES[0]


def _number(field: Field, remarks: Remarks) -> float | None:
    try:
        return float(read_text(field, remarks))
    except ValueError:
        remarks.add("S106", field.place, expected="一个数", expected_en="a number")
        return None


_KEYS: Mapping[str, Reader[Any]] = {
    "extends": read_text,
    "title": read_text,
    "trim": read_trim,
    "notes": _notes,
    "page": _page,
}
