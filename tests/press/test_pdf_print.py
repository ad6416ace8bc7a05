"""The printer's PDF and the screen's: colours, boxes, and what they say of themselves."""

from __future__ import annotations

import uuid
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import etree
from pikepdf import Name
from PIL import Image
from pressroom import press

from kanyin.build import Manuscript, Request, Result
from kanyin.editions.engine.pdf_finish import finish_screen
from kanyin.editions.engine.pdf_ink import conversion
from kanyin.editions.engine.pdf_metadata import Metadata
from kanyin.editions.engine.pdf_profiles import press as profile_of
from kanyin.editions.engine.pdf_profiles import screen
from kanyin.files import MemoryFolder
from kanyin.model.issue import Printing

PRINT, SCREEN = "2026-01.print.pdf", "2026-01.screen.pdf"
PROFILES = Path(__file__).parent.parent.parent / "kanyin/data/profiles"
MM = 72 / 25.4
INK_LIMIT = 3.0
"""All inks together, on coated paper; FOGRA39L_coated.icc alone would give 317 %."""


@pytest.fixture(scope="module")
def colourful() -> Result:
    """An article with every kind of colour that a manuscript can bring."""
    pictures = {
        "photo.jpg": picture("RGB", "#c81e28", "JPEG"),
        "inks.jpg": picture("CMYK", (0, 229, 204, 26), "JPEG"),
        "ghost.png": picture("RGBA", (0, 90, 200, 128), "PNG"),
        "grey.png": picture("RGB", "#808080", "PNG"),
        "drawing.svg": DRAWING,
    }
    shown = "\n\n".join(f"![图]({name})" + "{width=30%}" for name in pictures)
    text = f"---\ntitle: 灯\n---\n\n[灯](https://example.org)$\\frac{{a}}{{b}}$。\n\n{shown}\n"
    folder = MemoryFolder({"a.md": text.encode(), **pictures})
    return press(Manuscript("a.md", "a", folder, "a.md"), Request(editions=("print", "screen")))


def picture(mode: str, colour: Any, kind: str) -> bytes:
    out = BytesIO()
    Image.new(mode, (400, 400), colour).save(out, kind, **({"quality": 95} if kind == "JPEG" else {}))  # fmt: skip
    return out.getvalue()


DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">
<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset=".5" stop-color="#ff0" stop-opacity=".5"/>
<stop offset="1" stop-color="#00f"/></linearGradient></defs>
<rect width="100" height="60" fill="url(#g)"/><g opacity=".5"><circle cx="50" cy="70" r="20" fill="#0a0"/></g>
<path d="M0 90H100" stroke="#000" stroke-width="3"/></svg>"""


@pytest.fixture(scope="module")
def pair(colourful: Result) -> dict[str, bytes]:
    return {a.path: a.data for a in colourful.artifacts}


def spaces(data: bytes) -> set[str]:
    """The names of all device colour spaces and colour operators in a PDF."""
    found: set[str] = set()
    with pikepdf.open(BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                found |= {str(v) for k, v in thing.items() if k in ("/ColorSpace", "/CS") and isinstance(v, Name)}  # fmt: skip
            if isinstance(thing, pikepdf.Stream) and "/Group" in thing:
                found.add(str(thing.Group.CS))
            if isinstance(thing, pikepdf.Stream) and "/BBox" in thing:
                found |= operators(thing)
        for page in pdf.pages:
            found |= operators(page)
    return found


def operators(drawing: Any) -> set[str]:
    named = {str(i.operator) for i in pikepdf.parse_content_stream(drawing)}
    return named & {"rg", "RG", "k", "K", "g", "G"}


def test_print_has_inks_and_nothing_else(files: dict[str, bytes], pair: dict[str, bytes]) -> None:
    assert spaces(files[PRINT]) == {"/DeviceCMYK", "k", "K"}
    assert spaces(pair["a.print.pdf"]) == {"/DeviceCMYK", "/DeviceGray", "k", "K"}


def test_the_screen_has_light_and_nothing_else(
    files: dict[str, bytes], pair: dict[str, bytes]
) -> None:
    assert spaces(files[SCREEN]) == {"/DeviceRGB", "rg", "RG"}
    assert spaces(pair["a.screen.pdf"]) <= {"/DeviceRGB", "/DeviceGray", "rg", "RG", "g", "G"}


def inks_of_text(page: Any) -> Iterator[list[float]]:
    """The colour that each text of a page is set in."""
    colours: list[list[float]] = [[]]
    for one in pikepdf.parse_content_stream(page):
        match str(one.operator):
            case "q":
                colours.append(colours[-1])
            case "Q":
                colours.pop()
            case "k":
                colours[-1] = [float(v) for v in one.operands]
            case "TJ":
                yield colours[-1]


def test_text_is_printed_with_black_ink_alone(files: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(files[PRINT])) as pdf:
        inks = [ink for page in list(pdf.pages)[1:] for ink in inks_of_text(page)]
    assert len(inks) > 1000
    assert all(ink[:3] == [0, 0, 0] for ink in inks)
    assert inks.count([0, 0, 0, 1]) >= len(inks) - 1


def images(data: bytes) -> Iterator[Image.Image]:
    """The pictures of a PDF in the colours they are stored in, without their masks."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Stream) or one.get("/Subtype") != Name.Image:
                continue
            if one.Filter == Name.DCTDecode:
                yield Image.open(BytesIO(one.read_raw_bytes()))
                continue
            mode = {"/DeviceCMYK": "CMYK", "/DeviceRGB": "RGB"}.get(str(one.ColorSpace), "L")
            yield Image.frombytes(mode, (int(one.Width), int(one.Height)), one.read_bytes())


