"""Setting up: publish.py, and the script that sees to the system libraries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from surroundings import HOUSE

DEBIAN = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.fixture
def machine(tmp_path):
    """A machine of stubs: its Python lacks Pango until a package manager has run."""
    stubs = tmp_path / "bin"
    stubs.mkdir()

    def stub(name, script):
        (stubs / name).write_text(f"#!/bin/sh\n{script}\n")
        (stubs / name).chmod(0o755)

    for tool in ("sh", "dirname", "env", "echo"):
        (stubs / tool).symlink_to(shutil.which(tool))
    stub("python3", f'case "$2" in *doctor*) [ -e {tmp_path}/done ] || echo libpango ;; esac')

    def run(manager, *, user="0", sudo="exit 1"):
        stub(
            manager,
            f'echo "{manager} $*" >> {tmp_path}/log; [ "$1" = update ] || > {tmp_path}/done',
        )
        stub("id", f"echo {user}")
        stub("sudo", sudo)
        command = ["/bin/sh", str(HOUSE / "tools/system_packages.sh"), "python3"]
        ran = subprocess.run(
            command, env={"PATH": str(stubs)}, capture_output=True, text=True, timeout=30
        )
        log = tmp_path / "log"
        return ran, log.read_text().splitlines() if log.exists() else []

    return run


def test_root_gets_the_packages(machine):
    ran, log = machine("apt-get")
    assert ran.returncode == 0, ran.stderr
    assert log == ["apt-get update", DEBIAN]


def test_a_user_without_sudo_gets_the_one_command_and_nothing_happens(machine):
    ran, log = machine("apt-get", user="1000")
    assert ran.returncode == 1
    assert f"    sudo {DEBIAN}\n" in ran.stderr
    assert log == []


def test_a_user_with_sudo_gets_the_packages(machine):
    ran, log = machine("dnf", user="1000", sudo='[ "$1" = -n ] || "$@"')
    assert ran.returncode == 0, ran.stderr
    assert log == ["dnf install -y pango harfbuzz"]


def test_homebrew_needs_no_root(machine):
    ran, log = machine("brew", user="501")
    assert ran.returncode == 0, ran.stderr
    assert log == ["brew install pango"]


def test_without_its_packages_publish_says_what_to_do(tmp_path):
    shutil.copy(HOUSE / "publish.py", tmp_path)
    ran = subprocess.run(
        [sys.executable, "-S", "publish.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ran.returncode == 1
    assert "make publish" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_publish_goes_over_to_the_environment_beside_it(tmp_path):
    shutil.copy(HOUSE / "publish.py", tmp_path)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    (tmp_path / ".venv/pyvenv.cfg").write_text("")
    python.write_text('#!/bin/sh\necho "$@"\n')
    python.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, "publish.py", "a b.txt", "-e", "epub"],
        cwd=tmp_path,
        env={**os.environ},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ran.stdout.strip().endswith("publish.py a b.txt -e epub")


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("LICENSE", "GNU AFFERO GENERAL PUBLIC LICENSE"),
        ("layouts/LICENSE", "Creative Commons Legal Code"),
    ],
)
def test_the_licences_are_there_in_full(path, first):
    text = Path(HOUSE / path).read_text("utf-8")
    assert text.lstrip().startswith(first)
    assert len(text) > 7000
