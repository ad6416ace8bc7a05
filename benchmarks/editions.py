"""One article, all four editions, whole process, against plain WeasyPrint on the same text.

Runs both by turns, each in a fresh process, and prints the median of each and the ratio::

    python benchmarks/editions.py [ARTICLE] [--rounds N]

The rival gets the article's text as plain HTML and the press's own fonts, and makes one
PDF; the press reads, checks, lays out and binds two PDFs, an EPUB and a web page.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).parent.parent
ARTICLE = HOUSE / "source/2026-01/09-letters.md"
CSS = (
    'body{font-family:"Kanyin Song";font-size:10.5pt;line-height:17pt}p{margin:0;text-indent:2em}'
)


def plain_html(article: Path) -> str:
    """The article's text, paragraph by paragraph, without any of its marks."""
    text = re.sub(r"\A---\n.*?\n---\n", "", article.read_text("utf-8"), flags=re.DOTALL)
    paragraphs = (re.sub(r"^[#>:-]+\s*", "", p) for p in text.split("\n\n") if p.strip())
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return f'<html lang="zh-Hans"><meta charset="utf-8"><style>{CSS}</style><body>{body}</html>'


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The time of one process, from start to end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, cwd=HOUSE, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--rounds", type=int, default=5)
    wishes = parser.parse_args()
    environment = {**os.environ, "FONTCONFIG_FILE": str(HOUSE / "fonts/fonts.conf")}
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plain.html"
        page.write_text(plain_html(wishes.article), "utf-8")
        build = [sys.executable, "publish.py", "build", str(wishes.article), "-o", folder, "-q"]
        commands = {
            "weasyprint, one plain PDF": [
                sys.executable,
                "-m",
                "weasyprint",
                str(page),
                f"{page}.pdf",
            ],
            "kanyin, four editions, no cache": [*build, "--no-cache"],
            "kanyin, four editions, second run": build,
            "kanyin, print edition": [*build, "-e", "print"],
        }
        for command in commands.values():
            seconds(command, environment)  # once, so that files and caches are warm for all
        rounds = [
            {name: seconds(command, environment) for name, command in commands.items()}
            for _ in range(wishes.rounds)
        ]
    medians = {name: statistics.median(r[name] for r in rounds) for name in commands}
    base = next(iter(medians.values()))
    print(f"{wishes.article.name}, median of {wishes.rounds} rounds")
    for name, median in medians.items():
        spread = [r[name] for r in rounds]
        print(
            f"{name:36} {median:6.2f} s  ({min(spread):.2f}–{max(spread):.2f})  × {median / base:.2f}"
        )


if __name__ == "__main__":
    main()
