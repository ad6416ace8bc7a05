"""The same manuscript gives the same bytes: another day, place, language and hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
ARTICLES = ["source/2026-01/03-wok.md", "source/2026-01/07-street-names.md"]
HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
THERE = {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "C"}


def built(out: Path, surroundings: dict[str, str], cwd: Path) -> dict[str, bytes]:
    """All artifacts of a build in a process of its own."""
    articles = [os.path.relpath(HOUSE / a, cwd) for a in ARTICLES]
    command = [sys.executable, str(HOUSE / "publish.py"), *articles]
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [*command, "-o", str(out), "--no-cache", "-q"],
        check=True,
        cwd=cwd,
        env=environment | surroundings,
        timeout=300,
    )
    files = (p for p in out.rglob("*") if p.is_file() and p.name != "report.json")
    return {str(p.relative_to(out)): p.read_bytes() for p in files}


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    one = built(tmp_path / "一", HERE, HOUSE)
    other = built(tmp_path / "二", THERE, elsewhere)
    assert sorted(one) == sorted(other)
    assert len(one) > 20
    assert [name for name in one if one[name] != other[name]] == []


def test_no_artifact_names_this_machine(tmp_path: Path) -> None:
    for name, data in built(tmp_path / "一", HERE, HOUSE).items():
        assert str(HOUSE).encode() not in data, name
        assert str(tmp_path).encode() not in data, name
