"""The drawings of the sample issue: drawn again they are the same, and every stroke prints."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pressroom import HOUSE

from kanyin.build import Result

IMAGES = HOUSE / "source/2026-01/images"
DIAGRAMS = ("market-plan", "lift-section", "wok-heat", "street-signs")
COLUMN = 81.5
"""Millimetres of a column, which each drawing fills."""
UNITS = 1000
"""Of an em, in the faces that the letters are outlined from."""


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path], Any]:
    """Draws a picture into a folder, as ``python draw.py NAME`` does into its own."""
    monkeypatch.syspath_prepend(str(IMAGES))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    main = runpy.run_path(str(IMAGES / "draw.py"))["main"]
    return lambda name, where: main([name], where=where)


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_drawn_again_is_the_same(
    name: str, draw: Callable[[str, Path], Any], tmp_path: Path
) -> None:
    draw(name, tmp_path)
    assert (tmp_path / f"{name}.svg").read_bytes() == (IMAGES / f"{name}.svg").read_bytes()


@pytest.mark.parametrize("name", DIAGRAMS)
def test_the_letters_of_a_diagram_are_at_least_six_points(name: str) -> None:
    root = etree.parse(IMAGES / f"{name}.svg").getroot()
    wide = float(root.get("width", "").removesuffix("mm"))
    turned = [move for e in root.iter() if (move := e.get("transform", "")) and "scale" in move]
    sizes = [float(move.partition("scale(")[2].split()[0]) * UNITS for move in turned]
    assert min(sizes) * COLUMN / wide * 72 / 25.4 > 5.8


@pytest.mark.parametrize("name", DIAGRAMS)
def test_no_stroke_of_a_diagram_is_thinner_than_three_tenths_of_a_point(name: str) -> None:
    """A quarter of a point is the least that is certain to print."""
    root = etree.parse(IMAGES / f"{name}.svg").getroot()
    wide = float(root.get("width", "").removesuffix("mm"))
    strokes = [float(e.get("stroke-width", "")) for e in root.iter("{*}*") if "stroke" in e.attrib]
    assert min(strokes) * COLUMN / wide * 72 / 25.4 > 0.3


def test_nothing_is_found_in_the_finished_sample(issue: Result) -> None:
    found = [f"{d.place} {d.message('en')}" for d in issue.diagnostics if d.code.startswith("F")]
    assert found == []
