"""Pairs of statements that contradict each other, and pairs that only look so."""

import pytest

from sayso.pipeline import combine, read_document
from sayso.records import Claim, Dispute, Document, Event, Statement

DISPUTES = [
    "Port clerk Nils Aker said the crane had been sold to Dorvale. Harbour master Ilse Brandt denied that the crane had been sold.",
    "The village of Tarn Lane accused Veldt Mining of emptying its tanks into the river. Veldt Mining denied that it had emptied any tank.",
    "Mayor Jon Pell said 12 people died in the flood. Nurse Ada Holm said 19 people died in the flood.",
    "Mayor Jon Pell said the closure lasted two hours. Driver Olga Wirth said lorries waited for three days.",
    "Surveyor Karl Imm said the wall was built in May. Owner Rosa Dahl called it a lie.",
    "Teacher Lena Voss said the school roof had been repaired with oak beams. Builder Tom Ruck said the school roof had not been repaired with oak beams.",
    "Radio Tarn reported that minister Sven Lund told farmers that the tax would fall. Lund denied having told anybody so.",
    "Mayor Jon Pell said the bridge opened at 09:30. Ferryman Otto Brae said the bridge opened at 14:15.",
    "港务局局长林川说,吊车已经卖给东港公司。公司经理何田否认吊车已经卖出。",
    "环保组织“青河会”指控白石矿业向河里排放废水。白石矿业否认向河里排放废水。",
    "镇长陈木说,洪水造成12人死亡。护士李禾说,洪水造成19人死亡。",
    "镇长陈木说,检查用了两个小时。司机周南说,车队等了三天。",
    "Мэр Иван Лугов заявил, что кран продали в Дорвале. Директор порта Анна Зорина отрицает, что кран продали в Дорвале.",
    "Движение «Чистая река» обвинило компанию «Белый камень» в сбросе отходов. Компания «Белый камень» отрицает сброс отходов.",
    "Мэр Иван Лугов сообщил, что погибли 12 человек. Врач Анна Зорина сообщила, что погибли 19 человек.",
    "El alcalde, Juan Peral, aseguró que la grúa fue vendida a la empresa Norte. La gerente, Ana Soto, negó que la grúa fue vendida.",
    "Le maire, Jean Perrin, a déclaré que la grue avait été vendue. La directrice, Anne Sorel, a nié que la grue avait été vendue.",
]
TRAPS = [
    "Port clerk Nils Aker said the crane had been sold to Dorvale. Harbour master Ilse Brandt said the library would open in June.",
    "Harbour master Ilse Brandt denied that the crane had been sold. Brandt said the crane stood in the yard.",
    "Mayor Jon Pell said 12 people died in the flood. Nurse Ada Holm said 12 people died in the flood.",
    "Mayor Jon Pell said the ferry carries 600 people. Nurse Ada Holm said 19 people work in her ward.",
    "Mayor Jon Pell promised that the roof would be repaired. Teacher Lena Voss demanded that the roof be repaired.",
    "Mayor Jon Pell said the lease runs for ten years. Nurse Ada Holm said the nursery had waited two years for a doctor.",
    "Surveyor Karl Imm said the wall was not old. Baker Rosa Dahl said bread would be dearer.",
    "Surveyor Karl Imm denied that the wall was old, and its owner, Rosa Dahl, denied it as well.",
    "港务局局长林川说,吊车已经卖给东港公司。图书馆馆长何田说,图书馆六月开放。",
    "公司经理何田说,吊车还在院子里。他否认吊车已经卖出。",
    "镇长陈木说,洪水造成12人死亡。护士李禾说,洪水造成12人死亡。",
    "镇长陈木承诺修好屋顶。教师李禾要求修好屋顶。",
    "Мэр Иван Лугов заявил, что кран продали в Дорвале. Библиотекарь Анна Зорина сообщила, что библиотека откроется в июне.",
    "Мэр Иван Лугов сообщил, что погибли 12 человек. Врач Анна Зорина сообщила, что погибли 12 человек.",
    "Мэр Иван Лугов пообещал починить крышу. Учитель Анна Зорина потребовала починить крышу.",
    "El alcalde, Juan Peral, aseguró que la grúa fue vendida. La bibliotecaria, Ana Soto, dijo que la biblioteca abrirá en junio.",
    "Le maire, Jean Perrin, a déclaré que la grue avait été vendue. La bibliothécaire, Anne Sorel, a déclaré que la bibliothèque ouvrirait en juin.",
]


def find(*texts: str) -> list[Dispute]:
    findings = [
        finding
        for number, text in enumerate(texts)
        for finding in read_document(Document(id=f"d{number}", text=text, published="2027-06-03"), weighted=False)
    ]
    return [finding for finding in combine(findings) if isinstance(finding, Dispute)]


@pytest.mark.parametrize("text", DISPUTES)
def test_who_contradicts_is_found_with_a_reason(text: str) -> None:
    (dispute,) = find(text)
    assert dispute.kind == "conflict"
    assert dispute.reasons
    assert all(reason.endswith(".") for reason in dispute.reasons)


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_a_contradiction_is_none(text: str) -> None:
    assert find(text) == []


def test_over_documents_another_toll_of_the_same_night_is_a_dispute() -> None:
    (dispute,) = find(
        "Mayor Jon Pell said 12 people died at Mill Quay on 4 May 2027.",
        "Nurse Ada Holm said 19 people died at Mill Quay on 4 May 2027.",
    )
    assert sorted(dispute.homes) == [("d0",), ("d1",)]


def test_over_documents_another_toll_of_another_day_is_none() -> None:
    assert not find(
        "Mayor Jon Pell said 12 people died at Mill Quay on 4 May 2027.",
        "Nurse Ada Holm said 19 people died at Upper Tarn on 9 January 2026.",
    )


def test_another_report_of_what_is_denied_is_denied_too() -> None:
    found = find(
        "The group Open Harbour said the Ostra Line unloaded 44 crates in Velmora on 3 May 2027. The Ostra Line denied "
        "that it had unloaded crates in Velmora.",
        "La asociación Puerto Abierto dijo que el 3 de mayo de 2027 se descargaron 44 cajas en Velmora.",
    )
    assert any({"d0", "d1"} <= {home for homes in dispute.homes for home in homes} for dispute in found)


def test_what_is_really_behind_it_is_another_reading() -> None:
    (dispute,) = find("镇长陈木说,签字因译文没有完成而推迟。商人周南认为,推迟签字的真正原因是关税。")
    assert dispute.kind == "interpretation"


def test_who_only_tells_of_a_visit_does_not_read_it() -> None:
    assert not find(
        "The envoy arrived in Veld on Tuesday for a four-day visit, the broadcaster HNT reported. "
        "Ada Holm, a professor, said the real aim of the visit was to secure fuel."
    )


def test_every_statement_and_event_is_in_one_claim_and_copies_count_once() -> None:
    text = (
        "Mayor Jon Pell said the new crane would be paid with 340,000 euros from the harbour fund of Lower Tarn. " * 2
        + "Jon Pell met harbour master Ilse Brandt in Lower Tarn on 2 June 2027."
    )
    findings = [f for id in ("a", "b") for f in read_document(Document(id=id, text=text, published="2027-06-03"))]
    concluded = combine(findings)
    claims = [finding for finding in concluded if isinstance(finding, Claim)]
    held = sorted(id for claim in claims for id in claim.members)
    assert held == sorted(finding.id for finding in findings if isinstance(finding, Statement | Event))
    assert len(held) == 6
    assert max(len(set(claim.homes)) for claim in claims) == 2
    assert {len(claim.origins) for claim in claims} == {1}
