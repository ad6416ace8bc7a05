"""The dialect's inline marks: spans, ruby, mathematics, note calls, raw tags.

Each is a Python-Markdown inline processor; what it does not recognise stays text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Container
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from kanyin.ingest.markdown.links import closing_bracket, register_links

if TYPE_CHECKING:
    from markdown import Markdown

HAN = "\u3007\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ideographs as a character class: 〇, radicals, and all CJK unified blocks."""

ATTRIBUTE = r"""(?:[#.][^\s{}=|#.]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}|]+))"""
ATTRIBUTES = rf"\{{:?[ ]*({ATTRIBUTE}(?:[ ]+{ATTRIBUTE})*)[ ]*\}}"
"""``{#id .class key=value}`` and nothing looser, so that ``{a|b}`` stays text."""

SPAN_CLASSES = frozenset({"dots", "name", "book", "deceased", "warichu", "even"})
DEEPEST_SPAN = 3
"""A name in a book title under dots: no more spans stand in one another."""

Result = tuple[Element | str | None, int | None, int | None]
NOTHING: Result = (None, None, None)


class SpanProcessor(InlineProcessor):
    """``[文字]{.dots}``, ``[words]{lang=en}``, ``[姓名]{.even width=5em}`` and the like."""

    _ONE = r"(?:\.[a-z]+|lang=[\w-]+|width=\d{1,2}em)"
    _TAIL = re.compile(rf"\{{[ ]*({_ONE}(?:[ ]+{_ONE})*)[ ]*\}}")

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Read the bracketed text and the attributes directly behind it."""
        end = closing_bracket(data, m.end(0))
        tail = self._TAIL.match(data, end) if end else None
        if not tail:
            return NOTHING
        span = Element("span")
        for word in tail[1].split():
            name, given, value = word.partition("=")
            if given:
                span.set(name, value)
            elif word[1:] in SPAN_CLASSES and not span.get("class"):
                span.set("class", word[1:])
            else:
                return NOTHING
        if span.get("width") and span.get("class") != "even":
            return NOTHING
        span.text = data[m.end(0) : end - 1]
        return span, m.start(0), tail.end(0)


class RubyProcessor(InlineProcessor):
    """``{漢|hàn}`` over the whole base, ``{临江|lín|jiāng}`` over each character."""

    PATTERN = rf"\{{([{HAN}]+)((?:\\?\|[^{{}}|\n\\]+)+)\}}"

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Make ``ruby`` with ``rb``/``rt`` pairs, or leave an uneven one as text."""
        base = m[1]
        readings = [r.strip() for r in m[2].replace("\\|", "|").split("|")[1:]]
        if len(readings) not in (1, len(base)):
            return NOTHING
        ruby = Element("ruby")
        for part, reading in zip([base] if len(readings) == 1 else base, readings, strict=True):
            SubElement(ruby, "rb").text = AtomicString(part)
            SubElement(ruby, "rt").text = AtomicString(reading)
        return ruby, m.start(0), m.end(0)


