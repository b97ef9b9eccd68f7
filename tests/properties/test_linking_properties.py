"""Linking one piece after the other, with decisions in between, gives exactly what linking everything at once gives."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.link import contexts, parties
from sayso.link.across import find_places, list_entities, make_verdicts, update
from sayso.link.ledger import Ledger, make_ledger
from sayso.link.parties import Piece
from sayso.records import Decision, Entity

# Names of few persons and bodies, so that chance makes them meet: namesakes, spellings, scripts, glosses.
NAMES = (
    ("Person", ("Tarvi Lindgarden",), None),
    ("Person", ("TARVI LINDGARDEN",), None),
    ("Person", ("Tarvi Lindgardin",), None),
    ("Person", ("塔尔维·林德加登",), None),
    ("Person", ("塔尔维·林德加丁",), None),
    ("Person", ("Тарви Линдгарден",), None),
    ("Person", ("Тарви Линдгарден", "Tarvi Lindgarden"), None),
    ("Person", ("Zeng Xingyuan",), None),
    ("Person", ("Zeng Xing-yuan",), None),
    ("Person", ("曾行远",), None),
    ("Person", ("Kyaw Zeya Tun",), None),
    ("Person", ("觉泽亚吞",), None),
    ("Person", ("ကျော်ဇေယျာထွန်း",), None),
    ("Person", ("Quill",), None),
    ("Country", ("Peru",), "PER"),
    ("Country", ("秘鲁",), "PER"),
    ("Country", ("Laos",), "LAO"),
    ("PublicBody", ("Peruvian Ministry of Transport",), "PER"),
    ("PublicBody", ("秘鲁交通部",), "PER"),
    ("Company", ("Rautavaara Shipping",), None),
    ("Company", ("Раутаваара Шиппинг",), None),
    ("Place", ("Kostavar",), None),
    ("Place", ("Коставар",), None),
)
LISTED = (
    ("Q1", "Person", ("Tarvi Lindgarden", "Тарви Линдгарден")),
    ("Q2", "Person", ("Tarvi Lindgarden",)),
    ("Q3", "Person", ("Kyaw Zeya Tun",)),
)
DOCUMENTS = "abcdefgh"


def make_piece(document: str, place: int, chosen: int) -> Piece:
    schema, names, country = NAMES[chosen]
    return Piece(
        entity=Entity(
            id=f"e-{names[0]}" if chosen % 2 else f"e-{document}-{place}",
            made_by="test",
            schema=schema,
            names=names,
            mentions=(f"m-{document}-{place}",),
            country=country,
            reasons=(f"reason {chosen % 3}",),
        ),
        document=document,
    )


def make_entry(chosen: int) -> Piece:
    id, schema, names = LISTED[chosen]
    return Piece(entity=Entity(id=id, made_by="test", schema=schema, names=names, mentions=()))


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, object]]:
    """What happens to a case, in order: a document comes or goes, a list's entry comes, somebody decides."""
    number = st.integers(0, len(NAMES) - 1)
    document = st.tuples(
        st.just("add"), st.tuples(st.sampled_from(DOCUMENTS), st.lists(number, min_size=1, max_size=5))
    )
    remove = st.tuples(st.just("remove"), st.sampled_from(DOCUMENTS))
    entry = st.tuples(st.just("list"), st.integers(0, len(LISTED) - 1))
    mention = st.tuples(st.sampled_from(DOCUMENTS), st.integers(0, 4))
    judged = st.tuples(st.sampled_from(["positive", "negative", "unsure"]), mention, mention)
    decide = st.tuples(st.just("decide"), judged)
    update_now = st.tuples(st.just("update"), st.none())
    return draw(st.lists(st.one_of(document, document, document, remove, entry, decide, update_now), max_size=25))


def link_at_once(pieces: dict[str, Piece], decisions: Sequence[Decision]) -> list[Entity]:
    fresh = {f"n{number}": pieces[key] for number, key in enumerate(sorted(pieces, reverse=True))}
    ledger = make_ledger(fresh)
    update(ledger, fresh, (), make_verdicts(decisions, find_places(fresh)))
    return show(ledger)


def show(ledger: Ledger) -> list[Entity]:
    return sorted(list_entities(ledger), key=lambda entity: (entity.id, entity.mentions))


class Case:
    """What a case holds, and a ledger that is brought up to date now and then."""

    def __init__(self) -> None:
        self.pieces: dict[str, Piece] = {}
        self.ledger = make_ledger(self.pieces)
        self.decisions: list[Decision] = []
        self.known: set[str] = set()

    def take(self, step: tuple[str, object]) -> None:
        match step:
            case ("add", (str(document), list(chosen))):
                if not any(piece.document == document for piece in self.pieces.values()):
                    for place, number in enumerate(chosen):
                        self.pieces[f"{document}{place}-{len(self.decisions)}"] = make_piece(document, place, number)
            case ("remove", document):
                for key in [key for key, piece in self.pieces.items() if piece.document == document]:
                    del self.pieces[key]
                self.refresh()  # a piece that is gone must not come back under its number in between
            case ("list", int(number)):
                self.pieces[f"list {number}"] = make_entry(number)
            case ("decide", (judgement, left, right)):
                about = tuple(f"m-{document}-{place}" for document, place in (left, right))
                if left != right:
                    self.decisions.append(
                        Decision(
                            id=f"j{len(self.decisions)}",
                            about=about,
                            question="same entity",
                            judgement=judgement,
                            reviewer="r",
                            made_at="",
                        )
                    )
            case _:
                self.refresh()

    def refresh(self) -> None:
        added, removed = self.pieces.keys() - self.known, self.known - self.pieces.keys()
        update(self.ledger, added, removed, make_verdicts(self.decisions, find_places(self.pieces)))
        self.known = set(self.pieces)


@pytest.fixture(autouse=True, scope="module")
def few_are_wide() -> object:
    patch = pytest.MonkeyPatch()
    for module in (parties, contexts):
        patch.setattr(module, "WIDE", 3)
    yield
    patch.undo()


@given(steps())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    [("add", ("a", [0, 14])), ("update", None), ("add", ("b", [3, 15])), ("decide", ("negative", ("a", 0), ("b", 0)))]
)
def test_any_split_into_batches_gives_what_one_run_gives(happened: list[tuple[str, object]]) -> None:
    case = Case()
    for step in happened:
        case.take(step)
    case.refresh()
    assert show(case.ledger) == link_at_once(case.pieces, case.decisions)


@given(
    st.permutations(DOCUMENTS), st.lists(st.lists(st.integers(0, len(NAMES) - 1), max_size=5), min_size=8, max_size=8)
)
@settings(max_examples=60, deadline=None)
def test_the_order_of_documents_changes_nothing(order: list[str], held: list[list[int]]) -> None:
    named = dict(zip(DOCUMENTS, held, strict=True))
    one_by_one = Case()
    for document in order:
        one_by_one.take(("add", (document, named[document])))
        one_by_one.refresh()
    assert show(one_by_one.ledger) == link_at_once(one_by_one.pieces, [])
