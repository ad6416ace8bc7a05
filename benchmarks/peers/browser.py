"""Chromium, printing to PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from peers.sample import Missing, Sample

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --no-pdf-header-footer"
).split()


def chromium(sample: Sample) -> bytes:
    """Set the sample with Chromium. Raises Missing."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise Missing("chromium")
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(sample.as_html(), "utf-8")
        command = [program, *FLAGS, f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [*command, f"--print-to-pdf={pdf}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return pdf.read_bytes()
