"""Rebuild the committed font files from pinned packages.

    python fonts/build_fonts.py [--only NAME] [--check] [--downloads DIR]

The committed files rule: the files in this folder are what the press prints
with, and this script is how they were made. Nobody needs to run it. If a source
can no longer be had it says so and leaves the committed files alone.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import io
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import charsets
import face_edits
from fontTools.ttLib import TTFont
from mark_alternates import add_interpuncts, add_narrow_quotes
from sources import SourceGone, read_lock, source_file
from spacing_alternates import add_spacing_alternates

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "fonts.yaml"
EXIT_DIFFERENT, EXIT_SOURCE_GONE = 1, 3


@dataclass(frozen=True)
class Face:
    """One committed file: what it plays in the press, and what it is made of."""

    role: str
    family: str
    weight: int
    file: str
    source: str
    origin: str
    charset: str
    language: str
    licence: str
    licence_file: str

    @property
    def name(self) -> str:
        """The file's name without its suffix, which is also its PostScript name."""
        return Path(self.file).stem


SERIF_SC, SANS_SC = "licences/NotoSerifSC-OFL.txt", "licences/NotoSansSC-OFL.txt"
SERIF_TC, OFL = "licences/NotoSerifTC-OFL.txt", "OFL-1.1"
FACES = (
    Face(
        "song",
        "Kanyin Song",
        400,
        "KanyinSong-Regular.ttf",
        "NotoSerifSC-Regular.ttf",
        "Noto Serif SC Regular 2.003-H1",
        "big",
        "ZHS",
        OFL,
        SERIF_SC,
    ),
    Face(
        "song",
        "Kanyin Song",
        700,
        "KanyinSong-Bold.ttf",
        "NotoSerifSC-Bold.ttf",
        "Noto Serif SC Bold 2.003-H1",
        "mid",
        "ZHS",
        OFL,
        SERIF_SC,
    ),
    Face(
        "hei",
        "Kanyin Hei",
        400,
        "KanyinHei-Regular.ttf",
        "NotoSansSC-Regular.ttf",
        "Noto Sans SC Regular 2.004-H2",
        "mid",
        "ZHS",
        OFL,
        SANS_SC,
    ),
    Face(
        "hei",
        "Kanyin Hei",
        700,
        "KanyinHei-Bold.ttf",
        "NotoSansSC-Bold.ttf",
        "Noto Sans SC Bold 2.004-H2",
        "mid",
        "ZHS",
        OFL,
        SANS_SC,
    ),
    Face(
        "kai",
        "Kanyin Kai",
        400,
        "KanyinKai-Regular.ttf",
        "LXGWWenKai-Regular.ttf",
        "LXGW WenKai Regular 1.511",
        "mid",
        "ZHS",
        OFL,
        "licences/LXGWWenKai-OFL.txt",
    ),
    Face(
        "fang",
        "Kanyin FangSong",
        400,
        "KanyinFang-Regular.otf",
        "FandolFang-Regular.otf",
        "FandolFang-Regular 1.300",
        "whole",
        "ZHS",
        "GPL-3.0-only WITH Font-exception-2.0",
        "licences/Fandol-GPL3-font-exception.txt",
    ),
    Face(
        "song-hant",
        "Kanyin Song TC",
        400,
        "KanyinSongTC-Regular.ttf",
        "NotoSerifTC-Regular.ttf",
        "Noto Serif TC Regular 2.003-H1",
        "tc-hk",
        "ZHT",
        OFL,
        SERIF_TC,
    ),
    Face(
        "song-hant",
        "Kanyin Song TC",
        700,
        "KanyinSongTC-Bold.ttf",
        "NotoSerifTC-Bold.ttf",
        "Noto Serif TC Bold 2.003-H1",
        "tc",
        "ZHT",
        OFL,
        SERIF_TC,
    ),
    Face(
        "mono",
        "Kanyin Mono",
        400,
        "KanyinMono-Regular.ttf",
        "Iosevka-Regular.woff",
        "Iosevka Regular 22.1.2",
        "mono",
        "",
        OFL,
        "licences/Iosevka-OFL.txt",
    ),
    Face(
        "math",
        "Kanyin Math",
        400,
        "KanyinMath-Regular.ttf",
        "STIXTwoMath-Regular.ttf",
        "STIX Two Math 2.11 b159",
        "whole",
        "",
        OFL,
        "licences/STIXTwoMath-OFL.txt",
    ),
)

MANIFEST_HEAD = """\
# Written by build_fonts.py; the tests hold every file to it.
# coverage: code points in the file, and how many of each standard's Han it has
# (tgh8105: 8105, gb2312: 6763, big5: 13063, hkscs with Big5: 17574).
faces:
"""
MANIFEST_ROLES = """\
roles:   # fallback chain of each role, used only for characters the role's own face
         # lacks; the press reports each use
  song: [song-hant, kai]
  hei: [song, song-hant, kai]
  kai: [song, song-hant]
  fang: [song, song-hant, kai]
  song-hant: [song, kai]
  mono: [hei, song, song-hant, kai]
  math: [song, song-hant, kai]
"""


