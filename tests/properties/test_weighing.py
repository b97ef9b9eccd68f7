"""A case weighs its documents a few at a time, in whatever order they come, and gives what weighing all at once gives."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.case import Case, create_case
from sayso.pipeline import combine, read_document
from sayso.records import AnyFinding, Claim, Decision, Dispute, Document, Event, Origin, Original, Statement
from sayso.store import meetings, saving, weighing, weighing_prints, weighing_told
from sayso.store.decisions import find_valid_decisions, save_decision
from sayso.store.originals import make_sha256
from sayso.store.rereading import replace_findings
from sayso.store.weighed_origins import load_origins
from sayso.store.weighing import refresh_weighed
from sayso.weigh import marks, ties

SPEAKERS = ["Mayor Jon Pell", "Nurse Ada Holm", "Minister Sven Lund", "The Ostra Line"]
PLACES = ["Mill Quay", "Upper Tarn", "Velmora"]
SAID = [
    "said {n} people died at {place} on {d} May 2027",
    "denied that {n} people died at {place} on {d} May 2027",
    "said the crane at {place} had been sold for {n} million euros",
    "denied that the crane at {place} had been sold",
    "said lorries waited for {n} days at {place} because the scales had been moved without notice",
    "promised that the ferry to {place} would sail {n} times a day from {d} June 2027",
]
READ = [
    "Historian Pell Aro said the real aim of the meeting was to buy arms.",
    "{who} said the meeting was aimed at deepening friendship between the two.",
    "{who} said the meeting was meant to win recognition for the minister.",
    "{who} said the talks had little to do with arms: the real reason was the debt.",
    "{who} said the meeting showed that the harbour sells its days to whoever asks first.",
]
ABROAD = [  # in other languages; two speakers under names that only sound alike
    "El ministro Sven Lund dijo que la grúa del puerto se vendió por {n} millones de euros.",
    "Мэр Йон Пелл сообщил, что паром в порт будет ходить {n} раз в день с {d} июня 2027 года.",
    "Мэр Йон Пелл сообщил, что {d} мая 2027 года в порту погибли {n} человек.",
    "La infirmière Ada Holm a démenti que {n} personnes soient mortes au port le {d} mai 2027.",
    "La policía detuvo a {n} estudiantes el {d} de mayo de 2027.",
]
HERE = [
    "Mayor Jon Pell promised that the ferry to the port would sail {n} times a day from {d} June 2027.",
    "Police arrested {n} students on {d} May 2027.",
]
TOLD = "Sven Lund met Jon Pell in {place} on {d} May 2027."
HEADS = ["", "(Tarn Herald) - ", "Correction: we gave a wrong figure. ", "The Tarn Herald reported on Monday: "]
CLOSING = (
    "Readers of this house pay for the lifeboats of the whole coast and are asked to do so again every single spring."
)
PUBLISHERS = ["Tarn Herald", "Coast Post", "Radio Velmora", None]
TIGHT = {"COMMON": 3, "MOST_RELATIVES": 2, "MOST_HOLDERS": 3}


def write(chance: random.Random) -> Document:
    """One of very many documents on a few affairs, that copy, correct, contradict and support each other."""
    values = {"n": chance.choice([2, 12, 19]), "d": chance.choice([3, 4]), "place": chance.choice(PLACES)}
    sentences = [
        f"{chance.choice(SPEAKERS)} {chance.choice(SAID).format(**values)}." for _ in range(chance.randint(1, 4))
    ]
    if chance.random() < 0.5:
        sentences.append(TOLD.format(**values))
        sentences += [
            chance.choice(READ).format(who=chance.choice(SPEAKERS)) for _ in range(chance.choice([0, 0, 1, 3]))
        ]
    if chance.random() < 0.4:
        sentences.append(CLOSING)
    elif chance.random() < 0.4:
        sentences = [chance.choice(told).format(**values) for told in (chance.choice([ABROAD, HERE]),) * 2]
    text = chance.choice(HEADS) + " ".join(sentences)
    day = f"2027-05-{chance.randint(3, 9):02}"
    number = chance.randrange(10**6)
    return Document(id=f"d-{number:06}", text=text, publisher=chance.choice(PUBLISHERS), published=day)


@cache
def read(record: bytes) -> tuple[AnyFinding, ...]:
    return tuple(read_document(msgspec.json.decode(record, type=Document), weighted=False))


def find(document: Document) -> tuple[AnyFinding, ...]:
    return read(msgspec.json.encode(document))


def add(case: Case, documents: Sequence[Document]) -> None:
    for document in documents:
        original = Original(
            content=msgspec.json.encode(document), address=document.id, captured_at="2027-06-01T00:00:00Z"
        )
        saving.save_document(case.store, original, document, find(document))


@pytest.fixture(params=["as they are", "tight"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with the limits as they are, once with limits that a handful of documents reaches."""
    monkeypatch.setattr(weighing, "MANY", 2.0)  # never all anew
    if request.param == "tight":
        for kind in marks.REACH:
            monkeypatch.setitem(marks.REACH, kind, 2)
        monkeypatch.setattr(marks, "WEIGHED_AT_ONCE", 5)
        for module in (marks, ties, meetings, weighing_prints):
            for name, number in TIGHT.items():
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, number)


