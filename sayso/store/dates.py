"""Publication dates as first and last day, so that a range finds a document dated by its month alone."""

import calendar
import re

from sayso.errors import SaysoError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")


def find_days(published: str | None) -> tuple[str, str] | None:
    """The first and last day that an ISO date or interval may mean; None where it gives none."""
    ends = [_find_ends(part) for part in (published or "").split("/")]
    known = [end for end in ends if end]
    return (known[0][0], known[-1][1]) if known and len(known) == len(ends) else None


def check_date(written: str, where: str) -> tuple[str, str]:
    """The first and last day of a date that a user gave."""
    days = find_days(written)
    if days is None or "/" in written:
        raise SaysoError(f"{written!r} is not a date", where=where, hint="Write 2024, 2024-05 or 2024-05-31")
    return days


def _find_ends(written: str) -> tuple[str, str] | None:
    match = _DATE.match(written.strip())
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month > 12 or (match[2] and not month) or (match[3] and not day) or not year:
        return None
    days = calendar.monthrange(year, month)[1] if month else 31
    if day > days:
        return None
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{day or days:02}"
