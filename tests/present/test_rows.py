"""Rows of tables: what `sayso languages` says of what reads each language."""

import pytest

from sayso import languages
from sayso.languages import Language
from sayso.present.rows import describe_reader, make_language_rows
from sayso.read import names_extra
from sayso.read.weights import describe_weights


def load(code: str) -> Language:
    language = languages.load(code)
    assert language is not None
    return language


def test_every_language_says_what_reads_it() -> None:
    rows = {row["code"]: row["read by"] for row in make_language_rows()}
    assert list(rows) == list(languages.list_languages())
    assert rows["es"] == "rules"


@pytest.mark.parametrize(("code", "what"), [("en", "weights of"), ("zh", "weights for names of")])
def test_weights_stand_with_their_date_and_scores(code: str, what: str) -> None:
    card = describe_weights(code)
    assert card is not None
    shown = describe_reader(load(code))
    assert f"{what} {card.date} (" in shown
    assert f"names F1 {card.scores['names_f1']:.2f}" in shown


def test_an_extra_that_is_not_installed_is_named_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_extra, "has_extra", lambda extra: False)
    assert describe_reader(load("ru")) == "rules (pip install 'sayso[ru]' adds names)"


def test_an_extra_that_is_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_extra, "has_extra", lambda extra: extra == "natasha")
    assert describe_reader(load("ru")) == "rules, natasha for names"
