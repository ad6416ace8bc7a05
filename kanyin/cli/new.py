"""``new``: an issue to begin with."""

from __future__ import annotations

from datetime import date

from kanyin.cli.build import SOURCE
from kanyin.cli.help import UsageProblem
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes
from kanyin.diagnostics import remark

ISSUE = """\
# 一期刊物。每一项的写法见 docs/format.md。
id: {id}
kind: periodical
journal: 刊名
year: {year}
number: 1
date: {today}
lang: zh-Hans
layout: journal
masthead:
  editor-in-chief: 主编姓名
  responsible-editor: 责任编辑姓名
contents:
  - column: 栏目名
    articles: [01-first.md]
"""

ARTICLE = """\
---
title: 第一篇文章
authors: [作者姓名]
date: {today}
credits:
  responsible-editor: 责任编辑姓名
  proofreader: 校对姓名
---

在这里写正文。空一行就是新的一段。

## 小标题

**这是段首提要。** 着重号写作[重点]{{.dots}}，脚注写在句末[^1]。

[^1]: 脚注的内容。
"""


def new_issue(wishes: Wishes, voice: Voice) -> int:
    """Write an issue with one article under ``source/``; nothing is overwritten."""
    from kanyin.workspace import is_safe_name, slug, write_file

    name = wishes.paths[0]
    folder = SOURCE / name
    if not is_safe_name(name) or slug(name) != name:
        raise UsageProblem(remark("B126", name=name, near=slug(name)))
    if folder.exists():
        raise UsageProblem(remark("B127", path=folder.as_posix()))
    for file, data in sample_files(name, date.today()).items():
        write_file(folder / file, data)
        voice.say("created", path=(folder / file).as_posix())
    return 0


def sample_files(name: str, today: date) -> dict[str, bytes]:
    """What ``new`` writes."""
    texts = {"issue.yaml": ISSUE, "01-first.md": ARTICLE}
    values = {"id": name, "year": today.year, "today": today.isoformat()}
    return {file: text.format_map(values).encode() for file, text in texts.items()}
