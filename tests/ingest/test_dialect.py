"""The Markdown dialect, example by example: what is written, what is read."""

from __future__ import annotations

import re
import time

import pytest
from lxml import etree

from kanyin.ingest.markdown import parse_body


def read(markdown: str) -> str:
    """The tree of a text as markup, without the places."""
    body = parse_body(markdown, "a.md").value
    assert body is not None
    text = etree.tostring(body.root, encoding="unicode")
    inner = re.sub(r' data-line="\d+"', "", text).removeprefix("<div>").removesuffix("</div>")
    return "" if inner == "<div/>" else inner


def codes(markdown: str) -> list[str]:
    """The codes remarked on a text, with their places."""
    return [f"{d.place}:{d.code}" for d in parse_body(markdown, "a.md").diagnostics]


INLINE = {
    "着重号": ("[重点]{.dots}", '<span class="dots">重点</span>'),
    "专名号": ("[临江]{.name}", '<span class="name">临江</span>'),
    "书名号甲式": ("[桥史]{.book}", '<span class="book">桥史</span>'),
    "外文": ("[the *bridge*]{lang=en}", '<span lang="en">the <em>bridge</em></span>'),
    "粗体里的着重号": (
        "**很[重]{.dots}**",
        '<strong>很<span class="dots">重</span></strong>',
    ),
    "不认识的类名是文字": ("[字]{.red}", "[字]{.red}"),
    "组注音": ("{漢字|hànzì}", "<ruby><rb>漢字</rb><rt>hànzì</rt></ruby>"),
    "逐字注音": (
        "{临江|lín|jiāng}",
        "<ruby><rb>临</rb><rt>lín</rt><rb>江</rb><rt>jiāng</rt></ruby>",
    ),
    "注音数目不合是文字": ("{临江水|lín|jiāng}", "{临江水|lín|jiāng}"),
    "拉丁基文是文字": ("{start|stop}", "{start|stop}"),
    "粗体后的花括号是文字": ("**粗**{start|stop}", "<strong>粗</strong>{start|stop}"),
    "行内公式": ("$E=mc^2$", '<tex display="inline">E=mc^2</tex>'),
    "公式里的星号和下画线": ("$a_1*b_2*c$", '<tex display="inline">a_1*b_2*c</tex>'),
    "公式里可有汉字文本": (r"$v=1\text{米}$", r'<tex display="inline">v=1\text{米}</tex>'),
    "价钱不是公式": ("$5到$10", "$5到$10"),
    "美元数不是公式": ("涨了$5，又跌$3。", "涨了$5，又跌$3。"),
    "转义的美元号": (r"\$x\$", "$x$"),
    "引号旁的粗体": ("**“重要”**讲话", "<strong>“重要”</strong>讲话"),
    "标点旁的粗体": ("他说**“好。”**然后", "他说<strong>“好。”</strong>然后"),
    "括号旁的粗体": ("**甲（乙）**丙", "<strong>甲（乙）</strong>丙"),
    "紧挨着的粗体": ("**甲****乙**", "<strong>甲</strong><strong>乙</strong>"),
    "粗体里的斜体": ("**甲*乙*丙**", "<strong>甲<em>乙</em>丙</strong>"),
    "斜体里的粗体": ("*甲**乙**丙*", "<em>甲<strong>乙</strong>丙</em>"),
    "又粗又斜": ("***甲***", "<em><strong>甲</strong></em>"),
    "斜体接粗体": ("*甲***乙**", "<em>甲</em><strong>乙</strong>"),
    "四个星号并不更粗": ("****甲****", "<strong>甲</strong>"),
    "先后结束的粗体": (
        "****甲**乙**",
        "<strong><strong>甲</strong>乙</strong>",
    ),
    "链接两头的粗体": ("**[甲](b)**", '<strong><a href="b">甲</a></strong>'),
    "代码里的星号不算": ("**甲`*`乙**", "<strong>甲<code>*</code>乙</strong>"),
    "乘号": ("2 * 3 * 4", "2 * 3 * 4"),
    "蛇形的名字": ("a_b_c", "a_b_c"),
    "转义的星号": ("\\*甲\\*", "*甲*"),
    "交错的记号不丢字": (
        "***甲。****乙。****丙。**\\***丁。**",
        "*<strong>甲。</strong><strong>乙。</strong><strong>丙。</strong>*<strong>丁。</strong>",
    ),
    "人名不是标签": ("<李某>说a<b", "&lt;李某&gt;说a&lt;b"),
    "字符引用": ("甲&nbsp;乙&mdash;", "甲\u00a0乙—"),
    "HTML 写的注音": (
        "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>",
        "<ruby><rb>漢</rb><rt>hàn</rt><rb>字</rb><rt>zì</rt></ruby>",
    ),
    "HTML 写的注音里的文字": (
        "<ruby>甲<rb>乙</rb>丙<rt>音</rt>丁</ruby>",
        "<ruby><rb>甲乙丙</rb><rt>音</rt></ruby>丁",
    ),
    "套着的记号": (
        "[在[临江]{.name}城]{.dots}",
        '<span class="dots">在<span class="name">临江</span>城</span>',
    ),
    "均排的宽度": ("[李白]{.even width=5em}", '<span class="even" width="5em">李白</span>'),
    "别的记号没有宽度": ("[李白]{.dots width=5em}", "[李白]{.dots width=5em}"),
    "没有注音的 ruby": ("<ruby>漢</ruby>", "<span>漢</span>"),
    "代码里的尖括号": ("`a<b & c`", "<code>a&lt;b &amp; c</code>"),
    "代码里的反引号": ("``a`b``", "<code>a`b</code>"),
    "不成对的反引号": ("``a`", "``a`"),
    "代码里的记号": ("`**a** $x$ [b]{.dots}`", "<code>**a** $x$ [b]{.dots}</code>"),
    "小于和大于不是标签": ("a<b 与 c>d", "a&lt;b 与 c&gt;d"),
    "上下标": ("H<sub>2</sub>O", "H<sub>2</sub>O"),
    "邮箱": ("<a@example.org>", '<a href="mailto:a@example.org">a@example.org</a>'),
}


