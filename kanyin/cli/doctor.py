"""``doctor`` and ``clean``: the state of the machine and of the output folder."""

from __future__ import annotations

from pathlib import Path

from kanyin.cli.build import press_root
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes
from kanyin.cli.words import word
from kanyin.diagnostics import Language, PressError
from kanyin.doctor import Finding, examine, this_machine


def doctor(wishes: Wishes, voice: Voice) -> int:
    """Say what is there and what is missing; 1 when something needed is missing."""
    from kanyin.workspace import DiskFolder

    fonts = DiskFolder(press_root() / "fonts", "fonts")
    findings = examine(this_machine(_os_release()), fonts)
    for finding in findings:
        voice.line(finding_line(finding, voice.language))
    return int(any(f.required and not f.ok for f in findings))


def _os_release() -> str:
    from kanyin.workspace import read_file

    try:
        return read_file(Path("/etc/os-release"), "os-release").decode("utf-8", "replace")
    except PressError:
        return ""


def finding_line(finding: Finding, language: Language) -> str:
    """``缺  Pango（PDF 排版） libpango-1.0-0  补上：sudo apt-get install …``."""
    state = word("there" if finding.ok else "missing", language)
    optional = "" if finding.required else word("optional", language)
    parts = [f"{word(finding.key, language)}{optional}", finding.detail]
    if not finding.ok and finding.command:
        parts.append(word("get", language, command=finding.command))
    return f"{state}  " + "  ".join(part for part in parts if part)


def clean(wishes: Wishes, voice: Voice) -> int:
    """Remove what builds have made."""
    from kanyin import workspace

    out = Path(wishes.out or "build")
    cleaned = workspace.clean(out)
    for name in cleaned:
        voice.say("cleaned", path=(out / name).as_posix())
    if not cleaned:
        voice.say("nothing-to-clean")
    return 0
