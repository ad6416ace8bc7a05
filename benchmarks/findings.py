"""What every validator finds in every edition, and what the levels of ``verify`` cost.

    python benchmarks/findings.py [BUILD_DIR ...]

Without folders it builds four publications into a scratch folder: the sample issue, and of
``../shared`` an article scraped from the web, a paper with formulas and tables, and a book in
Traditional Chinese. Prints a Markdown table, and names what is not there. Exits with 1 when a
validator found anything or did not finish, or when the press's own checks found more than
advice; a validator that is missing is only named.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parent.parent
PRESS = (sys.executable, str(HOUSE / "publish.py"))
BESIDE = HOUSE.parent / "shared" / "manuscripts"
ARTICLE = BESIDE / "000_b6a043b5f5d4c66f.txt"
PAPER = BESIDE / "articles/chinaxiv/table_math_ChinaXiv-201703.00168V1.md"
BOOK = BESIDE / "books/book_rust_tw_traditional/src"
LEFT_OUT = ("SUMMARY", "title-page", "appendix-06")
"""Lists, and a table of translations into languages for which there are no fonts."""
ASKED = (
    ("EPUBCheck", "V101", ".epub"),
    ("Ace", "V102", ".epub"),
    ("veraPDF", "V103", ".print.pdf"),
    ("veraPDF", "V103", ".screen.pdf"),
    ("page-validation", "V104", ".print.pdf"),
    ("page-validation", "V104", ".screen.pdf"),
    ("qpdf", "V107", ".print.pdf"),
    ("qpdf", "V107", ".screen.pdf"),
    ("MuPDF", "V108", ".print.pdf"),
    ("MuPDF", "V108", ".screen.pdf"),
    ("Nu Html Checker", "V105", ".web"),
    ("axe-core", "V106", ".web"),
)
"""Validators, their codes, and the editions that they read."""
EDITIONS = (".epub", ".print.pdf", ".screen.pdf", ".web")
NOT_THERE = "V190"
NOT_LOOKED_AT = (NOT_THERE, "V191")
SET = re.compile(r"F1[01]\d")
"""How pages are set, which is another table's business: see ``typography.py``."""


@dataclass(frozen=True)
class Looked:
    """A publication after both levels: the remarks of the full one, and seconds of each step."""

    name: str
    remarks: tuple[dict[str, Any], ...]
    seconds: dict[str, float]

    def count(self, code: str, edition: str) -> int:
        """How often something was said of an edition."""
        said = (r for r in self.remarks if re.fullmatch(code, r["code"]))
        return sum(edition in (r["file"] or "") for r in said)


def manuscripts(folder: Path) -> Iterator[Path]:
    """The four publications, as far as they are there."""
    yield HOUSE / "source/2026-01"
    for path in (ARTICLE, PAPER, BOOK):
        if path.exists():
            yield book(folder / "book-tw") if path == BOOK else path
        else:
            print(f"!!! {path.name} is not there", file=sys.stderr)


def book(folder: Path) -> Path:
    """The book as a manuscript of the press: one list of chapters, each with a title."""
    folder.mkdir()
    names = sorted(p.name for p in BOOK.glob("*.md") if not p.stem.startswith(LEFT_OUT))
    for name in names:
        (folder / name).write_text(with_title((BOOK / name).read_text("utf-8")), "utf-8")
    chapters = "".join(f"      - {name}\n" for name in names)
    about = "id: book-tw\nkind: book\nlang: zh-Hant-TW\ntitle: Rust 程式設計語言\n"
    (folder / "issue.yaml").write_text(f"{about}contents:\n  - articles:\n{chapters}", "utf-8")
    return folder


def with_title(chapter: str) -> str:
    """A chapter whose first heading is its title: all that is outside code moves up by as much."""
    start = re.search(r"^#+ ", chapter, re.MULTILINE)
    assert start is not None
    parts = re.split(r"(^```.*?^```)", chapter[start.start() :], flags=re.MULTILINE | re.DOTALL)
    extra = "#" * (len(start[0]) - 2)
    parts[::2] = (re.sub(f"^(> *)?{extra}#", r"\1#", p, flags=re.MULTILINE) for p in parts[::2])
    return "".join(parts)


def run(*words: object) -> float:
    """Seconds of a command of the press; what it says is told only when it cannot go on."""
    start = time.perf_counter()
    done = subprocess.run([*PRESS, *map(str, words)], capture_output=True, text=True, cwd=HOUSE)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr or done.stdout)
    return time.perf_counter() - start


def look(built: Path, seconds: dict[str, float]) -> Looked:
    """Ask about the editions of a folder at both levels."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        times = {
            level: run("verify", built, "--level", level, "--json", report)
            for level in ("fast", "full")
        }
        remarks = tuple(json.loads(report.read_text("utf-8"))["diagnostics"])
    return Looked(built.name, remarks, seconds | times)


def build_all(folder: Path) -> Iterator[Looked]:
    """Build every publication from nothing, then look."""
    for number, manuscript in enumerate(manuscripts(folder)):
        home = folder / f"out{number}"
        seconds = {"build": run("build", manuscript, "-o", home, "--no-cache", "-q")}
        built = next((p.parent for p in home.glob("*/*.epub")), None)
        if built is None:
            sys.exit(f"{manuscript.name} was not built")
        yield look(built, seconds)
        shutil.rmtree(home)


def table(all_looked: list[Looked]) -> Iterator[str]:
    """Findings by validator and edition, then the press's own, then seconds."""
    missing = {name for one in all_looked for name in not_there(one)}
    yield row("", *(one.name for one in all_looked))
    yield row("---", *("---:" for _ in all_looked))
    for name, code, edition in ASKED:
        counts = (one.count(code, edition) for one in all_looked)
        yield row(f"{name}, `{edition[1:]}`", *("—" if name in missing else n for n in counts))
    for edition in EDITIONS:
        counts = (one.count(r"F1[2-8]\d", edition) for one in all_looked)
        yield row(f"kanyin, `{edition[1:]}`", *counts)
    for step in all_looked[0].seconds:
        yield row(f"{step}, s", *(f"{one.seconds[step]:.1f}" for one in all_looked))


def row(*cells: object) -> str:
    """A row of Markdown."""
    return f"| {' | '.join(map(str, cells))} |"


def not_there(one: Looked) -> Iterator[str]:
    """The validators that are not installed, by the names that ``verify`` gives them."""
    said = [r["message"] + (r["hint"] or "") for r in one.remarks if r["code"] == NOT_THERE]
    names = dict.fromkeys(name for name, _, _ in ASKED)
    return (name for name in names if any(name in text for text in said))


def main() -> None:
    """Build or take what is built, look, and print."""
    given = [Path(word).resolve() for word in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as scratch:
        looked = [look(path, {}) for path in given] or list(build_all(Path(scratch)))
    print("\n".join(table(looked)))
    found = [r for one in looked for r in one.remarks if not SET.fullmatch(r["code"])]
    for each in found:
        loud = "!!! " if each["code"] in NOT_LOOKED_AT else ""
        hint = f" ({each['hint']})" if loud and each["hint"] else ""
        print(f"{loud}{each['file'] or ''} {each['code']}: {each['message']}{hint}")
    sys.exit(any(fails(each) for each in found))


def fails(remark: dict[str, Any]) -> bool:
    """Whether a remark is a finding that a sound publication has none of."""
    code = str(remark["code"])
    asked = code.startswith("V") and code != NOT_THERE
    return asked or (code != NOT_THERE and remark["severity"] != "advice")


if __name__ == "__main__":
    main()
