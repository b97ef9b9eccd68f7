"""Every form of a case is valid, complete, and says nothing that a spreadsheet or a parser would run."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from sayso.case import Case, Filters, create_case
from sayso.demo import find_demo_folder
from sayso.errors import SaysoError
from sayso.present.export.cases import FORMS, export_case
from sayso.present.export.prov import name_record
from sayso.records import AnyFinding, Decision, Document
from sayso.store.saving import FINDING_DECODER
from sayso.store.streaming import stream_documents

G = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("exports")
    hostile = {
        "id": "=cmd", "title": "=HYPERLINK(1)<b>\"'", "publisher": "@SUM(A1)\u202e", "date": "2027-05-02",
        "text": "=Ada Lind said <script>alert(1)</script> that Oskar Renn & \U0001f4e3 had left. \x07Renn denied it.",
    }  # fmt: skip
    (folder / "h.jsonl").write_text(json.dumps(hostile), "utf-8")
    (folder / "empty.pdf").write_bytes(b"%PDF-1.4 nothing")
    with create_case(folder / "case") as case:
        case.add([find_demo_folder(), folder / "h.jsonl", folder / "empty.pdf"])
        id = next(row.statement.id for row in case.statements())
        case.decide(
            Decision(
                id="", about=(id,), question="right as found", judgement="positive", reviewer="Ana | María", made_at=""
            )
        )
        yield case


def findings_of(case: Case) -> list[AnyFinding]:
    return [FINDING_DECODER.decode(record) for held in stream_documents(case.store) for record in held.findings]


def test_json_lines_hold_every_record_and_can_be_read_back(case: Case, tmp_path: Path) -> None:
    counts = export_case(case, "jsonl", tmp_path / "c.jsonl")
    lines = (tmp_path / "c.jsonl").read_bytes().splitlines()
    assert sum(counts.values()) == len(lines)
    kinds = {"Claim", "Dispute", "Failure", "Entry", "Origin", "Decision", "Document"}
    held = [line for line in lines if json.loads(line)["type"] not in kinds and json.loads(line).get("level") != "case"]
    assert [FINDING_DECODER.decode(line) for line in held] == findings_of(case)
    documents = [line for line in lines if json.loads(line)["type"] == "Document"]
    texts = [msgspec.json.decode(line, type=Document).text for line in documents]
    assert texts == [held.document.text for held in stream_documents(case.store)]
    assert {"Claim", "Origin", "Decision", "Failure", "Entry"} <= counts.keys()


def test_json_lines_and_prov_name_no_record_that_is_not_there(case: Case, tmp_path: Path) -> None:
    export_case(case, "prov", tmp_path / "c.json")
    made = json.loads((tmp_path / "c.json").read_bytes())
    known = made["entity"].keys() | made["activity"].keys() | made["agent"].keys()
    ends = {"prov:entity", "prov:activity", "prov:agent", "prov:generatedEntity", "prov:usedEntity"}
    named = {
        value
        for section in ("wasGeneratedBy", "used", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith")
        for relation in made[section].values()
        for key, value in relation.items()
        if key in ends
    }
    assert named <= known
    assert all(
        name_record(FINDING_DECODER.decode(record), held.document.id) in made["entity"]
        for held in stream_documents(case.store)
        for record in held.findings
    )
    generated = [relation["prov:entity"] for relation in made["wasGeneratedBy"].values()]
    assert len(generated) == len(set(generated)), "each record is made once"
    assert {"Ana | María"} <= {agent["prov:label"] for agent in made["agent"].values()}
    sources = [r for r in made["wasDerivedFrom"].values() if "prov:type" in r]
    assert len(sources) >= 2, "copies have their origin as primary source"


def test_prov_is_read_by_the_reference_library(case: Case, tmp_path: Path) -> None:
    model = pytest.importorskip("prov.model")
    counts = export_case(case, "prov", tmp_path / "c.json")
    with (tmp_path / "c.json").open("rb") as file:
        document = model.ProvDocument.deserialize(file, format="json")
    assert len(document.get_records()) == sum(counts.values())


def test_a_table_for_each_type_with_all_of_its_records(case: Case, tmp_path: Path) -> None:
    counts = export_case(case, "csv", tmp_path / "tables")
    found = findings_of(case)
    for name, kind in (
        ("statements", "Statement"),
        ("mentions", "Mention"),
        ("relations", "Relation"),
        ("dates", "DateValue"),
        ("events", "Event"),
    ):
        assert counts[name] == sum(type(finding).__name__ == kind for finding in found), name
    for name, count in counts.items():
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == count
        assert all(None not in row and None not in row.values() for row in rows), "each row has every column"
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")]
    with (tmp_path / "tables" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        texts = {held.document.id: held.document.text for held in stream_documents(case.store)}
        for row in csv.DictReader(file):
            words = texts[row["document"]][int(row["span_start"]) : int(row["span_end"])]
            assert row["span"].removeprefix("'") == words


def test_the_network_as_graphml_is_what_readers_need(case: Case, tmp_path: Path) -> None:
    counts = export_case(case, "graphml", tmp_path / "n.graphml")
    root = ElementTree.parse(tmp_path / "n.graphml").getroot()
    graph = root.find(f"{G}graph")
    assert graph is not None
    assert graph.get("edgedefault") == "directed"
    nodes = [node.get("id") for node in graph.iter(f"{G}node")]
    edges = [(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{G}edge")]
    assert len(nodes) == len(set(nodes)) == counts["nodes"]
    assert len(edges) == len(set(edges)) == counts["edges"]
    assert {end for edge in edges for end in edge} <= set(nodes)
    keys = {key.get("id") for key in root.iter(f"{G}key")}
    assert {data.get("key") for data in root.iter(f"{G}data")} <= keys


def test_networkx_reads_the_network(case: Case, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    counts = export_case(case, "graphml", tmp_path / "n.graphml")
    graph = networkx.read_graphml(tmp_path / "n.graphml")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (counts["nodes"], counts["edges"])
    assert all(data["weight"] >= 1 for _, _, data in graph.edges(data=True))


def test_filters_limit_the_network_and_the_events(case: Case, tmp_path: Path) -> None:
    everything = export_case(case, "plover", tmp_path / "p.csv")
    assert everything["events"] == sum(1 for _ in case.events())
    some = export_case(case, "plover", tmp_path / "p.csv", Filters(language="zh"))
    assert 0 < some["events"] < everything["events"]
    with pytest.raises(SaysoError, match="filters do not limit it"):
        export_case(case, "prov", tmp_path / "p.json", Filters(act="deny"))
    assert not (tmp_path / "p.json").exists()


def test_follow_the_money_has_each_entity_once(case: Case, tmp_path: Path) -> None:
    counts = export_case(case, "ftm", tmp_path / "f.json")
    lines = [json.loads(line) for line in (tmp_path / "f.json").read_bytes().splitlines()]
    ids = [line["id"] for line in lines]
    assert len(ids) == len(set(ids)) == sum(counts.values())
    names = [set(line["properties"]["name"]) for line in lines if line["schema"] == "Person"]
    assert any({"Ada Lind", "阿达·林德"} <= held for held in names) or any("Ada Lind" in held for held in names)


@pytest.mark.parametrize("shape", sorted(FORMS))
def test_the_same_case_gives_the_same_bytes(case: Case, tmp_path: Path, shape: str) -> None:
    for name in ("a", "b"):
        export_case(case, shape, tmp_path / name)
    first, second = tmp_path / "a", tmp_path / "b"
    pairs = [(first, second)] if first.is_file() else [(path, second / path.name) for path in first.iterdir()]
    assert pairs
    assert all(left.read_bytes() == right.read_bytes() for left, right in pairs)


def test_an_empty_case_can_be_exported(tmp_path: Path) -> None:
    with create_case(tmp_path / "case") as case:
        for shape in FORMS:
            export_case(case, shape, tmp_path / shape)
            assert (tmp_path / shape).exists()


def test_what_cannot_be_written_is_one_clear_line(case: Case, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaysoError, match="makes a folder"):
        export_case(case, "csv", tmp_path / "file")
    with pytest.raises(SaysoError, match="cannot be written"):
        export_case(case, "jsonl", tmp_path / "none" / "x.jsonl")
    with pytest.raises(SaysoError, match="Use one of"):
        export_case(case, "xml", tmp_path / "x")
