import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sayso.records import Document, Original
from sayso.store.folders import create_store
from sayso.store.rows import Filters, SearchHit
from sayso.store.saving import Store, save_document
from sayso.store.searching import LONGEST_SNIPPET, search_texts

# Each example makes a case; making ever smaller ones would take minutes.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def marked(hit: SearchHit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.marks]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("会晤", ["会晤"]),
        ("莱", ["莱", "萊"]),
        ("敏昂萊", ["敏昂莱", "敏昂萊"]),
        ("ရု", ["ရု"]),
        ("ရ", []),
        ("ရုရှား", ["ရုရှား"]),
        ("ရှား", ["ရှား"]),
        ("хлайн", ["Хлайн"]),
        ("HLAING", ["Hlaing"]),
        ("Aung Hlaing", ["Aung Hlaing"]),
        ("Hlai", []),
        ("莱 Rosatom", []),
        ("在Rosatom", ["在Rosatom"]),
        ("2024", ["2024"]),
        ('"Hlaing" OR *', []),
        ("Hlaing*", ["Hlaing"]),
        ('"', []),
        ("NEAR(a b)", []),
        ("-Hlaing", ["Hlaing"]),
        ("words : Hlaing", []),
        ("", []),
    ],
)
def test_words_of_any_script_and_length_are_found_where_they_stand(
    store: Store, add_marked: Callable, query: str, found: list[str]
) -> None:
    add_marked("敏昂莱在Rosatom会晤。\n敏昂萊沒有說話。", lang="zh")
    add_marked("Min Aung Hlaing spoke in 2024.\nМин Аун Хлайн молчал.\nရုရှား")
    assert [word for hit in search_texts(store, query, Filters()) for word in marked(hit)] == found


def test_a_hit_is_a_sentence_with_all_its_marks(store: Store, add_marked: Callable) -> None:
    reading = add_marked("The quay is a quay. It was closed.\nAnother Quay opened.", publisher="Gazette")
    hits = list(search_texts(store, "quay", Filters()))
    assert [hit.snippet for hit in hits] == ["The quay is a quay.", "Another Quay opened."]
    assert [marked(hit) for hit in hits] == [["quay", "quay"], ["Quay"]]
    for hit in hits:
        assert reading.document.text[hit.sentence.start : hit.sentence.end] == hit.snippet
        assert hit.snippet_start == hit.sentence.start
        assert hit.passage == reading.findings[0].id
        assert hit.document.publisher == "Gazette"


def test_several_phrases_must_all_stand_in_the_document(store: Store, add_marked: Callable) -> None:
    add_marked("The quay closed. The tide rose.")
    add_marked("The quay opened.")
    assert len(list(search_texts(store, ("quay", "tide"), Filters()))) == 2
    assert len(list(search_texts(store, ("quay", "moon"), Filters()))) == 0
    assert len(list(search_texts(store, ("quay", "—"), Filters()))) == 0


def test_filters_on_documents_apply(store: Store, add_marked: Callable) -> None:
    add_marked("The quay closed.", published="2024-05-01")
    add_marked("The quay opened.", published="2025-05-01", publisher="Gazette", lang="fr")
    assert [hit.snippet for hit in search_texts(store, "quay", Filters(until="2024"))] == ["The quay closed."]
    assert [hit.snippet for hit in search_texts(store, "quay", Filters(publisher="gazette"))] == ["The quay opened."]
    assert [hit.snippet for hit in search_texts(store, "quay", Filters(language="fr"))] == ["The quay opened."]
    assert len(list(search_texts(store, "quay", Filters(limit=1)))) == 1


def test_filters_on_statements_keep_the_sentences_of_such_statements(store: Store, add_marked: Callable) -> None:
    add_marked("[Ada Quill] {said} <the quay closed>.\nThe quay is old.")
    add_marked("[Mayor Lind] {denied} <the quay closed>.", act="deny")
    assert [hit.snippet for hit in search_texts(store, "quay", Filters(speaker="quill"))] == [
        "Ada Quill said the quay closed."
    ]
    assert [hit.snippet for hit in search_texts(store, "quay", Filters(act="deny"))] == [
        "Mayor Lind denied the quay closed."
    ]
    assert list(search_texts(store, "quay", Filters(speaker="—"))) == []


def test_of_a_long_sentence_the_stretch_around_the_words_is_shown(store: Store, add_marked: Callable) -> None:
    add_marked("word " * 300 + "quay " + "word " * 300)
    hit = next(search_texts(store, "quay", Filters()))
    assert len(hit.snippet) <= LONGEST_SNIPPET
    assert marked(hit) == ["quay"]


def test_words_outside_what_is_read_are_found_too(store: Store, read_marked: Callable) -> None:
    reading = read_marked("Menu: quay\nThe harbour closed.")
    save_document(store, reading.original, reading.document, [])
    hit = next(search_texts(store, "quay", Filters()))
    assert (hit.passage, hit.lang, hit.snippet) == (None, "und", "Menu: quay")


# What the property below may write: two scripts without spaces, three with, signs, and every trap of FTS5.
PIECES = [
    "会",
    "晤",
    "敏",
    "昂",
    "莱",
    "萊",
    "ရု",
    "ရှား",
    "က",
    "ман",
    "Хлайн",
    "хлайн",
    "quay",
    "Quay",
    "a",
    "2",
    "。",
    ",",
    " ",
    "\n",
    '"',
    "*",
    "-",
]


def simple_words(text: str) -> list[str]:
    """What the words of such a text are, worked out without the code under test."""
    words: list[str] = []
    last = ""
    for letter in unicodedata.normalize("NFC", text).lower().replace("萊", "莱"):
        if "\u4e00" <= letter <= "\u9fff":
            words.append(letter)
            last = "han"
        elif "\u1000" <= letter <= "\u109f":
            if unicodedata.category(letter) == "Lo" or last != "burmese":
                words.append(letter)
            else:
                words[-1] += letter
            last = "burmese"
        elif letter.isalnum():
            words[-1:] = [words[-1] + letter] if last == "word" else [*words[-1:], letter]
            last = "word"
        else:
            last = ""
    return words


def stands_in(query: list[str], text: list[str]) -> bool:
    return bool(query) and f" {' '.join(query)} " in f" {' '.join(text)} "


@settings(max_examples=60, deadline=None, phases=NO_SHRINKING)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), min_size=1, max_size=4, unique=True),
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), min_size=1, max_size=6),
)
def test_search_finds_what_reading_every_text_finds(texts: list[str], queries: list[str]) -> None:
    with TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "case")
        for number, text in enumerate(texts):
            original = Original(content=text.encode(), address=f"{number}", captured_at="2026-03-01T10:00:00Z")
            save_document(store, original, Document(id=f"d-{number}", text=text), [])
        for query in queries:
            expected = [
                f"d-{number}" for number, text in enumerate(texts) if stands_in(simple_words(query), simple_words(text))
            ]
            hits = list(search_texts(store, query, Filters()))
            assert list(dict.fromkeys(hit.document.id for hit in hits)) == expected
            for hit in hits:
                assert all(simple_words(word) == simple_words(query) for word in marked(hit))
        store.connection.close()


def test_the_brute_force_knows_words() -> None:
    assert simple_words("敏昂萊Quay 2，ရုရှား-a") == ["敏", "昂", "莱", "quay", "2", "ရု", "ရှား", "a"]
