"""``python page_rules.py FILE CLAIMS``: what page-validation finds, as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

KNOWN = "1a 1b 2a 2b 2u 3a 3b 3u ua1".split()
"""The profiles of page-validation 0.11."""


def failures(path: str, profiles: list[str]) -> Iterator[dict[str, Any]]:
    """The rules that fail, each with how often."""
    import page

    for profile in (p for p in profiles if p in KNOWN):
        report = json.loads(page.validate_pdf(path, profile=profile).to_json())
        texts: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for each in report["failures"]:
            rule = f"{profile} {each['rule_id']}"
            texts.setdefault(rule, each["message"])
            counts[rule] += 1
        for rule, count in counts.items():
            yield {"rule": rule, "text": texts[rule], "count": count}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list(failures(sys.argv[1], json.loads(sys.argv[2])))))
