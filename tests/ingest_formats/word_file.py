"""Small Word files, written part by part as ECMA-376 says."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)
STYLES = {
    "H1": "heading 1",
    "H2": "heading 2",
    "T": "Title",
    "S": "Subtitle",
    "Q": "Quote",
    "C": "caption",
    "Code": "HTML Preformatted",
    "Toc": "toc 1",
}


def relations(rows: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/relationships/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for id, kind, target in rows
    )
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{uri}">{inside}</Relationships>'


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def paragraph(content: str, style: str = "", more: str = "") -> str:
    inside = content if content.startswith("<") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inside}</w:p>"


def item(text: str, number: int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, more=properties)


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def picture(id: str, described: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{described}"/>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{id}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def notes(kind: str, texts: dict[int, str]) -> str:
    inside = "".join(
        f'<w:{kind} w:id="{id}">{paragraph(text)}</w:{kind}>' for id, text in texts.items()
    )
    return f"<w:{kind}s {NAMES}>{inside}</w:{kind}s>"


def numbering(formats: dict[int, str]) -> str:
    """A list with each number; both of its levels have the same format."""
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(f'<w:lvl w:ilvl="{v}"><w:numFmt w:val="{f}"/></w:lvl>' for v in (0, 1))
        + "</w:abstractNum>"
        for n, f in formats.items()
    )
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in formats
    )
    return f"<w:numbering {NAMES}>{lists}{numbers}</w:numbering>"


def word_file(
    body: str,
    parts: dict[str, str | bytes] | None = None,
    related: list[tuple[str, str, str]] | None = None,
) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in STYLES.items()
    )
    every: dict[str, str | bytes] = {
        "_rels/.rels": relations([("d", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": relations(
            [("s", "styles", "styles.xml"), *(related or [])]
        ),
        **(parts or {}),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in every.items():
            archive.writestr(name, content)
    return buffer.getvalue()
