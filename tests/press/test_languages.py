"""The structure of the PDF says in which language each of its texts is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from parts import marked_texts
from pressroom import press

from kanyin.build import Manuscript, Request
from kanyin.files import MemoryFolder

PLAN = "id: i1\njournal: 刊\nyear: 2026\nnumber: 1\ncontents:\n  - articles: [a.md, b.md]\n"
SIMPLIFIED = """---
title: 桥上的灯
title_en: The Lamps
---

夜里十点，英文叫[the bridge
at night]{lang=en}的桥。
"""
TRADITIONAL = """---
title: 橋上的燈
lang: zh-Hant-TW
---

夜裡十點，[the ferry]{lang=en}開了[^1]。

[^1]: 渡口的船。
"""


@pytest.fixture(scope="module")
def spoken() -> list[tuple[str, str]]:
    """Every text of a small issue with its language, in the order of the structure."""
    files = {"issue.yaml": PLAN, "a.md": SIMPLIFIED, "b.md": TRADITIONAL}
    folder = MemoryFolder({name: text.encode() for name, text in files.items()})
    made = press(Manuscript("i1", "i1", folder, "issue.yaml"), Request(editions=("print",)))
    return list(texts_with_languages(made.artifacts[0].data))


def texts_with_languages(data: bytes) -> Iterator[tuple[str, str]]:
    """The marked texts below the structure's root; ``Lang`` holds for all that is inside."""
    written = [marked_texts(page) for page in pdfium.PdfDocument(data)]
    with pikepdf.open(BytesIO(data)) as pdf:
        number = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}

        def said(part: pikepdf.Object, lang: str) -> Iterator[tuple[str, str]]:
            lang = str(part.get("/Lang", lang))
            for kid in part.get("/K", ()):
                inside = isinstance(kid, pikepdf.Dictionary)
                if inside and "/MCID" not in kid:
                    yield from said(kid, lang)
                    continue
                page, mark = (kid.Pg, kid.MCID) if inside else (part.Pg, kid)
                if text := written[number[page.objgen]].get(int(mark)):
                    yield text, lang

        yield from said(pdf.Root.StructTreeRoot.K[0], str(pdf.Root.Lang))


def said_in(spoken: list[tuple[str, str]], lang: str) -> str:
    return "".join(text for text, its in spoken if its == lang)


def test_english_titles_and_phrases_are_english(spoken: list[tuple[str, str]]) -> None:
    assert said_in(spoken, "en") == "TheLampsthebridgeatnighttheferry"


def test_an_article_in_another_script_says_so_with_all_it_holds(
    spoken: list[tuple[str, str]],
) -> None:
    traditional = said_in(spoken, "zh-Hant-TW")
    assert traditional.startswith("橋上的燈")  # in the contents of a simplified issue
    for words in ("夜裡十點，", "開了", "渡口的船。"):
        assert words in traditional


def test_all_else_is_in_the_language_of_the_issue(spoken: list[tuple[str, str]]) -> None:
    simplified = said_in(spoken, "zh-Hans")
    assert "夜里十点，英文叫的桥。" in simplified
    assert {lang for _, lang in spoken} == {"zh-Hans", "zh-Hant-TW", "en"}
