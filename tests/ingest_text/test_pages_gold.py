"""The gold records of the examination agree with their pages."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

PAGES = sorted((Path(__file__).parent / "pages").glob("*.gold.json"))
WIDTH = str.maketrans("，；：？！（）／", ",;:?!()/")


def page_of(gold: Path) -> tuple[dict[str, Any], str]:
    """The record and the decoded page, its lines ended by LF."""
    record = json.loads(gold.read_text("utf-8"))
    raw = gold.with_name(record["file"]).read_bytes().decode(record["encoding"])
    assert ("\r\n" in raw) == (record.get("newline") == "crlf")
    return record, raw.replace("\r\n", "\n")


def place(page: str, repair: dict[str, Any]) -> int:
    """Where a repair begins in the page."""
    lines = page.split("\n")
    return sum(len(line) + 1 for line in lines[: repair["line"] - 1]) + int(repair["col"])


def repaired(record: dict[str, Any], page: str) -> str:
    for repair in reversed(record["normalisations"]):
        at = place(page, repair)
        assert page.startswith(repair["from"], at), repair
        page = page[:at] + repair["to"] + page[at + len(repair["from"]) :]
    return page


def squeezed(text: str) -> str:
    """Without white space, width of punctuation and Markdown marks."""
    return re.sub(r"[\s*#]", "", text.translate(WIDTH))


def line_numbers(spec: str) -> list[int]:
    ends = [part.partition("-") for part in spec.split(",")]
    return [n for a, _, z in ends for n in range(int(a), int(z or a) + 1)]


@pytest.mark.parametrize("gold", PAGES, ids=lambda path: path.name.split("-")[0])
def test_every_repair_stands_at_its_place(gold: Path) -> None:
    record, page = page_of(gold)
    ends = [(place(page, r), place(page, r) + len(r["from"])) for r in record["normalisations"]]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(ends))
    after = repaired(record, page)
    for string in record["must_not_change"]:
        assert string in page, string
        assert string in after, string


@pytest.mark.parametrize("gold", PAGES, ids=lambda path: path.name.split("-")[0])
def test_every_gold_string_occurs_in_the_page(gold: Path) -> None:
    record, page = page_of(gold)
    text = squeezed(repaired(record, page))
    taken_out = squeezed(page)
    named = [record["title"], record["subtitle"], record["lead_title"], record["abstract"]]
    named += [heading["text"] for heading in record["headings"]]
    named += record["captions"] + record["related"] + record["dropped"]
    named += [author["name"] for author in record["authors"]] + record["translators"]
    named += (record["keywords"] or []) + record.get("run_in_heads", [])
    for string in filter(None, named):
        assert squeezed(string) in text, string
    of_credits = [s for c in record["credits"] for s in [c["label"], *c["names"]]]
    for string in of_credits + record["notes"]:
        assert squeezed(string) in text + taken_out, string


@pytest.mark.parametrize("gold", PAGES, ids=lambda path: path.name.split("-")[0])
def test_every_line_belongs_to_one_block(gold: Path) -> None:
    record, page = page_of(gold)
    owned = [n for block in record["blocks"] for n in line_numbers(block["lines"])]
    printed = [n for n, line in enumerate(page.split("\n"), 1) if line.strip()]
    assert sorted(owned) == printed
