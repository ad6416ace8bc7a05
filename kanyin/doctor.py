"""What the press needs on a machine: what is there, what is missing, how to get it."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata

from kanyin.files import Folder

LIBRARIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "pango": (
        ("libgobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
        ("libpango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
        ("libharfbuzz-0", "harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
        ("libfontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib"),
        ("libpangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ),
    "harfbuzz-subset": (
        (
            "libharfbuzz-subset-0",
            "harfbuzz-subset",
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
        ),
    ),
}
"""The C libraries and the names under which WeasyPrint 70.0 looks for each
(``weasyprint/text/ffi.py``)."""

SYSTEM_PACKAGES: dict[str, tuple[str, str, str]] = {
    "apt": (
        "apt-get install -y",
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "default-jre-headless",
    ),
    "dnf": ("dnf install -y", "pango harfbuzz", "java-latest-openjdk-headless"),
    "brew": ("brew install", "pango", "openjdk"),
}
"""The command of a package manager, the packages of the libraries, those of Java.
``tools/system_packages.sh`` installs the same."""

DEPENDENCIES = (
    "brotli",
    "click",
    "cssselect2",
    "EbookLib",
    "fonttools",
    "Jinja2",
    "latex2mathml",
    "lxml",
    "Markdown",
    "nh3",
    "opencc",
    "pikepdf",
    "pillow",
    "pypdfium2",
    "pyphen",
    "python-stdnum",
    "readability-lxml",
    "rich",
    "ruamel.yaml",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
    "ziafont",
    "ziamath",
)
"""The Python packages of ``pyproject.toml``."""

SET_UP = "make publish"
RESTORE = "git checkout -- fonts"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the press needs: ``key`` names it, ``command`` gets it when it is missing."""

    key: str
    ok: bool
    detail: str = ""
    command: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Machine:
    """What is asked of a machine; a test brings a machine of its own."""

    system: str
    os_release: str
    loads: Callable[[str], bool]
    version: Callable[[str], str | None]
    has_program: Callable[[str], bool]
    is_root: bool = False


def this_machine(os_release: str) -> Machine:
    """The machine the press runs on; ``os_release`` is the text of /etc/os-release."""
    system = f"{platform.system()} {platform.release()}"
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return Machine(system, os_release, _loads, _version, _has_program, is_root)


def pdf_available(loads: Callable[[str], bool] | None = None) -> bool:
    """Whether the libraries are there without which WeasyPrint cannot be imported."""
    return not _missing("pango", loads or _loads)


def libraries_missing() -> list[str]:
    """The C libraries that this machine lacks; for ``tools/system_packages.sh``."""
    return [name for key in LIBRARIES for name in _missing(key, _loads)]


def examine(machine: Machine, fonts: Folder) -> tuple[Finding, ...]:
    """Everything the press needs, in the order in which one would mend it."""
    return (
        *_system(machine),
        _python(),
        *_packages(machine),
        *(_library(key, machine) for key in LIBRARIES),
        _fonts(fonts),
        *_epubcheck(machine),
    )


def _system(machine: Machine) -> Iterator[Finding]:
    if machine.system.startswith("Windows"):
        yield Finding("wsl", False, machine.system, "wsl --install -d Debian")
    else:
        wsl = " (WSL)" if "microsoft" in machine.system.lower() else ""
        yield Finding("system", True, machine.system + wsl)


def _python() -> Finding:
    return Finding("python", sys.version_info >= (3, 11), platform.python_version())


def _packages(machine: Machine) -> Iterator[Finding]:
    for name in DEPENDENCIES:
        version = machine.version(name)
        yield Finding(name, version is not None, version or "", SET_UP)


def _library(key: str, machine: Machine) -> Finding:
    missing = _missing(key, machine.loads)
    return Finding(key, not missing, " ".join(missing), install_command(machine))


def _missing(key: str, loads: Callable[[str], bool]) -> list[str]:
    """The libraries of which no name can be loaded."""
    return [names[0] for names in LIBRARIES[key] if not any(loads(name) for name in names)]


def package_manager(machine: Machine) -> str:
    """apt, dnf or brew, by the system's own word (os-release, ID and ID_LIKE)."""
    if machine.system.startswith("Darwin"):
        return "brew"
    fields = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', machine.os_release, re.M))
    family = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".split()
    if {"debian", "ubuntu"} & set(family):
        return "apt"
    return "dnf" if {"fedora", "rhel", "centos"} & set(family) else ""


def install_command(machine: Machine, *, java: bool = False) -> str:
    """The exact command that installs what is missing; empty on a system we do not know."""
    manager = package_manager(machine)
    if not manager:
        return ""
    install, libraries, runtime = SYSTEM_PACKAGES[manager]
    sudo = "" if machine.is_root or manager == "brew" else "sudo "
    return f"{sudo}{install} {runtime if java else libraries}"


def _fonts(fonts: Folder) -> Finding:
    """Whether every font that ``fonts.yaml`` declares is there, to the byte."""
    declared = _declared(fonts.read("fonts.yaml") or b"")
    wrong = [file for file, digest in declared.items() if _digest(fonts, file) != digest]
    wrong += [] if declared else ["fonts.yaml"]
    wrong += ["fonts.conf"] if fonts.read("fonts.conf") is None else []
    return Finding("fonts", not wrong, " ".join(wrong) or str(len(declared)), RESTORE)


def _declared(data: bytes) -> Mapping[str, str]:
    """File to SHA-256, wherever an entry of ``fonts.yaml`` names both."""
    from kanyin.fields import Field, read_yaml

    found: dict[str, str] = {}

    def gather(field: Field) -> None:
        value = field.value
        if isinstance(value, dict):
            file, digest = value.get("file"), value.get("sha256")
            if file and digest:
                found[str(file.value)] = str(digest.value).lower()
        for child in value.values() if isinstance(value, dict) else value:
            if isinstance(child, Field):
                gather(child)

    top = read_yaml(data.decode("utf-8", "replace"), "fonts.yaml").value
    if top:
        gather(top)
    return found


def _digest(fonts: Folder, file: str) -> str:
    return hashlib.sha256(fonts.read(file) or b"").hexdigest()


def _epubcheck(machine: Machine) -> Iterator[Finding]:
    """EPUBCheck is not needed to publish, only to check what was published."""
    command = install_command(machine, java=True)
    yield Finding("java", machine.has_program("java"), "", command, required=False)
    version = machine.version("epubcheck")
    yield Finding("epubcheck", version is not None, version or "", SET_UP, required=False)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _has_program(name: str) -> bool:
    return shutil.which(name) is not None
