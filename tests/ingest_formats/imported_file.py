"""What the tests of the formats ask of an import."""

from dataclasses import dataclass

from kanyin.diagnostics import Diagnostic
from kanyin.files import MemoryFolder
from kanyin.ingest.importers import import_manuscript
from kanyin.ingest.markdown import parse_body
from kanyin.ingest.raw import Raw
from kanyin.ingest.text import Ledger, undo


@dataclass
class Read:
    """An import with the words that tests look for."""

    markdown: str
    ledger: Ledger
    pictures: dict[str, bytes]
    found: tuple[Diagnostic, ...]

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.markdown.split("\n---\n", 1)[1].strip("\n")

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.found]

    @property
    def fields(self) -> dict[str, object]:
        return {entry.name: entry.value for entry in self.ledger.fields if entry.value}

    @property
    def dropped(self) -> list[tuple[str, str]]:
        return [(each.text, each.why) for each in self.ledger.dropped if each.text.strip()]

    @property
    def original(self) -> str:
        return undo(self.markdown, self.ledger)

    def set_text(self) -> str:
        """The words of the body as the press reads its Markdown, without white space."""
        parsed = parse_body(self.markdown.split("\n---\n", 1)[1], "a.md").value
        assert parsed
        trees = [parsed.root, *(note.body for note in parsed.notes)]
        return squeezed("".join("".join(tree.itertext()) for tree in trees))


def squeezed(text: str) -> str:
    return "".join(text.split())


def read(
    file: str, data: bytes | str, beside: dict[str, bytes] | None = None, **said: object
) -> Read:
    """Import a file whose folder holds the files ``beside`` it."""
    content = data.encode() if isinstance(data, str) else data
    raw = Raw(content, file, MemoryFolder(beside or {}), file, **said)  # type: ignore[arg-type]
    outcome = import_manuscript(raw)
    (article,) = outcome.value
    assert article.ledger.balanced
    assert "I106" not in [each.code for each in outcome.diagnostics]
    return Read(article.markdown, article.ledger, dict(article.pictures), outcome.diagnostics)
