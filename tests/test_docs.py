"""The documentation, held to the code: nothing missing, nothing stale, examples that work."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree
from test_house import FLOORS

from kanyin import __version__
from kanyin.cli import (
    ARGUMENTS,
    BLOCKED,
    COMMANDS,
    DONE,
    INTERRUPTED,
    OPTIONS,
    WRONG_USAGE,
    command_tree,
)
from kanyin.cli.words import STEPS
from kanyin.diagnostics import Fix, Place, catalogue, remark
from kanyin.doctor import SYSTEM_PACKAGES
from kanyin.editions.engine import composer_options
from kanyin.files import MemoryFolder
from kanyin.fonts import read_fonts
from kanyin.geometry import PRESETS, Design
from kanyin.ingest import front_matter, issue_file
from kanyin.ingest.articles import read_markdown
from kanyin.ingest.importers import SUFFIXES
from kanyin.ingest.markdown import parse_body
from kanyin.ingest.markdown.blocks import BLOCK_KINDS
from kanyin.ingest.markdown.inlines import SPAN_CLASSES
from kanyin.ingest.text import from_json
from kanyin.layouts import NOTES, layout_names, read_layout
from kanyin.model.article import Citation, Person
from kanyin.model.issue import Cover, Source
from kanyin.model.roles import ROLES
from kanyin.proof import examine
from kanyin.proof.text import read_text
from kanyin.report import report

HOUSE = Path(__file__).parent.parent
DOCS = HOUSE / "docs"
PAGES = (HOUSE / "README.md", HOUSE / "CHANGELOG.md", *sorted(DOCS.glob("*.md")))
FORMAT = (DOCS / "format.md").read_text("utf-8")
COMMANDS_PAGE = (DOCS / "commands.md").read_text("utf-8")
DEPENDENCIES = (DOCS / "dependencies.md").read_text("utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text("utf-8")
EDITIONS = STEPS.keys() - {"read", "layout"}
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]

_FENCE = re.compile(r"^(`{3,})(\w*)[ ]*(\S*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
EXAMPLES = {m[3]: m[4] for m in _FENCE.finditer(FORMAT) if m[3]}
"""Every example of docs/format.md by the name behind its language."""


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of any level."""
    begin = next(m for m in re.finditer(r"^#+ (.*)$", text, re.MULTILINE) if heading in m[1])
    rest = text[begin.end() :]
    end = re.search(r"^#+ ", _FENCE.sub(lambda m: " " * len(m[0]), rest), re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def first_cells(text: str) -> set[str]:
    """The words in code marks in the first column of the tables."""
    return {word for row in rows(text) for word in codes(row[0])}


def codes(text: str) -> list[str]:
    """What stands in code marks, blocks of code left out."""
    return re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))


def missing(wanted: Iterable[str], found: Iterable[str]) -> list[str]:
    return sorted(set(wanted) - set(found))


# --- every key has its row ---


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("一、文章", front_matter.KEYS),
        ("四、一期刊物", issue_file.KEYS),
        ("三、职务", ROLES),
        ("五、版式", [*PRESETS, *(f.name for f in fields(Design))]),
        ("七、报告", ["gauge", "diagnostics", "editions", "timings", "page_list"]),
    ],
    ids=["front matter", "issue.yaml", "roles", "layout.yaml", "report.json"],
)
def test_every_key_has_its_row(heading: str, keys: Iterable[str]) -> None:
    assert missing(keys, first_cells(section(FORMAT, heading))) == []


@pytest.mark.parametrize(
    ("heading", "known"),
    [("一、文章", front_matter.KEYS), ("四、一期刊物", issue_file.KEYS), ("三、职务", ROLES)],
    ids=["front matter", "issue.yaml", "roles"],
)
def test_no_row_is_about_a_key_that_is_not_read(heading: str, known: Iterable[str]) -> None:
    assert missing(first_cells(section(FORMAT, heading)), known) == []


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("一、文章", [f.name for kind in (Person, Citation) for f in fields(kind)]),
        ("一、文章", front_matter.LANGUAGES),
        ("四、一期刊物", [*(f.name for f in fields(Cover)), *issue_file.KINDS, *SUFFIXES]),
        ("五、版式", [*NOTES, "extends", "title", "trim", "notes", "page"]),
        ("行内", [f".{name}" for name in SPAN_CLASSES]),
        ("区块", [f"::: {kind}" for kind in BLOCK_KINDS]),
        ("七、报告", EDITIONS),
    ],
    ids=["people and sources", "languages", "issue", "layout", "spans", "blocks", "editions"],
)
def test_every_word_of_a_format_is_named(heading: str, names: Iterable[str]) -> None:
    assert missing(names, codes(section(FORMAT, heading))) == []


