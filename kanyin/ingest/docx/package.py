"""The parts of a DOCX file (ECMA-376 Part 2), and nothing that could hurt.

Names inside the archive only name parts, never files. Every part is bounded, no DTD is
allowed (Part 2, 8.1.4), no entity is expanded, macros and other programs are not looked at.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from kanyin.diagnostics import Place, PressError, remark
from kanyin.files import MemoryFolder
from kanyin.model.article import Element

LARGEST_PART = 64 << 20
LARGEST_WHOLE = 256 << 20
MOST_PARTS = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Word 97–2003, and every file of Office that is encrypted ([MS-CFB] 2.2)."""

_REFUSALS = {
    "old": ("这是旧的 .doc 格式，或是加了密的文件", "it is in the old .doc format, or encrypted"),
    "zip": ("不是 DOCX（压缩包读不开）", "it is no DOCX file (the archive cannot be read)"),
    "size": ("展开后太大", "it is too big when unpacked"),
    "xml": ("里面的 XML 读不通", "its XML cannot be read"),
    "dtd": ("里面的 XML 有 DTD，OOXML 不许", "its XML has a DTD, which OOXML forbids"),
    "word": ("里面没有 Word 文稿", "it holds no Word document"),
}


def refuse(name: str, why: str, part: str = "") -> PressError:
    """The file cannot be read at all, and why."""
    zh, en = _REFUSALS[why]
    where = f"（{part}）" if part else ""
    return PressError(remark("I131", Place(name), problem=zh + where, problem_en=en + where))


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one file by name."""

    name: str
    parts: dict[str, bytes]

    def xml(self, part: str) -> Element | None:
        """The root of a part, or None where there is no such part. Raises PressError."""
        data = self.parts.get(part)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise refuse(self.name, "xml", part) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise refuse(self.name, "dtd", part)
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to by id: the kind, and the part or the address."""
        folder, base = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{base}.rels".lstrip("/"))
        found: dict[str, tuple[str, str]] = {}
        for each in root.iter("{*}Relationship") if root is not None else ():
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = (kind, target)
        return found

    @property
    def media(self) -> MemoryFolder:
        """The parts that are no XML."""
        files = {n: data for n, data in self.parts.items() if not n.endswith((".xml", ".rels"))}
        return MemoryFolder(files)

    @property
    def main(self) -> str:
        """The part that is the text."""
        targets = [t for kind, t in self.relations("").values() if kind == "officeDocument"]
        if not targets or targets[0] not in self.parts:
            raise refuse(self.name, "word")
        return targets[0]


def open_package(data: bytes, name: str) -> Package:
    """Read all parts. Raises PressError where the file is none, or unpacks too large."""
    if data.startswith(_OLE):
        raise refuse(name, "old")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return Package(name, _parts(archive, name))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise refuse(name, "zip") from None
    except NotImplementedError:  # a method of compression that is not DEFLATE
        raise refuse(name, "zip") from None


def _parts(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise refuse(name, "size")
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(min(LARGEST_PART, left) + 1)
        left -= len(content)
        if len(content) > LARGEST_PART or left < 0:
            raise refuse(name, "size", entry.filename[:80])
        parts.setdefault(entry.filename.lstrip("/"), content)
    return parts
