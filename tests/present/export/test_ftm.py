"""What is exported for FollowTheMoney: what it holds, and, where followthemoney is installed, that it takes all of it."""

import importlib.util
import json

import msgspec
import pytest

from sayso import demo
from sayso.contract import DocumentOut
from sayso.extraction import extract_sources
from sayso.present.export.ftm import make_ftm
from sayso.present.export.ftm_values import FtmEntity

HAS_FTM = importlib.util.find_spec("followthemoney") is not None


@pytest.fixture(scope="module")
def exported() -> list[FtmEntity]:
    outputs = extract_sources([str(demo.find_demo_folder())])
    return [made.show() for output in outputs if isinstance(output, DocumentOut) for made in make_ftm(output)]


def test_every_reference_points_to_something_exported(exported: list[FtmEntity]) -> None:
    known = {entity.id for entity in exported}
    for entity in exported:
        for key in ("document", "proof", "entity", "resolved"):
            assert set(entity.properties.get(key, [])) <= known


def test_one_id_has_one_schema(exported: list[FtmEntity]) -> None:
    schemata: dict[str, set[str]] = {}
    for entity in exported:
        schemata.setdefault(entity.id, set()).add(entity.schema)
    assert [id for id, found in schemata.items() if len(found) > 1] == []


def test_a_person_in_three_scripts_is_one_entity(exported: list[FtmEntity]) -> None:
    person = {
        name
        for entity in exported
        if entity.id in find_ids(exported, "Mirela Costa")
        for name in entity.properties["name"]
    }
    assert {"Mirela Costa", "Мирела Коста", "米雷拉·科斯塔"} <= person


def find_ids(exported: list[FtmEntity], name: str) -> set[str]:
    return {entity.id for entity in exported if entity.schema == "Person" and name in entity.properties["name"]}


@pytest.mark.skipif(not HAS_FTM, reason="followthemoney is not installed: pip install sayso[ftm]")
def test_followthemoney_keeps_every_value(exported: list[FtmEntity]) -> None:
    from followthemoney import model

    for entity in exported:
        line = json.loads(msgspec.json.encode(entity))
        proxy = model.get_proxy(line, cleaned=False)
        assert set(entity.properties) <= set(proxy.schema.properties)
        for key, values in entity.properties.items():
            assert len(proxy.get(key)) == len(set(values)), (entity.schema, key, values)
        assert all(proxy.get(key) for key in proxy.schema.required)
        assert model.get_proxy(proxy.to_dict()).to_dict() == proxy.to_dict()
