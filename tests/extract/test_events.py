"""Events: sides, factuality, dates and what an event points at."""

import pytest

from sayso import languages
from sayso.errors import LanguageError
from sayso.pipeline import read_document
from sayso.records import Document, Entity, Event, Mention, Statement


def read(text: str, lang: str = "en", published: str | None = "2027-06-10") -> list[Event]:
    findings = read_document(Document(id="d", text=text, lang=lang, published=published), weighted=False)
    return [finding for finding in findings if isinstance(finding, Event)]


def test_everything_an_event_points_at_is_there() -> None:
    text = "Norwegian police arrested two Chilean sailors in Bergen, the Chilean embassy said on Monday."
    findings = read_document(Document(id="d", text=text, lang="en"), weighted=False)
    mentions = {f.id: f for f in findings if isinstance(f, Mention)}
    held = {mention for f in findings if isinstance(f, Entity) for mention in f.mentions}
    statements = {f.id for f in findings if isinstance(f, Statement)}
    (event,) = [f for f in findings if isinstance(f, Event)]
    assert {*event.actors, *event.recipients} <= mentions.keys() & held
    assert event.stated_in in statements
    assert text[event.trigger.start : event.trigger.end] == "arrested"


def test_the_date_of_the_cue_is_not_the_date_of_the_event() -> None:
    (event,) = read("Norwegian police arrested two Chilean sailors, the embassy said on Monday.")
    assert event.date is None


def test_a_day_that_does_not_exist_keeps_its_words_without_a_value() -> None:
    (event,) = read("Norwegian police arrested two Chilean sailors on 31 June 2027.")
    assert event.date is None or event.date.normal is None


def test_no_publication_date_fills_in_for_a_missing_one() -> None:
    (event,) = read("Ecuador expelled three Cuban diplomats.")
    assert event.date is None


def test_how_many_took_part() -> None:
    (event,) = read("Ecuador expelled three Cuban diplomats.")
    assert [amount.normal for amount in event.amounts] == ["3 person"]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Uruguay attacked Paraguay.", "asserted"),
        ("Uruguay did not attack Paraguay.", "denied"),
        ("Uruguay may attack Paraguay.", "hypothetical"),
        ("Uruguay plans to attack Paraguay.", "planned"),
    ],
)
def test_factuality(text: str, factuality: str) -> None:
    assert [event.factuality for event in read(text)] == [factuality]


def test_a_promise_to_give_is_an_agreement_and_no_aid_yet() -> None:
    assert [event.event_type for event in read("Uruguay will donate forty tractors to Paraguay.")] == ["AGREE"]


def test_a_shared_subject_goes_on_behind_and() -> None:
    first, second = read("Ecuador expelled three Cuban diplomats and recalled its ambassador from Havana.")
    assert first.actors == second.actors


def test_the_same_text_gives_the_same_events() -> None:
    text = "Ecuador expelled three Cuban diplomats."
    assert read(text) == read(text)


def test_a_mistake_in_a_table_names_file_and_line(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "triggers.tsv"
    head = "forms\tword\tevent_type\tmode\tactor\trecipient\tsides\tneeds\tblocks\texample\n"
    path.write_text(head + "meet\tverb\tMEETING\t\tsubject\twith\t\t\t\tAda met Bo.\n", "utf-8")
    with pytest.raises(LanguageError, match=r"xx/triggers.tsv line 2.*MEETING.*CONSULT"):
        list(languages._read_rows(path, "xx/triggers.tsv", languages.Trigger))


def test_a_promise_that_only_a_private_speaker_makes_is_a_statement_and_no_event() -> None:
    assert read("Engineer Ada Lind promised that the pump would be repaired.") == []


def test_a_country_that_is_concluded_carries_its_reason() -> None:
    text = "Gunmen kidnapped a Swiss geologist in Niger."
    findings = read_document(Document(id="d", text=text, lang="en"), weighted=False)
    (event,) = [f for f in findings if isinstance(f, Event)]
    actor = next(f for f in findings if isinstance(f, Entity) and event.actors[0] in f.mentions)
    assert (actor.country, actor.reasons) == ("NER", ("It acts in this country, and no other is named.",))


def test_the_month_of_march_is_no_march() -> None:
    assert [event.event_type for event in read("Students in Lima paid four dollars in March 2026.")] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_paragraph_of_a_long_text_tells_its_own_event(lang: str) -> None:
    once = {"en": "Ecuador expelled three Cuban diplomats.", "zh": "厄瓜多尔驱逐三名古巴外交官。"}[lang]
    assert len(read(f"{once}\n\n" * 40, lang)) == 40
