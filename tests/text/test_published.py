"""Dates of publication: as precise as their words, and never more."""

import pytest

from sayso.text.published import read_date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2031", "2031"),
        ("2031-03", "2031-03"),
        (" 2031-03-04 ", "2031-03-04"),
        ("2031/3/4", "2031-03-04"),
        ("20310304", "2031-03-04"),
        ("2031-03-04T08:30:00Z", "2031-03-04T08:30:00Z"),
        ("2031-03-04 08:30:00.123+0200", "2031-03-04T08:30:00+02:00"),
        ("2031年3月", "2031-03"),
        ("2031年3月4日 08:30", "2031-03-04"),
        ("Tue, 04 Mar 2031 09:30:00 +0600", "2031-03-04T09:30:00+06:00"),
        ("4 March 2031", "2031-03-04"),
        ("March 4th, 2031, 8:30 p.m.", "2031-03-04"),
        ("March 2031", "2031-03"),
        ("14 июля 2032 г.", "2032-07-14"),
        ("4 de marzo de 2031", "2031-03-04"),
        ("1er mars 2031", "2031-03-01"),
        ("၂၀၃၁ ဖေဖော်ဝါရီ ၁", "2031-02-01"),
    ],
)
def test_dates(words: str, date: str) -> None:
    assert read_date(words) == date


@pytest.mark.parametrize(
    "words",
    [
        None, "", "today", "yesterday", "03/04/2031", "04.03.2031", "2031-02-30", "2031-13", "0000", "31", "12 July",
        "May 2031 to June 2031", "2030 and March 2031", "2031-03-04T25:61", "x" * 200,
    ],
)  # fmt: skip
def test_what_names_no_date_for_sure(words: str | None) -> None:
    assert read_date(words) is None
