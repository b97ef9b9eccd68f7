"""The table of pairs over four scripts: no trap is fallen into, and most of what is one is found."""

import csv
from pathlib import Path

import pytest

from sayso.link.across import join_documents
from sayso.records import Entity, Mention, Span

PAIRS = Path(__file__).parents[1] / "golden" / "linking" / "pairs.tsv"
COUNTRIES = ("PER", "LAO")
FLOOR = 0.95


def read_rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_joined(row: dict[str, str], *, reverse: bool = False) -> bool:
    entities, mentions = [], []
    for document, name in (("a", row["left"]), ("b", row["right"])):
        named = [(row["schema"], name, None), *(("Country", code, code) for code in COUNTRIES[: int(row["shared"])])]
        for number, (schema, words, country) in enumerate(named):
            span = Span(document, number * 50, number * 50 + len(words))
            mention = Mention(id=f"m-{document}-{number}", made_by="test", span=span, schema=schema)
            mentions.append(mention)
            entity = Entity(
                id=f"e-{document}-{number}",
                made_by="test",
                schema=schema,
                names=(words,),
                mentions=(mention.id,),
                country=country,
            )
            entities.append(entity)
    order = list(reversed(entities)) if reverse else entities
    return any({"m-a-0", "m-b-0"} <= set(one.mentions) for one in join_documents(order, mentions))


@pytest.mark.parametrize("row", [row for row in read_rows() if row["same"] == "no"], ids=lambda row: row["why"])
def test_no_trap_is_fallen_into(row: dict[str, str]) -> None:
    assert not is_joined(row)


def test_most_of_what_is_one_is_found() -> None:
    rows = [row for row in read_rows() if row["same"] == "yes"]
    missed = [(row["left"], row["right"]) for row in rows if not is_joined(row)]
    assert len(missed) <= (1 - FLOOR) * len(rows), missed


def test_the_table_is_half_traps_in_four_scripts() -> None:
    rows = read_rows()
    traps = sum(row["same"] == "no" for row in rows)
    assert len(rows) >= 60
    assert 0.4 < traps / len(rows) < 0.6


@pytest.mark.parametrize("row", read_rows()[::7], ids=lambda row: row["why"])
def test_the_order_of_entities_changes_nothing(row: dict[str, str]) -> None:
    assert is_joined(row) == is_joined(row, reverse=True)
