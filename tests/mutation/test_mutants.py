"""Every fault is found, and by the check that is meant for it; sound editions pass.

EPUBCheck 5.3 and Ace 1.4 together pass twelve of the first eighteen.
"""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from cutting import (
    BOOK,
    PRINT,
    SCREEN,
    Files,
    Mutant,
    drawn_on,
    epub,
    epub_without,
    in_to_unicode,
    pdf,
    structure,
    web,
    web_without,
    without,
    without_text,
)
from pikepdf import Array, Dictionary, Name, String

from kanyin.diagnostics import catalogue
from kanyin.preflight.verify import verify

A, B, NAV, OPF = (
    f"EPUB/{name}" for name in ("text/a01.xhtml", "text/a02.xhtml", "nav.xhtml", "content.opf")
)
CSS = "EPUB/style/kanyin.css"
SECOND = "第二天一早我又去看，灯还亮着"
ALT = 'alt="桥头的红墙，墙头覆着青瓦"'
NOTE = "渡口在桥的东头，离石阶四十一步。"
LAST = '<p id="a01-b15">点完灯，他坐在石阶上抽烟，等最后一班船靠岸。</p>'
UPPER = '<p id="a02-b1">渡船一天走二十趟，春天水大的时候走十六趟。船工姓韦，祖上三代都在这条江上撑船。</p>'
CALL = (
    '<a class="noteref" href="#a01-fn-1" id="a01-fnref-1-1" role="doc-noteref" '
    'aria-label="注①" epub:type="noteref">①</a>'
)
BACK = (
    '<a class="note-mark" href="#a01-fnref-1-1" role="doc-backlink" aria-label="返回正文①">①</a> '
)
MARK = '<span role="doc-pagebreak" id="page-3" aria-label="3" epub:type="pagebreak"></span>'
PAGE = '<li><a href="text/a01.xhtml#page-{n}">{n}</a></li>'
TWO, THREE = PAGE.format(n=2), PAGE.format(n=3)
IN_NAV = '<li><a href="text/a03.xhtml">灯　<span class="contents-authors">纪棠</span></a></li>'
HEADING = '<li><a href="text/a02.xhtml#a02-s1">上午</a></li>'
LETTER = (
    '<li><a href="text/a05.xhtml">读者来信　<span class="contents-authors">许静芬</span></a></li>'
)


def swap_pages(opened: Any) -> None:
    opened.pages[3], opened.pages[6] = opened.pages[6], opened.pages[3]


def with_blank_page(opened: Any) -> None:
    blank = Dictionary(opened.pages[-1].obj)
    blank.Contents = opened.make_stream(b"")
    for key in ("/StructParents", "/Annots"):
        if key in blank:
            del blank[key]
    opened.pages.append(pikepdf.Page(opened.make_indirect(blank)))


def relabelled(*ranges: Any) -> Any:
    def label(opened: Any) -> None:
        opened.Root.PageLabels = Dictionary(Nums=Array(ranges))

    return label


def from_one(number: int) -> Any:
    return Dictionary(S=Name.D, St=number)


def boxed(name: str, by: float, pages: slice = slice(None)) -> Any:
    """Put a box so many points around the trim."""

    def put(opened: Any) -> None:
        for page in list(opened.pages)[pages]:
            left, bottom, right, top = (float(v) for v in page.trimbox)
            page.obj[name] = Array([left - by, bottom - by, right + by, top + by])

    return put


def retitled(opened: Any) -> None:
    with opened.open_outline() as outline:
        outline.root[1].title = "桥下的灯"


def without_bookmark(opened: Any) -> None:
    with opened.open_outline() as outline:
        del outline.root[2]


def bookmark_to_nowhere(opened: Any) -> None:
    del opened.Root.Outlines.First.Dest


def without_alt(opened: Any) -> None:
    del structure(opened, "Figure", 1)["/Alt"]


def with_alt(text: str) -> Any:
    def change(opened: Any) -> None:
        structure(opened, "Figure", 1).Alt = String(text)

    return change


def deeper(opened: Any) -> None:
    structure(opened, "H2").S = Name.H4


