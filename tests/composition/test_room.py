"""The sealed room: what it replaces inside WeasyPrint, when, and what it leaves alone."""

import hashlib
import inspect
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
import weasyprint
import weasyprint.draw.text as draw_text
from set_pages import lines_in, render, texts
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

from kanyin.diagnostics import PressError
from kanyin.editions.engine import weasyprint_room
from kanyin.editions.engine.composer_room import SIGNATURES, composing

REPLACED = list(SIGNATURES)
CHINESE = "<p>他说：“对（吗）？”于是用ABC写了12个字，又说：“不对。”</p>"

CHECKED = {
    "split_inline_box": "3a0cb7ca7e34",
    "split_inline_level": "d98c008c8fc0",
    "split_text_box": "8c564329599e",
    "text_align": "e953d41b87cc",
    "get_next_linebox": "67af458c2545",
    "block_level_layout": "c1301dde9284",
    "block_box_layout": "a6279066e3d9",
    "inline_line_widths": "6c24f789e3ce",
    "Layout": "681b737d1ba5",
    "get_log_attrs": "65c1a1c4fa75",
    "strut": "b57885b70dd0",
    "draw_first_line": "1bb8eae6d88e",
    "TextBox": "7fcb818c71c2",
}
"""What WeasyPrint 70.0 says inside its functions. When one changes, read it again, see
that the room still fits, and only then write down the new number."""


def functions() -> dict[Any, Any]:
    return {(module, name): getattr(module, name) for module, name in REPLACED}


STOCK = functions()


def test_functions_are_replaced_only_inside() -> None:
    with composing():
        inside = functions()
        assert all(inside[one] is not STOCK[one] for one in REPLACED)
    assert functions() == STOCK


def test_functions_are_put_back_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), composing():
        raise ZeroDivisionError
    assert functions() == STOCK


def test_functions_are_put_back_when_the_outer_one_ends() -> None:
    with composing():
        with composing():
            pass
        assert functions() != STOCK
    assert functions() == STOCK


def test_each_has_its_own_list_of_what_could_not_be_filled() -> None:
    with composing() as outer:
        with composing() as inner:
            weasyprint.HTML(string="<p style='width:1em'>天AB地").render()
        assert inner is not outer
        assert not outer.unfilled


def test_outside_nothing_is_composed() -> None:
    before, _ = render(CHINESE, 8, composed=False)
    render(CHINESE, 8)
    after, _ = render(CHINESE, 8, composed=False)
    assert texts(before) == texts(after) != texts(render(CHINESE, 8)[0])


def test_a_thread_without_composing_gets_the_engine_as_it_is() -> None:
    """Both at once, and neither sees the other."""
    expected = {composed: drawing(CHINESE * 5, composed) for composed in (True, False)}
    together, got = Barrier(2, timeout=60), dict[bool, list[Any]]()

    def work(composed: bool) -> None:
        if composed:
            with composing():
                together.wait()
                got[True] = drawing(CHINESE * 5, composed=True)
                together.wait()
        else:
            together.wait()  # the functions are replaced from here on
            got[False] = drawing(CHINESE * 5, composed=False)
            together.wait()

    threads = [Thread(target=work, args=(composed,)) for composed in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == expected
    assert expected[True] != expected[False]
    assert functions() == STOCK


def drawing(body: str, composed: bool) -> list[Any]:
    """Every box of a document: what it is, where, and what it says."""
    document, _ = render(body, 12, composed)
    return [
        (type(box).__name__, box.position_x, box.position_y, box.width, getattr(box, "text", ""))
        for page in document.pages
        for box in page._page_box.descendants()
    ]


@pytest.mark.parametrize(("module", "name"), REPLACED, ids=[name for _, name in REPLACED])
def test_a_function_with_other_parameters_is_refused(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(context: Any, box: Any, something_new: Any) -> None: ...

    monkeypatch.setattr(module, name, other)
    with pytest.raises(PressError) as refused, composing():
        pytest.fail("it was let in")
    (remark,) = refused.value.diagnostics
    assert remark.code == "E205"
    assert name in remark.message("en")
    monkeypatch.undo()
    assert functions() == STOCK
    with composing():
        assert functions() != STOCK


def test_a_function_that_is_gone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(inline, "split_text_box")
    with pytest.raises(PressError), composing():
        pytest.fail("it was let in")


def test_another_version_of_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(PressError) as refused:
        weasyprint_room.load()
    assert [one.code for one in refused.value.diagnostics] == ["E202"]


def sources() -> dict[str, Callable[..., Any]]:
    """All that the room replaces or that draws what it made."""
    found = {name: getattr(module, name) for module, name in REPLACED}
    return found | {
        "Layout": line_break.Layout,
        "get_log_attrs": line_break.get_log_attrs,
        "strut": line_break.strut,
        "draw_first_line": draw_text.draw_first_line,
        "TextBox": boxes.TextBox,
    }


def digest(thing: Any) -> str:
    return hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:12]


def test_the_engine_is_the_one_the_room_was_made_for() -> None:
    assert {name: digest(thing) for name, thing in sources().items()} == CHECKED


LATIN = """
<h1>The bridge and the ferry</h1>
<p style="text-indent:2em">It is <b>not <em>the</em></b> same, said the “boatman”<sup>1</sup>, and
looked at the water – for a <code>long</code> while. <a href="x">https://example.org/a/b?c=d</a>
<span style="white-space:nowrap">do not break</span> <br> <i style="display:inline-block">box</i></p>
<table><tr><td>one</td><td>two two</td></tr></table><ul><li>a list of things</li></ul>
<div style="float:left">floating</div><p style="text-align:center">centred text, twice</p>
<p style="text-align-last:justify">spread over the line</p><pre>  code
\tmore</pre><p>Ελληνικά и русский, עברית ו العربية</p>
"""


def test_text_that_is_not_chinese_is_laid_out_as_ever() -> None:
    assert drawing(LATIN, composed=True) == drawing(LATIN, composed=False)


@pytest.mark.parametrize(
    "text",
    [
        "<p>天地\u05e2\u05d1\u05e8\u05d9\u05ea，人山水春夏秋冬日月年天地人山水</p>",
        "<p style='white-space:pre-wrap'>天\t地，人山水春夏秋冬日月年天地人</p>",
        "<pre>天地（人），“山水”春夏秋冬日月年天地人\n  山水</pre>",
        "<p style='direction:rtl'>天地（人），“山水”春夏秋冬日月年天地人</p>",
    ],
    ids=["right to left", "tab", "preformatted", "direction"],
)
def test_what_the_composer_cannot_set_is_laid_out_as_ever(text: str) -> None:
    assert drawing(text, composed=True) == drawing(text, composed=False)


def test_the_language_decides_the_convention() -> None:
    hans, _ = render("<p>天地人，</p>", 9, lang="zh-Hans")
    hant, _ = render("<p>天地人，</p>", 9, lang="zh-Hant-TW")
    assert [line.right for line in lines_in(hans)] == [3.5]
    assert [line.right for line in lines_in(hant)] == [4.0]
