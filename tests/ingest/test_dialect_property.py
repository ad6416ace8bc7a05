"""Any text can be read as Markdown, and no letter of it is lost.

Texts are put together from the dialect's own marks, from hostile fragments, and from
characters of all kinds. What the reader must keep is every letter, digit and Han that is
not the name or the address of something: see ``visible``.
"""

from __future__ import annotations

import re
import unicodedata

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kanyin.ingest.markdown import ILLEGAL, Body, parse_body

MARKS = r"""
* ** *** _ __ ~ ~~ ` `` ``` ~~~ # ## > - + 1. 2) | |-| \ \* \| \$ $ $$ { } [ ] ( ) ! < > & ' "
[^1] [^1]: ：： : ::: ^ = == === --- *** {| |} !( ]( ][ ]: ]{.dots} ]{.name} ]{.book} ]{lang=en}
 {#a} {.a} {width=60%} {漢| 表： 图 。 ， “ ” ‘ ’ 《 》 …… ——
""".split()
BREAKS = ["\n", "\n\n", "\n\n\n", " ", "  \n", "    ", "\n    ", "\t", "\u3000", "\n- ", "\n> "]
PIECES = [
    "::: verse\n", "\n:::\n", "\n::: dialogue\n", "\n```\n", "\n~~~\n", "\n$$\n", "\n|甲|乙|\n|-|-|\n",
    "**甲乙。**", "[重点]{.dots}", "{漢|hàn}", "{临江|lín|jiāng}", "$x^2$", "$5到$10", "$$x$$", "[^1]", "\n\n[^1]: 注\n\n",
    "\n\n表：数 {#t}\n\n", "&amp;", "&#65;", "&nbsp;", "&lt;", "&", "<b>", "</b>", "<br>", "<i", "<李某>",
    "1. 甲\n2. 乙\n", "- 甲\n    - 乙\n", "甲\n: 乙\n", "\\(x\\)", "a@b.cn", "<a@b.cn>",
]  # fmt: skip
LETTERS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
        st.sampled_from("AbcZ019éßñあア한яω〇①½々"),
    ),
    min_size=1,
    max_size=4,
)
"""Han by the thousand, so that each one in a text is nearly the only one of its kind."""

ANY = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)
TEXTS = st.lists(
    st.one_of(*(st.sampled_from(each) for each in (MARKS, BREAKS, PIECES)), LETTERS, LETTERS, ANY),
    max_size=24,
).map("".join)

NAMES = re.compile(
    r"\]\([^)\n]*\)?"  # addresses
    r"|\{[^}\n]*\}"  # attributes and readings
    r"|\[\^[^\]\n]*\]:?"  # names of notes
    r"|^[ ]{0,3}(?:`{3,}|~{3,}).*$"  # the languages of code
    r"|^[ ]{0,3}\[[^\]]*\]:.*$"  # definitions of links
    r"|^::: *\w*"  # kinds of blocks
    r"|^(?:[ >]*(?:\d+\.|[-*+])\s+)+"  # the numbers of lists
    r"|&#?\w*;?|<[^>\n]*>?|表[：:]",  # references, tags, what makes a caption
    re.MULTILINE,
)
"""What is not set as it stands; generous, since the property is about all the rest."""


def visible(text: str) -> set[str]:
    """Letters, digits and Han, those in names and addresses left out."""
    text = NAMES.sub(" ", ILLEGAL.sub("", text))
    return {c for c in text if unicodedata.category(c)[0] in "LN"}


def shown(body: Body) -> set[str]:
    """Letters, digits and Han of the tree, with those of attributes that are printed."""
    found: set[str] = set()
    for root in (body.root, *(note.body for note in body.notes)):
        for element in root.iter():
            words = (element.text, element.tail, element.get("alt"), element.get("title"))
            found.update(c for each in words for c in each or "")
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("甲\n: 乙\n\n    丙")
@example("***甲。****乙。****丙。**\\***丁。**")  # Python-Markdown 3.11.3 loses 丁
def test_no_letter_is_lost(text: str) -> None:
    read = parse_body(text, "a.md")
    assert read.value is not None
    if all(d.code != "M102" for d in read.diagnostics):  # a second note of a name is refused
        assert not visible(text) - shown(read.value)


TAGS = st.sampled_from("<div> </div> <p> </p> <hr> <br/> <b> </b> &amp; **".split())
RAW = st.lists(
    st.one_of(LETTERS.map("<p>{}</p>".format), LETTERS, st.sampled_from(BREAKS), TAGS), max_size=12
)


@settings(max_examples=200, deadline=None)
@given(RAW.map("".join))
def test_no_letter_of_raw_html_is_lost(text: str) -> None:
    read = parse_body(text, "a.md")
    assert read.value is not None
    assert not visible(text) - shown(read.value)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_can_be_read(text: str) -> None:
    assert parse_body(text, "a.md").value is not None
