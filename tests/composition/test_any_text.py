"""Any text at any measure: paragraphs nobody would write, with everything that may nest.

``pytest -m slow`` sets all 5,000 of them; the usual run sets the first ones. A paragraph
that fails is found again by its seed: ``sample(seed)`` in ``random_text``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pytest
from random_text import Sample, sample, setting
from set_pages import SetLine, lines_in, render

from kanyin.editions.engine.composer_job import NOTICEABLE

NEVER_FIRST = "，、；：。？！”’》）」】～·[],)％"
HANGING = "，、；：。．"
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
    anyhow: bool

    def __repr__(self) -> str:
        return f"seed {self.seed} at {self.sample.measure} em"

    def breaks(self) -> Iterator[tuple[SetLine, SetLine]]:
        """Lines that follow each other without a forced break between them."""
        at = 0
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            at = self.sample.text.index(line.text, at) + len(line.text)
            if self.sample.text[at : at + 2].lstrip(" ")[:1] != "\n":
                yield line, following


def typeset(seeds: range, anyhow: bool = False) -> list[Set]:
    """All the paragraphs in one document, each in a block of its own measure."""
    samples = [sample(seed) for seed in seeds]
    usual = "style='text-indent:2em;"
    body = "".join(
        f"<p id='s{n}' {setting(n) if anyhow else usual}width:{s.measure}em'>{s.html}</p>"
        for n, s in zip(seeds, samples, strict=True)
    )
    document, job = render(body, 80)
    assert job is not None
    lines = defaultdict(list)
    for line in lines_in(document):
        lines[line.element.get("id")].append(line)
    unfilled = {one.text: one.missing for one in job.unfilled.values()}
    return [
        Set(n, s, lines[f"s{n}"], unfilled, anyhow) for n, s in zip(seeds, samples, strict=True)
    ]


def batches(count: int, usual: int, anyhow: bool) -> list[object]:
    """Seeds by 250, of which the first ``usual`` belong to the usual run."""
    return [
        pytest.param(
            (range(n, n + 250), anyhow),
            marks=[pytest.mark.slow] if n >= usual else [],
            id=f"{n} anyhow" if anyhow else f"{n}",
        )
        for n in range(0, count, 250)
    ]


@pytest.fixture(scope="module", params=batches(5000, 500, False) + batches(2500, 250, True))
def paragraphs(request: pytest.FixtureRequest) -> list[Set]:
    """Paragraphs as books have them; and *anyhow*: in any language, with any option."""
    return typeset(*request.param)


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
            hangs = one.anyhow and line.text[-1:] in tuple(HANGING)
            known = hangs or UNBREAKABLE.fullmatch(line.text)
            assert line.short > -FLUSH or known, (one, line)


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
        if one.sample.plain and one.sample.measure >= ENOUGH and not one.anyhow
        for line, _ in one.breaks()
        if abs(line.short) >= FLUSH
    ]
    assert all(line.words.replace("\ufffc", "") in one.unfilled for one, line in short), short
    assert len(short) <= 2, short  # a heap of marks that may neither end nor begin a line


def test_a_line_that_is_not_flush_is_reported(paragraphs: list[Set]) -> None:
    for one in paragraphs:
        if any(HAN.search(line.words) for line in one.lines) and not one.anyhow:
            for line, _ in one.breaks():
                reported = line.words.replace("\ufffc", "") in one.unfilled
                assert line.short < NOTICEABLE + FLUSH or reported, (one, line)


@pytest.mark.parametrize(
    "box",
    [
        "<div style='float:left;clear:both' id='{}'>{}</div>",
        "<div><div style='display:inline-block' id='{}'>{}</div></div>",
        "<div style='display:flex'><div id='{}'>{}</div></div>",
        "<table><tr><td id='{}'>{}</td></tr></table>",
    ],
    ids=["float", "inline-block", "flex", "table"],
)
def test_a_box_that_shrinks_to_fit_holds_its_text_on_one_line(box: str) -> None:
    """All there is between forced breaks: the width measured is the width set."""
    samples = {f"s{seed}": sample(seed) for seed in range(80)}
    document, _ = render("".join(box.format(n, s.html) for n, s in samples.items()), 400)
    lines = defaultdict(list)
    for line in lines_in(document, inner=True):
        lines[line.element.get("id")].append(line)
    for name, one in samples.items():
        assert len(lines[name]) == 1 + one.text.rstrip("\n").count("\n"), name
        assert all(line.short > -FLUSH for line in lines[name]), name


def test_cells_of_a_table_hold_their_words_however_narrow() -> None:
    samples = {f"s{seed}": sample(seed) for seed in range(120)}
    rows = [list(samples.items())[n : n + 3] for n in range(0, len(samples), 3)]
    cells = (
        "".join(f"<td style='padding:2px' id='{n}'>{s.html}</td>" for n, s in row) for row in rows
    )
    body = "".join(f"<table style='border-spacing:0'><tr>{row}</tr></table>" for row in cells)
    document, _ = render(body, 30)
    found = list(lines_in(document))
    assert all(line.short > -FLUSH for line in found)
    text = "".join(line.text for line in found if line.element.get("id") in samples)
    assert len(text.replace(" ", "")) == sum(
        len(re.sub(r"\s", "", one.text)) for one in samples.values()
    )


def test_the_same_text_is_set_the_same_way() -> None:
    once, again = typeset(range(40)), typeset(range(40))
    assert [[line.text for line in one.lines] for one in once] == [
        [line.text for line in one.lines] for one in again
    ]


def test_what_is_read_back_from_the_pdf_is_what_was_written() -> None:
    """Not one space more, between Han and Latin neither. Spaces that padding makes are no
    concern here, nor the interpunct (see ``test_drawn``)."""
    samples = [s for s in map(sample, range(400)) if not NOT_READ.search(s.html + s.text)]
    assert len(samples) > 50
    body = "".join(f"<p style='width:{s.measure}em'>{s.html}</p>" for s in samples)
    page = pypdfium2.PdfDocument(render(body, 45, height=60_000)[0].write_pdf())[0]
    read = page.get_textpage().get_text_range().replace("\ufffe", "").splitlines()
    source = "".join(s.text for s in samples)
    assert "".join(read).replace(" ", "") == source.replace(" ", "")
    assert [line for line in read if line.strip() not in source] == []


NOT_READ = re.compile("inline-block|<br>|padding|margin|·")
