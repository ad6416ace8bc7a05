"""Cuts mutants out of finished editions: one fault each, in bytes that stay readable."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

Files = dict[str, bytes]
Change = Callable[[Files], Files]
BOOK, SITE, PRINT, SCREEN = "i1.epub", "i1.web", "i1.print.pdf", "i1.screen.pdf"


@dataclass(frozen=True)
class Mutant:
    """A fault: what it is called, the code of the remark that must come, how it is made."""

    name: str
    code: str
    change: Change


def epub(path: str, *swaps: tuple[str, str]) -> Change:
    """Swap texts in one file of the EPUB; each must be there exactly as often as wished."""
    return lambda files: files | {BOOK: repacked(files[BOOK], {path: swaps})}


def epub_without(path: str) -> Change:
    """Leave a file out of the EPUB."""
    return lambda files: files | {BOOK: repacked(files[BOOK], {}, without=path)}


def repacked(
    data: bytes, edits: dict[str, tuple[tuple[str, str], ...]], without: str = ""
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        assert not without or without in old.namelist()
        assert edits.keys() <= set(old.namelist())
        for info in old.infolist():
            if info.filename != without:
                held = old.read(info)
                new.writestr(info, swapped(held, edits.get(info.filename, ())))
    return out.getvalue()


def swapped(data: bytes, swaps: tuple[tuple[str, str], ...]) -> bytes:
    text = data.decode() if swaps else ""
    for old, new in swaps:
        assert old in text, f"there is no {old}"
        text = text.replace(old, new)
    return text.encode() if swaps else data


def web(path: str, *swaps: tuple[str, str]) -> Change:
    """Swap texts in one file of the web edition."""
    name = f"{SITE}/{path}"
    return lambda files: files | {name: swapped(files[name], swaps)}


def web_without(path: str) -> Change:
    """Leave a file out of the web edition."""
    return lambda files: {name: data for name, data in files.items() if name != f"{SITE}/{path}"}


def pdf(change: Callable[[Any], None], name: str = PRINT) -> Change:
    """Change an open pikepdf document."""

    def changed(files: Files) -> Files:
        with pikepdf.open(BytesIO(files[name])) as opened:
            before = len(opened.pages)
            change(opened)
            assert before
            out = BytesIO()
            opened.save(out, deterministic_id=True)
        return files | {name: out.getvalue()}

    return changed


def without(*path: str) -> Callable[[Any], None]:
    """Delete a key below the root of a PDF."""

    def delete(opened: Any) -> None:
        holder = opened.Root
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return delete


def drawn_on(number: int, content: str) -> Callable[[Any], None]:
    """Draw something more on a page, by operators of a content stream."""

    def draw(opened: Any) -> None:
        page = opened.pages[number - 1]
        page.contents_add(opened.make_stream(b"q\n"), prepend=True)
        page.contents_add(opened.make_stream(f"\nQ {content}\n".encode()))

    return draw


def structure(opened: Any, role: str, number: int = 0) -> Any:
    """The structure element of a role that comes as the ``number``-th."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if str(element.S) == f"/{role}":
                found.append(element)
            walk(element.get("/K"))

    walk(opened.Root.StructTreeRoot.K)
    return found[number]


def shown_texts(opened: Any, number: int) -> tuple[Any, list[tuple[Any, Any]]]:
    """The page and the instructions of its content."""
    page = opened.pages[number - 1]
    return page, list(pikepdf.parse_content_stream(page))


def without_text(number: int, longest: int = 20) -> Callable[[Any], None]:
    """Take the longest line out of a page: the text is not shown, all else stays."""

    def cut(opened: Any) -> None:
        page, steps = shown_texts(opened, number)
        sizes = [
            len(bytes(b"".join(_bytes(o) for o in operands))) if str(op) in ("Tj", "TJ") else 0
            for operands, op in steps
        ]
        assert max(sizes) >= longest
        del steps[sizes.index(max(sizes))]
        page.Contents = opened.make_stream(pikepdf.unparse_content_stream(steps))

    return cut


def _bytes(operand: Any) -> bytes:
    if isinstance(operand, pikepdf.Array):
        return b"".join(_bytes(part) for part in operand)
    return bytes(operand) if isinstance(operand, pikepdf.String) else b""


def in_to_unicode(old: str, new: str) -> Callable[[Any], None]:
    """Let the glyphs of one character be read as another (ISO 32000-1 9.10.3)."""

    def change(opened: Any) -> None:
        wanted, other = (f"<{c.encode('utf-16-be').hex()}>".encode() for c in (old, new))
        hits = 0
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                cmap = thing.ToUnicode.read_bytes()
                hits += wanted in cmap.lower()
                thing.ToUnicode.write(cmap.lower().replace(wanted, other))
        assert hits

    return change
