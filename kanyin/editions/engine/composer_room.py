"""The composer's sealed room: CLREQ lines inside WeasyPrint.

Checked against WeasyPrint 70.0. These private functions are replaced while ``composing``
is open, and put back after it:

* ``layout.inline.split_inline_box``: a line box of Chinese text is given its line before
  the engine fills it;
* ``layout.inline.split_text_box``: a text box of it is cut where that line says;
* ``layout.inline.split_inline_level``: tells the engine where it may break between boxes;
* ``layout.inline.text_align``: leaves a line alone that is justified already;
* ``layout.inline.get_next_linebox``: keeps a finished line on the line grid;
* ``layout.block.block_level_layout`` and ``block_box_layout``: let a block, and a column,
  take whole lines;
* ``layout.preferred.inline_line_widths``: widths of boxes that shrink to fit.

Text that is not Chinese takes the engine's own way, as does any layout in a thread or
task that has not opened ``composing``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from weasyprint.layout import block, inline, preferred

from kanyin.diagnostics import PressError, remark
from kanyin.editions.engine import composer_hooks as ours
from kanyin.editions.engine.composer_job import Composing, current, originals

SIGNATURES = {
    (inline, "split_inline_box"): "context box position_x max_x bottom_space skip_stack "
    "containing_block absolute_boxes fixed_boxes line_placeholders waiting_floats "
    "line_children first_letter_style first_line_style",
    (inline, "split_inline_level"): "context box position_x max_x bottom_space skip_stack "
    "containing_block absolute_boxes fixed_boxes line_placeholders waiting_floats "
    "line_children first_letter_style first_line_style",
    (inline, "split_text_box"): "context box available_width skip is_line_start",
    (inline, "text_align"): "context line available_width last",
    (inline, "get_next_linebox"): "context linebox position_y bottom_space skip_stack "
    "containing_block absolute_boxes fixed_boxes first_letter_style first_line_style",
    (block, "block_level_layout"): "context box bottom_space skip_stack containing_block "
    "page_is_empty absolute_boxes fixed_boxes adjoining_margins first_letter_style "
    "first_line_style discard max_lines",
    (block, "block_box_layout"): "context box bottom_space skip_stack containing_block "
    "page_is_empty absolute_boxes fixed_boxes adjoining_margins first_letter_style "
    "first_line_style discard max_lines",
    (preferred, "inline_line_widths"): "context box outer is_line_start minimum skip_stack "
    "first_line",
}
"""The functions replaced, with the parameters they must have."""

_REPLACEMENTS: dict[tuple[Any, str], Callable[..., Any]] = {
    (module, name): getattr(ours, name) for module, name in SIGNATURES
}

_lock = Lock()
_users = 0


@contextmanager
def composing() -> Iterator[Composing]:
    """Set Chinese as CLREQ asks in every layout inside the ``with`` block.

    Stylesheets choose among conventions (``composer_options``). Raises PressError (E205) when the
    functions of WeasyPrint are not those this room was made for.
    """
    job = Composing()
    _enter()
    token = current.set(job)
    try:
        yield job
    finally:
        current.reset(token)
        _leave()


def _enter() -> None:
    global _users
    with _lock:
        if not _users:
            _check()
            for (module, name), function in _REPLACEMENTS.items():
                originals[module, name] = getattr(module, name)
                setattr(module, name, function)
        _users += 1


def _leave() -> None:
    global _users
    with _lock:
        _users -= 1
        if not _users:
            for (module, name), theirs in originals.items():
                setattr(module, name, theirs)


def _check() -> None:
    for (module, name), wanted in SIGNATURES.items():
        function = getattr(module, name, None)
        if function is None or list(inspect.signature(function).parameters) != wanted.split():
            raise PressError(remark("E205", None, name=f"{module.__name__}.{name}"))
