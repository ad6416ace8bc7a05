"""The error rate (差错率) as far as a machine finds errors: it replaces no inspection.

报纸期刊质量管理规定（国新出发〔2020〕10 号）; weights in ``data/proof_weights.toml``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kanyin.diagnostics import Diagnostic, Severity
from kanyin.geometry import Page
from kanyin.proof import WEIGHTS
from kanyin.proof.tables import table
from kanyin.proof.text import Text

COVER_SHARE = 0.5
"""A cover counts half of its characters (报纸期刊质量管理规定, annex)."""


def weighted_errors(found: Iterable[Diagnostic]) -> float:
    """What the findings count together; advice counts nothing.

    The same error counts three times at most, some classes have a limit of their own.
    """
    rules = table("weights")
    sums: dict[str, float] = defaultdict(float)
    seen: Counter[tuple[str, str]] = Counter()
    for d in found:
        kind = WEIGHTS.get(d.code, "")
        if kind and d.severity is not Severity.ADVICE:
            error = (d.code, str(sorted(d.arguments.items())))
            seen[error] += 1
            if d.arguments.get("mark") is None or seen[error] <= rules["repeated"]:
                sums[kind] += rules["weights"][kind]
    total = sum((min(n, float(rules["most"].get(kind, n))) for kind, n in sums.items()), 0.0)
    return round(total, 1)


def limit(kind: str) -> float:
    """Weighted errors in 10,000 characters that a kind of publication may have."""
    limits = table("weights")["limits"]
    return float(limits.get(kind, limits["periodical"]))


def characters_of(texts: Iterable[Text], page: Page | None, pages: int) -> int:
    """版面字数: characters of a line × lines of a page × pages, the cover counted half.

    Before anything is set (``pages`` is 0) it is estimated: every block fills whole lines,
    its indent counted.
    """
    if page is None:
        return 0
    if pages:
        return round(page.characters * page.columns * page.lines * (pages - 1 + COVER_SHARE))
    lengths = (p.end - p.start + 2 for text in texts for p in text.passages)
    return page.characters * sum(-(-length // page.characters) for length in lengths)
