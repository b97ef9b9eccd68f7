import pytest

from sayso.link.likeness import compare_names
from sayso.link.sounds import is_pinyin, make_skeleton, sound_out, spell, spell_native


def test_names_are_spelled_in_latin_letters() -> None:
    assert spell("Гульмира Жасыбай") == (("gulmira", "zhasybay"),)
    assert spell("ကျော်ဇေယျာ")[0][0].replace(" ", "").startswith("kyawze")
    assert spell("塔尔维·林德")[0] == ("ta er wei", "lin de")
    assert spell("Müge-Şen Œuf") != ()
    assert spell("Ελένη") == ()


def test_a_character_may_be_read_in_two_ways() -> None:
    assert spell_native("曾行远") == {"zenghangyuan", "zengxingyuan"}
    assert spell_native("仇安") == {"qiuan"}


def test_pinyin_is_told_from_other_names() -> None:
    assert is_pinyin(("zeng", "xingyuan"))
    assert not is_pinyin(("tarvi", "lindqvist"))


def test_skeletons_leave_out_what_scripts_leave_out() -> None:
    assert make_skeleton(sound_out("tarvi", pinyin=False)) == make_skeleton(sound_out("ta er wei", pinyin=True)) == "tl"


@pytest.mark.parametrize(
    ("left", "right"),
    [("Tarvi Lindgard", "塔尔维·林德加德"), ("Tarvi Lindgard", "Тарви Линдгардом"), ("Kyaw Zeya Tun", "ကျော်ဇေယျာထွန်း")],
)
def test_one_name_in_two_scripts_is_alike(left: str, right: str) -> None:
    assert compare_names(left, right).score > 0.85
    assert compare_names(left, right) == compare_names(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Marit Lindgard", "塔尔维·林德加德"), ("Zeng Xingyun", "曾行远"), ("Tarvi Lindgard", "Tarvi Lindgard")],
)
def test_others_and_names_in_one_script_are_not(left: str, right: str) -> None:
    assert compare_names(left, right).score < 0.5
