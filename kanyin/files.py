"""Files as values: what was read, and what is to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


class Folder(Protocol):
    """A folder one may read from, and never leave.

    Paths are relative, with ``/``. A path that leads out of the folder (``..``, an
    absolute path, a link pointing outside) is answered like a file that is not there.
    """

    @property
    def name(self) -> str:
        """The folder as it is shown to the user."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None when there is no such file inside."""

    def find(self, path: str) -> str | None:
        """The spelling on disk of a path that differs in case or width, or None."""

    def names(self) -> Iterator[str]:
        """The relative paths of all ordinary, not hidden files, sorted."""


class Cache(Protocol):
    """Keeps what is dear to make, by a key that names all it was made from."""

    def get(self, key: str) -> bytes | None:
        """What was put under a key, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep something under a key."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file, still in memory; ``path`` is relative to ``build/<id>/``."""

    path: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MemoryFolder:
    """A folder of values, for tests and for manuscripts that are not on disk."""

    files: dict[str, bytes]
    name: str = ""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None."""
        return self.files.get(path)

    def find(self, path: str) -> str | None:
        """The name that differs from ``path`` in case only, or None."""
        return next((n for n in self.files if n.casefold() == path.casefold()), None)

    def names(self) -> Iterator[str]:
        """The names of all files, sorted."""
        return iter(sorted(self.files))


@dataclass(frozen=True, slots=True)
class Overlay:
    """A folder with some more files in it that are not on disk."""

    folder: Folder
    files: Mapping[str, bytes]

    @property
    def name(self) -> str:
        """The folder as it is shown to the user."""
        return self.folder.name

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None."""
        held = self.files.get(path)
        return self.folder.read(path) if held is None else held

    def find(self, path: str) -> str | None:
        """The spelling on disk of a path that differs in case or width, or None."""
        return self.folder.find(path)

    def names(self) -> Iterator[str]:
        """The names of all files, sorted."""
        return iter(sorted({*self.files, *self.folder.names()}))
