"""The colour profiles the press brings along (ICC.1), and what they stand for.

Both lie in ``kanyin/data/profiles`` with their origin and licence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with the name its registry knows the condition by (ISO 15930-7 6.5)."""

    data: bytes
    channels: int
    condition: str
    registry: str
    about: str


@cache
def coated() -> Profile:
    """Offset on coated paper, paper types 1 and 2 (ISO 12647-2:2004; FOGRA39).

    For no colour of sRGB do its inks sum to more than 317 %. What is printed on uncoated
    stock needs another profile.
    """
    return Profile(
        _read("FOGRA39L_coated.icc"),
        4,
        "FOGRA39",
        "http://www.color.org",
        "Coated FOGRA39 (ISO 12647-2:2004)",
    )


@cache
def screen() -> Profile:
    """sRGB (IEC 61966-2-1), what screens and pictures without a profile mean by RGB."""
    return Profile(_read("sRGB.icc"), 3, "sRGB", "http://www.color.org", "sRGB IEC61966-2.1")


def _read(name: str) -> bytes:
    return (files("kanyin") / "data" / "profiles" / name).read_bytes()
