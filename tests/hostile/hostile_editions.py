"""Opens what the press has written: texts, markup, metadata, pictures, links."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pikepdf
from lxml import etree, html
from PIL import Image

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CANARY_COLOUR = (0x01, 0xFE, 0x4D)
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False)


def squeezed(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Editions:
    """Everything under the output folder of one run; whatever is missing is empty."""

    out: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path; those in an EPUB below the EPUB's."""
        found = {}
        for path in sorted(self.out.rglob("*")):
            name = path.relative_to(self.out).as_posix()
            if path.is_file() and not name.startswith(".kanyin-cache/"):
                found[name] = path.read_bytes()
        for name in [n for n in found if n.endswith(".epub")]:
            with zipfile.ZipFile(BytesIO(found[name])) as epub:
                found |= {f"{name}/{inner}": epub.read(inner) for inner in epub.namelist()}
        return found

    def named(self, *suffixes: str) -> dict[str, bytes]:
        """The files with one of the suffixes."""
        return {n: data for n, data in self.files.items() if n.endswith(suffixes)}

    @cached_property
    def pages(self) -> dict[str, etree._Element]:
        """Every document of the web edition and the EPUB as a tree without namespaces."""
        found = {}
        for name, data in self.named(".html").items():
            found[name] = html.document_fromstring(
                data, html.HTMLParser(huge_tree=True, encoding="utf-8")
            )
        for name, data in self.named(".xhtml").items():
            root = etree.fromstring(data, _PARSER)
            for element in root.iter(etree.Element):
                element.tag = str(element.tag).removeprefix(XHTML)
            found[name] = root
        return found

    @cached_property
    def package(self) -> etree._Element | None:
        """The EPUB's package document."""
        found = list(self.named(".opf").values())
        return etree.fromstring(found[0], _PARSER) if found else None

    @cached_property
    def pdfs(self) -> dict[str, pikepdf.Pdf]:
        """The PDFs, opened."""
        return {n: pikepdf.open(BytesIO(d)) for n, d in self.named(".pdf").items()}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The words of every edition: ``web``, ``epub`` and one for each PDF."""
        found: dict[str, str] = {}
        for name, page in self.pages.items():
            body = page.find(".//body")
            text = "" if body is None else "".join(body.itertext())
            kind = "epub" if name.endswith(".xhtml") else "web"
            found[kind] = found.get(kind, "") + "\n" + text
        for name, data in self.named(".pdf").items():
            found[name] = printed_text(data)
        return found

    def creators(self) -> list[str]:
        """The EPUB's authors."""
        return [e.text or "" for e in self._package_elements(f"{DC}creator")]

    def people(self, relator: str) -> list[str]:
        """Who stands in the EPUB's package with a role of MARC."""
        roles = {
            (e.get("refines") or "").lstrip("#")
            for e in self._package_elements(f"{OPF}meta")
            if e.get("property") == "role" and e.text == relator
        }
        people = (
            *self._package_elements(f"{DC}creator"),
            *self._package_elements(f"{DC}contributor"),
        )
        return [e.text or "" for e in people if e.get("id") in roles]

    def titles(self) -> dict[str, str]:
        """The title that each edition gives itself."""
        found = {
            n: (p.findtext(".//title") or "") for n, p in self.pages.items() if n.endswith(".html")
        }
        titles = [e.text or "" for e in self._package_elements(f"{DC}title")]
        found["epub"] = titles[-1] if titles else ""
        return found | {n: str(pdf.docinfo.get("/Title", "")) for n, pdf in self.pdfs.items()}

    def _package_elements(self, tag: str) -> tuple[etree._Element, ...]:
        return () if self.package is None else tuple(self.package.iter(tag))

    def headings(self) -> int:
        """Headings of the web edition."""
        return sum(
            1 for n, p in self.pages.items() if n.endswith(".html") for _ in p.iter(*HEADINGS)
        )

    def sources(self, *, text: bool = True) -> str:
        """The markup of all documents without code blocks; without texts, if so wished."""
        parts = []
        for data in self.named(".html", ".xhtml").values():
            parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
            root = html.document_fromstring(data, parser)
            for element in root.iter():
                if not text or element.tag in ("pre", "code", "style"):
                    _strip_text(element)
            parts.append(etree.tostring(root, encoding="unicode", method="html"))
        return "\n".join(parts)

    def pictures(self) -> dict[str, int]:
        """How many pictures each edition holds; a PDF's soft masks are not pictures."""
        suffixes = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
        counts: Counter[str] = Counter()
        for name in self.named(*suffixes):
            counts["epub" if ".epub/" in name else "web"] += 1
        for name, pdf in self.pdfs.items():
            counts[name] = sum(1 for _ in _image_streams(pdf))
        return dict(counts)

    def repeated_ids(self) -> list[str]:
        """Identifiers that stand twice in one document."""
        return [
            f"{name}#{id}"
            for name, page in self.pages.items()
            for id, count in Counter(e.get("id") for e in page.iter(etree.Element)).items()
            if id is not None and count > 1
        ]

    def broken_links(self) -> list[str]:
        """Relative addresses that lead to no file, or to no place in it."""
        ids = {n: {e.get("id") for e in p.iter(etree.Element)} for n, p in self.pages.items()}
        return [f"{n} → {link}" for n, page in self.pages.items() for link in _links(page)
                if not self._leads_somewhere(n, link, ids)]  # fmt: skip

    def _leads_somewhere(self, page: str, link: str, ids: dict[str, set[str | None]]) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return True
        target = page
        if parts.path:
            target = _normal(str(PurePosixPath(page).parent / unquote(parts.path)))
        if target not in self.files:
            return False
        return not parts.fragment or unquote(parts.fragment) in ids.get(target, ())

    def nested_links(self) -> list[str]:
        """Links inside links."""
        return [n for n, page in self.pages.items() if page.find(".//a//a") is not None]

    def ill_formed(self) -> list[str]:
        """Files of the EPUB that are not XML."""
        return [
            n for n, d in self.named(".xhtml", ".opf", ".ncx", ".svg").items() if not _is_xml(d)
        ]

    def attachments(self) -> list[str]:
        """Files that a PDF brings along."""
        found = []
        for name, pdf in self.pdfs.items():
            annotations = (a for page in pdf.pages for a in page.get("/Annots", ()))
            if len(pdf.attachments) or any(
                a.get("/Subtype") == "/FileAttachment" for a in annotations
            ):
                found.append(name)
        return found

    def canaries(self, secret: bytes, word: str) -> list[str]:
        """Files in which something stands that the press must not have read."""
        found = [n for n, d in self.files.items() if secret in d or word.encode() in d]
        found += [n for n, text in self.texts.items() if word in text]
        found += [n for n, d in self.named(".png").items() if _has_colour(Image.open(BytesIO(d)))]
        for name, pdf in self.pdfs.items():
            images = (pikepdf.PdfImage(stream).as_pil_image() for stream in _image_streams(pdf))
            found += [name for image in images if _has_colour(image)]
        return found


def printed_text(data: bytes) -> str:
    """The text layer of a PDF."""
    if not shutil.which("pdftotext"):
        import pypdf

        return "\n".join(p.extract_text() for p in pypdf.PdfReader(BytesIO(data)).pages)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def _strip_text(element: etree._Element) -> None:
    element.text = ""
    if element.tag not in ("pre", "code", "style") or element.tail is None:
        return


def _links(page: etree._Element) -> Iterator[str]:
    for element in page.iter(etree.Element):
        for name in ("href", "src"):
            if (value := element.get(name)) is not None:
                yield value


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _is_xml(data: bytes) -> bool:
    try:
        etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return False
    return True


def _image_streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    images = [
        o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
    ]
    masks = {o["/SMask"].objgen for o in images if "/SMask" in o}
    return (o for o in images if o.objgen not in masks)


def _has_colour(image: Image.Image) -> bool:
    colours = image.convert("RGB").getcolors(maxcolors=1 << 24) or ()
    return any(colour == CANARY_COLOUR for _, colour in colours)
