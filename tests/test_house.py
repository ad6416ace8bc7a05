"""The rules of the house, kept by a machine."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PRESS = HOUSE / "kanyin"
FLOORS = (
    "diagnostics",
    "files",
    "fields",
    "model",
    "geometry",
    "bibliography fonts layouts mathematics",
    "ingest structure proof typography composition render",
    "editions",
    "preflight",
    "build",
    "report",
    "workspace doctor terminal",
    "preview",
    "cli",
)
"""From the cellar up; rooms on one line are neighbours."""

FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms.split()}

DOORS: dict[str, tuple[set[str], set[str]]] = {
    # what it is: the modules that lead there, the rooms that may use them
    "files": ({"shutil", "tempfile", "glob"}, {"workspace", "doctor", "preflight.validators"}),
    "other people's programs": ({"subprocess"}, {"preflight.validators.programs"}),
    "sockets": ({"socket", "socketserver", "http", "urllib.request", "ssl"}, {"preview"}),
    "the system": (
        {"os", "sys", "signal", "platform", "multiprocessing", "ctypes"},
        {"workspace", "doctor", "cli", "editions.engine", "preflight.validators"},
    ),
    "clock, chance and locale": ({"time", "random", "secrets", "locale"}, {"cli"}),
}
CALLS: dict[str, set[str]] = {
    "open": {"workspace"},
    "read_text": {"workspace"},
    "read_bytes": {"workspace"},
    "write_text": {"workspace"},
    "write_bytes": {"workspace"},
    "print": {"cli"},
    "echo": {"cli"},
    "now": {"cli"},
    "utcnow": {"cli"},
    "today": {"cli"},
    "uuid1": set(),
    "uuid4": set(),
}
"""Calls that only the rooms named may make."""

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
MODULES = sorted(path for path in PRESS.rglob("*.py") if path != PRESS / "__init__.py")
CODE = re.compile(r"\b[SMIPGREFVB]\d{3}\b")
MESSAGES = tomllib.loads((PRESS / "messages.toml").read_text("utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def room(path: Path) -> str:
    """The room of a module: the folder or the file directly in the house."""
    return path.relative_to(PRESS).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a module names in an import, also below TYPE_CHECKING."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def rooms_below(path: Path) -> Iterator[str]:
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "kanyin" and len(parts) > 1 and (PRESS / parts[1]).exists():
            yield parts[1]
        elif parts[0] == "kanyin" and len(parts) > 1 and (PRESS / f"{parts[1]}.py").exists():
            yield room(PRESS / f"{parts[1]}.py")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_down_only(path: Path) -> None:
    here = room(path)
    assert here in FLOOR, f"the room {here} has no floor yet: add it to FLOORS"
    for there in rooms_below(path):
        assert there == here or FLOOR[there] < FLOOR[here], f"{here} may not import {there}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_doors_lead_to_the_world(path: Path) -> None:
    here = ".".join(path.relative_to(PRESS).parts)
    for what, (modules, rooms) in DOORS.items():
        if room(path) not in rooms and not here.startswith(tuple(rooms)):
            used = {m for m in imported(path) if m in modules or m.split(".")[0] in modules}
            assert not used, f"{what} is no business of {room(path)}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_doors_open_read_write_and_speak(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and name_called(node) not in of_the_package(path):
            called = name_called(node)
            allowed = CALLS.get(called, {room(path)})
            assert room(path) in allowed, f"line {node.lineno}: {called}()"


def name_called(node: ast.Call) -> str:
    """``open(…)`` and ``print(…)`` are plain names, ``path.read_text()`` is a method:
    ``Image.open`` reads values and ``read_text(field)`` reads a field."""
    if isinstance(node.func, ast.Attribute):
        return "" if node.func.attr == "open" else node.func.attr
    plain = getattr(node.func, "id", "")
    return plain if plain in ("open", "print", "echo") else ""


def of_the_package(path: Path) -> set[str]:
    """Reading the package's own data is not reading the user's disk."""
    modules = set(imported(path))
    own = "importlib.resources" in modules and "pathlib.Path" not in modules
    return {"read_text", "read_bytes"} if own else set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_everything_is_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 40, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)) or not path.read_text("utf-8").strip()


def test_nothing_is_called_utils() -> None:
    names = {part.removesuffix(".py") for path in MODULES for part in path.parts}
    assert not names & FORBIDDEN_NAMES


def test_publish_is_a_handful_of_lines() -> None:
    assert len((HOUSE / "publish.py").read_text("utf-8").splitlines()) <= 25


def codes_in(path: Path) -> set[str]:
    text = re.sub(r"#\s*noqa.*", "", path.read_text("utf-8"))
    return set(CODE.findall(text))


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    data = [*MODULES, *(p for p in PRESS.rglob("*.toml") if p.name != "messages.toml")]
    used = set().union(*map(codes_in, data))
    assert used - MESSAGES.keys() == set(), "used, but not in messages.toml"
    assert MESSAGES.keys() - used == set(), "in messages.toml, but used by nobody"


def fields(text: str) -> set[str]:
    """The arguments of a sentence; ``problem_en`` is the English of ``problem``."""
    found = (key for _, key, _, _ in string.Formatter().parse(text) if key)
    return {key.removesuffix("_en") for key in found}


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same(code: str) -> None:
    row = MESSAGES[code]
    assert fields(row["zh"]) == fields(row["en"])
    assert fields(row.get("hint_zh", "")) == fields(row.get("hint_en", ""))
    assert bool(row.get("hint_zh")) == bool(row.get("hint_en"))


@pytest.mark.parametrize("code", MESSAGES)
def test_chinese_sentences_are_punctuated_in_chinese(code: str) -> None:
    han = "[\u3400-\u9fff]"
    for key in ("zh", "hint_zh"):
        assert not re.search(rf"{han}[,;?!]\s*{han}", MESSAGES[code].get(key, ""))
