from collections.abc import Callable
from typing import Any

Link = Callable[..., Any]


def test_a_full_name_and_its_family_name_are_one(link: Link) -> None:
    linked = link("Envoy Tamsin Okoro-Leith came. Later Okoro-Leith left.")
    assert linked.groups == [["Tamsin Okoro-Leith", "Okoro-Leith"]]
    assert linked.entities[0].reasons == ("A part of the full name that the text gives elsewhere.",)


def test_namesakes_stay_apart(link: Link) -> None:
    linked = link("Minister Than Maung Soe Lin met trader Than Maung Soe Aye. Then Than Maung Soe Lin left.")
    assert linked.groups == [["Than Maung Soe Lin", "Than Maung Soe Lin"], ["Than Maung Soe Aye"]]


def test_a_family_name_of_two_persons_is_neither(link: Link) -> None:
    linked = link("Envoy Tamsin Okoro met envoy Pavel Okoro. Later Okoro left.")
    assert ["Okoro"] in linked.groups


def test_a_gloss_is_another_name(link: Link) -> None:
    linked = link("The Tarrow Grain Company (TGC) left. Today TGC sold its ships.")
    assert linked.groups == [["Tarrow Grain Company", "TGC", "TGC"]]
    assert "The text itself gives both names, one in brackets behind the other." in linked.entities[0].reasons


def test_a_latin_gloss_in_a_chinese_text(link: Link) -> None:
    linked = link("顾问多尔戈·恩赫(Dolgor Enkh)离开。恩赫没有回答。", "zh")
    assert linked.groups == [["多尔戈·恩赫", "Dolgor Enkh", "恩赫"]]


def test_names_of_one_country_are_one(link: Link) -> None:
    linked = link("Burma left. Then Myanmar came back to ASEAN.")
    assert linked.groups == [["Burma", "Myanmar"], ["ASEAN"]]
    assert [entity.country for entity in linked.entities] == ["MMR", "IGO"]


def test_both_chinese_scripts_are_one(link: Link) -> None:
    linked = link("局長萬遠靜來了。万远静走了。", "zh")
    assert ["萬遠靜", "万远静"] in linked.groups


def test_case_forms_are_one_and_the_name_is_the_nominative(link: Link) -> None:
    linked = link("Он встретился с губернатором Анатолием Ореховым. [Орехов]<сказал>, {что нет}.", "ru")
    assert linked.entities[0].names[0] == "Анатолий Орехов"
    assert linked.groups == [["Анатолием Ореховым", "Орехов"]]


def test_countries_and_sectors_of_bodies(link: Link) -> None:
    linked = link("The Peruvian Navy met Tarrow Shipping. Peru’s Supreme Court met the Lowland University.")
    found = {entity.names[0]: (entity.country, entity.sector) for entity in linked.entities}
    assert found["Peruvian Navy"] == ("PER", "MIL")
    assert found["Tarrow Shipping"] == (None, "BUS")
    assert found["Peru’s Supreme Court"] == ("PER", "JUD")
    assert found["Lowland University"] == (None, "EDU")
