"""One small issue, built once; every test cuts its own fault out of the bytes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import small_issue

from kanyin.build import Request, Shelves, build
from kanyin.preflight.verify import verify
from kanyin.workspace import DiskFolder

HOUSE = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The four editions by path."""
    shelves = Shelves(DiskFolder(HOUSE / "layouts"), DiskFolder(HOUSE / "fonts"))
    made = build(
        small_issue.manuscript(), shelves, Request(), lambda progress: None, time.perf_counter
    )
    return {artifact.path: artifact.data for artifact in made.artifacts}


@pytest.fixture(scope="session")
def unharmed(files: dict[str, bytes]) -> frozenset[tuple[str, str, str]]:
    """What is found in the editions as they are."""
    return frozenset((d.code, str(d.place), d.message()) for d in verify(files))
