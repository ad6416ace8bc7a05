"""A manuscript as a proofreader sees it: its prose, without code, formulas and addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanyin.diagnostics import Place
from kanyin.model.issue import Source

_HIDDEN = re.compile(
    r"(?<!`)(`++)(?:[^`]++|(?!\1(?!`))`++)*+\1(?!`)"  # code
    r"|\$\$.+?\$\$|(?<![\\$])\$(?=\S)[^$\n]*?\S\$(?!\d)"  # formulas
    r"|<[^<>]*>"  # raw tags
    r"|\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # link targets and titles
    r"|\{[#.:][^{}]*\}|\{[^{}|=]*=[^{}]*\}"  # attributes
    r"|(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[\w.-]+"  # addresses
    r"|\[\^[^\[\]]*\]:?"  # note calls
)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,}|:::|\$\$\s*$)")
_CODE_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Text:
    """The name of a manuscript and its lines; what is not prose is blanked in place.

    ``exact`` says whether columns are those of the file (not in imported text).
    """

    name: str
    lines: tuple[tuple[int, str], ...]
    exact: bool = True

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """The place of some characters; of an imported text only the line is known."""
        if not self.exact:
            return Place(self.name, line)
        return Place(self.name, line, column, line, column + length)


def read_text(name: str, source: Source) -> Text:
    """Blank what is not prose, so that every character keeps its line and column."""
    prose: list[tuple[int, str]] = []
    fence = ""
    for number, line in _body(source.prose):
        opening = _CODE_FENCE.match(line)
        if opening and (not fence or opening[1].startswith(fence)):
            fence = "" if fence else opening[1]
        elif not fence and not _FENCE.match(line):
            prose.append((number, _HIDDEN.sub(lambda m: " " * len(m[0]), line)))
    return Text(name, tuple(prose), source.exact)


def _body(lines: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    """The lines after the front matter."""
    if not lines or lines[0][1].rstrip() != "---":
        return lines
    ends = (at for at, (_, line) in enumerate(lines) if at and line.rstrip() in ("---", "..."))
    return lines[next(ends, -1) + 1 :]
