"""Cross references (交叉引用): links to what the article, or another of the issue, holds."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.model.article import Article, Element
from kanyin.model.places import address, block_place, exact_place

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be referred to: its identifier in the issue, and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article under way: what can be referred to in it by name, and the file's lines.

    The article itself answers to the empty name.
    """

    article: Article
    targets: Mapping[str, Target]
    lines: Sequence[str]


def refer(drafts: Sequence[Draft], found: list[Diagnostic]) -> None:
    """Point every link at its target, in place; an empty one takes the target's label.

    Of what leads nowhere only the words are kept: a page cannot follow a relative path.
    """
    files: dict[str, Draft] = {}
    for draft in drafts:
        whole = posixpath.splitext(draft.article.file)[0]
        for name in (whole, posixpath.basename(whole)):
            files.setdefault(name, draft)
    for draft in drafts:
        _refer(draft, files, found)


def _refer(here: Draft, files: Mapping[str, Draft], found: list[Diagnostic]) -> None:
    seen: Counter[tuple[Place, str]] = Counter()
    for link in (a for tree in here.article.trees for a in tree.iter("a")):
        href = link.get("href", "")
        if not href or _SCHEME.match(href) or link.get("class") == "noteref":
            continue
        path, _, name = href.partition("#")
        there = _article(unquote(path), here, files)
        target = there.targets.get(unquote(name)) if there else None
        block = block_place(here.article.file, link)
        seen[block, href] += 1
        if there and target:
            _point(link, f"{'' if there is here else there.article.id}#{target.id}", target.label)
            continue
        place = exact_place(block, address(href), here.lines, seen[block, href])
        found.append(remark("M141" if _is_empty(link) else "M142", place, id=unquote(href)[:120]))
        del link.attrib["href"]


def _article(path: str, here: Draft, files: Mapping[str, Draft]) -> Draft | None:
    """The manuscript at a path, as seen from another; of an imported page the stem is kept."""
    if not path:
        return here
    near = posixpath.join(posixpath.dirname(here.article.file), path)
    whole = posixpath.splitext(posixpath.normpath(near))[0]
    return files.get(whole) or files.get(posixpath.basename(whole))


def _point(link: Element, href: str, label: str) -> None:
    link.set("href", href)
    if _is_empty(link):
        link.text = label
        link.set("class", "xref")


def _is_empty(link: Element) -> bool:
    return len(link) == 0 and not (link.text or "").strip()
