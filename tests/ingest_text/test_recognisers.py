"""What is recognised, form by form: a page, and what a field says of it."""

from __future__ import annotations

from typing import Any

import pytest
from raw_text import PROSE, body, codes, read

from kanyin.ingest.text.credits import read_credits
from kanyin.ingest.text.keywords import divide
from kanyin.ingest.text.labelled import read_labels
from kanyin.ingest.text.masthead import read_masthead
from kanyin.ingest.text.names import is_name, names_in, split_run, tokens


@pytest.mark.parametrize(
    ("line", "journal", "issue"),
    [
        ("紫光阁 2021年10期", "紫光阁", {"year": "2021", "number": "10"}),
        ("《野声》2001年第3期", "野声", {"year": "2001", "number": "3"}),
        (
            " 1998年第2期             南  方  河  测             总第46期",
            "南方河测",
            {"year": "1998", "number": "2", "total_number": "46"},
        ),
        ("· 52 ·　　　馆　与　民　　　2016年第4期", "馆与民", {"year": "2016", "number": "4"}),
        ("【手藝人】　舊街月刊　一九九六年　第48期", "舊街月刊", {"year": "1996", "number": "48"}),
        ("观云　2008·1　　41", "观云", {"year": "2008", "number": "1"}),
        ("2014年第3期（总第87期）　江岸札记　·人与桥·", "江岸札记", {"total_number": "87"}),
    ],
)
def test_masthead(line: str, journal: str, issue: dict[str, str]) -> None:
    source = read(f"{line}\n\n渡口的灯\n\n孔雀兰\n\n{PROSE}\n")["source"]
    assert source["journal"] == journal
    assert issue.items() <= source.items()


@pytest.mark.parametrize("line", ["渡口的灯", "2021年的春天来得早", "第一章 雾", "孔雀兰", PROSE])
def test_no_masthead(line: str) -> None:
    assert read_masthead(line) == ()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2021-12-08龚凤祥", {"date": "2021-12-08", "authors": ["龚凤祥"]}),
        ("2018-03-05 22:53沈佩兰周知白", {"time": "22:53", "authors": ["沈佩兰", "周知白"]}),
        ("2012-06-20　来源：河湾晚报", {"source": {"journal": "河湾晚报"}}),
        ("时间:2022-09-14", {"date": "2022-09-14"}),
    ],
)
def test_date_line(line: str, found: dict[str, Any]) -> None:
    assert found.items() <= read(f"渡口的灯\n\n{line}\n\n{PROSE}\n").items()


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("渡口的灯", {"title": "渡口的灯"}),
        ("听水声辨桥况 为石拱桥守好四季", {"title": ["听水声辨桥况", "为石拱桥守好四季"]}),
        ("渡口的灯\n——四十年的一盏马灯", {"title": "渡口的灯", "subtitle": "四十年的一盏马灯"}),
        (
            "从看天喝水到按表放水\n一张水票用了四十年\n——长丰渠的小账",
            {"lead_title": "从看天喝水到按表放水", "title": "一张水票用了四十年"},
        ),
        (
            "河道测量的省力做法* 基于三个汛期的比测",
            {"title": "河道测量的省力做法", "subtitle": "基于三个汛期的比测"},
        ),
        ("◎旧物小记\n\n井台上的钟", {"column": "旧物小记", "title": "井台上的钟"}),
        ("# 塘坝水位", {"title": "塘坝水位"}),
    ],
)
def test_title(lines: str, found: dict[str, Any]) -> None:
    assert found.items() <= read(f"{lines}\n\n孔雀兰\n\n{PROSE}\n").items()


def test_a_paragraph_below_the_word_标题_is_no_title() -> None:
    """Nor is a paragraph that stands there three times a title printed again."""
    text = f"标题\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n"
    assert read(text)["title"] == "标题"
    assert body(text).count(PROSE) == 3


def test_a_byline_is_no_title() -> None:
    found = read(f"莫听雨 葛天青\n\n{PROSE}\n")
    assert "title" not in found
    assert found["authors"] == ["莫听雨", "葛天青"]


