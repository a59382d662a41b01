"""Calendar days between two columns of dates, on whichever engine they are."""

import narwhals as nw


def days_between(start: nw.Expr, end: nw.Expr) -> nw.Expr:
    """Return how many days lie between two, as a number."""
    return _day_number(end) - _day_number(start)


def _day_number(day: nw.Expr) -> nw.Expr:
    """Return a day as a number that grows by one each day, on every engine the same."""
    # Not every engine has spans of time. The year is counted from March, so that it ends with a
    # leap day: months then are 31, 30, 31, 30, 31 days long, again and again.
    month, year = day.dt.month().cast(nw.Int32), day.dt.year().cast(nw.Int32)
    from_march = (month + 9) % 12
    year = year - from_march // 10
    leaps = year // 4 - year // 100 + year // 400
    return year * 365 + leaps + (from_march * 153 + 2) // 5 + day.dt.day().cast(nw.Int32)
