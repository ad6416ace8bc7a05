"""What composition costs: 300 pages set by WeasyPrint alone, and with the composer.

The same text, stylesheet and fonts, layout and writing of the PDF, in one process, the
three ways one after the other in every round; the ratio is that of the medians::

    python benchmarks/composition.py [--pages 300] [--rounds 3]
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import statistics
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
os.environ.setdefault("FONTCONFIG_FILE", str(HOUSE / "fonts" / "fonts.conf"))

import weasyprint  # noqa: E402

from kanyin.editions.engine.composer_room import composing  # noqa: E402

ARTICLES = HOUSE / "source/2026-01"
LONG = 60
"""Lines from this length on are prose."""
STYLE = """
@page { size: A5; margin: 18mm 17mm }
html { font: 10.5pt/17pt "Kanyin Song"; text-align: justify; --line-fit: FIT }
body { margin: 0 } p { margin: 0; text-indent: 2em; orphans: 2; widows: 2 }
"""
CHARACTERS_ON_A_PAGE = 640


def _lines(file: Path) -> list[str]:
    text = file.read_text("utf-8").partition("\n---\n")[2]
    return [re.sub(r"[*{}\[\]^$|`<>]", "", line) for line in text.splitlines()]


def article(pages: int) -> str:
    """A text that fills about so many pages."""
    lines = [line for file in sorted(ARTICLES.glob("*.md")) for line in _lines(file)]
    paragraphs = [line for line in lines if len(line) >= LONG]
    times = pages * CHARACTERS_ON_A_PAGE // sum(map(len, paragraphs)) + 1
    body = "".join(f"<p>{p}</p>" for p in paragraphs * times)
    return f'<html lang="zh-Hans"><body>{body}'


def press(html: str, fit: str | None) -> int:
    """Lay out and write a PDF; the number of its pages."""
    style = weasyprint.CSS(string=STYLE.replace("FIT", fit or "total"))
    with composing() if fit else nullcontext():
        document = weasyprint.HTML(string=html).render(stylesheets=[style])
    document.write_pdf()
    return len(document.pages)


def seconds(work: Callable[[], int]) -> tuple[float, int]:
    """User and system time of a piece of work, and what it gives."""
    gc.collect()
    start = time.process_time()
    pages = work()
    return time.process_time() - start, pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    html = article(given.pages)
    ways = {"WeasyPrint alone": None, "greedy": "greedy", "total fit": "total"}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(given.rounds):
        for name, fit in ways.items():
            time_taken, pages = seconds(lambda fit=fit: press(html, fit))  # type: ignore[misc]
            taken[name].append(time_taken)
            print(f"{name:18}{time_taken:8.2f} s{pages:6} pages", flush=True)
    base = statistics.median(taken["WeasyPrint alone"])
    for name, values in taken.items():
        print(f"{name:18}{statistics.median(values) / base:8.2f} × WeasyPrint alone")


if __name__ == "__main__":
    main()