def test_no_picture_takes_more_ink_than_the_paper_bears(
    files: dict[str, bytes], pair: dict[str, bytes]
) -> None:
    found = [i for d in (files[PRINT], pair["a.print.pdf"]) for i in images(d) if i.mode == "CMYK"]
    assert len(found) >= 7
    for image in found:
        small = image.resize((200, 200), Image.Resampling.NEAREST).tobytes()
        most = max(sum(small[n : n + 4]) for n in range(0, len(small), 4)) / 255
        assert most <= INK_LIMIT


def test_black_of_a_photograph_is_within_the_limit() -> None:
    how = conversion(screen(), profile_of(Printing()))
    steps = range(0, 256, 17)
    cube = bytes(v for r in steps for g in steps for b in steps for v in (r, g, b))
    inks = how.picture(Image.frombytes("RGB", (256, 16), cube)).tobytes()
    most = max(sum(inks[n : n + 4]) for n in range(0, len(inks), 4)) / 255
    assert 2.97 < most <= INK_LIMIT
    assert how.colour((0.6, 0.6, 0.6)) == [0, 0, 0, 0.4]


def test_pictures_look_the_same_in_ink_and_light(pair: dict[str, bytes]) -> None:
    inked, lit = (seen(pair[name]) for name in ("a.print.pdf", "a.screen.pdf"))
    assert inked.size == lit.size
    for place in places(pair["a.screen.pdf"]):
        one, other = inked.getpixel(place), lit.getpixel(place)
        assert all(abs(a - b) < 70 for a, b in zip(one, other, strict=True)), (place, one, other)


def seen(data: bytes) -> Image.Image:
    page = pdfium.PdfDocument(data)[0]
    page.set_cropbox(*page.get_trimbox())
    drawn: Image.Image = page.render(scale=1).to_pil().convert("RGB")
    return drawn


