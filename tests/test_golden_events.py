"""Golden examples of events and relations: a sentence, and all that must be found in it, by country and sector."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso import languages
from sayso.pipeline import read_document
from sayso.records import AnyFinding, Document, Entity, Event, Mention, Relation

FOLDER = Path(__file__).parent / "golden" / "events"
PUBLISHED = "2027-06-10"


def list_events() -> list[Any]:
    examples = []
    for name in ("en", "zh", "ru", "en_trees"):
        rows = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["example"]
        examples += [pytest.param(name, row, id=f"{name}-{row['text'][:30]}") for row in rows]
    return examples


def list_relations() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / "relations.toml").read_text("utf-8"))["example"]
    return rows


def read(lang: str, text: str, *, weighted: bool = False) -> list[AnyFinding]:
    return read_document(Document(id="d", text=text, lang=lang, published=PUBLISHED), weighted=weighted)


def describe(event: Event, entities: dict[str, Entity]) -> str:
    def name(ids: tuple[str, ...]) -> str:
        return ",".join(f"{entities[id].country or '-'} {entities[id].sector or ''}".strip() for id in ids)

    sides = f"{name(event.participants)} together" if event.participants else ""
    told = sides or f"{name(event.actors)} > {name(event.recipients)}".rstrip()
    date = f"; {event.date.normal}" if event.date else ""
    return f"{event.event_type}: {told}; {event.factuality}{date}"


@pytest.mark.parametrize(("name", "example"), list_events())
def test_golden_events(name: str, example: dict[str, Any]) -> None:
    lang, _, trees = name.partition("_")
    findings = read(lang, example["text"], weighted=bool(trees))
    entities = {mention: f for f in findings if isinstance(f, Entity) for mention in f.mentions}
    assert [describe(f, entities) for f in findings if isinstance(f, Event)] == example["events"]


def tell(relation: Relation, text: str, words: dict[str, str]) -> str:
    role = text[relation.role.start : relation.role.end] if relation.role else ""
    since, until = (value.normal if value else "" for value in (relation.since, relation.until))
    marks = [f"{since}..{until}"] if since or until else []
    marks += ["ended"] if relation.ended else []
    marks += [relation.factuality] if relation.factuality != "asserted" else []
    ends = [words[relation.subject], role, words[relation.object], *marks]
    return f"{relation.relation_type}: {' | '.join(ends)}"


@pytest.mark.parametrize("example", list_relations(), ids=lambda row: row["text"][:30])
def test_golden_relations(example: dict[str, Any]) -> None:
    text, lang = example["text"], example["lang"]
    language = languages.load(lang)
    assert language is not None
    ours = bool(language.settings.weights or language.naming.weights)  # a package for names may not be installed
    findings = read_document(Document(id="d", text=text, lang=lang, published=PUBLISHED), weighted=ours)
    words = {f.id: text[f.span.start : f.span.end] for f in findings if isinstance(f, Mention)}
    pronouns = {f.id for f in findings if isinstance(f, Mention) and f.form == "pronoun"}
    words |= {m: f.names[0] for f in findings if isinstance(f, Entity) for m in f.mentions if m in pronouns}
    found = [tell(finding, text, words) for finding in findings if isinstance(finding, Relation)]
    assert found == example["relations"]
