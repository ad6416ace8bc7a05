"""A PDF of version 2.0 for archives: PDF/A-4f (ISO 19005-4) with PDF/UA-2 (ISO 14289-2).

The pages are the same. Types of parts belong to a namespace, notes and their calls know each
other, links and bookmarks lead to parts as well as to places, and the manuscript lies inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

from kanyin.files import Artifact
from kanyin.mathematics import MathError, to_mathml

NAMESPACE = "http://iso.org/pdf2/ssn"
"""The types of parts that PDF 2.0 knows (ISO 32000-2 14.8.6.3)."""

MATHML, MATHML_TYPE = "http://www.w3.org/1998/Math/MathML", "application/mathml+xml"

OLD = frozenset(
    "/Art /BlockQuote /BibEntry /Code /Index /Note /Private /Quote /Reference /TOC /TOCI".split()
)
"""Types that are in the namespace of PDF 1.7 alone, which needs no name."""

BLOCKS = frozenset("/Document /Part /Art /Sect /Div /L /LBody /TD".split())
"""Parts that an endnote stands in; a footnote stands in the paragraph that calls it."""


def modernise(pdf: Pdf, sources: Sequence[Artifact]) -> None:
    """Make a finished PDF one of version 2.0, with the files that it was made from."""
    root = pdf.Root.StructTreeRoot
    parts = {str(name): part for name, part in NameTree(root.IDTree).items()}
    del root.RoleMap
    for name, attributes in root.ClassMap.items():
        attributes.ListNumbering = Name(name)
    named = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(NAMESPACE)))
    root.Namespaces = Array([named])
    for part in list(_parts(root)):
        if str(part.S) not in OLD:
            part.NS = named
        if Name.FENote == part.S:
            kind = Name.Endnote if str(part.P.S) in BLOCKS else Name.Footnote
            part.A = Array([Dictionary(O=Name.FENote, NoteType=kind)])
        if Name.Link == part.S:
            _refer(part, parts)
    _describe_formulas(pdf)
    _lead(pdf, parts)
    _attach(pdf, sources)


def _parts(part: Any) -> Iterator[Any]:
    """All structure elements below one."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        kids = one.get("/K", Array())
        found = [k for k in kids if isinstance(k, Dictionary) and "/S" in k]
        yield from found
        waiting += found


def _refer(link: Any, parts: dict[str, Any]) -> None:
    """A call and its note name each other, an entry of the contents what it stands for
    (ISO 14289-2 8.2.5.8 and 8.2.5.14)."""
    names = [
        str(kid.Obj.Dest)
        for kid in link.K
        if isinstance(kid, Dictionary) and "/Dest" in kid.get("/Obj", {})
    ]
    target = next((parts[name] for name in names if name in parts), None)
    if target is None:
        return
    around = link
    while around.S not in (Name.TOCI, Name.Document):
        around = around.P
    if around.S == Name.TOCI:
        around.Ref = Array([target])
    if Name.FENote == target.S:
        call = link.P if Name.Reference == link.P.S else link
        call.Ref = Array([target])
        target.Ref = Array([*target.get("/Ref", ()), call])


def _lead(pdf: Pdf, parts: dict[str, Any]) -> None:
    """Links and bookmarks lead to parts, and to places for who does not know parts."""
    places = {str(name): place for name, place in NameTree(pdf.Root.Names.Dests).items()}
    for page in pdf.pages:
        for link in page.get("/Annots", ()):
            if "/Dest" in link:
                name = str(link.Dest)
                _go(link, places[name], parts[name])
    for bookmark in [o for o in pdf.objects if isinstance(o, Dictionary) and "/SE" in o]:
        _go(bookmark, bookmark.Dest, bookmark.SE)
    for name, place in places.items():
        if name in parts:
            goal = Dictionary(D=place, SD=Array([parts[name], *list(place)[1:]]))
            NameTree(pdf.Root.Names.Dests)[name] = goal


def _go(source: Any, place: Any, part: Any) -> None:
    """An action that knows a place and a part (ISO 32000-2 12.6.4.2)."""
    source.A = Dictionary(S=Name.GoTo, D=place, SD=Array([part, *list(place)[1:]]))
    del source.Dest


def _describe_formulas(pdf: Pdf) -> None:
    """Each formula as MathML, for machines that read it better than our words say it
    (ISO 14289-2 8.2.5.29). What cannot be set as a formula stands there as it was written."""
    files: dict[str, Any] = {}
    for part in _parts(pdf.Root.StructTreeRoot):
        if str(part.S) != "/Formula":
            continue
        tex = str(part.T)
        try:
            math = _mathml(tex)
        except MathError:
            continue
        if tex not in files:
            name = f"formula-{len(files) + 1}.mml"
            files[tex] = _file(pdf, Artifact(name, MATHML_TYPE, math), Name.Supplement)
        part.AF = Array([files[tex]])


def _mathml(tex: str) -> bytes:
    math = to_mathml(tex, display=True)
    for element in math.iter():
        element.tag = f"{{{MATHML}}}{element.tag!s}"
    root = etree.Element(math.tag, math.attrib, nsmap={None: MATHML})
    root.extend(math)
    return etree.tostring(root)


def _attach(pdf: Pdf, sources: Sequence[Artifact]) -> None:
    """The files that the issue was made from (ISO 32000-2 14.13)."""
    files = [_file(pdf, source, Name.Source) for source in sources]
    pdf.Root.AF = Array(files)
    names = Array(each for one in sorted(files, key=lambda f: str(f.UF)) for each in (one.UF, one))
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)


def _file(pdf: Pdf, source: Artifact, relation: Name) -> Any:
    data = pdf.make_stream(source.data)
    data.Type, data.Subtype = Name.EmbeddedFile, Name(f"/{source.media_type}")
    data.Params = Dictionary(Size=len(source.data))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(source.path),
            UF=String(source.path),
            Desc=String(source.path),
            AFRelationship=relation,
            EF=Dictionary(F=data, UF=data),
        )
    )
