"""What holds for origins whatever the documents are."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Decision, Fingerprint
from sayso.weigh.fingerprints import sample_runs
from sayso.weigh.origins import group_origins

WORDS = st.sampled_from([f"w{number}" for number in range(40)])
TEXTS = st.lists(st.lists(WORDS, max_size=60).map(" ".join), min_size=1, max_size=8)


def make_fingerprints(texts: list[str]) -> list[Fingerprint]:
    found = []
    for number, text in enumerate(texts):
        runs, step, words = sample_runs(text, "en")
        found.append(
            Fingerprint(
                id=f"f-{number}",
                made_by="test",
                passage=f"p-{number}",
                document=f"d-{number}",
                lang="en",
                runs=runs,
                step=step,
                words=words,
                values=tuple(text.split()[:6]),
                publisher=f"House {number % 3}",
            )
        )
    return found


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_every_document_is_in_one_origin_in_whatever_order_they_come(texts: list[str], chance: random.Random) -> None:
    fingerprints = make_fingerprints(texts)
    shuffled = list(fingerprints)
    chance.shuffle(shuffled)
    origins = group_origins(fingerprints)
    assert sorted(d for origin in origins for d in origin.documents) == sorted({f.document for f in fingerprints})
    assert all(origin.first in origin.documents for origin in origins)
    assert msgspec.json.encode(origins) == msgspec.json.encode(group_origins(shuffled))


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.data())
def test_what_people_keep_apart_stays_apart(texts: list[str], data: st.DataObject) -> None:
    fingerprints = make_fingerprints([*texts, *texts])
    pair = data.draw(st.tuples(st.sampled_from(fingerprints), st.sampled_from(fingerprints)))
    about = (pair[0].document, pair[1].document)
    decision = Decision(
        id="1", about=about, question="same origin", judgement="negative", reviewer="n", made_at="2027-01-01"
    )
    if about[0] == about[1]:
        return
    assert not any(set(about) <= set(origin.documents) for origin in group_origins(fingerprints, [decision]))
