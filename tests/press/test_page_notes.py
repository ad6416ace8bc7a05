"""Notes at the foot of the page begin with ① on every page."""

from __future__ import annotations

import io

import pypdfium2
from pressroom import press

from kanyin.build import Manuscript, Request
from kanyin.files import MemoryFolder

PARAGRAPH = "檐下的灯亮了，巷子里的人就知道天黑了。" * 14


def numbers_on_pages(notes: int) -> list[str]:
    """The circled numbers of each page in the order of reading: calls, then notes."""
    calls = "\n\n".join(f"{PARAGRAPH}[^{n}]" for n in range(notes))
    texts = "\n\n".join(f"[^{n}]: 注文。" for n in range(notes))
    front = "---\ntitle: 题\nlayout: base\n---\n\n"
    folder = MemoryFolder({"a.md": f"{front}{calls}\n\n{texts}\n".encode()})
    made = press(Manuscript("a.md", "a", folder, "a.md"), Request(editions=("print",)))
    pdf = pypdfium2.PdfDocument(io.BytesIO(made.artifacts[0].data))
    texts_of_pages = [page.get_textpage().get_text_range() for page in pdf]
    return ["".join(c for c in text if "①" <= c <= "⑳") for text in texts_of_pages]


def test_every_page_begins_with_one() -> None:
    pages = numbers_on_pages(18)
    assert len(pages) > 2
    assert sum(map(len, pages)) == 2 * 18
    for numbers in pages:
        calls, notes = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
        assert calls == notes == "①②③④⑤⑥⑦⑧⑨⑩"[: len(calls)]
