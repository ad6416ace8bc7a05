"""What a PDF says of itself, in XMP (ISO 16684-1), and which standards it keeps.

The identification of PDF/UA and PDF/X is not among the schemas that PDF/A-2 knows; it is
described in the file itself (ISO 19005-2 6.6.2.3.3). PDF/A-4 asks for no such descriptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from kanyin.model.article import Element

SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfd": "http://pdfa.org/declarations/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
END = b'<?xpacket end="r"?>'

ACCESSIBLE = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
ARCHIVED = {
    "pdfaid:part": "4",
    "pdfaid:rev": "2020",
    "pdfaid:conformance": "F",
    "pdfuaid:part": "2",
    "pdfuaid:rev": "2024",
}
DECLARED = ("accessibility1.0", "reuse1.0")
"""What a file for archives declares by itself (Well-Tagged PDF 1.0, 6.1)."""
PRINTABLE = {"pdfxid:GTS_PDFXVersion": "PDF/X-4"}
SCHEMAS = (
    ("PDF/UA identification", "pdfuaid", "part", "Integer", "Part of ISO 14289"),
    ("PDF/X identification", "pdfxid", "GTS_PDFXVersion", "Text", "Version of ISO 15930"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the PDF says about itself (document information, ISO 32000-1 14.3.3).

    ``created`` is a date of W3CDTF in UTC; ``identifiers`` are the issue's registered
    numbers: ``urn:issn:…``, ``CN …``.
    """

    title: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    description: str
    lang: str
    created: str
    generator: str
    publisher: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """Which file this is: UUIDs of the edition and of these bytes, and what it conforms to."""

    document: str
    instance: str
    producer: str
    standards: Mapping[str, str]


def write_xmp(about: Metadata, copy: Copy) -> bytes:
    """The metadata as an XMP packet; the same values give the same bytes."""
    root = etree.Element(_name("x:xmpmeta"), nsmap={"x": SPACES["x"]})
    rdf = etree.SubElement(root, _name("rdf:RDF"), nsmap={"rdf": SPACES["rdf"]})
    spaces = {prefix: uri for prefix, uri in SPACES.items() if prefix not in ("x", "rdf")}
    facts = etree.SubElement(rdf, _name("rdf:Description"), nsmap=spaces)
    facts.set(_name("rdf:about"), "")
    _describe(facts, about)
    for key, value in _plain(about, copy).items():
        _put(facts, key, value)
    describe_or_declare = _declare if copy.standards == ARCHIVED else _extend
    describe_or_declare(facts)
    etree.indent(root, " ")
    return BEGIN + b"\n" + etree.tostring(root, encoding="utf-8") + b"\n" + END


def _describe(facts: Element, about: Metadata) -> None:
    """Dublin Core: what the work is and whose."""
    _put(facts, "dc:format", "application/pdf")
    _list(facts, "dc:title", "Alt", [about.title], about.lang)
    _list(facts, "dc:creator", "Seq", about.authors)
    _list(facts, "dc:description", "Alt", [about.description], about.lang)
    _list(facts, "dc:subject", "Bag", about.keywords)
    _list(facts, "dc:publisher", "Bag", [about.publisher])
    _list(facts, "dc:language", "Bag", [about.lang])
    _list(facts, "dc:date", "Seq", [about.created])
    _list(facts, "xmp:Identifier", "Bag", about.identifiers)


def _plain(about: Metadata, copy: Copy) -> dict[str, str]:
    return {
        "dc:identifier": f"urn:uuid:{copy.document}",
        "pdf:Producer": copy.producer,
        "pdf:Keywords": ", ".join(about.keywords),
        "xmp:CreatorTool": about.generator,
        "xmp:CreateDate": about.created,
        "xmp:ModifyDate": about.created,
        "xmp:MetadataDate": about.created,
        "xmpMM:DocumentID": f"uuid:{copy.document}",
        "xmpMM:InstanceID": f"uuid:{copy.instance}",
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
        **copy.standards,
    }


def _declare(facts: Element) -> None:
    """Say that it is well tagged, for who reads it aloud and for who takes it apart."""
    bag = _put(_put(facts, "pdfd:declarations", " "), "rdf:Bag", " ")
    for level in DECLARED:
        said = f"{SPACES['pdfd']}wtpdf#{level}"
        _put(_resource(bag), "pdfd:conformsTo", said)


def _extend(facts: Element) -> None:
    """Describe the schemas that PDF/A does not know."""
    bag = _put(_put(facts, "pdfaExtension:schemas", " "), "rdf:Bag", " ")
    for title, prefix, name, kind, said in SCHEMAS:
        item = _resource(bag)
        _put(item, "pdfaSchema:schema", title)
        _put(item, "pdfaSchema:namespaceURI", SPACES[prefix])
        _put(item, "pdfaSchema:prefix", prefix)
        seq = _put(_put(item, "pdfaSchema:property", " "), "rdf:Seq", " ")
        row = _resource(seq)
        _put(row, "pdfaProperty:name", name)
        _put(row, "pdfaProperty:valueType", kind)
        _put(row, "pdfaProperty:category", "internal")
        _put(row, "pdfaProperty:description", said)


def _resource(parent: Element) -> Element:
    return etree.SubElement(parent, _name("rdf:li"), {_name("rdf:parseType"): "Resource"})


def _list(facts: Element, key: str, kind: str, values: Iterable[str], lang: str = "") -> None:
    """A list of values; an alternative is given by default and in its language."""
    kept = [value for value in values if value]
    if not kept:
        return
    holder = _put(_put(facts, key, " "), f"rdf:{kind}", " ")
    for value in kept:
        for tag in ("x-default", lang) if lang else ("",):
            item = _put(holder, "rdf:li", value)
            if tag:
                item.set(XML_LANG, tag)


def _put(parent: Element, key: str, value: str) -> Element:
    made = etree.SubElement(parent, _name(key))
    made.text = value.strip() or None
    return made


def _name(key: str) -> str:
    prefix, _, name = key.partition(":")
    return f"{{{SPACES[prefix]}}}{name}"
