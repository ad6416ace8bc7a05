"""Draw every picture of the issue: `python draw.py [name ...]`."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from drawing import block, sheet

HERE = Path(__file__).parent
PICTURES = {
    "cover": "cover",
    "market-dawn": "market",
    "stairwell": "stairwell",
    "watchmaker": "watchmaker",
    "platform": "platform",
}
DIAGRAMS = {
    "market-plan": "plan",
    "lift-section": "lift",
    "wok-heat": "wok",
    "street-signs": "signs",
}


def main(names: list[str], fine: int = block.FINE, where: Path = HERE) -> None:
    """Draw the named pictures, or all of them."""
    for name, module in PICTURES.items():
        if not names or name in names:
            cut: Callable[[int], block.Block] = import_module(f"drawing.{module}").draw
            block.save(cut(fine), where / f"{name}.png")
    for name, module in DIAGRAMS.items():
        if not names or name in names:
            sheet.write(import_module(f"drawing.{module}").draw(), where / f"{name}.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
