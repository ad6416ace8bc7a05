"""Words: preferred forms, frequent confusions, what stands twice (data/proof_words.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kanyin.proof.rule import HAN, Check, Finding, Rule, Text
from kanyin.proof.tables import table

_HAN = re.compile(f"[{HAN}]")
_LONG, _PARAGRAPH = 12, 30
"""Characters of a sentence, and of a paragraph, that do not come twice by chance."""


@cache
def _groups(key: str) -> Mapping[str, str]:
    """Each form to be replaced, with the one that replaces it."""
    rows = (line.split() for line in table("words")[key].split("\n") if line)
    return {form: row[0] for row in rows for form in row[1:]}


@cache
def _form(key: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = table("words")[key] if key == "redundant" else _groups(key)
    return re.compile("|".join(sorted(words, key=len, reverse=True))), words


def listed(key: str) -> Check:
    """A check of the words that a table of the data file would replace."""

    def check(text: Text) -> Iterator[Finding]:
        form, words = _form(key)
        for m in form.finditer(text.prose):
            if not _is_chance(text.prose, m) and not text.in_name(m.start()):
                full = words[m[0]]
                yield Finding(m.start(), m.end(), full, {"mark": m[0], "full": full})

    return check


def _is_chance(prose: str, m: re.Match[str]) -> bool:
    """Whether the characters belong to a longer word that the table of guards has."""
    for longer in table("words")["guards"].get(m[0], ()):
        start = m.start() - longer.index(m[0])
        if start >= 0 and prose.startswith(longer, start):
            return True
    return False


_APART = re.compile("的的确|对对|我我|他他|你你|她她|在在|是是非|了了|和和气|就就")
"""Words in which a function word does stand twice."""


@cache
def _doubled() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What stands twice, and before which characters it may."""
    before = {row[0]: row[1:] for row in table("words")["doubled"].split()}
    several = "|".join(word + word for word in table("words")["doubled_words"].split())
    return re.compile(rf"([{''.join(before)}])\1(?!\1)|{several}"), before


def doubled(text: Text) -> Iterator[Finding]:
    """A function word twice in a row, also across markup and line ends."""
    form, before = _doubled()
    prose = text.prose
    for m in form.finditer(prose):
        word = m[0][: len(m[0]) // 2]
        meant = prose[max(m.start() - 1, 0)] in before.get(word, "") or _APART.match(
            prose, m.start()
        )
        if not meant and not _stammers(prose, m):
            yield Finding(m.start(), m.end(), word, {"mark": m[0], "full": word})


def _stammers(prose: str, m: re.Match[str]) -> bool:
    """Whether someone speaks: right behind a quotation mark words may come twice."""
    return prose[max(m.start() - 1, 0)] in "“‘「『…—" or prose[m.end() : m.end() + 1] in "…—"


_RUN = re.compile(rf"([{HAN}]{{4,20}})\1")


def runs(text: Text) -> Iterator[Finding]:
    """Four characters or more twice in a row."""
    for m in _RUN.finditer(text.prose):
        half = m[1]
        if len(set(half)) > 3 and not re.search(rf"{re.escape(half[:1])}.*{re.escape(half[:1])}", half):  # fmt: skip
            yield Finding(m.start(), m.end(), half, {"mark": m[0], "full": half})


_SENTENCE = re.compile(r"[^。！？\n]++(?:[。！？]”?)?")
"""A match wherever it begins, or a text without stops would be read again from each character."""


def sentences(text: Text) -> Iterator[Finding]:
    """A sentence that is there twice in a row."""
    for passage in text.of("paragraph", "item", "quote", "field", "note"):
        before = ""
        for m in _SENTENCE.finditer(text.prose, passage.start, passage.end):
            if m[0] == before and len(before) >= _LONG:
                yield Finding(m.start(), m.end(), "", {"mark": before[:_LONG]})
            before = m[0]


def paragraphs(text: Text) -> Iterator[Finding]:
    """A paragraph that is there twice."""
    seen: dict[str, int] = {}
    for passage in text.of("paragraph"):
        words = text.words(passage)
        if len(_HAN.findall(words)) < _PARAGRAPH:
            continue
        if words in seen:
            yield Finding(passage.start, passage.end, None, {"line": seen[words]})
        seen.setdefault(words, text.spot(passage.start)[0])


def terms(text: Text) -> Iterator[Finding]:
    """A form that the office does not want (``terms.yaml``)."""
    for term in text.terms:
        for m in re.finditer(re.escape(term.avoid), text.prose):
            if not _is_part_of(text.prose, m, term.use):
                yield Finding(m.start(), m.end(), term.use, {"mark": term.avoid, "full": term.use})


def _is_part_of(prose: str, m: re.Match[str], whole: str) -> bool:
    """Whether the unwanted form is only a part of the one that is wanted."""
    at = whole.find(m[0])
    return at >= 0 and m.start() >= at and prose.startswith(whole, m.start() - at)


RULES = (
    Rule("P401", listed("variants"), "", "safe"),
    Rule("P402", listed("confusions"), "character", "safe"),
    Rule("P403", doubled, "character", "unsafe", hant=True),
    Rule("P404", runs, "character", "unsafe", hant=True),
    Rule("P405", sentences, "word", "unsafe", hant=True),
    Rule("P406", paragraphs, "word", hant=True),
    Rule("P407", listed("redundant"), "", "unsafe"),
    Rule("P411", terms, "word", "unsafe", hant=True),
)
