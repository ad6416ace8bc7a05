"""EPUBCheck (W3C) and Ace (DAISY Consortium)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kanyin.diagnostics import Diagnostic, Place, Severity, remark
from kanyin.preflight.validators.programs import (
    BROWSERS,
    LONGEST,
    Command,
    Subject,
    java,
    program,
    python_package,
    read_json,
    run,
)

SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "USAGE": Severity.ADVICE,
}
MEANT = {"CSS-028": "", "OPF-097": "/images/cover.jpg"}
"""Said of every ``@font-face``, and of the cover's picture, which is for shops and shelves: what
the message says, where it also speaks of other things."""
IMPACTS = {
    "critical": Severity.ERROR,
    "serious": Severity.ERROR,
    "moderate": Severity.WARNING,
    "minor": Severity.ADVICE,
}


def find_epubcheck() -> Command | None:
    """EPUBCheck of the Python package, or of the system."""
    folder, command = python_package("epubcheck"), java()
    if folder is not None and command is not None:
        return (*command, "-jar", str(folder / "epubcheck.jar"))
    found = program("epubcheck")
    return (found,) if found else None


def ask_epubcheck(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """All messages but those about what is meant."""
    (subject,) = subjects
    report = read_json(run((*command, "--json", "-", "-u", subject.path)))
    for message in report["messages"]:
        level = SEVERITIES.get(message["severity"])
        if level is None or MEANT.get(message["ID"], "\n") in message["message"]:
            continue
        for spot in message["locations"] or [{}]:
            yield remark(
                "V101",
                _place(subject, str(spot.get("path") or ""), int(spot.get("line") or 0)),
                severity=level,
                rule=message["ID"],
                text=message["message"][:LONGEST],
            )


def _place(subject: Subject, path: str, line: int = 0) -> Place:
    own = not path or path.endswith(".epub")
    inner = path.rpartition(".epub/")[2] if ".epub/" in path else path
    return Place(subject.name if own else f"{subject.name}/{inner}", max(line, 0))


def find_ace() -> Command | None:
    """Ace on Puppeteer: of the package ``@daisy/ace-cli``, or of all of Ace."""
    found = program("ace-cli", "ace-puppeteer", "ace")
    runs = found and program("node") and program(*BROWSERS)
    return (found, "--silent", "--lang", "en") if found and runs else None


def ask_ace(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """All assertions that fail."""
    (subject,) = subjects
    report = read_json(run((*command, subject.path)))
    for page in report["assertions"]:
        path = str(page["earl:testSubject"].get("url") or "")
        for each in page["assertions"]:
            test, result = each["earl:test"], each["earl:result"]
            yield remark(
                "V102",
                _place(subject, path),
                severity=IMPACTS.get(str(test.get("earl:impact")), Severity.WARNING),
                rule=test["dct:title"],
                text=" ".join(str(result["dct:description"]).split())[:LONGEST],
            )
