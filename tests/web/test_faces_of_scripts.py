"""Which face sets what in Traditional text, as the web edition's own stylesheet says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import etree, html

from kanyin.build import Manuscript, Request, Shelves, build
from kanyin.files import MemoryFolder
from kanyin.fonts import read_fonts
from kanyin.model.publication import ContentDocument
from kanyin.render.faces import make_matcher, pieces
from kanyin.workspace import DiskFolder

HOUSE = Path(__file__).parent.parent.parent
ARTICLE = """---
title: 所有權
lang: zh-Hant-TW
---

正文裡有`程式`，也有[简体]{lang=zh-Hans}和*着重*。

> 引文。

###### 小標題
"""


@pytest.fixture(scope="module")
def roles() -> dict[str, str]:
    """The role of type for each text of the article."""
    fonts = DiskFolder(HOUSE / "fonts")
    manuscript = Manuscript("a.md", "a", MemoryFolder({"a.md": ARTICLE.encode()}, "a"), "a.md")
    shelves = Shelves(DiskFolder(HOUSE / "layouts"), fonts)
    request = Request(editions=("web",))
    made = build(manuscript, shelves, request, lambda progress: None, time.perf_counter)
    files = {a.path.partition("/")[2]: a.data.decode("utf-8", "replace") for a in made.artifacts}
    root = etree.fromstring(etree.tostring(html.document_fromstring(files["index.html"])))
    document = ContentDocument("a", "所有權", "chapter", root, "zh-Hant-TW")
    set_ = read_fonts(fonts).value
    found = pieces(document, make_matcher(files["style/kanyin.css"], set_), set_)
    return {piece.text.strip(): piece.role for piece in found}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("所有權", "song-hant"),
        ("正文裡有", "song-hant"),
        ("程式", "mono"),
        ("着重", "song-hant"),
        ("引文。", "song-hant"),
        ("小標題", "song-hant"),
    ],
)
def test_traditional_text_and_code_in_it_have_their_faces(roles, text, role):
    assert roles[text] == role