def places(data: bytes) -> list[tuple[int, int]]:
    """The middle of each picture on the first page, in points from the upper left."""
    page = pdfium.PdfDocument(data)[0]
    found = []
    for image in page.get_objects([pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
        left, low, right, high = image.get_bounds()
        found.append((int((left + right) / 2), int(page.get_height() - (low + high) / 2)))
    assert len(found) == 4
    return found


def test_a_photograph_stays_a_jpeg_and_a_grey_picture_takes_black_alone(
    pair: dict[str, bytes],
) -> None:
    with pikepdf.open(BytesIO(pair["a.print.pdf"])) as pdf:
        kinds = sorted(
            (str(o.ColorSpace), str(o.Filter))
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image
        )
    assert kinds == [
        ("/DeviceCMYK", "/DCTDecode"),
        ("/DeviceCMYK", "/DCTDecode"),
        ("/DeviceCMYK", "/FlateDecode"),
        ("/DeviceGray", "/FlateDecode"),
        ("/DeviceGray", "/FlateDecode"),  # what shines through the third
    ]


def test_boxes_are_exact(files: dict[str, bytes]) -> None:
    width, height, bleed = 210 * MM, 285 * MM, 3 * MM
    with pikepdf.open(BytesIO(files[PRINT])) as pdf:
        for page in pdf.pages:
            assert numbers(page.obj.TrimBox) == pytest.approx([0, 0, width, height], abs=0.002)
            outside = [-bleed, -bleed, width + bleed, height + bleed]
            for box in (page.obj.BleedBox, page.obj.MediaBox):
                assert numbers(box) == pytest.approx(outside, abs=0.002)
    with pikepdf.open(BytesIO(files[SCREEN])) as pdf:
        for page in pdf.pages:
            assert numbers(page.obj.MediaBox) == pytest.approx([0, 0, width, height], abs=0.002)
            assert not {"/TrimBox", "/BleedBox", "/CropBox"} & set(page.obj.keys())


def numbers(box: Any) -> list[float]:
    return [float(side) for side in box]


def test_each_names_the_condition_it_is_made_for(files: dict[str, bytes]) -> None:
    assert intents(files[PRINT]) == [
        ("/GTS_PDFX", "FOGRA39", "FOGRA39L_coated.icc"),
        ("/GTS_PDFA1", "FOGRA39", "FOGRA39L_coated.icc"),
    ]
    assert intents(files[SCREEN]) == [("/GTS_PDFA1", "sRGB", "sRGB.icc")]


def intents(data: bytes) -> list[tuple[str, str, str]]:
    known = {path.read_bytes(): path.name for path in PROFILES.glob("*.icc")}
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            (str(i.S), str(i.OutputConditionIdentifier), known[i.DestOutputProfile.read_bytes()])
            for i in pdf.Root.OutputIntents
        ]


def facts(data: bytes) -> dict[str, str]:
    """The statements of the XMP packet by their short names; lists joined by ``; ``."""
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    (about,) = packet.iter("{*}Description")
    names = {uri: prefix for prefix, uri in about.nsmap.items()}
    return {
        f"{names[etree.QName(e).namespace]}:{etree.QName(e).localname}": "; ".join(
            dict.fromkeys(t.strip() for t in e.itertext() if t.strip())
        )
        for e in about
    }


def test_each_says_what_it_is_and_keeps_to(files: dict[str, bytes]) -> None:
    said, other = facts(files[PRINT]), facts(files[SCREEN])
    assert said["dc:title"] == "《檐下》2026年第1期"
    assert said["dc:language"] == "zh-Hans"
    assert said["xmp:Identifier"] == "urn:issn:1234-5679; CN 12-3456/G0"
    assert said["pdfaid:part"] + said["pdfaid:conformance"] == "2A"
    assert said["pdfuaid:part"] == "1"
    assert said["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert "pdfxid:GTS_PDFXVersion" not in other
    assert other["pdfaid:part"] + other["pdfaid:conformance"] == "2A"
    for key in ("xmpMM:DocumentID", "xmpMM:InstanceID"):
        assert said[key].startswith("uuid:")
        assert said[key] != other[key]


def test_a_loose_article_is_known_by_its_doi() -> None:
    text = "---\ntitle: 灯\ndoi: 10.1234/abc\n---\n\n灯。\n"
    folder = MemoryFolder({"a.md": text.encode()})
    result = press(Manuscript("a.md", "a", folder, "a.md"), Request(editions=("screen",)))
    assert facts(result.artifacts[0].data)["xmp:Identifier"] == "doi:10.1234/abc"


def test_the_printed_pdf_is_what_the_epub_names_as_its_source(
    files: dict[str, bytes],
) -> None:
    opf = zipfile.ZipFile(BytesIO(files["2026-01.epub"])).read("EPUB/content.opf").decode()
    name = facts(files[PRINT])["xmpMM:DocumentID"].removeprefix("uuid:")
    assert f"urn:uuid:{name}</dc:source>" in opf


def test_what_is_said_twice_is_said_the_same(files: dict[str, bytes]) -> None:
    for data in (files[PRINT], files[SCREEN]):
        said = facts(data)
        with pikepdf.open(BytesIO(data)) as pdf:
            info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert said["dc:title"] == info["/Title"]
        assert said["pdf:Producer"] == info["/Producer"]
        assert said["xmp:CreatorTool"] == info["/Creator"]
        assert said["pdf:Keywords"] == info["/Keywords"]
        digits = "".join(c for c in said["xmp:CreateDate"] if c.isdigit())
        assert info["/CreationDate"] == info["/ModDate"] == f"D:{digits}Z"


def test_links_are_on_the_screen_and_not_in_print(pair: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(pair["a.screen.pdf"])) as pdf:
        (link,) = pdf.pages[0].Annots
        assert link.F == 4, "it is not hidden (ISO 19005-2 6.3.2)"
    with pikepdf.open(BytesIO(pair["a.print.pdf"])) as pdf:
        assert "/Annots" not in pdf.pages[0]
        roles = {str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == Name.StructElem}  # fmt: skip
        assert "/Link" not in roles
        assert not [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == Name.Annot]  # fmt: skip


def test_both_have_the_same_words(files: dict[str, bytes]) -> None:
    inked, lit = (pdfium.PdfDocument(files[name]) for name in (PRINT, SCREEN))
    assert len(inked) == len(lit) == 30
    for one, other in zip(inked, lit, strict=True):
        assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()


def test_pages_are_labelled_and_the_outline_is_shown(files: dict[str, bytes]) -> None:
    for data in (files[PRINT], files[SCREEN]):
        document = pdfium.PdfDocument(data)
        labels = [document.get_page_label(n) for n in range(len(document))]
        assert labels == ["封面", "封二", *map(str, range(1, 29))]
        with pikepdf.open(BytesIO(data)) as pdf:
            assert pdf.Root.PageMode == Name.UseOutlines
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            titles = [item.title for item in pdf.open_outline().root]
        assert titles[:2] == ["目次", "灯比菜先到 河埠头早市的五个小时"]


def test_no_stream_ends_in_a_carriage_return(
    files: dict[str, bytes], pair: dict[str, bytes]
) -> None:
    for data in (files[PRINT], files[SCREEN], *pair.values()):
        assert b"\r\nendstream" not in data


def test_a_stream_that_would_end_in_one_is_lengthened() -> None:
    unlucky = next(t for n in range(1000) if zlib.adler32(t := b"%08d g" % n) & 0xFF == 13)
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page().obj.TrimBox = pikepdf.Array([0, 0, 9, 9])
    made.Root.Unlucky = made.make_stream(unlucky)
    made.docinfo["/Producer"] = "engine"
    made.save(out, compress_streams=False)
    about = Metadata("灯", (), (), "", "zh-Hans", "2026-01-01T00:00:00Z", "press")
    name = uuid.uuid5(uuid.NAMESPACE_URL, "i1")
    data = finish_screen(out.getvalue(), ["1"], about, name, profile_of(Printing()))
    assert b"\r\nendstream" not in data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Unlucky.read_bytes() == unlucky + b"\n"


def test_pictures_are_not_smoothed_and_nothing_empty_is_left(pair: dict[str, bytes]) -> None:
    """ISO 19005-2 6.2.8; some validators will not read on at an empty dictionary."""
    for data in pair.values():
        with pikepdf.open(BytesIO(data)) as pdf:
            streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            assert not [o for o in streams if "/Interpolate" in o]
            holders = [*(p.obj for p in pdf.pages), *(o for o in streams if "/Resources" in o)]
            assert all(len(v) for holder in holders for v in holder.Resources.values())


@pytest.mark.parametrize(("pixels", "codes"), [(1300, []), (1100, ["E208"])])
def test_a_picture_that_prints_coarsely_is_told(pixels: int, codes: list[str]) -> None:
    out = BytesIO()
    Image.new("RGB", (pixels, 100), "#a00").save(out, "PNG")
    text = "---\ntitle: 灯\nlayout: base\n---\n\n灯。\n\n![墙](wall.png){width=110mm}\n"
    folder = MemoryFolder({"a.md": text.encode(), "wall.png": out.getvalue()})
    result = press(Manuscript("a.md", "a", folder, "a.md"), Request(editions=("print",)))
    assert [d.code for d in result.diagnostics] == codes
    assert [str(d.place) for d in result.diagnostics] == ["a.md:8:1"] * len(codes)
    assert "254 ppi" in "".join(d.message() for d in result.diagnostics) or not codes


def test_a_picture_with_a_profile_of_its_own_keeps_its_colours() -> None:
    """Here a profile in which red and green have changed places: its red is green."""
    srgb = (PROFILES / "sRGB.icc").read_bytes()
    swapped = srgb.replace(b"rXYZ", b"xXYZ").replace(b"gXYZ", b"rXYZ").replace(b"xXYZ", b"gXYZ")
    pictures = {}
    for name, kind, mode in (("a.jpg", "JPEG", "RGB"), ("b.png", "PNG", "RGBA")):
        for profile, side in ((srgb, ""), (swapped, "x")):
            out = BytesIO()
            Image.new(mode, (200, 200), "#f00").save(out, kind, icc_profile=profile)
            pictures[side + name] = out.getvalue()
    shown = "\n\n".join(f"![图]({name})" + "{width=30%}" for name in pictures)
    folder = MemoryFolder({"a.md": f"---\ntitle: 灯\n---\n\n{shown}\n".encode(), **pictures})
    result = press(Manuscript("a.md", "a", folder, "a.md"), Request(editions=("screen",)))
    data = result.artifacts[0].data
    colours = [[v > 128 for v in seen(data).getpixel(place)] for place in places(data)]
    red, green = [True, False, False], [False, True, False]
    assert colours == [red, green, red, green]
