"""Pairs of documents that contradict each other, and pairs that only look so; alone, and as texts of one cast."""

import tomllib
from pathlib import Path

import pytest

from sayso.ids import make_id
from sayso.pipeline import combine, read_document
from sayso.records import Dispute, Document

TABLE = tomllib.loads((Path(__file__).parents[1] / "golden" / "disputes" / "pairs.toml").read_text("utf-8"))
PAIRS = [pytest.param(pair, id=pair["why"]) for pair in TABLE["pair"]]


def find_between(left: str, right: str) -> list[Dispute]:
    documents = [
        Document(id=make_id("d", text, []), text=text, publisher=publisher, published=day)
        for text, publisher, day in ((left, "Tarn Herald", "2027-05-10"), (right, "Coast Post", "2027-05-11"))
    ]
    found = combine([f for document in documents for f in read_document(document, weighted=False)])
    return [f for f in found if isinstance(f, Dispute) and len({*f.homes[0], *f.homes[1]}) > 1]


@pytest.mark.parametrize("cast", [False, True], ids=["alone", "of one cast"])
@pytest.mark.parametrize("pair", PAIRS)
def test_two_documents_contradict_each_other_or_do_not(
    pair: dict[str, str | bool], cast: bool, request: pytest.FixtureRequest
) -> None:
    if pair.get("known_gap"):
        request.applymarker(pytest.mark.xfail(reason=str(pair["known_gap"]), strict=True))
    texts = [str(pair["left"]), str(pair["right"])]
    if cast:
        langs = str(pair["lang"]).split()
        texts = [TABLE["cast"][langs[0]][0] + texts[0], TABLE["cast"][langs[-1]][1] + texts[1]]
    assert bool(find_between(*texts)) == pair["disputed"]
