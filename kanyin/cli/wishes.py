"""What the user asks for, read from the command line and the environment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from kanyin.cli.help import UsageProblem
from kanyin.diagnostics import Language, remark


@dataclass(frozen=True, slots=True)
class Wishes:
    """One command line, typed; every command reads what concerns it."""

    language: Language
    paths: tuple[str, ...] = ()
    out: str = ""
    editions: tuple[str, ...] = ()
    layout: str | None = None
    jobs: int = 1
    strict: bool = False
    no_cache: bool = False
    json: str | None = None
    encoding: str | None = None
    accept: bool = False
    split: bool = False
    port: int = 0
    browser: bool = False
    level: str = "fast"
    sarif: str | None = None
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    rules: bool = False
    explain: str | None = None
    style: str = "2025"
    system: str = "numeric"
    quiet: bool = False
    verbose: bool = False


def read_wishes(language: Language, given: Mapping[str, Any]) -> Wishes:
    """Wishes from the values of a command's parameters; what was not given is left out."""
    paths = given.get("paths") or ()
    values = {k: v for k, v in given.items() if k not in ("paths", "lang") and v is not None}
    wishes = Wishes(language, (paths,) if isinstance(paths, str) else tuple(paths), **values)
    if wishes.quiet and wishes.verbose:
        raise UsageProblem(remark("B113"))
    return wishes


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """``--lang``, else the locale (POSIX: LC_ALL, LC_MESSAGES, LANG); C means Chinese."""
    chosen = _lang_option(arguments)
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    names = (environment.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "C").split(".")[0].lower()
    return "zh" if locale in ("c", "posix") or locale.startswith("zh") else "en"


def _lang_option(arguments: Sequence[str]) -> str:
    words = list(arguments)
    words = words[: words.index("--")] if "--" in words else words
    chosen = ""
    for here, after in pairwise([*words, ""]):
        if here == "--lang":
            chosen = after
        elif here.startswith("--lang="):
            chosen = here.removeprefix("--lang=")
    return chosen


def with_command(arguments: Sequence[str], commands: Collection[str]) -> list[str]:
    """The command in front: ``-q check a`` becomes ``check -q a``; none means build."""
    words = list(arguments)
    skip = 0
    while skip < len(words):
        if words[skip] == "--lang":
            skip += 2
        elif words[skip] in ("-q", "-v", "--quiet", "--verbose") or words[skip].startswith(
            "--lang="
        ):
            skip += 1
        else:
            break
    before, rest = words[:skip], words[skip:]
    if rest and rest[0] in ("--help", "-h", "--version"):
        return rest[:1]
    if rest and rest[0] in commands:
        return [rest[0], *before, *rest[1:]]
    return ["build", *words]


def build_moment(environment: Mapping[str, str]) -> datetime | None:
    """SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC; None when it is not set."""
    text = environment.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageProblem(remark("B114", value=text)) from None