def test_roles_agree_in_every_column() -> None:
    written = {codes(r[0])[0]: r[1:] for r in rows(section(FORMAT, "三、职务")) if codes(r[0])}
    for key, role in ROLES.items():
        others = " ".join(role.labels[1:])
        expected = [role.label, role.traditional, others, role.marc or "–", role.english]
        assert written[key] == expected


def test_trim_sizes_agree() -> None:
    table = {
        codes(row[0])[0]: row[1] for row in rows(section(FORMAT, "五、版式")) if "×" in row[1]
    }
    assert table == {name: f"{width} × {height}" for name, (width, height) in PRESETS.items()}


# --- the examples work ---


def test_there_is_an_example_of_every_file() -> None:
    names = "issue.yaml layout.yaml fonts.yaml report.json".split()
    assert missing(names, EXAMPLES) == []


def test_the_article_is_read_without_remarks() -> None:
    text = EXAMPLES["10-ferry.md"]
    read = read_markdown(text, "10-ferry.md", "a01", "10-ferry.md")
    lines = tuple(text.split("\n"))
    assert read.diagnostics == ()
    source = Source(lines, tuple(enumerate(lines, 1)))
    assert list(examine(read_text("10-ferry.md", source))) == []


def test_the_issue_is_read_without_remarks() -> None:
    read = issue_file.read_plan(EXAMPLES["issue.yaml"], "issue.yaml")
    assert read.diagnostics == ()
    assert read.value is not None
    assert read.value.title == "《檐下》2026年第1期"


def test_the_layout_is_read_without_remarks() -> None:
    files = {
        "narrow/layout.yaml": EXAMPLES["layout.yaml"].encode(),
        "base/layout.yaml": b"title: x",
    }
    folder = MemoryFolder(files, "layouts")
    assert layout_names(folder) == ("base", "narrow")
    assert read_layout(folder, "narrow").diagnostics == ()


def test_the_fonts_are_read_without_remarks() -> None:
    folder = MemoryFolder({"fonts.yaml": EXAMPLES["fonts.yaml"].encode()}, "fonts")
    read = read_fonts(folder)
    assert read.diagnostics == ()
    assert [face.role for face in read.value.faces] == ["song"]


def test_the_report_has_the_shape_of_a_report() -> None:
    example = json.loads(EXAMPLES["report.json"])
    place = Place("source/2026-01/03-wok.md", 12, 8, 12, 9)
    found = remark("P101", place, mark=",", full="，", fix=Fix("，", True))
    edition = SimpleNamespace(
        name="print", file="2026-01.print.pdf", sha256="…", bytes=2791607, pages=30
    )
    made: Any = SimpleNamespace(
        id="2026-01",
        editions=(edition,),
        diagnostics=(found,),
        page_list="print",
        characters=15000,
        timings={"ingest": 0.1, "layout": 6.2},
        typography=None,
        kind="periodical",
    )
    assert example == report(made, "source/2026-01") | {"press": f"kanyin {__version__}"}


def test_the_ledger_is_read_back_and_balances() -> None:
    example = json.loads(EXAMPLES["ferry.import.json"])
    ledger = from_json(example)
    assert ledger.as_json() == example
    assert ledger.balanced


def dialect_rows() -> list[tuple[str, str]]:
    found = []
    for written, printed, *_ in rows(section(FORMAT, "行内")):
        if example := re.match(r"(`+) ?(.+?) ?\1", written):
            found.append((example[2].replace("\\|", "|"), printed))
    return found


