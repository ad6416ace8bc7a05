"""The galley edition: the text with the proofreader's remarks, held against the last proof."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kanyin.build.orders import Shelves
from kanyin.diagnostics import Diagnostic, Outcome
from kanyin.editions.pdf import bind_screen, lay_out
from kanyin.files import Artifact, Folder
from kanyin.fonts import FontSet
from kanyin.geometry import lay_page, parse_trim
from kanyin.layouts import read_layout
from kanyin.model.issue import Issue
from kanyin.render import Setting, render
from kanyin.render.galley import LAYOUT, Texts, galley, remarks_sheet, texts


@dataclass(frozen=True, slots=True)
class Proof:
    """A galley ready to be written: the sheets and the text to hold the next against."""

    artifacts: tuple[Artifact, ...]
    pages: int


def make_galley(
    issue: Issue,
    found: Iterable[Diagnostic],
    shelves: Shelves,
    fonts: FontSet,
    moment: datetime,
    earlier: Folder | None,
    progress: Callable[[int, int, str], None],
) -> Outcome[Proof]:
    """Set the galley of an issue. Raises PressError when its layout or the engine is missing."""
    layout = read_layout(shelves.layouts, LAYOUT).value
    setting = Setting(layout, fonts, lay_page(parse_trim(layout.trim), layout.design), "print")
    now, before = texts(issue), _last_proof(issue.id, earlier)
    held = before.get("before") if before.get("texts") == now else before.get("texts")
    marked, rest = galley(issue, found, held)
    publication = render(marked, setting).value
    documents = tuple(d for d in publication.documents if d.id != "cover")
    if rest:
        documents = (*documents, remarks_sheet(rest, issue, setting))
    laid = lay_out(replace(publication, documents=documents), setting, moment, progress)
    sheets = replace(bind_screen(laid.value, issue), path=f"{issue.id}.{LAYOUT}.pdf")
    kept = Artifact(
        _record(issue.id), "application/json", _as_json({"texts": now, "before": held})
    )
    return Outcome(Proof((sheets, kept), len(laid.value.labels)), laid.diagnostics)


def _record(id: str) -> str:
    return f"{id}.{LAYOUT}.json"


def _as_json(value: Mapping[str, Texts | None]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _last_proof(id: str, earlier: Folder | None) -> dict[str, Texts]:
    """The texts of the last proof, and of the last one that differed; {} for none."""
    data = earlier.read(f"{id}/{_record(id)}") if earlier else None
    try:
        kept = json.loads(data or b"{}")
    except ValueError:
        return {}
    return {key: kept[key] for key in ("texts", "before") if _is_texts(kept, key)}


def _is_texts(kept: object, key: str) -> bool:
    """Whether a record has texts under a key: the file may be anybody's."""
    value = kept.get(key) if isinstance(kept, dict) else None
    return isinstance(value, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts)
        for texts in value.values()
    )
