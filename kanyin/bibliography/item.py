"""A reference as data: what CSL-JSON says of one publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kanyin.diagnostics import Place
from kanyin.model.scripts import HAN

CJK = re.compile(rf"[{HAN}\u3040-\u30ff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Name:
    """A person, in parts; or a body or a Han name as one ``literal``."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date of one to three numbers, or a range; ``guessed`` for an estimated one."""

    start: tuple[int, ...]
    end: tuple[int, ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a CSL-JSON file: its variables by their CSL names."""

    key: str
    kind: str
    lang: str
    words: Mapping[str, str]
    names: Mapping[str, tuple[Name, ...]]
    dates: Mapping[str, Date]
    place: Place

    def word(self, *names: str) -> str:
        """The first of some variables that the entry has, or an empty string."""
        return next((self.words[name] for name in names if self.words.get(name)), "")

    def people(self, *roles: str) -> tuple[Name, ...]:
        """Those who have the first of some roles that is filled."""
        return next((self.names[role] for role in roles if self.names.get(role)), ())

    @property
    def online(self) -> bool:
        """Whether it is named by an address or a persistent identifier."""
        return bool(self.word("URL", "DOI", "CSTR"))
