"""The command line of the press (中文说明见 ``--help``)."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

import click

from kanyin import __version__
from kanyin.cli.help import HelpedCommand, HelpedGroup, UsageProblem, usage_remark
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes, read_wishes, spoken_language, with_command
from kanyin.cli.words import word
from kanyin.diagnostics import Diagnostic, Language, PressError

DONE, BLOCKED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

ARGUMENTS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "manuscripts": (("paths",), {"nargs": -1, "metavar": "MANUSCRIPT"}),
    "manuscript": (("paths",), {"nargs": 1, "metavar": "MANUSCRIPT", "required": False}),
    "files": (("paths",), {"nargs": -1, "metavar": "FILE", "required": True}),
    "targets": (("paths",), {"nargs": -1, "metavar": "TARGET"}),
    "name": (("paths",), {"nargs": 1, "metavar": "NAME"}),
}

OPTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "out": (("-o", "--output", "out"), {"metavar": "DIR"}),
    "import-out": (("-o", "--output", "out"), {"metavar": "DIR"}),
    "editions": (("-e", "--edition", "editions"), {"metavar": "EDITION", "multiple": True}),
    "layout": (("--layout",), {"metavar": "NAME"}),
    "jobs": (("--jobs",), {"metavar": "N", "type": click.IntRange(1, 256), "default": 1}),
    "strict": (("--strict",), {"is_flag": True}),
    "no-cache": (("--no-cache",), {"is_flag": True}),
    "json": (("--json",), {"metavar": "FILE"}),
    "level": (("--level",), {"metavar": "fast|full", "type": click.Choice(["fast", "full"])}),
    "sarif": (("--sarif",), {"metavar": "FILE"}),
    "fix": (("--fix",), {"is_flag": True}),
    "unsafe": (("--unsafe",), {"is_flag": True}),
    "diff": (("--diff",), {"is_flag": True}),
    "rules": (("--rules",), {"is_flag": True}),
    "explain": (("--explain",), {"metavar": "CODE"}),
    "encoding": (("--encoding",), {"metavar": "NAME"}),
    "accept": (("--accept",), {"is_flag": True}),
    "split": (("--split",), {"is_flag": True}),
    "port": (("--port",), {"metavar": "N", "type": click.IntRange(0, 65535), "default": 0}),
    "browser": (("--open/--no-open", "browser"), {"default": False}),
    "style": (("--style",), {"metavar": "2015|2025", "type": click.Choice(["2015", "2025"])}),
    "reference-system": (
        ("--system",),
        {"metavar": "numeric|author-date", "type": click.Choice(["numeric", "author-date"])},
    ),
    "quiet": (("-q", "--quiet"), {"is_flag": True}),
    "verbose": (("-v", "--verbose"), {"is_flag": True}),
    "lang": (("--lang",), {"metavar": "zh|en", "type": click.Choice(["zh", "en"])}),
}

EVERYWHERE = "quiet verbose lang"

COMMANDS: dict[str, tuple[str, str]] = {
    "build": (
        "kanyin.cli.build:build",
        "manuscripts out editions layout jobs strict no-cache json encoding",
    ),
    "import": ("kanyin.cli.importing:import_files", "files import-out encoding accept split json"),
    "check": (
        "kanyin.cli.proofing:check",
        "manuscripts fix unsafe diff layout jobs json sarif rules explain encoding",
    ),
    "verify": ("kanyin.cli.verifying:verify_files", "targets level json sarif"),
    "preview": ("kanyin.cli.preview:preview", "manuscript out layout port browser no-cache"),
    "references": (
        "kanyin.cli.referencing:print_references",
        "files style reference-system encoding",
    ),
    "new": ("kanyin.cli.new:new_issue", "name"),
    "doctor": ("kanyin.cli.doctor:doctor", ""),
    "clean": ("kanyin.cli.doctor:clean", "out"),
}
"""Each command with the function that does it, and what it takes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    signal.signal(signal.SIGTERM, _end)
    for stream in (sys.stdout, sys.stderr):
        _never_fail(stream)
    language = spoken_language(typed, os.environ)
    try:
        return _run(typed, language)
    except KeyboardInterrupt:
        click.echo(word("stopped", language), file=sys.stderr)
        return INTERRUPTED


