"""How well raw text is read: field-exact precision and recall over ../shared/scrapes.

Run from the checkout:  .venv/bin/python benchmarks/import_fields.py [-v]

The gold records are read here and never by the importer. White space and the width of
digits and punctuation do not count. A value for a field that gold leaves empty is an
error, unless the field is listed in provenance.inferred.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from kanyin.ingest.decode import decode
from kanyin.ingest.text import Imported, import_text

SCRAPES = Path(__file__).resolve().parents[2] / "shared" / "scrapes"
FIELDS = (
    "title subtitle lead_title title_en authors date time journal issue column keywords "
    "abstract abstract_en editor_note credits headings run_in_heads captions notes related "
    "signature apparatus"
).split()


HAN = re.compile("[一-鿿]")
"""English addresses go to author_notes too, and gold has no field for them."""


def plain(text: object) -> str:
    """A value without white space, width and quote direction."""
    folded = unicodedata.normalize("NFKC", str(text))
    return re.sub(r"\s+", "", folded).replace("*", "").replace("\\", "")


def gold_values(gold: dict[str, Any]) -> dict[str, Counter[str]]:
    """The gold record as a bag of values for each field."""
    rows: dict[str, list[object]] = {}
    for key in "title subtitle lead_title title_en time column abstract abstract_en".split():
        rows[key] = [gold[key]] if gold.get(key) else []
    rows["editor_note"] = [gold["editor_note"]] if gold.get("editor_note") else []
    rows["date"] = [d for d in (gold.get("date") or gold.get("date_partial"),) if d]
    rows["journal"] = [gold["journal"]] if gold["journal"] else []
    issue = gold["issue"] or {}
    rows["issue"] = [f"{key} {value}" for key, value in issue.items()]
    rows["authors"] = [person["name"] for person in gold["authors"]]
    rows["keywords"] = gold["keywords"] or []
    rows["credits"] = [
        f"{credit['role']} {name}"
        for credit in gold["credits"]
        if credit["role"] != "source"  # the journal, counted there
        for name in credit["names"]
    ]
    rows["headings"] = [f"{h['level']} {h['text']}" for h in gold["headings"]]
    for key in "captions notes related signature".split():
        rows[key] = gold.get(key) or []
    rows["notes"] = [without_mark(note) for note in rows["notes"]]
    rows["run_in_heads"] = gold.get("run_in_heads") or []
    bio = (gold.get("apparatus") or {}).get("author_bio")
    if bio and not any(bio in note for note in rows["notes"]):
        rows["notes"] = [*rows["notes"], bio]
    codes = "clc doc_code article_no doi received revised accepted".split()
    rows["apparatus"] = [v for k, v in (gold.get("apparatus") or {}).items() if k in codes]
    return {key: Counter(map(plain, values)) for key, values in rows.items()}


def found_values(imported: Imported) -> dict[str, Counter[str]]:
    """What the importer says, in the same shape."""
    ledger = imported.ledger.as_json()["fields"]
    value = {name: entry["value"] for name, entry in ledger.items()}
    rows: dict[str, list[object]] = {
        key: [value[key]] if value.get(key) else []
        for key in FIELDS
        if key in "subtitle lead_title title_en time column abstract abstract_en editor_note date"
    }
    title = value.get("title") or []
    rows["title"] = ["".join(title) if isinstance(title, list) else title] if title else []
    people = value.get("authors") or []
    rows["authors"] = [p["name"] if isinstance(p, dict) else p for p in people]
    source = value.get("source") or {}
    rows["journal"] = [source["journal"]] if "journal" in source else []
    names = {"year": "year", "number": "number", "volume": "volume", "total_number": "total"}
    rows["issue"] = [f"{names[k]} {v}" for k, v in source.items() if k in names]
    rows["keywords"] = value.get("keywords") or []
    rows["credits"] = list(_credits(value.get("credits") or {}))
    rows["related"] = value.get("related") or []
    rows["signature"] = [value["signature"]] if value.get("signature") else []
    keys = "clc document_code article_number doi received revised accepted".split()
    rows["apparatus"] = [value[k] for k in keys if value.get(k)]
    rows |= _body(imported.markdown, value.get("author_notes") or [])
    return {key: Counter(map(plain, values)) for key, values in rows.items()}


def _credits(credits: dict[str, Any]) -> list[str]:
    rows = []
    for role, names in credits.items():
        names = names["names"] if isinstance(names, dict) else names
        rows += [f"{role} {n}" for n in ([names] if isinstance(names, str) else names)]
    rows = [row.replace("responsible-proofreader", "proofreader") for row in rows]  # gold has one
    return [row for row in rows if not row.startswith("source ")]


def _body(markdown: str, notes: list[str]) -> dict[str, list[object]]:
    body = markdown.split("\n---\n", 1)[1]
    lines = re.sub(r"\\(?=[^\w\s])", "", body).split("\n")
    headings = [m for line in lines if (m := re.match(r"(#{2,6}) (.*)", line))]
    top = min((len(m.group(1)) for m in headings), default=2)
    marks = (re.match(r"\[\^([^\]]+)\]: (.*)", line) for line in lines)
    leads = (re.match(r"\*\*(?:[（(]\d+[）)])?([^*]+[。！？：])\*\*", line) for line in lines)
    return {
        "headings": [f"{len(m.group(1)) - top + 1} {m.group(2)}" for m in headings],
        "captions": [lines[i + 1] for i, line in enumerate(lines) if line == "::: caption"],
        "run_in_heads": [m.group(1) for m in leads if m],
        "notes": [
            *(m.group(2) for m in marks if m),
            *map(without_mark, filter(HAN.search, notes)),
        ],
    }


def without_mark(note: str) -> str:
    """A note without its mark: Markdown numbers notes itself."""
    return re.sub(r"^\s*(?:[①-⑳]|〔\d+〕|＠[①-⑳]|\*)", "", note)


def main() -> None:
    """Print the table; exit status 1 when ../shared is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="show every difference")
    verbose = parser.parse_args().verbose
    if not SCRAPES.is_dir():
        sys.exit(f"SKIPPED: {SCRAPES} is absent; nothing was measured")
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    invented, started = [], time.perf_counter()
    for path in sorted(SCRAPES.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        imported = read(SCRAPES / gold["file"])
        inferred = {e.name for e in imported.ledger.fields if e.inferred}
        want, have = gold_values(gold), found_values(imported)
        for key in FIELDS:
            if key in inferred and not want[key]:
                continue
            if have[key] and not want[key]:
                invented.append(f"{gold['file'][:2]} {key} {sorted(have[key])}")
            right[key] += (want[key] & have[key]).total()
            found[key] += have[key].total()
            wanted[key] += want[key].total()
            if verbose and want[key] != have[key]:
                print(
                    gold["file"][:2],
                    key,
                    "missed",
                    sorted(want[key] - have[key]),
                    "wrong",
                    sorted(have[key] - want[key]),
                )
    report(right, found, wanted)
    print(f"\nvalues where gold has none: {len(invented)}", *invented, sep="\n  ")
    print(f"{time.perf_counter() - started:.2f} s for all")


def read(path: Path) -> Imported:
    """Import one manuscript."""
    decoded = decode(path.read_bytes(), path.name).value
    if decoded is None:
        sys.exit(f"{path.name} could not be decoded")
    return import_text(decoded.text, path.name, encoding=decoded.encoding).value


def report(right: Counter[str], found: Counter[str], wanted: Counter[str]) -> None:
    """One row for each field, and the total."""
    print(f"{'field':<14}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    rows = [*FIELDS, "all"]
    for bag in (right, found, wanted):
        bag["all"] = sum(bag[key] for key in FIELDS)
    for key in rows:
        precision = right[key] / found[key] if found[key] else 1.0
        recall = right[key] / wanted[key] if wanted[key] else 1.0
        print(
            f"{key:<14}{wanted[key]:>6}{found[key]:>7}{right[key]:>7}{precision:>11.3f}{recall:>8.3f}"
        )


if __name__ == "__main__":
    main()
