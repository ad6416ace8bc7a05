"""The dialect's blocks: code fences, ``:::`` blocks, displayed formulas, notes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import (
    BlockProcessor,
    CodeBlockProcessor,
    ReferenceProcessor,
)
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from kanyin.ingest.markdown.inlines import HAN
from kanyin.ingest.markdown.places import SOURCE
from kanyin.ingest.markdown.raw_blocks import RawBlocks, RawBlockStash
from kanyin.ingest.markdown.tables import TableCaptions, WholeRows

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

BLOCK_KINDS = frozenset({"verse", "dialogue", "caption", "letter"})
QUOTE_MARK = re.compile(r"[ ]{0,3}>[ ]?")
FENCE_OPEN = re.compile(
    rf"(?P<quote>(?:{QUOTE_MARK.pattern})*)(?P<indent>[ ]*)(?P<mark>`{{3,}}|~{{3,}})[ ]*(?P<info>[^`]*)$"
)
KIND_OPEN = re.compile(r"^:::[ ]*(?P<kind>\w+)[ ]*$", re.MULTILINE)
KIND_CLOSE = re.compile(r"^:::[ ]*$", re.MULTILINE)


@dataclass(slots=True)
class CodeFences(Preprocessor):
    """Takes fenced code out of the text before any other rule can touch it."""

    md: Markdown
    fences: list[tuple[str, str]] = field(default_factory=list)

    def run(self, lines: list[str]) -> list[str]:
        """Replace each closed fence by a one-line mark that a block processor knows."""
        kept: list[str] = []
        at = 0
        while at < len(lines):
            opening = FENCE_OPEN.match(lines[at])
            end = closing_fence(lines, at, opening["mark"]) if opening else None
            if opening and end is not None:
                quote = opening["quote"]
                inside = [_unquote(line, quote.count(">")) or "" for line in lines[at + 1 : end]]
                code = _dedent(inside, len(opening["indent"]))
                self.fences.append((opening["info"].strip(), "\n".join(code)))
                mark = f"{quote}{opening['indent']}{STX}fence:{len(self.fences) - 1}"
                kept += [quote.rstrip(), mark, quote.rstrip()]
                at = end
            else:
                kept.append(lines[at])
            at += 1
        return kept


def closing_fence(lines: list[str], start: int, mark: str) -> int | None:
    """The line that closes the code fence opened on ``start``, within its quotation, or None."""
    opening = FENCE_OPEN.match(lines[start])
    depth = opening["quote"].count(">") if opening else 0
    for index in range(start + 1, len(lines)):
        line = _unquote(lines[index], depth)
        if line is None:
            return None
        if len(line.strip()) >= len(mark) and not line.strip().strip(mark[0]):
            return index
    return None


def _unquote(line: str, depth: int) -> str | None:
    """A line of a quotation without its marks, or None when it is no longer in it."""
    for _ in range(depth):
        mark = QUOTE_MARK.match(line)
        if mark is None:
            return None
        line = line[mark.end() :]
    return line


def _dedent(lines: list[str], width: int) -> list[str]:
    return [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines]


class CodeFenceBlocks(BlockProcessor):
    """Turns the marks of ``CodeFences`` into ``pre`` elements."""

    _MARK = re.compile(rf"\s*{STX}fence:(\d+)\s*")

    def __init__(self, parser: BlockParser, fences: list[tuple[str, str]]) -> None:
        super().__init__(parser)
        self._fences = fences

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is such a mark."""
        return bool(self._MARK.fullmatch(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put the code in."""
        found = self._MARK.fullmatch(blocks.pop(0))
        info, text = self._fences[int(found[1])] if found else ("", "")
        code = SubElement(SubElement(parent, "pre"), "code")
        if language := re.match(r"[\w+#-]+", info):
            code.set("class", f"language-{language[0]}")
        code.text = AtomicString(text + "\n")


class KindBlocks(BlockProcessor):
    """``::: verse`` … ``:::`` and its siblings, blocks of their own kind."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether a known kind opens in the block."""
        opening = KIND_OPEN.search(block)
        return bool(opening and opening["kind"] in BLOCK_KINDS)

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Read up to the closing fence; leave an unclosed one to be text."""
        block = blocks[0]
        opening = KIND_OPEN.search(block)
        assert opening
        taken = _until_close(blocks, opening.end())
        if taken is None:
            return False
        inner, rest, count = taken
        del blocks[:count]
        if rest.strip():
            blocks.insert(0, rest.lstrip("\n"))
        if before := block[: opening.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        division = SubElement(parent, "div", {"class": opening["kind"]})
        if opening["kind"] == "verse":
            _stanzas(division, inner)
        else:
            self.parser.parseChunk(division, inner)
        return True


def _until_close(blocks: list[str], start: int) -> tuple[str, str, int] | None:
    """The text inside, the rest of the last block, and how many blocks were read."""
    inner: list[str] = []
    for count, block in enumerate(blocks):
        offset = start if count == 0 else 0
        if closing := KIND_CLOSE.search(block, offset):
            inner.append(block[offset : closing.start()])
            return "\n\n".join(inner).strip("\n"), block[closing.end() :], count + 1
        inner.append(block[offset:])
    return None


def _stanzas(division: Element, text: str) -> None:
    for stanza in re.split(r"\n[ ]*\n", text):
        if stanza.strip():
            SubElement(division, "p").text = stanza.strip("\n")


class FormulaBlocks(BlockProcessor):
    """``$$ … $$`` alone in a block, with an optional ``{#eq-name}``."""

    _FORM = re.compile(
        r"\s*\$\$(?P<tex>(?:(?!\$\$).)+)\$\$[ ]*(?:\{#(?P<id>[\w-]+)\})?\s*", re.DOTALL
    )

    def test(self, parent: Element, block: str) -> bool:
        """Whether the whole block is one displayed formula."""
        return bool(self._FORM.fullmatch(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a ``tex`` placeholder in a paragraph of its own."""
        block = blocks.pop(0)
        found = self._FORM.fullmatch(block)
        assert found
        paragraph = SubElement(parent, "p", {"class": "formula", SOURCE: block})
        if found["id"]:
            paragraph.set("id", found["id"])
        tex = SubElement(paragraph, "tex", {"display": "block"})
        tex.text = AtomicString(found["tex"].strip())


class StrictReferences(ReferenceProcessor):
    """Link definitions, but only those that point somewhere.

    ``[1]: 参考文献`` is text to an editor; the library would swallow it.
    """

    RE = re.compile(
        ReferenceProcessor.RE.pattern.replace(
            r"([^\s]+)", r"(<?(?:[a-z][a-z0-9+.-]*:|[./#?]|[\w-]+[./#])[!-~]*>?)", 1
        ),
        re.MULTILINE,
    )


class Definitions(DefListProcessor):
    """A colon with no term before it begins a paragraph, as it does at the start of a text."""

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Read a definition; False leaves the block to others."""
        before = self.lastChild(parent)
        own = self.RE.match(blocks[0]) is None
        return super().run(parent, blocks) if own or _is_term(before) else False


def _is_term(before: Element | None) -> bool:
    return before is not None and before.tag in ("p", "dl")


class IndentedCode(CodeBlockProcessor):
    """Four spaces make code, except before Han: there they are a typed indent."""

    _HAN_FIRST = re.compile(rf"[ ]{{4,}}[{HAN}\u3000-\u303f\uff00-\uffef“‘—…]")

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is code."""
        return super().test(parent, block) and not self._HAN_FIRST.match(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the code as it stands; the library escapes it for its HTML writer."""
        before = self.lastChild(parent)
        kept = "".join(before.itertext()) if before is not None and before.tag == "pre" else ""
        super().run(parent, blocks)
        code = parent[-1][0]
        code.text = AtomicString(kept + html.unescape((code.text or "")[len(kept) :]))


@dataclass(slots=True)
class NoteDefinitions:
    """What the library's footnote reader fills: the text of each note by name."""

    parser: BlockParser
    texts: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)

    def setFootnote(self, id: str, text: str) -> None:
        """Keep the first definition; a second is remarked on, never silently lost."""
        known = self.texts.get(id, "")
        if text.startswith(known):
            self.texts[id] = text
        elif text != known:
            self.repeated.append(id)


class NotesAtEnd(Treeprocessor):
    """Appends the notes to the tree, so that inline marks are read in them too."""

    def __init__(self, md: Markdown, notes: NoteDefinitions) -> None:
        super().__init__(md)
        self._notes = notes

    def run(self, root: Element) -> None:
        """Add one ``div`` per note."""
        read: set[str] = set()
        while names := [name for name in self._notes.texts if name not in read]:
            for name in names:  # a note may define another one
                note = SubElement(root, "div", {"class": "note", "id": f"fn-{name}"})
                self._notes.parser.parseChunk(note, self._notes.texts[name])
            read.update(names)


def register_blocks(md: Markdown) -> NoteDefinitions:
    """Put the blocks in; gives the holder that will have the notes."""
    fences = CodeFences(md)
    notes = NoteDefinitions(md.parser)
    processors = md.parser.blockprocessors
    md.preprocessors.register(fences, "code-fences", 25)
    md.preprocessors.register(RawBlockStash(md), "html_block", 20)
    processors.register(CodeFenceBlocks(md.parser, fences.fences), "code-fences", 88)
    processors.register(KindBlocks(md.parser), "kinds", 87)
    processors.register(FormulaBlocks(md.parser), "formulas", 86)
    processors.register(IndentedCode(md.parser), "code", 80)
    processors.register(Definitions(md.parser), "deflist", 25)
    processors.register(WholeRows(md.parser), "table", 75)
    processors.register(FootnoteBlockProcessor(notes), "notes", 17)  # type: ignore[arg-type]
    processors.register(StrictReferences(md.parser), "reference", 15)
    md.treeprocessors.register(NotesAtEnd(md, notes), "notes", 50)
    md.treeprocessors.register(RawBlocks(md), "raw-blocks", 48)
    md.treeprocessors.register(TableCaptions(md), "table-captions", 40)
    return notes
