"""Colour profiles (ICC.1), and what they stand for: the press's own, or the printer's.

The press's lie in ``kanyin/data/profiles`` with their origin and licence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageCms

from kanyin.model.issue import CONDITIONS, Printing

REGISTRY = "http://www.color.org"
COATED, UNCOATED = CONDITIONS
SHIPPED = {
    COATED: ("FOGRA39L_coated.icc", "Coated FOGRA39 (ISO 12647-2:2004)"),
    UNCOATED: ("FOGRA47L_uncoated.icc", "Uncoated white FOGRA47 (ISO 12647-2:2004)"),
}
"""Offset on paper types 1 and 2, and on type 4: files and what their condition is called."""
CUSTOM = "Custom"
"""The name of a condition that nobody has registered (ISO 32000-2, table 401)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with the name its registry knows the condition by (ISO 15930-7 6.5).

    ``ink`` is how much all inks together may come to, 1 for each that is full.
    """

    data: bytes
    channels: int
    condition: str
    registry: str
    about: str
    ink: float = 0.0


@cache
def press(printing: Printing) -> Profile:
    """The profile of a printing condition, the printer's own where there is one."""
    ink = printing.ink / 100
    if printing.profile:
        described = ImageCms.getProfileDescription(_opened(printing.profile)).strip()
        name = printing.condition or CUSTOM
        return Profile(printing.profile, 4, name, "", described or name, ink)
    file, about = SHIPPED[printing.condition]
    return Profile(_read(file), 4, printing.condition, REGISTRY, about, ink)


def _opened(data: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(BytesIO(data))


@cache
def screen() -> Profile:
    """sRGB (IEC 61966-2-1), what screens and pictures without a profile mean by RGB."""
    return Profile(_read("sRGB.icc"), 3, "sRGB", REGISTRY, "sRGB IEC61966-2.1")


def _read(name: str) -> bytes:
    return (files("kanyin") / "data" / "profiles" / name).read_bytes()