def link_to_nowhere(opened: Any) -> None:
    for link in opened.pages[2].obj.Annots:
        if "/Dest" in link:
            link.Dest = String("nowhere")


def smaller_picture(opened: Any) -> None:
    for image in opened.pages[0].resources.XObject.values():
        if image.get("/Subtype") == "/Image" and int(image.Width) > 1000:
            image.write(b"\0" * 300, filter=None)
            image.Width, image.Height = 10, 10
            image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8


def without_page(opened: Any) -> None:
    del opened.pages[4]


def without_title(opened: Any) -> None:
    del opened.docinfo["/Title"]


def cut_short(name: str, bytes_left: int) -> Any:
    def change(files: Files) -> Files:
        return files | {name: files[name][:bytes_left]}

    return change


SEEN_BY_NOBODY = (
    Mutant("a paragraph is lost", "F121", epub(A, (LAST, ""))),
    Mutant("a space between Han", "F125", epub(A, ("夜里十点", "夜里 十点"))),
    Mutant("the page list out of order", "F134", epub(NAV, (TWO + THREE, THREE + TWO))),
    Mutant("a wrong label in the page list", "F133", epub(NAV, ('#page-3">3<', '#page-3">9<'))),
    Mutant("contents that are not the heading", "F130", epub(NAV, (">桥上的灯　", ">桥下的灯　"))),
    Mutant("an article missing in the contents", "F131", epub(NAV, (IN_NAV, ""))),
    Mutant("an alt that says nothing", "F145", epub(A, (ALT, 'alt="图"'))),
    Mutant("an empty alt", "F144", epub(A, (ALT, 'alt=""'))),
    Mutant("no alt", "F144", epub(A, (ALT, ""))),
    Mutant("a call without its role", "F143", epub(A, (' role="doc-noteref"', ""))),
    Mutant("a note without a way back", "F141", epub(A, (BACK, "① "))),
    Mutant("Chinese that says it is English", "F148", epub(A, ('"zh-Hans"', '"en"'))),
    Mutant("a heading level left out", "F146", epub(A, ("<h1", "<h3"), ("</h1", "</h3"))),
    Mutant("text too pale", "F153", epub(CSS, ("img {", "p { color: #bbb } img {"))),
    Mutant(
        "two articles change places",
        "F132",
        epub(
            OPF,
            ('"text-a01"/>\n    <itemref idref="text-a02"/>', '"x"/>'),
            ('idref="x"/>', 'idref="text-a02"/><itemref idref="text-a01"/>'),
        ),
    ),
    Mutant("a page break is missing", "F133", epub(A, (MARK, ""))),
    Mutant("header cells are none", "F152", epub(A, ("<th ", "<td "), ("</th>", "</td>"))),
    Mutant("a replacement character", "F126", epub(A, ("渡口只剩", "渡\ufffd只剩"))),
)
"""The faults that were cut into an EPUB which EPUBCheck and Ace had passed."""

