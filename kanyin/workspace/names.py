"""Names on disk: which are safe on every system, and what the system says of others."""

from __future__ import annotations

import errno
import re
import unicodedata

from kanyin.diagnostics import Place, PressError, remark
from kanyin.model.scripts import HAN

_NOT_IN_SLUG = re.compile(rf"[^A-Za-z0-9_{HAN}]+")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Names that Windows keeps for devices, with any suffix."""

LONGEST = 60
"""Characters of a slug: with ``.screen.pdf`` still below 255 bytes in UTF-8."""

_PROBLEMS = {
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EROFS: ("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "part of the path is not a folder"),
    errno.EEXIST: ("路径中有一段不是文件夹", "part of the path is not a folder"),
    errno.EISDIR: ("那是一个文件夹", "it is a folder"),
    errno.EADDRINUSE: ("已被别的程序占用", "another program uses it"),
}


def slug(stem: str) -> str:
    """A safe name: ASCII letters and digits, ``-``, ``_`` and Han; the rest becomes ``-``."""
    text = _NOT_IN_SLUG.sub("-", unicodedata.normalize("NFKC", stem)).strip("-")
    text = text[:LONGEST].rstrip("-") or "article"
    return f"_{text}" if _DEVICE.fullmatch(text) else text


def is_safe_name(name: str) -> bool:
    """Whether a name is one ordinary path component on every system."""
    if not name or not name.isprintable() or len(name.encode()) > 240:
        return False
    edges = name[0] not in ".- " and name[-1] not in ". "
    return edges and not _FORBIDDEN.search(name) and not _DEVICE.fullmatch(name)


def distinct(names: list[str]) -> list[str]:
    """The names, a repeated one with ``-2``, ``-3`` …; disks may fold case."""
    taken: set[str] = set()
    result = []
    for name in names:
        tries = (name if n == 1 else f"{name}-{n}" for n in range(1, len(names) + 1))
        free = next(each for each in tries if each.casefold() not in taken)
        taken.add(free.casefold())
        result.append(free)
    return result


def refusal(code: str, path: str, error: OSError, place: Place | None = None) -> PressError:
    """The system's refusal as a remark."""
    plain = error.strerror or type(error).__name__
    zh, en = _PROBLEMS.get(error.errno or 0, (plain, plain))
    return PressError(remark(code, place, path=path, problem=zh, problem_en=en))
