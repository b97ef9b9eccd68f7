from sayso.link.candidates import hear_names, list_skeletons
from sayso.link.ledger import Ledger, make_ledger

OPPOSITES = {
    ("whole", "whole"),
    ("whole", "cut"),
    ("cut", "whole"),
    ("open", "open"),
    ("native", "native"),
    ("thin", "thick"),
    ("thick", "thin"),
}


def meet(left: str, right: str) -> bool:
    keys = list_skeletons(left), list_skeletons(right)
    return any(one[1] == other[1] and (one[0], other[0]) in OPPOSITES for one in keys[0] for other in keys[1])


def hear(*names: str) -> Ledger:
    ledger = make_ledger({})
    for name in names:
        hear_names(ledger, [f"person|{name.lower()}"])
    return ledger


def test_names_that_sound_alike_meet() -> None:
    assert meet("kyaw zeya tun", "ကျော်ဇေယျာထွန်း")
    assert meet("tarvi lindgarden", "塔尔维·林德加登")
    assert meet("zeng xingyuan", "曾行远")
    assert meet("xingyuan zeng", "曾行远")


def test_names_that_differ_in_two_consonants_do_not() -> None:
    assert not meet("tarvi lindgarden", "塔尔维·林德斯特伦")
    assert not meet("tarvi lindgarden", "тарви линдквист")


def test_a_name_is_compared_with_other_scripts_only_and_both_know_it() -> None:
    ledger = hear("Tarvi Lindgarden", "Tarvi Lindgardens", "塔尔维·林德加登")
    latin, han = "person|tarvi lindgarden", "person|塔尔维·林德加登"
    assert [edge.other for edge in ledger.edges[latin]] == [han]
    assert latin in [edge.other for edge in ledger.edges[han]]


def test_the_order_in_which_names_are_heard_changes_nothing() -> None:
    names = ["Tarvi Lindgarden", "塔尔维·林德加登", "Тарви Линдгарден", "Tarvi Lindgaarden"]
    found = [
        {name: {edge.other: edge.score for edge in edges} for name, edges in hear(*order).edges.items()}
        for order in (names, names[::-1], sorted(names))
    ]
    assert found[0] == found[1] == found[2]
