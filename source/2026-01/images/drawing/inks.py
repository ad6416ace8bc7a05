"""The inks of the issue: six colours, and the tones they make on or under one another."""

from typing import Final

Ink = int

SWATCHES: Final[tuple[str, ...]] = (
    "1d1d1b",
    "f3ead8",
    "b5482f",
    "2f6f73",
    "d9a441",
    "8a8f8d",
    "17343a",
    "22525a",
    "a8beb5",
    "ecd29c",
    "7b3527",
    "c9c6b8",
    "2b4f81",
)

INK: Final = 0
PAPER: Final = 1
BRICK: Final = 2
TEAL: Final = 3
OCHRE: Final = 4
GREY: Final = 5
NIGHT: Final = 6  # teal under a heavy ink
DUSK: Final = 7  # teal under a light ink
MIST: Final = 8  # thin teal on paper
WHEAT: Final = 9  # thin ochre on paper
RUST: Final = 10  # brick under ink
ASH: Final = 11  # thin grey on paper
BLUE: Final = 12  # enamel, the one thing here that is not print


def rgb(ink: Ink) -> tuple[int, int, int]:
    """The red, green and blue of an ink, 0 to 255."""
    value = int(SWATCHES[ink], 16)
    return value >> 16, value >> 8 & 255, value & 255


def css(ink: Ink) -> str:
    """The ink as an SVG colour."""
    return f"#{SWATCHES[ink]}"
