"""Reads the structure of a PDF back as an outline one can read (ISO 32000-1 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from printed import squeezed

Texts = list[dict[int, str]]


def outline(data: bytes) -> list[str]:
    """Every part with its text, two spaces in for each level: ``P 夜里十点`` and so on.

    Where text is interrupted by a part inside, it goes on as ``…``. Links name the page
    that they lie on and where they lead: ``-> a01-fn-1``.
    """
    texts = [marked_texts(page) for page in pdfium.PdfDocument(data)]
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        return list(_lines(pdf.Root.StructTreeRoot.K[0], numbers, texts, 0))


def _lines(part: pikepdf.Object, numbers: dict[object, int], texts: Texts, deep: int) -> Iterator[str]:  # fmt: skip
    line, pad = f"{'  ' * deep}{str(part.S)[1:]} ", "  " * (deep + 1)
    begun = False
    for kid in part.get("/K", ()):
        text = _text(part, kid, numbers, texts)
        if text is not None:
            line += text
        elif "/Obj" in kid:
            target = kid.Obj.get("/Dest") or kid.Obj.A.get("/URI", "")
            line += f"-> {target} "
        else:
            if not begun or line.strip() != "…":
                yield line.rstrip()
            begun, line = True, f"{pad}…"
            yield from _lines(kid, numbers, texts, deep + 1)
    if not begun or line.strip() != "…":
        yield line.rstrip()


def _text(part: pikepdf.Object, kid: pikepdf.Object, numbers: dict[object, int], texts: Texts) -> str | None:  # fmt: skip
    inside = isinstance(kid, pikepdf.Dictionary)
    if inside and "/MCID" not in kid:
        return None
    page, mark = (kid.Pg, kid.MCID) if inside else (part.Pg, kid)
    return texts[numbers[page.objgen]].get(int(mark), "")


def marked_texts(page: pdfium.PdfPage) -> dict[int, str]:
    """The texts of a page by their marks (ISO 32000-1 14.7.4.2, MCID)."""
    found: dict[int, str] = {}
    letters = page.get_textpage()
    for text in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], textpage=letters):
        mark = raw.FPDFPageObj_GetMarkedContentID(text)
        found[mark] = found.get(mark, "") + squeezed(text.extract())
    return found


def parts(data: bytes, role: str) -> list[dict[str, object]]:
    """The entries of every structure element of a role, but those that lead elsewhere."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [
            o for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name(f"/{role}")
        ]  # fmt: skip
        return [{k[1:]: _value(v) for k, v in o.items() if k not in ("/P", "/K", "/Pg")} for o in found]  # fmt: skip


def _value(value: object) -> object:
    if isinstance(value, pikepdf.Dictionary):
        return {k[1:]: _value(v) for k, v in value.items()}
    if isinstance(value, pikepdf.Array):
        return [_value(v) for v in value]
    return str(value) if isinstance(value, pikepdf.String | pikepdf.Name) else value
