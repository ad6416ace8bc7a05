"""The sample issue, built once for all tests that look at it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def issue() -> Result:
    """The whole sample issue in all editions."""
    return press(sample())


@pytest.fixture(scope="session")
def files(issue: Result) -> dict[str, bytes]:
    """The artifacts by path."""
    return {artifact.path: artifact.data for artifact in issue.artifacts}
