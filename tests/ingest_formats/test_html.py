"""Web pages: what becomes the article, what stays with the site."""

import pytest
from imported_file import Read, read

from kanyin.diagnostics import PressError

PROSE = "灯在水里站着，像一句没有说完的话。桥上的人来来去去，谁也没有停下来听它。"
HEAD = "<!doctype html><meta charset=utf-8>"


def page(inside: str, head: str = "<title>桥上的灯_临江网</title>") -> Read:
    """A page with the article between what sites put around it."""
    return read(
        "page.html",
        f"{HEAD}{head}<nav><a href=/>首页</a> <a href=/c>文化</a></nav>"
        f"<article><h1>桥上的灯</h1>{inside}<p>{PROSE}</p></article>"
        "<footer>版权所有 <a href=/about>关于我们</a></footer>",
    )


def body(inside: str) -> str:
    return page(inside).body.removesuffix(PROSE).strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>一</h2><h4>二</h4>", "## 一\n\n### 二"),
        ("<p>甲<b>乙</b><strong>丙</strong>丁</p>", "甲**乙丙**丁"),
        ("<p>甲<b> 乙 </b>丙</p>", "甲 **乙** 丙"),
        ("<p>甲<em>乙</em></p>", "甲*乙*"),
        ("<p>两行\n之间</p><p>two\nwords</p>", "两行之间\n\ntwo words"),
        ("<p>见<a href='http://e.org/a_(b)'>此</a></p>", "见[此](http://e.org/a_%28b%29)"),
        ("<p>见<a href='/b'>此</a>处。</p>", "见此处。"),
        ("<p>H<sub>2</sub>O，<code>a|b</code></p>", "H<sub>2</sub>O，`a|b`"),
        ("<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>", "{汉|hàn}字"),
        ("<p><ruby>GDP<rt>总值</rt></ruby>增</p>", "GDP（总值）增"),
        ("<ul><li>甲<ol><li>乙</li></ol></li><li>丙</li></ul>", "- 甲\n    1. 乙\n- 丙"),
        ("<ol start=3><li>甲<li>乙</ol>", "3. 甲\n4. 乙"),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>", "> 甲\n>\n> 乙"),
        ("<dl><dt>灯<dd>照明</dl>", "灯\n:   照明"),
        ("<pre>if a:\n    b()</pre>", "```\nif a:\n    b()\n```"),
        ("<figure><figcaption>无图</figcaption></figure>", "::: caption\n无图\n:::"),
        ("<p><b>先看人</b>。再看灯，灯还亮着。</p>", "**先看人。**再看灯，灯还亮着。"),
        ("<p>乙。<br>丙。</p>", "乙。\n\n丙。"),
    ],
)
def test_each_element_has_its_mark(html: str, markdown: str) -> None:
    assert body(html) == markdown


def test_a_bold_line_by_itself_is_a_heading_below_the_marked_ones() -> None:
    assert body(f"<h2>一章</h2><p><b>小节</b></p><p>{PROSE}</p>").startswith(
        "## 一章\n\n### 小节\n\n"
    )


def test_a_cell_over_several_stands_once_and_a_line_end_in_a_cell_stays() -> None:
    rows = (
        "<tr><th rowspan=2>年</th><th colspan=2>灯</th></tr><tr><td>东</td><td>西|北</td></tr>"
        "<tr><td>2021</td><td><p>一</p><p>二</p></td><td></td></tr>"
    )
    assert body(f"<table><caption>历年</caption>{rows}</table>") == (
        "表：历年\n\n| 年 | 灯 |  |\n|---|---|---|\n|  | 东 | 西\\|北 |\n| 2021 | 一<br>二 |  |"
    )


def test_a_table_that_only_places_things_is_no_table() -> None:
    assert body("<table><tr><td><p>甲</p></td></tr><tr><td>乙</td></tr></table>") == "甲\n\n乙"


def test_what_markdown_would_swallow_is_escaped() -> None:
    text = "<p>[1]: 参考文献</p><p>1. 不是列表。</p><blockquote># 不是标题</blockquote>"
    assert body(text) == "\\[1]: 参考文献\n\n1\\. 不是列表。\n\n> \\# 不是标题"


def test_linked_notes_become_footnotes() -> None:
    text = (
        "<p>灯<sup><a href='#n1' id=r1>[1]</a></sup>。</p>"
        "<ol><li id=n1>黄灯。<a href='#r1'>↩</a></li></ol>"
    )
    assert body(text).startswith("灯[^1]。")
    assert "[^1]: 黄灯。" in body(text)
    assert ("[1]", "note mark") in page(text).dropped


def test_the_site_around_the_article_is_dropped_and_said() -> None:
    got = page("<p>正文。</p><p hidden>暗字</p><script>x='脚本'</script><form>订阅</form>")
    assert got.body == f"正文。\n\n{PROSE}"
    assert ("首页 文化", "site chrome") in got.dropped
    assert ("暗字", "hidden") in got.dropped
    assert ("订阅", "site chrome") in got.dropped
    assert "脚本" not in got.original
    assert "I130" in got.codes


def test_the_line_below_the_title_and_the_head_fill_the_record() -> None:
    got = page(
        "<div><span>2021-03-04 10:30</span>　来源：临江日报　阅读：12</div><p>　　正文。</p>",
        "<title>桥上的灯_临江网</title><meta name=author content=林知夏>"
        "<meta property=og:site_name content=临江网><meta name=keywords content=灯,桥>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"桥上的灯"}</script>',
    )
    assert got.fields["title"] == "桥上的灯"
    assert got.fields["authors"] == ["林知夏"]
    assert got.fields["date"] == "2021-03-04"
    assert got.fields["keywords"] == ["灯", "桥"]
    assert got.fields["credits"] == {"source": "临江日报"}
    evidence = {entry.name: entry.evidence for entry in got.ledger.fields}
    assert evidence["authors"] == "meta author"
    assert ("阅读：12", "site chrome") in got.dropped


