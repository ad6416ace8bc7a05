"""No character is lost: counted by other parsers than the importers'.

Three texts must agree, white space aside: what another parser finds in the file, the
original that the ledger gives back, and what the press reads from the Markdown.
"""

import re
import zipfile
from collections import Counter
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from imported_file import Read, read, squeezed
from lxml import etree
from word_file import bold, item, notes, numbering, paragraph, run, table, word_file

from kanyin.ingest.markdown import parse_body
from kanyin.ingest.text import ledger as ledgers

SHARED = Path(__file__).parents[3] / "shared"


class Words(HTMLParser):
    """The readable text of a page: text outside scripts, and what pictures are called."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "template")
        self.words += [v or "" for k, v in attrs if tag == "img" and k in ("alt", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "template")

    def handle_data(self, data: str) -> None:
        self.words += [] if self.silent else [data]


def words_of_page(html: str) -> Counter[str]:
    parser = Words()
    parser.feed(html)
    return Counter(squeezed("".join(parser.words)))


def words_of_word_file(data: bytes) -> Counter[str]:
    words = ""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in (n for n in archive.namelist() if n.startswith("word/")):
            root = etree.fromstring(archive.read(name))
            words += "".join(root.xpath("//*[local-name()='t' or local-name()='delText']/text()"))
    return Counter(squeezed(words))


def words_kept(got: Read) -> Counter[str]:
    """The body without the marks that import wrote."""
    text = ledgers._without_markup(got.markdown, got.ledger.added)
    return Counter(squeezed(text).replace("$", ""))  # around a formula they are marks


def words_set(got: Read) -> Counter[str]:
    """What the press reads from the article."""
    body = parse_body(got.markdown.split("\n---\n", 1)[1], "a.md").value
    assert body
    trees = [body.root, *(note.body for note in body.notes)]
    texts = [text for tree in trees for text in tree.itertext()]
    return Counter(squeezed("".join(texts)))


CHARACTERS = "灯桥水人。，：（）ab1 .-+*_`~[](){}<>#|$\\!&^="
TEXT = st.text(CHARACTERS, min_size=1, max_size=12)
INLINE = st.recursive(
    TEXT.map(lambda text: escape(text, quote=False)),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "em", "code", "sup", "span", "a href='http://e.org/'", "del"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=5,
)
WORDS = st.lists(INLINE, min_size=1, max_size=3).map("".join)
BLOCK = st.one_of(
    st.builds("<p>{}</p>".format, WORDS),
    st.builds("<h{}>{}</h{}>".format, st.just(2), WORDS, st.just(2)),
    st.lists(WORDS, min_size=1, max_size=3).map(
        lambda items: "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"
    ),
    st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3).map(
        lambda rows: (
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
            + "</table>"
        )
    ),
    st.builds("<blockquote><p>{}</p></blockquote>".format, WORDS),
    st.builds("<pre>{}</pre>".format, TEXT.map(lambda text: escape(text, quote=False))),
    st.builds(
        "<figure><img src='http://e.org/p.png'><figcaption>{}</figcaption></figure>".format, WORDS
    ),
    st.builds("<div>{}<br>{}</div>".format, WORDS, WORDS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=5).map("".join))
@example("<p><a href='http://e.org/'>![</a></p>")
def test_no_character_of_a_page_is_lost(inside: str) -> None:
    html = f"<!doctype html><meta charset=utf-8><title>题</title><body>{inside}</body>"
    got = read("页.html", html)
    assert Counter(squeezed(got.original)) == words_of_page(html)
    assert words_kept(got) - words_set(got) == Counter()


RUN = st.builds(
    lambda text, marks: run(escape(text, quote=False), marks),
    TEXT,
    st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:vertAlign w:val="superscript"/>', "<w:vanish/>"]),
)
CHANGE = st.builds(
    lambda text, kind: (
        f"<w:del><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>"
        if kind
        else f"<w:ins>{run(escape(text))}</w:ins>"
    ),
    TEXT,
    st.booleans(),
)
PARAGRAPH = st.builds(
    lambda runs, style: paragraph("".join(runs), style),
    st.lists(st.one_of(RUN, CHANGE), min_size=1, max_size=4),
    st.sampled_from(["", "", "H1", "H2", "Q", "Code", "C", "Toc"]),
)
PART = st.one_of(
    PARAGRAPH,
    TEXT.map(lambda text: item(escape(text), 1)),
    st.lists(PARAGRAPH, min_size=2, max_size=2).map(lambda cells: table(cells, cells)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PART, min_size=1, max_size=6).map("".join), TEXT)
def test_no_character_of_a_word_file_is_lost(body: str, note: str) -> None:
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = word_file(
        body + paragraph(bold("灯") + call),
        {
            "word/numbering.xml": numbering({1: "bullet"}),
            "word/footnotes.xml": notes("footnote", {1: escape(note), 2: escape(note)}),
        },
        [("n", "numbering", "numbering.xml"), ("f", "footnotes", "footnotes.xml")],
    )
    got = read("稿.docx", data)
    assert Counter(squeezed(got.original)) == words_of_word_file(data)
    assert words_kept(got) - words_set(got) == Counter()


@settings(max_examples=100, deadline=None)
@given(st.text("灯桥。，ab1 \n\n\n-*_`[](){}<>#|$!:>%+=.\\\t", max_size=120))
def test_every_character_of_markdown_is_accounted_for(text: str) -> None:
    assert read("稿.md", text).original == text.replace("\r\n", "\n")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared manuscripts are not here")
@pytest.mark.parametrize("kind", ["lctt", "chinaxiv", "laws"])
def test_no_character_of_real_markdown_is_lost(kind: str) -> None:
    for path in sorted((SHARED / "manuscripts/articles" / kind).glob("*.md")):
        text = path.read_bytes().decode().removeprefix("\ufeff")
        got = read(path.name, path.read_bytes())
        assert got.original == re.sub(r"\r\n?", "\n", text), path.name
