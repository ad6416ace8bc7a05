"""A small issue, rendered by hand as the layout would render it for EPUB."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree

from kanyin.diagnostics import Outcome
from kanyin.editions.epub import bind_epub
from kanyin.files import Artifact
from kanyin.fonts import Face
from kanyin.model.article import Article, Credit, Element, Person, Record
from kanyin.model.dates import PartialDate
from kanyin.model.issue import Column, Cover, Issue, Masthead, Picture
from kanyin.model.publication import ContentDocument, NavPoint, PageMark, Publication

MOMENT = datetime(2026, 1, 15, 8, 30, 0, tzinfo=UTC)

BRIDGE = """<html><head><title>桥上的灯</title></head><body>
<section id="bridge" epub-type="chapter" role="doc-chapter" aria-labelledby="bridge-title">
<h1 id="bridge-title" data-line="2">桥上的灯</h1>
<p id="b1" data-line="10"><strong>坚决做到</strong><em>两个细节</em>：灯要\
<span class="dots">黄</span>\
<span></span>，<ruby>漢<rt>hàn</rt></ruby><ruby>字<rt>zì</rt></ruby>要正<a class="noteref" \
epub-type="noteref" role="doc-noteref" href="#fn-1" id="ref-1">1</a>。见\
<a class="xref" href="ferry#ferry-title">渡口</a>、<a class="xref" href="#fig-lamp">图1</a>和\
<a href="https://example.org/a b">网上</a>。</p>
<p id="b2" data-line="12">行内公式<math display="inline" \
alttext="E=mc^2"><mi>E</mi><mo>=</mo><mi>m</mi><msup>\
<mi>c</mi><mn>2</mn></msup></math>，第二行<br/>在这里。\
<svg viewBox="0 0 20 10" role="img" aria-label="一条渐变"><defs><linearGradient id="fade">\
<stop offset="0" stop-color="#fff"/></linearGradient></defs>\
<rect width="20" height="10" fill="url(#fade)"/></svg></p>
<figure id="fig-lamp" data-line="14"><img src="01/images/lamp.png" alt="桥头的一盏灯"/>\
<figcaption>图1　桥头的灯</figcaption></figure>
<h2 id="bridge-s1" data-line="16">历年灯数</h2>
<table id="tbl-lamps" data-line="18"><caption>表1　历年灯数</caption><thead><tr>\
<th scope="col">年份</th><th scope="col">灯数</th></tr></thead><tbody><tr>\
<th scope="row">2024</th><td>112</td></tr></tbody></table>
<p id="b3" data-line="24">结束的一段，<span lang="en">the bridge</span>，不长。</p>
<aside class="footnote" epub-type="footnote" role="doc-footnote" id="fn-1"><p>\
<a role="doc-backlink" href="#ref-1" aria-label="返回正文注1">1</a>　《桥史》第三页。</p></aside>
</section></body></html>"""

FERRY = """<html><head><title>渡口</title></head><body>
<section id="ferry" epub-type="chapter" role="doc-chapter" aria-labelledby="ferry-title">
<h1 id="ferry-title" data-line="2">渡口</h1>
<p id="f1" data-line="8">渡口的船，早上來，晚上去。</p>
<figure><img src="02/images/boat.svg" alt="一條船的側影"/></figure>
<div class="verse" id="v1" data-line="12"><p>燈在水裡站著，<br/>像一句沒有說完的話。</p></div>
</section></body></html>"""

COVER = """<html><head><title>封面</title></head><body>
<section epub-type="cover" role="region" aria-label="封面"><p>檐下</p><img src="cover.png" role="doc-cover" \
alt="屋檐下的一盏红灯笼"/></section></body></html>"""

CONTENTS = """<html><head><title>目录</title></head><body>
<section epub-type="toc" role="doc-toc" aria-labelledby="contents-title">
<h1 id="contents-title">目录</h1><p>本期关注</p><ul><li><a href="bridge">桥上的灯</a></li></ul>
<p>诗页</p><ul><li><a href="ferry#ferry-title">渡口</a></li></ul></section></body></html>"""

BOAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><title>船</title>
<path d="M0 10h40l-6 8H6z"/></svg>"""