def test_no_title_is_invented() -> None:
    text = f"渡口有灯。{PROSE}\n"
    assert "title" not in read(text)
    assert "I101" in codes(text)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("龚凤祥", ["龚凤祥"]),
        ("石 吕 石晓旭 李 赢 薛亚光 刘　建", ["石吕", "石晓旭", "李赢", "薛亚光", "刘建"]),
        ("苏 禾,程竹影,毕昇平", ["苏禾", "程竹影", "毕昇平"]),
        ("沈佩兰?周知白", ["沈佩兰", "周知白"]),
        ("应鹿鸣1，匡一粟2，申屠岚2*", ["应鹿鸣", "匡一粟", "申屠岚"]),
        ("文/贺兰心", ["贺兰心"]),
        ("容 若 水", ["容若水"]),
        ("上官小楼", ["上官小楼"]),
        ("[挪恩岛]　奥丽•塔姆贝克", ["奥丽·塔姆贝克"]),
        ("本刊记者　庄小雅", [{"name": "庄小雅", "role": "本刊记者"}]),
        (
            "（本报记者　孔雀兰　通讯员　戚小满）",
            [{"name": "孔雀兰", "role": "本报记者"}, {"name": "戚小满", "role": "通讯员"}],
        ),
    ],
)
def test_byline(line: str, names: list[Any]) -> None:
    assert read(f"渡口的一盏灯\n\n{line}\n\n{PROSE}\n")["authors"] == names


def test_workplaces_by_number() -> None:
    text = f"渡口的灯\n\n苏禾1,毕昇平2\n\n(1青屿学院建筑系,青屿399001;2白芦镇小学,白芦399013)\n\n{PROSE}"
    assert read(text)["authors"] == [
        {"name": "苏禾", "affiliation": "青屿学院建筑系", "postcode": "399001"},
        {"name": "毕昇平", "affiliation": "白芦镇小学", "postcode": "399013"},
    ]


@pytest.mark.parametrize("word", ["竹篙", "一般来说", "记者", "渡口", "王", "关于本刊"])
def test_no_name(word: str) -> None:
    assert not is_name(word)


def test_names() -> None:
    assert names_in("龚凤祥、渡口") == ()
    assert split_run("苏禾程竹影毕昇平") == ("苏禾", "程竹影", "毕昇平")
    assert tokens("李 赢 薛亚光 刘　建") == ("李赢", "薛亚光", "刘建")


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("编辑:张成付", [("editor", "张成付")]),
        ("校对:徐雅维、吕重江", [("proofreader", "徐雅维、吕重江")]),
        ("(责任编辑 边晓棠)", [("responsible-editor", "边晓棠")]),
        ("编辑/卞禾", [("editor", "卞禾")]),
        (
            "【责任编辑：桑　陌　责任校对：闻　笛】",
            [("responsible-editor", "桑　陌"), ("responsible-proofreader", "闻　笛")],
        ),
        (
            "[责任编辑 蓝 田  校对 卓玉生]",
            [("responsible-editor", "蓝 田"), ("proofreader", "卓玉生")],
        ),
        (
            "［录音整理　平　安　责编　毕　罗］",
            [("editor", "平　安"), ("responsible-editor", "毕　罗")],
        ),
        (
            "本版责编：戴　云　版式：黎小白　美编：尚　可",
            [("responsible-editor", "戴　云"), ("layout", "黎小白"), ("art-editor", "尚　可")],
        ),
        ("本文責任編輯：柳　眉", [("responsible-editor", "柳　眉")]),
        ("图片来源：受访者", [("photo-source", "受访者")]),
        (
            "译者：[半夏](https://example.org/u/banxia)",
            [("translator", "[半夏](https://example.org/u/banxia)")],
        ),
    ],
)
def test_credits(line: str, credits: list[tuple[str, str]]) -> None:
    assert [(part.role, part.text) for part in read_credits(line)] == credits


