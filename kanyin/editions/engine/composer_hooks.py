"""What the composer's room puts in the place of WeasyPrint's functions.

Each bears the name of the one it replaces, and calls it for what is not ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, preferred
from weasyprint.layout.float import float_layout

from kanyin.composition import Line
from kanyin.editions.engine.composer_grid import keep_block, keep_column, keep_line
from kanyin.editions.engine.composer_job import NOTICEABLE, Composing, Unfilled, current, originals
from kanyin.editions.engine.composer_pieces import BEYOND, around, piece
from kanyin.editions.engine.composer_reading import OBJECT_CHARACTER, read
from kanyin.editions.engine.composer_text import LineText

NOTHING = " "
"""What the engine takes for the last letter of an empty box, so that it may break after it."""


def _theirs(module: Any, name: str) -> Callable[..., Any]:
    return originals[module, name]


def _text_of(context: Any, linebox: Any, containing_block: Any) -> LineText | None:
    """The text of a line box, read once."""
    if "_kanyin_text" not in linebox.__dict__:

        def width(atom: Any) -> float:
            laid = _theirs(inline, "split_inline_level")(
                context, atom, 0, BEYOND, 0, None, containing_block, [], [], [], [], [], None, None
            )[0]
            return float(laid.margin_width())

        linebox._kanyin_text = read(linebox, width)
        for leaf in linebox._kanyin_text.leaves if linebox._kanyin_text else ():
            leaf.box._kanyin_leaf = leaf
    text: LineText | None = linebox._kanyin_text
    return text


def split_inline_box(
    context: Any,
    box: Any,
    position_x: float,
    max_x: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    *others: Any,
) -> Any:
    theirs = _theirs(inline, "split_inline_box")
    job = current.get()
    styled = others[-1] or others[-2]
    text = None
    if job and isinstance(box, boxes.LineBox) and not styled:
        text = _text_of(context, box, containing_block)
    arguments = (context, box, position_x, max_x, bottom_space, skip_stack, containing_block)
    if text is None or job is None:
        return theirs(*arguments, *others)
    start = text.find(box, skip_stack)
    if start >= text.size:
        return theirs(*arguments, *others)
    indent = box.text_indent if start == 0 else 0.0
    measure = max_x - position_x
    if start == 0:
        measure -= sum(_float_width(context, one, box, arguments) for one in text.floats)
    text.current = text.line(start, measure, indent)
    _note(job, box.element, text, text.current)
    try:
        return theirs(*arguments, *others)
    finally:
        text.current = None


def _float_width(context: Any, box: Any, linebox: Any, arguments: Any) -> float:
    """How much room a float at the start of a line will take, as an initial does."""
    _, _, position_x, _, bottom_space, _, containing_block = arguments
    box.position_x, box.position_y = position_x, linebox.position_y
    shapes = context.excluded_shapes.copy()
    laid, _ = float_layout(context, box, containing_block, [], [], bottom_space, skip_stack=None)
    context.excluded_shapes = shapes
    return float(laid.margin_width())


def _note(job: Composing, element: Any, text: LineText, line: Line) -> None:
    missing = line.missing / text.style["font_size"]
    if abs(missing) > NOTICEABLE:
        words = "".join(text.characters[line.start : line.end]).replace(OBJECT_CHARACTER, "")
        job.unfilled[id(element), line.start] = Unfilled(element, words, missing)


def split_inline_level(context: Any, box: Any, position_x: float, *others: Any) -> Any:
    result = _theirs(inline, "split_inline_level")(context, box, position_x, *others)
    leaf = box.__dict__.get("_kanyin_leaf")
    if leaf is None or leaf.text.current is None:
        return result
    new_box, resume_at, preserved, _, last_letter, float_widths = result
    if not leaf.size:
        return new_box, resume_at, preserved, False, NOTHING, float_widths
    skip_stack = others[2]
    skip = next(iter(skip_stack)) or 0 if skip_stack and isinstance(box, boxes.TextBox) else 0
    line, at = leaf.text.current, leaf.character(skip)
    beyond = at >= line.resume
    if not isinstance(box, boxes.TextBox):
        before, after = around(leaf.text, at) if not beyond else (0.0, BEYOND)
        new_box.margin_left += before
        new_box.margin_right += after
        for child in getattr(new_box, "children", ()):
            child.translate(dx=before)
    return new_box, resume_at, preserved, beyond, last_letter, float_widths


def split_text_box(
    context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True
) -> Any:
    leaf = box.__dict__.get("_kanyin_leaf")
    if leaf is None or leaf.text.current is None or not box.text:
        return _theirs(inline, "split_text_box")(
            context, box, available_width, skip, is_line_start
        )
    return piece(leaf, skip)


def get_next_linebox(context: Any, linebox: Any, *others: Any) -> Any:
    line, resume_at = _theirs(inline, "get_next_linebox")(context, linebox, *others)
    if current.get() and line is not None and line.__dict__.get("_kanyin_text") is not None:
        keep_line(line)
    return line, resume_at


def block_level_layout(*arguments: Any, **named: Any) -> Any:
    result = _theirs(block, "block_level_layout")(*arguments, **named)
    new_box, resume_at = result[:2]
    if current.get() and new_box is not None and resume_at is None:
        keep_block(new_box)
    return result


def block_box_layout(*arguments: Any, **named: Any) -> Any:
    result = _theirs(block, "block_box_layout")(*arguments, **named)
    new_box, resume_at = result[:2]
    if current.get() and new_box is not None:
        keep_column(new_box, resume_at is None)
    return result


def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
    if line.__dict__.get("_kanyin_text") is not None:
        style = line.style
        ends = style["text_align_last"] if last else "auto"
        if (style["text_align_all"] if ends == "auto" else ends) == "justify":
            return 0
    return _theirs(inline, "text_align")(context, line, available_width, last)


def inline_line_widths(
    context: Any,
    box: Any,
    outer: bool,
    is_line_start: bool,
    minimum: bool,
    skip_stack: Any = None,
    first_line: bool = False,
) -> Iterator[float]:
    theirs = _theirs(preferred, "inline_line_widths")
    text = None
    if current.get() and isinstance(box, boxes.LineBox):
        text = box.__dict__.get("_kanyin_text") or read(
            box, lambda atom: float(preferred.max_content_width(context, atom))
        )
    if text is None:
        yield from theirs(context, box, outer, is_line_start, minimum, skip_stack, first_line)
        return
    start = text.find(box, skip_stack)
    indent = 0.0 if start else _indent(box.style)
    yield from (width + indent for width in text.widths(start, minimum))


def _indent(style: Any) -> float:
    token = style["text_indent"]
    return float(token.value) if getattr(token, "unit", "%") != "%" else 0.0
