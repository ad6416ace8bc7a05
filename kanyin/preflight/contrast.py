"""Contrast of the colours that style sheets give to text (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.preflight.artifacts import Edition

ENOUGH = 4.5
"""Contrast of text with what is behind it; large text needs less, but none of ours is told."""
WHITE = (1.0, 1.0, 1.0)
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")

Colour = tuple[float, float, float]
Rules = list[tuple[str, int, dict[str, Any]]]


def check_contrast(edition: Edition) -> Iterator[Diagnostic]:
    """A remark for every rule whose text is too pale on the page, by day and by night."""
    classes = {
        name
        for document in edition.pages
        for element in document.root.iter()
        for name in (element.get("class") or "").split()
    }
    for path, data in edition.files.items():
        if path.endswith(".css"):
            sheet = tinycss2.parse_stylesheet_bytes(data, skip_whitespace=True)[0]
            day = [rule for rule in _rules(sheet) if _may_match(rule[0], classes)]
            seen: set[tuple[str, int]] = set()
            for rules in (day, [*day, *_night(sheet)]):
                yield from _pale(edition, path, rules, seen)


def _pale(
    edition: Edition, path: str, rules: Rules, seen: set[tuple[str, int]]
) -> Iterator[Diagnostic]:
    names = {k: v for _, _, given in rules for k, v in given.items() if k.startswith("--")}
    paper = WHITE
    for selector, _, given in rules:
        if selector in ("html", "body", ":root"):
            paper = _colour(_background(given), names) or paper
    for selector, line, given in rules:
        ink = _colour(given.get("color", ()), names)
        behind = _colour(_background(given), names) or paper
        if ink is not None and contrast(ink, behind) < ENOUGH and (selector, line) not in seen:
            seen.add((selector, line))
            ratio = f"{contrast(ink, behind):.1f}"
            place = Place(f"{edition.name}/{path}", line)
            yield remark("F153", place, selector=selector, ratio=ratio)


def _may_match(selector: str, classes: set[str]) -> bool:
    """Whether a page has all classes of a selector, or of one in a list of them."""
    parts = selector.split(",")
    return any(set(CLASS.findall(part)) <= classes for part in parts)


def _rules(nodes: Sequence[Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for node in nodes:
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            declared = tinycss2.parse_declaration_list(node.content, True, True)
            given = {d.name: d.value for d in declared if d.type == "declaration"}
            yield selector, node.source_line, given


def _night(nodes: Sequence[Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for node in nodes:
        if node.type == "at-rule" and "dark" in tinycss2.serialize(node.prelude):
            yield from _rules(tinycss2.parse_rule_list(node.content or [], True, True))


def _background(given: Mapping[str, Any]) -> Sequence[Any]:
    found: Sequence[Any] = given.get("background-color", given.get("background", ()))
    return found


def _colour(tokens: Sequence[Any], names: Mapping[str, Any]) -> Colour | None:
    """The first colour among the values of a declaration, variables filled in."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            name = next((t.value for t in token.arguments if t.type == "ident"), "")
            found = _colour(names.get(name, ()), {})
        else:
            colour = parse_color(token)
            found = colour[:3] if isinstance(colour, RGBA) and colour.alpha == 1 else None
        if found is not None:
            return found
    return None


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of two luminances, 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
