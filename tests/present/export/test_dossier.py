"""A dossier gives every sentence with what leads to it, the same bytes each time, and nothing of a redacted name."""

import html
import json
import re
from pathlib import Path

import pytest

from sayso.case import Case, Filters, create_case, open_case
from sayso.errors import SaysoError
from sayso.present.export.dossier import make_dossier, render_dossier, write_dossier
from sayso.present.export.redaction import BAR, make_redaction, redact, redact_address
from sayso.records import Decision

LINES = [
    {
        "id": "a",
        "title": "Quell & Sons <b>close</b> the mill",
        "publisher": "Orrin Post",
        "date": "2027-02-03",
        "url": "https://orrin-post.example/ada-quell-mill",
        "text": "Mayor Ada Quell said the mill would close in June. Tomas Birk denied that the mill was closing.",
    },
    {
        "id": "b",
        "publisher": "奥林日报",
        "date": "2027-02-01",
        "text": "市长阿达·奎尔表示,磨坊将于六月关闭。工会主席白岚否认磨坊会关闭。",
    },
    {
        "id": "c",
        "text": "# Quell said: <script>alert(1)</script> the *weir* would stay. The guild denied that the weir leaked.",
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("secret-home")
    (place / "a.jsonl").write_text("\n".join(json.dumps(line) for line in LINES), "utf-8")
    with create_case(place / "mill") as case:
        case.add([place / "a.jsonl"])
        assert case.counts().documents == 3
    return place / "mill"


@pytest.fixture
def case(folder: Path) -> Case:
    with open_case(folder) as case:
        yield case


def test_every_sentence_stands_with_its_footnote(case: Case) -> None:
    for suffix in (".html", ".md"):
        text = html.unescape(render_dossier(make_dossier(case, Filters()), suffix)).replace("\\", "")
        rows = list(case.statements())
        assert len(rows) >= 5
        for row in rows:
            assert " ".join(row.sentence_words.split()) in text
            assert row.statement.id in text
            assert row.document.sha256 in text
            assert row.document.captured_at in text
        assert "https://orrin-post.example/ada-quell-mill" in text
        assert case.head() in text


def test_footnotes_point_at_the_words(case: Case) -> None:
    for note in make_dossier(case, Filters()).notes:
        shown = case.show(note.id)
        assert note.start == min(mark.span.start for mark in shown.marks)
        assert note.end == max(mark.span.end for mark in shown.marks)


def test_days_run_forward_and_no_date_comes_last(case: Case) -> None:
    days = [note.day for note in make_dossier(case, Filters()).notes]
    assert days == sorted(days)
    assert days[-1] == "no date"


def test_the_same_case_gives_the_same_bytes(case: Case, folder: Path, tmp_path: Path) -> None:
    for name in ("x.html", "x.md"):
        write_dossier(make_dossier(case, Filters(), redacted_names=["Ada Quell"]), tmp_path / name)
        with open_case(folder) as again:
            other = make_dossier(again, Filters(), redacted_names=["Ada Quell"])
        assert (tmp_path / name).read_bytes() == render_dossier(other, Path(name).suffix).encode()


def test_a_redacted_name_is_nowhere_in_the_file(case: Case) -> None:
    made = make_dossier(case, Filters(speaker="Quell"), title="On Ada QUELL", redacted_names=["ada quell", "阿達·奎爾"])
    for suffix in (".html", ".md"):
        text = render_dossier(made, suffix)
        assert not re.search("quell|奎尔|奎爾", text, re.IGNORECASE)
        assert BAR in text
        assert "orrin-post" not in text


def test_without_redaction_the_name_is_there(case: Case) -> None:
    assert "Ada Quell" in render_dossier(make_dossier(case, Filters()), ".html")


def test_bars_have_one_length_and_cover_names_that_overlap(case: Case) -> None:
    redaction = make_redaction(case, ["Ada Quell", "Quell said"])
    assert redact("then Ada Quell said so", redaction) == f"then {BAR} so"
    assert redact_address("https://x.example/%41daQuell.html", redaction) == BAR
    assert redact_address("https://x.example/mill", redaction) == "https://x.example/mill"


def test_nothing_of_a_document_is_markup(case: Case) -> None:
    made = make_dossier(case, Filters(), title="<script>x</script>")
    page = render_dossier(made, ".html")
    assert "<script" not in page
    assert "<b>" not in page
    text = render_dossier(made, ".md")
    assert "<script" not in text
    assert "*weir*" not in text
    assert "> \\# Quell" in text


def test_where_the_files_lay_is_not_told(case: Case) -> None:
    for suffix in (".html", ".md"):
        assert "secret-home" not in render_dossier(make_dossier(case, Filters(), title="mill"), suffix)


def test_what_a_person_rejected_is_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(LINES[0]), "utf-8")
    with create_case(tmp_path / "case") as case:
        case.add([tmp_path / "a.jsonl"])
        first, second, *_ = [row.statement.id for row in case.statements()]
        for id, judgement in ((first, "negative"), (second, "positive")):
            case.decide(
                Decision(id="", about=(id,), question="right as found", judgement=judgement, reviewer="Ana", made_at="")
            )
        made = make_dossier(case, Filters())
    assert (made.rejected, made.accepted) == (1, 1)
    text = render_dossier(made, ".html")
    assert first not in text
    assert "accepted by <bdi>Ana" in text


def test_another_ending_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match=r"\.html or \.md"):
        write_dossier(make_dossier(case, Filters()), tmp_path / "x.docm")
    with pytest.raises(SaysoError, match="no statement"):
        make_dossier(case, Filters(speaker="Nemo"))
