"""Reads what the pages of a PDF are printed with: colours, lines and pictures.

Content streams are read operator by operator (ISO 32000-1 8 and annex A), forms included;
lengths come out in points on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import Any

import pikepdf

OPERATORS = "q Q cm w g G rg RG k K cs CS sc SC scn SCN re S s B B* b b* f F f* Tj TJ ' \" Do gs"
DEEPEST = 8
"""Forms within forms are followed so far."""
FILLING, STROKING = "f F f* B B* b b*".split(), "S s B B* b b*".split()
SHOWING = ("Tj", "TJ", "'", '"')

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour as it is written: the family of its space, and its parts from 0 to 1."""

    space: str
    parts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something put on a page: ``kind`` is fill, line, text or picture.

    ``amount`` is the width of a line in points, or the least resolution of a picture in
    pixels an inch; 0 where it means nothing.
    """

    page: int
    kind: str
    ink: Ink
    amount: float = 0.0


@dataclass(slots=True)
class _State:
    matrix: Matrix = UNIT
    width: float = 1.0
    fill: Ink = Ink("DeviceGray", (0.0,))
    stroke: Ink = Ink("DeviceGray", (0.0,))

    def copy(self) -> _State:
        return _State(self.matrix, self.width, self.fill, self.stroke)


def marks_of(pdf: Any) -> Iterator[Mark]:
    """Everything that is put on the pages of an open pikepdf document, in order."""
    for number, page in enumerate(pdf.pages, 1):
        yield from _Reader(number).read(page.obj, page.resources, _State(), 0)


@dataclass(slots=True)
class _Reader:
    page: int
    thin: float = 0.0
    rectangles: list[tuple[float, float]] = field(default_factory=list)

    def read(self, content: Any, resources: Any, state: _State, depth: int) -> Iterator[Mark]:
        stack: list[_State] = []
        for step in pikepdf.parse_content_stream(content, OPERATORS):
            if not isinstance(step, pikepdf.ContentStreamInstruction):
                continue
            name, operands = str(step.operator), step.operands
            if name == "q":
                stack.append(state.copy())
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name == "Do":
                yield from self._thing(str(operands[0]), resources, state, depth)
            elif not _set(name, operands, resources, state):
                yield from self._painted(name, operands, state)

    def _painted(self, name: str, operands: Any, state: _State) -> Iterator[Mark]:
        if name == "re":
            a, b = _scale(state.matrix)
            self.rectangles.append((abs(float(operands[2])) * a, abs(float(operands[3])) * b))
            return
        if name in SHOWING:
            yield Mark(self.page, "text", state.fill)
            return
        if name in STROKING:
            yield Mark(self.page, "line", state.stroke, state.width * _mean(state.matrix))
        if name in FILLING:
            yield Mark(self.page, "fill", state.fill)
            for sides in self.rectangles:
                yield Mark(self.page, "bar", state.fill, min(sides))
        self.rectangles.clear()

    def _thing(self, name: str, resources: Any, state: _State, depth: int) -> Iterator[Mark]:
        thing = resources.get("/XObject", {}).get(name)
        if thing is None:
            return
        if thing.get("/Subtype") == "/Image":
            yield from self._picture(thing, resources, state)
        elif depth < DEEPEST:
            inner = state.copy()
            inner.matrix = _times(_matrix(thing.get("/Matrix", UNIT)), state.matrix)
            own = thing.get("/Resources", resources)
            yield from self.read(thing, own, inner, depth + 1)

    def _picture(self, image: Any, resources: Any, state: _State) -> Iterator[Mark]:
        across, up = _scale(state.matrix)
        if not across or not up:
            return
        ppi = min(72 * int(image.Width) / across, 72 * int(image.Height) / up)
        if image.get("/ImageMask", False):
            yield Mark(self.page, "picture", state.fill, ppi)
        else:
            space = family(image.get("/ColorSpace", pikepdf.Name.DeviceGray), resources)
            yield Mark(self.page, "picture", Ink(space, ()), ppi)


_DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}


def _set(name: str, operands: Any, resources: Any, state: _State) -> bool:
    """Take a change of state up; whether it was one."""
    low = name.lower()
    if name == "cm":
        state.matrix = _times(_matrix(operands), state.matrix)
    elif name == "w":
        state.width = float(operands[0])
    elif name == "gs":
        _graphics_state(resources.get("/ExtGState", {}).get(str(operands[0])), state)
    elif low in _DEVICE:
        _ink(name, Ink(_DEVICE[low], tuple(float(v) for v in operands)), state)
    elif low == "cs":
        _ink(name, Ink(family(operands[0], resources), ()), state)
    elif low in ("sc", "scn"):
        space = state.fill.space if name == low else state.stroke.space
        parts = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
        _ink(name, Ink(space, parts), state)
    else:
        return False
    return True


def _ink(name: str, ink: Ink, state: _State) -> None:
    if name.islower():
        state.fill = ink
    else:
        state.stroke = ink


def _graphics_state(given: Any, state: _State) -> None:
    if given is not None and "/LW" in given:
        state.width = float(given["/LW"])


def family(space: Any, resources: Any) -> str:
    """The family of a colour space, ICC profiles by the number of their parts."""
    named = resources.get("/ColorSpace", {}).get(str(space)) if _is_name(space) else None
    space = space if named is None else named
    if _is_name(space):
        return str(space)[1:]
    kind = str(space[0])[1:]
    if kind == "ICCBased":
        return {1: "DeviceGray", 3: "ICC RGB", 4: "DeviceCMYK"}.get(int(space[1].N), kind)
    if kind in ("Indexed", "Pattern") and len(space) > 1:
        return family(space[1], resources)
    if kind in ("Separation", "DeviceN"):
        return family(space[2], resources)
    return kind


def _is_name(space: Any) -> bool:
    return isinstance(space, pikepdf.Name)


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in values)
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _scale(m: Matrix) -> tuple[float, float]:
    return hypot(m[0], m[1]), hypot(m[2], m[3])


def _mean(m: Matrix) -> float:
    return sqrt(abs(m[0] * m[3] - m[1] * m[2]))
