"""The same Chinese text at twelve measures, by stock programs and by the press, audited.

Sets it with WeasyPrint, Chromium, XeLaTeX, Typst and the press in the same font, reads the
PDFs back and prints one table for each measure::

    python benchmarks/typography.py [--text FILE] [--measures 20,25] [--peers kanyin,typst]
    python benchmarks/typography.py --extract         # what extractors make of the PDFs
    python benchmarks/typography.py --pdf FILE        # audit one PDF, as JSON

A program that is not installed is named as skipped (Typst: ``pip install typst``; XeLaTeX:
texlive-xetex and texlive-lang-chinese). ``--keep DIR`` keeps the PDFs, ``--json FILE``
writes the figures for other tools. The columns are explained in docs/auditor.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
os.environ.setdefault("FONTCONFIG_FILE", str(HOUSE / "fonts" / "fonts.conf"))

from peers import PEERS, Missing, Sample  # noqa: E402
from peers.extractors import EXTRACTORS  # noqa: E402

from kanyin.preflight.extraction import compare  # noqa: E402
from kanyin.preflight.typography import TypographyReport, audit  # noqa: E402

SCRAPED = HOUSE.parent / "shared/manuscripts/000_b6a043b5f5d4c66f.txt"
OURS = HOUSE / "source/2026-01/02-lift.md"
MEASURES = (15, 17, 18.5, 20, 22, 25, 28, 30, 33, 35.5, 38.3, 40)
LONG = 60
"""Lines from this length on are prose."""
FOLD = str.maketrans(",;:?!", "，；：？！")
MARKUP = re.compile(r"\*\*|\[\^[^\]]*\]|\{[^}]*\}|\[(?=[^\]]*\])|\](?!\()|\$[^$]*\$")

HEAD = (
    f"{'':12}{'width':>6}{'lines':>6}{'not':>7}{'widest':>9}{'widest':>8}{'solid':>7}{'marks':>8}"
    f"{'pairs':>7}{'ends':>9}{'line':>8}{'single':>8}\n"
    f"{'':12}{'em':>6}{'':>6}{'flush':>7}{'Han':>9}{'any':>8}{'':>7}{'sqz.':>8}"
    f"{'open':>7}{'trimmed':>9}{'edges':>8}{'Han':>8}"
)


def paragraphs(path: Path) -> tuple[str, ...]:
    """The prose of a text or Markdown file, one paragraph a line.

    Scraped text gets its marks back in their Chinese width.
    """
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    prose = [
        MARKUP.sub("", line) for line in lines if len(line) >= LONG and line[0] not in "#|!:>["
    ]
    folded = path.suffix == ".txt"
    return tuple(line.translate(FOLD) if folded else line for line in prose)


def pdfs(names: list[str], sample: Sample) -> Iterator[tuple[str, bytes | str]]:
    """The PDF of every peer, or what is missing."""
    for name in names:
        try:
            yield name, PEERS[name](sample)
        except Missing as missing:
            yield name, f"skipped: {missing} is not installed"


def row(name: str, report: TypographyReport) -> str:
    """One line of the table."""
    edges, gaps, squeeze = report.edges, report.gaps, report.squeeze
    breaks = report.count("line-start", "line-end", "split-pair", "split-number")
    flush = f"{edges.justified - edges.flush}/{edges.justified}"
    ends = f"{squeeze.ends_trimmed}/{squeeze.ends}"
    width = report.measures[0] if report.measures else 0.0
    return (
        f"{name:12}{width:>6.1f}{report.lines:>6}{flush:>7}{gaps.widest_han:>9.3f}"
        f"{gaps.widest_any:>8.3f}{gaps.solid:>7}{squeeze.share:>8.1%}"
        f"{squeeze.pairs - squeeze.pairs_squeezed:>7}{ends:>9}{breaks:>8}"
        f"{report.count('single-character'):>8}"
    )


def strictly(pdf: bytes) -> TypographyReport:
    """The report with every line held to the width that most lines have.

    All peers were asked to justify; a column that is ragged all the same counts as well.
    """
    report = audit(pdf)
    return audit(pdf, measure=report.measures[0] * report.body_size) if report.measures else report


def measure(
    text: tuple[str, ...], names: list[str], ems: float, keep: Path | None
) -> dict[str, object]:
    """Print the table of one measure, and give its figures."""
    print(f"\n{ems:g} em\n{HEAD}")
    found: dict[str, object] = {}
    for name, pdf in pdfs(names, Sample(text, ems)):
        if isinstance(pdf, str):
            print(f"{name:12}{pdf}")
            continue
        if keep:
            (keep / f"{name}-{ems:g}.pdf").write_bytes(pdf)
        report = strictly(pdf)
        found[name] = report.as_json()
        print(row(name, report), flush=True)
    return found


def extract(text: tuple[str, ...], names: list[str], ems: float) -> None:
    """Print what every extractor makes of every peer's PDF."""
    source = "\n".join(text)
    print(f"{'':12}{'':12}{'lost':>6}{'added':>7}{'moved':>7}{'spaces':>8} of borders")
    for name, pdf in pdfs(names, Sample(text, ems)):
        for program, read in EXTRACTORS.items():
            if isinstance(pdf, str):
                print(f"{name:12}{pdf}")
                break
            try:
                found = compare(read(pdf), source)
            except Missing as missing:
                print(f"{name:12}{program:12}skipped: {missing} is not installed")
                continue
            lost, added = (sum(n for _, n in bag) for bag in (found.lost, found.added))
            print(
                f"{name:12}{program:12}{lost:>6}{added:>7}{found.moved:>7}"
                f"{found.spaces:>8} of {found.borders}"
            )


def main() -> None:
    """Do what is asked, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path)
    parser.add_argument("--measures", default=",".join(map(str, MEASURES)))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--keep", type=Path, metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--extract", action="store_true")
    wishes = parser.parse_args()
    if wishes.pdf:
        print(json.dumps(audit(wishes.pdf.read_bytes()).as_json(), ensure_ascii=False, indent=1))
        return
    names = wishes.peers.split(",")
    if wishes.extract:
        extract(paragraphs(wishes.text or OURS), names, 22)
        return
    file = wishes.text or (SCRAPED if SCRAPED.exists() else OURS)
    text = paragraphs(file)
    print(f"{file.name}: {len(text)} paragraphs, {sum(map(len, text))} characters")
    ems = [float(m) for m in wishes.measures.split(",")]
    found = {f"{m:g}": measure(text, names, m, wishes.keep) for m in ems}
    if wishes.json:
        wishes.json.write_text(json.dumps(found, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
