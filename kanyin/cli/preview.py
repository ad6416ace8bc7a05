"""``preview``: make the web edition and show it in the browser."""

from __future__ import annotations

import webbrowser
from dataclasses import replace
from pathlib import Path

from kanyin.cli.build import SOURCE, make
from kanyin.cli.voice import Voice
from kanyin.cli.wishes import Wishes
from kanyin.diagnostics import PressError, remark


def preview(wishes: Wishes, voice: Voice) -> int:
    """Build the web edition once and serve it until Ctrl-C; by default of the last issue."""
    from kanyin.workspace import issues_under

    paths = wishes.paths or issues_under(SOURCE)[-1:]
    work = make(replace(wishes, paths=paths, editions=("web",)), voice)
    made = [r.id for r in work.results for edition in r.editions if edition.name == "web"]
    if not made:
        raise PressError(remark("B131"))
    _serve(Path(wishes.out or "build", made[0], f"{made[0]}.web"), wishes, voice)
    return 0


def _serve(folder: Path, wishes: Wishes, voice: Voice) -> None:
    from kanyin.preview import serve
    from kanyin.workspace import DiskFolder
    from kanyin.workspace.names import refusal

    def opened(url: str) -> None:
        voice.say("serving", url=url)
        if wishes.browser:
            webbrowser.open(url)

    try:
        serve(DiskFolder(folder), wishes.port, opened)
    except OSError as error:
        raise refusal("B129", str(wishes.port), error) from None