class MathProcessor(InlineProcessor):
    """``$E=mc^2$``; ``$5到$10`` and prices stay text (no Han outside ``\\text{}``)."""

    PATTERN = r"(?<![\\$])\$(?![\s$])((?:[^$\n\\]|\\.)*?(?:[^\s$\\]|\\[^\n]))\$(?![\d$])"
    _TEXT = re.compile(r"\\(?:text|mbox|mathrm)\{[^{}]*\}")
    _CHINESE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’]")

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Make a ``tex`` placeholder unless Chinese text stands between the signs."""
        if self._CHINESE.search(self._TEXT.sub("", m[1])):
            return NOTHING
        tex = Element("tex", {"display": "inline"})
        tex.text = AtomicString(m[1])
        return tex, m.start(0), m.end(0)


class DisplayProcessor(MathProcessor):
    """``$$…$$`` among words, with an optional ``{#eq-name}``; ``formulas`` sets it apart."""

    PATTERN = r"(?<![\\$])\$\$((?:[^$\\]|\\.)+)\$\$(?!\$)(?:[ ]*\{#([\w-]+)\})?"

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Make a ``tex`` placeholder that stands for a block."""
        found = super().handleMatch(m, data)
        if isinstance(found[0], Element):
            found[0].set("display", "block")
            found[0].text = AtomicString(m[1].strip())
            found[0].attrib.update({"id": m[2]} if m[2] else {})
        return found


class CodeProcessor(InlineProcessor):
    """Code between equal runs of backticks; a run without its equal is text.

    The library's own looks for the closing run anew from every opening one, which takes a
    minute for a megabyte of unequal runs, and escapes for an HTML writer we do not use.
    """

    PATTERN = r"(?<!\\)`+"

    def __init__(self, md: Markdown) -> None:
        super().__init__(self.PATTERN, md)
        self._text = ""
        self._runs: dict[int, list[int]] = {}

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Make ``code`` of what stands up to the next run of the same length."""
        length = len(m[0])
        starts = self._runs_of(data).get(length, [])
        at = bisect_left(starts, m.end(0))
        if at == len(starts):
            return None, m.start(0), m.end(0)
        code = Element("code")
        code.text = AtomicString(data[m.end(0) : starts[at]].strip())
        return code, m.start(0), starts[at] + length

    def _runs_of(self, data: str) -> dict[int, list[int]]:
        """Where the runs of each length begin; the last text's are remembered."""
        if data != self._text:
            self._text, self._runs = data, {}
            for run in re.finditer("`+", data):
                self._runs.setdefault(len(run[0]), []).append(run.start())
        return self._runs


class NoteCallProcessor(InlineProcessor):
    """``[^1]`` where a note of that name is defined; otherwise it stays text."""

    PATTERN = r"\[\^([^\[\]\s]+)\]"

    def __init__(self, md: Markdown, defined: Container[str]) -> None:
        super().__init__(self.PATTERN, md)
        self._defined = defined

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Make a call; structure numbers it later."""
        if m[1] not in self._defined:
            return NOTHING
        return Element("a", {"class": "noteref", "href": f"#fn-{m[1]}"}), m.start(0), m.end(0)


class RawTagProcessor(InlineProcessor):
    """A raw HTML tag or comment, kept aside until ``raw_html`` pairs and judges it."""

    _ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
    PATTERN = rf"<(?:/?([A-Za-z][A-Za-z0-9-]*)(?:{_ATTRIBUTE})*\s*/?|!--.*?--)>"

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Mark the tag; a name that HTML does not have is text (``<李某>``, ``<x>``)."""
        if m[1] and m[1].lower() not in HTML_NAMES:
            return NOTHING
        return Element("raw-tag", {"html": m[0]}), m.start(0), m.end(0)


class EntityProcessor(InlineProcessor):
    """A character reference such as ``&nbsp;`` becomes its character."""

    PATTERN = r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[0-9a-zA-Z]{2,31});"

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Replace a known reference."""
        text = html.unescape(m[0])
        return NOTHING if text == m[0] else (text, m.start(0), m.end(0))


class MailProcessor(InlineProcessor):
    """``<a@example.org>``: a plain link (the library's own is hidden in entities)."""

    PATTERN = r"<((?:mailto:)?[^<> !]+@[^<> @]+)>"

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        """Make the link."""
        address = m[1].removeprefix("mailto:")
        link = Element("a", {"href": f"mailto:{address}"})
        link.text = AtomicString(address)
        return link, m.start(0), m.end(0)


HTML_NAMES = frozenset(
    """a abbr acronym address applet area article aside audio b base bdi bdo big blink
    blockquote body br button canvas caption center cite code col colgroup data datalist dd
    del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form
    frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd
    label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes
    noscript object ol optgroup option output p param picture plaintext pre progress q rb rp
    rt rtc ruby s samp script section select slot small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u
    ul var video wbr xmp""".split()
)
"""Every element name of HTML, current and obsolete (HTML Living Standard, 16.2)."""


def register_inlines(md: Markdown, notes: Container[str]) -> None:
    """Put the marks before the library's own that would claim the same characters."""
    patterns = md.inlinePatterns
    register_links(md)
    patterns.register(CodeProcessor(md), "backtick", 190)
    patterns.register(RubyProcessor(RubyProcessor.PATTERN, md), "ruby", 188)
    patterns.register(MathProcessor(MathProcessor.PATTERN, md), "math", 185)
    patterns.register(DisplayProcessor(DisplayProcessor.PATTERN, md), "display", 184)
    patterns.register(NoteCallProcessor(md, notes), "note-call", 175)
    for depth in range(DEEPEST_SPAN):  # the library looks into a span for later marks only
        patterns.register(SpanProcessor(r"(?<!!)\[", md), f"span-{depth}", 172 - depth / 10)
    patterns.register(MailProcessor(MailProcessor.PATTERN, md), "automail", 110)
    patterns.register(RawTagProcessor(RawTagProcessor.PATTERN, md), "html", 90)
    patterns.register(EntityProcessor(EntityProcessor.PATTERN, md), "entity", 80)
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$", "|", "~", "<", ":"]
