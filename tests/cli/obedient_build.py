"""A build that does what its manuscript says: ``!bug``, ``!error``, ``!proof`` …"""

import hashlib
import os
import re
import sys
import time
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import kanyin
from kanyin.diagnostics import Diagnostic, Place, PressError, catalogue, remark
from kanyin.files import Artifact


def _load_orders() -> None:
    """The press's own values of a build, without the engines that ``kanyin.build`` brings in."""
    name = "kanyin.build.orders"
    if name not in sys.modules:
        spec = spec_from_file_location(name, Path(kanyin.__file__).parent / "build/orders.py")
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])


_load_orders()
from kanyin.build.orders import (  # noqa: E402
    EDITIONS,
    USUAL,
    EditionRecord,
    Manuscript,
    Progress,
    Request,
    Result,
    Shelves,
)

__all__ = [
    "EDITIONS",
    "USUAL",
    "EditionRecord",
    "Manuscript",
    "Progress",
    "Request",
    "Result",
    "Shelves",
]

PATHS = {
    "print": "{}.print.pdf",
    "screen": "{}.screen.pdf",
    "epub": "{}.epub",
    "web": "{}.web/index.html",
}
REQUESTS: "list[Request]" = []


def build(
    manuscript: Manuscript,
    shelves: Shelves,
    request: Request,
    progress: Callable[[Progress], None],
    clock: Callable[[], float],
) -> Result:
    REQUESTS.append(request)
    began = clock()
    text = (manuscript.folder.read(manuscript.entry) or b"").decode()
    progress(Progress("read", 1, 2, "桥上的灯"))
    obey(text)
    own = re.search(r"^id: (.+)$", text, re.M)
    id = own[1] if own else manuscript.id_hint
    wanted = [e for e in request.editions if not ("!no-pdf" in text and e in ("print", "screen"))]
    made = tuple(artifact(id, e, text) for e in wanted)
    for page in range(1, 4):
        progress(Progress("print", page, 3))
    return Result(
        id=id,
        artifacts=made,
        editions=tuple(record(e, a) for e, a in zip(wanted, made, strict=True)),
        diagnostics=found(text, manuscript.name),
        page_list="print" if "print" in wanted else None,
        characters=len(text),
        timings={"read": clock() - began},
    )


def check(manuscript: Manuscript, shelves: Shelves, request: Request) -> Result:
    text = (manuscript.folder.read(manuscript.entry) or b"").decode()
    obey(text)
    remarks = found(text, manuscript.name)
    return Result(manuscript.id_hint, (), (), remarks, None, len(text), {})


def obey(text: str) -> None:
    if "!bug" in text:
        raise KeyError("secret")
    if "!press-error" in text:
        raise PressError(remark("B120", Place("a.txt"), limit=64))
    if "!interrupt" in text:
        raise KeyboardInterrupt
    if "!die" in text:
        os._exit(9)
    if "!slow" in text:
        time.sleep(60)


def artifact(id: str, edition: str, text: str) -> Artifact:
    return Artifact(PATHS[edition].format(id), "x", f"{edition}: {text}".encode())


def record(edition: str, made: Artifact) -> EditionRecord:
    digest = hashlib.sha256(made.data).hexdigest()
    pages = 48 if made.path.endswith("pdf") else None
    return EditionRecord(edition, made.path, digest, len(made.data), pages)


def found(text: str, name: str) -> tuple[Diagnostic, ...]:
    remarks = []
    if "!error" in text:
        remarks.append(remark("S102", Place(name, 1, 1), tag="!x"))
    if "!proof" in text:
        code = next(code for code in catalogue() if code.startswith("P"))
        remarks.append(Diagnostic(code, Place(name, 1, 2, 1, 4), Everything()))
    remarks += [remark("S103", Place(name, n, 1)) for n in range(1, 13) if "!many" in text]
    return tuple(remarks)


class Everything(dict[str, object]):
    """Arguments for any sentence."""

    def __missing__(self, key: str) -> str:
        return key
