"""How right and how complete the proofreader is, and how fast.

    python benchmarks/proof.py precision [--judge CODE]
    python benchmarks/proof.py recall
    python benchmarks/proof.py repairs | oracles | speed

``precision`` reads the published manuscripts of ``--shared`` with every rule. Each hit was
read and judged by a person; the judgements are kept in ``proof_judged.txt`` by a hash of the
hit's surroundings. ``--judge`` prints the hits of a rule that nobody has judged.
``recall`` plants faults in the sample issue, ``repairs`` counts the gold repairs of
``scrapes`` that a finding points at, ``oracles`` compares corrections with those of others.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from proof_faults import FAULTS

from kanyin.diagnostics import Severity, catalogue
from kanyin.model.issue import Source
from kanyin.proof import RULES, examine
from kanyin.proof.fixing import corrected
from kanyin.proof.text import Text, read_text

HERE = Path(__file__).parent
HOUSE = HERE.parent
JUDGED = HERE / "proof_judged.txt"
MOST = 200
"""Hits of a rule that are judged; of more, those with the smallest hashes."""


def read(text: str, name: str = "a.md", lang: str = "zh-Hans") -> Text:
    lines = tuple(text.replace("\r\n", "\n").split("\n"))
    return read_text(name, Source(lines, tuple(enumerate(lines, 1))), lang)


def published(shared: Path) -> Iterator[Text]:
    """The published texts: articles, a handbook, laws, classical and modern prose."""
    root = shared / "manuscripts"
    paths = [*root.glob("articles/*/*.md"), *root.glob("books/book_d2l_zh/**/*.md")]
    paths += sorted(root.glob("books/classical_hongloumeng/*/text.txt"))[::12]
    paths += [root / "books/onefile_novels/三国演义.txt"]
    for path in sorted(paths):
        yield read(path.read_text("utf-8-sig"), str(path.relative_to(root)))


def judgements() -> dict[str, bool]:
    """Each judged hit by its hash."""
    rows = (
        (line.split() for line in JUDGED.read_text("utf-8").splitlines() if line)
        if JUDGED.exists()
        else ()
    )
    return {row[1]: row[2] == "right" for row in rows}


def hits(shared: Path) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """For each rule and severity the hash and the context of its hits, by the hashes."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for text in published(shared):
        for rule in RULES:
            for f in rule.check(text):
                if text.passage(f.start).kind in rule.aside:
                    continue
                severity = f.severity or catalogue()[rule.code].severity
                shown = in_context(text, f.start, f.end)
                key = f"{rule.code}{text.name}{text.spot(f.start)}{shown}".encode()
                row = (
                    hashlib.sha256(key).hexdigest()[:12],
                    f"{text.name[-24:]} {shown} → {f.fix}",
                )
                found[rule.code, severity.value].append(row)
    return {name: sorted(rows) for name, rows in found.items()}


def in_context(text: Text, start: int, end: int) -> str:
    """The characters with a few before and after, on their line of the long text."""
    before = text.prose[max(start - 24, 0) : start].rpartition("\n")[2]
    after = text.prose[end : end + 24].partition("\n")[0]
    return f"{before}【{text.prose[start:end]}】{after}"


def precision(shared: Path, judge: str | None) -> None:
    known = judgements()
    totals: Counter[tuple[str, bool]] = Counter()
    if not judge:
        print("rule   severity  hits  judged  right  precision")
    for (code, severity), rows in sorted(hits(shared).items()):
        if judge:
            new = [row for row in rows[:MOST] if row[0] not in known and code == judge]
            print("\n".join(f"{code} {key} {shown!r}" for key, shown in new))
            continue
        judged = [known[key] for key, _ in rows[:MOST] if key in known]
        totals.update((severity, is_right) for is_right in judged)
        share = f"{sum(judged) / len(judged):.3f}" if judged else "-"
        print(f"{code}   {severity:8} {len(rows):5} {len(judged):7} {sum(judged):6}  {share}")
    for each in Severity:
        right, wrong = totals[each.value, True], totals[each.value, False]
        if right + wrong:
            print(f"{each.value}: {right}/{right + wrong} = {right / (right + wrong):.3f}")


def sample_paragraphs() -> list[str]:
    """The plain paragraphs of the sample issue that no rule objects to."""
    paragraphs = []
    for path in sorted((HOUSE / "source" / "2026-01").glob("*.md")):
        text = path.read_text("utf-8")
        if "zh-Hant" in text:
            continue
        body = text.split("\n---\n", 1)[1]
        blocks = (block for block in body.split("\n\n") if re.match("[\u4e00-\u9fff“]", block))
        paragraphs += [
            b for b in blocks if "\n" not in b and "：::" not in b and not list(examine(read(b)))
        ]
    return paragraphs


