"""What comes out of a PDF as text, held against the text that went in.

Copying, searching and reading aloud all see the extracted text, not the page.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from kanyin.preflight.characters import is_han, is_western

LEFT_BY_EXTRACTORS = "\u00ad\u200b\u2060\ufeff\ufffe\x02\x0c"
"""Soft hyphens, invisible characters, what PDFium writes at line ends, form feeds."""
SPACED = re.compile(r"(?<=(\S)) +(?=(\S))")


@dataclass(frozen=True, slots=True)
class Extraction:
    """How an extracted text differs from its source, white space apart.

    ``lost`` and ``added`` list characters and how often, ``moved`` counts characters that
    come in another order; ``spaces`` counts the spaces at borders of ideographs and letters
    or digits that the source does not have.
    """

    lost: tuple[tuple[str, int], ...]
    added: tuple[tuple[str, int], ...]
    moved: int
    spaces: int
    borders: int

    @property
    def same(self) -> bool:
        """Whether the text is the source's, character by character."""
        return not (self.lost or self.added or self.moved)


def compare(extracted: str, source: str) -> Extraction:
    """Hold an extracted text against its source, both as one string."""
    have, want = _solid(extracted), _solid(source)
    lost, added = Counter(want) - Counter(have), Counter(have) - Counter(want)
    return Extraction(
        tuple(sorted(lost.items())),
        tuple(sorted(added.items())),
        _moved(have, want) if not (lost or added) else 0,
        max(0, _spaces(extracted) - _spaces(source)),
        _borders(want),
    )


def _solid(text: str) -> str:
    """The text without white space and without what extractors leave behind."""
    return "".join(c for c in text if not c.isspace() and c not in LEFT_BY_EXTRACTORS)


def _moved(have: str, want: str) -> int:
    if have == want:
        return 0
    blocks = difflib.SequenceMatcher(None, have, want, autojunk=False).get_matching_blocks()
    return len(want) - sum(block.size for block in blocks)


def _is_border(a: str, b: str) -> bool:
    return (is_han(a) and is_western(b)) or (is_western(a) and is_han(b))


def _spaces(text: str) -> int:
    return sum(_is_border(m[1], m[2]) for m in SPACED.finditer(text))


def _borders(text: str) -> int:
    return sum(_is_border(a, b) for a, b in pairwise(text))