@pytest.mark.parametrize(("written", "expected"), INLINE.values(), ids=INLINE.keys())
def test_inline_marks(written: str, expected: str) -> None:
    assert read(f"前{written}后") == f"<p>前{expected}后</p>"


BLOCKS = {
    "释义": ("弄\n: 小巷", "<dl><dt>弄</dt><dd>小巷</dd></dl>"),
    "隔行的释义": ("弄\n\n: 小巷", "<dl><dt>弄</dt><dd><p>小巷</p></dd></dl>"),
    "引文里的代码": (
        "> 甲\n> ```\n> # 乙\n> > 丙\n> ```\n> 丁",
        "<blockquote><p>甲</p><pre><code># 乙\n&gt; 丙\n</code></pre><p>丁</p></blockquote>",
    ),
    "引文到头，没有结束的代码不是代码": (
        "> ```\n> 甲\n\n乙\n\n```\n丙\n```",
        "<blockquote><p>```甲</p></blockquote><p>乙</p><pre><code>丙\n</code></pre>",
    ),
    "代码里的引文不是引文": ("```\n> ```\n甲\n```", "<pre><code>&gt; ```\n甲\n</code></pre>"),
    "没有词的释义是段落": ("## 街\n\n: 小巷", "<h2>街</h2><p>: 小巷</p>"),
    "引文下的冒号是段落": ("> 甲\n\n: 注", "<blockquote><p>甲</p></blockquote><p>: 注</p>"),
    "汉字之间的换行": ("第一行，\n接着", "<p>第一行，接着</p>"),
    "汉字与西文之间的换行": ("用了\nPython\n写", "<p>用了Python写</p>"),
    "西文之间的换行是空格": ("words\ngo on", "<p>words go on</p>"),
    "粗体前后的换行": ("甲\n**乙**\n丙", "<p>甲<strong>乙</strong>丙</p>"),
    "段首提要": (
        "**先看人。** 段落",
        '<p><b class="run-in-head">先看人。</b> 段落</p>',
    ),
    "人名加冒号不是提要": ("**记者**：好", "<p><strong>记者</strong>：好</p>"),
    "整段粗体不是提要": ("**都是粗体。**", "<p><strong>都是粗体。</strong></p>"),
    "井号后不空也是标题": ("#标题", "<h1>标题</h1>"),
    "标题的名字": ("## 小标题 {#sec-a}", '<h2 id="sec-a">小标题</h2>'),
    "诗": (
        "::: verse\n灯在水里，\n像一句。\n\n第二节\n:::",
        '<div class="verse"><p>灯在水里，<br/>像一句。</p><p>第二节</p></div>',
    ),
    "诗里的连字符不是列表": (
        "::: verse\n- 甲\n- 乙\n:::",
        '<div class="verse"><p>- 甲<br/>- 乙</p></div>',
    ),
    "对话": (
        "::: dialogue\n**问**：谁？\n\n**答**：我。\n:::",
        '<div class="dialogue"><p><strong>问</strong>：谁？</p>'
        "<p><strong>答</strong>：我。</p></div>",
    ),
    "图": (
        '![灯](a.png "桥头"){#fig-a width=60% credit="周砚 摄"}',
        '<figure id="fig-a" width="60%"><img src="a.png" alt="灯"/><figcaption>桥头'
        '<span class="credit">周砚 摄</span></figcaption></figure>',
    ),
    "表题": (
        "表：灯数 {#tbl-a}\n\n|年|灯|\n|--|--:|\n|1|2|",
        '<table id="tbl-a"><caption>灯数</caption><thead><tr><th scope="col">年</th>'
        '<th class="align-right" scope="col">灯</th></tr></thead><tbody><tr><td>1</td>'
        '<td class="align-right">2</td></tr></tbody></table>',
    ),
    "表格里的注音": (
        "|字|音|\n|--|--|\n|{漢\\|hàn}|甲|",
        '<table><thead><tr><th scope="col">字</th><th scope="col">音</th></tr></thead><tbody>'
        "<tr><td><ruby><rb>漢</rb><rt>hàn</rt></ruby></td><td>甲</td></tr></tbody></table>",
    ),
    "独立公式": (
        "$$ k = \\frac{a}{b} $$ {#eq-k}",
        '<p class="formula" id="eq-k"><tex display="block">k = \\frac{a}{b}</tex></p>',
    ),
    "段落中间的独立公式": (
        "甲\n$$\nx\n$$ {#eq-k}\n乙",
        '<p>甲</p><p class="formula" id="eq-k"><tex display="block">x</tex></p>'
        '<p class="continued">乙</p>',
    ),
    "两个独立公式之间的文字": (
        "$$x$$和$$y$$",
        '<p class="formula"><tex display="block">x</tex></p><p class="continued">和</p>'
        '<p class="formula"><tex display="block">y</tex></p>',
    ),
    "列表里的独立公式": (
        "- 甲$$x$$乙",
        '<ul><li>甲<p class="formula"><tex display="block">x</tex></p>乙</li></ul>',
    ),
    "标题里的独立公式不独立": ("## 甲$$x$$", '<h2>甲<tex display="inline">x</tex></h2>'),
    "代码和钱里的双美元号": ("`$$x$$`$$5到$$6", "<p><code>$$x$$</code>$$5到$$6</p>"),
    "缩进的代码照原样": (
        "    a<b\n\n    &lt;\n",
        "<pre><code>a&lt;b\n\n&amp;lt;\n</code></pre>",
    ),
    "代码": (
        "```python\nx = 1  # **注**\n```",
        '<pre><code class="language-python">x = 1  # **注**\n</code></pre>',
    ),
    "列表从三开始": (
        "3. 甲\n4. 乙",
        '<ol start="3"><li>甲</li><li>乙</li></ol>',
    ),
    "比表头长的行": (
        "|甲|乙|\n|-|-|\n|一|二|三|",
        '<table><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead><tbody>'
        "<tr><td>一</td><td>二</td><td>三</td></tr></tbody></table>",
    ),
    "单独一行的横线标签": ("<hr>", "<hr/>"),
    "两块 HTML 同在一行": (
        "<p>甲</p>A&amp;B<p>乙</p>",
        "<p>甲</p><p>A&amp;B</p><p>乙</p>",
    ),
    "像链接定义的文字": ("[1]: 参考文献", "<p>[1]: 参考文献</p>"),
    "真的链接定义": ("[甲][1]\n\n[1]: https://a.org/b", '<p><a href="https://a.org/b">甲</a></p>'),
    "四个空格缩进的汉字不是代码": ("    四格缩进的段落", "<p>四格缩进的段落</p>"),
}


