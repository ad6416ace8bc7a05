"""docs/clreq.md is true: every test it names is there, and no row has neither test nor excuse."""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PAGE = (HOUSE / "docs" / "clreq.md").read_text("utf-8")
ROWS = {
    int(cells[1]): cells[4].strip()
    for line in PAGE.splitlines()
    if (cells := line.split("|"))[1:] and cells[1].strip().isdecimal()
}
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)))
NOT_DONE = "未做："


def test_every_requirement_has_its_row() -> None:
    assert sorted(ROWS) == list(range(1, 52))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    tree = ast.parse((HOUSE / "tests" / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_test_or_says_why_not(row: int) -> None:
    proof = ROWS[row]
    named = re.findall(r"`[\w/]+\.py::\w+`", proof)
    assert bool(named) != proof.startswith(NOT_DONE)
    assert named or len(proof) > len(NOT_DONE)
    assert "".join(proof.split()) == "".join(named) or proof.startswith(NOT_DONE)