@pytest.mark.parametrize(("written", "printed"), dialect_rows())
def test_every_inline_mark_is_one(written: str, printed: str) -> None:
    body = parse_body(f"前{written}后", "a.md")
    assert body.diagnostics == ()
    assert body.value is not None
    assert len(body.value.root[0]) > 0, f"{written} stayed text, but the page says: {printed}"


@pytest.mark.parametrize("text", ["$5到$10", "{start|stop}", "~~删除~~", "H~2~O", "[1]: 参考文献"])
def test_what_is_said_to_stay_text_does(text: str) -> None:
    assert text in FORMAT
    body = parse_body(text, "a.md")
    assert body.value is not None
    assert "".join(body.value.root.itertext()) == text


def test_the_blocks_are_read_without_remarks_and_none_is_lost() -> None:
    read = parse_body(EXAMPLES["dialect"], "dialect.md")
    assert read.diagnostics == ()
    assert read.value is not None
    tags = {str(e.tag) for e in read.value.root.iter(etree.Element)}
    classes = {e.get("class", "") for e in read.value.root.iter(etree.Element)}
    wanted = "h2 ul ol blockquote dl hr figure table caption tex pre figcaption br".split()
    assert missing(wanted, tags) == []
    kinds = ["run-in-head", "right", "formula", "noteref", *BLOCK_KINDS]
    assert missing(kinds, classes) == []
    assert [note.id for note in read.value.notes] == ["甲"]


# --- commands ---


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_named(command: str) -> None:
    spoken = command_tree("zh").commands[command].params
    options = {
        o for p in spoken if p.param_type_name == "option" for o in (*p.opts, *p.secondary_opts)
    }
    everywhere = section(COMMANDS_PAGE, "一览")
    own = "".join(
        section(COMMANDS_PAGE, heading)
        for heading in re.findall(r"^## (.*)$", COMMANDS_PAGE, re.MULTILINE)
        if command in heading
    )
    assert command in first_cells(everywhere)
    assert missing(options, {w for text in (everywhere, own) for w in codes(text)}) == []


def test_every_option_is_one() -> None:
    """No page tells of an option that there is not."""
    known = {name for names, _ in OPTIONS.values() for text in names for name in text.split("/")}
    known |= {"--help", "--version"}
    known |= set(re.findall(r"``(--[\w-]+):", composer_options.__doc__ or ""))  # of stylesheets
    elsewhere = {
        "--check",
        "--only",
        "--downloads",
        "--strict",
        "--extract",
        "--pdf",
        "--text",
    }  # tools
    for page in PAGES:
        text = page.read_text("utf-8")
        used = set(
            re.findall(r"(?<![\w-])--[a-z][a-z-]+", re.sub(r"<!--|-->|wsl --\w+", "", text))
        )
        assert missing(used, known | elsewhere) == [], page.name


def test_every_command_that_is_shown_is_one() -> None:
    """What follows ``publish.py`` is a command, an option or a manuscript."""
    tree = command_tree("en")
    for page in PAGES:
        for shown in re.findall(r"publish\.py ([a-z]+)(?=[ \n`）])", page.read_text("utf-8")):
            assert shown in tree.commands, f"{page.name}: publish.py {shown}"
    assert set(ARGUMENTS) == {"manuscripts", "manuscript", "files", "targets", "name"}


def test_exit_codes_are_listed() -> None:
    listed = {row[0] for row in rows(section(COMMANDS_PAGE, "退出码"))}
    wanted = {str(code) for code in (DONE, BLOCKED, WRONG_USAGE, INTERRUPTED)}
    assert missing(wanted, listed) == []


# --- generated and structural pages ---


def test_the_list_of_remarks_is_fresh() -> None:
    done = subprocess.run([sys.executable, "tools/docs.py", "--check"], cwd=HOUSE, check=False)
    assert done.returncode == 0, "docs/codes.md is stale: run python tools/docs.py"


def test_every_code_that_is_mentioned_exists() -> None:
    for page in PAGES:
        mentioned = re.findall(r"\b[SMIPGREFVB]\d{3}\b", page.read_text("utf-8"))
        assert missing(mentioned, catalogue()) == [], page.name