@pytest.mark.parametrize(
    "line",
    [
        "编辑同志：",
        "责任编辑制度是出版业的基本制度。",
        "校对:也是。",
        "编辑部复信",
        "来源:这个词古已有之。",
    ],
)
def test_no_credits(line: str) -> None:
    assert read_credits(line) == ()


def test_an_account_is_no_person() -> None:
    text = f"渡口的灯\n\n{PROSE}\n\n(责任编辑:admin)\n(责任编辑：DF533)\n"
    assert "credits" not in read(text)
    assert codes(text).count("I108") == 2


def test_a_code_after_a_name_is_not_of_it() -> None:
    assert read(f"渡口的灯\n\n{PROSE}\n\n责任编辑：潘树_HW1203\n")["credits"] == {
        "responsible-editor": "潘树"
    }


def test_glued_credit() -> None:
    text = f"渡口的灯\n\n{PROSE}　　　　　编辑：杨一叶"
    assert read(text)["credits"] == {"editor": "杨一叶"}
    assert body(text) == PROSE


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("关键词:用户;商品", ["keywords"]),
        ("[摘 要] 借书处是末梢。", ["abstract"]),
        ("提 要 根据实践", ["abstract"]),
        (
            "中图分类号:TU111文献标识码:A文章编号:9999-0017(2020)06",
            ["clc", "document_code", "article_number"],
        ),
        ("【 标  题 】廊桥", ["title"]),
        ("收稿日期：2017-11-28　修回日期：2018-03-02", ["received", "revised"]),
        ("关键词是什么?这是第一张卡片上的问题", []),
        ("摘要写不写都行", []),
    ],
)
def test_labels(line: str, labels: list[str]) -> None:
    assert [row.field for row in read_labels(line)] == labels


def test_a_label_in_the_text_is_text() -> None:
    text = (
        f"渡口的灯\n\n{PROSE}\n\n来源:这个词古已有之。\n\n关键词:用户、商品、场景。\n\n{PROSE}\n"
    )
    assert read(text).keys() == {"title"}


@pytest.mark.parametrize(
    ("run", "text", "words"),
    [
        ("着力支部机关", "着力打造；支部联建；机关党建", ("着力", "支部", "机关")),
        ("观测站风向标云量", "观测站里有风向标，记云量，观测", ("观测站", "风向标", "云量")),
        ("着力支部机关", "没有一个词再出现", ("着力支部机关",)),
    ],
)
def test_keyword_run(run: str, text: str, words: tuple[str, ...]) -> None:
    assert divide(run, text) == words


def test_editor_note() -> None:
    note = "编者按　关于慢车道宽度的讨论最为热烈，今天本栏刊发一篇来稿，欢迎继续讨论下去。"
    assert read(f"{note}\n\n给慢车道多留半米\n\n言小默\n\n{PROSE}")["editor_note"] == note


def test_signature_may_be_the_author() -> None:
    text = f"渡口的灯\n\n{PROSE}\n\n——阿苇\n"
    assert read(text)["signature"] == "——阿苇"
    assert read(text)["authors"] == ["阿苇"]
    assert "I116" in codes(text)


def test_site_chrome_and_related_titles() -> None:
    text = f"首页 > 小城 > 图书馆 >\n\n渡口的灯\n\n{PROSE}\n\n猜你喜欢\n灯下的人\n下一篇:没有了\n"
    assert read(text)["related"] == ["灯下的人"]
    assert body(text) == PROSE


def test_a_second_article_is_said() -> None:
    page = f"APP下载\n\n渡口的灯\n\n2021-12-08孔雀兰\n\n{PROSE}\n\n猜你喜欢\n甲\n\n"
    assert "I107" in codes(page + page)
    assert "I107" not in codes(page)


def test_page_furniture_is_no_text() -> None:
    text = f"渡口的灯\n\n{PROSE}\n\n        · 30 ·\n\n（下转第42页）\n\n{PROSE}\n"
    assert body(text) == f"{PROSE}\n\n{PROSE}"
    assert "I114" in codes(text)


