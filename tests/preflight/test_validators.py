"""Programs of others, played by small scripts: what they say becomes remarks, silence too."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from kanyin.diagnostics import Diagnostic
from kanyin.preflight.validators import VALIDATORS, Subject, programs, validate
from kanyin.preflight.validators.programs import Unfinished, program, read_json, run

EPUB, PDF = Subject("epub", "i1.epub", "/x/i1.epub"), Subject("pdf", "i1.pdf", "/x/i1.pdf")
PAGES = (Subject("html", "a.html", "/x/a.html"), Subject("html", "b.html", "/x/b.html"))
ROWS = {row.name: row for row in VALIDATORS}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole path, an empty working folder, and nothing beside the press."""
    home = tmp_path / "bin"
    home.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setattr(programs, "CHECKOUT", tmp_path / "none")
    return home


def play(bench: Path, name: str, says: str = "", complains: str = "", code: int = 0) -> Path:
    """A program that says something and ends."""
    script = bench / name
    script.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"sys.stdout.write({says!r})\nsys.stderr.write({complains!r})\nsys.exit({code})\n",
        "utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


def play_ace(bench: Path, says: str, complains: str = "") -> None:
    """Ace with what it needs to run."""
    for name in ("node", "chromium"):
        play(bench, name)
    play(bench, "ace-cli", says, complains)


def asked(
    name: str, *subjects: Subject, command: tuple[str, ...] | None = None
) -> list[Diagnostic]:
    row = ROWS[name]
    command = command or row.find()
    assert command is not None
    return list(row.ask(command, subjects))


def test_epubcheck_speaks_through_remarks(bench: Path) -> None:
    play(bench, "epubcheck", """{"messages": [
        {"ID": "RSC-005", "severity": "ERROR", "message": "no <p> here",
         "locations": [{"path": "EPUB/text/a01.xhtml", "line": 7, "column": 3}]},
        {"ID": "CSS-028", "severity": "USAGE", "message": "a font", "locations": []},
        {"ID": "OPF-097", "severity": "USAGE", "message": "\\"EPUB/images/cover.jpg\\" unused",
         "locations": []},
        {"ID": "OPF-097", "severity": "USAGE", "message": "unused", "locations": []}]}""")  # fmt: skip
    found = asked("EPUBCheck", EPUB, command=(str(bench / "epubcheck"),))
    assert [(d.code, str(d.place), d.severity) for d in found] == [
        ("V101", "i1.epub/EPUB/text/a01.xhtml:7", "error"),
        ("V101", "i1.epub", "advice"),
    ]
    assert found[0].message() == "EPUBCheck（RSC-005）：no <p> here"


def test_ace_speaks_through_remarks(bench: Path) -> None:
    play_ace(bench, """{"assertions": [{"earl:testSubject": {"url": "text/a01.xhtml"},
        "assertions": [{"earl:test": {"earl:impact": "serious", "dct:title": "image-alt"},
                        "earl:result": {"dct:description": "no\\n  alt"}}]}]}""")  # fmt: skip
    (found,) = asked("Ace", EPUB)
    assert (str(found.place), found.message("en")) == (
        "i1.epub/text/a01.xhtml",
        "Ace (image-alt): no alt",
    )


def test_qpdf_and_mupdf_name_the_file_and_not_the_machine(bench: Path) -> None:
    play(bench, "qpdf", complains="WARNING: /x/i1.pdf: broken xref\n", code=3)
    play(bench, "mutool", complains="warning: ICC support is not available\nerror: no page\n")
    (warned,) = asked("qpdf", PDF)
    assert (warned.severity, warned.message("en")) == (
        "warning",
        "qpdf (3): WARNING: i1.pdf: broken xref",
    )
    (wrong,) = asked("MuPDF", PDF)
    assert (wrong.severity, wrong.message("en")) == ("error", "MuPDF (draw): error: no page")


