"""Programs that take the text out of a PDF, each by its own rules."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping

from kanyin.preflight.pdf_glyphs import read_pages
from peers.sample import Missing


def pdfium(pdf: bytes) -> str:
    """PDFium, in Chromium's viewer."""
    return "\n".join(page.text for page in read_pages(pdf))


def poppler(pdf: bytes) -> str:
    """Poppler's pdftotext. Raises Missing."""
    return _run(["pdftotext", "FILE", "-"], pdf)


def mupdf(pdf: bytes) -> str:
    """MuPDF's mutool. Raises Missing."""
    return _run(["mutool", "draw", "-q", "-F", "text", "FILE"], pdf)


def pypdf(pdf: bytes) -> str:
    """pypdf. Raises Missing."""
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise Missing("pypdf") from error
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def _run(command: list[str], pdf: bytes) -> str:
    if not shutil.which(command[0]):
        raise Missing(command[0])
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        words = [file.name if word == "FILE" else word for word in command]
        done = subprocess.run(words, check=True, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8", "replace")


EXTRACTORS: Mapping[str, Callable[[bytes], str]] = {
    "pdfium": pdfium,
    "pdftotext": poppler,
    "mutool": mupdf,
    "pypdf": pypdf,
}
