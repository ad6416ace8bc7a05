"""The package: what is in it, in which order, and what it says of itself."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from ebooklib import epub
from epub_example import BOAT, FACES, MOMENT, PlainFonts, bind, only, open_epub, publication
from lxml import etree

from kanyin.diagnostics import PressError
from kanyin.editions.engine.ebooklib_room import pack, refuse_other_engines
from kanyin.editions.epub import bind_epub
from kanyin.editions.epub.accessibility import Facts, summary
from kanyin.editions.epub.package import Package, Statement
from kanyin.editions.epub.people import people as makers_of
from kanyin.editions.epub.pictures import COVER
from kanyin.editions.file_names import ascii_name, unique_names
from kanyin.model.article import Credit, Person
from kanyin.model.issue import Certification, Picture
from kanyin.model.publication import NavPoint

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def package(parsed):
    return parsed("content.opf")


def dublin_core(package, name):
    return [e.text for e in package.iter(DC + name)]


def stated(package, name):
    return [e.text for e in package.iter(OPF + "meta") if e.get("property") == name]


def refinements(package, element):
    name = "#" + element.get("id")
    refining = [e for e in package.iter(OPF + "meta") if e.get("refines") == name]
    return {e.get("property"): e.text for e in refining}


def test_archive_begins_with_its_type(bound):
    with zipfile.ZipFile(io.BytesIO(bound)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert {e.date_time for e in archive.infolist()} == {(2026, 1, 15, 8, 30, 0)}


def test_reading_order(package):
    items = {e.get("id"): e.get("href") for e in package.iter(OPF + "item")}
    assert [items[e.get("idref")] for e in package.iter(OPF + "itemref")] == [
        "text/cover.xhtml",
        "text/contents.xhtml",
        "text/bridge.xhtml",
        "text/ferry.xhtml",
    ]


def test_manifest_lists_every_file_with_its_type(package, book):
    items = {
        e.get("href"): (e.get("media-type"), e.get("properties"))
        for e in package.iter(OPF + "item")
    }
    assert items == {
        "nav.xhtml": ("application/xhtml+xml", "nav"),
        "toc.ncx": ("application/x-dtbncx+xml", None),
        "style/kanyin.css": ("text/css", None),
        "text/cover.xhtml": ("application/xhtml+xml", None),
        "text/contents.xhtml": ("application/xhtml+xml", None),
        "text/bridge.xhtml": ("application/xhtml+xml", "mathml svg"),
        "text/ferry.xhtml": ("application/xhtml+xml", None),
        "images/cover.png": ("image/png", "cover-image"),
        "images/01-images-lamp.png": ("image/png", None),
        "images/02-images-boat.svg": ("image/svg+xml", None),
        "fonts/KanyinSong-Regular.woff2": ("font/woff2", None),
        "fonts/KanyinSong-Bold.woff2": ("font/woff2", None),
    }
    assert {f"EPUB/{href}" for href in items} == set(book) - {
        "mimetype",
        "META-INF/container.xml",
        "EPUB/content.opf",
        "EPUB/fonts/NotoSerifSC-OFL.txt",
    }


def links(package):
    return [dict(e.attrib) for e in package.iter(OPF + "link")]


def test_each_font_links_to_its_licence(package, book):
    licence = "fonts/NotoSerifSC-OFL.txt"
    assert f"EPUB/{licence}" in book
    assert links(package) == [
        {"rel": "dcterms:license", "href": licence, "refines": font, "media-type": "text/plain"}
        for font in ("#font-KanyinSong-Regular", "#font-KanyinSong-Bold")
    ]


@pytest.mark.parametrize(
    ("claim", "stated_of_it", "report"),
    [
        (
            Certification("临江市图书馆", "AAA", "国家标准", "https://example.org/a"),
            {"a11y:certifiedBy": "临江市图书馆"},
            [
                {
                    "rel": "a11y:certifierReport",
                    "href": "https://example.org/a",
                    "refines": "#certifier",
                }
            ],
        ),
        (Certification("临江市图书馆"), {"a11y:certifiedBy": "临江市图书馆"}, []),
    ],
)
def test_conformance_is_claimed_by_whoever_vouches_for_it(claim, stated_of_it, report):
    made = publication()
    made = replace(made, issue=replace(made.issue, accessibility=claim))
    package = etree.fromstring(open_epub(bind(made).value.data)["EPUB/content.opf"])
    standard = next(
        e for e in package.iter(OPF + "meta") if e.get("property") == "dcterms:conformsTo"
    )
    assert standard.text == f"EPUB Accessibility 1.1 - WCAG 2.2 Level {claim.level}"
    assert refinements(package, standard) == stated_of_it
    assert stated(package, "a11y:certifierCredential") == [c for c in (claim.credential,) if c]
    assert links(package) == report


def test_stylesheet_brings_its_fonts(book):
    css = book["EPUB/style/kanyin.css"].decode()
    assert css.splitlines()[:3] == [
        '@charset "UTF-8";',
        '@font-face{font-family:"Kanyin Song";font-weight:400;font-style:normal;'
        'src:url("../fonts/KanyinSong-Regular.woff2") format("woff2")}',
        '@font-face{font-family:"Kanyin Song";font-weight:700;font-style:normal;'
        'src:url("../fonts/KanyinSong-Bold.woff2") format("woff2")}',
    ]
    assert css.count("@charset") == 1
    assert "nav[hidden]{display:none}" in css
    assert (
        book["EPUB/fonts/KanyinSong-Regular.woff2"]
        == "wOF2KanyinSong-Regular.ttf:上桥灯的".encode()
    )


def test_navigation_equals_the_headings(parsed):
    nav = parsed("nav.xhtml").find(f".//{X}nav[@id='toc']")
    links = [(a.get("href"), a.text) for a in nav.iter(X + "a")]
    assert links == [
        ("text/bridge.xhtml", "桥上的灯　"),
        ("text/bridge.xhtml#bridge-s1", "历年灯数"),
        ("text/ferry.xhtml#ferry-title", "渡口"),
    ]
    assert [s.text for s in nav.iter(X + "span")] == ["本期关注", "林知夏　周砚", "诗页"]
    assert [a.get("lang") for a in nav.iter(X + "a")] == [None, None, "zh-Hant-TW"]
    for href, text in links[1:]:
        file, _, name = href.partition("#")
        assert parsed(file).xpath("//*[@id=$name]", name=name)[0].xpath("string()") == text


def test_navigation_has_roles_and_hides_what_machines_read(parsed):
    navs = parsed("nav.xhtml").iter(X + "nav")
    assert [(n.get(EPUB_TYPE), n.get("role"), n.get("hidden")) for n in navs] == [
        ("toc", "doc-toc", None),
        ("page-list", "doc-pagelist", "hidden"),
        ("landmarks", None, "hidden"),
    ]


@pytest.mark.parametrize(
    ("point", "target", "kept"),
    [
        (NavPoint("灯", "bridge", "nowhere"), "bridge#nowhere", [("text/bridge.xhtml", "灯")]),
        (NavPoint("灯", "nobody"), "nobody", []),
    ],
)
def test_contents_lead_somewhere(point, target, kept):
    made = only("<html><body><p>灯</p></body></html>", contents=(point, NavPoint("书", "bridge")))
    outcome = bind(made)
    assert [d.message() for d in outcome.diagnostics] == [
        f"目录里的“灯”指向“{target}”，那里什么也没有"
    ]
    nav = etree.fromstring(open_epub(outcome.value.data)["EPUB/nav.xhtml"])
    links = [(a.get("href"), a.text) for a in nav.find(f".//{X}nav[@id='toc']").iter(X + "a")]
    assert links == [*kept, ("text/bridge.xhtml", "书")]


def test_landmarks(parsed):
    nav = parsed("nav.xhtml").find(f".//{X}nav[@id='landmarks']")
    assert [(a.get(EPUB_TYPE), a.get("href"), a.text) for a in nav.iter(X + "a")] == [
        ("cover", "text/cover.xhtml", "封面"),
        ("toc", "text/contents.xhtml", "目次"),
        ("bodymatter", "text/bridge.xhtml", "正文"),
    ]


def test_page_list_follows_the_text(parsed):
    nav = parsed("nav.xhtml").find(f".//{X}nav[@id='page-list']")
    assert [(a.text, a.get("href")) for a in nav.iter(X + "a")] == [
        ("3", "text/bridge.xhtml#page-3"),
        ("4", "text/bridge.xhtml#page-4"),
        ("5", "text/bridge.xhtml#page-5"),
        ("6", "text/ferry.xhtml#page-6"),
        ("7", "text/ferry.xhtml#page-7"),
    ]


def test_a_page_begins_in_the_middle_of_a_paragraph(book):
    marker = '<span role="doc-pagebreak" id="page-4" aria-label="4" epub:type="pagebreak"></span>'
    text = book["EPUB/text/bridge.xhtml"].decode()
    # 坚决做到两个细节：灯要黄，漢 are fourteen; readings do not count
    assert f"<rt>hàn</rt></ruby>{marker}<ruby>字<rt>zì</rt></ruby>要正" in text


def test_ncx_agrees_with_navigation(parsed):
    ncx = parsed("toc.ncx")
    n = "{http://www.daisy.org/z3986/2005/ncx/}"
    points = [
        (p.findtext(f".//{n}text"), p.find(n + "content").get("src"))
        for p in ncx.iter(n + "navPoint")
    ]
    assert points == [
        ("本期关注", "text/bridge.xhtml"),
        ("桥上的灯　林知夏　周砚", "text/bridge.xhtml"),
        ("历年灯数", "text/bridge.xhtml#bridge-s1"),
        ("诗页", "text/ferry.xhtml#ferry-title"),
        ("渡口", "text/ferry.xhtml#ferry-title"),
    ]
    order = {}
    for point in [*ncx.iter(n + "navPoint"), *ncx.iter(n + "pageTarget")]:
        place = point.find(n + "content").get("src")
        assert order.setdefault(place, point.get("playOrder")) == point.get("playOrder")
    assert sorted(map(int, order.values())) == list(range(1, 1 + len(order)))
    heads = {m.get("name"): m.get("content") for m in ncx.iter(n + "meta")}
    assert heads["dtb:depth"] == "3"
    assert heads["dtb:totalPageCount"] == "5"
    assert heads["dtb:maxPageNumber"] == "7"


def test_authors_have_roles_and_sort_names(package):
    creators = {e.text: refinements(package, e) for e in package.iter(DC + "creator")}
    assert creators == {
        "林知夏": {"role": "aut", "file-as": "Lin Zhixia"},
        "周砚": {"role": "aut", "file-as": "周砚"},
    }


def test_contributors_have_roles_where_there_is_a_code_and_are_filed(package):
    contributors = [(e.text, refinements(package, e)) for e in package.iter(DC + "contributor")]
    assert contributors == [
        ("顾长风", {"role": "edd", "file-as": "顾长风"}),
        ("沈听澜", {"role": "edt", "file-as": "沈听澜"}),
        ("周砚", {"role": "pht", "file-as": "周砚"}),
        ("冯一舟", {"file-as": "冯一舟"}),
    ]


def said_of(lang, people, *credits):
    """What the package of an issue says of the people its credits name."""
    credited = tuple(Credit(role, "", (name,)) for role, name in credits)
    masthead = replace(publication().issue.masthead, credits=credited)
    issue = replace(publication().issue, columns=(), lang=lang, masthead=masthead, people=people)
    return [(s.name, s.value, s.lang) if s.lang else (s.name, s.value) for s in makers_of(issue)]


def test_two_spellings_are_two_persons_unless_the_source_says_otherwise():
    credits = (("art-editor", "周砚"), ("illustrator", "周硯"))
    assert said_of("zh-Hans", (), *credits) == [
        ("dc:contributor", "周砚"),
        ("role", "bkd"),
        ("file-as", "周砚"),
        ("dc:contributor", "周硯"),
        ("role", "ill"),
        ("file-as", "周硯"),
    ]
    one = (Person("周砚", name_hant="周硯", sort_name="Zhou Yan"),)
    assert said_of("zh-Hans", one, *credits) == [
        ("dc:contributor", "周砚"),
        ("role", "bkd"),
        ("role", "ill"),
        ("file-as", "Zhou Yan"),
        ("alternate-script", "周硯", "zh-Hant"),
    ]


def test_a_name_stands_in_the_script_of_its_issue():
    one = (Person("周砚"), Person("周硯", name_hans="周砚", name_en="Zhou Yan"))
    assert said_of("zh-Hant-TW", one, ("illustrator", "周砚")) == [
        ("dc:contributor", "周硯"),
        ("role", "ill"),
        ("file-as", "周硯"),
        ("alternate-script", "周砚", "zh-Hans"),
        ("alternate-script", "Zhou Yan", "en"),
    ]


def test_what_the_package_says_of_itself(package):
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert dublin_core(package, "title") == ["《檐下》2026年第1期"]
    identifiers = dublin_core(package, "identifier")
    assert identifiers[0].startswith("urn:uuid:")
    assert identifiers[1:] == ["urn:issn:1234-5679", "CN 12-3456/G0"]
    assert dublin_core(package, "language") == ["zh-Hans", "zh-Hant-TW"]
    assert dublin_core(package, "publisher") == ["檐下编辑部"]
    assert dublin_core(package, "date") == ["2026-01-15"]
    assert dublin_core(package, "subject") == ["夜间照明", "城市更新"]
    assert dublin_core(package, "rights") == ["© 作者"]
    assert dublin_core(package, "description") == ["《桥上的灯》《渡口》"]
    assert stated(package, "dcterms:modified") == ["2026-01-15T08:30:00Z"]
    assert stated(package, "pageBreakSource") == dublin_core(package, "source")


def test_the_issue_belongs_to_its_journal(package):
    series = next(
        e for e in package.iter(OPF + "meta") if e.get("property") == "belongs-to-collection"
    )
    assert series.text == "檐下"
    assert refinements(package, series) == {
        "collection-type": "series",
        "group-position": "1",
        "dcterms:identifier": "urn:issn:1234-5679",
    }


def test_accessibility_is_what_was_found(package):
    assert stated(package, "schema:accessMode") == ["textual", "visual"]
    assert stated(package, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert stated(package, "schema:accessibilityFeature") == [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "alternativeText",
        "MathML",
        "rubyAnnotations",
        "pageBreakMarkers",
        "pageNavigation",
        "displayTransformability",
        "unlocked",
    ]
    assert stated(package, "schema:accessibilitySummary") == [
        "本书文字可以重排、放大和朗读，有目录，可按阅读顺序通读；正文有分级标题，可逐节跳转；"
        "标有与印刷版一致的页码，共5页；图片4幅，都有替代文本；公式1个，用MathML写成；"
        "没有闪烁、声音和动画。"
    ]
    assert stated(package, "dcterms:conformsTo") == []


def test_a_picture_without_words_is_admitted():
    made = only('<html><body><p><img src="unused.png" alt=""/>灯</p></body></html>')
    package = etree.fromstring(open_epub(bind(made).value.data)["EPUB/content.opf"])
    assert stated(package, "schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in stated(package, "schema:accessibilityFeature")
    assert "图片1幅，其中1幅没有替代文本" in stated(package, "schema:accessibilitySummary")[0]


@pytest.mark.parametrize(
    ("media_type", "data", "hazard"),
    [
        ("image/gif", b"GIF89a" + b"\x21\xf9\x04\0\0\0\0\0,frame" * 2, "unknown"),
        ("image/gif", b"GIF89a" + b"\x21\xf9\x04\0\0\0\0\0,frame", "none"),
        ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><animate/></svg>', "unknown"),
        ("image/svg+xml", BOAT.encode(), "none"),
    ],
)
def test_what_moves_may_be_a_hazard(media_type, data, hazard):
    made = only(
        '<html><body><p><img src="a" alt="图样"/></p></body></html>',
        resources={**publication().resources, "a": Picture("a", media_type, data, 1, 1)},
    )
    package = etree.fromstring(open_epub(bind(made).value.data)["EPUB/content.opf"])
    assert stated(package, "schema:accessibilityHazard") == [hazard]


def test_text_alone_needs_no_eyes():
    made = only("<html><body><p>灯</p></body></html>")
    made = replace(made, issue=replace(made.issue, cover=None))
    package = etree.fromstring(open_epub(bind(made).value.data)["EPUB/content.opf"])
    assert stated(package, "schema:accessMode") == ["textual"]
    assert stated(package, "pageBreakSource") == []
    assert dublin_core(package, "source") == []


def test_the_summary_says_what_was_counted_in_the_script_of_the_issue():
    facts = Facts(pictures=3, described=2, headings=4, formulas=1, rubies=1, pages=9, moving=0)
    assert summary(facts, "zh-Hans") == (
        "本书文字可以重排、放大和朗读，有目录，可按阅读顺序通读；正文有分级标题，可逐节跳转；"
        "标有与印刷版一致的页码，共9页；图片3幅，其中1幅没有替代文本；公式1个，用MathML写成；"
        "没有闪烁、声音和动画。"
    )
    one = Facts(pictures=2, described=2, headings=1, formulas=0, rubies=0, pages=0, moving=1)
    assert summary(one, "zh-Hant-TW") == (
        "本書文字可以重排、放大和朗讀，有目錄，可按閱讀順序通讀；圖片2幅，都有替代文本；"
        "有會動的圖片。"
    )


def test_without_contents_of_its_own_the_book_shows_its_navigation():
    made = only("<html><body><p>灯</p></body></html>")
    files = open_epub(bind(made).value.data)
    package = etree.fromstring(files["EPUB/content.opf"])
    assert [e.get("idref") for e in package.iter(OPF + "itemref")] == ["nav", "text-bridge"]


def test_the_fonts_have_the_characters_of_a_navigation_that_is_a_page():
    made = only("<html><body><p>灯</p></body></html>")
    files = open_epub(
        bind(replace(made, contents=(NavPoint("渡口", "bridge"),)), FACES).value.data
    )
    regular = files["EPUB/fonts/KanyinSong-Regular.woff2"].decode().partition(":")[2]
    bold = files["EPUB/fonts/KanyinSong-Bold.woff2"].decode().partition(":")[2]
    assert set("桥上的灯渡口") <= set(regular)
    assert set("坚决做到目次") <= set(bold)


def test_a_cover_drawn_with_its_lettering_is_the_cover_image():
    made = publication()
    drawn = Picture("cover.jpg", "image/jpeg", b"JPEG", 6, 8)
    made = replace(made, resources={**made.resources, COVER: drawn})
    package = etree.fromstring(open_epub(bind(made).value.data)["EPUB/content.opf"])
    items = {e.get("href"): e.get("properties") for e in package.iter(OPF + "item")}
    assert items["images/cover-2.jpg"] == "cover-image"
    assert items["images/cover.png"] is None


def test_pictures_are_kept_as_they_are(book):
    assert book["EPUB/images/02-images-boat.svg"] == BOAT.encode()
    assert "EPUB/images/unused.png" not in book


@pytest.mark.parametrize(
    ("inside", "parts"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<rect onclick="go()"/>', "rect@onclick"),
        ('<image href="https://example.org/a.png"/>', "image@href"),
        ('<style>@import "https://example.org/a.css";</style>', "style"),
        ('<rect style="fill:url(http://example.org/#a)"/>', "rect@style"),
    ],
)
def test_drawings_run_nothing_and_fetch_nothing(inside, parts):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g/>{inside}</svg>'.encode()
    picture = Picture("a.svg", "image/svg+xml", svg, 1, 1)
    made = only(
        '<html><body><p><img src="a.svg" alt="图样"/></p></body></html>',
        resources={**publication().resources, "a.svg": picture},
    )
    outcome = bind(made)
    assert [d.message() for d in outcome.diagnostics] == [
        f"从 SVG 图里去掉了脚本或外部引用：{parts}"
    ]
    assert open_epub(outcome.value.data)["EPUB/images/a.svg"].endswith(b"</svg>")


def test_ebooklib_is_handed_finished_bytes_and_changes_none(monkeypatch):
    handed: list[Package] = []

    def watch(package, moment):
        handed.append(package)
        return pack(package, moment)

    monkeypatch.setattr("kanyin.editions.epub.pack", watch)
    files = open_epub(bind(faces=FACES).value.data)
    assert {f"EPUB/{item.href}": item.data for item in handed[0].items} == {
        name: data
        for name, data in files.items()
        if name not in ("mimetype", "META-INF/container.xml", "EPUB/content.opf")
    }


def test_same_values_same_bytes(bound):
    assert bind(faces=FACES).value.data == bound


def test_same_bytes_under_another_hash_seed(bound):
    program = (
        "import sys; from epub_example import FACES, bind;"
        "sys.stdout.buffer.write(bind(faces=FACES).value.data)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout == bound


def test_nothing_given_is_changed():
    made = publication()
    before = [etree.tostring(d.root) for d in made.documents]
    bind_epub(made, {}, PlainFonts(), MOMENT)
    assert [etree.tostring(d.root) for d in made.documents] == before


def test_names_are_ascii_and_unique_without_case():
    assert ascii_name("桥上 的灯") == "u6865-u4e0a-u7684-u706f"
    assert unique_names(["A.png", "a.png", "图/a.png"]) == {
        "A.png": "A",
        "a.png": "a-2",
        "图/a.png": "u56fe-a",
    }


def test_what_ebooklib_says_is_heard():
    statements = (Statement("dc:identifier", "urn:x", id="i"), Statement("dc:no name", "灯"))
    outcome = pack(Package("zh-Hans", "i", statements, (), ()), MOMENT)
    assert [d.message("en") for d in outcome.diagnostics] == [
        'EbookLib says: Could not create metadata "no name".',
        "EbookLib says: 1 metadata lost",
    ]


def test_another_ebooklib_is_refused():
    with pytest.raises(PressError, match=r"needs EbookLib 0\.20; 0\.21\.0 is installed"):
        refuse_other_engines((0, 21, 0), epub.EpubWriter)
    with pytest.raises(PressError):
        refuse_other_engines((0, 20, 0), object)
