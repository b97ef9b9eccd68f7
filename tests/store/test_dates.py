import pytest

from sayso.errors import SaysoError
from sayso.store.dates import check_date, find_days


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-05-31", ("2024-05-31", "2024-05-31")),
        ("2024-05-31T23:10:00+08:00", ("2024-05-31", "2024-05-31")),
        ("2024-05-30/2024-06", ("2024-05-30", "2024-06-30")),
        (None, None),
        ("", None),
        ("31 May 2024", None),
        ("2024-13", None),
        ("2024-02-30", None),
        ("2024-00", None),
        ("0000", None),
    ],
)
def test_a_date_covers_the_days_it_may_mean_and_no_others(published: str | None, days: tuple[str, str] | None) -> None:
    assert find_days(published) == days


def test_a_date_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(SaysoError, match=r"since: 'yesterday' is not a date\. Write 2024, 2024-05 or 2024-05-31\."):
        check_date("yesterday", "since")
