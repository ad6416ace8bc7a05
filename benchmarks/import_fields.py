"""How well raw text is read: fields, repairs, conservation, speed (docs/import.md).

Run from the checkout:  .venv/bin/python benchmarks/import_fields.py [-v] [FOLDER ...]

Without a folder: the 36 manuscripts of ../shared/scrapes, then conservation over all of
../shared, the first article exactly, and 1.2 million characters in one file. A folder
holds NN.txt with NN.gold.json beside it. Gold is read here and never by the importer.
The exit status is 1 when a mark is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from import_gold import FIELDS, MORE, found_values, gold_values, labelled
from import_marks import Tally, changed_strings, hold

from kanyin.ingest.decode import decode
from kanyin.ingest.text import Imported, import_text, undo
from kanyin.terminal import width

HOUSE = Path(__file__).resolve().parents[1]
SHARED = HOUSE.parent / "shared"
FIRST = SHARED / "manuscripts" / "000_b6a043b5f5d4c66f.txt"
PRECISION, RECALL = 0.97, 0.95
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=-3, stderr=-3)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A process of its own, as small as can be: a large one would be counted with its child."""

CHARACTERS, SECONDS, MEGABYTES = 1_200_000, 10, 400


@dataclass
class Score:
    """Counts for each field, and what went wrong in words."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    marks: Tally = field(default_factory=Tally)


def main() -> None:
    """Print the tables; the exit status says whether every mark was reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="show every difference")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if not given.folders and not SHARED.is_dir():
        sys.exit(f"SKIPPED: {SHARED} is absent; nothing was measured")
    passed = [_manuscripts(f, given.verbose) for f in given.folders or [SHARED / "scrapes"]]
    if not given.folders:
        passed += [_conservation(), _first_article(), _scale()]
    sys.exit(0 if all(passed) else 1)


def row(name: str, measured: str, mark: str, passed: bool) -> bool:
    """One line of a table."""
    gap = " " * (54 - width(name, "en"))
    print(f"{name}{gap}{measured:>34}{mark:>14}  {'pass' if passed else 'MISSED'}")
    return passed


def note(name: str, measured: str) -> None:
    """One line without a mark to reach."""
    print(f"{name:<54}{measured:>34}")


def read(path: Path) -> tuple[str, Imported]:
    """Decode and import one manuscript."""
    decoded = decode(path.read_bytes(), path.name).value
    if decoded is None:
        sys.exit(f"{path} could not be decoded")
    return decoded.text, import_text(decoded.text, path.name, encoding=decoded.encoding).value


def _manuscripts(folder: Path, verbose: bool) -> bool:
    score, started = Score(), time.perf_counter()
    paths = sorted(folder.glob("*.gold.json"))
    for path in paths:
        _score(path, score)
    print(f"{folder.name}: {len(paths)} manuscripts in {time.perf_counter() - started:.2f} s\n")
    passed = all([*_field_rows(score), *_other_rows(score)])
    if verbose:
        print(*score.differences, *score.marks.wrong, sep="\n")
    print()
    return passed


def _score(path: Path, score: Score) -> None:
    gold = json.loads(path.read_text("utf-8"))
    text, imported = read(path.parent / gold["file"])
    inferred = {e.name for e in imported.ledger.fields if e.inferred}
    want, have = gold_values(gold), found_values(imported)
    name = gold["file"][:2]
    for key in (*FIELDS, *MORE):
        if key in inferred and not want[key]:
            continue
        have[key] -= Counter(v for v in have[key] - want[key] if labelled(text, key, v))
        if have[key] and not want[key]:
            score.invented.append(f"{name} {key} {sorted(have[key])}")
        score.right[key] += (want[key] & have[key]).total()
        score.found[key] += have[key].total()
        score.gold[key] += want[key].total()
        missed, wrong = sorted(want[key] - have[key]), sorted(have[key] - want[key])
        if missed or wrong:
            score.differences.append(f"{name} {key} missed {missed} wrong {wrong}")
    score.changed += [f"{name} {s}" for s in changed_strings(gold, text, imported)]
    hold(gold, text, imported, score.marks)


def _field_rows(score: Score) -> Iterator[bool]:
    """A row for each field with ten values or more, and one for all others."""
    large = [key for key in FIELDS if score.gold[key] >= 10]
    small = [key for key in FIELDS if score.gold[key] < 10]
    for name, keys in [*((k, [k]) for k in large), ("+".join(small) or "-", small)]:
        yield _field_row(name, keys, score)
    note("fields that the issue sets no mark for", _shares(MORE, score)[0])


def _field_row(name: str, keys: list[str], score: Score) -> bool:
    measured, precision, recall = _shares(keys, score)
    passed = precision >= PRECISION and recall >= RECALL
    return row(name, measured, f"{PRECISION} / {RECALL}", passed)


def _shares(keys: list[str], score: Score) -> tuple[str, float, float]:
    right, found, gold = (sum(b[k] for k in keys) for b in (score.right, score.found, score.gold))
    precision, recall = right / found if found else 1.0, right / gold if gold else 1.0
    return f"{gold} values  P {precision:.3f}  R {recall:.3f}", precision, recall


