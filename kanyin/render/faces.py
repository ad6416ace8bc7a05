"""Which face sets which characters: the cascade of ``font-family`` and ``font-weight``.

Only these two properties are followed, and ``font`` shorthands are not used by layouts;
so the engine's whole cascade is not needed to know a text's face before layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from unicodedata import normalize

import cssselect2
import tinycss2

from kanyin.diagnostics import Diagnostic, Fix, Place, remark
from kanyin.fonts import Face, FontSet, needs_no_glyph
from kanyin.model.article import Element
from kanyin.model.issue import Source
from kanyin.model.places import line_of
from kanyin.model.publication import ContentDocument, Publication
from kanyin.render.numbering import markers_of

BOLD_BY_DEFAULT = frozenset("h1 h2 h3 h4 h5 h6 b strong th".split())
"""Elements that every engine's own stylesheet sets bold (HTML Standard, Rendering)."""

ALWAYS = frozenset("0123456789.")
"""Numbers of lists, which no text of the document holds."""

MATHEMATICAL_ITALIC = (
    *range(0x1D434, 0x1D455),
    *range(0x1D456, 0x1D468),
    *range(0x1D6E2, 0x1D71C),
)
"""Unicode Standard, 22.2: Latin but for h, which is ℎ, and Greek."""

ITALIC = {normalize("NFKC", c): c for c in map(chr, MATHEMATICAL_ITALIC)} | {"h": "ℎ"}
"""Letters, and the mathematical italic that MathML sets for them."""

RADICAL = "√"

_HALF_WIDTH = re.compile("[\uff65-\uff9f]+")
"""Half-width katakana (Unicode, Halfwidth and Fullwidth Forms)."""

