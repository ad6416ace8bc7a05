"""Every rule by its folder of examples: ``bad.md`` with its remarks, ``good.md`` without any.

``expected.txt`` holds the remarks on ``bad.md``, ``fixed.md`` what its corrections make of
it. ``pytest tests/proof --accept`` writes both anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kanyin.diagnostics import Diagnostic, catalogue
from kanyin.files import MemoryFolder
from kanyin.model.issue import Source
from kanyin.proof import RULES, WEIGHTS, examine
from kanyin.proof.fixing import corrected
from kanyin.proof.papers import read_papers
from kanyin.proof.rule import Rule, findings
from kanyin.proof.text import Text, read_text

HERE = Path(__file__).parent


def text_of(path: Path, text: str | None = None) -> Text:
    lines = tuple((text if text is not None else path.read_text("utf-8")).split("\n"))
    lang = "zh-Hant-TW" if "lang: zh-Hant-TW" in lines else "zh-Hans"
    files = {p.name: p.read_bytes() for p in path.parent.glob("*.yaml")}
    papers = read_papers(MemoryFolder(files))
    source = Source(lines, tuple(enumerate(lines, 1)))
    return read_text(path.name, source, lang, papers.names, papers.terms)


def shown(found: Diagnostic) -> str:
    """``3:5–6 句子``: the stretch, what is said of it, and what would stand there."""
    place = found.place
    assert place
    end = f"{place.end_column}" if place.end_line == place.line else f"{place.end_line}:{place.end_column}"  # fmt: skip
    fix = f" → “{found.fix.text}”" if found.fix else ""
    return f"{place.line}:{place.column}–{end} {found.severity.value} {found.message()}{fix}"


def compare(path: Path, text: str, accept: bool) -> None:
    if accept:
        path.write_text(text, "utf-8")
    assert path.exists(), f"{path} is missing: run pytest --accept and read it"
    assert path.read_text("utf-8") == text


def ids(rule: Rule) -> str:
    return rule.code


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_the_bad_example_is_remarked_on(rule: Rule, accept: bool) -> None:
    found = list(findings(rule, text_of(HERE / rule.code / "bad.md")))
    assert found, "nothing was found"
    assert {d.code for d in found} == {rule.code}
    compare(HERE / rule.code / "expected.txt", "".join(f"{shown(d)}\n" for d in found), accept)


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_the_good_example_is_silent(rule: Rule) -> None:
    assert [f"{d.code} {shown(d)}" for d in examine(text_of(HERE / rule.code / "good.md"))] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=ids)
def test_the_corrections_are_right_and_final(rule: Rule, accept: bool) -> None:
    path = HERE / rule.code / "bad.md"
    before = path.read_text("utf-8")

    def examined(text: str) -> Iterator[Diagnostic]:
        return findings(rule, text_of(path, text))

    fixed = corrected(before, examined, unsafe=True).text
    compare(HERE / rule.code / "fixed.md", fixed, accept)
    assert fixed != before
    assert corrected(fixed, examined, unsafe=True).text == fixed


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_corrects_as_it_says(rule: Rule) -> None:
    found = list(findings(rule, text_of(HERE / rule.code / "bad.md")))
    assert any(d.fix for d in found) == bool(rule.fix)
    assert (HERE / rule.code / "fixed.md").exists() == bool(rule.fix)


def test_the_table_is_one() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(catalogue()[code].basis for code in codes)


def test_every_folder_is_a_rule() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name[:1] == "P"}
    assert folders == WEIGHTS.keys()
