"""Writing to disk: everything is made ready beside its place, then put there at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from kanyin.diagnostics import PressError, remark
from kanyin.files import Artifact, Folder
from kanyin.workspace.names import is_safe_name, refusal
from kanyin.workspace.reading import DiskFolder

_PATHS = {
    "print": "{id}.print.pdf",
    "screen": "{id}.screen.pdf",
    "epub": "{id}.epub",
    "web": "{id}.web",
    "galley": "{id}.galley.pdf",
    "crash": "{id}.crash.txt",
}
"""What each edition leaves in ``build/<id>/``, and what a fault of the press does."""

_STAGE = ".kanyin-"
_CACHE = ".kanyin-cache"
"""Not ``.cache``: with ``-o ~`` that would be everybody's."""


def write_artifacts(
    out: Path, issue: str, editions: Iterable[str], made: Iterable[Artifact]
) -> None:
    """Put what was made for ``editions`` into ``out/<issue>``, each file whole.

    An edition that was asked for and not made leaves no file of an earlier build; one
    that was not asked for stays. Raises PressError; then the earlier build is untouched.
    """
    if not is_safe_name(issue):
        raise PressError(remark("B123", id=issue))
    home = out / issue
    shown = f"{out.name}/{issue}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not Path(os.path.realpath(home)).is_relative_to(os.path.realpath(out)):
            raise PressError(remark("B125", path=shown))
        with tempfile.TemporaryDirectory(prefix=_STAGE, dir=home) as stage:
            new, old = Path(stage, "new"), Path(stage, "old")
            kept = _make_ready(new, made)
            old.mkdir()
            _put_in_place(new, home, old)
            stale = {_PATHS[e].format(id=issue) for e in (*editions, "crash")} - kept
            _withdraw(stale, home, old)
            _sync(home)
    except OSError as error:
        raise refusal("B122", shown, error) from None


def _make_ready(stage: Path, made: Iterable[Artifact]) -> set[str]:
    """Write everything, safe against a power cut; the names at the top."""
    stage.mkdir()
    tops = set()
    for artifact in made:
        parts = PurePosixPath(artifact.path).parts
        if not parts or any(part == ".." or set(part) & set("/\\\0") for part in parts):
            raise PressError(remark("B123", id=artifact.path))
        target = stage.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(target, artifact.data)
        tops.add(parts[0])
    return tops


def _write_synced(target: Path, data: bytes) -> None:
    with open(target, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(stage: Path, home: Path, old: Path) -> None:
    for new in sorted(stage.iterdir()):
        target = home / new.name
        if new.is_dir() or target.is_dir():
            _swap(new, target, old / new.name)
        else:
            os.replace(new, target)


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put a whole folder in the place of another; the old one back when that fails."""
    if target.exists() or target.is_symlink():
        os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        if old.exists() or old.is_symlink():
            os.rename(old, target)
        raise


def _withdraw(names: Iterable[str], home: Path, old: Path) -> None:
    for name in sorted(names):
        with suppress(FileNotFoundError):
            os.rename(home / name, old / name)


def _sync(folder: Path) -> None:
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_file(path: Path, data: bytes) -> None:
    """Write one file whole, through a neighbour that takes its place. Raises PressError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_STAGE, dir=path.parent) as stage:
            new = Path(stage, "new")
            _write_synced(new, data)
            os.replace(new, path)
    except OSError as error:
        raise refusal("B122", path.name, error) from None


def write_files(folder: Path, made: Iterable[Artifact]) -> None:
    """Put several files into a folder, all or none; one that stands there already stays.

    Raises PressError.
    """
    new = [artifact for artifact in made if not (folder / artifact.path).exists()]
    placed: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_STAGE, dir=folder) as stage:
            _make_ready(Path(stage, "new"), new)
            for artifact in new:
                target = folder / artifact.path
                target.parent.mkdir(parents=True, exist_ok=True)
                if not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder)):
                    raise PressError(remark("B125", path=artifact.path))
                os.replace(Path(stage, "new", artifact.path), target)
                placed.append(target)
    except (OSError, PressError) as error:
        for target in placed:
            target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refusal("B122", folder.name, error) from None
        raise


def write_manuscript(folder: Folder, path: str, data: bytes) -> None:
    """Write a corrected manuscript where it was read from. Raises PressError."""
    assert isinstance(folder, DiskFolder)
    write_file((folder.root / path).resolve(), data)


@dataclass(frozen=True, slots=True)
class DiskCache:
    """Earlier work by key; a damaged entry is one that is not there."""

    out: Path

    def get(self, key: str) -> bytes | None:
        """What was put under a key, or None."""
        try:
            held = self._path(key).read_bytes()
        except OSError:
            return None
        return held[32:] if hashlib.sha256(held[32:]).digest() == held[:32] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data``; a full or read-only disk is no reason to fail."""
        with suppress(PressError):
            write_file(self._path(key), hashlib.sha256(data).digest() + data)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self.out / _CACHE / name[:2] / name[2:]


def clean(out: Path) -> tuple[str, ...]:
    """Remove what builds have left under ``out``, and nothing else; the folders cleaned."""
    try:
        cleaned = [home.name for home in _entries(out) if _clean_home(home)]
        if cleaned and not _entries(out):
            out.rmdir()
    except OSError as error:
        raise refusal("B122", out.name, error) from None
    return tuple(cleaned)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _clean_home(home: Path) -> bool:
    """Empty one folder of the output of what is ours; whether there was anything."""
    ours = list(_ours(home))
    for path in ours:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    if ours and home.is_dir() and not _entries(home):
        home.rmdir()
    return bool(ours)


def _ours(home: Path) -> Iterator[Path]:
    """What a build has put there: the cache, or files named after the issue."""
    if home.is_symlink():
        return
    if home.name.startswith(_STAGE):
        yield home
    elif _is_report(home / "report.json"):
        yield home / "report.json"
        yield from (p for p in _entries(home) if p.name.startswith((f"{home.name}.", _STAGE)))


def _is_report(path: Path) -> bool:
    try:
        return str(json.loads(path.read_bytes())["press"]).startswith("kanyin ")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def free_name(folder: Path, wanted: str, texts: Mapping[str, bytes]) -> str:
    """``wanted``, or ``wanted-2`` …: the first under which nothing else stands yet.

    Files that hold just these texts already are no obstacle.
    """
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(name for name in names if _is_free(folder, name, texts))


def _is_free(folder: Path, name: str, texts: Mapping[str, bytes]) -> bool:
    paths = {folder / f"{name}{suffix}": data for suffix, data in texts.items()}
    return all(
        not p.exists() or (p.is_file() and p.read_bytes() == data) for p, data in paths.items()
    )
