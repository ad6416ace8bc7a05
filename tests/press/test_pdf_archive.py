"""A screen PDF for archives: PDF/A-4f and PDF/UA-2, with the manuscript inside."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from parts import outline
from pressroom import press

from kanyin.build import Manuscript, Request
from kanyin.files import MemoryFolder
from kanyin.preflight.validators import VALIDATORS, Subject
from kanyin.preflight.validators.pdf_claims import claims
from kanyin.preflight.verify import verify

PLAN = """id: i1
journal: 檐下
year: 2026
number: 1
screen_pdf: PDF/A-4f
contents:
  - column: 本期关注
    articles: [a.md, b.md]
"""
BRIDGE = """---
title: 桥
layout: base
---

夜里*十点*[^1]，{临江|lín|jiāng}的[等船时看水位]{.warichu}人，见[渡口](b.md)和[](#tbl-a)。

当 $\\frac{a}{b}=1$ 时，**先点灯**。

表：灯数 {#tbl-a}

|年|数|
|--|--|
|1|2|

1. 甲
{type=一、}

术语
:   解释。

[^1]: 河上的船[^2]。
[^2]: 摆渡的。
"""
FERRY = """---
title: 渡口
lang: zh-Hant-TW
---

茶山[^1]。當$\\sqrt{x}$時。

[^1]: 站名。
"""
FILES = {"issue.yaml": PLAN.encode(), "a.md": BRIDGE.encode(), "b.md": FERRY.encode()}


@pytest.fixture(scope="module")
def archived() -> bytes:
    return made(FILES)


def made(files: dict[str, bytes], edition: str = "screen") -> bytes:
    request = Request(editions=(edition,))
    result = press(Manuscript("i1", "i1", MemoryFolder(files), "issue.yaml"), request)
    assert [d.message() for d in result.diagnostics if d.severity == "error"] == []
    data: bytes = result.artifacts[0].data
    return data


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        o for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name(f"/{role}") and "/P" in o
    ]  # fmt: skip


def test_it_says_what_it_is(archived: bytes) -> None:
    assert archived.startswith(b"%PDF-2.0")
    with opened(archived) as pdf, pdf.open_metadata() as said:
        assert "/Info" not in pdf.trailer
        keys = ("pdfaid:part", "pdfaid:rev", "pdfaid:conformance", "pdfuaid:part", "pdfuaid:rev")
        assert [said[key] for key in keys] == ["4", "2020", "F", "2", "2024"]
        assert said["dc:title"] == "《檐下》2026年第1期"


def test_veraPDF_finds_nothing(archived: bytes, tmp_path: Path) -> None:
    row = next(row for row in VALIDATORS if row.name == "veraPDF")
    command = row.find()
    if command is None:
        pytest.skip(f"{row.name} is not installed: {row.get}")
    path = tmp_path / "a.screen.pdf"
    path.write_bytes(archived)
    assert claims(str(path)) == ["4f", "ua2", "wt1a", "wt1r"]
    found = row.ask(command, [Subject("pdf", "a.screen.pdf", str(path))])
    assert [remark.message("en") for remark in found] == []


def test_our_own_checks_find_nothing(archived: bytes) -> None:
    found = verify({"i1.screen.pdf": archived})
    assert [d.message("en") for d in found] == []


def test_a_title_that_is_lost_from_the_metadata_is_missed(archived: bytes) -> None:
    lost = archived.replace(b"dc:title", b"dc:titel")  # the metadata are not packed
    assert [d.code for d in verify({"i1.screen.pdf": lost})] == ["F161"]


def test_the_manuscript_lies_inside(archived: bytes) -> None:
    with opened(archived) as pdf:
        names = dict(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles).items())
        assert sorted(names) == sorted(FILES)
        for name, file in names.items():
            assert file.EF.F.read_bytes() == FILES[name]
            assert file.AFRelationship == "/Source"
        kinds = [str(file.EF.F.Subtype) for file in names.values()]
        assert kinds == ["/text/markdown", "/text/markdown", "/application/yaml"]
        assert len(pdf.Root.AF) == 3


def test_two_manuscripts_of_one_name_are_both_inside() -> None:
    plan = PLAN.replace("a.md, b.md", "one/a.md, two/a.md").encode()
    files = {"issue.yaml": plan, "one/a.md": FERRY.encode(), "two/a.md": FERRY.encode()}
    with opened(made(files)) as pdf:
        assert sorted(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)) == ["issue.yaml", "one/a.md", "two/a.md"]  # fmt: skip


def test_every_type_is_of_a_namespace_that_knows_it(archived: bytes) -> None:
    with opened(archived) as pdf:
        assert "/RoleMap" not in pdf.Root.StructTreeRoot
        (named,) = pdf.Root.StructTreeRoot.Namespaces
        assert named.NS == "http://iso.org/pdf2/ssn"
        for new in ("Document", "FENote", "Em", "Strong", "P", "Warichu"):
            assert {e.NS.objgen for e in elements(pdf, new)} == {named.objgen}, new
        for old in ("Art", "Reference", "TOC"):
            assert all("/NS" not in e for e in elements(pdf, old)), old


def test_a_note_and_its_call_know_each_other(archived: bytes) -> None:
    with opened(archived) as pdf:
        notes = elements(pdf, "FENote")
        assert len(notes) == 3
        for note in notes:
            assert [call.Ref[0].objgen for call in note.Ref] == [note.objgen]
            assert note.A[0].NoteType == "/Endnote"


def test_a_note_at_the_foot_of_the_page_says_so() -> None:
    plan = {
        "issue.yaml": PLAN.encode() + b"layout: base\n",
        "a.md": FERRY.encode(),
        "b.md": FERRY.encode(),
    }
    with opened(made(plan)) as pdf:
        kinds = {str(note.A[0].NoteType) for note in elements(pdf, "FENote")}
    assert kinds == {"/Footnote"}


def test_the_contents_name_what_they_lead_to(archived: bytes) -> None:
    with opened(archived) as pdf:
        assert [str(entry.Ref[0].ID) for entry in elements(pdf, "TOCI")] == ["a01", "a02"]


def test_links_and_bookmarks_lead_to_parts_and_to_places(archived: bytes) -> None:
    with opened(archived) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", ())]
        first = pdf.Root.Outlines.First
        goals = [one.A for one in (*links, first, first.Next)]
        assert len(links) > 6
        pages = {page.obj.objgen for page in pdf.pages}
        for goal in goals:
            assert goal.D[0].objgen in pages
            assert goal.SD[0].Type == "/StructElem"
            assert list(goal.D)[1:] == list(goal.SD)[1:]
        assert str(first.Next.A.SD[0].S) == "/H1"


def test_lists_say_more_of_how_they_count(archived: bytes) -> None:
    with opened(archived) as pdf:
        known = pdf.Root.StructTreeRoot.ClassMap
        kinds = {str(known[str(one.C)].ListNumbering) for one in elements(pdf, "L")}
    assert kinds >= {"/Ordered", "/Description"}


def test_formulas_are_there_as_mathml_and_in_words(archived: bytes) -> None:
    with opened(archived) as pdf:
        first, second = elements(pdf, "Formula")
        assert (str(first.Alt), str(second.Alt)) == ("b 分之 a 等于 1", "根號 x")
        assert (str(first["/T"]), str(second["/T"])) == (r"\frac{a}{b}=1", r"\sqrt{x}")
        data = first.AF[0].EF.F.read_bytes()
        assert data.startswith(b'<math xmlns="http://www.w3.org/1998/Math/MathML"')
        assert b"<mfrac>" in data


def test_the_pages_and_the_order_of_reading_are_the_same(archived: bytes) -> None:
    usual = made({**FILES, "issue.yaml": PLAN.replace("screen_pdf: PDF/A-4f\n", "").encode()})
    a, b = (pdfium.PdfDocument(data) for data in (usual, archived))
    for one, other in zip(a, b, strict=True):
        assert one.render().to_pil().tobytes() == other.render().to_pil().tobytes()
    assert [line.split("->")[0] for line in outline(usual)] == [
        line.split("->")[0] for line in outline(archived)
    ]


def test_the_same_manuscript_gives_the_same_bytes(archived: bytes) -> None:
    assert made(FILES) == archived


def test_the_printers_file_stays_what_printers_take() -> None:
    assert made(FILES, "print").startswith(b"%PDF-1.6")
