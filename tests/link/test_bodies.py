import pytest

from sayso.languages.bodies import list_bodies
from sayso.link.bodies import find_body


@pytest.mark.parametrize(
    "name",
    [
        "Peru’s Ministry of Transport", "the Ministry of Transport of Peru", "秘鲁交通部", "秘魯交通部",
        "Министерство транспорта Перу", "Ministerio de Transporte del Perú", "Ministère des Transports du Pérou",
    ],
)  # fmt: skip
def test_a_ministry_is_its_country_and_kind(name: str) -> None:
    assert find_body(name, None) == "PER transport ministry"


@pytest.mark.parametrize(
    "name", ["Ministry of Transport", "Lima Ministry of Transport Workers", "利马省交通部", "Перу"]
)
def test_what_is_left_over_or_missing_gives_no_key(name: str) -> None:
    assert find_body(name, None) is None


def test_a_country_that_the_document_says_otherwise_gives_no_key() -> None:
    assert find_body("秘鲁交通部", "CHL") is None


def test_bodies_that_stand_alone_need_no_country() -> None:
    assert find_body("东盟", None) == find_body("АСЕАН", None) == find_body("ASEAN", None) == "asean"


def test_a_kind_has_one_word_in_all_languages() -> None:
    english = {row.kind for row in list_bodies() if row.lang == "en"}
    assert {row.kind for row in list_bodies()} == english
