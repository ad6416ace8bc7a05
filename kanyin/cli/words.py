"""What the command line says that is no remark: help texts and short lines, as data."""

from __future__ import annotations

from kanyin.diagnostics import Language

WORDS: dict[str, tuple[str, str]] = {
    # headings of the help pages
    "usage": ("用法：", "Usage: "),
    "commands": ("命令：", "Commands:"),
    "options": ("选项：", "Options:"),
    "rest": ("[选项]", "[OPTIONS]"),
    "command": ("[命令]", "[COMMAND]"),
    # names of arguments
    "MANUSCRIPT": ("稿件", "MANUSCRIPT"),
    "FILE": ("文件", "FILE"),
    "DIR": ("文件夹", "DIR"),
    "EDITION": ("版本", "EDITION"),
    "NAME": ("名称", "NAME"),
    "CODE": ("代码", "CODE"),
    "TARGET": ("文件或文件夹", "TARGET"),
    "N": ("数", "N"),
    # commands
    "press": (
        "刊印：把中文稿件或整期刊物做成 EPUB、印刷 PDF、屏幕 PDF 和网页。\n"
        "不写命令就是 build；各命令的选项见“命令 --help”。\n"
        "退出码：0 完成；1 有问题，未能全部做出；2 命令写错。",
        "kanyin: turns a Chinese manuscript or a whole issue into EPUB, PDF and web.\n"
        "Without a command it builds; “COMMAND --help” lists a command's options.\n"
        "Exit codes: 0 done; 1 findings that block; 2 wrong usage.",
    ),
    "build": (
        "制作各种版本；不写稿件，就做 source/ 下的每一期。\n"
        "稿件是含 issue.yaml 的文件夹，或一个 .md、.txt 文件。",
        "Make the editions; without a manuscript, of every issue under source/.\n"
        "A manuscript is a folder with issue.yaml, or one .md or .txt file.",
    ),
    "import": (
        "把文本、网页、Word 文件整理成稿件：写出 .md、原文 .original 和对照 .import.json。",
        "Turn raw text, pages or Word files into manuscripts: .md, .original and the ledger .import.json.",
    ),
    "check": (
        "校对稿件，不做任何版本；有错误时退出码为 1。",
        "Proofread manuscripts and make nothing; exit code 1 when there are errors.",
    ),
    "verify": (
        "检查做好的文件：打开 PDF、EPUB 和网页，互相核对；不写文件，就查 build/ 下的每一期。\n"
        "退出码：0 没有错误；1 有错误，或有的检验程序没有装，没有全部查到。",
        "Verify finished files: open PDF, EPUB and web, and hold them against one another;\n"
        "without a target, every issue below build/.\n"
        "Exit codes: 0 no errors; 1 errors, or a validator that is not installed.",
    ),
    "preview": (
        "做出网页版并在本机浏览器里看，按 Ctrl-C 结束。",
        "Make the web edition and serve it on this machine until Ctrl-C.",
    ),
    "references": (
        "把文献管理软件导出的 CSL JSON 排成 GB/T 7714 参考文献表，印在屏幕上。",
        "Print references exported as CSL JSON as a list by GB/T 7714.",
    ),
    "new": ("在 source/ 下新建一期，附一篇样稿。", "Begin an issue under source/."),
    "doctor": (
        "检查所需的软件和字体是否齐全，并说明怎样补上。",
        "Say what is there, what is missing and how to get it.",
    ),
    "clean": (
        "删除做出的文件和缓存，不动其他文件。",
        "Remove what builds have made and their cache, and nothing else.",
    ),
    # options
    "out": ("输出文件夹（默认 build）", "output folder (default: build)"),
    "import-out": ("写到哪个文件夹（默认当前文件夹）", "folder to write to (default: this one)"),
    "editions": (
        "只做这种版本：epub print screen web，或校样 galley，可重复",
        "only this edition: epub print screen web, or a galley; repeatable",
    ),
    "layout": ("使用 layouts/ 下的哪种版式", "which of the layouts in layouts/"),
    "jobs": ("同时做几份稿件", "how many manuscripts at a time"),
    "strict": ("校对错误也阻止出版", "errors of proofreading block, too"),
    "no-cache": ("不用也不存缓存", "neither use nor keep the cache"),
    "json": ("把报告写成 JSON；- 为标准输出", "write the report as JSON; - is standard output"),
    "level": (
        "fast：自己查（默认）；full：再请已装的检验程序来查",
        "fast: the press's own checks (default); full: also the validators installed",
    ),
    "sarif": (
        "把意见写成 SARIF 2.1.0；- 为标准输出",
        "write the findings as SARIF 2.1.0; - is standard output",
    ),
    "fix": ("改正可以放心改的，写回稿件", "make the safe corrections in the manuscripts"),
    "unsafe": ("连要看过再改的也改", "make the other corrections, too"),
    "diff": ("只显示会怎样改，不写", "show what would be corrected and write nothing"),
    "rules": ("列出全部校对规则", "list all rules"),
    "explain": ("说明一条规则", "say all about one rule"),
    "encoding": ("文本的编码（默认自动识别）", "encoding of the text (default: found out)"),
    "accept": ("待定的修改也照改", "make the doubtful repairs, too"),
    "split": (
        "一个文件里有几篇，就分成几篇",
        "import each article of a file that holds several by itself",
    ),
    "port": ("端口（默认任选一个空闲的）", "port (default: any free one)"),
    "browser": ("做好后打开浏览器", "open a browser"),
    "style": (
        "GB/T 7714 的哪一版：2015 或 2025（默认）",
        "edition of GB/T 7714: 2015 or 2025 (default)",
    ),
    "reference-system": (
        "numeric：顺序编码制（默认）；author-date：著者-出版年制",
        "numeric (default), or author-date",
    ),
    "quiet": ("只报错误", "say nothing but errors"),
    "verbose": ("列出全部细节", "say everything"),
    "lang": ("界面语言：zh 或 en", "language of messages: zh or en"),
    "help": ("显示这页说明", "show this page"),
    "version": ("显示版本号", "show the version"),
    # lines of a run
    "stopped": ("已中止；没有写到一半的文件", "stopped; no file is half-written"),
    "written": ("写出", "wrote"),
    "pages": ("{n} 页", "{n} pages"),
    "on-pages": ("按版面计", "counted on the pages"),
    "estimate": ("估计", "estimated"),
    "rate": (
        "{id}：{how} {characters} 字，加权差错 {weighted_errors}，万分之 {per_10000}，"
        "合格线万分之 {limit}；仅计机器发现，不能代替质量检查",
        "{id}: {characters} characters ({how}), weighted errors {weighted_errors}, "
        "{per_10000} in 10,000, limit {limit}; found by machine only, no substitute for inspection",
    ),
    "asking": ("{program}：{name}", "{program}: {name}"),
    "serving": ("请在浏览器里打开 {url} （Ctrl-C 结束）", "serving {url} (Ctrl-C ends)"),
    "created": ("新建了 {path}", "created {path}"),
    "cleaned": ("清理了 {path}", "cleaned {path}"),
    "nothing-to-clean": ("没有要清理的", "nothing to clean"),
    "balance": (
        "{file}：{characters} 字符 = 正文 {body} + 元数据 {fields}（含标签、空格）+ 删除 {dropped}；"
        "修改 {repaired} 处，待定 {proposed} 处",
        "{file}: {characters} characters = body {body} + metadata {fields} (labels and spaces"
        " included) + dropped {dropped}; {repaired} repaired, {proposed} proposed",
    ),
    # doctor
    "there": ("有", "there"),
    "missing": ("缺", "missing"),
    "get": ("补上：{command}", "to get it: {command}"),
    "optional": ("（可选）", " (optional)"),
    "python": ("Python 3.11 或更新", "Python 3.11 or newer"),
    "pango": ("Pango（PDF 排版）", "Pango (PDF layout)"),
    "harfbuzz-subset": ("libharfbuzz-subset（字体子集）", "libharfbuzz-subset (font subsets)"),
    "fonts": ("字体", "fonts"),
    "java": ("Java（EPUBCheck 检验用）", "Java (for EPUBCheck)"),
    "epubcheck": ("EPUBCheck", "EPUBCheck"),
    "system": ("系统", "system"),
    "wsl": ("Windows：请在 WSL 里使用", "Windows: please use WSL"),
}
"""Each word by its key, in Chinese and English."""


STEPS: dict[str, tuple[str, str]] = {
    "read": ("入稿", "reading"),
    "layout": ("排页", "laying out"),
    "print": ("印刷版", "print"),
    "screen": ("屏幕版", "screen"),
    "epub": ("EPUB", "EPUB"),
    "web": ("网页版", "web"),
    "galley": ("校样", "galley"),
}
"""The steps of a build by the names that its progress gives them."""


def word(key: str, language: Language, **arguments: object) -> str:
    """A word in a language, filled in; a key that has no word stands for itself."""
    zh, en = WORDS.get(key, (key, key))
    text = zh if language == "zh" else en
    return text.format_map(arguments) if arguments else text


def step_word(step: str, language: Language) -> str:
    """A step of a build in a language."""
    zh, en = STEPS.get(step, (step, step))
    return zh if language == "zh" else en
