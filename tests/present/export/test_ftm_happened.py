"""Which schema an event or a relation gets, and that it gets none that claims more than the text."""

import importlib.util

import msgspec
import pytest

from sayso.happened import DateOut, EventOut, RelationOut, SumOut, Words
from sayso.present.export.ftm_happened import Parties, make_event, make_relation
from sayso.present.export.ftm_values import FtmEntity

CLAUSE = "Novaland paid the Port Fund 3 million crowns in May"
SCHEMATA = {
    "lind": "Person", "renn": "Person", "ministry": "PublicBody", "company": "Company", "union": "Organization",
    "novaland": "LegalEntity", "quay": "Address",
}  # fmt: skip
PARTIES = Parties(
    document="document-d-1", published="2027-05-02", url="https://wire.example/1", publisher="Wire",
    schemata=SCHEMATA, names={id: id.title() for id in SCHEMATA}, countries={"novaland": "no"}, sources={"s-1": "Lind"},
)  # fmt: skip
EVENT = EventOut(
    id="v-1", lang="en", event_type="AID", mode=None, contexts=[], participants=["novaland", "ministry"],
    actors=["novaland"], recipients=["ministry"], date=DateOut(iso="2027-05", precision="month", quote="in May"),
    place="quay", amounts=[SumOut(value=3000000.0, currency="NOK", unit=None, quote="3 million crowns")],
    trigger=Words(start=9, end=13, quote="paid"), spans=[Words(start=0, end=51, quote=CLAUSE)], factuality="asserted",
    stated_in="s-1", made_by="test", score=1.0,
)  # fmt: skip
RELATION = RelationOut(
    id="r-1", lang="en", type="role", subject="lind", object="ministry", role="head",
    since=DateOut(iso="2021-02/..", precision="month", quote="since February 2021"), until=None, ended=False,
    spans=[Words(start=0, end=25, quote="the head of the ministry.")], factuality="asserted", stated_in=None,
    made_by="test", score=1.0,
)  # fmt: skip


def show_events(**changes: object) -> dict[str, FtmEntity]:
    made = [made.show() for made in make_event(PARTIES, msgspec.structs.replace(EVENT, **changes))]
    check(made)
    return {entity.schema: entity for entity in made}


def show_relation(**changes: object) -> list[FtmEntity]:
    made = [made.show() for made in make_relation(PARTIES, msgspec.structs.replace(RELATION, **changes))]
    check(made)
    return made


def check(made: list[FtmEntity]) -> None:
    """Where followthemoney is installed, it takes all of it."""
    if importlib.util.find_spec("followthemoney") is None:
        return
    from followthemoney import model

    for entity in made:
        proxy = model.get_proxy(msgspec.to_builtins(entity), cleaned=False)
        assert all(proxy.get(key) for key in proxy.schema.required), entity
        for key, values in entity.properties.items():
            assert sorted(proxy.get(key)) == sorted(values), (entity.schema, key)


def test_money_that_is_given_is_a_payment() -> None:
    made = show_events()
    payment = made["Payment"].properties
    assert (payment["payer"], payment["beneficiary"]) == (["novaland"], ["ministry"])
    assert (payment["amount"], payment["currency"], payment["date"]) == (["3000000"], ["NOK"], ["2027-05"])
    assert made["Event"].properties["summary"] == ["according to: Lind"]
    assert made["UnknownLink"].properties["subject"] == ["note-d-1-s-1"]


@pytest.mark.parametrize("factuality", ["planned", "denied", "hypothetical"])
def test_money_that_was_not_given_is_none(factuality: str) -> None:
    made = show_events(factuality=factuality)
    assert made.keys() == {"Event", "UnknownLink"}
    assert f"factuality:{factuality}" in made["Event"].properties["keywords"]


def test_aid_without_a_sum_is_a_link_and_two_sums_are_not_added() -> None:
    for amounts in ([], [*EVENT.amounts, *EVENT.amounts]):
        assert "Payment" not in show_events(amounts=amounts)
    made = show_events(amounts=[], stated_in=None)
    assert made["UnknownLink"].properties["role"] == ["supplies or aids"]


def test_a_sanction_names_its_authority_and_an_expulsion_is_none() -> None:
    sanction = show_events(event_type="SANCTION", mode="discontinue")["Sanction"].properties
    assert (sanction["entity"], sanction["authority"], sanction["country"]) == (["ministry"], ["Novaland"], ["no"])
    assert "Sanction" not in show_events(event_type="SANCTION", mode="expel")


def test_an_agreement_over_a_sum_is_a_contract_with_its_parties() -> None:
    agreed = {"event_type": "AGREE", "actors": [], "recipients": [], "stated_in": None}
    made = show_events(**agreed)
    assert made["Contract"].properties["contractDate"] == ["2027-05"]
    assert made["UnknownLink"].properties["role"] == ["party to the contract"]
    assert "Contract" not in show_events(**agreed, amounts=[])


def test_an_event_of_nobody_who_is_named_stays_an_event() -> None:
    made = show_events(participants=["x"], actors=["x"], recipients=["y"], place="z", stated_in=None, date=None)
    assert made.keys() == {"Event"}
    assert "involved" not in made["Event"].properties


@pytest.mark.parametrize(
    ("type", "subject", "object", "role", "schema"),
    [
        ("role", "lind", "ministry", "head", "Occupancy"),
        ("role", "lind", "novaland", "head", "Occupancy"),
        ("role", "lind", "company", "head", "Employment"),
        ("role", "lind", "company", None, "UnknownLink"),
        ("affiliation", "lind", "union", "head", "Employment"),
        ("affiliation", "lind", "renn", "head", "Representation"),
        ("membership", "novaland", "union", "member", "Membership"),
        ("membership", "lind", "novaland", None, "UnknownLink"),
        ("family", "lind", "renn", "sister", "Family"),
        ("family", "lind", "company", "sister", "UnknownLink"),
        ("ownership", "novaland", "company", None, "Ownership"),
        ("ownership", "novaland", "quay", None, "UnknownLink"),
        ("supply", "company", "ministry", "supplier", "UnknownLink"),
        ("alliance", "novaland", "ministry", None, "UnknownLink"),
    ],
)
def test_a_relation_has_the_schema_that_its_ends_allow(
    type: str, subject: str, object: str, role: str | None, schema: str
) -> None:
    made = show_relation(type=type, subject=subject, object=object, role=role)
    assert made[-1].schema == schema
    assert [entity.schema for entity in made[:-1]] == (["Position"] if schema == "Occupancy" else [])
    denied = show_relation(type=type, subject=subject, object=object, role=role, factuality="denied")
    assert [entity.schema for entity in denied] == ["UnknownLink"]
    assert denied[0].properties["role"] == [f"{type} (denied)"]


def test_a_relation_keeps_its_dates_and_needs_both_ends() -> None:
    occupancy = show_relation()[-1].properties
    assert occupancy["startDate"] == ["2021-02"]
    assert "endDate" not in occupancy
    assert show_relation(object="nobody") == []
    until = DateOut(iso="../2024-34", precision="quarter", quote="until the second quarter")
    assert "endDate" not in show_relation(until=until)[-1].properties
