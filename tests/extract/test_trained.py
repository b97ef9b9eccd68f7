"""What becomes of the attributions that trained weights hand over; the weights' answers are written by hand."""

import msgspec

from sayso.extract.statements import find_statements
from sayso.read.encoder import Analysis, Attribution
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span


def find(text: str, source: str, cue: str, content: str, score: float) -> list[tuple[str, str, str]]:
    """Source, cue and content of each statement found where the weights find this one attribution."""
    passage = Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang="en")
    reading = read_passage(Document(id="d", text=text), passage, weighted=False)
    assert reading is not None
    places = [((text.index(piece), text.index(piece) + len(piece)),) for piece in (source, cue, content)]
    analysis = Analysis(attributions=(Attribution(*places, score),))
    statements = find_statements([msgspec.structs.replace(reading, analysis=analysis)])
    return [
        tuple(" ".join(text[span.start : span.end] for span in spans) for spans in (s.source, s.cue, s.content))
        for s in statements
    ]  # type: ignore[misc]


def test_a_deed_that_the_weights_are_not_sure_of_is_no_statement() -> None:
    text = "President Ada Lind appointed Tom Weir as harbour master."
    found = ("President Ada Lind", "appointed", "Tom Weir as harbour master")
    assert find(text, *found, 0.55) == []
    assert find(text, *found, 0.9) == [found]


def test_who_signs_says_nothing() -> None:
    text = "Tarrow Air signed a memorandum to supply the navy."
    assert find(text, "Tarrow Air", "signed a memorandum", "to supply the navy", 0.9) == []
    text = "Her lawyer said in a signed letter that the quay was sound."
    assert find(text, "Her lawyer", "said in a signed letter", "that the quay was sound", 0.9)


def test_a_piece_of_what_stands_before_an_inserted_cue_gives_way_to_the_whole() -> None:
    text = "Between January and April the firm shipped cranes worth 46 million to the port of Tarn, River Desk said."
    whole = text[: text.index(", River")]
    assert find(text, "River Desk", "said", "firm shipped cranes worth 46", 0.9) == [("River Desk", "said", whole)]
    assert find(text, "River Desk", "said", whole, 0.9) == [("River Desk", "said", whole)]


def test_unquoted_words_are_not_said_in_the_sentence_in_front_of_their_cue() -> None:
    text = "They spoke of the quay. Norland will mend it, Minister Ada Lind announced."
    found = find(text, "Minister Ada Lind", "announced", "the quay. Norland will mend it", 0.9)
    assert found == [("Minister Ada Lind", "announced", "Norland will mend it")]


def test_nobody_in_another_paragraph_is_the_subject_of_a_cue() -> None:
    text = "Ada Lind expressed concern about the quay.\n\nTom Weir spoke next."
    found = find(text, "Tom Weir", "expressed concern about", "the quay", 0.9)
    assert [source for source, _, _ in found] != ["Tom Weir"]
