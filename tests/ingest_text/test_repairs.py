"""Punctuation restored by its context, and what must not be touched."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kanyin.ingest.text.page import read_page
from kanyin.ingest.text.repairs import Repair, find_repairs


def repaired(text: str, *, doubtful: bool = False) -> str:
    """The text with its safe repairs made (or the doubtful ones)."""
    found = [r for r in find_repairs(read_page(text, "稿.txt")) if r.safe is not doubtful]
    for repair in reversed(found):
        text = text[: repair.start] + repair.to + text[repair.end :]
    return text


@pytest.mark.parametrize(
    ("folded", "restored"),
    [
        ("先擦罩,再添油;灯亮了!", "先擦罩，再添油；灯亮了！"),
        ("他说:“灯呢?”", "他说：“灯呢？”"),
        ("“必有芳草”,“寸土千滴”", "“必有芳草”，“寸土千滴”"),
        ("全长62.5米,今年大修", "全长62.5米，今年大修"),
        ("色温2,700 K,每天八小时", "色温2,700 K，每天八小时"),
        ("写信到a@example.org,我们回", "写信到a@example.org，我们回"),
        ("只填两个数:", "只填两个数："),
        ("初二(3)班的同学", "初二（3）班的同学"),
        ("(1)开高侧窗。(2)抬檐口。", "（1）开高侧窗。（2）抬檐口。"),
        ("渡口的早晨(三首)", "渡口的早晨（三首）"),
        ("最新成果—新的思想", "最新成果——新的思想"),
        ("用石膏饼—贴在缝口—看动静", "用石膏饼——贴在缝口——看动静"),
        ("推了回来──这一等", "推了回来——这一等"),
        ("又没有换一张纸重写......那么", "又没有换一张纸重写……那么"),
        ("最后商定∶土量称重", "最后商定：土量称重"),
        ("奥丽•塔姆贝克", "奥丽·塔姆贝克"),
        ("十几分钟，，也能补好", "十几分钟，也能补好"),
        ("没有别的安排 ,就想走走", "没有别的安排，就想走走"),
        ('每天都会"发抖"，', "每天都会“发抖”，"),
        ("旧石磨，&nbsp;由电动机带动", "旧石磨，由电动机带动"),
        ("在“视图(View)”里找", "在“视图（View）”里找"),
        ("改造项目(QYX2018-07)。", "改造项目（QYX2018-07）。"),
        ("灯罩(见图(甲)),擦过", "灯罩（见图（甲）），擦过"),
        ("（摘自《渡口》)", "（摘自《渡口》）"),
        ("样例1:在渡口", "样例1：在渡口"),
        ("编译这份 Piano-rs:", "编译这份 Piano-rs："),
        ("十里荷花 ?在南边", "十里荷花 ？在南边"),
        ("灯呢,,灭了。。", "灯呢，灭了。"),
        ('名为"foo"的灯', "名为“foo”的灯"),
        ("灯罩(蒙了灰的那\n一只)擦过", "灯罩（蒙了灰的那\n一只）擦过"),
        ("占30%,40%是油", "占30%，40%是油"),
        ("灯灭了。;人走了", "灯灭了。；人走了"),
        ("写到这里...那么", "写到这里……那么"),
        ("推了回来――这一等", "推了回来——这一等"),
        ("过江的船﹐都停了｡", "过江的船，都停了。"),
        ("他只说了一句—", "他只说了一句——"),
        (
            "每匾放八册（１）．三种匾看似随意，其实不是",
            "每匾放八册（１）。三种匾看似随意，其实不是",
        ),
        ("距塘不过210 m．它的滞后却长达四天", "距塘不过210 m。它的滞后却长达四天"),
        ("提水效率按下式计算.", "提水效率按下式计算。"),
        ('他笑着说，&nbsp;"没有人"', "他笑着说，“没有人”"),
        ("⽔⻓流,⻋来\uf9ba", "水长流，车来了"),
        ("20?世纪九十年代", "20 世纪九十年代"),
        ("他几岁?20岁", "他几岁?20岁"),
        (
            "相当于平路骑行时的阻力．链条浸过同一批机油",
            "相当于平路骑行时的阻力。链条浸过同一批机油",
        ),
        (
            "相当于平路骑行时的阻力.链条浸过同一批机油,取平均值.为了模拟灰尘",
            "相当于平路骑行时的阻力。链条浸过同一批机油，取平均值。为了模拟灰尘",
        ),
    ],
)
def test_restored(folded: str, restored: str) -> None:
    assert repaired(folded) == restored


@pytest.mark.parametrize(
    "text",
    [
        "7·9洪水",
        "记捐银1,000两",
        "体积乘3.14就行",
        "每天10:30以前",
        "画在1:50的图上",
        "地址是http://example.org/a?b=1,2",
        "起点距记作(x, h)的一对数",
        "写round(x, 1)即可",
        "翻斗 (tipping bucket) 装好",
        "9999-0017(2020)06-0031-05",
        "Abstract: We tried, and counted; see (1).",
        "齿数比为36∶16，",
        "每隔3—5里",
        "1956—1958年",
        "从北堰到南埠，走北堰—南埠古道",
        "写明“邮—收”两地",
        "站在桥里往东看，左—右正好相反",
        "坐京沪—沪杭高铁",
        "河床高程记作(x1, y1)",
        "年降水量(a)及变化率",
        "2,6-[4,4-双-(2-乙基)-4H-环戊",
        "[渡口](https://example.org/灯)",
        '写 print("灯亮了") 一行',
        '5"的管子',
        "b)先点灯",
        "概率$P(y=灯)$不变".replace("灯", "1"),
        '以”满意"为例',
        "图3．渡口的灯和它在水里的影子，摄于冬天",
        "伊利诺伊大学的戴维.尼克尔（David）和迈克尔.波特（Michael）",
        "（1．河原学院机械系，河原；2．陂南农具厂，陂南）",
        "１．渡口的灯是哪一年才有的，起初也不是电灯",
        "答案是　A．渡口的马灯　B．渡口的电灯　C．没有灯",
        'He said "come", and left “灯”',
        "(a) 先点灯",
        "彝文ꀀ,ꀁ与한글,한",
        "[1] 郝望舒,米小满.寒冷地区研究[J].校舍技术,2011(3):12-16.",
        '    print("a, b")',
    ],
)
def test_untouched(text: str) -> None:
    assert repaired(text) == text


def test_latin_stops_throughout_a_text_are_its_habit() -> None:
    assert repaired("灯亮了．人走了．\n" * 8) == "灯亮了。人走了。\n" * 8
    once = "一架洛克希德.马丁的飞机飞过渡口，人们都抬起头来看它。"
    assert repaired(once) == once


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("他几岁?20岁", "他几岁 20岁"),
        ("沈听澜?周砚", "沈听澜 周砚"),
        ("用１９７５年的ＡＢＣ", "用1975年的ABC"),
        ("全长６２．５米", "全长62.5米"),
        ("灯灭了，。人走了", "灯灭了。人走了"),
        ("点灯—擦灯", "点灯——擦灯"),
        ("望春桥建于清乾隆年间，五孔石拱，全长六十余米，今年春天刚刚结束大修，堅固", None),
    ],
)
def test_doubtful_ones_are_only_proposed(text: str, proposal: str | None) -> None:
    assert repaired(text) == text
    assert repaired(text, doubtful=True) == (proposal or text)


def test_stray_traditional_needs_a_simplified_text() -> None:
    simplified = "这座坚固的老桥在新的车流和人流里继续站得稳、走得远，大家都说好。" * 3 + "堅固"
    assert [r.to for r in find_repairs(read_page(simplified, "a"))] == ["坚"]
    assert not any("stray" in r.rule for r in find_repairs(read_page("這座堅固的老橋還在", "a")))


def test_stray_traditional_in_words_and_quotations() -> None:
    padding = "这座坚固的老桥在新的车流和人流里继续站得稳、走得远。" * 20
    text = padding + "祇是後来象徵，神祇；毕昇，周昇堃；碑上刻“還我山河舊風景”。"
    assert [(text[r.start], r.to) for r in find_repairs(read_page(text, "a"))] == [
        ("祇", "只"),
        ("後", "后"),
        ("徵", "征"),
    ]


@pytest.mark.parametrize("text", ["乾隆年间立的碑", "瞭望台", "慰藉", "宫商角徵羽", "著名的甯家"])
def test_right_as_they_stand(text: str) -> None:
    padded = text + "这座坚固的老桥在新的车流和人流里继续站得稳、走得远" * 4
    assert find_repairs(read_page(padded, "a")) == ()


def test_repairs_never_overlap() -> None:
    text = '他说 ,,“(三)”......!?—“啊"好"”，，&nbsp;,对'
    found: tuple[Repair, ...] = find_repairs(read_page(text, "a"))
    assert all(a.end <= b.start for a, b in pairwise(found))
