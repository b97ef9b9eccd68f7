from sayso.link.candidates import Party, find_links, list_skeletons


def party(number: int, *names: str, documents: str = "", country: str | None = None) -> Party:
    return Party(number=number, names=names, documents=frozenset(documents or str(number)), country=country)


def test_long_names_that_are_alike_in_every_part_are_one() -> None:
    links = find_links([party(0, "Tarvi Lindgarden"), party(1, "塔尔维·林德加登")], {})
    assert [(link.left, link.right) for link in links] == [(0, 1)]


def test_pinyin_alone_is_no_proof() -> None:
    parties = [party(0, "Zeng Xingyuan"), party(1, "曾行远")]
    assert find_links(parties, {}) == []
    contexts = {"0": frozenset(["country PER"]), "1": frozenset(["country PER"])}
    assert len(find_links(parties, contexts)) == 1


def test_two_who_fit_alike_are_left_alone() -> None:
    parties = [party(0, "Tarvi Lindgarden"), party(1, "塔尔维·林德加登"), party(2, "塔尔威·林德加登")]
    assert find_links(parties, {}) == []


def test_two_countries_keep_namesakes_apart() -> None:
    parties = [party(0, "Tarvi Lindgarden", country="FIN"), party(1, "塔尔维·林德加登", country="PER")]
    assert find_links(parties, {}) == []


def test_names_that_sound_alike_share_a_key() -> None:
    assert set(list_skeletons("Kyaw Zeya Tun")) & set(list_skeletons("ကျော်ဇေယျာထွန်း"))
