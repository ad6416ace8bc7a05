"""On what an issue is printed: a condition by its name, or the printer's own ICC profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import ImageCms

from kanyin.diagnostics import Outcome, Place, remark
from kanyin.fields import Field, Reader, Remarks, read_mapping, read_text
from kanyin.files import Folder
from kanyin.model.issue import CONDITIONS, Printing

LARGEST = 8_000_000
"""Bytes of a profile; those of printers have up to three million."""
LEAST_INK, MOST_INK = 200, 400
"""Per cent of all inks together that a limit can mean."""
HEAD = {
    12: (b"prtr", "不是输出设备的", "not of an output device"),
    16: (b"CMYK", "不是 CMYK 的", "not of CMYK"),
}
"""What the head of a profile must say, by place (ICC.1:2022 7.2), and what it means otherwise."""


@dataclass(frozen=True, slots=True)
class PlannedPrinting:
    """What ``printing`` says; the profile is a path, still unread."""

    condition: str = ""
    profile: str = ""
    ink: int = Printing().ink
    place: Place | None = None


def read_printing(field: Field, remarks: Remarks) -> PlannedPrinting:
    """Read the key; a condition without a profile must be one that the press knows."""
    keys: Mapping[str, Reader[Any]] = {
        "condition": read_text,
        "profile": read_text,
        "ink": _read_ink,
    }
    values = read_mapping(field, remarks, keys)
    items = field.value if isinstance(field.value, dict) else {}
    if "condition" in values and "profile" not in values and values["condition"] not in CONDITIONS:
        known = "、".join(CONDITIONS)
        remarks.add(
            "S106",
            items["condition"].place,
            expected=f"{known} 之一，或用 profile 写明特性文件",
            expected_en=f"one of {known}, or there must be a profile",
        )
    place = items["profile"].place if "profile" in items else None
    return PlannedPrinting(**values, place=place)


def _read_ink(field: Field, remarks: Remarks) -> int:
    text = read_text(field, remarks).removesuffix("%").strip()
    if text.isdecimal() and LEAST_INK <= int(text) <= MOST_INK:
        return int(text)
    bounds = f"{LEAST_INK}–{MOST_INK}"
    remarks.add(
        "S106", field.place, expected=f"百分数（{bounds}）", expected_en=f"per cent, {bounds}"
    )
    return Printing().ink


def fetch_profile(folder: Folder, planned: PlannedPrinting) -> Outcome[Printing]:
    """The plan with its profile read; without it where it is missing or unfit (S131, S132)."""
    condition = planned.condition or ("" if planned.profile else CONDITIONS[0])
    printing = Printing(condition, b"", planned.ink)
    if not planned.profile:
        return Outcome(printing)
    data = folder.read(planned.profile)
    if data is None:
        return Outcome(printing, (remark("S131", planned.place, path=planned.profile),))
    chinese, english = _fault(data)
    if chinese:
        unfit = remark(
            "S132", planned.place, path=planned.profile, problem=chinese, problem_en=english
        )
        return Outcome(printing, (unfit,))
    return Outcome(Printing(condition, data, planned.ink))


def _fault(data: bytes) -> tuple[str, str]:
    """Why a profile cannot be printed with, in Chinese and English; empty where it can."""
    if len(data) > LARGEST:
        return f"超过 {LARGEST // 1_000_000} MB", f"more than {LARGEST // 1_000_000} MB"
    if data[36:40] != b"acsp":
        return "不是 ICC 特性文件", "no ICC profile"
    for at, (wanted, chinese, english) in HEAD.items():
        if data[at : at + 4] != wanted:
            return chinese, english
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
        ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB")
    except (ImageCms.PyCMSError, OSError):
        return "读不出来", "unreadable"
    return "", ""
