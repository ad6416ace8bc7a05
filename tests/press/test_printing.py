"""An issue chooses what it is printed on: a condition by name, or the printer's own profile."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pressroom import HOUSE, press

from kanyin.build import Manuscript, Request, Result
from kanyin.editions.engine.pdf_ink import conversion
from kanyin.editions.engine.pdf_profiles import press as profile_of
from kanyin.editions.engine.pdf_profiles import screen
from kanyin.files import MemoryFolder
from kanyin.ingest.printing import LARGEST
from kanyin.model.issue import Printing
from kanyin.preflight.inks import marks_of
from kanyin.preflight.validators import VALIDATORS, Subject

PROFILES = HOUSE / "kanyin/data/profiles"
UNCOATED = (PROFILES / "FOGRA47L_uncoated.icc").read_bytes()
PLAN = "id: i1\ntitle: 灯\ncontents: [{articles: [a.md]}]\n"
ARTICLE = (
    "---\ntitle: 灯\n---\n\n![一面红墙](red.png){width=30%}\n\n![一块蓝](blue.svg){width=30%}\n"
)
BLUE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="#00f" d="M0 0h9v9z"/></svg>'


def red() -> bytes:
    out = BytesIO()
    Image.new("RGB", (800, 800), "#801414").save(out, "PNG")
    return out.getvalue()


def made(printing: str, more: Mapping[str, bytes] = {}) -> Result:
    files = {
        "issue.yaml": (PLAN + printing).encode(),
        "a.md": ARTICLE.encode(),
        "red.png": red(),
        "blue.svg": BLUE,
        **more,
    }
    folder = MemoryFolder(files)
    return press(Manuscript("i1", "i1", folder, "issue.yaml"), Request(editions=("print",)))


def intents(result: Result) -> list[tuple[str, str, str | None]]:
    with pikepdf.open(BytesIO(result.artifacts[0].data)) as pdf:
        return [
            (
                str(i.OutputConditionIdentifier),
                str(i.Info),
                str(i.RegistryName) if "/RegistryName" in i else None,
            )
            for i in pdf.Root.OutputIntents
        ]


def profile_in(result: Result) -> bytes:
    with pikepdf.open(BytesIO(result.artifacts[0].data)) as pdf:
        return pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()


def test_uncoated_paper_is_chosen_by_its_name() -> None:
    result = made("printing: {condition: FOGRA47}\n")
    said = ("FOGRA47", "Uncoated white FOGRA47 (ISO 12647-2:2004)", "http://www.color.org")
    assert intents(result) == [said, said]
    assert profile_in(result) == UNCOATED


def test_the_printers_own_profile_is_used_and_named() -> None:
    result = made(
        "printing: {condition: 某厂胶版纸, profile: 厂/our.icc}\n", {"厂/our.icc": UNCOATED}
    )
    assert intents(result) == [("某厂胶版纸", "FOGRA47L Uncoated", None)] * 2
    assert profile_in(result) == UNCOATED
    nameless = made("printing: {profile: our.icc}\n", {"our.icc": UNCOATED})
    assert intents(nameless)[0][0] == "Custom"


def test_every_colour_goes_through_the_chosen_profile() -> None:
    coated, uncoated = made(""), made("printing: {condition: FOGRA47}\n")
    blue = [blue_of(result) for result in (coated, uncoated)]
    assert blue[0] != blue[1]
    expected = conversion(screen(), profile_of(Printing("FOGRA47"))).colour((0, 0, 1))
    assert blue[1] == pytest.approx(expected, abs=0.001)


def blue_of(result: Result) -> tuple[float, ...]:
    with pikepdf.open(BytesIO(result.artifacts[0].data)) as pdf:
        fills = [m for m in marks_of(pdf) if m.kind == "fill" and len(set(m.ink.parts[:3])) > 1]
    return fills[-1].ink.parts


@pytest.mark.parametrize("limit", [220, 300, 340])
def test_inks_stay_within_the_limit_that_is_asked_for(limit: int) -> None:
    how = conversion(screen(), profile_of(Printing(ink=limit)))
    steps = range(0, 256, 17)
    cube = bytes(v for r in steps for g in steps for b in steps for v in (r, g, b))
    inks = how.picture(Image.frombytes("RGB", (256, 16), cube)).tobytes()
    most = max(sum(inks[n : n + 4]) for n in range(0, len(inks), 4)) / 2.55
    assert min(limit, 316) - 4 < most <= limit


def test_the_limit_of_the_issue_is_the_one_that_is_checked() -> None:
    dark = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="#001010" d="M0 0h9v9z"/></svg>'
    generous = made("printing: {ink: 330}\n", {"blue.svg": dark})
    assert [d.code for d in generous.diagnostics if d.code == "F178"] == []
    assert max(sum(inks) for inks in fills_of(generous)) > 3


def fills_of(result: Result) -> list[tuple[float, ...]]:
    with pikepdf.open(BytesIO(result.artifacts[0].data)) as pdf:
        return [m.ink.parts for m in marks_of(pdf) if m.kind == "fill"]


SRGB = (PROFILES / "sRGB.icc").read_bytes()
WRONG = {
    "不在": ("printing: {profile: no.icc}", "issue.yaml:4:21 S131"),
    "不是特性文件": ("printing: {profile: a.md}", "issue.yaml:4:21 S132：不是 ICC 特性文件"),
    "屏幕的": ("printing: {profile: screen.icc}", "issue.yaml:4:21 S132：不是输出设备的"),
    "输出的 RGB": ("printing: {profile: rgb.icc}", "issue.yaml:4:21 S132：不是 CMYK 的"),
    "半截": ("printing: {profile: half.icc}", "issue.yaml:4:21 S132：读不出来"),
    "太大": ("printing: {profile: huge.icc}", "issue.yaml:4:21 S132：超过 8 MB"),
    "走出文件夹": ("printing: {profile: ../a.icc}", "issue.yaml:4:21 S131"),
    "不认识的条件": ("printing: {condition: FOGRA99}", "issue.yaml:4:23 S106"),
    "油墨太多": ("printing: {ink: 500}", "issue.yaml:4:17 S106"),
    "不认识的键": ("printing: {paper: 胶版纸}", "issue.yaml:4:12 S107"),
    "标准": ("screen_pdf: PDF/A-3", "issue.yaml:4:13 S106"),
}
BAD = {
    "screen.icc": SRGB,
    "rgb.icc": UNCOATED[:16] + b"RGB " + UNCOATED[20:],
    "half.icc": UNCOATED[:500],
    "huge.icc": UNCOATED + bytes(LARGEST),
}


@pytest.mark.parametrize(("line", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_where_it_stands(line: str, expected: str) -> None:
    result = made(line + "\n", BAD)
    place, _, problem = expected.partition("：")
    (error,) = (d for d in result.diagnostics if d.severity == "error")
    assert f"{error.place} {error.code}" == f"i1/{place}"
    assert problem in error.message()
    assert result.artifacts == ()


@pytest.mark.parametrize("name", ["veraPDF", "page-validation", "qpdf"])
def test_other_peoples_checkers_find_nothing(name: str, tmp_path: Path) -> None:
    row = next(row for row in VALIDATORS if row.name == name)
    command = row.find()
    if command is None:
        pytest.skip(f"{name} is not installed: {row.get}")
    result = made(
        "printing: {condition: 某厂, profile: our.icc, ink: 260}\n", {"our.icc": UNCOATED}
    )
    path = tmp_path / "a.print.pdf"
    path.write_bytes(result.artifacts[0].data)
    found = row.ask(command, [Subject("pdf", "a.print.pdf", str(path))])
    assert [remark.message("en") for remark in found] == []