def describe_whole(documents: Sequence[Document], decisions: Sequence[Decision]) -> object:
    """What stands up, from all documents at once."""
    found = combine([finding for document in documents for finding in find(document)], decisions)
    origins = sorted((finding for finding in found if isinstance(finding, Origin)), key=lambda origin: origin.id)
    claims = [finding for finding in found if isinstance(finding, Claim)]
    disputes = [finding for finding in found if isinstance(finding, Dispute)]
    tellers = {f.id: f.stated_in for document in documents for f in find(document) if isinstance(f, Event)}
    against = {claim.id: len({tellers.get(id) or id for id in claim.denied_by}) for claim in claims}
    return (
        [msgspec.json.encode(origin) for origin in origins],
        sorted(
            (
                c.id,
                tuple(sorted(c.members)),
                len(set(c.homes)),
                len(c.origins),
                len(c.speakers),
                against[c.id],
                c.reasons,
            )
            for c in claims
        ),
        sorted((d.id, d.kind, d.score, d.reasons, tuple(sorted(sum(d.sides, ())))) for d in disputes),
        sorted((dispute, lead) for dispute, lead in find_leads(disputes).items()),
    )


def find_leads(disputes: Sequence[Dispute]) -> dict[str, str]:
    """For each dispute the least id of those that hang together with it as readings of one event."""
    leads = {dispute.id: dispute.id for dispute in disputes}
    readings = [dispute for dispute in disputes if dispute.kind == "interpretation"]
    for _ in readings:
        for one in readings:
            for other in readings:
                if {*one.sides} & {*other.sides}:
                    leads[one.id] = leads[other.id] = min(leads[one.id], leads[other.id])
    return leads


def describe_case(case: Case) -> object:
    """The same, from the tables of a case."""
    refresh_weighed(case.store)
    ask = case.store.connection.execute
    claims = [
        (id, tuple(r[0] for r in ask("SELECT id FROM tellings WHERE claim = ? ORDER BY id", (number,))), documents,
         origins, speakers, denials, msgspec.json.decode(reasons, type=tuple[str, ...]))
        for number, id, documents, origins, speakers, denials, reasons in ask(
            "SELECT number, id, documents, origins, speakers, denials, reasons FROM claims"
        ).fetchall()
    ]  # fmt: skip
    sides = "SELECT id FROM tellings WHERE claim IN (?, ?) ORDER BY id"
    disputes = [
        (
            id,
            kind,
            score,
            msgspec.json.decode(reasons, type=tuple[str, ...]),
            tuple(r[0] for r in ask(sides, (one, other))),
        )
        for id, kind, score, reasons, one, other in ask(
            "SELECT id, kind, score, reasons, one, other FROM disputes"
        ).fetchall()
    ]
    leads = sorted(ask("SELECT x.id, l.id FROM disputes x JOIN disputes l ON l.number = x.lead").fetchall())
    return [msgspec.json.encode(origin) for origin in load_origins(case.store)], sorted(claims), sorted(disputes), leads


