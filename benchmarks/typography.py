"""The same Chinese text at twelve measures, by stock programs and by the press, audited.

Sets it with WeasyPrint, Chromium, XeLaTeX, Typst and the press in the same font, reads the
PDFs back and prints one table for each measure::

    python benchmarks/typography.py [--text FILE] [--measures 20,25] [--peers kanyin,typst]
    python benchmarks/typography.py --pdf FILE        # audit one PDF, as JSON

A program that is not installed is named as skipped (Typst: ``pip install typst``; XeLaTeX:
texlive-xetex and texlive-lang-chinese). ``--keep DIR`` keeps the PDFs, ``--json`` prints
the figures for other tools.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
os.environ.setdefault("FONTCONFIG_FILE", str(HOUSE / "fonts" / "fonts.conf"))

from peers import PEERS, Missing, Sample  # noqa: E402

from kanyin.preflight.typography import TypographyReport, audit  # noqa: E402

ARTICLE = HOUSE.parent / "shared/manuscripts/000_b6a043b5f5d4c66f.txt"
OURS = HOUSE / "benchmarks/peers/sample.txt"
MEASURES = (15, 17, 18.5, 20, 22, 25, 28, 30, 33, 35.5, 38.3, 40)
LONG = 60
"""Paragraphs of scraped articles from this length on are prose."""
FOLD = str.maketrans(",;:?!", "，；：？！")

HEAD = (
    f"{'':12}{'width':>6}{'lines':>6}{'not':>7}{'widest':>8}{'widest':>8}{'solid':>7}{'marks':>8}{'pairs':>7}"
    f"{'ends':>9}{'faults':>8}{'single':>8}\n"
    f"{'':12}{'em':>6}{'':>6}{'flush':>7}{'Han':>8}{'any':>8}{'':>7}{'sqz.':>8}{'open':>7}"
    f"{'trimmed':>9}{'at edges':>9}{'Han':>7}"
)


def paragraphs(path: Path) -> tuple[str, ...]:
    """The prose of a text file, one paragraph a line, marks in their Chinese width."""
    lines = [line.strip().translate(FOLD) for line in path.read_text("utf-8").splitlines()]
    return tuple(line for line in lines if len(line) >= LONG)


def row(name: str, report: TypographyReport) -> str:
    """One line of the table."""
    edges, gaps, squeeze = report.edges, report.gaps, report.squeeze
    breaks = sum(map(report.count, ("line-start", "line-end", "split-pair", "split-number")))
    return (
        f"{name:12}{report.measures[-1]:>6.1f}{report.lines:>6}{edges.justified - edges.flush:>4}/{edges.justified:<4}"
        f"{gaps.widest_han:>6.3f}{gaps.widest_any:>8.3f}{gaps.solid:>7}{squeeze.share:>8.1%}"
        f"{squeeze.pairs - squeeze.pairs_squeezed:>7}"
        f"{squeeze.ends_trimmed:>5}/{squeeze.ends:<4}{breaks:>7}{report.count('single-character'):>8}"
    )


def measured(
    names: list[str], sample: Sample, keep: Path | None
) -> Iterator[tuple[str, TypographyReport | str]]:
    """The report of every peer, or what is missing."""
    for name in names:
        try:
            pdf = PEERS[name](sample)
        except Missing as missing:
            yield name, f"skipped: {missing} is not installed"
            continue
        if keep:
            (keep / f"{name}-{sample.measure:g}.pdf").write_bytes(pdf)
        yield name, audit(pdf)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, default=ARTICLE if ARTICLE.exists() else OURS)
    parser.add_argument("--measures", default=",".join(map(str, MEASURES)))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pdf", type=Path)
    wishes = parser.parse_args()
    if wishes.pdf:
        print(json.dumps(audit(wishes.pdf.read_bytes()).as_json(), ensure_ascii=False, indent=1))
        return
    text, names = paragraphs(wishes.text), wishes.peers.split(",")
    found: dict[str, dict[str, object]] = {}
    for measure in map(float, wishes.measures.split(",")):
        print(f"\n{measure:g} em\n{HEAD}", file=sys.stderr if wishes.json else sys.stdout)
        for name, report in measured(names, Sample(text, measure), wishes.keep):
            line = report if isinstance(report, str) else row(name, report)
            print(line, file=sys.stderr if wishes.json else sys.stdout, flush=True)
            if not isinstance(report, str):
                found.setdefault(f"{measure:g}", {})[name] = report.as_json()
    if wishes.json:
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
