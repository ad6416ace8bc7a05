"""Front matter as YAML: plain where it is safe, double-quoted where it is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from kanyin.ingest.text.record import Value

_PLAIN = re.compile(
    r"[\w《“（·.+/一-鿿][^\x00-\x1f\x7f-\x9f:#{}\[\],&*!|>'\"%@`\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029\\]*"
)
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]")
_WORDS = frozenset("null true false yes no on off ~ y n".split())


def front_matter(rows: Iterable[tuple[str, Value]]) -> list[str]:
    """The lines of a front matter, with its fences."""
    return ["---", *(line for key, value in rows for line in _row(key, value)), "---"]


def _row(key: str, value: Value) -> list[str]:
    """A list of mappings or of long texts stands on lines of its own."""
    if isinstance(value, list) and (
        any(isinstance(item, dict) for item in value) or len("".join(map(str, value))) > 60
    ):
        return [f"{key}:", *(f"  - {_flow(item)}" for item in value)]
    if isinstance(value, dict) and key == "credits":
        return [f"{key}:", *(f"  {name}: {_flow(item)}" for name, item in value.items())]
    return [f"{key}: {_flow(value)}"]


def _flow(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS
    if plain and not text.startswith(("---", "...")):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m.group()):04x}", quoted)
