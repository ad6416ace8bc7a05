"""Any text at any measure: paragraphs nobody would write, with everything that may nest.

``pytest -m slow`` sets all 5,000 of them; the usual run sets the first ones. A paragraph
that fails is found again by its seed: ``sample(seed)`` in ``random_text``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from random_text import Sample, sample
from set_pages import SetLine, lines_in, render

from kanyin.editions.engine.composer_job import NOTICEABLE

NEVER_FIRST = "，、；：。？！”’》）」】～·[]"
NEVER_LAST = "“‘《（「【"
FLUSH = 0.02
"""In em: less is not seen, and not measured (pixels are rounded)."""
ENOUGH = 17.5
"""From this measure on, in em, Chinese by itself always fills its lines."""
HAN = re.compile("[\u4e00-\u9fff]")
UNBREAKABLE = re.compile(r"[A-Za-z]{8,}[，、；：。？！”’》）」】]*")
"""A word with the marks that stay with it; only this may be longer than a short line."""


@dataclass(frozen=True)
class Set:
    """A paragraph and the lines it was set in, with what the composer says they lack."""

    seed: int
    sample: Sample
    lines: list[SetLine]
    unfilled: dict[str, float]

    def __repr__(self) -> str:
        return f"seed {self.seed} at {self.sample.measure} em"

    def breaks(self) -> Iterator[tuple[SetLine, SetLine]]:
        """Lines that follow each other without a forced break between them."""
        at = 0
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            at = self.sample.text.index(line.text, at) + len(line.text)
            if self.sample.text[at : at + 2].lstrip(" ")[:1] != "\n":
                yield line, following


def typeset(seeds: range) -> list[Set]:
    """All the paragraphs in one document, each in a block of its own measure."""
    samples = [sample(seed) for seed in seeds]
    body = "".join(
        f'<p id="s{n}" style="width:{s.measure}em;text-indent:2em">{s.html}</p>'
        for n, s in zip(seeds, samples, strict=True)
    )
    document, job = render(body, 45)
    assert job is not None
    lines = defaultdict(list)
    for line in lines_in(document):
        lines[_paragraph_of(line)].append(line)
    unfilled = {one.text: one.missing for one in job.unfilled.values()}
    return [Set(n, s, lines[f"s{n}"], unfilled) for n, s in zip(seeds, samples, strict=True)]


def _paragraph_of(line: SetLine) -> str:
    element = line.element
    while element.get("id") is None:
        element = element.getparent()
    return str(element.get("id"))


BATCHES = [
    pytest.param(range(n, n + 250), marks=[pytest.mark.slow] if n >= 750 else [], id=f"{n}")
    for n in range(0, 5000, 250)
]


@pytest.fixture(scope="module", params=BATCHES)
def paragraphs(request: pytest.FixtureRequest) -> list[Set]:
    return typeset(request.param)


def test_every_character_stands_once_and_in_order(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        rest = one.sample.text
        for line in one.lines:
            if not rest.startswith(line.text):
                rest = rest.lstrip(" \n")  # a line's end swallows spaces, and a forced break
            assert rest.startswith(line.text), (one, line.text, rest[:30])
            rest = rest[len(line.text) :]
        assert not rest.strip(), (one, rest)


def test_no_line_is_wider_than_its_measure(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        for line in one.lines:
            assert line.short > -FLUSH or UNBREAKABLE.fullmatch(line.text), (one, line)


def test_no_line_begins_with_what_may_not_begin_it(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        for _, line in one.breaks():
            assert line.text[:1] not in tuple(NEVER_FIRST), (one, line.text)


def test_no_line_ends_with_what_may_not_end_it(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        for line, _ in one.breaks():
            assert line.text[-1:] not in tuple(NEVER_LAST), (one, line.text)


def test_dashes_and_ellipses_stay_together(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        for line, following in one.breaks():
            pair = line.text[-1:] + following.text[:1]
            assert pair not in ("——", "……"), (one, line.text, following.text)


def test_every_line_of_chinese_is_flush(paragraphs: list[Set]) -> None:
    short = [
        (one, line)
        for one in paragraphs
        if one.sample.plain and one.sample.measure >= ENOUGH
        for line, _ in one.breaks()
        if abs(line.short) >= FLUSH
    ]
    assert all(line.words in one.unfilled for one, line in short), short
    assert len(short) <= 2, short  # a heap of marks that may neither end nor begin a line


def test_a_line_that_is_not_flush_is_reported(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        if any(HAN.search(line.words) for line in one.lines):
            for line, _ in one.breaks():
                reported = line.words in one.unfilled
                assert line.short < NOTICEABLE + FLUSH or reported, (one, line)


def test_the_same_text_is_set_the_same_way() -> None:
    once, again = typeset(range(40)), typeset(range(40))
    assert [[line.text for line in one.lines] for one in once] == [
        [line.text for line in one.lines] for one in again
    ]
