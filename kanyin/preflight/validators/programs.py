"""The door to other people's programs: the only module that starts any.

They get a time limit, an environment without the user's secrets, and a proxy that is not
there, so that none of them asks the network.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

Command = tuple[str, ...]

SECONDS = 300
"""The longest that one program may take over one file."""
NOWHERE = "http://127.0.0.1:9"
"""The discard port: nobody listens."""
KEPT = (
    "PATH",
    "HOME",
    "TMPDIR",
    "LANG",
    "JAVA_HOME",
    "NODE_PATH",
    "PYTHONPATH",
    "LD_LIBRARY_PATH",
)
"""Variables that programs are given."""
CHECKOUT = Path(__file__).resolve().parents[3]
"""Where ``tools/validators`` is, when the press is not installed as a package."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST = 200
"""Characters of a complaint that are quoted."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A file to be checked: its kind (epub, pdf, html), its name for people, where it is."""

    kind: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program said."""

    code: int
    out: str
    err: str


class Unfinished(Exception):
    """A program did not come to an end, or said nothing that can be read."""


def run(command: Sequence[str], seconds: float = SECONDS) -> Ran:
    """Run a program to its end. Raises ``Unfinished`` when it takes too long or cannot start."""
    try:
        with TemporaryFile() as out, TemporaryFile() as err:  # Node cuts what it pipes at its end
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, timeout=seconds,
                env=_environment(), check=False,
            )  # fmt: skip
            return Ran(done.returncode, _read(out), _read(err))
    except subprocess.TimeoutExpired:
        raise Unfinished(f"> {seconds:.0f} s") from None
    except OSError as error:
        raise Unfinished(error.strerror or type(error).__name__) from None


def _read(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def read_json(ran: Ran) -> Any:
    """The JSON that a program printed, whatever it printed before."""
    start = min((at for at in map(ran.out.find, "{[") if at >= 0), default=0)
    try:
        return json.JSONDecoder().raw_decode(ran.out[start:])[0]
    except ValueError:
        last = [line for line in (ran.err or ran.out).splitlines() if line.strip()][-1:]
        raise Unfinished(f"{ran.code}: {''.join(last)[:LONGEST]}") from None


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    proxies = {"http_proxy": NOWHERE, "https_proxy": NOWHERE}
    browser = program(*BROWSERS)
    puppeteer = {"PUPPETEER_EXECUTABLE_PATH": browser} if browser else {}
    return kept | proxies | puppeteer | {"no_proxy": "localhost,127.0.0.1"}


def program(*names: str) -> str | None:
    """The first of some programs that is installed; also those of npm beside the press."""
    beside = [str(folder / ".bin") for folder in _node_folders()]
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *beside])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def python_package(name: str) -> Path | None:
    """The folder of a Python package, without importing it."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def node_package(name: str) -> Path | None:
    """The folder of an npm package: in the working folder, beside the press, or on the path."""
    places = (folder / name for folder in _node_folders())
    return next((place for place in places if place.is_dir()), None)


def _node_folders() -> list[Path]:
    on_path = [Path(each) for each in os.environ.get("PATH", "").split(os.pathsep)]
    beside = [each.parent for each in on_path if each.name == ".bin"]
    homes = (Path.cwd(), CHECKOUT, CHECKOUT / "tools" / "validators")
    return [*(home / "node_modules" for home in homes), *beside]


def java() -> Command | None:
    """The beginning of a Java command line that does not look for a proxy of the system."""
    found = program("java")
    quick = ("-XX:TieredStopAtLevel=1", "-Xss4m", "-Djava.awt.headless=true")
    host, port = NOWHERE.removeprefix("http://").split(":")
    proxies = (
        f"-D{scheme}.proxy{key}={value}"
        for scheme in ("http", "https")
        for key, value in (("Host", host), ("Port", port))
    )
    return (found, *quick, *proxies) if found else None


def python_script(name: str) -> Command:
    """A script of this room, run by a Python of its own."""
    return (sys.executable, str(Path(__file__).with_name(name)))
