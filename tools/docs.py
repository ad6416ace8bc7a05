"""Write ``docs/codes.md`` from ``kanyin/messages.toml``, ``docs/rules.md`` from the rules.

python tools/docs.py           写出 docs/codes.md、docs/rules.md
python tools/docs.py --check   只核对，不新鲜则退出码为 1
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from kanyin.proof import RULES, WEIGHTS  # noqa: E402

MESSAGES = HOUSE / "kanyin" / "messages.toml"
CODES = HOUSE / "docs" / "codes.md"
RULES_PAGE = HOUSE / "docs" / "rules.md"
EXAMPLES = HOUSE / "tests" / "proof"
REFRESH = "python tools/docs.py"

Rows = Mapping[str, Mapping[str, str]]

FAMILIES = {
    "S": ("稿件文件与 YAML", "source files and YAML"),
    "M": ("Markdown 正文与图片", "Markdown and pictures"),
    "I": ("原始文本的导入", "import of raw text"),
    "P": ("校对", "proofreading"),
    "G": ("字形与字体", "glyphs and fonts"),
    "R": ("版式与排版", "layouts and rendering"),
    "E": ("各种版本", "editions"),
    "F": ("付印前检查", "preflight"),
    "V": ("别家的检验程序", "validators written by others"),
    "B": ("命令与系统", "commands and system"),
}
"""The families of codes by their letter, in the order of the work."""

SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "advice": "建议 advice"}

HEAD = f"""\
# 意见一览

<!-- 由 {REFRESH} 从 kanyin/messages.toml 写成，请勿手改。 -->

刊印的每条意见都有一个代码。代码永不改号，也不挪作他用。花括号里是随场合填入的内容。这一页由 `{REFRESH}` 从 `kanyin/messages.toml` 写成；改了句子就运行一次。

*Every remark of the press has a permanent code. This page is written by `{REFRESH}`; what stands in braces is filled in.*

哪些会拦下一次制作，见 [commands.md](commands.md)。
"""


def page(rows: Rows) -> str:
    """The whole page."""
    families = (_family(letter, names, rows) for letter, names in FAMILIES.items())
    return "\n".join([HEAD, *families])


def _family(letter: str, names: tuple[str, str], rows: Rows) -> str:
    codes = sorted(code for code in rows if code.startswith(letter))
    head = f"## {letter}　{names[0]} · {names[1]}\n\n"
    table = "| 代码 | 轻重 | 说什么 | What it says | 依据 |\n|---|---|---|---|---|\n"
    return head + table + "".join(f"{_row(code, rows[code])}\n" for code in codes)


def _row(code: str, row: Mapping[str, str]) -> str:
    cells = (
        f'<a id="{code}"></a>`{code}`',
        SEVERITIES[row["severity"]],
        "<br>".join(_said(row, "zh", "提示：")),
        "<br>".join(_said(row, "en", "Hint: ")),
        _escaped(row.get("basis", "")),
    )
    return f"| {' | '.join(cells)} |"


def _said(row: Mapping[str, str], language: str, label: str) -> Iterator[str]:
    """The sentence, and what to do about it."""
    yield _escaped(row[language])
    if hint := row.get(f"hint_{language}"):
        yield label + _escaped(hint)


def _escaped(text: str) -> str:
    """The text as Markdown shows it unchanged, also in a table."""
    return re.sub(r"([\\|<>*\[\]`_])", r"\\\1", text)


FIXES = {"safe": "可以放心改 safe", "unsafe": "看过再改 unsafe", "": "–"}
"""What a rule's corrections are."""

RULES_HEAD = f"""\
# 校对规则

<!-- 由 {REFRESH} 从 kanyin/proof 和 kanyin/messages.toml 写成，请勿手改。 -->

`check` 用这些规则读每一份稿件，句子和提示见 [codes.md](codes.md)。每条规则有永久的代码、轻重、依据和例子；例子就是测试。改法分三种：可以放心改的，`check --fix` 就改；要看过再改的，加 `--unsafe` 才改；没有的，请人来改。依据只引我们认得准的条号；没有国家标准可依的，写明是本社规定。

*Every rule has a permanent code, a weight, a basis and examples, which are its tests. Safe corrections are made by `check --fix`, unsafe ones only with `--unsafe`.*

"""


def rules_page(rows: Rows) -> str:
    """The page of all rules of the proofreader, with an example of each."""
    table = "| 代码 | 轻重 | 说什么 | What it says | 改法 | 依据 | 例 |\n|---|---|---|---|---|---|---|\n"
    fixes = {rule.code: FIXES[rule.fix] for rule in RULES}
    lines = (_rule_row(code, fixes.get(code, FIXES[""]), rows[code]) for code in WEIGHTS)
    return RULES_HEAD + f"现有 {len(WEIGHTS)} 条。\n\n" + table + "".join(lines)


def _rule_row(code: str, fix: str, row: Mapping[str, str]) -> str:
    example = _escaped(_example(EXAMPLES / code))
    cells = (
        f"`{code}`",
        SEVERITIES[row["severity"]],
        _escaped(row["zh"]),
        _escaped(row["en"]),
        fix,
        _escaped(row.get("basis", "")),
        example,
    )
    return f"| {' | '.join(cells)} |\n"


def _example(folder: Path) -> str:
    """The first line that the rule objects to, or the first change that it objects to."""
    if (folder / "bad.txt").exists():
        return (folder / "bad.txt").read_text("utf-8").split("\n")[0]
    lines = (folder / "bad.md").read_text("utf-8").split("\n")
    first = re.match(r"\d+", (folder / "expected.txt").read_text("utf-8"))
    return lines[int(first[0]) - 1][:60] if first else ""


def main(arguments: list[str]) -> int:
    """Write the pages, or say whether they are fresh."""
    rows = tomllib.loads(MESSAGES.read_text("utf-8"))
    pages = {CODES: page(rows), RULES_PAGE: rules_page(rows)}
    if "--check" in arguments:
        return int(any(not p.exists() or p.read_text("utf-8") != t for p, t in pages.items()))
    for path, text in pages.items():
        path.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
