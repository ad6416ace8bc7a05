"""Blocks of raw HTML: found and put aside before any mark in them is read."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from kanyin.ingest.markdown.places import SOURCE

_RAW_MARK = re.compile(rf"{STX}wzxhzdk:(\d+){ETX}")


class RawBlockFinder(HTMLExtractor):
    """Finds blocks of raw HTML; behind the last ``>`` there is no tag to look for.

    The library puts references that follow a block on its line at the end of the text.
    """

    _searched: str = ""
    _last: int = -1

    def parse_starttag(self, i: int) -> int:
        """Read a start tag, or take its ``<`` for text."""
        if self.rawdata is not self._searched:
            self._searched, self._last = self.rawdata, self.rawdata.rfind(">")
        if i > self._last:
            self.handle_data("<")
            return i + 1
        return int(super().parse_starttag(i))

    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        """A tag without content, a comment or a reference."""
        if self.intail and not self.inraw:
            self.cleandoc.append(f"{self.md.htmlStash.store(data)}\n\n" if is_block else data)
        else:
            super().handle_empty_tag(data, is_block)


class RawBlockStash(HtmlBlockPreprocessor):
    """Puts blocks of raw HTML aside, before any mark in them is read."""

    def run(self, lines: list[str]) -> list[str]:
        """Leave a mark for each, after a blank line: inside a paragraph it would be lost."""
        finder = RawBlockFinder(self.md)
        finder.feed("\n".join(lines))
        finder.close()
        return _RAW_MARK.sub(r"\n\n\g<0>", "".join(finder.cleandoc)).split("\n")


class RawBlocks(Treeprocessor):
    """Gives each stashed block of raw HTML an element, to be cleaned later."""

    def run(self, root: Element) -> None:
        """Turn paragraphs that are one stash mark into ``raw-block`` elements."""
        for paragraph in list(root.iter("p")):
            if mark := _RAW_MARK.fullmatch((paragraph.text or "").strip()):
                paragraph.tag = "raw-block"
                raw = str(self.md.htmlStash.rawHtmlBlocks[int(mark[1])])
                paragraph.set("html", raw)
                paragraph.set(SOURCE, raw)
                paragraph.text = None
