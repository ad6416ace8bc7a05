"""The sample issue, built once for all tests that look at it."""

from __future__ import annotations

import pytest
from pressroom import press, sample

from kanyin.build import Result


@pytest.fixture(scope="session")
def issue() -> Result:
    """The whole sample issue in all editions."""
    return press(sample())


@pytest.fixture(scope="session")
def files(issue: Result) -> dict[str, bytes]:
    """The artifacts by path."""
    return {artifact.path: artifact.data for artifact in issue.artifacts}
