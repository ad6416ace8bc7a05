"""XeLaTeX with ctex (xeCJK)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from peers.sample import FONT, HEIGHT, MARGIN, Missing, Sample

SPECIAL = {c: f"\\{c}" for c in "#$%&_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def xelatex(sample: Sample) -> bytes:
    """Set the sample with XeLaTeX and the ctex package. Raises Missing."""
    if not shutil.which("xelatex"):
        raise Missing("xelatex")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.tex").write_text(_document(sample), "utf-8")
        command = ["xelatex", "-interaction=nonstopmode", "page.tex"]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300)
        pdf = Path(folder) / "page.pdf"
        if not pdf.exists():
            raise Missing(f"xelatex ({done.stdout.decode('utf-8', 'replace')[-300:]})")
        return pdf.read_bytes()


def _document(sample: Sample) -> str:
    """Lengths in TeX's bp, which are PDF points."""
    body = "\n\n".join("".join(SPECIAL.get(c, c) for c in p) for p in sample.paragraphs)
    font = f"Path={FONT.parent}/,Extension={FONT.suffix}"
    chinese = "Script=CJK,Language={Chinese Simplified}"
    return rf"""\documentclass{{article}}
\usepackage[fontset=none]{{ctex}}
\usepackage[paperwidth={sample.width + 2 * MARGIN}bp,paperheight={HEIGHT}bp,margin={MARGIN}bp]{{geometry}}
\setmainfont[{font}]{{{FONT.stem}}}
\setCJKmainfont[{font},{chinese}]{{{FONT.stem}}}
\pagestyle{{empty}}
\parindent=2\ccwd
\linespread{{1}}
\begin{{document}}
\fontsize{{{sample.size}bp}}{{{sample.leading}bp}}\selectfont
\parindent={2 * sample.size}bp
{body}
\end{{document}}
"""