PLAN = "issue.yaml"
NO_TEXT = frozenset("head script style math svg title".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a document, its role and weight, and the element it stands in."""

    text: str
    role: str
    weight: int
    element: Element


def pieces(document: ContentDocument, matcher: Any, fonts: FontSet) -> Iterator[Piece]:
    """Every text of a document's body with the role and weight that set it."""
    wrapped = cssselect2.ElementWrapper.from_html_root(document.root)
    waiting = [(wrapped, "song", 400)]
    while waiting:
        wrapper, role, weight = waiting.pop()
        element: Element = wrapper.etree_element
        if not isinstance(element.tag, str) or element.tag in NO_TEXT:
            continue
        role, weight = _style(wrapper, matcher, role, weight, fonts)
        if element.text:
            yield Piece(element.text, role, weight, element)
        if element.tag == "ol" and (markers := "".join(markers_of(element))):
            yield Piece(markers, role, weight, element)
        children = list(wrapper.iter_children())
        for child in children:
            if child.etree_element.tail:
                yield Piece(child.etree_element.tail, role, weight, element)
        waiting += [(child, role, weight) for child in reversed(children)]


def _style(wrapper: Any, matcher: Any, role: str, weight: int, fonts: FontSet) -> tuple[str, int]:
    if wrapper.local_name in BOLD_BY_DEFAULT:
        weight = 700
    for _, _, pseudo, declared in sorted(matcher.match(wrapper), key=lambda m: m[:2]):
        if pseudo is None:
            role = declared.get("role") or role
            weight = declared.get("weight") or weight
    return role, weight


def make_matcher(stylesheet: str, fonts: FontSet) -> Any:
    """The stylesheet's rules that choose a face."""
    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(stylesheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declared = _declared(rule.content, fonts)
        if not declared:
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, declared)
    return matcher


def _declared(content: Any, fonts: FontSet) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for declaration in tinycss2.parse_blocks_contents(content):
        if declaration.type != "declaration":
            continue
        if declaration.lower_name == "font-family":
            names = [t.value for t in declaration.value if t.type == "string"]
            values["role"] = fonts.role_of(names[0]) if names else None
        elif declaration.lower_name == "font-weight":
            tokens = [t for t in declaration.value if t.type in ("number", "ident")]
            values["weight"] = _weight(tokens[0]) if tokens else None
    return values


def _weight(token: Any) -> int | None:
    if token.type == "number":
        return int(token.value)
    return {"bold": 700, "normal": 400}.get(token.lower_value)


def characters_by_face(publication: Publication, fonts: FontSet) -> dict[Face, frozenset[str]]:
    """The characters each face must have, fallbacks included."""
    matcher = make_matcher(publication.stylesheet, fonts)
    sets: dict[Face, set[str]] = {}
    for document in publication.documents:
        for piece in pieces(document, matcher, fonts):
            own = fonts.face(piece.role, piece.weight)
            if own is None:
                continue
            sets.setdefault(own, set(ALWAYS))
            for character in set(piece.text):
                face = fonts.choose(piece.role, piece.weight, character) or own
                sets.setdefault(face, set()).add(character)
        for character in characters_of_formulas(document.root):
            if chosen := fonts.choose("math", 400, character):
                sets.setdefault(chosen, set()).add(character)
    return {face: frozenset(characters) for face, characters in sets.items()}


def characters_of_formulas(root: Element) -> frozenset[str]:
    """The characters that MathML is set with: those written, and those drawn for them.

    A single letter in ``mi`` is set in mathematical italic (MathML Core, 4.2, ``math-auto``);
    roots are drawn from a radical sign that no text holds (3.3.3).
    """
    written = frozenset(c for math in root.iter("math") for t in math.itertext() for c in str(t))
    italic = frozenset(ITALIC[c] for c in written if c in ITALIC)
    return written | italic | {RADICAL} if written else written


def check_glyphs(
    publication: Publication, fonts: FontSet, sources: Mapping[str, Source]
) -> list[Diagnostic]:
    """Every character that its role's own face lacks: an advice where a fallback helps.

    ``sources`` holds the lines of each manuscript by name, to point at the character.
    """
    matcher = make_matcher(publication.stylesheet, fonts)
    files = {a.id: a.file for a in publication.issue.articles}
    found: list[Diagnostic] = []
    for document in publication.documents:
        file = files.get(document.id, "")
        for piece in pieces(document, matcher, fonts):
            own = fonts.face(piece.role, piece.weight)
            lacking = {c for c in piece.text if own and not fonts.covers(own, c)}
            lacking = {c for c in lacking if not needs_no_glyph(c)}
            if own and lacking:
                place_of = partial(locate, piece.element, file=file, sources=sources)
                found += _missing(lacking, piece, own, place_of, fonts)
    return found


def _missing(
    lacking: set[str],
    piece: Piece,
    own: Face,
    place_of: Callable[[str], Place | None],
    fonts: FontSet,
) -> Iterator[Diagnostic]:
    """An error for each character that no face has; one advice for each face that helps."""
    for run in dict.fromkeys(_HALF_WIDTH.findall(piece.text)):
        if not lacking.isdisjoint(run):
            full = unicodedata.normalize("NFKC", run)
            fix = Fix(full, safe=True)
            yield remark("G106", place_of(run), fix=fix, characters=run, full=full)
    lacking = {c for c in lacking if not _HALF_WIDTH.match(c)}
    helped: dict[str, list[str]] = {}
    for character in sorted(lacking, key=piece.text.index):
        face = fonts.choose(piece.role, piece.weight, character)
        if face is not None:
            helped.setdefault(face.family, []).append(character)
            continue
        point = f"U+{ord(character):04X}"
        shown = character if character.isprintable() else point
        code = "G105" if character == "\ufffd" else "G101"
        yield remark(code, place_of(character), character=shown, point=point, role=own.family)
    for family, characters in helped.items():
        yield remark(
            "G102",
            place_of(characters[0]),
            characters="".join(characters),
            role=own.family,
            family=family,
        )


def locate(
    element: Element, character: str, file: str, sources: Mapping[str, Source]
) -> Place | None:
    """Where a character (or a few) of an element stands: in its article, else in ``issue.yaml``.

    A column's or the journal's name stands on an article's pages but not in its file.
    """
    start = line_of(element) or 1
    plans = [name for name in sources if name.endswith(PLAN)]
    for name, first in ((file, start), (file, 1), *((plan, 1) for plan in plans)):
        known = sources[name].lines if name in sources else ()
        for number, line in enumerate(known[first - 1 :], first):
            if (column := line.find(character) + 1) > 0:
                return Place(name, number, column, number, column + len(character))
    return Place(file, start, 1) if file else None