@pytest.mark.parametrize(("written", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks(written: str, expected: str) -> None:
    assert read(written) == expected


def test_notes_are_kept_apart_with_their_places() -> None:
    body = parse_body("甲[^a]。\n\n[^a]: 注*文*。\n\n    又一段", "a.md", first_line=10).value
    assert body is not None
    assert [note.id for note in body.notes] == ["a"]
    assert body.notes[0].place.line == 12
    assert "".join(body.notes[0].body.itertext()) == "注文。又一段"
    assert body.root.find(".//a").get("href") == "#fn-a"  # type: ignore[union-attr]


def test_every_block_knows_its_line() -> None:
    text = (
        "甲\n\n## 乙\n\n- 丙\n- 丁\n\n> 戊\n\n::: verse\n己\n:::\n\n表：庚\n\n|辛|\n|--|\n|壬|\n"
    )
    body = parse_body(text, "a.md", first_line=5).value
    assert body is not None
    lines = {
        "".join(e.itertext()): int(e.get("data-line", "0"))
        for e in body.root.iter("p", "h2", "li", "caption", "th", "td")
    }
    assert lines == {
        "甲": 5,
        "乙": 7,
        "丙": 9,
        "丁": 10,
        "戊": 12,
        "己": 15,
        "庚": 18,
        "辛": 20,
        "壬": 22,
    }


REMARKS = {
    "没有内容的注": ("甲[^x]。", ["a.md:1:2:M104"]),
    "没有注码的注": ("甲。\n\n[^x]: 乙", ["a.md:3:1:M105"]),
    "全角冒号": ("甲\n\n[^x]：乙", ["a.md:3:5:M103"]),
    "没有结束的区块": ("::: verse\n甲", ["a.md:1:1:M109"]),
    "不认识的区块": ("::: poem\n甲\n:::", ["a.md:1:1:M108"]),
    "段落后紧跟列表": ("甲\n- 乙", ["a.md:2:1:M106"]),
    "目次标记": ("[TOC]", ["a.md:1:1:M107"]),
    "比表头长的行": ("|甲|乙|\n|-|-|\n|一|二|三|", ["a.md:3:1:M110"]),
    "脚本": ("甲<script>乙</script>", ["a.md:1:2:M120"]),
    "事件属性": ("![甲](a.png){onclick=x}", ["a.md:1:13:M121"]),
    "危险的链接": ("甲\n[乙](javascript:x)", ["a.md:2:5:M122"]),
    "拆开写的危险链接": ("[甲](<java\tscript:x>)", ["a.md:1:1:M122"]),
    "同一行的两块 HTML": (
        "甲\n\n<!-- 注 --><script>乙</script>",
        ["a.md:3:11:M120"],
    ),
    "代码里的不算": ("```\n甲[^x]\n::: poem\n```", []),
}


@pytest.mark.parametrize(("written", "expected"), REMARKS.values(), ids=REMARKS.keys())
def test_remarks(written: str, expected: list[str]) -> None:
    assert codes(written) == expected


def test_scripts_and_events_never_reach_the_tree() -> None:
    text = read(
        '<div onclick="x"><p>甲</p><script>alert(1)</script></div>\n\n乙<b onclick="y">丙</b>'
    )
    assert "alert" not in text
    assert "onclick" not in text
    assert text == "<div><p>甲</p></div><p>乙<b>丙</b></p>"


def test_too_deep_nesting_is_a_remark_not_a_crash() -> None:
    text = "\n".join("    " * depth + "- 甲" for depth in range(600))
    outcome = parse_body(text, "a.md")
    assert outcome.value is None
    assert [d.code for d in outcome.diagnostics] == ["M101"]


def test_a_note_may_be_defined_inside_a_note() -> None:
    body = parse_body("甲[^1]乙[^2]\n\n[^1]: [^2]: 丙", "a.md").value
    assert body is not None
    assert ["".join(note.body.itertext()) for note in body.notes] == ["", "丙"]


def test_of_two_notes_with_one_name_the_first_is_kept() -> None:
    outcome = parse_body("甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙", "a.md")
    assert outcome.value is not None
    assert ["".join(note.body.itertext()) for note in outcome.value.notes] == ["乙"]
    assert [d.code for d in outcome.diagnostics] == ["M102"]


@pytest.mark.parametrize("tag", ["div", "b"])
def test_text_in_raw_tags_of_any_depth_is_kept(tag: str) -> None:
    outcome = parse_body(f"<{tag}>" * 3000 + "内" + f"</{tag}>" * 3000, "a.md")
    assert outcome.value is not None
    assert "".join(outcome.value.root.itertext()).strip() == "内"
    assert [d.code for d in outcome.diagnostics] == ["M120"]


ENDLESS = {
    "方括号": "[甲" * 20_000,
    "图": "![" * 20_000,
    "链接": "[甲](" * 10_000,
    "脚注": "[^" * 20_000,
    "标签": "<a " * 10_000,
    "注释": "<!--" * 10_000,
    "实体声明": "<![CDATA[" * 10_000,
    "星号": "*甲 **乙 " * 10_000,
    "先后结束的粗体": "*" * 20_000 + "甲" + "**乙" * 10_000,
    "反引号": "`" * 50_000,
    "粗体标签": "<b>甲" * 10_000,
    "美元号": "$甲" * 20_000,
    "双美元号": "$$甲\n" * 20_000,
    "独立公式": "甲$$x$$" * 20_000,
    "花括号": "{漢|" * 20_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_marks_without_end_are_read_in_one_pass(text: str) -> None:
    start = time.process_time()
    assert parse_body(text, "a.md").value is not None
    assert time.process_time() - start < 10  # a second; minutes, if it were quadratic
