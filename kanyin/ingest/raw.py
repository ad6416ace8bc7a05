"""A manuscript as it came in: bytes, their names, and what the editor says of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kanyin.files import Folder
from kanyin.ingest.text.account import Origin


@dataclass(frozen=True, slots=True)
class Raw:
    """One file to import.

    ``name`` is what remarks call it; ``file`` is its path in ``folder``, where the pictures
    it shows are looked for. With ``accept`` doubtful repairs are made, with ``split`` a file
    of several articles gives them all.
    """

    data: bytes
    name: str
    folder: Folder
    file: str
    encoding: str | None = None
    accept: bool = False
    split: bool = False

    def origin(self, encoding: str) -> Origin:
        """What the ledger says of the file; ``encoding`` is how it was read."""
        return Origin(self.name, hashlib.sha256(self.data).hexdigest(), encoding, self.accept)
