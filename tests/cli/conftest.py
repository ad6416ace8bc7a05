"""A press with a build that obeys its manuscript, so that the command line stands alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import kanyin
from kanyin.cli import main

sys.path.insert(0, str(Path(__file__).parent))
import obedient_build
from surroundings import HOUSE, apart


@dataclass
class Run:
    code: int
    out: str
    err: str

    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working folder, a Chinese locale and the obedient build."""
    monkeypatch.chdir(tmp_path)
    for key in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH", "FONTCONFIG_FILE"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setitem(sys.modules, "kanyin.build", obedient_build)
    monkeypatch.setattr(kanyin, "build", obedient_build, raising=False)
    monkeypatch.setattr("kanyin.doctor.pdf_available", lambda: True)
    obedient_build.REQUESTS.clear()
    yield tmp_path
    os.environ.pop("FONTCONFIG_FILE", None)


@pytest.fixture
def publish(desk: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """``publish("a.txt", "-e", "epub")`` in this process."""

    def run(*arguments: str) -> Run:
        code = main(arguments)
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    return run


@pytest.fixture
def publish_apart(desk: Path) -> Callable[..., Run]:
    """The same in a process of its own, as a user starts it."""

    def run(*arguments: str, **environment: str) -> Run:
        command = [sys.executable, str(HOUSE / "publish.py"), *arguments]
        done = subprocess.run(
            command, env=apart(environment), cwd=desk, capture_output=True, text=True, timeout=120
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def write(desk: Path) -> Callable[[str, str], Path]:
    """Write a file on the desk."""

    def put(path: str, text: str = "正文。") -> Path:
        target = desk / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        return target

    return put