IN_EPUB = (
    Mutant("a paragraph twice", "F122", epub(A, (LAST, LAST + LAST.replace("b15", "b15x")))),
    Mutant(
        "a paragraph in another place",
        "F124",
        epub(B, (UPPER, ""), ("</section>", UPPER + "</section>")),
    ),
    Mutant("one character is another", "F121", epub(A, ("落了一层霜", "落了一层雪"))),
    Mutant("one mark is lost", "F121", epub(A, (SECOND, SECOND.replace("，", "")))),
    Mutant("a reading is lost", "F121", epub(A, ("<rt>dài</rt>", "<rt></rt>"))),
    Mutant("a note is cut short", "F121", epub(A, (NOTE, "渡口在桥的东头。"))),
    Mutant("a note that is not there", "F140", epub(A, ('id="a01-fn-1"', 'id="a01-fn-9"'))),
    Mutant("a note without its call", "F142", epub(A, (CALL, ""))),
    Mutant("a note without its role", "F143", epub(A, (' role="doc-footnote"', ""))),
    Mutant("a private-use character", "F127", epub(A, ("渡口只剩", "渡\ue40a只剩"))),
    Mutant("a Kangxi radical", "F128", epub(A, ("第二天一早", "第二天⼀早"))),
    Mutant("a radical of the supplement", "F128", epub(B, ("等不满", "等不⻔"))),
    Mutant("a file name for an alt", "F145", epub(A, (ALT, 'alt="wall.png"'))),
    Mutant("a link to no file", "F150", epub(A, ('href="#a01-tbl-bridge"', 'href="a99.xhtml"'))),
    Mutant("a link to no place", "F150", epub(A, ('href="#a01-fig-wall"', 'href="#a01-fig-2"'))),
    Mutant("contents that lead nowhere", "F150", epub(NAV, ("#a02-s2", "#a02-s9"))),
    Mutant("no picture", "F150", epub_without("EPUB/images/wall.png")),
    Mutant("no font", "F150", epub_without("EPUB/fonts/KanyinSong-Regular.woff2")),
    Mutant("an id twice", "F151", epub(A, ('id="a01-b2"', 'id="a01-b1"'))),
    Mutant("two languages at once", "F149", epub(A, ('xml:lang="zh-Hans"', 'xml:lang="ja"'))),
    Mutant("no language", "F148", epub(B, (' lang="zh-Hans" xml:lang="zh-Hans"', ""))),
    Mutant(
        "English that says it is English is fine, Han is not",
        "F148",
        epub(A, ("the bridge", "这座桥")),
    ),
    Mutant(
        "two first headings",
        "F147",
        epub(A, ('<h2 id="a01-s1"', '<h1 id="a01-s1"'), ("与桥</h2>", "与桥</h1>")),
    ),
    Mutant(
        "a page break too late",
        "F136",
        epub(A, (MARK, ""), ("先点桥头的灯", "先点桥" + MARK + "头的灯")),
    ),
    Mutant("a page not in the list", "F135", epub(NAV, (THREE, ""))),
    Mutant(
        "a page that is nowhere",
        "F137",
        epub(NAV, (THREE, "")),
    ),
    Mutant("a page twice in the list", "F134", epub(NAV, (THREE, THREE + THREE))),
    Mutant("contents out of order", "F132", epub(NAV, (LETTER, ""), (IN_NAV, LETTER + IN_NAV))),
    Mutant("a heading not in the contents", "F131", epub(NAV, (HEADING, ""))),
    Mutant("a document that is no XML", "F120", epub(A, ("</h1>", ""))),
    Mutant("half a file", "F120", cut_short(BOOK, 30_000)),
    Mutant("formulas claimed", "F138", epub(OPF, (">alternativeText<", ">MathML<"))),
    Mutant(
        "a language not named", "F138", epub(OPF, ("<dc:language>zh-Hant-TW</dc:language>", ""))
    ),
    Mutant("no cover image", "F138", epub(OPF, (' properties="cover-image"', ""))),
    Mutant("no contents", "F131", epub(NAV, ('epub:type="toc"', 'epub:type="lot"'))),
)

IN_WEB = (
    Mutant("a paragraph is lost", "F121", web("a02.html", (UPPER, ""))),
    Mutant("an empty page", "F121", web("a03.html", ("灯在水里站着，", ""))),
    Mutant("a space between Han", "F125", web("a02.html", ("渡船一天", "渡船 一天"))),
    Mutant("no alt", "F144", web("a01.html", (ALT, ""))),
    Mutant("the next article is missing", "F150", web_without("a03.html")),
    Mutant("no style sheet", "F150", web_without("style/kanyin.css")),
    Mutant(
        "too pale at night", "F153", web("style/kanyin.css", ("--ink: #e6e2d8", "--ink: #555"))
    ),
    Mutant("a call to no note", "F140", web("a01.html", ('href="#a01-fn-2"', 'href="#a01-b2"'))),
    Mutant("a replacement character", "F126", web("a05.html", ("编辑同志", "编\ufffd同志"))),
    Mutant("no language", "F148", web("a04.html", ('<html lang="zh-Hant-TW">', "<html>"))),
)

