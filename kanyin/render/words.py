"""The few words the press itself puts on a page, by language of the article."""

from __future__ import annotations

from types import SimpleNamespace

_SIMPLIFIED = {
    "abstract": "摘要", "keywords": "关键词", "notes": "注释", "source": "来源：",
    "related": "相关阅读", "contents": "目次", "cover": "封面", "cover_picture": "封面图", "masthead": "编辑部",
    "colophon": "版权页", "site": "本期", "turn": "上一篇和下一篇", "gap": "\u3000",
    "colon": "：", "keyword_gap": "；", "backlink": "返回正文", "note": "注",
}  # fmt: skip
_TRADITIONAL = {
    **_SIMPLIFIED,
    "keywords": "關鍵詞", "notes": "註釋", "source": "來源：", "related": "相關閱讀",
    "cover_picture": "封面圖", "masthead": "編輯部", "colophon": "版權頁", "turn": "上一篇與下一篇", "note": "註",
}  # fmt: skip


def words(lang: str) -> SimpleNamespace:
    """The words in the script of a language."""
    return SimpleNamespace(**(_TRADITIONAL if lang.startswith("zh-Hant") else _SIMPLIFIED))
