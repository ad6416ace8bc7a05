"""Hostile manuscripts: each through the command line, each held against what it must give.

The manuscripts lie beside the repository (``../shared/hostile``); its README says what the
words of its manifest mean. ``pytest -m slow`` runs those that take minutes.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from hostile_cases import CANARY, CASES, Case, cases, lay_out
from hostile_editions import Editions, squeezed
from hostile_run import STAGE, Run, press

ENOUGH_SECONDS = 60
"""For a case that gives itself no bound."""

PORT = 18999
RELATORS = {"author": "aut", "editor": "edt", "proofreader": "pfr"}

OTHERWISE = {
    "enc-fffd": "U+FFFD has no glyph, so the PDFs are blocked; EPUB and web come out",
    "uni-fullwidth": "half-width katakana have no glyph in the press's fonts",
}
"""Cases in which the press means to do otherwise than the manifest guesses, and why."""


def marks(case: Case) -> list[pytest.MarkDecorator]:
    slow = [pytest.mark.slow] if case.slow else []
    why = OTHERWISE.get(case.id)
    return [*slow, pytest.mark.xfail(reason=why, strict=True)] if why else slow


PARAMETERS = [pytest.param(case, id=case.id, marks=marks(case)) for case in cases()]


@pytest.mark.skipif(bool(PARAMETERS), reason="the hostile manuscripts are there")
def test_the_hostile_manuscripts_are_there() -> None:
    pytest.skip(f"!!! {CASES} is not there: NO hostile manuscript is tested")


@pytest.mark.parametrize("case", PARAMETERS)
def test_hostile(
    case: Case, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    entry = lay_out(case, desk)
    seconds = case.asserts.get("max_seconds", ENOUGH_SECONDS)
    with listener() if "no_network" in case.asserts else nullcontext([]) as callers:
        run = press(entry, desk, seconds)
    record_property("outcome", run.outcome)
    record_property("seconds", round(run.seconds, 1))
    record_property("megabytes", round(run.megabytes))
    editions = Editions(run.out)
    wrong = [*bounds(case, run), *always(run, editions, desk), *outcome(case, run)]
    wrong += said(case, run)
    wrong += texts(case, run, editions)
    wrong += markup(case, editions)
    wrong += records(case, editions)
    wrong += [f"something connected to port {PORT}" for _ in callers]
    assert not wrong, f"{case.why}\n  " + "\n  ".join(wrong) + f"\n--- said:\n{run.said[-4000:]}"


def bounds(case: Case, run: Run) -> Iterator[str]:
    """Time and memory."""
    if run.code < 0:
        yield f"ended after {run.seconds:.0f} s by signal {-run.code}"
    if run.megabytes > (most := case.asserts.get("max_rss_mb", 3000)):
        yield f"took {run.megabytes:.0f} MB, more than {most}"


def always(run: Run, editions: Editions, desk: Path) -> Iterator[str]:
    """What holds for every manuscript: no fault of the press, nothing strewn about."""
    if "Traceback" in run.said or "B901" in run.said or list(run.out.rglob("*.crash.txt")):
        yield "a fault of the press"
    for stray in run.strays:
        yield f"a file outside the output folder: {stray}"
    for stage in run.out.rglob(f"{STAGE}*"):
        if stage.name != f"{STAGE}cache":
            yield f"a half-written file: {stage.name}"
    yield from (f"not well-formed: {name}" for name in editions.ill_formed())
    yield from (f"an identifier twice: {id}" for id in editions.repeated_ids()[:5])
    yield from (f"a broken link: {link}" for link in editions.broken_links()[:5])
    yield from (f"a link in a link: {name}" for name in editions.nested_links())
    secret = (desk / CANARY / "secret.png").read_bytes()
    word = (desk / CANARY / "secret.txt").read_text("utf-8").strip()
    yield from (f"the canary is in {name}" for name in editions.canaries(secret, word))


def outcome(case: Case, run: Run) -> Iterator[str]:
    """The exit code, and whether it is explained."""
    allowed = {"OK", "OK_WARN", "ERROR"} if "BOUNDED" in case.outcomes else set(case.outcomes)
    if allowed & {"OK", "SANITIZED"}:
        allowed |= {"OK", "OK_WARN"}
    if run.outcome not in allowed:
        yield f"the outcome is {run.outcome}, not {' or '.join(sorted(case.outcomes))}"
    if run.code and not re.search(r"错误 [A-Z]\d{3}", run.said):
        yield f"it failed without a message, with code {run.code}"
    if not run.code and not list(run.out.glob("*/*.web/index.html")):
        yield "nothing was made"


def said(case: Case, run: Run) -> Iterator[str]:
    """What the remarks name."""
    for word in case.mentioned:
        if word not in run.remarks:
            yield f"no remark names {word}"
    line = case.asserts.get("stderr_line")
    if line and not re.search(
        rf"^[^ \n]+:{line}(:\d+)?: (错误|警告|建议)", run.remarks, re.MULTILINE
    ):
        yield f"no remark is on line {line}"
    if case.asserts.get("missing_glyph_reported") and "G10" not in run.remarks:
        yield "a missing glyph is not reported"


def texts(case: Case, run: Run, editions: Editions) -> Iterator[str]:
    """Words that must be, or must not be, in every edition."""
    wanted = [*case.asserts.get("text_contains", ())]
    if not run.code:
        wanted += case.asserts.get("text_contains_if_ok", ())
    for name, text in editions.texts.items():
        for words in wanted:
            if not _holds(
                text, words, paged=name.endswith(".pdf"), raw=case.entry.endswith(".txt")
            ):
                yield f"“{words}” is not in {name}"
        for words in case.asserts.get("text_not_contains", ()):
            if words in text:
                yield f"“{words}” is in {name}"


def _holds(text: str, words: str, *, paged: bool, raw: bool) -> bool:
    """Pages break lines anywhere; in raw text the width of punctuation is mended."""
    if raw:
        text, words = (unicodedata.normalize("NFKC", each) for each in (text, words))
    return squeezed(words) in squeezed(text) if paged else words in text


def markup(case: Case, editions: Editions) -> Iterator[str]:
    """Markup that must be there or must not; in sanitised text it may be quoted."""
    for words in case.asserts.get("html_contains", ()):
        if words not in editions.sources():
            yield f"{words} is not in the markup"
    for words in case.asserts.get("html_not_contains", ()):
        if words in editions.sources(text=case.expect != "SANITIZED"):
            yield f"{words} is in the markup"
    if (n := case.asserts.get("headings")) and editions.headings() not in (0, n):
        yield f"{editions.headings()} headings, not {n}"
    if (n := case.asserts.get("embedded_images")) is not None:
        for name, count in editions.pictures().items():
            if count != n and not (count == 0 and name.endswith("web")):
                yield f"{count} pictures in {name}, not {n}"
    if case.asserts.get("pdf_no_attachments"):
        yield from (f"{name} has an attachment" for name in editions.attachments())
    for name, pdf in editions.pdfs.items():
        if len(pdf.pages) > case.asserts.get("pdf_pages_max", 100_000):
            yield f"{name} has {len(pdf.pages)} pages"


def records(case: Case, editions: Editions) -> Iterator[str]:
    """Titles, people, and files that must not come to be."""
    meta = case.asserts.get("meta", {})
    if title := case.asserts.get("title") or meta.get("title"):
        for name, found in editions.titles().items():
            if found != title:
                yield f"the title of {name} is “{found}”"
    for key in RELATORS.keys() & meta.keys():
        if (found := editions.people(RELATORS[key])) != meta[key]:
            yield f"{key}: {found}, not {meta[key]}"
    for key in ("journal", "issue"):
        printed = editions.texts.get("web", "").replace("第", "")
        if (word := meta.get(key)) and printed and word not in printed:
            yield f"{key} “{word}” is not in the web edition"
    if (n := case.asserts.get("epub_creators")) and len(editions.creators()) != n:
        yield f"creators: {editions.creators()}"
    for name in case.asserts.get("no_file_created", ()):
        here = (editions.out, editions.out.parent, editions.out.parent / case.id)
        if any((folder / name).exists() for folder in here):
            yield f"{name} was made"


@contextmanager
def listener() -> Iterator[list[object]]:
    """Hears on the port that hostile addresses name; gives those who called."""
    callers: list[object] = []
    server = _bound_socket()
    server.listen()
    server.settimeout(0.2)
    done = threading.Event()

    def hear() -> None:
        while not done.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            connection.close()
            callers.append(address)

    thread = threading.Thread(target=hear)
    thread.start()
    try:
        yield callers
    finally:
        done.set()
        thread.join()
        server.close()


def _bound_socket() -> socket.socket:
    """The port; another test may hold it for a while."""
    deadline = time.monotonic() + 60
    while True:
        server = socket.create_server(("127.0.0.1", PORT), reuse_port=False) if _free() else None
        if server is not None:
            return server
        assert time.monotonic() < deadline, f"port {PORT} is taken"
        time.sleep(0.5)


def _free() -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return False
    return True
