"""LaTeX to MathML: latex2mathml does the work, between a guard and a tidy-up.

latex2mathml prints commands it does not know, drops the rest of a line after ``%``, and
lets text through as markup; so nothing reaches it that is not in its own tables, and its
tree is taken before it is written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from latex2mathml import commands, exceptions
from latex2mathml.converter import Converter
from latex2mathml.symbols_parser import SYMBOLS
from latex2mathml.tokenizer import tokenize
from lxml import etree

from kanyin.mathematics.mathml import tidy
from kanyin.mathematics.problems import MathError

LONGEST = 4000
"""Characters in one formula."""
DEEPEST = 50
"""Braces, ``\\left`` and ``\\begin`` inside one another."""
DEEPEST_TREE = 200
"""Elements inside one another: ``\\sqrt\\sqrt…`` nests without braces."""

# links, styles, macros (which can grow without end), and what either engine would lose
REFUSED = frozenset(
    r"""\href \class \style \unicode \def \newcommand \newenvironment \DeclareMathOperator
    \verb \tag \tag* \llap \clap \mathllap \mathclap \hline \hdashline \colorbox \fcolorbox
    \nolimits \leftroot \uproot \moveleft \moveright \rule \sideset \skew \mathchoice
    \genfrac""".split()
)
REPLACED = {r"\arg": r"\operatorname{arg}", r"\mathrm": r"\mathrm "}
"""latex2mathml lacks ``\\arg`` and loses ``\\mathrm`` when one letter follows at once."""
ENVIRONMENTS = {
    "aligned": "align*", "align": "align*", "gathered": "matrix", "gather": "matrix",
    "gather*": "matrix", "dcases": "cases",
}  # fmt: skip
"""latex2mathml numbers ``align`` and does not know the others."""

_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STRUCTURE = re.compile(r"\\(?:begin|end|left|right)(?![a-zA-Z])|\\.|[{}%]", re.DOTALL)
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_WORD = re.compile(
    rf"{_ENVIRONMENT.pattern}|\\\\\*?\s*\[-?[\d.]+[a-z]{{2}}\]|\\[a-zA-Z]+|\\.", re.DOTALL
)
_STEPS = {"{": 1, "}": -1, r"\begin": 1, r"\end": -1, r"\left": 1, r"\right": -1}
_FAILURES = {
    exceptions.NumeratorNotFoundError: ("missing", r"\over"),
    exceptions.DenominatorNotFoundError: ("missing", r"\over"),
    exceptions.ExtraLeftOrMissingRightError: ("delimiters", ""),
    exceptions.MissingSuperScriptOrSubscriptError: ("missing", "^ _"),
    exceptions.DoubleSubscriptsError: ("double", "_"),
    exceptions.DoubleSuperscriptsError: ("double", "^"),
    exceptions.MissingEndError: ("ends", ""),
    exceptions.LimitsMustFollowMathOperatorError: ("missing", r"\limits"),
    exceptions.NoAvailableTokensError: ("missing", ""),
    IndexError: ("missing", ""),
    StopIteration: ("missing", ""),
    RecursionError: ("deep", DEEPEST),
}


def to_mathml(tex: str, *, display: bool) -> etree._Element:
    """The formula as ``<math>``, without namespaces. Raises MathError.

    A displayed formula may have several lines without an environment, as in KaTeX.
    """
    try:
        math = _tidied(tex, display=display)
    except MathError as error:
        if error.reason != "newline" or not display:
            raise
        math = _tidied(rf"\displaylines{{{tex}}}", display=True)
    math.set("alttext", tex)
    return math


def _tidied(tex: str, *, display: bool) -> etree._Element:
    math = _read(tex, display=display)
    tidy(math, display=display, inner=lambda text: list(_read(text, display=False)))
    return math


def _read(tex: str, *, display: bool) -> etree._Element:
    guard(tex)
    return convert(tex, display=display)


def guard(tex: str) -> None:
    """Refuse what latex2mathml would lose, misread or choke on. Raises MathError."""
    if len(tex) > LONGEST:
        raise MathError("long", LONGEST)
    if not tex.strip():
        raise MathError("empty")
    if found := _XML.search(tex):
        raise MathError("character", f"U+{ord(found[0]):04X}")
    if "&#" in tex:
        raise MathError("stray", "#")
    _check_structure(tex)
    for token in _tokens(tex):
        _check_command(token)


def _check_structure(tex: str) -> None:
    depth = 0
    braces = 0
    for found in _STRUCTURE.finditer(tex):
        mark = found[0]
        if mark == "%":
            raise MathError("stray", "%")
        depth += _STEPS.get(mark, 0)
        braces += _STEPS[mark] if mark in "{}" else 0
        if depth > DEEPEST:
            raise MathError("deep", DEEPEST)
        if braces < 0:
            raise MathError("braces")
    if braces:
        raise MathError("braces")


def _tokens(tex: str) -> Iterator[str]:
    try:
        yield from tokenize(tex)
    except (ValueError, IndexError) as error:
        raise MathError("unreadable", type(error).__name__) from error


def _check_command(token: str) -> None:
    name = _COMMAND.match(token)
    if name is None:
        return
    if name[0] in (r"\begin", r"\end"):
        _check_environment(token)
    elif token in REFUSED or name[0] in REFUSED:
        raise MathError("refused", name[0])
    elif name[0] not in known() and name[0] not in REPLACED:
        raise MathError("command", name[0])


def _check_environment(token: str) -> None:
    found = _ENVIRONMENT.fullmatch(token)
    name = found[2] if found else token
    if rf"\{name}" not in commands.MATRICES and name not in ENVIRONMENTS:
        raise MathError("environment", name)


@cache
def known() -> frozenset[str]:
    """Every command in latex2mathml's tables."""
    tables = (value for name, value in vars(commands).items() if name.isupper())
    return frozenset(SYMBOLS) | {name for table in tables for name in _names(table)}


def _names(table: object) -> Iterator[str]:
    if isinstance(table, str) and table.startswith("\\"):
        yield table
    elif isinstance(table, tuple | dict):
        yield from (name for name in table if isinstance(name, str))


def convert(tex: str, *, display: bool) -> etree._Element:
    """latex2mathml's own tree, its character references still spelt out."""
    plain = _WORD.sub(_rename, tex)
    try:
        tree = Converter(display="block" if display else "inline").convert_to_element(plain)
    except Exception as error:  # the engine raises whatever it trips over
        reason, what = _FAILURES.get(type(error), ("unreadable", type(error).__name__))
        raise MathError(reason, what) from error
    if _deeper(tree, DEEPEST_TREE):
        raise MathError("deep", DEEPEST)
    tree.attrib.pop("xmlns")
    return etree.fromstring(ElementTree.tostring(tree))


def _rename(found: re.Match[str]) -> str:
    if found[1]:
        return rf"\{found[1]}{{{ENVIRONMENTS.get(found[2], found[2])}}}"
    if found[0].startswith("\\\\"):
        return "\\\\"  # latex2mathml would print the length
    return REPLACED.get(found[0], found[0])


def _deeper(root: ElementTree.Element, limit: int) -> bool:
    level = [root]
    for _ in range(limit):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
