"""Places on the map stand where they are."""

from sayso.present.atlas import HEIGHT, WIDTH, load_capitals, load_outline, project


def test_every_capital_stands_on_the_drawing() -> None:
    assert len(load_capitals()) > 180
    for country, place in load_capitals().items():
        x, y = project(*place)
        assert 0 <= x <= WIDTH, country
        assert 0 <= y <= HEIGHT, country


def test_places_keep_their_sides() -> None:
    lima, oslo, canberra = (project(*load_capitals()[code]) for code in ("PER", "NOR", "AUS"))
    assert lima[0] < oslo[0] < canberra[0]
    assert oslo[1] < lima[1] < canberra[1]
    assert project(0, 0)[0] == WIDTH / 2


def test_the_outline_has_each_country_and_its_middle() -> None:
    outline = load_outline()
    assert {"FRA", "MMR", "RUS", "ZAF", "CHN"} <= outline.countries.keys()
    for code, (latitude, longitude) in outline.centres.items():
        x, y = project(latitude, longitude)
        assert 0 <= x <= WIDTH, code
        assert -20 <= y <= HEIGHT + 20, code
    russia = outline.centres["RUS"]
    assert 55 < russia[0] < 70
    assert 80 < russia[1] < 110