BRIDGE_ARTICLE = Article(
    id="bridge",
    file="source/2026-01/01-bridge.md",
    record=Record(
        title=("桥上的灯",),
        authors=(
            Person("林知夏", affiliation="临江县文化馆", sort_name="Lin Zhixia"),
            Person("周砚"),
        ),
        keywords=("夜间照明", "城市更新"),
        credits=(
            Credit("responsible-editor", "责编", ("沈听澜",)),
            Credit("photographer", "摄影", ("周砚",)),
            Credit("final-review", "终审", ("冯一舟",)),
        ),
        rights="© 作者",
    ),
    body=etree.Element("div"),
)
FERRY_ARTICLE = Article(
    id="ferry",
    file="source/2026-01/02-ferry.md",
    record=Record(title=("渡口",), authors=(Person("周砚"),), keywords=("城市更新",)),
    body=etree.Element("div"),
    lang="zh-Hant-TW",
)
MASTHEAD = Masthead(
    journal="檐下",
    issn="1234-5679",
    cn="12-3456/G0",
    year="2026",
    number="1",
    date=PartialDate(2026, 1, 15),
    publisher=(("主办", "临江县文化馆"), ("出版", "檐下编辑部")),
    credits=(
        Credit("editor-in-chief", "主编", ("顾长风",)),
        Credit("responsible-editor", "责任编辑", ("沈听澜",)),
    ),
)
ISSUE = Issue(
    id="2026-01",
    kind="periodical",
    title="《檐下》2026年第1期",
    masthead=MASTHEAD,
    columns=(Column("本期关注", (BRIDGE_ARTICLE,)), Column("诗页", (FERRY_ARTICLE,))),
    cover=Cover(image="cover.png"),
)
PAGES = (
    PageMark("3", "bridge", "bridge-title", 0),
    PageMark("4", "bridge", "b1", 14),
    PageMark("5", "bridge", "fig-lamp", 0),
    PageMark("6", "ferry", "ferry-title", 0),
    PageMark("7", "ferry", "v1", 7),
)


def tree(markup: str) -> Element:
    """A document as the layout gives it: no namespaces."""
    return etree.fromstring(markup)


def png(width: int = 2, height: int = 3) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\xff" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def publication() -> Publication:
    """The issue with everything an EPUB may hold."""
    return Publication(
        issue=ISSUE,
        documents=(
            ContentDocument("cover", "封面", "cover", tree(COVER), "zh-Hans"),
            ContentDocument("contents", "目录", "toc", tree(CONTENTS), "zh-Hans"),
            ContentDocument("bridge", "桥上的灯", "chapter", tree(BRIDGE), "zh-Hans"),
            ContentDocument("ferry", "渡口", "chapter", tree(FERRY), "zh-Hant-TW"),
        ),
        contents=(
            NavPoint(
                "本期关注",
                "",
                children=(
                    NavPoint(
                        "桥上的灯",
                        "bridge",
                        children=(NavPoint("历年灯数", "bridge", "bridge-s1"),),
                        authors="林知夏　周砚",
                    ),
                ),
            ),
            NavPoint("诗页", "", children=(NavPoint("渡口", "ferry", "ferry-title"),)),
        ),
        stylesheet='@charset "UTF-8";\nbody{font-family:"Kanyin Song",serif}\n',
        resources={
            "cover.png": Picture("cover.png", "image/png", png(6, 8), 6, 8),
            "01/images/lamp.png": Picture("01/images/lamp.png", "image/png", png(), 2, 3),
            "02/images/boat.svg": Picture(
                "02/images/boat.svg", "image/svg+xml", BOAT.encode(), 40, 20
            ),
            "unused.png": Picture("unused.png", "image/png", png(), 2, 3),
        },
        pages=PAGES,
    )


def only(markup: str, **changes: object) -> Publication:
    """A publication of one document named ``bridge``."""
    document = ContentDocument("bridge", "桥上的灯", "chapter", tree(markup), "zh-Hans")
    base = replace(publication(), documents=(document,), contents=(), pages=())
    return replace(base, **changes)


class PlainFonts:
    """Fonts that write down what they were asked for."""

    def subset(self, face: Face, characters: frozenset[str]) -> bytes:
        return f"{face.file}:{''.join(sorted(characters))}".encode()

    def woff2(self, sfnt: bytes) -> bytes:
        return b"wOF2" + sfnt

    def role_of(self, family: str) -> str:
        return "song"

    def face(self, role: str, weight: int) -> Face | None:
        return next((f for f in FACES if (f.role, f.weight) == (role, weight)), None)

    def choose(self, role: str, weight: int, character: str) -> Face | None:
        return self.face(role, weight)

    def licence(self, face: Face) -> bytes:
        return b"SIL OPEN FONT LICENSE Version 1.1"


def face(role: str, family: str, weight: int, file: str) -> Face:
    """A face, in name only."""
    return Face(role, family, weight, file, "OFL-1.1", "licences/NotoSerifSC-OFL.txt")


FACES = {
    face("song", "Kanyin Song", 700, "KanyinSong-Bold.ttf"): frozenset("坚决做到"),
    face("song", "Kanyin Song", 400, "KanyinSong-Regular.ttf"): frozenset("桥上的灯"),
    face("kai", "Kanyin Kai", 400, "KanyinKai-Regular.ttf"): frozenset(),
}


def bind(made: Publication | None = None, faces=None, fonts=None) -> Outcome[Artifact]:
    """The example, bound at a fixed moment."""
    return bind_epub(made or publication(), faces or {}, fonts or PlainFonts(), MOMENT)


def open_epub(data: bytes) -> dict[str, bytes]:
    """The files of an EPUB by name, in the order of the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
