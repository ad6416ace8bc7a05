"""``check``: proofread, correct on demand, show the rules and the error rate."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kanyin import report
from kanyin.cli.build import Work, find_manuscripts, proofread_all, write_json
from kanyin.cli.help import UsageProblem
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes
from kanyin.cli.words import word
from kanyin.diagnostics import catalogue, in_order, remark
from kanyin.terminal import severity_word

if TYPE_CHECKING:
    from kanyin.build.correcting import Revised


def check(wishes: Wishes, voice: Voice) -> int:
    """Proofread; 1 when there is an error. With ``--diff`` nothing is written."""
    if wishes.rules or wishes.explain:
        return _tell_rules(wishes, voice)
    if wishes.unsafe and not (wishes.fix or wishes.diff):
        raise UsageProblem(remark("B138"))
    if wishes.fix or wishes.diff:
        _correct(wishes, voice)
    work = proofread_all(replace(wishes, strict=True), voice)
    _say_rate(work, voice)
    if wishes.sarif:
        from kanyin.preflight.sarif import sarif

        found = in_order(d for result in work.results for d in result.diagnostics)
        write_json(wishes.sarif, sarif(found, wishes.language, complete=True))
    return work.code


def _correct(wishes: Wishes, voice: Voice) -> None:
    """Make the corrections, or only show them; each one is said."""
    from kanyin.build.correcting import revise
    from kanyin.workspace import write_manuscript

    for manuscript in find_manuscripts(wishes.paths):
        for revised in revise(manuscript, unsafe=wishes.unsafe):
            if revised.problem:
                voice.remark_on([revised.problem])
            for line in _difference(revised) if wishes.diff else _changes(revised):
                voice.line(line)
            if wishes.fix and not wishes.diff and revised.after != revised.before:
                write_manuscript(manuscript.folder, revised.path, revised.after)


def _changes(revised: Revised) -> Iterator[str]:
    for change in revised.done.changes if revised.done else ():
        yield f"{change.place}: {change.code} “{change.before}” → “{change.after}”"


def _difference(revised: Revised) -> Iterator[str]:
    before, after = (data.decode("utf-8-sig").splitlines() for data in (revised.before, revised.after))  # fmt: skip
    yield from difflib.unified_diff(before, after, revised.name, revised.name, lineterm="")


def _say_rate(work: Work, voice: Voice) -> None:
    for result in work.results:
        gauge = report.gauge(result)
        how = word("on-pages" if report.is_paged(result) else "estimate", voice.language)
        voice.say("rate", id=result.id, how=how, **gauge)


def _tell_rules(wishes: Wishes, voice: Voice) -> int:
    """``--rules`` lists all, ``--explain`` says everything about one."""
    from kanyin.proof import WEIGHTS

    codes = (wishes.explain,) if wishes.explain else tuple(WEIGHTS)
    if wishes.explain and wishes.explain not in WEIGHTS:
        raise UsageProblem(remark("B139", rule=wishes.explain))
    for code in codes:
        row = catalogue()[code]
        zh = wishes.language == "zh"
        voice.line(
            f"{code} {severity_word(row.severity, wishes.language)} {row.zh if zh else row.en}"
        )
        if wishes.explain:
            for line in filter(None, (row.hint_zh if zh else row.hint_en, row.basis)):
                voice.line(f"  {line}")
    return 0
