"""What import has to say about its own work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kanyin.diagnostics import Diagnostic, Fix, Place, remark
from kanyin.ingest.text.ledger import Ledger, Repaired
from kanyin.ingest.text.page import Page

_RULES = {
    "folded-punctuation": ("半角标点改全角", "half-width punctuation"),
    "single-dash": ("单个破折号补成两个", "single dashes"),
    "hyphen-dash": ("连字符改破折号", "hyphens for dashes"),
    "box-drawing-dash": ("制表线改破折号", "box-drawing dashes"),
    "ascii-ellipsis": ("省略号", "ellipses"),
    "ascii-full-stop": ("西文句点改句号", "Latin full stops"),
    "ratio-sign-as-colon": ("比号改冒号", "ratio signs for colons"),
    "doubled-punctuation": ("重复标点", "doubled punctuation"),
    "middle-dot-variant": ("间隔号", "middle dots"),
    "entity-nbsp": ("HTML 实体", "HTML entities"),
    "straight-quote": ("直引号改弯引号", "straight quotes"),
    "stray-space": ("标点前空格", "spaces before punctuation"),
}
"""Every rule in words; a rule without one is named as it is."""


def lowered(diagnostic: Diagnostic, by: int) -> Diagnostic:
    """A remark on a part of a file, by the lines of the whole."""
    place = diagnostic.place
    if place is None or not place.line:
        return diagnostic
    end = place.end_line + by if place.end_line else 0
    return replace(diagnostic, place=replace(place, line=place.line + by, end_line=end))


def about_repairs(name: str, ledger: Ledger) -> Iterator[Diagnostic]:
    """One remark on all that was repaired, and one on each proposal."""
    if ledger.repairs:
        counts = Counter(repair.rule for repair in ledger.repairs).most_common()
        yield remark(
            "I109",
            Place(name, ledger.repairs[0].line, ledger.repairs[0].column),
            count=len(ledger.repairs),
            rules="、".join(f"{_RULES.get(rule, (rule,))[0]} {n} 处" for rule, n in counts),
            rules_en=", ".join(f"{n} {_RULES.get(rule, ('', rule))[1]}" for rule, n in counts),
        )
    for proposal in ledger.proposals:
        yield _proposed(name, proposal)


def _proposed(name: str, proposal: Repaired) -> Diagnostic:
    code = "I105" if proposal.rule == "stray-traditional" else "I111"
    end = proposal.column + len(proposal.old)
    place = Place(name, proposal.line, proposal.column, proposal.line, end)
    fix = Fix(proposal.new, safe=False)
    return remark(code, place, fix=fix, old=proposal.old, new=proposal.new)


def about_title(page: Page, title: tuple[str, ...], proposal: str) -> Iterator[Diagnostic]:
    """A missing title is a warning with a proposal; none is invented."""
    if not title:
        line = page.free[0].number if page.free else 1
        yield remark("I101", Place(page.name, line, 1), proposal=proposal)