IN_PDF = (
    Mutant("a line is not shown", "F121", pdf(without_text(5))),
    Mutant("a page is lost", "F121", pdf(without_page)),
    Mutant("two pages change places", "F132", pdf(swap_pages)),
    Mutant("a character that reads as a radical", "F128", pdf(in_to_unicode("一", "⼀"))),
    Mutant("a character that reads as another", "F121", pdf(in_to_unicode("船", "舟"))),
    Mutant("a character that reads as none", "F126", pdf(in_to_unicode("船", "\ufffd"))),
    Mutant("no structure", "F160", pdf(without("/StructTreeRoot"))),
    Mutant("no language", "F161", pdf(without("/Lang"))),
    Mutant("no title", "F161", pdf(without_title)),
    Mutant("a bookmark that is not the heading", "F130", pdf(retitled)),
    Mutant("a bookmark is missing", "F139", pdf(without_bookmark)),
    Mutant("a bookmark leads nowhere", "F162", pdf(bookmark_to_nowhere)),
    Mutant("no bookmarks", "F162", pdf(without("/Outlines"))),
    Mutant("no page labels", "F163", pdf(relabelled(0, Dictionary()))),
    Mutant("a label twice", "F163", pdf(relabelled(0, from_one(1), 5, from_one(5)))),
    Mutant(
        "labels one off", "F180", pdf(relabelled(0, Dictionary(P=String("封面")), 2, from_one(2)))
    ),
    Mutant("a figure without alt", "F144", pdf(without_alt)),
    Mutant("an alt that says nothing", "F145", pdf(with_alt("插图1"))),
    Mutant("a heading level left out", "F146", pdf(deeper)),
    Mutant("a link leads nowhere", "F150", pdf(link_to_nowhere, SCREEN)),
    Mutant("half a file", "F120", cut_short(PRINT, 9)),
    Mutant("the screen edition lacks a page", "F164", pdf(without_page, SCREEN)),
    Mutant("the screen edition lacks a line", "F164", pdf(without_text(5), SCREEN)),
)

IN_PRINT = (
    Mutant("no bleed", "F170", pdf(boxed("/BleedBox", 0))),
    Mutant("a bleed of one millimetre", "F170", pdf(boxed("/BleedBox", 2.83))),
    Mutant("a bleed beyond the media", "F170", pdf(boxed("/BleedBox", 40))),
    Mutant("one page of another size", "F171", pdf(boxed("/TrimBox", -5, slice(4, 5)))),
    Mutant("something red in RGB", "F172", pdf(drawn_on(3, "1 0 0 rg 90 90 9 9 re f"))),
    Mutant("a picture of ten pixels", "F173", pdf(smaller_picture)),
    Mutant("a hairline", "F174", pdf(drawn_on(3, "0 G 0.1 w 90 90 m 190 90 l S"))),
    Mutant("a bar as thin as a hairline", "F174", pdf(drawn_on(3, "0 g 90 90 99 0.1 re f"))),
    Mutant("text at the trim", "F175", pdf(boxed("/TrimBox", -36))),
    Mutant("a page too many", "F176", pdf(with_blank_page)),
    Mutant("a blank page with a number", "F177", pdf(with_blank_page)),
    Mutant("four hundred per cent of ink", "F178", pdf(drawn_on(3, "1 1 1 1 k 90 90 9 9 re f"))),
    Mutant(
        "black text of four inks",
        "F179",
        pdf(drawn_on(3, "BT 0.5 0.5 0.5 0.9 k 3 Tr () Tj ET")),
    ),
)

MUTANTS = (*SEEN_BY_NOBODY, *IN_EPUB, *IN_WEB, *IN_PDF, *IN_PRINT)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{m.name} {m.code}")
def test_every_fault_is_found(
    mutant: Mutant, files: Files, unharmed: frozenset[tuple[str, str, str]]
) -> None:
    found = {(d.code, str(d.place), d.message()) for d in verify(mutant.change(dict(files)))}
    assert mutant.code in {code for code, *_ in found - unharmed}


def test_sound_editions_pass(unharmed: frozenset[tuple[str, str, str]]) -> None:
    assert unharmed == frozenset()


def test_every_check_has_its_mutant() -> None:
    """A code that no mutant brings out would be a check that nobody has seen work."""
    ours = {code for code in catalogue() if "F120" <= code < "F200"}
    assert ours - {mutant.code for mutant in MUTANTS} == {"F181"}  # test_manuscript.py
