from itertools import permutations
from typing import Literal

from sayso.link.across import join_documents
from sayso.records import Decision, Entity, Mention, Span


def entity(
    document: str, schema: str, *names: str, country: str | None = None, nominal: bool = False
) -> tuple[Entity, Mention]:
    mention = Mention(
        id=f"m-{document}-{names[0]}",
        made_by="test",
        span=Span(document, 0, 1),
        schema=schema,
        form="nominal" if nominal else "name",
    )
    found = Entity(
        id=f"e-{document}-{names[0]}",
        made_by="test",
        schema=schema,
        names=names,
        mentions=(mention.id,),
        country=country,
    )
    return found, mention


def join(*pairs: tuple[Entity, Mention]) -> list[Entity]:
    return join_documents([one for one, _ in pairs], [mention for _, mention in pairs])


def test_the_same_full_name_is_one() -> None:
    joined = join(entity("a", "Person", "Mara Quill"), entity("b", "Person", "MARA QUILL"))
    assert [one.mentions for one in joined] == [("m-a-Mara Quill", "m-b-MARA QUILL")]
    assert joined[0].reasons == ("The same name.",)


def test_both_chinese_scripts_are_one() -> None:
    assert len(join(entity("a", "Person", "萬遠靜"), entity("b", "Person", "万远静"))) == 1


def test_a_gloss_carries_over_two_scripts() -> None:
    latin, han = entity("a", "Person", "Dolgor Enkh"), entity("b", "Person", "多尔戈·恩和")
    assert join(latin, han) == []
    both = entity("c", "Person", "多尔戈·恩和", "Dolgor Enkh")
    assert [len(one.mentions) for one in join(latin, han, both)] == [3]


def test_a_country_is_one_in_every_language() -> None:
    joined = join(
        entity("a", "Country", "Burma", country="MMR"),
        entity("b", "Country", "緬甸", country="MMR"),
        entity("c", "Country", "Peru", country="PER"),
    )
    assert [one.country for one in joined] == ["MMR"]


def test_what_does_not_tell_does_not_join() -> None:
    assert join(entity("a", "Person", "Quill"), entity("b", "Person", "Quill")) == []
    assert join(entity("a", "PublicBody", "Ministry of Ports"), entity("b", "PublicBody", "Ministry of Ports")) == []
    assert (
        join(entity("a", "Person", "the minister", nominal=True), entity("b", "Person", "the minister", nominal=True))
        == []
    )
    assert join(entity("a", "Person", "Mara Quill"), entity("b", "Company", "Mara Quill")) == []


def test_a_public_body_joins_with_its_country() -> None:
    pairs = [entity(d, "PublicBody", "Peru’s Ministry of Ports", country="PER") for d in "ab"]
    assert len(join(*pairs)) == 1


def test_the_order_of_documents_changes_nothing() -> None:
    pairs = [
        entity("a", "Person", "Mara Quill"),
        entity("b", "Person", "马拉·奎尔", "Mara Quill"),
        entity("c", "Person", "马拉·奎尔"),
        entity("d", "Organization", "Lowland Institute"),
        entity("e", "PublicBody", "Lowland Institute", country="PER"),
    ]
    results = {tuple(join(*order)) for order in permutations(pairs)}
    assert len(results) == 1


def decide(judgement: Literal["positive", "negative"], *about: str) -> Decision:
    return Decision(
        id="j", about=about, question="same entity", judgement=judgement, reviewer="r", made_at="2027-01-01T00:00:00Z"
    )


def test_a_decision_outranks_every_name() -> None:
    left, right, third = (
        entity(d, "Person", name) for d, name in zip("abc", ["Mara Quill", "Mara Quill", "M. Q."], strict=True)
    )
    records = [left[0], right[0], third[0]], [left[1], right[1], third[1]]
    assert join_documents(*records, [decide("negative", left[1].id, right[1].id)]) == []
    joined = join_documents(*records, [decide("positive", right[1].id, third[1].id)])
    assert [len(one.mentions) for one in joined] == [3]
    assert "A person decided that they are the same." in joined[0].reasons


def test_what_was_decided_apart_stays_apart_through_others() -> None:
    pairs = [entity(d, "Person", "Mara Quill") for d in "abcd"]
    judged = [decide("negative", pairs[0][1].id, pairs[3][1].id)]
    for order in permutations(pairs):
        for one in join_documents([e for e, _ in order], [m for _, m in order], judged):
            assert not {pairs[0][1].id, pairs[3][1].id} <= set(one.mentions)


def test_one_person_in_four_scripts() -> None:
    country = [entity(d, "Country", "Burma", country="MMR") for d in "abcd"]
    names = ["Kyaw Zeya Tun", "觉泽亚吞", "Чжо Зея Тун", "ကျော်ဇေယျာထွန်း"]
    joined = join(*country, *(entity(d, "Person", name) for d, name in zip("abcd", names, strict=True)))
    assert [sorted(one.names) for one in joined if one.schema == "Person"] == [sorted(names)]


def test_a_ministry_in_three_languages() -> None:
    names = ["Peruvian Ministry of Transport", "秘鲁交通部", "Министерство транспорта Перу"]
    joined = join(*(entity(d, "PublicBody", name, country="PER") for d, name in zip("abc", names, strict=True)))
    assert [len(one.mentions) for one in joined] == [3]
    assert "The same kind of public body of the same country." in joined[0].reasons


def test_accents_hyphens_and_spaces_change_no_name() -> None:
    assert len(join(entity("a", "Person", "Mara-Lís Quill"), entity("b", "Person", "Maralis Quill"))) == 1