def build(face: Face, source: Path, scratch: Path) -> bytes:
    """One face from its source file: subset, rename, edit, add spacing and alternates."""
    data = source.read_bytes()
    if face.role == "mono":
        data = mono_cells(data)
    if face.role == "fang":
        data = face_edits.number_cids_by_glyph(data)
    if face.charset != "whole":
        features = face_edits.MONO_FEATURES if face.role == "mono" else ()
        data = face_edits.subset(data, charsets.wanted(face.charset), features)
    font = open_font(data)
    modified = font["head"].modified
    face_edits.rename(font, face.name, face.family, face.weight, face.origin, face.licence)
    if face.role == "math":  # formulas are spaced by the engine that sets them
        font["head"].modified = modified
        return save(font)
    face_edits.serve_all_chinese(font)
    if face.role == "kai":
        face_edits.widen_kai_marks(font)
    data = save(font)
    if face.language:
        data = face_edits.add_contextual_spacing(data, face.language, scratch)
    font = open_font(data)
    if face.role == "fang":
        add_narrow_quotes(font)
    if face.role != "mono":  # every character of Mono has half an em
        add_interpuncts(font)
    add_spacing_alternates(font)
    font["head"].modified = modified
    return save(font)


def mono_cells(data: bytes) -> bytes:
    """Unpack the source's WOFF and give every character one cell, before subsetting."""
    font = open_font(data)
    face_edits.narrow_mono(font, charsets.wanted("mono"))
    font.flavor = None
    return save(font)


def open_font(data: bytes) -> TTFont:
    """Open font bytes without touching the date of last change: builds must repeat."""
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def save(font: TTFont) -> bytes:
    """The font as bytes."""
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def measure(face: Face, data: bytes) -> dict[str, Any]:
    """What ``fonts.yaml`` says of a file, all of it read from the file."""
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "coverage": charsets.coverage(face_edits.encoded(data)),
    }


def manifest_entry(face: Face, data: bytes) -> str:
    """One face in the exact form that the press reads."""
    measured = measure(face, data)
    coverage = ", ".join(f"{key}: {count}" for key, count in measured["coverage"].items())
    return (
        f"  - role: {face.role}\n    family: {face.family}\n    weight: {face.weight}\n"
        f"    file: {face.file}\n    licence: {face.licence}\n"
        f"    licence_file: {face.licence_file}\n    sha256: {measured['sha256']}\n"
        f"    coverage: {{{coverage}}}\n"
    )


def write_manifest() -> None:
    """Measure the files of this folder and write ``fonts.yaml``."""
    present = [face for face in FACES if (HERE / face.file).exists()]
    entries = [manifest_entry(face, (HERE / face.file).read_bytes()) for face in present]
    MANIFEST.write_text(MANIFEST_HEAD + "".join(entries) + MANIFEST_ROLES, encoding="utf-8")


def declared_sha256() -> dict[str, str]:
    """The checksum of each file as ``fonts.yaml`` declares it."""
    from ruamel.yaml import YAML

    faces = YAML(typ="safe").load(MANIFEST.read_text(encoding="utf-8"))["faces"]
    return {face["file"]: face["sha256"] for face in faces}


def warn_of_other_tools(pinned: dict[str, str]) -> None:
    """Another version of a tool may write other bytes; say so before anyone wonders."""
    for tool, version in pinned.items():
        found = importlib.metadata.version(tool)
        if found != version:
            print(
                f"{tool} {found} is not the {version} the files were built with:"
                " the bytes may differ",
                file=sys.stderr,
            )


def compare(built: dict[str, bytes]) -> int:
    """Hold the rebuilt files against ``fonts.yaml``; the exit code."""
    declared, code = declared_sha256(), 0
    for file, data in built.items():
        found = hashlib.sha256(data).hexdigest()
        same = found == declared.get(file)
        print(f"{'same' if same else 'DIFFERENT'}  {found}  {file}")
        code = code if same else EXIT_DIFFERENT
    return code


def install(built: dict[str, bytes]) -> int:
    """Put the rebuilt files in place, all of them or none, and measure the set anew."""
    for file, data in built.items():
        (HERE / f"{file}.partial").write_bytes(data)
    for file, data in built.items():
        (HERE / f"{file}.partial").replace(HERE / file)
        print(f"{len(data):>9}  {hashlib.sha256(data).hexdigest()}  {file}")
    write_manifest()
    return 0


def options(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", choices=[face.name for face in FACES], help="rebuild one face")
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing: rebuild elsewhere and compare with fonts.yaml",
    )
    parser.add_argument("--downloads", type=Path, help="keep the downloaded packages here")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Fetch, build, then install or compare."""
    asked = options(arguments)
    chosen = [face for face in FACES if asked.only in (None, face.name)]
    scratch = Path(tempfile.mkdtemp(prefix="kanyin-fonts-"))
    downloads = (asked.downloads or scratch / "downloads").resolve()
    downloads.mkdir(parents=True, exist_ok=True)
    lock = read_lock()
    warn_of_other_tools(lock["tools"])
    try:
        built = {
            face.file: build(face, source_file(lock, face.source, downloads), scratch)
            for face in chosen
        }
    except SourceGone as gone:
        print(
            f"a source cannot be had, the committed files stay as they are: {gone}",
            file=sys.stderr,
        )
        return EXIT_SOURCE_GONE
    finally:
        shutil.rmtree(scratch)
    return compare(built) if asked.check else install(built)


if __name__ == "__main__":
    sys.exit(main())