def recall(seed: int, count: int = 300) -> None:
    chance = Random(seed)
    paragraphs = sample_paragraphs()
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    names = list(FAULTS)
    n = 0
    while sum(planted.values()) < count:
        name = names[n % len(names)]
        n += 1
        tries = (FAULTS[name](p, chance) for p in chance.sample(paragraphs, len(paragraphs)))
        faulty = next((t for t in tries if t is not None), None)
        if faulty is None:
            continue
        planted[name] += 1
        found[name] += any(d.severity is not Severity.ADVICE for d in examine(read(faulty)))
    for name in names:
        if planted[name] and found[name] < planted[name]:
            print(f"{name:24} {found[name]}/{planted[name]}")
    missing = [name for name in names if not planted[name]]
    print("no place for:", ", ".join(missing) or "none")
    total = sum(planted.values())
    print(
        f"recall {sum(found.values())}/{total} = {sum(found.values()) / total:.3f} of {len(planted)} kinds"
    )


def repairs(shared: Path) -> None:
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for path in sorted((shared / "scrapes").glob("*.gold.json")):
        record = json.loads(path.read_text("utf-8"))
        text = (path.parent / record["file"]).read_bytes().decode(record["encoding"])
        lines = defaultdict(list)
        for d in examine(read(text)):
            if d.place and d.severity is not Severity.ADVICE:
                lines[d.place.line].append((d.place.column - 1, d.place.end_column - 1))
        for row in record.get("normalisations", ()):
            start, end = row["col"], row["col"] + len(row["from"])
            gold[row["reason"]] += 1
            found[row["reason"]] += any(a < end and b > start for a, b in lines[row["line"]])
    for reason, n in gold.most_common():
        print(f"{reason:40} {found[reason]}/{n}")
    print(
        f"gold repairs {sum(found.values())}/{sum(gold.values())} = {sum(found.values()) / sum(gold.values()):.3f}"
    )


def oracles(shared: Path) -> None:
    """What autocorrect and zhlint change, spaces aside, and whether we change it so."""
    root = shared / "oracles"
    pairs = [
        (
            root / "autocorrect/tests/fixtures/text.raw.txt",
            root / "autocorrect/tests/fixtures/text.fixed.txt",
        ),
        (
            root / "autocorrect/tests/fixtures/markdown.raw.md",
            root / "autocorrect/tests/fixtures/markdown.fixed.md",
        ),
        (root / "zhlint/test/example-units.md", root / "zhlint/test/example-units-fixed.md"),
    ]
    for raw, fixed in pairs:
        before, after = raw.read_text("utf-8"), fixed.read_text("utf-8")
        ours = corrected(before, lambda text: examine(read(text)), unsafe=True).text
        wanted, made = changes(before, after), changes(before, ours)
        print(f"{raw.name}: {len(wanted & made)}/{len(wanted)} made; not made:")
        for row in sorted(wanted - made):
            print("   ", row)


def changes(before: str, after: str) -> set[tuple[str, str, str]]:
    """The replacements between two texts without spaces, with three characters before."""
    a, b = (re.sub(r"[ \t]", "", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return {
        (a[max(i - 4, 0) : i], a[i:j], b[k:m])
        for op, i, j, k, m in matcher.get_opcodes()
        if op != "equal"
    }


def speed(shared: Path) -> None:
    text = "\n\n".join(sample_paragraphs())
    for size in (100_000, 300_000, 1_200_000):
        long = "\n\n".join([text] * (size // len(text) + 1))[:size]
        start = time.perf_counter()
        n = sum(1 for _ in examine(read(long)))
        print(f"{size:9} characters: {time.perf_counter() - start:.2f} s, {n} findings")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("what", choices=["precision", "recall", "repairs", "oracles", "speed"])
    options.add_argument("--shared", type=Path, default=HOUSE.parent / "shared")
    options.add_argument("--judge", metavar="CODE")
    options.add_argument("--seed", type=int, default=15834)
    wanted = options.parse_args()
    if wanted.what == "recall":
        recall(wanted.seed)
    elif wanted.what == "precision":
        precision(wanted.shared, wanted.judge)
    else:
        {"repairs": repairs, "oracles": oracles, "speed": speed}[wanted.what](wanted.shared)


if __name__ == "__main__":
    main()
