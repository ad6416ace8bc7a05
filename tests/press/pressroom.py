"""How the tests of the press make things: on the real shelves, without the command line."""

from __future__ import annotations

import time
from pathlib import Path

from kanyin.build import Manuscript, Request, Result, Shelves, build
from kanyin.workspace import DiskFolder

HOUSE = Path(__file__).parent.parent.parent


def shelves() -> Shelves:
    return Shelves(DiskFolder(HOUSE / "layouts", "layouts"), DiskFolder(HOUSE / "fonts", "fonts"))


def sample() -> Manuscript:
    return Manuscript(
        "source/2026-01", "2026-01", DiskFolder(HOUSE / "source/2026-01", "2026-01"), "issue.yaml"
    )


def press(manuscript: Manuscript, request: Request = Request()) -> Result:  # noqa: B008
    return build(manuscript, shelves(), request, lambda progress: None, time.perf_counter)
