"""Manuscripts that bring their own structure (web pages, Word files) on their way to Markdown.

A reader of a format turns its bytes into one small tree, a ``Document``; what follows is the
same for all: the tree is written out as lines of plain text and as blocks of Markdown that
point into them (``blocks``), the recognisers of raw text look at the lines, and one ledger
accounts for every character of them (``compose``).
"""

from kanyin.ingest.rich.compose import compose
from kanyin.ingest.rich.document import DROP, FIELD, Document, Fact

__all__ = ["DROP", "FIELD", "Document", "Fact", "compose"]
