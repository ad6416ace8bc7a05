"""Who edited, proofread, translated, photographed: in every form manuscripts print it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kanyin.diagnostics import Diagnostic, remark
from kanyin.ingest.text.names import could_be_name, tokens
from kanyin.ingest.text.page import (
    DROPPED,
    NOTHING,
    Claim,
    Finding,
    Found,
    Line,
    Page,
    drop,
    take,
)
from kanyin.ingest.text.script import HAN, has_han, is_prose, squeeze
from kanyin.ingest.text.tables import credit_labels, credit_prefixes, spaced_pattern
from kanyin.ingest.text.zones import margins_of
from kanyin.model.article import Credit

_GLUED = re.compile(
    r"(?<=[。！？”）!?)])(?:[ \t　]{2,}(?=[^。]{4,40}$)"
    r"|[ \t　]*(?=[（(【［\[][^。（(【［\[]{4,40}[）)】］\]]$))"
)
_CONTACT = re.compile(
    r"[ 　]+(?:电子信箱|电子邮箱|投稿邮箱|邮箱|信箱|E-?mail|热线|电话)[：:].{4,60}$"
)
_CODE_SUFFIX = re.compile(r"_[A-Za-z]+\d*$")
_BRACKETS = "（(【［[〔）)】］]〕"
_PHOTO = re.compile(
    f"(?:图[/／]|[　 （(。])(?P<names>[{HAN}]{{2,4}}|[{HAN}][ 　]+[{HAN}])[ 　]*[/／]?(?P<label>摄|供图)[）)]?$"
)
_PHOTO_LINE = re.compile("[（(]?(?:摄影|摄|供图|图)[:：/／]")
_UNNAMED = frozenset(["受访者", "资料图", "本刊", "本报"])


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    role: str
    text: str


@cache
def _label() -> re.Pattern[str]:
    prefixes = "|".join(map(re.escape, credit_prefixes()))
    labels = spaced_pattern(credit_labels())
    return re.compile(
        rf"(?:^|(?<=[ \t　{re.escape(_BRACKETS)}]))(?P<label>(?:{prefixes})?(?P<bare>{labels}))"
        rf"(?:[ \t　]*[】］\]][ \t　]*[:：]?|[ \t　]*[:：/／][ \t　]*|[ \t　]+|(?<=[/／　])|$)"
    )


def read_credits(text: str) -> tuple[_Part, ...]:
    """The labels of a line with what follows each; nothing when the line is something else."""
    bare = _CONTACT.sub("", text.strip().rstrip("＊*")).strip()
    matches = list(_label().finditer(bare))
    if not matches or bare[: matches[0].start()].strip(_BRACKETS + " \t　"):
        return ()
    ends = [m.start() for m in matches[1:]] + [len(bare)]
    parts = tuple(
        _Part(m["label"], _role(m), _unwrapped(bare[m.end() : end]))
        for m, end in zip(matches, ends, strict=True)
    )
    return parts if all(_names_only(part.text) for part in parts) else ()


def _unwrapped(text: str) -> str:
    """Names without the bracket that closes the credits; a link keeps its own."""
    bare = text.strip(" \t　;；，,")
    return bare if bare.startswith("[") and "]" in bare[1:] else bare.strip(_BRACKETS + " 　")


def _role(match: re.Match[str]) -> str:
    known = credit_labels()
    whole, bare = squeeze(match["label"]), squeeze(match["bare"])
    for word in (whole, bare, bare + "　", bare + " "):
        if word in known:
            return known[word]
    return known[match["bare"]]


def _names_only(text: str) -> bool:
    found = tokens(_CODE_SUFFIX.sub("", text))
    return 0 < len(found) <= 8 and len("".join(found)) <= 60 and all(_plausible(t) for t in found)


def _plausible(token: str) -> bool:
    latin = re.fullmatch(r"[A-Za-z0-9_.\- ]{2,30}", token) is not None
    return could_be_name(token) or token in _UNNAMED or latin


def credits(page: Page) -> Found:
    """Lines of credits above and below the text."""
    edge = margins_of(page)
    found = NOTHING
    for line in page.free:
        if line.number in edge and (parts := read_credits(line.bare)):
            found += _line(page, line, parts)
    return found


def _line(page: Page, line: Line, parts: tuple[_Part, ...]) -> Found:
    findings: list[Finding] = []
    remarks: list[Diagnostic] = []
    for part in parts:
        names = tuple(t for t in tokens(_CODE_SUFFIX.sub("", part.text)) if _is_person(t, part))
        if not names:
            remarks.append(remark("I108", page.place(line.span), text=line.bare))
            continue
        findings.append(_finding(part, names, line))
    if not findings:
        return Found((drop(line, "account of the site"),), (), tuple(remarks))
    return Found((take(line, "credits"),), tuple(findings), tuple(remarks))


def _is_person(token: str, part: _Part) -> bool:
    """An account such as admin or DF533 is no person; a linked name may be Latin."""
    return has_han(token) or " " in token or part.text.startswith("[")


def _finding(part: _Part, names: tuple[str, ...], line: Line) -> Finding:
    label = part.label.strip(" 　/／")
    why = f"labelled {label}, line {line.number}"
    if part.role == "author":
        return Finding("author_line", why, value="、".join(names))
    return Finding("credits", why, value=Credit(part.role, label, names))


def named_in(text: str, line: Line) -> tuple[Finding, ...]:
    """The credits of a list that stands inside a line (责任编辑：×××，特约审校：×××)."""
    parts = read_credits(re.sub("[，,；;]", "　", text)) if text else ()
    return tuple(_finding(part, tokens(part.text), line) for part in parts)


def photo_credit_lines(page: Page) -> Found:
    """摄影：×× right below a short line: the line above is a caption."""
    found = NOTHING
    for above, line in pairwise(page.free):
        if line.number != above.number + 1 or not _PHOTO_LINE.match(line.bare):
            continue
        parts = read_credits(line.bare) if len(above.bare) <= 60 else ()
        if parts and not is_prose(above.text):
            caption = Finding("caption_line", f"above line {line.number}", value=above.number)
            found += _line(page, line, parts) + Found(findings=(caption,))
    return found


def glued_credit(page: Page) -> Found:
    """编辑：×× after a wide gap at the end of the last paragraph."""
    for line in reversed(page.free[-12:]):
        match = _GLUED.search(line.text)
        parts = read_credits(line.text[match.end() :]) if match else ()
        if match and parts and re.search("[:：/／]", line.text[match.end() :]):
            gap = Claim(line.start + match.start(), line.start + match.end(), DROPPED, "gap")
            gaps = (gap,) if match.end() > match.start() else ()
            credit = Claim(line.start + match.end(), line.end, "credits", "")
            findings = tuple(_finding(p, tokens(p.text), line) for p in parts)
            return Found((*gaps, credit), findings)
    return NOTHING


def photographers(page: Page) -> Found:
    """×× 摄 at the end of a caption; the words stay where they are."""
    findings = []
    for line in page.free:
        match = _PHOTO.search(line.bare) if len(line.bare) <= 90 else None
        if match:
            role = "photographer" if match["label"] == "摄" else "photo-source"
            credit = Credit(role, match["label"], tokens(match["names"]))
            findings.append(Finding("credits", f"caption, line {line.number}", value=credit))
    return Found(findings=tuple(findings))
