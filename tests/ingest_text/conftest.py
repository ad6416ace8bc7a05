"""The manuscripts beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of real manuscripts; a test that needs it says so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"NOT TESTED: {SHARED} is absent")
    return SHARED
