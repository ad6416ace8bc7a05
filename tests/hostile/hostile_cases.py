"""The hostile manuscripts: what each is, and how it is laid out for the press."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parent.parent.parent
CASES = HOUSE.parent / "shared/hostile"
CANARY = "_canary"

SLOW = ("size-", "uni-max-")
"""Beginnings of the names of cases that take longer than a coffee is hot."""

_PLAN = "id: book\nkind: book\n{title}contents:\n  - articles: {articles}\n"
REWRITTEN: dict[str, tuple[str, str]] = {
    # case: the folder that is built, its issue.yaml in place of the guessed book.yml
    "cfg-missing-chapter": ("", "id: book\ntitle: 书\ncontents:\n  - articles: [a.md, 没有.md]\n"),
    "cfg-chapter-twice": ("", _PLAN.format(title="title: 书\n", articles="[a.md, a.md]")),
    "cfg-chapter-dir": ("", _PLAN.format(title="title: 书\n", articles="[sub, 3, null]")),
    "cfg-unknown-keys": ("", _PLAN.format(title="titel: 书\nauther: 甲\n", articles="[a.md]")),
    "nam-hidden-and-backup": ("book", _PLAN.format(title="title: 书\n", articles="[a.md]")),
}


@dataclass(frozen=True)
class Case:
    """One row of the manifest."""

    id: str
    entry: str
    expect: str
    asserts: dict[str, Any]
    symlinks: dict[str, str]
    why: str

    @property
    def slow(self) -> bool:
        return self.id.startswith(SLOW)

    @property
    def outcomes(self) -> set[str]:
        """What may come of it."""
        return {self.expect, self.asserts.get("alt", self.expect)}

    @property
    def mentioned(self) -> list[str]:
        """What a message has to name; our plan has a name of its own."""
        words = self.asserts.get("stderr_mentions", ())
        return ["issue.yaml" if word == "book.yml" else word for word in words]


@cache
def cases() -> tuple[Case, ...]:
    """All cases, or none where the folder is not there."""
    manifest = CASES / "manifest.jsonl"
    if not manifest.is_file():
        return ()
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    kept = Case.__dataclass_fields__
    return tuple(Case(**{k: v for k, v in row.items() if k in kept}) for row in rows)


def lay_out(case: Case, desk: Path) -> Path:
    """Copy a case to a desk of its own, beside what it must not reach; gives its entry."""
    shutil.copytree(CASES / CANARY, desk / CANARY)
    home = desk / case.id
    shutil.copytree(CASES / case.id, home)
    for folder in (desk, *(path for path in desk.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    for name, target in case.symlinks.items():
        (home / name).unlink(missing_ok=True)
        os.symlink(target, home / name)
    if case.id in REWRITTEN:
        folder, plan = REWRITTEN[case.id]
        (home / "book.yml").unlink(missing_ok=True)
        (home / folder / "issue.yaml").write_text(plan, "utf-8")
        return home / folder
    return desk / case.entry