def test_the_source_of_a_web_page_is_no_journal() -> None:
    web = read(f"渡口的灯\n\n2019-09-07 13:43:45　来源: 河湾晚报\n\n{PROSE}\n")
    assert web["credits"] == {"source": "河湾晚报"}
    assert "source" not in web
    paper = read(f"渡口的灯\n\n2019-09-07　来源：河湾晚报\n\n{PROSE}\n")
    assert paper["source"]["journal"] == "河湾晚报"


@pytest.mark.parametrize(
    ("breadcrumb", "column"),
    [("首页 > 新闻中心 > 身边 > 正文", "身边"), ("首页 > 身边 >", None), ("首页 > 正文", None)],
)
def test_the_section_of_a_breadcrumb(breadcrumb: str, column: str | None) -> None:
    assert read(f"{breadcrumb}\n\n渡口的灯\n\n孔雀兰\n\n{PROSE}\n").get("column") == column


def test_the_date_in_a_notice_of_the_site() -> None:
    found = read(f"渡口的灯\n\n孔雀兰\n\n{PROSE}\n\n本文由 译组 原创编译，2018-11-06 发布\n")
    assert found["date"] == "2018-11-06"


def test_the_source_of_a_translation() -> None:
    found = read(
        f"渡口的灯\n\n{PROSE}\n\n（于飞白、孔雀兰译自《野声》2001年第3期，原题《The Lamp》，戚小满校）\n"
    )
    assert found["credits"] == {
        "translator": ["于飞白", "孔雀兰"],
        "proofreader": {"label": "校", "names": ["戚小满"]},
        "source": {"label": "译自", "names": ["《野声》2001年第3期"]},
    }
    assert found["title_en"] == "The Lamp"


@pytest.mark.parametrize("line", ["（上接第5期）", "（未完待续）", "（续完）", "（接上期）"])
def test_a_part_of_a_serial_says_so(line: str) -> None:
    assert read(f"渡口的灯\n\n孔雀兰\n\n{PROSE}\n\n{line}\n")["author_notes"] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "1997年12月29日 第八届全国代表大会第二十九次会议通过",
        "2021年3月5日 渡口的灯亮了起来",
        "2021-12-08 本报讯",
    ],
)
def test_what_follows_a_date_need_not_be_names(line: str) -> None:
    text = f"中华人民共和国价格法\n\n{line}\n\n{PROSE}\n"
    assert "authors" not in read(text)
    assert line in body(text)


def test_marks_of_headings_and_of_ocr_in_a_byline() -> None:
    found = read(f"# 渡口的灯\n\n# 孔雀兰」 于飞白²\n\n摘要：{PROSE}\n\n# 1引言\n\n{PROSE}\n")
    assert found["authors"] == ["孔雀兰", "于飞白"]


def test_a_class_number_glued_to_keywords() -> None:
    found = read(
        f"渡口的灯\n\n孔雀兰\n\n关键词：马灯；渡口中图法分类号：TP31 文献标识码：A\n\n{PROSE}\n"
    )
    assert found["keywords"] == ["马灯", "渡口"]
    assert (found["clc"], found["document_code"]) == ("TP31", "A")


def test_a_comment_of_html_is_left_out() -> None:
    assert body(f"渡口的灯\n\n<!-- INFO END -->\n\n{PROSE}") == PROSE


def test_names_and_their_places_on_one_line() -> None:
    line = (
        "孔雀兰¹，于飞白²，戚小满1（1.青屿师范学院，青屿 399001；2.南埠大学中文系，南埠 399013）"
    )
    people = read(f"渡口的灯\n\n{line}\n\n摘要：{PROSE}\n\n{PROSE}\n")["authors"]
    assert [(p["name"], p["affiliation"], p["postcode"]) for p in people] == [
        ("孔雀兰", "青屿师范学院", "399001"),
        ("于飞白", "南埠大学中文系", "399013"),
        ("戚小满", "青屿师范学院", "399001"),
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("孔雀兰 于飞白天津师范大学 天津 300387", "天津师范大学"),
        ("孔雀兰\n（国立青屿大学图书资讯系青屿100671）", "国立青屿大学图书资讯系"),
    ],
)
def test_a_place_glued_to_what_stands_beside_it(line: str, place: str) -> None:
    people = read(f"渡口的灯\n\n{line}\n\n摘要：{PROSE}\n\n{PROSE}\n")["authors"]
    assert people[0]["affiliation"] == place


