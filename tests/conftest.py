"""What all tests share: the press's own fonts, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.workspace import isolate_fonts

HOUSE = Path(__file__).parent.parent

isolate_fonts(HOUSE / "fonts")  # before any test imports WeasyPrint


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--accept``: take what the press says now as what is expected."""
    parser.addoption("--accept", action="store_true", help="rewrite what is expected")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(request.config.getoption("--accept"))
