"""Remarks as they are printed: the caret stands below what it means."""

import pytest

from kanyin import diagnostics, terminal
from kanyin.diagnostics import Diagnostic, Fix, Place, Sentence, Severity
from kanyin.terminal import fold, format_diagnostic, summary, visible, width


@pytest.fixture(autouse=True)
def rows(monkeypatch):
    """A catalogue of two rows, so that the sentences here are all there is to read."""
    quote = Sentence(
        Severity.ERROR,
        "“{open}”没有对应的“{close}”",
        "“{open}” has no “{close}”",
        "在句末补上 {close}",
        "Put {close} at the end of the sentence",
        "GB/T 15834—2011，引号",
    )
    plain = Sentence(Severity.WARNING, "见{what}", "see {what}")
    monkeypatch.setattr(diagnostics, "catalogue", lambda: {"P001": quote, "P002": plain})


def quote(column, end=0, line=12):
    place = Place("source/2026-01/03-spring.md", line, column, line if end else 0, end)
    return Diagnostic("P001", place, {"open": "“", "close": "”"})


def plain(column=1, end=0, **rest):
    return Diagnostic(
        "P002", Place("a.md", 1, column, 1 if end else 0, end), {"what": "x"}, **rest
    )


def test_a_remark_reads_like_the_one_in_the_plan_of_the_house():
    assert format_diagnostic(quote(4), "zh", "他说：“明天见。") == (
        "source/2026-01/03-spring.md:12:4: 错误 P001：““”没有对应的“””\n"
        "  12 | 他说：“明天见。\n"
        "     |       ^^\n"
        "  提示：在句末补上 ”\n"
        "  依据：GB/T 15834—2011，引号"
    )


def test_the_same_in_english():
    shown = format_diagnostic(quote(4), "en", "他说：“明天见。")
    assert ": error P001: ““” has no “””" in shown
    assert "\n     |       ^\n  hint: Put ”" in shown
    assert "  basis: GB/T 15834—2011" in shown


@pytest.mark.parametrize(
    ("line", "column", "end", "before", "carets"),
    [
        ("abc", 2, 0, 1, 1),
        ("汉字", 2, 0, 2, 2),
        ("a汉b字", 2, 5, 1, 5),
        ("𠮷野家", 2, 0, 2, 2),  # CJK Extension B: one character, two columns
        ("😀，好", 2, 0, 2, 2),
        ("e\u0301x", 3, 0, 1, 1),  # a combining accent takes no room
        ("……好", 1, 3, 0, 4),  # ambiguous width: wide where Chinese is set
        ("a\tb", 3, 0, 2, 1),
        ("汉字\r\n", 2, 0, 2, 2),
        ("", 1, 0, 0, 1),
        ("汉", 9, 0, 2, 1),  # past the end: below the end
        ("a\u200bb", 3, 0, 1, 1),
    ],
)
def test_the_caret_is_as_wide_as_its_glyphs(line, column, end, before, carets):
    shown = format_diagnostic(plain(column, end), "zh", line).split("\n")
    assert shown[2] == "    | " + " " * before + "^" * carets


def test_a_stretch_over_several_lines_is_marked_to_the_end_of_the_first():
    d = Diagnostic("P002", Place("a.md", 1, 2, 3, 1), {"what": "x"})
    assert format_diagnostic(d, "zh", "汉字字").endswith("    |   ^^^^")


def test_a_long_line_is_cut_to_a_window_round_the_caret():
    line = "前" * 500 + "错" + "后" * 500
    _, excerpt, caret = format_diagnostic(plain(501), "zh", line).split("\n")
    assert width(excerpt) <= terminal.WINDOW + 12
    assert excerpt.startswith("  1 | …前")
    assert excerpt.endswith("后…")
    before = caret.index("^")
    assert width(excerpt[: excerpt.index("错")]) == before


def test_without_a_source_line_there_is_no_excerpt():
    assert "|" not in format_diagnostic(quote(4))
    assert format_diagnostic(Diagnostic("P002", None, {"what": "x"})) == "错误 P002：见x"


def test_a_fix_is_shown_where_there_is_no_hint():
    assert format_diagnostic(plain(fix=Fix("”", True))).endswith("\n  改为：”")


def test_colour_is_only_where_it_is_wanted():
    assert "\x1b[1;31m错误 P001\x1b[0m" in format_diagnostic(quote(4), colour=True)
    assert "\x1b" not in format_diagnostic(quote(4))


@pytest.mark.parametrize("bad", ["\x1b[2J", "\r", "\x9b", "\u202e", "\u2028", "\ud800", "\x00"])
def test_nothing_of_a_manuscript_can_steer_the_terminal(bad):
    d = Diagnostic("P002", Place(f"a{bad}.md", 1, 2), {"what": bad})
    shown = format_diagnostic(d, "zh", f"文{bad}字")
    assert bad not in shown
    assert len(visible(bad)) == len(bad)
    shown.encode()


def test_many_remarks_of_one_code_are_folded():
    found = [quote(n) for n in range(1, 15)] + [plain()] * 2
    shown = list(fold(found))
    assert len(shown) == 10 + 2 + 1
    sentence = shown[-1].sentence("zh")
    assert sentence == "source/2026-01/03-spring.md：P001 还有 4 处，用 -v 全部列出"


def test_a_summary_counts_each_weight():
    found = [quote(1), quote(2), plain(severity=Severity.WARNING)]
    assert summary(found) == "2 个错误，1 条警告"
    assert summary(found, "en") == "2 errors, 1 warning"
    assert summary([]) == "没有发现问题"