def test_two_places_that_no_number_joins_to_three_names() -> None:
    line = "（青屿师范学院，青屿，中国；南埠大学，南埠，中国）"
    names = ["孔雀兰", "于飞白", "戚小满"]
    assert read(f"渡口的灯\n\n{' '.join(names)}\n{line}\n\n{PROSE}\n")["authors"] == names


@pytest.mark.parametrize(
    "line", ["Figure 4 Results of full optimization", "LI Xi, et al. On the Lamp"]
)
def test_no_english_title(line: str) -> None:
    text = f"渡口的灯\n\n孔雀兰\n\nAbstract: A lamp.\n\n{PROSE}\n\n{line}\n"
    assert "title_en" not in read(text)


@pytest.mark.parametrize("label", ["# 作者简介：", "作者简介", "【作者简介】"])
def test_lives_below_their_label(label: str) -> None:
    lives = "孔雀兰（1980—），女，青屿人，渡口史研究者；\n于飞白（1982—），男，研究方向为马灯。"
    found = read(f"渡口的灯\n\n孔雀兰\n\n{PROSE}\n\n{label}\n{lives}\n")
    assert found["author_notes"] == lives.split("\n")


def test_an_abstract_below_its_label() -> None:
    text = f"渡口的灯\n\n孔雀兰\n\n# 摘要：\n\n[目的]{PROSE}\n\n[方法]{PROSE}\n\n关键词：灯；船\n\n{PROSE}\n"
    assert read(text)["abstract"] == f"[目的]{PROSE}[方法]{PROSE}"
    assert read(text)["keywords"] == ["灯", "船"]


def test_empty_labels_among_the_text() -> None:
    assert (
        body(f"渡口的灯\n\n孔雀兰\n\n{PROSE}\n\n收稿日期：修回日期：\n\n{PROSE}")
        == f"{PROSE}\n\n{PROSE}"
    )


def test_a_heading_above_the_title_is_a_column() -> None:
    found = read(f"# 案例剖析\n\n# 渡口的灯与船工的规矩考\n\n孔雀兰\n\n{PROSE}\n")
    assert (found["column"], found["title"]) == ("案例剖析", "渡口的灯与船工的规矩考")


def test_the_record_of_a_translators_project() -> None:
    record = (
        "[#]: subject: (The Lamp)\n[#]: via: (https://example.org/lamp)\n"
        "[#]: author: (Ada Vale https://example.org/ada)\n[#]: translator: (wxy)\n[#]: publisher: (wxy)\n"
    )
    found = read(f"{record}\n渡口的灯\n======\n\n{PROSE}\n\n译者：[wxy](https://example.org)\n")
    assert found["title_en"] == "The Lamp"
    assert found["authors"] == ["Ada Vale"]
    assert found["source"] == {"url": "https://example.org/lamp"}
    assert found["credits"] == {"translator": "wxy"}
    assert read(f"渡口的灯\n\n{PROSE}\n\nvia: https://example.org/a\n")["source"]["url"]


MASTHEAD = "第28卷第4期\n2009年8月\n山区水利\nJOURNAL OF MOUNTAIN WATER\nVol.28 No.4\nAug. 2009\n"


