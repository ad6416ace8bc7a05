"""The importer's word lists, read once from ``kanyin/data``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from kanyin.model.roles import ROLE_OF_LABEL

_GAP = r"[ \t　]*"


def _load(name: str) -> dict[str, Any]:
    source = resources.files("kanyin").joinpath(f"data/import_{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def site(key: str) -> frozenset[str]:
    """One list of words of a web page."""
    return frozenset(_load("site")[key].split())


@cache
def surnames() -> frozenset[str]:
    """Surnames of one and of two characters."""
    rows = _load("surnames")
    return frozenset(rows["single"].replace("\n", "")) | frozenset(rows["double"].split())


@cache
def variants(key: str) -> dict[str, str]:
    """One table of characters (or words), each with the one to put in its place."""
    rows = _load("variants")[key]
    return (
        dict.fromkeys(rows, "") if key == "keep" else dict(row.split("/") for row in rows.split())
    )


@cache
def field_labels() -> dict[str, str]:
    """Each label, without spaces, to the field it stands before."""
    rows = _load("labels")["field"]
    return {re.sub(r"\s", "", label): key for key, labels in rows.items() for label in labels}


@cache
def spaced_labels() -> frozenset[str]:
    """The labels that a space alone may end."""
    return frozenset(_load("labels")["spaced"]["labels"])


@cache
def credit_labels() -> dict[str, str]:
    """Each label of a credit to the key of its role."""
    rows = dict(_load("labels")["credit"])
    rows.pop("prefixes")
    bylines = site("bylines")
    known = {
        label: role.key
        for label, role in ROLE_OF_LABEL.items()
        if len(label) > 1 and label not in bylines
    }
    return known | {label: key for key, labels in rows.items() for label in labels}


@cache
def credit_prefixes() -> tuple[str, ...]:
    """What may stand before a label: 本文责任编辑."""
    return tuple(_load("labels")["credit"]["prefixes"])


def spaced_pattern(words: frozenset[str] | dict[str, str]) -> str:
    """A pattern for any of the words, longest first, with spaces inside allowed."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(_GAP.join(map(re.escape, word.strip())) for word in ordered)
