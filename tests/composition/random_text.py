"""Paragraphs of Chinese nobody would write, from a seed: the same seed, the same text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
PAUSES, STOPS = "，、；：", "。？！"
PAIRS = ("“”", "‘’", "《》", "（）", "「」", "【】")
WORDS = ("bridge", "in", "the", "Kanyin", "A", "WeasyPrint", "internationalization", "C", "café")
NUMBERS = ("2026", "3.14", "100%", "1,000", "12", "25℃", "7", "￥30", "16:30", "2024-05-06")
ADDRESSES = (
    "https://example.org/a/very/long/path/to/something.html?query=1&page=20#part-3",
    "www.example.com/2026/01/03",
)
MARKS = (
    "”“",
    "：“",
    "》（",
    "），",
    "。”",
    "？！",
    "、《",
    "。」",
    "》,",
    "”)",
    "12％；",
    "(",
    "” ",
)
TOGETHER = ("——", "……", "—", "～", "·")


@dataclass(frozen=True, slots=True)
class Sample:
    """A paragraph: its markup, what it says, its measure in em."""

    html: str
    text: str
    measure: float
    plain: bool


OPTIONS = {
    "--punctuation-style": ("quanjiao", "kaiming", "banjiao"),
    "--hanging-punctuation": ("none", "allow-end"),
    "--line-break": ("normal", "strict"),
    "--text-spacing-trim": ("normal", "trim-both"),
    "--line-fit": ("total", "greedy"),
    "text-align": ("justify", "justify", "left", "center", "right"),
    "text-align-last": ("auto", "justify", "center"),
    "text-indent": ("0", "2em", "-1em"),
    "font-family": ("Kanyin Song", "Kanyin Kai", "Kanyin Hei", "Kanyin FangSong"),
    "font-size": ("20px", "13.7px", "9px", "31px"),
}


def setting(seed: int) -> str:
    """A language and options for a paragraph, as the beginning of its attributes."""
    random = Random(seed)
    lang = random.choice(("zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "ja", "en"))
    chosen = ";".join(f"{name}:{random.choice(values)}" for name, values in OPTIONS.items())
    return f"lang='{lang}' style='{chosen};"


def sample(seed: int) -> Sample:
    """The paragraph of a seed; every third has neither markup nor Latin."""
    random = Random(seed)
    writer = _Writer(random, plain=seed % 3 == 0)
    for _ in range(random.randint(1, 14)):
        writer.clause(depth=0)
    measure = random.choice((8, 12, 15, 17.5, 20, 22.3, 25, 27, 30, 33.4, 38, 40))
    return Sample("".join(writer.html), "".join(writer.text), measure, writer.plain)


class _Writer:
    """Writes markup and what it says side by side."""

    def __init__(self, random: Random, plain: bool) -> None:
        self.random, self.plain = random, plain
        self.html: list[str] = []
        self.text: list[str] = []

    def say(self, words: str) -> None:
        self.html.append(escape(words, quote=False))
        self.text.append(words)

    def clause(self, depth: int) -> None:
        """A few words in any of the shapes below, and mostly a mark after them."""
        shapes = [self.han, self.han, self.quoted, self.joined]
        if not self.plain:
            shapes += [self.western, self.western, self.number, self.element, self.element]
            shapes += [self.note, self.address] if depth == 0 else []
            shapes += [self.box, self.line_break, self.picture, self.marks, self.anchor]
        self.random.choice(shapes)(depth)
        if self.random.random() < 0.5:
            self.say(self.random.choice(PAUSES if self.random.random() < 0.7 else STOPS))

    def han(self, depth: int) -> None:
        self.say("".join(self.random.choices(HAN, k=self.random.randint(1, 18))))

    def quoted(self, depth: int) -> None:
        left, right = self.random.choice(PAIRS)
        self.say(left)
        self.han(depth)
        if depth < 3:
            self.clause(depth + 1)
        self.say(right)

    def joined(self, depth: int) -> None:
        self.han(depth)
        self.say(self.random.choice(TOGETHER))
        self.han(depth)

    def western(self, depth: int) -> None:
        count = self.random.randint(1, 4)
        self.say(" ".join(self.random.choices(WORDS, k=count)))

    def number(self, depth: int) -> None:
        self.say(self.random.choice(NUMBERS))

    def address(self, depth: int) -> None:
        if self.random.random() < 0.3:
            self.wrapped('a href="x"', lambda: self.say(self.random.choice(ADDRESSES)))

    def note(self, depth: int) -> None:
        self.han(depth)
        self.wrapped("sup", lambda: self.say(f"[{self.random.randint(1, 30)}]"))

    def marks(self, depth: int) -> None:
        self.say(self.random.choice(MARKS))
        self.han(depth)

    def element(self, depth: int) -> None:
        if depth < 4:
            tag = self.random.choice(
                (
                    "b",
                    "em",
                    'a href="x"',
                    'span style="padding:0 3px"',
                    'span style="margin-left:5px"',
                    "code",
                    'span style="white-space:nowrap"',
                    'span style="font-size:.8em"',
                    'span style="font-family:Kanyin Hei"',
                    'span lang="en"',
                )
            )
            if "nowrap" in tag:
                self.wrapped(tag, lambda: self.say("".join(self.random.choices(HAN, k=4))))
            else:
                self.wrapped(tag, lambda: self.clause(depth + 1))

    def box(self, depth: int) -> None:
        short = "".join(self.random.choices(HAN, k=self.random.randint(1, 3)))
        self.wrapped('span style="display:inline-block;text-indent:0"', lambda: self.say(short))

    def picture(self, depth: int) -> None:
        self.html.append('<i style="display:inline-block;width:1em;height:1em"></i>')
        self.text.append("\ufffc")

    def anchor(self, depth: int) -> None:
        self.html.append(self.random.choice(("<a id='x'></a>", "<b><i></i></b>")))

    def line_break(self, depth: int) -> None:
        if self.random.random() < 0.2:
            self.html.append("<br>")
            self.text.append("\n")

    def wrapped(self, tag: str, inside: object) -> None:
        self.html.append(f"<{tag}>")
        inside()  # type: ignore[operator]
        self.html.append(f"</{tag.split()[0]}>")
