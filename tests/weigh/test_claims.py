"""Documents by two publishers, alone: what both tell stands in one claim, and what is only like it does not."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.ids import make_id
from sayso.languages.concepts import are_opposite, find_concepts, load_concepts
from sayso.pipeline import combine, read_document
from sayso.records import AnyFinding, Claim, Document, Event, Span, Statement
from sayso.weigh.naming import Party, is_like_named, may_be_one, name_others

TABLE = tomllib.loads((Path(__file__).parents[1] / "golden" / "claims" / "stories.toml").read_text("utf-8"))
PAIRS = [
    pytest.param(story, other, id=f"{story['left'][:30]} | {other['text'][:30]}")
    for story in TABLE["story"]
    for other in story["other"]
]


def make_document(told: dict[str, Any], words: str, publisher: str) -> Document:
    return Document(id=make_id("d", words, []), text=words, publisher=publisher, published=told["day"])


def find_common_claims(left: Document, right: Document) -> list[list[Span]]:
    """For each claim that holds tellings of both documents the words of these."""
    found: list[AnyFinding] = [finding for document in (left, right) for finding in read_document(document)]
    words = {f.id: _list_words(f) for f in found if isinstance(f, Statement | Event)}
    claims = (f for f in combine(found) if isinstance(f, Claim) and len(set(f.homes)) > 1)
    return [[span for member in claim.members for span in words[member]] for claim in claims]


def _list_words(telling: Statement | Event) -> Sequence[Span]:
    return (telling.clause or telling.trigger,) if isinstance(telling, Event) else (*telling.content, *telling.cue)


def _holds(claim: Sequence[Span], document: Document, words: str) -> bool:
    start = document.text.index(words)
    return any(s.document == document.id and s.start < start + len(words) and start < s.end for s in claim)


@pytest.mark.parametrize(("story", "other"), PAIRS)
def test_claims_hold_what_both_tell_and_nothing_else(
    story: dict[str, Any], other: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    if other.get("known_gap"):
        request.applymarker(pytest.mark.xfail(reason=str(other["known_gap"]), strict=True))
    left = make_document(story, story["left"], "Tarn Herald")
    right = make_document(other, other["text"], "Coast Post")
    claims = find_common_claims(left, right)
    pairs = [tuple(pair) for pair in other["same"]]
    held = [[pair for pair in pairs if _holds(c, left, pair[0]) and _holds(c, right, pair[1])] for c in claims]
    assert all(held), "a claim holds what is only alike"
    assert {pair for own in held for pair in own} == set(pairs)


def test_words_of_six_languages_come_to_the_same_concepts() -> None:
    assert find_concepts("the border gate would reopen", "en", spaced=True) == ("border", "gate", "open+")
    assert find_concepts("边境口岸将重新开放", "zh", spaced=False) == ("border", "gate", "open+")
    assert find_concepts("နယ်စပ်ဂိတ်ကို ပြန်ဖွင့်မည်", "my", spaced=False) == ("border", "gate", "open+")
    assert find_concepts("границу откроют", "ru", spaced=True) == ("border", "open+")
    assert find_concepts("la frontera reabrirá", "es", spaced=True) == ("border", "open+")
    assert find_concepts("la frontière rouvrira", "fr", spaced=True) == ("border", "open+")
    assert find_concepts("ကုန်သွယ်ရေး", "my", spaced=False) == ("trade",)  # no water in it
    assert find_concepts("anything at all", "xx", spaced=True) == ()


def test_opposites_are_told_apart_unless_both_are_named() -> None:
    assert are_opposite(frozenset(["rise+", "rate"]), frozenset(["rise-", "rate"]))
    assert not are_opposite(frozenset(["rise+", "rise-"]), frozenset(["rise-"]))
    assert not are_opposite(frozenset(["rise+"]), frozenset(["rate"]))


@pytest.mark.parametrize("code", ["en", "zh", "ru", "es", "fr", "my"])
def test_concepts_of_all_languages_are_the_same(code: str) -> None:
    known = load_concepts("en")
    held = load_concepts(code)
    assert set(held.whole.values()) | set(held.beginnings.values()) <= {
        *known.whole.values(), *known.beginnings.values()
    }  # fmt: skip


def make_place(name: str, id: str = "") -> Party:
    return Party(id=id or name, name=name, schema="Place", named=True, trades=())


def test_names_tell_two_places_apart_in_one_script_and_in_two() -> None:
    assert name_others([make_place("upper tarn")], [make_place("velmora")])
    assert not name_others([make_place("upper tarn")], [make_place("tarn lane")])
    assert name_others([make_place("залесное")], [make_place("velmora")])
    assert not name_others([make_place("奥斯克码头")], [make_place("osk")])
    assert not name_others([make_place("velmora", "e-1")], [make_place("вельмора", "e-1")])
    assert not name_others([make_place("velmora")], [])


def test_who_has_no_name_is_known_by_trade() -> None:
    police = Party(id="a", name="la policía", schema="Group", named=False, trades=("police",))
    officers = Party(id="b", name="officers", schema="Group", named=False, trades=("police",))
    lawyers = Party(id="c", name="lawyers", schema="Group", named=False, trades=("lawyer",))
    assert may_be_one(police, officers)
    assert not may_be_one(police, lawyers)


def test_a_word_for_a_trade_is_no_name_of_a_speaker() -> None:
    assert is_like_named(["kyaw myint tun"], ["ကျော်မြင့်ထွန်း"], ("en", "my"))
    assert is_like_named(["belcor"], ["belcor"], ("en", "fr"))
    assert not is_like_named(["police"], ["police"], ("en", "fr"))
    assert not is_like_named(["otto brae"], ["пётр ильин"], ("en", "ru"))
