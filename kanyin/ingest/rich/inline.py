"""Words and the marks on them: emphasis, links, pictures, ruby, note calls, formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from kanyin.ingest.rich.document import DROP, children, text_of
from kanyin.ingest.rich.scribe import Scribe
from kanyin.ingest.text.parts import Add
from kanyin.model.article import Element
from kanyin.model.scripts import HAN

_MARKS = {
    "strong": ("**", "**"),
    "b": ("**", "**"),
    "em": ("*", "*"),
    "i": ("*", "*"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "del": ("<del>", "</del>"),
    "s": ("<s>", "</s>"),
    "dots": ("[", "]{.dots}"),
}
"""Elements and their marks in the dialect; what is not here leaves its words plain."""

_UNSAFE = re.compile(r"""[\s()<>"\[\]\\]""")
"""What an address between parentheses must not hold as it is."""

_WEB = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """Where the words stand."""

    marks: frozenset[str] = frozenset()
    heading: bool = False
    cell: bool = False


def write_inline(element: Element, scribe: Scribe, around: Around) -> None:
    """The words inside an element, with their marks."""
    scribe.say(element.text, cell=around.cell)
    for child in children(element):
        write_node(child, scribe, around)
        scribe.say(child.tail, cell=around.cell)


def write_node(element: Element, scribe: Scribe, around: Around) -> None:
    """An element among words."""
    tag = str(element.tag)
    if (why := element.get(DROP)) is not None:
        scribe.drop(text_of(element), why)
    elif tag in _WRITERS:
        _WRITERS[tag](element, scribe, around)
    elif tag in _MARKS:
        _marked(element, scribe, around, *_MARKS[tag])
    else:
        write_inline(element, scribe, around)


def _marked(element: Element, scribe: Scribe, around: Around, first: str, last: str) -> None:
    plain = around.heading and first == "**"
    if first in around.marks or plain:
        write_inline(element, scribe, around)
        return
    scribe.open(first, "emphasis")
    write_inline(element, scribe, replace(around, marks=around.marks | {first}))
    scribe.close(last, "emphasis")


def _link(element: Element, scribe: Scribe, around: Around) -> None:
    """Only addresses on the web; the words of other links stay as words."""
    href = element.get("href", "").strip()
    if not _WEB.match(href) or "[" in around.marks or around.heading:
        write_inline(element, scribe, around)
        return
    scribe.open("[", "link")
    write_inline(element, scribe, replace(around, marks=around.marks | {"["}))
    scribe.close(f"]({_address(href)})", "link")


def _address(href: str) -> str:
    return _UNSAFE.sub(lambda m: quote(m[0]), href)


def picture(element: Element, scribe: Scribe, title: str = "", cell: bool = False) -> None:
    """``![alt](address "caption")``; the caption's words without marks."""
    scribe.mark("![", "picture")
    scribe.say(element.get("alt"), cell=cell)
    scribe.anchor()
    scribe.mark(f"]({_address(element.get('src', '').strip())}", "picture")
    if title := (title or element.get("title", "")).strip():
        scribe.mark(' "', "caption")
        scribe.say(title, cell=cell)
        scribe.mark('"', "caption")
    scribe.mark(")", "picture")


def _code(element: Element, scribe: Scribe, around: Around) -> None:
    text = text_of(element).strip()
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    first = f"{fence} " if text.startswith("`") else fence
    before = scribe.parts[-1] if scribe.parts else None
    touches = isinstance(before, Add) and before.why == "code" and before.text != first
    if touches or scribe.last == "\\":  # backticks that would not be read for these
        scribe.mark(" ", "space")
    scribe.open(first, "code")
    scribe.say(text, raw=True)
    scribe.close(f" {fence}" if text.endswith("`") else fence, "code")


def _ruby(element: Element, scribe: Scribe, around: Around) -> None:
    """``{漢|hàn}`` where the base is Han; else the reading in brackets behind it."""
    for base, reading in _pairs(element):
        han = re.fullmatch(f"[{HAN}]+", base) and not set(reading) & set("{}|\\")
        first, middle, last = ("{", "|", "}") if han and reading else ("", "（", "）")
        if first:
            scribe.mark(first, "ruby")
        scribe.say(base, cell=around.cell)
        if reading:
            scribe.mark("\\|" if around.cell and han else middle, "ruby")
            scribe.say(reading, cell=around.cell)
            scribe.mark(last, "ruby")
    for parenthesis in element.iter("rp"):
        scribe.drop(text_of(parenthesis), "ruby parenthesis")


def _pairs(ruby: Element) -> list[tuple[str, str]]:
    """Each base with its reading (HTML, 4.5.10)."""
    pairs = [["", ""]]
    for text, is_reading in _texts(ruby):
        if not is_reading and pairs[-1][1]:
            pairs.append(["", ""])
        pairs[-1][is_reading] += text
    return [(base, reading) for base, reading in pairs]


def _texts(ruby: Element) -> Iterator[tuple[str, bool]]:
    """The texts of a ruby in order, and whether each is a reading."""
    yield (ruby.text or "").strip(), False
    for child in children(ruby):
        if child.tag != "rp" and (text := text_of(child).strip()):
            yield text, child.tag in ("rt", "rtc")
        if tail := (child.tail or "").strip():
            yield tail, False


def _note_call(element: Element, scribe: Scribe, around: Around) -> None:
    scribe.drop(text_of(element), "note mark")
    scribe.mark(f"[^{element.get('name')}]", "note call")
    scribe.anchor()


def _formula(element: Element, scribe: Scribe, around: Around) -> None:
    scribe.open("$", "formula")
    write_tex(element, scribe)
    scribe.close("$", "formula")


def write_tex(element: Element, scribe: Scribe) -> None:
    """A formula: its words, and the marks of TeX between them."""
    scribe.say(element.text, raw=True)
    for child in children(element):
        scribe.mark(child.get("text", ""), "formula")
        scribe.say(child.tail, raw=True)


def _line_end(element: Element, scribe: Scribe, around: Around) -> None:
    if around.cell:
        scribe.mark("<br>", "line end")
    scribe.say(" ")


_WRITERS: dict[str, Callable[[Element, Scribe, Around], None]] = {
    "a": _link,
    "img": lambda element, scribe, around: picture(element, scribe, cell=around.cell),
    "code": _code,
    "ruby": _ruby,
    "noteref": _note_call,
    "tex": _formula,
    "br": _line_end,
}
