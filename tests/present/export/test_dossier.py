"""A dossier gives every sentence with what leads to it, the same bytes each time, and nothing of a redacted name."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from sayso.case import Case, Filters, create_case, open_case
from sayso.errors import SaysoError
from sayso.present.export.dossier import DossierOptions, Scope, make_dossier, write_dossier
from sayso.present.export.dossier_files import render_text
from sayso.present.export.redaction import BAR, make_redaction, redact, redact_address
from sayso.records import Decision

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENDINGS = (".html", ".md", ".docx")
LINES = [
    {
        "id": "a",
        "title": "Quell & Sons <b>close</b> the mill",
        "publisher": "Orrin Post",
        "date": "2027-02-03",
        "url": "https://orrin-post.example/ada-quell-mill",
        "text": "Mayor Ada Quell said the mill would close in June. Tomas Birk denied that the mill was closing. "
        "Halmere signed an agreement with Arvenia on 30 January 2027.",
    },
    {
        "id": "b",
        "publisher": "奥林日报",
        "date": "2027-02-01",
        "text": "市长阿达·奎尔表示,磨坊将于六月关闭。工会主席白岚否认磨坊会关闭。",
    },
    {
        "id": "c",
        "text": "# Quell said that the <script>alert(1)</script> *weir* would stay. The guild denied that the weir leaked.",
    },
    {
        "id": "d",
        "publisher": "Valley Echo",
        "date": "2027-02-04",
        "text": "Tomas Birk said that 1,200 jobs would go on 5 May 2027.",
    },
    {
        "id": "e",
        "publisher": "Hill \ud83d\udce3 Gazette",
        "date": "2027-02-05",
        "url": "javascript:alert(1)",
        "text": "Ada Quell denied that 1,200 jobs would go on 5 May 2027, and said: \u202eevil\u0007 words.",
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("secret-home")
    (place / "a.jsonl").write_text("\n".join(json.dumps(line) for line in LINES), "utf-8")
    with create_case(place / "mill") as case:
        case.add([place / "a.jsonl"])
        assert case.counts().documents == len(LINES)
    return place / "mill"


@pytest.fixture
def case(folder: Path) -> Iterator[Case]:
    with open_case(folder) as case:
        yield case


def read(case: Case, suffix: str, filters: Filters | None = None, **options: object) -> str:
    """All words of the file: of a Word file those of all its parts, as XML."""
    path = case.folder.parent / f"read{suffix}"
    write_dossier(case, path, filters, DossierOptions(**options))  # type: ignore[arg-type]
    if suffix != ".docx":
        return path.read_text("utf-8")
    with ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def plain(text: str, suffix: str) -> str:
    """The words without what marks them."""
    if suffix == ".docx":
        text = re.sub(r"</w:p>", " ", text)
    text = html.unescape(re.sub(r"<[^<>]*>", "", text) if suffix != ".md" else text).replace("\\", "")
    return " ".join(text.split())


@pytest.mark.parametrize("suffix", ENDINGS)
def test_every_sentence_stands_with_its_footnote(case: Case, suffix: str) -> None:
    text = plain(read(case, suffix), suffix)
    rows = [row for row in case.statements() if "evil" not in row.sentence_words and "script" not in row.sentence_words]
    assert len(rows) >= 6
    for row in rows:
        assert " ".join(row.sentence_words.split()) in text
        assert row.statement.id in text
        assert row.document.sha256 in text
        assert row.document.captured_at in text
    assert "https://orrin-post.example/ada-quell-mill" in text
    assert case.head() in text


def test_footnotes_point_at_the_words(case: Case) -> None:
    with make_dossier(case) as dossier:
        notes = list(dossier.read_footnotes())
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    for note in notes:
        shown = case.show(note.id)
        spans = [mark.span for mark in shown.marks if note.kind == "statement" or mark.part == "clause"]
        assert note.footnote.start == min(span.start for span in spans)
        assert note.footnote.end == max(span.end for span in spans)


def test_days_run_forward_and_an_event_stands_on_its_own_day(case: Case) -> None:
    with make_dossier(case) as dossier:
        notes = list(dossier.read_chronology())
    days = [note.day[:10] for note in notes]
    assert days == sorted(days)
    assert days[-1] == "no date"
    assert (notes[0].kind, notes[0].day) == ("event", "2027-01-30")


@pytest.mark.parametrize("suffix", ENDINGS)
def test_claims_and_disputes_are_there_with_their_sides(case: Case, suffix: str) -> None:
    text = plain(read(case, suffix), suffix)
    assert text.count("Disputes") == 1
    assert re.search(r"1 independent origin", text)


def test_what_claims_lead_to_outside_the_filters_has_footnotes_too(case: Case) -> None:
    filters = Filters(speaker="白岚")
    text = read(case, ".md", filters)
    numbers = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert numbers == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert len(numbers) > 1, "what he denies has a note too"
    word = read(case, ".docx", filters)
    assert sorted(re.findall(r'<w:footnoteReference w:id="(\d+)"', word), key=int) == sorted(numbers, key=int)


@pytest.mark.parametrize("suffix", ENDINGS)
def test_the_same_case_gives_the_same_bytes(case: Case, folder: Path, tmp_path: Path, suffix: str) -> None:
    options = DossierOptions(redacted_names=("Ada Quell",))
    write_dossier(case, tmp_path / f"x{suffix}", options=options)
    with open_case(folder) as again:
        write_dossier(again, tmp_path / f"y{suffix}", options=options)
    assert (tmp_path / f"x{suffix}").read_bytes() == (tmp_path / f"y{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ENDINGS)
def test_a_redacted_name_is_nowhere_in_the_file(case: Case, suffix: str) -> None:
    text = read(case, suffix, title="On Ada QUELL", redacted_names=("ada quell", "阿達·奎爾"))
    assert not re.search("quell|奎尔|奎爾", text, re.IGNORECASE)
    assert BAR in text
    assert "orrin-post" not in text


def test_a_redacted_name_is_not_in_the_scope(case: Case) -> None:
    entity = case.choose_entity("Ada Quell")
    text = read(case, ".docx", Filters(entities=(entity,), words="Quell"), redacted_names=("Ada Quell", "Quell"))
    assert not re.search("quell", text, re.IGNORECASE)


def test_without_redaction_the_name_is_there(case: Case) -> None:
    assert "Ada Quell" in read(case, ".html")


def test_bars_have_one_length_and_cover_names_that_overlap(case: Case) -> None:
    redaction = make_redaction(case, ["Ada Quell", "Quell said"])
    assert redact("then Ada Quell said so", redaction) == f"then {BAR} so"
    assert redact_address("https://x.example/%41daQuell.html", redaction) == BAR
    assert redact_address("https://x.example/mill", redaction) == "https://x.example/mill"


def test_nothing_of_a_document_is_markup(case: Case) -> None:
    page = read(case, ".html", title="<script>x</script>")
    assert "<script" not in page
    assert "<b>" not in page
    assert "javascript:" not in re.sub(r"<bdi>[^<]*</bdi>", "", page)
    text = read(case, ".md", title="<script>x</script>")
    assert "<script" not in text
    assert "*weir*" not in text
    assert "> \\# Quell" in text
    for written in (page, text, read(case, ".docx")):
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", written.replace("\r", ""))


def test_a_word_file_is_sound_and_runs_nothing(case: Case) -> None:
    read(case, ".docx", numbered=True, title="<script>")
    with ZipFile(case.folder.parent / "read.docx") as archive:
        names = archive.namelist()
        parts = {name: etree.fromstring(archive.read(name)) for name in names}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    types = {item.get("PartName") for item in parts["[Content_Types].xml"]} - {None}
    assert types <= {f"/{name}" for name in names}
    body, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    used = [item.get(f"{W}id") for item in body.iter(f"{W}footnoteReference")]
    held = [item.get(f"{W}id") for item in notes.iter(f"{W}footnote") if item.get(f"{W}type") is None]
    assert used == held == [str(number) for number in range(1, len(held) + 1)]
    anchors = {item.get(f"{W}name") for item in body.iter(f"{W}bookmarkStart")}
    assert {item.get(f"{W}anchor") for item in body.iter(f"{W}hyperlink")} <= anchors
    fields = {item.get(f"{W}instr") for part in parts.values() for item in part.iter(f"{W}fldSimple", f"{W}instrText")}
    assert fields == {" PAGE "}
    targets = [item.get("Target") or "" for item in parts["word/_rels/footnotes.xml.rels"]]
    assert targets == ["https://orrin-post.example/ada-quell-mill"]
    assert list(body.iter(f"{W}lnNumType"))
    assert not {name for name in names if "vba" in name.lower() or name.endswith(".bin")}


def test_paper_and_numbers_are_as_asked(case: Case) -> None:
    assert "size: letter" in read(case, ".html", paper="letter")
    assert 'class="numbered"' in read(case, ".html", numbered=True)
    assert 'w:w="12240"' in read(case, ".docx", paper="letter")
    with pytest.raises(SaysoError, match="no numbers in the margin"):
        read(case, ".md", numbered=True)


@pytest.mark.parametrize("suffix", ENDINGS)
def test_where_the_files_lay_is_not_told(case: Case, suffix: str) -> None:
    assert "secret-home" not in read(case, suffix, title="mill")


def test_what_a_person_rejected_is_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(LINES[0]), "utf-8")
    with create_case(tmp_path / "case") as case:
        case.add([tmp_path / "a.jsonl"])
        first, second, *_ = [row.statement.id for row in case.statements()]
        for id, judgement in ((first, "negative"), (second, "positive")):
            case.decide(
                Decision(id="", about=(id,), question="right as found", judgement=judgement, reviewer="Ana", made_at="")
            )
        made: Scope = write_dossier(case, tmp_path / "x.html")
    assert (made.rejected, made.accepted) == (1, 1)
    text = (tmp_path / "x.html").read_text("utf-8")
    assert first not in text
    assert "accepted by Ana" in text


def test_an_entity_is_chosen_by_name_in_any_script_or_by_id(case: Case) -> None:
    id = case.choose_entity("Tomas Birk")
    assert case.choose_entity(id) == case.choose_entity(id[:-1]) == id
    rows = list(case.statements(Filters(entities=(id,))))
    assert rows
    assert all(row.entity == id or "Birk" in row.sentence_words for row in rows)
    with pytest.raises(SaysoError, match="no entity is called 'Nemo'"):
        case.choose_entity("Nemo")


def test_an_entity_s_events_are_those_it_takes_part_in(case: Case) -> None:
    filters = Filters(entities=(case.choose_entity("Halmere"),))
    with make_dossier(case, filters) as dossier:
        assert (dossier.scope.statements, dossier.scope.events) == (0, 1)


def test_another_ending_is_refused_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match=r"\.html, \.md or \.docx"):
        write_dossier(case, tmp_path / "x.docm")
    with pytest.raises(SaysoError, match="no statement"):
        write_dossier(case, tmp_path / "x.html", Filters(speaker="Nemo"))
    with pytest.raises(SaysoError, match="cannot be written"):
        write_dossier(case, tmp_path / "none" / "x.html")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_when_writing_fails(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("before")
    with pytest.raises(SaysoError):
        write_dossier(case, path, Filters(speaker="Nemo"))
    assert path.read_text() == "before"


def test_the_text_comes_in_pieces(case: Case) -> None:
    with make_dossier(case) as dossier:
        assert sum(1 for _ in render_text(dossier, ".html")) >= 1