def check_meetings(case: Case) -> None:
    """What the tables say of who meets whom is what the marks of all at once say."""
    ask = case.store.connection.execute
    library = weighing_told.Library(case.store)
    told = {number: library.load(number) for (number,) in ask("SELECT document FROM told").fetchall()}
    near = weigh_all({number: weighing_told.list_marks_of_document(item) for number, item in told.items()},
                     {number: marks.make_key(item.document) for number, item in told.items()})  # fmt: skip
    compared = {tuple(sorted((one, other))): weight for one, other, weight in ask("SELECT * FROM compared")}
    assert compared == near
    own = {key: held for item in told.values() for key, held in weighing_told.list_marks_of_tellings(item).items()}
    met = weigh_all(own, {key: key for key in own})
    for table in ("links", "contrasts"):
        for one, other, weight in ask(f"SELECT one, other, weight FROM {table} WHERE by = 1").fetchall():
            assert met[one, other] == weight


def weigh_all(held: dict[int, marks.Numbers], keys: dict[int, int]) -> dict[tuple[int, ...], int]:
    names = list(held)
    pile = marks.Pile()
    for name in names:
        pile.add(keys[name], held[name])
    return {
        tuple(sorted((names[one], names[other]))): weight
        for met in marks.weigh_meetings(pile.lay_out())
        for one, other, weight in zip(met.lesser.tolist(), met.greater.tolist(), met.weights.tolist(), strict=True)
    }


def open_new() -> Iterator[Case]:
    with TemporaryDirectory() as folder, create_case(Path(folder) / "case") as case:
        yield case


@pytest.mark.usefixtures("limits")
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 14), st.lists(st.integers(0, 14), max_size=4))
@example(seed=698, size=6, places=[4])
@example(seed=0, size=8, places=[5])  # a document leaves an origin when a name in it becomes known elsewhere
@example(seed=1050, size=12, places=[10])  # a tie of the first portion that the second takes away
def test_any_order_and_any_portions_give_what_all_at_once_gives(seed: int, size: int, places: list[int]) -> None:
    chance = random.Random(seed)
    documents = list({document.id: document for document in (write(chance) for _ in range(size))}.values())
    cuts = sorted(min(place, len(documents)) for place in places)
    for case in open_new():
        for start, end in zip([0, *cuts], [*cuts, len(documents)], strict=True):
            add(case, documents[start:end])
            refresh_weighed(case.store)
        assert describe_case(case) == describe_whole(documents, [])
        check_meetings(case)


@pytest.mark.usefixtures("limits")
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.integers(3, 10), st.data())
def test_decisions_and_new_readings_weigh_as_if_they_had_been_there_from_the_start(
    seed: int, size: int, data: st.DataObject
) -> None:
    chance = random.Random(seed)
    documents = list({document.id: document for document in (write(chance) for _ in range(size))}.values())
    for case in open_new():
        add(case, documents)
        refresh_weighed(case.store)
        told = [f.id for document in documents for f in find(document) if isinstance(f, Statement | Event)]
        for question, ids in (("same origin", [document.id for document in documents]), ("in dispute", told)):
            for _ in range(data.draw(st.integers(0, 2)) if len(ids) > 1 else 0):
                about = tuple(chance.sample(ids, 2))
                judgement = chance.choice(["positive", "negative"])
                decision = Decision(
                    id="", about=about, question=question, judgement=judgement, reviewer="V", made_at=""
                )
                save_decision(case.store, decision)
                refresh_weighed(case.store)
        document = chance.choice(documents)
        again = msgspec.structs.replace(document, text=document.text.replace("said", "denied"))
        content = msgspec.json.encode(document)
        replace_findings(case.store, make_sha256(content), again, find(again))
        documents = [again if other is document else other for other in documents]
        decisions = find_valid_decisions(case.store)
        assert describe_case(case) == describe_whole(documents, decisions)
        check_meetings(case)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 8))
def test_every_statement_and_event_is_in_one_claim_and_no_claim_contradicts_itself(seed: int, size: int) -> None:
    chance = random.Random(seed)
    documents = list({document.id: document for document in (write(chance) for _ in range(size))}.values())
    found = [finding for document in documents for finding in find(document)]
    concluded = combine(found)
    claims = [finding for finding in concluded if isinstance(finding, Claim)]
    told = sorted(finding.id for finding in found if isinstance(finding, Statement | Event))
    assert sorted(id for claim in claims for id in claim.members) == told
    group = {id: claim.id for claim in claims for id in claim.members}
    for dispute in (finding for finding in concluded if isinstance(finding, Dispute)):
        assert not {group[id] for id in dispute.sides[0]} & {group[id] for id in dispute.sides[1]}
