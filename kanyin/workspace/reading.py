"""Reading from disk: folders that are never left, and the manuscripts in them."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kanyin.diagnostics import Diagnostic, Place, PressError, remark
from kanyin.workspace.names import distinct, refusal, slug

if TYPE_CHECKING:
    from kanyin.build import Manuscript

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is read; no manuscript or picture needs more."""

ARTICLE_SUFFIXES = tuple(".md .markdown .txt .html .htm .xhtml .docx .docm .doc".split())
"""The suffixes of ``ingest.importers``, not loaded here."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""O_NONBLOCK: a named pipe without a writer must not hold the press up."""


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """A folder on disk as a ``files.Folder``: read lazily, exact in case, never left."""

    root: Path
    name: str = ""

    def read(self, path: str) -> bytes | None:
        """The bytes of an ordinary file inside, or None.

        Raises PressError for a file that is too big or that the system refuses.
        """
        real = self._inside(path)
        if real is None:
            return None
        return read_file(real, f"{self.name}/{path}" if self.name else path)

    def find(self, path: str) -> str | None:
        """The spelling on disk of a path that differs in case or width, or None."""
        found = PurePosixPath()
        for part in PurePosixPath(path).parts:
            names = _listing(self.root / found)
            spelled = part if part in names else _alike(part, names)
            if spelled is None:
                return None
            found /= spelled
        return str(found) if self._inside(str(found)) else None

    def names(self) -> Iterator[str]:
        """The relative paths of all ordinary, not hidden files, sorted."""
        return iter(sorted(path for path in self._walk() if self._inside(path)))

    def _walk(self) -> Iterator[str]:
        for here, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            base = PurePosixPath(*Path(here).relative_to(self.root).parts)
            yield from (str(base / name) for name in files if not name.startswith("."))

    def _inside(self, path: str) -> Path | None:
        """The real place of an ordinary file, if it lies in the folder."""
        parts = PurePosixPath(path).parts
        if not parts or any(part == ".." or set(part) & set("/\\\0") for part in parts):
            return None
        try:
            real = Path(os.path.realpath(self.root.joinpath(*parts), strict=True))
            ordinary = stat.S_ISREG(real.stat().st_mode)
        except (OSError, ValueError):
            return None
        held = real.is_relative_to(os.path.realpath(self.root))
        return real if ordinary and held and self._is_exact(parts) else None

    def _is_exact(self, parts: tuple[str, ...]) -> bool:
        """Whether the path is spelled as on disk, also where the disk folds case."""
        folders = (self.root.joinpath(*parts[:n]) for n in range(len(parts)))
        return all(part in _listing(here) for part, here in zip(parts, folders, strict=True))


def _listing(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _alike(part: str, names: list[str]) -> str | None:
    def fold(name: str) -> str:
        return unicodedata.normalize("NFKC", name).casefold()

    return next((name for name in sorted(names) if fold(name) == fold(part)), None)


def read_file(path: Path, shown: str) -> bytes:
    """The bytes of one ordinary file. Raises PressError when it cannot be had."""
    try:
        with open(os.open(path, _READ), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PressError(remark("B104", path=shown))
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise refusal("B121", shown, error, Place(shown)) from None
    if len(data) > SIZE_LIMIT:
        raise PressError(remark("B120", Place(shown), limit=SIZE_LIMIT >> 20))
    return data


def issues_under(source: Path) -> tuple[str, ...]:
    """Every folder with an ``issue.yaml`` below ``source``, sorted."""
    found = (Path(here) for here, _, files in os.walk(source) if "issue.yaml" in files)
    return tuple(sorted(folder.as_posix() for folder in found))


def read_manuscripts(typed: Sequence[str]) -> tuple[Manuscript, ...]:
    """The manuscripts of a command line, each once; ids of loose files never collide.

    Raises PressError with a remark for every one that is none.
    """
    wrong: list[Diagnostic] = []
    found: dict[str, Manuscript] = {}
    for path in typed:
        try:
            found.setdefault(os.path.realpath(path), read_manuscript(path))
        except PressError as error:
            wrong += error.diagnostics
    if wrong:
        raise PressError(*wrong)
    return tuple(_with_distinct_ids(list(found.values())))


def _with_distinct_ids(found: list[Manuscript]) -> Iterator[Manuscript]:
    """Issues first: an issue's id is its own, a loose file's gives way."""
    order = sorted(found, key=lambda each: each.entry != "issue.yaml")
    ids = distinct([each.id_hint for each in order])
    named = {id(each): name for each, name in zip(order, ids, strict=True)}
    return (replace(each, id_hint=named[id(each)]) for each in found)


def read_manuscript(typed: str) -> Manuscript:
    """The manuscript at a path: an issue's folder, or one article. Raises PressError."""
    from kanyin.build import Manuscript

    path = Path(typed)
    if path.name == "issue.yaml" and path.is_file():
        path = path.parent
    _refuse_others(path, typed)
    name = shown(path)
    if path.is_dir():
        folder = DiskFolder(path, "" if name == "." else name)
        return Manuscript(name, slug(path.resolve().name), folder, "issue.yaml")
    real = path.resolve()
    home = PurePosixPath(name).parent.as_posix()
    folder = DiskFolder(real.parent, "" if home == "." else home)
    return Manuscript(name, slug(path.stem), folder, real.name)


def _refuse_others(path: Path, typed: str) -> None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        raise PressError(remark("B101", path=typed)) from None
    if stat.S_ISDIR(mode):
        if not (path / "issue.yaml").is_file():
            raise PressError(remark("B103", path=typed))
    elif not stat.S_ISREG(mode):
        raise PressError(remark("B104", path=typed))
    elif path.suffix.lower() not in ARTICLE_SUFFIXES:
        raise PressError(remark("B102", path=typed))


def shown(path: Path) -> str:
    """A path fit for a report, never absolute: what differs between machines is cut off."""
    if not path.is_absolute():
        return path.as_posix()
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def isolate_fonts(folder: Path) -> None:
    """Let fontconfig see the press's own fonts only; before WeasyPrint is imported."""
    os.environ["FONTCONFIG_FILE"] = str((folder / "fonts.conf").resolve())
