"""Every row of a trigger table is found in its example, with the type that the row names."""

import pytest

from sayso import languages
from sayso.languages import Trigger
from sayso.pipeline import read_document
from sayso.records import Document, Event


def list_triggers() -> list[tuple[str, Trigger]]:
    found = []
    for code in languages.list_languages():
        language = languages.load(code)
        assert language is not None
        found += [(code, trigger) for trigger in language.triggers]
    return found


@pytest.mark.parametrize(
    ("code", "trigger"), list_triggers(), ids=lambda value: value if isinstance(value, str) else value.forms[0]
)
def test_the_engine_finds_the_trigger_of_each_example(code: str, trigger: Trigger) -> None:
    findings = read_document(Document(id="d", text=trigger.example, lang=code), weighted=False)
    found = [(event.event_type, event.mode) for event in findings if isinstance(event, Event)]
    expected = {trigger.event_type}
    assert expected & {event_type for event_type, _ in found}, f"found {found}"


@pytest.mark.parametrize("code", sorted({code for code, _ in list_triggers()}))
def test_every_language_tells_all_types(code: str) -> None:
    language = languages.load(code)
    assert language is not None
    assert len({trigger.event_type for trigger in language.triggers}) == 16
