"""The example issue, bound once and opened for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from epub_example import FACES, bind, open_epub
from lxml import etree


@pytest.fixture(scope="session")
def bound() -> bytes:
    outcome = bind(faces=FACES)
    assert outcome.diagnostics == ()
    return outcome.value.data


@pytest.fixture(scope="session")
def book(bound: bytes) -> dict[str, bytes]:
    return open_epub(bound)


@pytest.fixture(scope="session")
def parsed(book: dict[str, bytes]) -> Callable[[str], etree._Element]:
    return lambda name: etree.fromstring(book[f"EPUB/{name}"])