def _end(number: int, frame: object) -> None:
    """SIGTERM ends the press as Ctrl-C does, so that what was begun is put away."""
    sys.exit(128 + number)


def _never_fail(stream: TextIO) -> None:
    """A character that the terminal's encoding lacks is written as an escape."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _run(typed: Sequence[str], language: Language) -> int:
    tree = command_tree(language)
    voice = Voice(language, colour=_in_colour())
    try:
        words = with_command(typed, tree.commands)
        code = tree.main(words, prog_name=_program(), standalone_mode=False)
        return int(code or DONE)
    except click.UsageError as error:
        voice.remark_on([usage_remark(error)])
        return WRONG_USAGE
    except PressError as error:
        voice.remark_on(error.diagnostics)
        return WRONG_USAGE if isinstance(error, UsageProblem) else BLOCKED
    except click.Abort:  # what click makes of KeyboardInterrupt
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        _close_stdout()
        return BLOCKED
    except Exception as error:
        voice.remark_on([_bug(error)])
        if "-v" in typed or "--verbose" in typed:
            click.echo(traceback.format_exc(), file=sys.stderr)
        return BLOCKED


def _bug(error: Exception) -> Diagnostic:
    """The remark on a fault outside of any build; its traceback is kept in a file."""
    from kanyin.cli.run import bug
    from kanyin.workspace import write_file

    file = "kanyin.crash.txt"
    try:
        write_file(Path(file), traceback.format_exc().encode("utf-8", "replace"))
    except PressError:
        file = "-"
    return bug(error, file)


def _close_stdout() -> None:
    """Nobody reads on (``| head``): what is left to flush goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_colour() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stderr.isatty() and not plain


def _program() -> str:
    name = Path(sys.argv[0]).name
    return f"python {name}" if name.endswith(".py") else "kanyin"


def command_tree(language: Language) -> click.Group:
    """The commands with their help in one language."""
    tree = HelpedGroup("kanyin", help=word("press", language), add_help_option=False)
    tree.language = language
    tree.params += [_version_option(language), _help_option(language)]
    for name in COMMANDS:
        tree.add_command(_command(name, language))
    return tree


def _command(name: str, language: Language) -> click.Command:
    target, takes = COMMANDS[name]
    keys = f"{takes} {EVERYWHERE}".split()
    command = HelpedCommand(
        name,
        params=[*(_parameter(key, language) for key in keys), _help_option(language)],
        callback=_callback(name, target, language),
        help=word(name, language),
        add_help_option=False,
    )
    command.language = language
    return command


def _parameter(key: str, language: Language) -> click.Parameter:
    if key in ARGUMENTS:
        names, attributes = ARGUMENTS[key]
        return click.Argument(names, **attributes)
    names, attributes = OPTIONS[key]
    return click.Option(names, help=word(key, language), **attributes)


def _help_option(language: Language) -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(ctx.get_help())
            ctx.exit()

    return _eager("--help", word("help", language), show)


def _version_option(language: Language) -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"kanyin {__version__}")
            ctx.exit()

    return _eager("--version", word("version", language), show)


def _eager(name: str, text: str, show: Callable[..., None]) -> click.Option:
    """An option that answers at once, before anything else is looked at."""
    return click.Option(
        [name], is_flag=True, is_eager=True, expose_value=False, callback=show, help=text
    )


def _callback(name: str, target: str, language: Language) -> Callable[..., int]:
    """What click calls: the command's function, found only when it is wanted."""

    def call(**given: Any) -> int:
        wishes = read_wishes(language, given)
        module, function = target.split(":")
        return int(getattr(import_module(module), function)(wishes, _voice(name, wishes)))

    return call


def _voice(command: str, wishes: Wishes) -> Voice:
    """Remarks are what ``check`` is for; beside JSON on standard output nothing else is."""
    to_stdout = "-" not in (wishes.json, wishes.sarif)
    return Voice(
        wishes.language,
        quiet=wishes.quiet,
        verbose=wishes.verbose,
        colour=_in_colour(),
        remarks_on_stdout=to_stdout and command in ("check", "import", "verify"),
        results_on_stdout=to_stdout,
    )
