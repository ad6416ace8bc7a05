"""What other people's validators say of both PDFs: nothing. Where one is missing, it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.preflight.validators import VALIDATORS, Subject, Validator

PDFS = ("2026-01.print.pdf", "2026-01.screen.pdf")
ROWS = [row for row in VALIDATORS if row.kind == "pdf"]


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_nothing_is_found(
    row: Validator, name: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    command = row.find()
    if command is None:
        pytest.skip(f"{row.name} is not installed: {row.get}")
    path = tmp_path / name
    path.write_bytes(files[name])
    found = row.ask(command, [Subject("pdf", name, str(path))])
    assert [remark.message("en") for remark in found] == []
