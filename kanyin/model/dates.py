"""Dates as periodicals print them: to the day, the month or the year.

ISO 8601 with reduced precision; ``--10-08`` (a day whose year is not printed)
follows ISO 8601:2000 5.2.1.3.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_FORM = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date of which only the first parts may be known (0: unknown)."""

    year: int
    month: int = 0
    day: int = 0

    def iso(self) -> str:
        """ISO 8601, only as exact as the date is known."""
        year = f"{self.year:04}" if self.year else "-"
        rest = [f"{n:02}" for n in (self.month, self.day) if n]
        return "-".join([year, *rest])

    def chinese(self) -> str:
        """As printed: 2026年1月15日 (GB/T 15835—2011 4.1.3, Arabic numerals)."""
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{n}{unit}" for n, unit in parts if n)


def parse_date(text: str) -> PartialDate:
    """Read an ISO date. Raises ValueError for another form or an impossible day."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (
        int(found[name]) if (found[name] or "-") != "-" else 0 for name in ("year", "month", "day")
    )
    if not _possible(found["year"] == "-", year, month, day, found["month"], found["day"]):
        raise ValueError(text)
    return PartialDate(year, month, day)


def _possible(
    yearless: bool, year: int, month: int, day: int, has_month: str | None, has_day: str | None
) -> bool:
    if yearless and not (has_month and has_day):
        return False
    if not yearless and year == 0:
        return False
    if has_month and not 1 <= month <= 12:
        return False
    longest = calendar.monthrange(year or 2000, month)[1] if has_month else 0
    return not has_day or 1 <= day <= longest
