"""YAML as fields: every scalar is text, every value has its place.

A strict reading of YAML 1.2: duplicate keys, anchors, aliases and tags are remarks,
so that ``1.10`` stays 1.10, ``NO`` stays NO and no file can blow up in memory.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kanyin.diagnostics import Diagnostic, Outcome, Place, catalogue

T = TypeVar("T")

_CORE = "tag:yaml.org,2002:"
_CORE_TAGS = frozenset("str int float bool null seq map timestamp".split())
"""What a plain value may resolve to; any other tag was written by hand."""

MAX_DEPTH = 20
"""No format of ours nests deeper than five; this bounds recursion on hostile files."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a file. ``key_place`` is where its key stands, if it has one."""

    value: str | tuple[Field, ...] | dict[str, Field]
    place: Place
    key_place: Place


@dataclass(slots=True)
class Remarks:
    """A reader's remarks, gathered so that one run reports them all."""

    found: list[Diagnostic]

    def add(self, code: str, place: Place | None, **arguments: object) -> None:
        """Note a remark."""
        self.found.append(Diagnostic(code, place, arguments, catalogue()[code].severity))


def read_yaml(text: str, name: str, first_line: int = 1) -> Outcome[Field | None]:
    """Read one YAML document; ``first_line`` is the line of the file it begins on.

    The value is None when the text is not YAML or is empty.
    """
    remarks = Remarks([])
    reader = _Reader(name, first_line - 1, remarks)
    try:
        _refuse_aliases(text)
        node = YAML(typ="safe", pure=True).compose(text)
        field = reader.field(node, None, 0) if node is not None else None
    except MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        where = Place(name, first_line, 1) if mark is None else reader.place(mark)
        remarks.add("S101", where, problem=_problem(error))
        return Outcome(None, tuple(remarks.found))
    except (YAMLError, RecursionError) as error:
        remarks.add("S101", Place(name, first_line, 1), problem=str(error).split("\n")[0])
        return Outcome(None, tuple(remarks.found))
    return Outcome(field, tuple(remarks.found))


def _problem(error: MarkedYAMLError) -> str:
    return " ".join(str(part) for part in (error.context, error.problem) if part)


def _refuse_aliases(text: str) -> None:
    """Stop at an alias: a few of them can stand for gigabytes ("billion laughs")."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        depth += type(event).__name__.endswith("StartEvent")
        depth -= type(event).__name__.endswith("EndEvent")
        if isinstance(event, AliasEvent):
            raise MarkedYAMLError(problem="alias (*)", problem_mark=event.start_mark)
        if depth > MAX_DEPTH:
            raise MarkedYAMLError(problem="too deep", problem_mark=event.start_mark)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    lines_before: int
    remarks: Remarks

    def place(self, start: Any, end: Any = None) -> Place:
        line = start.line + 1 + self.lines_before
        if end is None or (end.line, end.column) <= (start.line, start.column):
            return Place(self.name, line, start.column + 1)
        end_line = end.line + 1 + self.lines_before
        return Place(self.name, line, start.column + 1, end_line, end.column + 1)

    def field(self, node: Node, key: Node | None, depth: int) -> Field:
        place = self.place(node.start_mark, node.end_mark)
        key_place = self.place(key.start_mark, key.end_mark) if key else place
        tag = str(node.ctag) if node.ctag else ""
        if tag and tag.removeprefix(_CORE) not in _CORE_TAGS:
            self.remarks.add("S102", place, tag=tag)
        if isinstance(node, MappingNode):
            return Field(self._mapping(node, depth), place, key_place)
        if isinstance(node, SequenceNode):
            items = tuple(self.field(n, None, depth + 1) for n in node.value)
            return Field(items, place, key_place)
        return Field(_scalar(node), place, key_place)

    def _mapping(self, node: MappingNode, depth: int) -> dict[str, Field]:
        values: dict[str, Field] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if not isinstance(name, str) or not isinstance(key, ScalarNode):
                self.remarks.add("S103", self.place(key.start_mark))
            elif name in values:
                first = values[name].key_place.line
                self.remarks.add(
                    "S104", self.place(key.start_mark, key.end_mark), key=name, first=first
                )
            else:
                values[name] = self.field(value, key, depth + 1)
        return values


def _scalar(node: Node) -> str:
    """A plain ``null`` or ``~`` and an empty value are the empty string."""
    text = str(node.value)
    return "" if getattr(node, "style", None) is None and text in ("~", "null") else text


Reader = Callable[[Field, Remarks], T]
"""Reads one field as a value of type T, remarking on what is wrong with it."""


def read_text(field: Field, remarks: Remarks) -> str:
    """A single text."""
    if isinstance(field.value, str):
        return field.value.strip()
    remarks.add("S106", field.place, expected="一段文字", expected_en="a text")
    return ""


def read_texts(field: Field, remarks: Remarks) -> tuple[str, ...]:
    """One text or a list of texts; empty ones are left out."""
    if isinstance(field.value, dict):
        remarks.add(
            "S106",
            field.place,
            expected="文字或文字的列表",
            expected_en="a text or a list of texts",
        )
        return ()
    items = field.value if isinstance(field.value, tuple) else (field,)
    return tuple(text for item in items if (text := read_text(item, remarks)))


def read_mapping(
    field: Field,
    remarks: Remarks,
    known: Mapping[str, Reader[Any]],
    spellings: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """A mapping with known keys only, each read by its own reader.

    ``spellings`` are keys that other programs use, with ours.
    """
    if not isinstance(field.value, dict):
        remarks.add(
            "S106", field.place, expected="“键: 值”的组", expected_en="a mapping of keys to values"
        )
        return {}
    values: dict[str, Any] = {}
    for written, value in field.value.items():
        key = spellings.get(written, written)
        if key not in known:
            unknown_key(key, value, known, remarks)
        elif key != written and key in field.value:
            first = field.value[key].key_place.line
            remarks.add("S104", value.key_place, key=f"{written} = {key}", first=first)
        elif value.value != "":
            if key != written:
                remarks.add("S110", value.key_place, key=written, ours=key)
            values[key] = known[key](value, remarks)
    return values


def unknown_key(key: str, field: Field, known: Iterable[str], remarks: Remarks) -> None:
    """Remark on a key that nobody reads, with the nearest one that is read."""
    near = difflib.get_close_matches(key, list(known), 1, 0.6)
    code = "S105" if near else "S107"
    remarks.add(code, field.key_place, key=key, near=near[0] if near else "")
