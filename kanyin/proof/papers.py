"""The proofreader's papers beside a manuscript: ``proof.yaml`` and ``terms.yaml``.

``proof.yaml`` says which findings are meant to stay, ``terms.yaml`` which names and terms
the office has settled on. Both are read strictly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kanyin.diagnostics import Diagnostic, Place, catalogue
from kanyin.fields import Field, Reader, Remarks, read_mapping, read_text, read_texts, read_yaml
from kanyin.files import Folder

PROOF, TERMS = "proof.yaml", "terms.yaml"


@dataclass(frozen=True, slots=True)
class Allowance:
    """Findings of one code that are meant to stay, and why.

    ``file`` is the end of a manuscript's name, ``lines`` the first and last line, ``text``
    something that stands on the finding's line; what is empty holds everywhere.
    """

    code: str
    reason: str
    place: Place
    file: str = ""
    text: str = ""
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A form the office has settled on, and one that it does not want."""

    use: str
    avoid: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What both files say, and what is wrong with them."""

    allowances: tuple[Allowance, ...] = ()
    terms: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_papers(folder: Folder) -> Papers:
    """Read both files from a manuscript's folder; one that is not there says nothing."""
    remarks = Remarks([])
    proof = _file(folder, PROOF, remarks, {"allow": _allowances})
    terms = _file(folder, TERMS, remarks, {"terms": _terms, "names": read_texts})
    return Papers(
        proof.get("allow", ()), terms.get("terms", ()), terms.get("names", ()),
        tuple(remarks.found),
    )  # fmt: skip


def _file(
    folder: Folder, file: str, remarks: Remarks, keys: Mapping[str, Reader[Any]]
) -> dict[str, Any]:
    data = folder.read(file)
    if data is None:
        return {}
    name = f"{folder.name}/{file}" if folder.name else file
    read = read_yaml(data.decode("utf-8-sig", "replace"), name)
    remarks.found += read.diagnostics
    return read_mapping(read.value, remarks, keys) if read.value else {}


def _items(field: Field, remarks: Remarks) -> tuple[Field, ...]:
    if isinstance(field.value, tuple):
        return field.value
    remarks.add("S106", field.place, expected="列表", expected_en="a list")
    return ()


def _allowances(field: Field, remarks: Remarks) -> tuple[Allowance, ...]:
    return tuple(a for item in _items(field, remarks) if (a := _allowance(item, remarks)))


def _allowance(field: Field, remarks: Remarks) -> Allowance | None:
    keys: Mapping[str, Reader[Any]] = dict.fromkeys(("code", "file", "text", "reason"), read_text)
    values = read_mapping(field, remarks, keys)
    return make_allowance(
        values.get("code", ""), values.get("reason", ""), field.place, remarks,
        values.get("file", ""), values.get("text", ""),
    )  # fmt: skip


def make_allowance(
    code: str, reason: str, place: Place, remarks: Remarks, file: str = "", text: str = "",
    lines: tuple[int, int] | None = None,
) -> Allowance | None:  # fmt: skip
    """An allowance, if its code is one and a reason is given."""
    if not code.startswith("P") or code not in catalogue():
        remarks.add("P903", place, rule=code)
        return None
    if not reason:
        remarks.add("P902", place, rule=code)
        return None
    return Allowance(code, reason, place, file, text, lines)


def _terms(field: Field, remarks: Remarks) -> tuple[Term, ...]:
    return tuple(term for item in _items(field, remarks) for term in _term(item, remarks))


def _term(field: Field, remarks: Remarks) -> tuple[Term, ...]:
    keys: Mapping[str, Reader[Any]] = {"use": read_text, "not": read_texts, "reason": read_text}
    values = read_mapping(field, remarks, keys)
    for key in ("use", "not"):
        if key not in values:
            remarks.add("S111", field.place, key=key)
    return tuple(Term(values.get("use", ""), avoid) for avoid in values.get("not", ()))
