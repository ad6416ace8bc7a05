"""Write ``kanyin/data/proof_characters.toml`` from the Unicode Character Database and OpenCC.

python tools/character_tables.py FOLDER     FOLDER holds Unihan_OtherMappings.txt.bz2 and
                                            EquivalentUnifiedIdeograph.txt (package unicode-data)
"""

from __future__ import annotations

import bz2
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

OUT = Path(__file__).resolve().parent.parent / "kanyin" / "data" / "proof_characters.toml"
KEPT = "著乾藉徵堃甯拚麴餘"
"""Not in the table, or in it for names only; right in some words, so never simply stray."""

USED = "着却吓卧咏叙恒况凉凑冲决减韵烟脚猪猫够厨厦厢衮删册污温凭秆"
"""Outside of Big5, and all the same used in traditional text, above all in Hong Kong."""

HEAD = """\
# Characters of simplified Chinese. Written by tools/character_tables.py; do not edit.
#
# standard: 通用规范汉字表（国发〔2013〕23 号）, the 8,105 characters in the order of the table,
#   after the property kTGH of Unihan (Unicode Character Database 15.0; Unicode License).
# stray: traditional and variant forms outside of that table, each with the form the table
#   has for it, after OpenCC's t2s (Apache-2.0).
# simplified: forms of that table that Big5 lacks, each with a traditional form, after
#   OpenCC's s2tw (Apache-2.0); several may have more than one.
# radicals: radicals encoded as symbols and the ideographs they stand for
#   (EquivalentUnifiedIdeograph.txt, Unicode Character Database 15.0; Unicode License).
"""


def standard(folder: Path) -> str:
    """The 8,105 characters in order."""
    text = bz2.decompress((folder / "Unihan_OtherMappings.txt.bz2").read_bytes()).decode()
    rows = re.findall(r"^U\+(\w+)\tkTGH\t2013:(\d+)", text, re.MULTILINE)
    return "".join(chr(int(code, 16)) for code, _ in sorted(rows, key=lambda row: int(row[1])))


def stray(known: str) -> Iterator[str]:
    """Pairs of a form outside the table and the one inside."""
    convert = OpenCC("t2s").convert
    inside = set(known)
    for number in (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0)):
        form = chr(number)
        new = convert(form)
        if form not in inside and form not in KEPT and new in inside:
            yield form + new


def simplified(known: str) -> Iterator[str]:
    """Pairs of a simplified form that the traditional set lacks (Big5), and its source."""
    convert = OpenCC("s2tw").convert
    for form in known:
        new = convert(form)
        try:
            form.encode("big5")
        except UnicodeEncodeError:
            if new != form and len(new) == 1 and form not in USED:
                yield form + new


def radicals(folder: Path) -> Iterator[str]:
    """Pairs of a radical and its ideograph."""
    text = (folder / "EquivalentUnifiedIdeograph.txt").read_text("utf-8")
    for first, last, new in re.findall(r"^(\w+)(?:\.\.(\w+))?\s*;\s*(\w+)", text, re.MULTILINE):
        for number in range(int(first, 16), int(last or first, 16) + 1):
            if 0x2E80 <= number <= 0x2FDF:
                yield chr(number) + chr(int(new, 16))


def table(name: str, parts: list[str], width: int) -> str:
    """A TOML string of several lines."""
    lines = (" ".join(parts[n : n + width]) for n in range(0, len(parts), width))
    return f'{name} = """\n' + "\n".join(lines) + '\n"""\n'


def main(folder: Path) -> None:
    """Write the file."""
    known = standard(folder)
    assert len(known) == 8105
    rows = [known[n : n + 50] for n in range(0, len(known), 50)]
    tables = (
        table("standard", rows, 1),
        table("stray", list(stray(known)), 25),
        table("simplified", list(simplified(known)), 25),
        table("radicals", list(radicals(folder)), 25),
    )
    OUT.write_text("\n".join((HEAD, *tables)), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
