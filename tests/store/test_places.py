import pytest

from sayso.records import Document, Event, Passage, Span, Statement, Value
from sayso.store.places import Places, cover, find_spans

TEXT = "Menu\nThe tide rose. The quay closed.\n码头关闭。船只离港。"
FIRST = Passage(id="p-1", made_by="tests", span=Span("d-1", 5, 36), lang="en")
SECOND = Passage(id="p-2", made_by="tests", span=Span("d-1", 37, 47), lang="zh")


@pytest.fixture
def places() -> Places:
    return Places(Document(id="d-1", text=TEXT), [SECOND, FIRST])


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (9, 13, "The tide rose."),
        (9, 28, "The tide rose. The quay closed."),
        (20, 20, "The quay closed."),
        (38, 39, "码头关闭。"),
        (30, 43, "The quay closed.\n码头关闭。船只离港。"),
        (1, 2, "Menu"),
    ],
)
def test_a_stretch_is_widened_to_whole_sentences(places: Places, start: int, end: int, words: str) -> None:
    sentence = places.find_sentence(start, end)
    assert TEXT[sentence.start : sentence.end] == words


def test_the_language_is_that_of_the_passage(places: Places) -> None:
    assert [places.find_lang(place) for place in (0, 5, 35, 36, 37, 46, 47)] == [
        *("und", "en", "en", "und", "zh", "zh", "und")
    ]


def test_a_passage_that_reaches_beyond_the_text_is_cut_to_it() -> None:
    wide = Passage(id="p-1", made_by="tests", span=Span("d-1", 0, 900), lang="en")
    sentence = Places(Document(id="d-1", text="The tide rose."), [wide]).find_sentence(3, 500)
    assert (sentence.start, sentence.document) == (0, "d-1")


def test_all_spans_of_a_record_are_found_with_their_part() -> None:
    source, cue, content, later = (Span("d-1", n, n + 1) for n in range(4))
    statement = Statement(
        id="s-1", made_by="tests", source=(source,), cue=(cue,), content=(content, later), form="direct"
    )
    assert list(find_spans(statement)) == [("source", source), ("cue", cue), ("content", content), ("content", later)]
    event = Event(id="v-1", made_by="tests", event_type="AID", trigger=source, date=Value(span=cue, normal=None))
    assert list(find_spans(event)) == [("trigger", source), ("date", cue)]


def test_cover_goes_from_the_first_character_to_the_last() -> None:
    assert cover([Span("d-1", 7, 9), Span("d-1", 2, 3)]) == (2, 9)
    assert cover([]) is None
