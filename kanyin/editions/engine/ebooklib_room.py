"""The room EbookLib is kept in: it packs what others have made, and changes nothing.

Checked against EbookLib 0.20. Content goes in as plain ``EpubItem``: the library's own
``EpubHtml``, ``EpubNav`` and ``EpubNcx`` parse it again and lose text (text before the
first element of ``body``), add white space between inline elements and lower-case SVG.
What is overridden: ``write`` (fixed times in the archive, in memory) and
``_write_opf_file`` (the package's language).
"""

# mypy: disable-error-code="no-untyped-call"
# EbookLib has no annotations.

from __future__ import annotations

import io
import logging
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from ebooklib import epub

from kanyin.diagnostics import Diagnostic, Outcome, PressError, remark
from kanyin.editions.epub.package import NCX, Item, Link, Package, Statement

_CHECKED = (0, 20)
_PRIVATE = ("_write_container", "_write_opf", "_write_opf_file", "_write_items")
_COMPRESSION = 6
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def refuse_other_engines(version: tuple[int, ...], writer: type) -> None:
    """Stop where EbookLib is not the one this room was furnished for."""
    missing = [name for name in _PRIVATE if not hasattr(writer, name)]
    if version[:2] != _CHECKED or missing:
        wanted = ".".join(map(str, _CHECKED))
        found = ".".join(map(str, version))
        raise PressError(remark("E114", found=found, wanted=wanted))


refuse_other_engines(epub.VERSION, epub.EpubWriter)


def pack(package: Package, moment: datetime) -> Outcome[bytes]:
    """A publication as the bytes of one EPUB file."""
    said: list[str] = []
    with _listening(said):
        writer = _Writer(_book(package), package, moment)
        writer.process()
        writer.write()
    lost = len(package.statements) - writer.stated
    if lost:
        said.append(f"{lost} metadata lost")
    return Outcome(writer.file_name.getvalue(), tuple(map(_said, said)))


def _said(text: str) -> Diagnostic:
    return remark("E113", text=text)


def _book(package: Package) -> Any:
    book = epub.EpubBook()
    book.IDENTIFIER_ID = package.identifier
    book.metadata.pop(epub.NAMESPACES["DC"], None)  # its random identifier
    for statement in package.statements:
        _state(book, statement)
    if package.cover:  # how EPUB 2 finds the cover
        book.add_metadata(None, "meta", "", {"name": "cover", "content": package.cover})
    for name, address in package.prefixes:
        book.add_prefix(name, address)
    for link in package.links:
        book.add_metadata(None, "link", None, _link(link))
    linked = {link.href for link in package.links}
    by_id = {item.id: _item(item) for item in package.items}
    for item in (i for i in by_id.values() if i.file_name in linked):
        # EbookLib counts the path of what is not in the manifest from the archive's root.
        item.manifest, item.file_name = False, f"{book.FOLDER_NAME}/{item.file_name}"
    for item in by_id.values():
        book.add_item(item)
    book.spine = [by_id[name] for name in package.spine]
    book.set_direction("ltr")
    return book


def _state(book: Any, statement: Statement) -> None:
    """Hand over one line of metadata; ids are ours, for EbookLib repeats its own."""
    others = {
        "id": statement.id,
        "refines": f"#{statement.refines}" if statement.refines else "",
        "scheme": statement.scheme,
        _XML_LANG: statement.lang,
    }
    attributes = {key: value for key, value in others.items() if value}
    if statement.name.startswith("dc:"):
        book.add_metadata("DC", statement.name.removeprefix("dc:"), statement.value, attributes)
    else:
        named = {"property": statement.name, **attributes}
        book.add_metadata(None, "meta", statement.value, named)


def _link(link: Link) -> dict[str, str]:
    refines = f"#{link.refines}" if link.refines else ""
    others = {"refines": refines, "media-type": link.media_type}
    given = {key: value for key, value in others.items() if value}
    return {"rel": link.rel, "href": link.href, **given}


def _item(item: Item) -> Any:
    """A file as it is; the media type is never guessed from the host's tables."""
    made: Any = epub.EpubItem(item.id, item.href, item.media_type, item.data)
    made.properties = list(item.properties)
    return made


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """Writes to memory, with the times of the archive given."""

    def __init__(self, book: Any, package: Package, moment: datetime) -> None:
        utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        options = {
            "mtime": utc,
            "epub2_guide": False,
            "epub3_pages": False,
            "epub3_landmark": False,
            "raise_exceptions": True,
        }
        super().__init__(io.BytesIO(), book, options)
        self.package = package
        self.moment = utc
        self.stated = 0

    def write(self) -> None:
        with zipfile.ZipFile(self.file_name, "w") as archive:
            self.out = _Archive(archive, self.moment)
            # EPUB 3.3, "OCF ZIP container media type identification": the first file,
            # neither compressed nor with an extra field
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.package.lang)
        self._name_ncx(root)
        own = 1 + bool(self.package.cover) + 1 + len(self.package.links)  # modified, generator
        self.stated = len(root.find("metadata")) - own
        super()._write_opf_file(root)

    def _name_ncx(self, root: Any) -> None:
        """EbookLib names an NCX whether there is one or not (EPUBCheck OPF-049)."""
        ncx = next(self.package.of_type(NCX), None)
        for spine in root.iter("spine"):
            if ncx is None:
                spine.attrib.pop("toc", None)
            else:
                spine.set("toc", ncx.id)


class _Archive:
    """A ZIP file whose entries all carry one time and one mode."""

    def __init__(self, archive: zipfile.ZipFile, moment: datetime) -> None:
        self.archive = archive
        # ZIP knows no time before 1980 and counts seconds in pairs.
        self.time = max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))

    def writestr(
        self, name: str, data: bytes | str, compress_type: int = zipfile.ZIP_DEFLATED
    ) -> None:
        entry = zipfile.ZipInfo(name, self.time)
        entry.create_system = 3  # Unix, on whatever system the press runs
        entry.external_attr = 0o100644 << 16
        entry.compress_type = compress_type
        self.archive.writestr(entry, data, compress_type, _COMPRESSION)


class _Ear(logging.Handler):
    """Gathers log records as texts."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.INFO)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    """EbookLib warns and logs, on the root logger, where others would raise."""
    root, ear = logging.getLogger(), _Ear(said)
    level = root.level
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        root.addHandler(ear)
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            root.setLevel(level)
            root.removeHandler(ear)
    said.extend(str(warning.message) for warning in caught)
