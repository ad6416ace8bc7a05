"""The command line as other tools rely on it."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import obedient_build
import pytest
from surroundings import HOUSE, apart

from kanyin.cli import COMMANDS, OPTIONS
from kanyin.cli.words import WORDS


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def homes(desk: Path) -> list[str]:
    return sorted(p.name for p in (desk / "build").iterdir())


FOUR = ["a.epub", "a.print.pdf", "a.screen.pdf", "a.web/index.html", "report.json"]


def test_build_is_what_one_does_without_a_command(publish, write, desk):
    write("a.txt")
    assert publish("a.txt").code == 0
    assert files(desk / "build/a") == FOUR
    assert publish("build", "a.txt").code == 0


def test_options_may_come_first(publish, write, desk):
    write("a.txt")
    assert publish("-e", "epub", "-o", "out", "-e", "web", "a.txt").code == 0
    assert files(desk / "out/a") == ["a.epub", "a.web/index.html", "report.json"]
    assert obedient_build.REQUESTS[-1].editions == ("epub", "web")


def test_every_issue_under_source_is_the_default(publish, write, desk):
    for name in ("2026-02", "2026-01", "old/2025-12"):
        write(f"source/{name}/issue.yaml", f"id: {Path(name).name}")
    ran = publish()
    assert ran.code == 0
    assert homes(desk) == ["2025-12", "2026-01", "2026-02"]
    assert ran.out.index("2026-01.epub") < ran.out.index("2026-02.epub")


def test_an_issue_may_be_named_by_its_issue_yaml(publish, write, desk):
    write("s/issue.yaml", "id: no-1")
    assert publish("s/issue.yaml", "s").code == 0
    assert homes(desk) == ["no-1"]


@pytest.mark.parametrize(
    ("arguments", "code", "zh", "en"),
    [
        (["none.txt"], "B101", "找不到“none.txt”", "There is no “none.txt”"),
        (["b.odt"], "B102", "不是能直接制作的稿件", "is not a manuscript"),
        (["empty"], "B103", "没有 issue.yaml", "holds no issue.yaml"),
        (["a.txt", "-e", "pdf"], "B105", "没有“pdf”这种版本", "no edition “pdf”"),
        (["a.txt", "--layout", "x"], "B106", "没有“x”这种版式", "no layout “x”"),
        ([], "B107", "还没有任何一期刊物", "There is no issue"),
        (["--frob"], "B108", "没有“--frob”这个选项", "no option “--frob”"),
        (["a.txt", "-o"], "B109", "写法不对", "is not how option"),
        (["a.txt", "--jobs", "0"], "B110", "可用的值：1–256", "It takes: 1–256"),
        (["a.txt", "--lang", "fr"], "B110", "可用的值：zh en", "It takes: zh en"),
        (["import"], "B111", "缺少文件", "FILE is missing"),
        (["preview", "a.txt", "b"], "B112", "多出了“b”", "“b” too much"),
        (["a.txt", "-q", "-v"], "B113", "不能同时使用", "do not go together"),
        (["new", "../x"], "B126", "不能用作一期的名称", "cannot be the name of an issue"),
        (["new", "-x"], "B108", "没有“-x”", "no option “-x”"),
        (["import", "none.txt"], "B101", "找不到", "There is no"),
    ],
)
def test_wrong_usage_is_2_and_a_clear_sentence(
    publish, write, desk, monkeypatch, arguments, code, zh, en
):
    write("a.txt")
    write("b.odt")
    (desk / "empty").mkdir()
    for locale, sentence in (("zh_CN.UTF-8", zh), ("en_GB.UTF-8", en)):
        monkeypatch.setenv("LANG", locale)
        ran = publish(*arguments)
        assert ran.code == 2
        assert code in ran.err
        assert sentence in ran.err
        assert ran.out == ""
    assert not (desk / "build").exists()


def test_all_wrong_manuscripts_are_named_at_once(publish):
    assert publish("x.txt", "y.txt").err.count("B101") == 2


def test_an_error_is_1_and_has_its_place_and_caret(publish, write):
    write("a.md", "!error")
    ran = publish("a.md")
    assert ran.code == 1
    assert "a.md:1:1: 错误 S102：" in ran.err
    assert "  1 | !error\n    | ^\n" in ran.err
    assert "1 个错误" in ran.err


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--strict",), 1)])
def test_proof_errors_block_only_when_strict(publish, write, arguments, code):
    write("a.md", "他说：“明天见。!proof")
    assert publish("a.md", *arguments).code == code


def test_check_finds_proof_errors_and_makes_nothing(publish, write, desk):
    write("a.md", "他说：“明天见。!proof")
    ran = publish("check", "a.md")
    assert ran.code == 1
    assert "a.md:1:2" in ran.out
    assert files(desk) == ["a.md"]
    write("b.md")
    ran = publish("check", "b.md")
    said, gauge = ran.out.strip().split("\n")
    assert (ran.code, said) == (0, "没有发现问题")
    assert gauge.endswith("合格线万分之 2.0；仅计机器发现，不能代替质量检查")


def test_a_blocked_pdf_keeps_back_only_itself_and_its_old_file(publish, write, desk):
    write("a.md")
    publish("a.md")
    write("a.md", "!no-pdf !error")
    assert publish("a.md").code == 1
    assert files(desk / "build/a") == ["a.epub", "a.web/index.html", "report.json"]


def test_an_edition_missing_without_a_reason_is_an_error(publish, write):
    write("a.md", "!no-pdf")
    ran = publish("a.md")
    assert ran.code == 1
    assert ran.err.count("B128") == 2


def test_editions_that_were_not_asked_for_stay(publish, write, desk):
    write("a.md", "one")
    publish("a.md")
    write("a.md", "two")
    publish("a.md", "-e", "epub")
    assert (desk / "build/a/a.epub").read_text() == "epub: two"
    assert (desk / "build/a/a.print.pdf").read_text() == "print: one"


def test_loose_files_of_one_stem_get_numbers(publish, write, desk):
    for name in ("x/a.txt", "y/a.md", "y/A.txt"):
        write(name, name)
    publish("x/a.txt", "y/a.md", "y/A.txt", "./x/a.txt", "-e", "epub")
    assert homes(desk) == ["A-3", "a", "a-2"]
    assert (desk / "build/a-2/a-2.epub").read_text() == "epub: y/a.md"


def test_two_issues_of_one_id_do_not_overwrite_each_other(publish, write, desk):
    write("s/1/issue.yaml", "id: same\none")
    write("s/2/issue.yaml", "id: same\ntwo")
    ran = publish("s/1", "s/2", "-e", "epub")
    assert ran.code == 1
    assert "B124" in ran.err
    assert (desk / "build/same/same.epub").read_text().endswith("one")


def test_an_id_never_leads_out_of_the_output(publish, write, desk):
    write("s/issue.yaml", "id: ../../evil")
    ran = publish("s")
    assert ran.code == 1
    assert "B123" in ran.err
    assert not list(desk.parent.glob("evil*"))


def test_json_in_a_file_and_on_standard_output(publish, write, desk):
    write("a.md", "!error")
    publish("a.md", "--json", "out/r.json")
    ran = publish("a.md", "--json", "-")
    assert ran.json()["id"] == "a"
    assert ran.json()["diagnostics"][0]["file"] == "a.md"
    assert json.loads((desk / "out/r.json").read_text())["manuscript"] == "a.md"
    assert publish("check", "a.md", "--json", "-").json()["editions"] == []


def test_json_of_several_manuscripts_is_a_list(publish, write):
    write("a.md")
    write("b.md")
    assert [r["id"] for r in publish("b.md", "a.md", "--json", "-").json()] == ["b", "a"]


def test_report_json_stands_beside_the_editions(publish, write, desk):
    write("a.md")
    publish("a.md")
    report = json.loads((desk / "build/a/report.json").read_text())
    assert [e["name"] for e in report["editions"]] == ["print", "screen", "epub", "web"]
    assert report["page_list"] == "print"
    assert str(desk) not in json.dumps(report)


def test_an_absolute_path_does_not_get_into_the_report(publish, write, desk, monkeypatch):
    path = write("elsewhere/a.md", "!error")
    (desk / "here").mkdir()
    monkeypatch.chdir(desk / "here")
    ran = publish(str(path), "--json", "-")
    assert str(desk) not in ran.out
    assert ran.json()["diagnostics"][0]["file"] == "a.md"
    assert "  1 | !error" in ran.err


def test_quiet_says_errors_only_and_verbose_folds_nothing(publish, write):
    write("a.md")
    assert publish("a.md", "-q") == type(publish("a.md", "-q"))(0, "", "")
    write("b.md", "!error")
    assert "S102" in publish("b.md", "-q").err
    write("c.md", "!many")
    assert "S103 还有 2 处" in publish("c.md").err
    assert publish("c.md", "-v").err.count("S103") == 12


def test_progress_is_plain_lines_where_there_is_no_terminal(publish, write):
    write("a.md")
    err = publish("a.md").err
    assert "[1/1] a.md: 入稿 1/2 桥上的灯\n" in err
    assert err.count("印刷版") == 1
    assert "\x1b" not in err


def test_a_fault_of_the_press_is_a_remark_with_a_file_to_report(publish, write, desk):
    write("a.md", "!bug")
    write("b.md")
    ran = publish("a.md", "b.md")
    assert ran.code == 1
    assert "错误 B901：这是刊印自身的缺陷（KeyError" in ran.err
    assert "Traceback" not in ran.err + ran.out
    assert "KeyError: 'secret'" in (desk / "build/a/a.crash.txt").read_text()
    assert (desk / "build/b/b.epub").exists()
    assert "Traceback" in publish("a.md", "-v").err
    write("a.md", "mended")
    publish("a.md")
    assert files(desk / "build/a") == FOUR


def test_a_fault_outside_of_a_build_is_told_the_same_way(publish, write, monkeypatch):
    write("a.md")
    monkeypatch.setattr("kanyin.cli.build._tasks", lambda *a, **k: 1 / 0)
    ran = publish("a.md")
    assert ran.code == 1
    assert "B901" in ran.err
    assert "Traceback" not in ran.err


def test_work_that_cannot_go_on_says_why(publish, write, desk):
    write("a.md", "!press-error")
    ran = publish("a.md")
    assert ran.code == 1
    assert "B120" in ran.err
    report = json.loads((desk / "build/a/report.json").read_text())
    assert report["diagnostics"][0]["code"] == "B120"


def test_an_interrupted_build_is_130_and_leaves_the_old_files(publish, write, desk):
    write("a.md", "old")
    publish("a.md")
    write("a.md", "!interrupt")
    ran = publish("a.md")
    assert ran.code == 130
    assert "已中止" in ran.err
    assert (desk / "build/a/a.epub").read_text() == "epub: old"
    assert files(desk / "build/a") == FOUR


def test_source_date_epoch_is_the_moment(publish, write, monkeypatch):
    write("a.md")
    publish("a.md")
    assert obedient_build.REQUESTS[-1].moment is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    publish("a.md")
    assert obedient_build.REQUESTS[-1].moment == datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    assert publish("a.md").code == 2


def test_the_cache_can_be_left_out(publish, write):
    write("a.md")
    publish("a.md", "--no-cache")
    publish("a.md")
    assert [r.cache is None for r in obedient_build.REQUESTS] == [True, False]


def test_only_the_fonts_of_the_press_are_seen(publish, write):
    write("a.md")
    publish("a.md")
    assert os.environ["FONTCONFIG_FILE"] == str(HOUSE / "fonts/fonts.conf")


def test_several_at_a_time_answer_in_order(publish_apart, write, desk):
    names = [f"{n}.md" for n in "dcba"]
    for name in names:
        write(name, "!error" if name == "c.md" else "正文")
    ran = publish_apart(*names, "--jobs", "2", "-e", "epub", "--json", "-")
    assert ran.code == 1
    assert [r["id"] for r in ran.json()] == list("dcba")
    assert (desk / "build/a/a.epub").exists()


def test_a_process_that_dies_takes_only_its_own_manuscript_with_it(publish_apart, write, desk):
    for name in "abc":
        write(f"{name}.md", "!die" if name == "a" else "正文")
    ran = publish_apart("a.md", "b.md", "c.md", "--jobs", "2", "-e", "epub")
    assert ran.code == 1
    assert ran.err.count("B133") == 1
    assert "Traceback" not in ran.err
    assert (desk / "build/b/b.epub").exists()
    assert (desk / "build/c/c.epub").exists()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_everything_without_a_traceback(write, desk, sent, code, jobs):
    write("a.md", "!slow")
    write("b.md", "!slow")
    command = [sys.executable, str(HOUSE / "publish.py"), "a.md", "b.md", "--jobs", jobs]
    with subprocess.Popen(
        command, env=apart({}), cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as press:
        time.sleep(2.5)
        press.send_signal(sent)
        _, said = press.communicate(timeout=20)
    assert press.returncode == code
    assert b"Traceback" not in said
    assert not list(desk.rglob(".kanyin-*"))


HOSTILE = [
    "a;touch PWNED;.md",
    "{{7*7}}.md",
    "$(touch PWNED).txt",
    "a\nb\x1b[31m.md",
    "-rf.md",
    "<script>alert(1)</script>.md".replace("/", "∕"),
    "..md.md",
    "con.txt",
    "%s%n{code}.md",
    "\u202egpj.md",
    "😀.md",
    "a" * 200 + ".md",
    "=cmd|' !A1.txt",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_names(publish_apart, write, desk, name):
    write(name, "!error")
    ran = publish_apart("-e", "epub", "--json", "r.json", "--", name)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    assert not (desk / "PWNED").exists()
    (home,) = (p for p in (desk / "build").iterdir())
    assert home.name.strip(".- ") == home.name
    assert set(files(home)) == {f"{home.name}.epub", "report.json"}
    assert json.loads((desk / "r.json").read_text())["manuscript"] == name


def test_a_name_that_is_no_text_is_reported_all_the_same(publish_apart, desk):
    (desk / os.fsdecode(b"\xff\xfe.md")).write_text("!error")
    ran = publish_apart(os.fsdecode(b"\xff\xfe.md"), "--json", "-")
    assert ran.code == 1
    assert ran.json()["id"] == "article"


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"LANG": "en_US.UTF-8"}, "Usage:"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "用法："),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "用法："),
        ({"LANG": "POSIX"}, "用法："),
        ({"LANG": "fr_FR.UTF-8"}, "Usage:"),
        ({}, "用法："),
    ],
)
def test_the_language_follows_the_locale(publish, monkeypatch, environment, word):
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    assert publish("--help").out.startswith(word)


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_every_help_page_is_in_the_language_asked_for(publish, command):
    words = [command] if command else []
    english = publish(*words, "--help", "--lang", "en").out
    chinese = publish("--lang=zh", *words, "--help").out
    assert english.startswith("Usage: ")
    assert not any("\u4e00" <= c <= "\u9fff" for c in english)
    assert chinese.startswith("用法：")
    assert "--help" in chinese


def test_every_word_of_the_help_is_there_in_both_languages():
    assert all(zh and en for zh, en in WORDS.values())
    assert {*COMMANDS, *OPTIONS} <= WORDS.keys()


def test_a_narrow_encoding_does_not_stop_the_press(publish_apart, write):
    write("a.md", "!error")
    ran = publish_apart("a.md", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.code == 1
    assert "S102" in ran.err


def test_a_reader_that_goes_away_is_no_fault(write, desk):
    write("a.md", "!many")
    command = f"{sys.executable} {HOUSE / 'publish.py'} check a.md -v | head -n 1"
    done = subprocess.run(
        command, shell=True, env=apart({}), cwd=desk, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_version(publish):
    assert publish("--version").out.startswith("kanyin ")
