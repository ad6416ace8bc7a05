"""What a gold record says and what an import says, as comparable bags of values.

White space, and the width of digits and punctuation, do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from kanyin.ingest.text import Imported

FIELDS = (
    "title subtitle lead_title authors date journal issue keywords abstract credits headings "
    "run_in_heads captions notes related"
).split()
"""The fields that the issue sets a mark for."""

MORE = "title_en time column abstract_en editor_note signature apparatus affiliations".split()
"""Fields that gold records besides; they are pooled."""

_HAN = re.compile("[一-鿿]")
"""English addresses go to author_notes too, and gold has no field for them."""

_SINGLE = "title subtitle lead_title title_en time column abstract abstract_en editor_note".split()


def plain(text: object) -> str:
    """A value without white space, width and quote direction."""
    folded = unicodedata.normalize("NFKC", str(text))
    return re.sub(r"\s+", "", folded).replace("*", "").replace("\\", "")


_LABELS = {"notes": "作者简介", "apparatus": "分类号"}
"""Labels whose values some gold records leave out."""


def labelled(text: str, key: str, value: str) -> bool:
    """Whether the manuscript prints a value right behind its label, whatever gold says."""
    return key in _LABELS and f"{_LABELS[key]}{value}" in re.sub("[】:]", "", plain(text))


def gold_values(gold: dict[str, Any]) -> dict[str, Counter[str]]:
    """The gold record as a bag of values for each field."""
    rows: dict[str, list[object]] = {k: [gold[k]] if gold.get(k) else [] for k in _SINGLE}
    rows["date"] = [d for d in (gold.get("date") or gold.get("date_partial"),) if d]
    rows["journal"] = [gold["journal"]] if gold["journal"] else []
    rows["issue"] = [f"{key} {value}" for key, value in (gold["issue"] or {}).items()]
    rows["authors"] = [person["name"] for person in gold["authors"]]
    rows["affiliations"] = [
        f"{p['name']} {p['affiliation']}" for p in gold["authors"] if p.get("affiliation")
    ]
    rows["keywords"] = gold["keywords"] or []
    rows["credits"] = [
        f"{credit['role']} {name}"
        for credit in gold["credits"]
        if credit["role"] != "source"  # the journal, counted there
        for name in credit["names"]
    ]
    rows["headings"] = [f"{h['level']} {h['text']}" for h in gold["headings"]]
    for key in "captions related signature run_in_heads".split():
        rows[key] = gold.get(key) or []
    apparatus = gold.get("apparatus") or {}
    rows["notes"] = [_without_mark(note) for note in gold.get("notes") or []]
    bio = apparatus.get("author_bio")
    if bio and not any(bio in note for note in rows["notes"]):
        rows["notes"] = [*rows["notes"], bio]
    codes = "clc doc_code article_no doi received revised accepted".split()
    rows["apparatus"] = [v for k, v in apparatus.items() if k in codes]
    return _bags(rows)


def found_values(imported: Imported) -> dict[str, Counter[str]]:
    """What the importer says, in the same shape."""
    value = {entry.name: entry.value for entry in imported.ledger.fields}
    rows: dict[str, list[object]] = {
        key: [value[key]] if value.get(key) else [] for key in (*_SINGLE, "date", "signature")
    }
    title = value.get("title") or []
    rows["title"] = ["".join(title) if isinstance(title, list) else title] if title else []
    people = [p if isinstance(p, dict) else {"name": p} for p in value.get("authors") or []]
    rows["authors"] = [person["name"] for person in people]
    rows["affiliations"] = [
        f"{p['name']} {p['affiliation']}" for p in people if p.get("affiliation")
    ]
    source = value.get("source") or {}
    rows["journal"] = [source["journal"]] if "journal" in source else []
    names = {"year": "year", "number": "number", "volume": "volume", "total_number": "total"}
    rows["issue"] = [f"{names[k]} {v}" for k, v in source.items() if k in names]
    rows["keywords"] = value.get("keywords") or []
    rows["credits"] = list(_credits(value.get("credits") or {}))
    rows["related"] = value.get("related") or []
    keys = "clc document_code article_number doi received revised accepted".split()
    rows["apparatus"] = [value[k] for k in keys if value.get(k)]
    body = _body(imported.markdown, value.get("author_notes") or [])
    rows["signature"] += body.pop("set_right")
    return _bags(rows | body)


def _bags(rows: dict[str, list[object]]) -> dict[str, Counter[str]]:
    return {key: Counter(map(plain, values)) for key, values in rows.items()}


def _credits(credits: dict[str, Any]) -> list[str]:
    rows = []
    for role, names in credits.items():
        names = names["names"] if isinstance(names, dict) else names
        rows += [f"{role} {n}" for n in ([names] if isinstance(names, str) else names)]
    rows = [row.replace("responsible-proofreader", "proofreader") for row in rows]  # gold has one
    return [row for row in rows if not row.startswith("source ")]


def unescaped(markdown: str) -> str:
    """Markdown without its backslashes."""
    return re.sub(r"\\(?=[^\w\s])", "", markdown)


def _body(markdown: str, notes: list[str]) -> dict[str, list[object]]:
    lines = unescaped(markdown.split("\n---\n", 1)[1]).split("\n")
    headings = [m for line in lines if (m := re.match(r"(#{2,6}) (.*)", line))]
    top = min((len(m.group(1)) for m in headings), default=2)
    marks = (re.match(r"\[\^([^\]]+)\]: (.*)", line) for line in lines)
    leads = (
        re.match(r"\*\*(?:[（(]\d+[）)])?([^*]+[。！？：]\*\*|[^*]+\*\*(?=。))", line)
        for line in lines
    )
    return {
        "headings": [f"{len(m.group(1)) - top + 1} {m.group(2)}" for m in headings],
        "captions": [lines[i + 1] for i, line in enumerate(lines) if line == "::: caption"],
        "set_right": [lines[i - 1] for i, line in enumerate(lines) if line == "{.right}"],
        "run_in_heads": [m.group(1).rstrip("*") for m in leads if m],
        "notes": [
            *(m.group(2) for m in marks if m),
            *map(_without_mark, filter(_HAN.search, notes)),
        ],
    }


def _without_mark(note: str) -> str:
    """A note without its mark: Markdown numbers notes itself."""
    return re.sub(r"^\s*(?:[①-⑳]|〔\d+〕|[（(][\d１-９]+[）)]|＠[①-⑳]|\*)", "", note)
