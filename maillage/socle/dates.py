"""Month arithmetic, civil years, working days. No other module computes dates; « today » is always an argument."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def count_months(start: date, end: date) -> int:
    """Whole months from `start` to `end` (0 when `end` comes first)."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month)
    return months - 1 if months and add_months(start, months) > end else months


def compute_age(born: date | None, *, on: date) -> int | None:
    """In whole years; None when the birth is not known."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None


def is_active(du: date, au: date | None, *, on: date) -> bool:
    """True from `du` to `au`, both included; without an end, for ever."""
    return du <= on and (au is None or on <= au)
