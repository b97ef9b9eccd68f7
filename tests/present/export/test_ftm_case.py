"""A whole case as FollowTheMoney entities and statements: valid, complete, the same both ways, and true to the texts."""

import importlib.util
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.case import Case, create_case
from sayso.demo import find_demo_folder
from sayso.present.export.cases import export_case
from sayso.present.export.ftm_values import FtmEntity
from sayso.store.streaming import stream_documents

needs_package = pytest.mark.skipif(
    importlib.util.find_spec("followthemoney") is None,
    reason="followthemoney is not installed: pip install sayso[ftm]",
)
HOSTILE = {
    "id": "=cmd",
    "title": '=HYPERLINK(1)<b>"\x07\u202e',
    "publisher": "@SUM(A1)",
    "date": "2027-05-02T23:15:00+02:00",
    "url": "javascript:alert(1)",
    "text": "=Ada Lind said <script>alert(1)</script> that\x07 Oskar\nRenn & \U0001f4e3 had left. Renn denied it.",
}
LISTED = {"id": "list/1", "schema": "Person", "properties": {"name": ["Ada Lind"], "alias": ["A. Q. Lind-Berg"]}}
Entities = dict[str, FtmEntity]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("ftm")
    (folder / "h.jsonl").write_text(json.dumps(HOSTILE), "utf-8")
    (folder / "list.json").write_text(json.dumps(LISTED), "utf-8")
    with create_case(folder / "Ports & Docks") as case:
        case.add([find_demo_folder(), folder / "h.jsonl"])
        case.import_list(folder / "list.json")
        yield case


@pytest.fixture(scope="module")
def entities(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Entities:
    path = tmp_path_factory.mktemp("out") / "entities.json"
    counts = export_case(case, "ftm", path)
    lines = [FtmEntity(**json.loads(line)) for line in path.read_bytes().splitlines()]
    assert sum(counts.values()) == len(lines) == len({line.id for line in lines})
    return {line.id: line for line in lines}


def read_statements(case: Case, path: Path) -> list[dict[str, str | None]]:
    export_case(case, "ftm-statements", path)
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_export_has_every_document_statement_and_event_of_the_case(case: Case, entities: Entities) -> None:
    def count(prefix: str) -> int:
        return sum(id.startswith(prefix) for id in entities)

    assert count("document-") == len(list(stream_documents(case.store)))
    assert count("note-") == len(list(case.statements()))
    assert count("event-") == len(list(case.events()))
    assert {"Employment", "Occupancy", "Position", "Documentation", "UnknownLink", "Address"} <= {
        entity.schema for entity in entities.values()
    }


def test_names_of_a_list_stand_beside_those_in_texts(entities: Entities) -> None:
    names = next(e for e in entities.values() if "A. Q. Lind-Berg" in e.properties.get("name", [])).properties["name"]
    assert {"Ada Lind", "阿达·林德", "A. Q. Lind-Berg"} <= set(names)


def test_a_document_keeps_only_what_can_be_written(entities: Entities) -> None:
    document = next(
        e for e in entities.values() if "@SUM(A1)" in e.properties.get("publisher", []) and "title" in e.properties
    )
    assert document.properties["publishedAt"] == ["2027-05-02"]
    assert "sourceUrl" not in document.properties
    assert document.properties["title"] == ['=HYPERLINK(1)<b>"\u202e']


def test_a_statement_says_where_its_value_stands(case: Case, tmp_path: Path) -> None:
    texts = {held.document.id: held.document.text for held in stream_documents(case.store)}
    places = 0
    for statement in read_statements(case, tmp_path / "s.jsonl"):
        found = re.fullmatch(r"(.+)#char=(\d+),(\d+)", statement["origin"] or "")
        if found:
            words = texts[found[1]][int(found[2]) : int(found[3])].replace("\x07", "").strip()
            first, *_, last = [*(statement["value"] or "").split(" … ")] * 2
            assert words.startswith(first)
            assert words.endswith(last) or " … " in (statement["value"] or "")
            places += 1
    assert places > 300


def test_one_name_has_all_of_its_places_and_a_listed_one_has_none(case: Case, tmp_path: Path) -> None:
    statements = read_statements(case, tmp_path / "s.jsonl")
    listed = next(row["entity_id"] for row in statements if row["value"] == "A. Q. Lind-Berg")
    origins: dict[str | None, list[str | None]] = {}
    for statement in statements:
        if statement["entity_id"] == listed and statement["prop"] == "name":
            origins.setdefault(statement["value"], []).append(statement["origin"])
    assert origins["A. Q. Lind-Berg"] == [None]
    documents = {(origin or "").split("#")[0] for origin in origins["Ada Lind"]}
    assert len(documents) > 2
    assert len({statement["id"] for statement in statements}) == len(statements)
    assert {statement["dataset"] for statement in statements} == {"ports_docks"}


@needs_package
def test_followthemoney_takes_every_entity_and_every_reference(entities: Entities) -> None:
    from followthemoney import model

    for entity in entities.values():
        proxy = model.get_proxy(
            {"id": entity.id, "schema": entity.schema, "properties": entity.properties}, cleaned=False
        )
        assert set(entity.properties) <= set(proxy.schema.properties)
        assert all(proxy.get(key) for key in proxy.schema.required), entity
        for key, values in entity.properties.items():
            assert len(proxy.get(key)) == len(values), (entity.schema, key, values)
            kind = proxy.schema.get(key)
            for value in values if kind is not None and kind.range is not None else ():
                target = model.get(entities[value].schema)
                assert target is not None
                assert target.is_a(kind.range), (entity.schema, key, target)


@needs_package
@pytest.mark.parametrize(("name", "shape"), [("s.csv", "csv"), ("s.jsonl", "json")])
def test_statements_give_the_entities_again(
    case: Case, entities: Entities, tmp_path: Path, name: str, shape: str
) -> None:
    from followthemoney.dataset import Dataset
    from followthemoney.statement import Statement
    from followthemoney.statement.entity import StatementEntity
    from followthemoney.statement.serialize import read_statements as read_rows

    counts = export_case(case, "ftm-statements", tmp_path / name)
    gathered: dict[str, list[Statement]] = {}
    for statement in read_rows(io.BytesIO((tmp_path / name).read_bytes()), shape):
        gathered.setdefault(statement.canonical_id, []).append(statement)
    assert counts["statements"] == sum(map(len, gathered.values()))
    dataset = Dataset.make({"name": "ports_docks", "title": "Ports"})
    assert gathered.keys() == entities.keys()
    for id, statements in gathered.items():
        made = StatementEntity.from_statements(dataset, statements).to_dict()
        assert made["schema"] == entities[id].schema
        assert {key: set(values) for key, values in made["properties"].items()} == {
            key: set(values) for key, values in entities[id].properties.items()
        }