def test_pages_are_asked_about_together(bench: Path) -> None:
    script = play(bench, "nu", """{"messages": [
        {"type": "info", "message": "fine", "url": "file:/x/a.html"},
        {"type": "info", "subType": "warning", "message": "odd", "url": "file:/x/b.html", "lastLine": 4},
        {"type": "error", "message": "wrong", "url": "file:/x/a.html", "lastLine": 2}]}""")  # fmt: skip
    found = asked("Nu Html Checker", *PAGES, command=(str(script),))
    assert [(str(d.place), d.severity) for d in found] == [
        ("b.html:4", "warning"),
        ("a.html:2", "error"),
    ]
    script = play(bench, "axe", """[{"file": 1, "id": "image-alt", "impact": "minor",
        "help": "Give it", "where": "img"}]""")  # fmt: skip
    (one,) = asked("axe-core", *PAGES, command=(str(script),))
    assert (str(one.place), one.severity) == ("b.html", "advice")
    assert one.message("en") == "axe-core (image-alt): Give it (img)"


@pytest.mark.parametrize(
    "name", ["EPUBCheck", "Ace", "veraPDF", "page-validation", "qpdf", "MuPDF"]
)
def test_what_is_not_installed_is_named_with_its_command(
    bench: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = list(validate([EPUB, PDF, *PAGES], validators=[ROWS[name]]))
    assert [d.code for d in found] == ["V190"]
    assert "install" in found[0].hint()


@pytest.mark.parametrize(
    ("says", "complains", "problem"),
    [("", "no such book\n", "0: no such book"), ("Hello {", "", "0: Hello {"), ("", "", "0: ")],
)
def test_what_cannot_be_read_is_not_passed(
    bench: Path, says: str, complains: str, problem: str
) -> None:
    play_ace(bench, says, complains)
    (found,) = validate([EPUB], validators=[ROWS["Ace"]])
    assert (found.code, found.message("en")) == ("V191", f"Ace did not finish: {problem}")


def test_a_script_without_what_runs_it_is_not_installed(bench: Path) -> None:
    play_ace(bench, "")
    assert ROWS["Ace"].find()
    (bench / "node").unlink()
    assert ROWS["Ace"].find() is None


def test_what_a_program_says_last_is_heard(bench: Path) -> None:
    """Node ends without waiting for a pipe to be read: more than the pipe holds would be cut."""
    node = shutil.which("node", path=os.defpath)
    if node is None:
        pytest.skip("NO node: its way of ending was NOT tried")
    program = "process.stdout.write('a'.repeat(1e6)); process.exit()"
    assert len(run([node, "-e", program]).out) == 1_000_000


def test_nobody_waits_for_ever(bench: Path) -> None:
    script = bench / "slow"
    script.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", "utf-8")
    script.chmod(0o755)
    with pytest.raises(Unfinished, match="> 0 s"):
        run([str(script)], seconds=0.3)
    with pytest.raises(Unfinished, match="No such file"):
        run([str(bench / "none")])


def test_programs_get_no_secrets_and_no_network(
    bench: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", "secret")
    script = bench / "tell"
    script.write_text(
        f"#!{sys.executable}\nimport json, os\nprint(json.dumps(dict(os.environ)))\n"
    )
    script.chmod(0o755)
    told = read_json(run([str(script)]))
    assert "API_TOKEN" not in told
    assert told["http_proxy"] == told["https_proxy"] == "http://127.0.0.1:9"


def test_programs_of_npm_are_found_beside_the_working_folder(bench: Path) -> None:
    folder = bench.parent / "node_modules" / ".bin"
    folder.mkdir(parents=True)
    script = play(folder, "ace")
    assert program("ace-puppeteer", "ace") == os.fspath(script)


def test_a_pdf_that_claims_nothing_is_said_to(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(tmp_path / "a.pdf")
    subject = Subject("pdf", "a.pdf", str(tmp_path / "a.pdf"))
    (found,) = asked("veraPDF", subject, command=("false",))
    assert found.code == "V192"
