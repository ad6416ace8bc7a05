"""Runs the press as a user does, in a process with bounds, and keeps what it did."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from hostile_cases import HOUSE

ADDRESS_SPACE = 12 << 30
"""Bytes; what the press takes beyond this must fail, not bring the machine down."""

STAGE = ".kanyin-"
OUT = "out"


@dataclass(frozen=True)
class Run:
    """What came of one run of the press."""

    code: int
    said: str
    seconds: float
    megabytes: float
    out: Path
    strays: tuple[str, ...]

    @property
    def remarks(self) -> str:
        """What was said, without the lines of progress, which name files, too."""
        lines = self.said.splitlines()
        return "\n".join(line for line in lines if not line.startswith("[1/1]"))

    @property
    def outcome(self) -> str:
        """OK, OK_WARN or ERROR, in the manifest's words."""
        if self.code:
            return "ERROR"
        return "OK_WARN" if "警告 " in self.said else "OK"


def press(entry: Path, desk: Path, seconds: float, editions: tuple[str, ...] = ()) -> Run:
    """``publish.py build ENTRY -o OUT`` with the desk as the working folder."""
    command = [sys.executable, str(HOUSE / "publish.py"), "build", str(entry.relative_to(desk))]
    command += ["-o", OUT, "--lang", "zh", *(w for e in editions for w in ("-e", e))]
    before = _names(desk)
    start = time.monotonic()
    with open(desk.parent / "said.txt", "w+", encoding="utf-8", errors="replace") as voice:
        process = subprocess.Popen(
            command, cwd=desk, stdin=subprocess.DEVNULL, stdout=voice, stderr=voice,
            start_new_session=True, preexec_fn=_bound,
        )  # fmt: skip
        code, usage = _wait(process, start + seconds)
        voice.seek(0)
        said = voice.read()
    took = time.monotonic() - start
    strays = tuple(sorted(n for n in _names(desk) - before if n.split("/")[0] != OUT))
    return Run(code, said, took, usage.ru_maxrss / 1024, desk / OUT, strays)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _wait(process: subprocess.Popen[bytes], deadline: float) -> tuple[int, resource.struct_rusage]:
    """Wait for the press; past the deadline it is ended (and its code is -9)."""
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage
        if time.monotonic() > deadline:
            process.kill()
        time.sleep(0.02)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
