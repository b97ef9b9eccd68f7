import pytest

from sayso import languages
from sayso.languages.countries import list_places


@pytest.mark.parametrize(
    ("lang", "name", "country", "kind"),
    [
        ("en", "Myanmar", "MMR", "country"),
        ("en", "Burma", "MMR", "country"),
        ("en", "DPRK", "PRK", "country"),
        ("en", "Burmese", "MMR", "people"),
        ("en", "European Union", "IGO", "organization"),
        ("zh", "缅甸", "MMR", "country"),
        ("zh", "緬甸", "MMR", "country"),
        ("zh", "中方", "CHN", "country"),
        ("zh", "刚果（金）", "COD", "country"),
        ("ru", "РФ", "RUS", "country"),
        ("ru", "Мьянмой", "MMR", "country"),
        ("ru", "Южной Корее", "KOR", "country"),
        ("es", "Reino Unido", "GBR", "country"),
        ("fr", "Tchad", "TCD", "country"),
        ("my", "တရုတ်နိုင်ငံ", "CHN", "country"),
    ],
)
def test_a_name_has_its_country(lang: str, name: str, country: str, kind: str) -> None:
    place = next(place for place in list_places(lang) if place.name == name)
    assert (place.country, place.kind) == (country, kind)


@pytest.mark.parametrize("lang", languages.list_languages())
def test_codes_are_codes(lang: str) -> None:
    known = {place.country for place in list_places(lang)}
    assert all(not code or (len(code) == 3 and code.isupper()) for code in known)
    assert "MMR" in known


def test_an_unknown_language_has_no_places() -> None:
    assert list_places("xx") == ()