def test_the_floors_are_those_of_the_house() -> None:
    plan = next(m[4] for m in _FENCE.finditer(ARCHITECTURE) if m[2] == "floors")
    assert plan.split("\n")[:-1] == list(FLOORS)


def test_every_room_is_described() -> None:
    rooms = {p.stem for p in (HOUSE / "kanyin").iterdir() if (p / "__init__.py").exists()}
    rooms |= {p.stem for p in (HOUSE / "kanyin").glob("*.py")} - {"__init__"}
    assert missing(rooms, codes(ARCHITECTURE)) == []


def test_every_path_in_the_plan_of_the_house_is_there() -> None:
    for path in codes(ARCHITECTURE):
        if re.fullmatch(r"[a-z_]+(?:/[a-z_]+)+\.py|[a-z_]+(?:/[a-z_]+)*/", path):
            places = (HOUSE / path, HOUSE / "kanyin" / path)
            assert any(place.exists() for place in places), path


def dependencies() -> Iterator[tuple[str, str]]:
    """Each name and version range of pyproject.toml, and of the programs of npm."""
    npm = json.loads((HOUSE / "tools/validators/package.json").read_text("utf-8"))
    yield from npm["dependencies"].items()
    groups: Mapping[str, list[str]] = PROJECT["optional-dependencies"]
    for text in (*PROJECT["dependencies"], *(d for group in groups.values() for d in group)):
        name = re.match(r"[\w.-]+", text)
        assert name
        yield name[0], text[name.end() :]


def test_every_dependency_is_named_with_its_range_and_licence() -> None:
    table = {codes(r[0])[0]: r for r in rows(DEPENDENCIES) if codes(r[0]) and len(r) > 3}
    for name, versions in dependencies():
        assert name in table, name
        assert codes(table[name][1]) == [versions], name
        assert table[name][2], name
        assert table[name][3], name


def test_no_dependency_is_described_that_is_gone() -> None:
    table = {codes(r[0])[0] for r in rows(DEPENDENCIES) if len(codes(r[0])) == 1 and codes(r[1])}
    assert missing(table, {name for name, _ in dependencies()}) == []


def test_the_system_libraries_are_named() -> None:
    packages = " ".join(SYSTEM_PACKAGES["apt"][1:]).split()
    assert missing(packages, codes(DEPENDENCIES)) == []


# --- links ---

TO_COME: set[str] = set()
"""Files that others put there."""


def links() -> Iterator[SimpleNamespace]:
    for page in PAGES:
        text = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text("utf-8")))
        for target in re.findall(r"\]\(([^()\s]+)\)", text):
            if "://" not in target:
                yield SimpleNamespace(page=page, target=target)


@pytest.mark.parametrize("link", list(links()), ids=lambda link: f"{link.page.name}:{link.target}")
def test_every_link_leads_somewhere(link: SimpleNamespace) -> None:
    path, _, fragment = link.target.partition("#")
    target = (link.page.parent / path).resolve() if path else link.page
    if not target.exists() and str(target.relative_to(HOUSE.resolve())) in TO_COME:
        pytest.skip(f"{path} is still to come")
    assert target.exists()
    if fragment:
        headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
        assert fragment in {h.lower().replace(" ", "-") for h in headings}


def test_every_picture_of_the_readme_is_described() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(docs/images/", (HOUSE / "README.md").read_text("utf-8"))
    assert len(pictures) >= 2
    assert all(len(text) > 10 for text in pictures)


def test_every_page_of_the_documentation_is_reached_from_the_readme() -> None:
    text = (HOUSE / "README.md").read_text("utf-8")
    reached = set(re.findall(r"\(docs/([\w-]+\.md)\)", text))
    reached |= {
        m for page in PAGES for m in re.findall(r"\(([\w-]+\.md)\)", page.read_text("utf-8"))
    }
    assert missing((page.name for page in DOCS.glob("*.md")), reached) == []


def test_the_changelog_knows_the_version() -> None:
    assert __version__ in (HOUSE / "CHANGELOG.md").read_text("utf-8")