def test_an_account_of_the_site_is_no_author() -> None:
    got = page("", "<title>桥上的灯</title><meta name=author content=admin>")
    assert "authors" not in got.fields
    assert ("admin", "account of the site") in got.dropped


def test_a_title_that_only_the_head_has_is_inferred() -> None:
    got = read("a.html", f"{HEAD}<title>桥上的灯 - 临江网</title><p>{PROSE}</p><p>{PROSE}</p>")
    assert got.fields["title"] == "桥上的灯"
    assert "inferred: [title]" in got.markdown


def test_credits_below_the_article_and_related_titles_are_recognised() -> None:
    got = read(
        "a.html",
        f"{HEAD}<title>桥上的灯</title><div><h1>桥上的灯</h1>"
        + f"<div class=content>{'<p>' + PROSE + PROSE + '</p>'}</div>" * 1
        + "<div>责任编辑：沈听澜</div></div><div>热线电话 <a href=/>返回</a></div>",
    )
    assert got.fields["credits"] == {"responsible-editor": "沈听澜"}


@pytest.mark.parametrize(
    ("label", "codec"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5")]
)
def test_the_encoding_is_what_the_page_says(label: str, codec: str) -> None:
    html = f"<meta charset={label}><title>燈</title><p>燈在水里站著，像一句沒有說完的話。</p>"
    got = read("a.html", html.encode(codec))
    assert "燈在水里站著，像一句沒有說完的話。" in got.original
    assert read("a.html", html.encode(codec), encoding=codec).body == got.body


def test_a_wrong_label_does_not_hide_the_text() -> None:
    html = f"<meta charset=gb2312><title>灯</title><p>{PROSE}</p>"
    assert PROSE in read("a.html", html.encode("utf-8")).body


def test_pictures_come_along_under_a_name_of_their_own(png: bytes) -> None:
    html = f"{HEAD}<p>{PROSE}</p><figure><img src='p/a%20b.png' alt=灯><figcaption>桥头</figcaption></figure><img src='http://e.org/x.png'><img src=../../x.png>"
    got = read("页.html", html, {"p/a b.png": png})
    ((name, data),) = got.pictures.items()
    assert name.startswith("images/a-b-")
    assert data == png
    assert f'![灯]({name} "桥头")' in got.body
    assert "![](http://e.org/x.png)" in got.body
    assert "![](../../x.png)" in got.body
    assert "M130" in got.codes


def test_a_page_is_known_by_its_first_bytes() -> None:
    assert read("页.txt", f"{HEAD}<title>灯</title><p>{PROSE}</p>").body == PROSE


def test_ten_thousand_divisions_are_read_and_twenty_thousand_refused() -> None:
    deep = read("a.html", HEAD + "<div>" * 9_000 + PROSE + "</div>" * 9_000)
    assert deep.body == PROSE
    with pytest.raises(PressError):
        read("a.html", HEAD + "<div>" * 20_000 + PROSE)


def test_a_span_of_a_million_columns_is_no_bomb() -> None:
    got = body("<table><tr><td colspan=99999>甲</td><td>乙</td></tr></table>")
    assert got.count("|") < 400


def test_a_page_that_hides_itself_until_its_script_runs_is_read() -> None:
    got = page(f"<div style='visibility: hidden'><p>{PROSE}</p><p>{PROSE}</p></div>")
    assert got.body == "\n\n".join([PROSE] * 3)


def test_a_line_with_photographer_below_a_picture_is_its_caption() -> None:
    got = page("<p><img src='http://e.org/p.png' alt=灯></p><p>▲渡口夜色。　林知夏 摄</p>")
    assert '![灯](http://e.org/p.png "▲渡口夜色。　林知夏 摄")' in got.body
    assert "I104" not in got.codes


def test_a_short_heading_above_the_title_is_the_lead_title() -> None:
    html = (
        f"{HEAD}<title>桥上的灯</title><div><h3>城市观察</h3><h1>桥上的灯</h1><p>{PROSE}</p></div>"
    )
    assert read("a.html", html).fields["lead_title"] == "城市观察"


def test_names_and_date_side_by_side_below_the_title() -> None:
    got = page(
        "<div><span>林知夏</span> <span>临江文艺</span> <em>2021-03-04</em></div><h2>一</h2>"
    )
    assert got.fields["authors"] == ["林知夏"]
    assert got.fields["date"] == "2021-03-04"


def test_a_hidden_cell_is_dropped_and_leaves_its_column() -> None:
    rows = "<tr><td>年<td>灯<td>桥</tr><tr><td>一<td hidden>暗<td>二</tr>"
    got = page(f"<table>{rows}</table>")
    assert got.body.startswith("| 年 | 灯 | 桥 |\n|---|---|---|\n| 一 |  | 二 |")
    assert ("暗", "hidden") in got.dropped


def test_what_stands_between_the_title_and_the_main_content_belongs_to_the_article() -> None:
    text = f"<p>{PROSE}</p>" * 6
    html = (
        f"{HEAD}<title>桥上的灯</title><div>广告</div><h1>桥上的灯</h1>"
        f"<div>2021-03-04　来源：临江日报</div><div class=content>{text}</div>"
    )
    got = read("a.html", html)
    assert got.fields["date"] == "2021-03-04"
    assert ("广告", "outside the article") in got.dropped
