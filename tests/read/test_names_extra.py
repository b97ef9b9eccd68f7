"""Names by an optional package: asked only where it may be, its offsets in the whole text; natasha where it is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import names_extra
from sayso.read.names_extra import FoundName, cut_stretches, find_by_extra, has_extra
from sayso.read.reading import Reading, read_passage
from sayso.records import Document, Passage, Span

FRONT = "😀 e\u0301 …\n\n"


def read(text: str, lang: str = "ru", *, weighted: bool = True, start: int = 0) -> Reading:
    passage = Passage(id="p", made_by="test", span=Span("d", start, len(text)), lang=lang)
    reading = read_passage(Document(id="d", text=text), passage, weighted=weighted)
    assert reading is not None
    return reading


def find(text: str, lang: str = "ru", *, weighted: bool = True, start: int = 0) -> set[tuple[str, str]]:
    found = find_by_extra(read(text, lang, weighted=weighted, start=start), text)
    return {(text[name.start : name.end], name.schema) for name in found}


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recogniser that takes every word with a capital for a body."""

    def recognise(text: str) -> list[FoundName]:
        words = text.split()
        return [
            FoundName(text.index(word), text.index(word) + len(word), "ORG") for word in words if word[:1].isupper()
        ]

    monkeypatch.setattr(names_extra, "has_extra", lambda extra: True)
    monkeypatch.setattr(names_extra, "_load_recogniser", lambda extra: recognise)


def test_a_package_that_is_not_there_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_extra, "has_extra", lambda extra: False)
    assert find("Лесник Тихон Варламов приехал.") == set()


def test_an_extra_that_we_do_not_know_is_not_there() -> None:
    assert not has_extra("json")


@pytest.mark.usefixtures("invented")
def test_offsets_count_in_the_whole_text() -> None:
    text = FRONT + "там Лесхоз"
    assert find(text, start=len(FRONT)) == {("Лесхоз", "Organization")}


@pytest.mark.usefixtures("invented")
def test_words_of_a_body_say_what_kind_it_is() -> None:
    assert find("там Министерство") == {("Министерство", "PublicBody")}
    assert find("там Корпорация") == {("Корпорация", "Company")}


@pytest.mark.usefixtures("invented")
def test_it_is_asked_only_with_weights_and_by_a_language_that_names_it() -> None:
    assert find("там Лесхоз", weighted=False) == set()
    assert find("Tarrow came", "es") == set()


@given(st.lists(st.text(alphabet="аб .", min_size=1, max_size=90), max_size=8), st.integers(1, 40))
def test_stretches_are_short_and_are_the_whole(sentences: list[str], longest: int) -> None:
    text, places = "".join(sentences), []
    for sentence in sentences:
        start = places[-1][1] if places else 0
        places.append((start, start + len(sentence)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names_extra, "LONGEST", longest)
        stretches = list(cut_stretches(text, 0, len(text), places))
    assert "".join(text[start:end] for start, end in stretches) == text
    assert all(end - start <= longest for start, end in stretches)
    assert all(end > start for start, end in stretches) or not text


def test_a_stretch_ends_behind_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_extra, "LONGEST", 9)
    assert list(cut_stretches("Раз два. Три. Пять", 0, 18, [(0, 8), (9, 13), (14, 18)])) == [(0, 8), (8, 13), (13, 18)]


def test_natasha_finds_persons_bodies_and_places() -> None:
    pytest.importorskip("natasha")
    pytest.importorskip("threadpoolctl")
    text = FRONT + "Министр рыболовства Тихон Варламов прилетел в Хабаровск, где его ждала Счётная палата."
    expected = {("Тихон Варламов", "Person"), ("Хабаровск", "Place"), ("Счётная палата", "Organization")}
    assert expected <= find(text, start=len(FRONT))
    assert find(text, weighted=False) == set()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("Ивановск «»—,. \n\u0301😀a1"), max_size=300))
def test_natasha_keeps_inside_the_text(text: str) -> None:
    pytest.importorskip("natasha")
    pytest.importorskip("threadpoolctl")
    text += " тут."
    assert all(0 <= name.start < name.end <= len(text) for name in find_by_extra(read(text), text))
