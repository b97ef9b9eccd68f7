import pytest

from sayso import languages
from sayso.languages.cases import guess_name, guess_nominative, inflect, strip_case


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


@pytest.mark.parametrize(
    ("written", "schema", "nominative"),
    [
        ("Виктора Орленко", "Person", "Виктор Орленко"),
        ("Ивана Шмидта", "Person", "Иван Шмидт"),
        ("Сергеем Верским", "Person", "Сергей Верский"),
        ("Анны Павловой", "Person", "Анна Павлова"),
        ("Ольгой Набиуллиной", "Person", "Ольга Набиуллина"),
        ("Ильзы Брандт", "Person", "Ильза Брандт"),
        ("Ильза Брандт", "Person", "Ильза Брандт"),
        ("Александра Ким", "Person", "Александра Ким"),
        ("Тейн Лвин Со", "Person", "Тейн Лвин Со"),
        ("Министерства мировой торговли", "PublicBody", "Министерство мировой торговли"),
        ("Северный совет", "PublicBody", "Северный совет"),
    ],
)
def test_the_noun_that_heads_a_name_tells_its_nominative(written: str, schema: str, nominative: str) -> None:
    assert guess_name(written, schema, naming("ru")) == nominative
