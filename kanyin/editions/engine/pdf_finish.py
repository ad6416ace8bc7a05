"""The pass over the finished PDF (pikepdf): what the engine of pages does not write.

From one layout come two files. The printer's is PDF/X-4, PDF/A-2a and PDF/UA-1 at once: inks
only, bleed, and no links, since PDF/X-4 allows no annotation on the page. The screen's is
PDF/A-2a and PDF/UA-1, or PDF/A-4f and PDF/UA-2: trimmed, in sRGB, with its links.
"""

from __future__ import annotations

import hashlib
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String

from kanyin.editions.engine.pdf_archive import modernise
from kanyin.editions.engine.pdf_ink import conversion, convert
from kanyin.editions.engine.pdf_metadata import (
    ACCESSIBLE,
    ARCHIVED,
    PRINTABLE,
    Copy,
    Metadata,
    write_xmp,
)
from kanyin.editions.engine.pdf_profiles import Profile, screen
from kanyin.files import Artifact

POINTS_IN_BLEED = 3 * 72 / 25.4
"""3 mm, in points (CY/T 3; the width that printers in China ask for)."""

PRINTED = 4
"""The flag of an annotation that is neither hidden nor left out of print (ISO 19005-2 6.3.2)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A version of PDF, and the standards that a file of it keeps."""

    version: str
    standards: Mapping[str, str]


PRESS = Form("1.6", ACCESSIBLE | PRINTABLE)
READER = Form("1.7", ACCESSIBLE)
ARCHIVE = Form("2.0", ARCHIVED)


def finish_print(
    data: bytes, labels: Sequence[str], about: Metadata, document: uuid.UUID, inks: Profile
) -> bytes:
    """The printer's file. ``labels`` names every page in order, ``document`` the issue;
    ``inks`` are those of the printing condition."""
    with pikepdf.open(BytesIO(data)) as pdf:
        _drop_annotations(pdf)
        for page in pdf.pages:
            _set_print_boxes(page)
        convert(pdf, conversion(screen(), inks))
        _intend(pdf, inks, "/GTS_PDFX", "/GTS_PDFA1")
        pdf.docinfo["/Trapped"] = Name("/False")
        return _finished(pdf, data, labels, about, document, PRESS)


def finish_screen(
    data: bytes,
    labels: Sequence[str],
    about: Metadata,
    document: uuid.UUID,
    inks: Profile,
    sources: Sequence[Artifact] = (),
) -> bytes:
    """The screen's file, cut to the trim size; with the ``sources`` it is one for archives."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            _trim(page)
            for annotation in page.get("/Annots", ()):
                annotation.F = PRINTED
        convert(pdf, conversion(inks, screen()))
        _intend(pdf, screen(), "/GTS_PDFA1")
        if sources:
            modernise(pdf, sources)
        form = ARCHIVE if sources else READER
        return _finished(pdf, data, labels, about, document, form)


def _finished(
    pdf: Pdf,
    data: bytes,
    labels: Sequence[str],
    about: Metadata,
    document: uuid.UUID,
    form: Form,
) -> bytes:
    """Labels, viewer settings and metadata; the same bytes come out for the same bytes."""
    pdf.Root.PageLabels = Dictionary(Nums=_label_ranges(labels))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLayout = Name.TwoPageRight  # odd pages on the right, as they are bound
    _tidy(pdf)
    instance = uuid.uuid5(document, hashlib.sha256(data).hexdigest())
    copy = Copy(str(document), str(instance), str(pdf.docinfo["/Producer"]), form.standards)
    metadata = pdf.make_stream(write_xmp(about, copy))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    if form is ARCHIVE:
        del pdf.trailer["/Info"]  # what it says is in the metadata (ISO 19005-4 6.1.3)
    _end_well(pdf)
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        force_version=form.version,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def _set_print_boxes(page: Page) -> None:
    """MediaBox ⊇ BleedBox ⊇ TrimBox (ISO 15930-7 6.6)."""
    trim = [round(float(v), 3) for v in page.trimbox]
    bleed = (-POINTS_IN_BLEED, -POINTS_IN_BLEED, POINTS_IN_BLEED, POINTS_IN_BLEED)
    outside = [round(t + b, 3) for t, b in zip(trim, bleed, strict=True)]
    page.obj.TrimBox = Array(trim)
    page.obj.BleedBox = page.obj.MediaBox = Array(outside)


def _trim(page: Page) -> None:
    page.obj.MediaBox = Array([round(float(v), 3) for v in page.trimbox])
    for name in ("/BleedBox", "/TrimBox", "/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]


def _drop_annotations(pdf: Pdf) -> None:
    """Links are for screens: their text stays, as a span (ISO 15930-7, annotations)."""
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]
    for part in pdf.objects:
        if isinstance(part, Dictionary) and part.get("/S") == Name.Link:
            part.S = Name.Span
            part.K = Array([kid for kid in part.K if not _is_reference(kid)])
    tree = pdf.Root.StructTreeRoot
    tree.ParentTree.Nums = tree.ParentTree.Nums[: 2 * len(pdf.pages)]
    tree.ParentTreeNextKey = len(pdf.pages)


def _is_reference(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _intend(pdf: Pdf, profile: Profile, *standards: str) -> None:
    """The output intents: one profile for every standard that asks for it."""
    stream = pdf.make_stream(profile.data, N=profile.channels)
    intent = Dictionary(
        Type=Name.OutputIntent,
        OutputConditionIdentifier=String(profile.condition),
        OutputCondition=String(profile.about),
        Info=String(profile.about),
        DestOutputProfile=stream,
    )
    if profile.registry:
        intent.RegistryName = String(profile.registry)
    pdf.Root.OutputIntents = Array(
        pdf.make_indirect(Dictionary({**intent, "/S": Name(standard)})) for standard in standards
    )


def _tidy(pdf: Pdf) -> None:
    """Pictures are not smoothed (ISO 19005-2 6.2.8); resources that hold nothing go."""
    for thing in pdf.objects:
        if isinstance(thing, Stream) and "/Interpolate" in thing:
            del thing["/Interpolate"]
    for resources in _resources(pdf):
        for name in ("/ExtGState", "/XObject", "/Pattern", "/Shading"):
            if name in resources and not len(resources[name]):
                del resources[name]


def _end_well(pdf: Pdf) -> None:
    """No stream ends in a carriage return, which some readers count to the line end after it
    (ISO 32000-1 7.3.8.1)."""
    for stream in (o for o in pdf.objects if isinstance(o, Stream)):
        raw = bytes(stream.get_raw_stream_buffer())
        packed = stream.get("/Filter") is not None
        if (raw[-1] if packed else zlib.adler32(raw) & 0xFF) == ord("\r"):
            stream.write(bytes(stream.get_stream_buffer()) + b"\n")
            if "/Length1" in stream:
                stream.Length1 += 1


def _resources(pdf: Pdf) -> Iterator[Any]:
    holders: Iterable[Any] = (*pdf.pages, *(o for o in pdf.objects if isinstance(o, Stream)))
    return (holder.Resources for holder in holders if "/Resources" in holder)


def _label_ranges(labels: Sequence[str]) -> Array:
    """Page labels as a number tree: runs of numbers, and names that stand alone."""
    ranges: list[object] = []
    previous: int | None = None
    for index, label in enumerate(labels):
        number = int(label) if label.isdecimal() else None
        if number is None:
            ranges += [index, Dictionary(P=String(label))]
        elif previous is None or number != previous + 1:
            ranges += [index, Dictionary(S=Name.D, St=number)]
        previous = number
    return Array(ranges)
