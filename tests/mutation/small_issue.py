"""A small issue with everything that a mutant can be cut from."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from kanyin.build import Manuscript
from kanyin.files import MemoryFolder

PLAN = """id: i1
kind: periodical
journal: 檐下
issn: 1234-5679
year: 2026
number: 1
date: 2026-01-15
trim: 148x210
cover: {image: red.png, alt: 一面红墙，墙头有瓦, teasers: [桥上的灯]}
contents:
  - column: 本期关注
    articles: [a.md, b.md]
  - column: 诗页
    articles: [c.md, d.md, e.md]
"""
BRIDGE = """---
title: 桥上的灯
subtitle: 一座小城的夜
title_en: The Lamps
authors: [林知夏]
rights: © 作者
---

夜里十点，渡口只剩一盏灯[^1]。撑船的人说，灯是给没有回来的人留的，他守了三十一年，只有两个晚上没有点。

第二天一早我又去看，灯还亮着，灯罩上落了一层霜[^2]，桥下的水面浮着薄薄的雾气，看不见对岸的房子。

## 灯与桥

这座桥叫{埭|dài}头桥，当地人叫它 [the bridge]{lang=en}，桥身的尺寸见[](#tbl-bridge)，样子见[](#fig-wall)。

表：桥的尺寸 {#tbl-bridge}

| 部分 | 长度 |
|---|---|
| 桥身 | 41 米 |
| 引桥 | 12 米 |

![桥头的红墙，墙头覆着青瓦](wall.png){#fig-wall width=40mm}

1. 先点桥头的灯。
2. 再点桥尾的灯。

---

点完灯，他坐在石阶上抽烟，等最后一班船靠岸。

[^1]: 渡口在桥的东头，离石阶四十一步。
[^2]: 霜降以后才有，太阳出来就化了。
"""
FERRY = """---
title: 渡口
authors: [周砚]
---

## 上午

渡船一天走二十趟，春天水大的时候走十六趟。船工姓韦，祖上三代都在这条江上撑船。

## 下午[^1]

下午的人少，船要等满了十个人才走，等不满的时候，他就一个人唱歌，唱的是很老的调子。

[^1]: 冬天没有下午这一班。
"""
LAMP = """---
title: 灯
authors: [纪棠]
---

::: verse
灯在水里站着，
像一句没有说完的话。
:::
"""
HILL = """---
title: 茶山站
lang: zh-Hant-TW
authors: [賴映禾]
---

火車到站只停一分鐘，月臺上沒有人，茶園從鐵道邊一直鋪到山頂，霧從谷裡升起來。
"""
LETTER = """---
title: 读者来信
authors: [许静芬]
---

编辑同志，上一期说桥头的灯守了三十一年，我记得是三十年，请代为查对。
"""


def picture(colour: str, width: int, height: int) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def manuscript() -> Manuscript:
    """The issue in memory."""
    files = {
        "issue.yaml": PLAN.encode(),
        "a.md": BRIDGE.encode(),
        "b.md": FERRY.encode(),
        "c.md": LAMP.encode(),
        "d.md": HILL.encode(),
        "e.md": LETTER.encode(),
        "red.png": picture("#a00", 1900, 2600),
        "wall.png": picture("#900", 600, 400),
    }
    return Manuscript("i1", "i1", MemoryFolder(files), "issue.yaml")
