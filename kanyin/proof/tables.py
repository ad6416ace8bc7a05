"""The proofreader's data, read from ``kanyin/data/proof_*.toml``; sources stand in the files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """One data file: ``characters``, ``words``, ``weights``."""
    file = resources.files("kanyin").joinpath(f"data/proof_{name}.toml")
    return tomllib.loads(file.read_text("utf-8"))


@cache
def pairs(name: str, key: str) -> Mapping[str, str]:
    """A table of single characters: each with the one that belongs in its place."""
    return {pair[0]: pair[1:] for pair in table(name)[key].split()}
