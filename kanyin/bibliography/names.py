"""How those responsible are named (GB/T 7714—2015 8.1, GB/T 7714—2025 7.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanyin.bibliography.item import CJK, Name

MOST = 3
"""Names that are all given; of more, the first three (2015 8.1.2, 2025 7.1.2)."""
AND_OTHERS = {"zh": "等", "ja": "等", "ko": "等", "ru": "и др."}
ANONYMOUS = {"zh": "佚名", "ja": "佚名"}
TRANSLATED = {"zh": "译", "ja": "译"}


def listed(names: Sequence[Name], lang: str, comma: str, *, capitals: bool) -> str:
    """Up to three names and “等” in the language of the entry; ``capitals`` for family names."""
    shown = [written(name, capitals=capitals) for name in names[:MOST]]
    more = [AND_OTHERS.get(lang, "et al.")] if len(names) > MOST else []
    return comma.join(each for each in shown + more if each)


def written(name: Name, *, capitals: bool) -> str:
    """Family name first, given names as initials without stops: KNUTH D E, Park J-R.

    Bodies, and names in Han, kana or hangul, stand as they are. The edition of 2025 keeps
    the case of the family name and the hyphen between initials.
    """
    if name.literal or CJK.search(name.family + name.given):
        return name.literal or name.family + name.given
    family = name.family.upper() if capitals else name.family
    parts = (family, initials(name.given, hyphen=not capitals), name.particle, name.suffix.rstrip("."))  # fmt: skip
    return " ".join(part for part in parts if part)


def initials(given: str, *, hyphen: bool) -> str:
    """``J R`` for “Jung-Ran”, or ``J-R`` where hyphens are kept; ``J M`` for “JM”."""
    shown = " ".join(_initial(part) for part in re.split(r"(?<=-)|[\s.]+", given) if part)
    return shown.replace("- ", "-" if hyphen else " ")


def _initial(part: str) -> str:
    name = part.rstrip("-")
    letters = " ".join(name) if name.isupper() and len(name) <= 3 else name[:1].upper()
    return letters + part[len(name) :]


def called(names: Sequence[Name], lang: str) -> str:
    """The name by which a text cites an entry: 沈听澜 等, Knuth et al. (2015 10.2.1, 2025 9.3.1)."""
    if not names:
        return ANONYMOUS.get(lang, "Anon")
    first = names[0].literal or names[0].family
    whole = written(names[0], capitals=False) if CJK.search(first) else first
    return f"{whole} {AND_OTHERS.get(lang, 'et al.')}" if len(names) > 1 else whole
