"""Month arithmetic, civil years, working days. No other module computes dates; « today » is always an argument."""

import calendar
from datetime import date, timedelta


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


def list_feries(year: int) -> frozenset[date]:
    """The public holidays of the Code du travail (L3133-1), mainland; Easter by the Gregorian computus."""
    a, b, c = year % 19, *divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b - (b + 8) // 25 + 1) // 3
    g = (19 * a + b - d - f + 15) % 30
    h, i = divmod(c, 4)
    j = (32 + 2 * e + 2 * h - g - i) % 7
    month, day = divmod(g + j - 7 * ((a + 11 * g + 22 * j) // 451) + 114, 31)
    paques = date(year, month, day + 1)
    fixes = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    mobiles = (paques + timedelta(days=after) for after in (1, 39, 50))
    return frozenset({*(date(year, *fixe) for fixe in fixes), *mobiles})


def is_ouvre(day: date) -> bool:
    """Worked: from Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and day not in list_feries(day.year)


def add_ouvres(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which is not counted itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_ouvre(day)
    return day
