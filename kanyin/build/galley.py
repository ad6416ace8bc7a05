"""What a proof leaves behind for the next one: the text it was set from."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kanyin.files import Artifact, Folder
from kanyin.model.issue import Issue
from kanyin.render.galley import Texts, texts

Record = Mapping[str, Texts | None]
"""``texts`` of this proof, and ``before``: those of the last one that differed."""


def proof_record(issue: Issue, earlier: Folder | None) -> Record:
    """The record of this proof, by the one among the ``earlier`` builds."""
    now, last = texts(issue), _last(issue, earlier)
    before = last.get("before") if last.get("texts") == now else last.get("texts")
    return {"texts": now, "before": before}


def record_file(issue: Issue, record: Record) -> Artifact:
    """The record as a file."""
    data = json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"
    return Artifact(_name(issue), "application/json", data)


def _name(issue: Issue) -> str:
    return f"{issue.id}.galley.json"


def _last(issue: Issue, earlier: Folder | None) -> dict[str, Texts]:
    data = earlier.read(f"{issue.id}/{_name(issue)}") if earlier else None
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