def _other_rows(score: Score) -> Iterator[bool]:
    marks, counts = score.marks, score.marks.counts
    yield row("values where gold has none", str(len(score.invented)), "0", not score.invented)
    print(*(f"    {each}\n" for each in score.invented), sep="", end="")
    yield row("strings changed", str(len(score.changed)), "0", not score.changed)
    print(*(f"    {each}\n" for each in score.changed), sep="", end="")
    precision, recall = marks.ratio("right", "made"), marks.ratio("right", "wanted")
    measured = f"{counts['made']} made  P {precision:.4f}  R {recall:.4f}"
    yield row(
        "punctuation repairs", measured, "0.995 / 0.98", precision >= 0.995 and recall >= 0.98
    )
    precision = marks.ratio("proposed right", "proposed")
    recall = marks.ratio("proposed right", "to propose")
    note("proposals", f"{counts['proposed']} made  P {precision:.3f}  R {recall:.3f}")
    done, all_of = counts["structure right"], counts["structure"]
    note("lines joined, notes and credits moved", f"{done} of {all_of}")


def _conservation() -> bool:
    """Every text of ../shared: the sum holds, and undoing the ledger gives it back."""
    held = refused = 0
    lost = []
    for folder in ("manuscripts", "scrapes", "hostile"):
        for path in sorted((SHARED / folder).rglob("*")):
            if path.suffix not in (".txt", ".md") or not path.is_file():
                continue
            decoded = decode(path.read_bytes(), path.name).value
            if decoded is None:
                refused += 1
                continue
            imported = import_text(decoded.text, path.name).value
            whole = imported.ledger.balanced and imported.ledger.characters == len(decoded.text)
            held += 1
            if not whole or undo(imported.markdown, imported.ledger) != decoded.text:
                lost.append(str(path.relative_to(SHARED)))
    measured = f"{held - len(lost)} of {held} texts ({refused} not decoded)"
    passed = row("conservation over ../shared", measured, "100 %", not lost)
    print(*(f"    {each}\n" for each in lost), sep="", end="")
    return passed


def _first_article() -> bool:
    """The row of the article that the press was asked for first."""
    text, imported = read(FIRST)
    ledger, lines = imported.ledger, imported.markdown.split("\n")
    fields = {e.name: e.value for e in ledger.fields}
    related = min(p[0] for e in ledger.fields if e.name == "related" for p in e.places)
    made = Counter((r.old, r.new, r.line >= related) for r in ledger.repairs)
    facts = {
        "101 repairs: 92 , 7 ; 1 — and 1 , in a related title": made
        == {
            (",", "，", False): 92,
            (",", "，", True): 1,
            (";", "；", False): 7,
            ("—", "——", False): 1,
        },
        "堅 proposed": [(p.old, p.new) for p in ledger.proposals] == [("堅", "坚")],
        "“七一” and “7·9” untouched": "“七一”" in imported.markdown
        and "“7·9”" in imported.markdown,
        "title in two lines": len(imported.title) == 2,
        "4 headings": sum(ln.startswith("## ") for ln in lines) == 4,
        "12 run-in heads": sum(ln.startswith("**") and "。**" in ln for ln in lines) == 12,
        "1 caption without its picture": lines.count("::: caption") == 1,
        "credits": fields["credits"] == {"editor": "张成付", "proofreader": ["徐雅维", "吕重江"]},
        "11 related titles": len(fields["related"]) == 11,
        "the first repeats the keywords": fields["related"][0] == "".join(fields["keywords"]),
        "2604 = 2299 + 233 + 72": (len(text), ledger.body, ledger.in_fields, ledger.in_dropped)
        == (2604, 2299, 233, 72),
    }
    print("\nthe first article")
    rows = [row(name, "", "exactly", fact) for name, fact in facts.items()]
    return all(rows)


def _scale() -> bool:
    """1.2 million characters of folded prose through the command, in a process of its own."""
    novels = sorted((SHARED / "manuscripts/books/onefile_novels").rglob("*.txt"))
    prose = "\n\n".join(path.read_text("utf-8-sig") for path in novels)
    print("\n1.2 million characters in one file (by the processor: other work does not count)")
    texts = {
        "two novels": prose[:CHARACTERS],
        "folded": prose[:CHARACTERS].translate(str.maketrans("，；：？！（）", ",;:?!()")),
        "one paragraph": prose.replace("\n", "")[:CHARACTERS],
    }
    rows = [_timed(name, text) for name, text in texts.items()]
    return all(rows)


def _timed(name: str, text: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text(text, "utf-8")
        command = [
            "-c",
            LAUNCHER,
            sys.executable,
            HOUSE / "publish.py",
            "import",
            path,
            "-o",
            folder,
        ]
        started = time.perf_counter()
        said = subprocess.run([sys.executable, *command], capture_output=True, check=True).stdout
        wall = time.perf_counter() - started
    status, seconds, kilobytes = map(float, said.split())
    megabytes = kilobytes / 1024
    measured = (
        f"{len(text):,}: {seconds:.1f} s of processor, {wall:.1f} in all, {megabytes:.0f} MB"
    )
    fits = status == 0 and seconds < SECONDS and megabytes < MEGABYTES
    return row(name, measured, f"{SECONDS} s, {MEGABYTES} MB", fits)


if __name__ == "__main__":
    main()
