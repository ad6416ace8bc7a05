"""Help pages and usage mistakes, in the language of the user."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from kanyin.cli.words import word
from kanyin.diagnostics import Diagnostic, Language, PressError, remark
from kanyin.terminal import width


class UsageProblem(PressError):
    """The command line asks for what there is not; exit code 2."""


class HelpedCommand(click.Command):
    """A command whose help page is ours."""

    language: Language = "zh"

    def get_help(self, ctx: click.Context) -> str:
        """The page that ``--help`` shows."""
        return help_page(ctx, self, self.language)


class HelpedGroup(click.Group):
    """A group of commands whose help page is ours."""

    language: Language = "zh"

    def get_help(self, ctx: click.Context) -> str:
        """The page that ``--help`` shows."""
        return help_page(ctx, self, self.language)


def help_page(ctx: click.Context, command: click.Command, language: Language) -> str:
    """Usage, what the command does, and a table of what it takes."""
    params = command.get_params(ctx)
    arguments = [_argument(p, language) for p in params if isinstance(p, click.Argument)]
    is_group = isinstance(command, click.Group)
    tail = [word("command", language)] if is_group else arguments
    usage = " ".join([ctx.command_path, *tail, word("rest", language)])
    text = "\n".join("  " + line for line in (command.help or "").splitlines())
    sections = [word("usage", language) + usage, text]
    if isinstance(command, click.Group):
        rows = [(name, _first_line(each)) for name, each in command.commands.items()]
        sections.append(_table("commands", rows, language))
    sections.append(_table("options", list(_option_rows(params, language)), language))
    return "\n\n".join(sections)


def _first_line(command: click.Command) -> str:
    return (command.help or "").splitlines()[0]


def _argument(param: click.Argument, language: Language) -> str:
    name = word(param.metavar or "", language)
    many = f"{name} ..." if param.nargs == -1 else name
    return many if param.required else f"[{many}]"


def _option_rows(params: list[click.Parameter], language: Language) -> Iterator[tuple[str, str]]:
    for param in params:
        if isinstance(param, click.Option):
            term = ", ".join([*param.opts, *param.secondary_opts])
            value = "" if param.is_flag else " " + word(param.metavar or "", language)
            yield term + value, param.help or ""


def _table(heading: str, rows: list[tuple[str, str]], language: Language) -> str:
    left = max(width(term, language) for term, _ in rows) + 2
    lines = (f"  {term}{' ' * (left - width(term, language))}{text}" for term, text in rows)
    return "\n".join([word(heading, language), *lines])


def usage_remark(error: click.UsageError) -> Diagnostic:
    """What click found wrong with the command line, as a remark."""
    if isinstance(error, click.NoSuchOption):
        return remark("B108", option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return remark("B109", option=error.option_name)
    if isinstance(error, click.MissingParameter):
        metavar = (error.param and error.param.metavar) or ""
        return remark("B111", argument=word(metavar, "zh"), argument_en=metavar)
    if isinstance(error, click.BadParameter):
        return remark("B110", option=_option_name(error), expected=_expected(error.param))
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.S)
    if extra:
        return remark("B112", extra=extra[1])
    return remark("B115", problem=error.message)


def _option_name(error: click.BadParameter) -> str:
    return error.param.opts[-1] if error.param else str(error.param_hint or "")


def _expected(param: click.Parameter | None) -> str:
    """The values that an option takes."""
    kind = param.type if param else None
    if isinstance(kind, click.IntRange):
        return f"{kind.min}–{kind.max}"
    return " ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else "--help"
