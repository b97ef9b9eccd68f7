import pytest

from sayso import languages
from sayso.languages.cases import guess_nominative, inflect, strip_case


def naming(lang: str) -> languages.Naming:
    language = languages.load(lang)
    assert language is not None
    return language.naming


def test_forms_of_a_country() -> None:
    assert {"Россия", "России", "Россию", "Россией"} <= set(inflect("Россия", naming("ru")))
    assert {"Северная Корея", "Северной Кореи"} <= set(inflect("Северная Корея", naming("ru")))
    assert inflect("США", naming("ru")) == ["США"]
    assert inflect("Peru", naming("en")) == ["Peru"]


@pytest.mark.parametrize("form", ["Ореховым", "Орехову", "Орехова", "Орехов"])
def test_forms_of_one_name_have_one_stem(form: str) -> None:
    assert strip_case(form, naming("ru")) == "Орехов"


def test_a_nominative_is_guessed_only_where_the_ending_tells() -> None:
    assert guess_nominative("Анатолием Ореховым", naming("ru")) == "Анатолий Орехов"
    assert guess_nominative("Лвин Со", naming("ru")) == "Лвин Со"
    assert guess_nominative("Orekhov", naming("en")) == "Orekhov"