def test_a_masthead_on_several_lines() -> None:
    found = read(f"{MASTHEAD}\n渡口的灯\n孔雀兰\n\n{PROSE}\n")
    assert found["source"] == {
        "journal": "山区水利",
        "year": "2009",
        "number": "4",
        "volume": "28",
    }
    assert (found["title"], found["date"]) == ("渡口的灯", "2009-08")
    assert (
        read(f"水  具  工  程　　Vol.8，No.2\n\n渡口的灯\n\n{PROSE}\n")["source"]["number"] == "2"
    )


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("口述/严守一 整理/林听涛", "authors", [("严守一", "口述"), ("林听涛", "整理")]),
        ("□ 温如玉", "authors", ["温如玉"]),
        ("〔霜岛〕莱奥‧芬纳著　　裘　星译　　方　屿校", "authors", ["莱奥·芬纳"]),
        ("阿　禾", "authors", ["阿禾"]),
        ("（2009年9月1日）", "date", "2009-09-01"),
        ("2017-04-06 08:30　来源：河湾晚报　作者：童小舟", "authors", ["童小舟"]),
        ("2017-04-06本刊记者 林听涛", "authors", [("林听涛", "本刊记者")]),
        ("在新馆开馆仪式上的致辞", "subtitle", "在新馆开馆仪式上的致辞"),
        (
            "【编者按】渡口的灯刊出以后，来信很多。",
            "editor_note",
            "【编者按】渡口的灯刊出以后，来信很多。",
        ),
    ],
)
def test_what_stands_below_a_title(line: str, field: str, value: Any) -> None:
    found = read(f"渡口的灯与渡口的人\n{line}\n\n{PROSE}\n")[field]
    people = field == "authors" and isinstance(value[0], tuple)
    assert ([(p["name"], p["role"]) for p in found] if people else found) == value


def test_a_subtitle_on_the_line_of_its_title() -> None:
    found = read(f"县城书铺的账簿*——以德润堂1931—1937年账簿为例\n\n{PROSE}\n")
    assert (found["title"], found["subtitle"]) == (
        "县城书铺的账簿",
        "以德润堂1931—1937年账簿为例",
    )


@pytest.mark.parametrize(
    ("tail", "credits"),
    [
        ("（责编：甘　棠　二校：贝　叶）", {"responsible-editor", "proofreader"}),
        ("本版编辑　祁　红　　责校　章　程　　电子信箱：a@example.org", {"editor", "proofreader"}),
        ("图为渡口的灯。受访者供图", {"photo-source"}),
        ("渡口的灯和孩子\n摄影：岑小溪", {"photographer"}),
        (
            "（译自《The Lamp》，北岬书店1988年版，责任编辑：罗　勒）",
            {"source", "responsible-editor"},
        ),
    ],
)
def test_credits_below_the_text(tail: str, credits: set[str]) -> None:
    assert read(f"渡口的灯\n\n孔雀兰\n\n{PROSE}\n\n{tail}\n")["credits"].keys() == credits


def test_a_credit_glued_to_the_last_sentence() -> None:
    found = f"渡口的灯\n\n孔雀兰\n\n{PROSE}\n\n我就把钥匙给了他。（责任编辑：辛　禾）\n"
    assert read(found)["credits"] == {"responsible-editor": "辛禾"}
    assert body(found).endswith("我就把钥匙给了他。")


def test_an_abstract_of_a_wrapped_page() -> None:
    text = (
        "渡口的灯\n\n提　要　米市街从前有十一家米店，如今一家也没有了，街名倒还\n在。街口的石碑上刻着店号。\n"
        "关键词　米店　石碑\n\n　　米市街从前有十一家米店，如今一家也没有了，街名倒还\n"
        "在。街口的石碑上刻着十一家店号，从东数起，乾泰、裕丰、\n永和，数到第七家，字让人凿去了，只剩下三个字的半边。凿\n"
        "字的缘故，老人们各有各的说法。\n"
    )
    assert read(text)["abstract"].endswith("街名倒还在。街口的石碑上刻着店号。")
    assert read(text)["keywords"] == ["米店", "石碑"]


def test_two_places_for_two_authors_in_order() -> None:
    line = "（陂南方志办公室　陂南　355100；河原学院历史系　河原　350200）"
    people = read(f"渡口的灯\n\n孔雀兰 于飞白\n{line}\n\n{PROSE}\n")["authors"]
    assert [p["affiliation"] for p in people] == ["陂南方志办公室", "河原学院历史系"]
