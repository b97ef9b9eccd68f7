"""Any text at all: nothing raises, every span lies in the text, the same text gives the same records."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.contract import DocumentOut, ErrorOut, Words, make_output
from sayso.demo import find_demo_folder
from sayso.extraction import Extraction, extract_sources
from sayso.pipeline import combine, read_document
from sayso.records import AnyFinding, Document, Mention, Origin, Passage, Span, Statement

PIECES = [
    "The harbour master said the quay was closed", "according to Ada Lind", "“so it is”", "she added", "that",
    "港务局表示", "码头已经停工", "“没有报告”", "据北岭电台报道", "他说", "министр заявил, что", "«причал закрыт»",
    "ဟု ပြောကြားသည်", "dijo que", "a affirmé que", "Ms. Lind", "U.S.", "3.1亿美元", "12 July", "5月3日",
]  # fmt: skip
MARKS = [
    ". ",
    ", ",
    "。",
    ",",
    "\n\n",
    "\n",
    "\r\n",
    "“",
    "”",
    '"',
    "'",
    "«",
    "»",
    "「",
    "」",
    ":",
    "…",
    " ",
    "😀",
    "e\u0301",
    "\u202e",
    "\x00",
]
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*PIECES, *MARKS]), max_size=30).map("".join),
)  # fmt: skip


def find_spans(value: object) -> list[Span]:
    """Every span of a finding, whatever field it stands in."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [span for field in value.__struct_fields__ for span in find_spans(getattr(value, field))]
    if isinstance(value, tuple):
        return [span for item in value for span in find_spans(item)]
    return []


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_every_span_lies_in_the_text_and_the_same_text_gives_the_same_records(text: str) -> None:
    document = Document(id="x", text=text, published="2027-05-04")
    findings = read_document(document)
    for finding in findings:
        for span in find_spans(finding):
            assert 0 <= span.start < span.end <= len(text)
    assert read_document(document) == findings
    assert len({finding.id for finding in findings}) == len(findings)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_every_quote_of_the_output_is_the_slice_and_survives_json(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    document = Document(id="x", text=text)
    findings = read_document(document)
    output = make_output(document, findings, with_text=True)
    for statement in output.statements:
        for words in [*statement.source, *statement.cue, *statement.content]:
            assert isinstance(words, Words)
            assert text[words.start : words.end] == words.quote
    for entity in output.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.quote
    assert msgspec.json.decode(msgspec.json.encode(output), type=DocumentOut) == output
    for finding in findings:
        assert msgspec.json.decode(msgspec.json.encode(finding), type=AnyFinding) == finding


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_records_refer_to_records_that_are_there(text: str) -> None:
    findings = read_document(Document(id="x", text=text))
    statements = {finding.id: finding for finding in findings if isinstance(finding, Statement)}
    mentions = {finding.id for finding in findings if isinstance(finding, Mention)}
    for statement in statements.values():
        assert statement.inside is None or statement.inside in statements
        assert statement.speaker is None or statement.speaker in mentions
        assert set(statement.about) <= mentions
        outer, steps = statement.inside, 0
        while outer is not None:
            outer, steps = statements[outer].inside, steps + 1
            assert steps <= len(statements)


def read_demo() -> list[Extraction]:
    from sayso.capture.sources import find_originals
    from sayso.records import Original
    from sayso.text.load import load_document

    originals = [original for original in find_originals([str(find_demo_folder())]) if isinstance(original, Original)]
    documents = [load_document(original) for original in originals]
    return [Extraction(document=document, findings=tuple(read_document(document))) for document in documents]


def test_the_order_of_documents_changes_nothing() -> None:
    read = read_demo()
    forward = combine([finding for extraction in read for finding in extraction.findings])
    backward = combine([finding for extraction in reversed(read) for finding in extraction.findings])
    assert {msgspec.json.encode(finding) for finding in forward} == {msgspec.json.encode(f) for f in backward}


def test_every_document_of_the_demo_is_in_one_origin_and_the_copies_share_one() -> None:
    read = read_demo()
    origins = [o for o in combine([f for e in read for f in e.findings]) if isinstance(o, Origin)]
    held = [document for origin in origins for document in origin.documents]
    assert sorted(held) == sorted(extraction.document.id for extraction in read)
    publishers = {extraction.document.id: extraction.document.publisher for extraction in read}
    copies = [
        {publishers[document] for document in origin.documents} for origin in origins if len(origin.documents) > 1
    ]
    assert copies == [{"Meridian Wire", "The Halmere Courier", "Coastal Daily"}]


def test_passages_cover_what_is_read() -> None:
    for extraction in read_demo():
        passages = [finding for finding in extraction.findings if isinstance(finding, Passage)]
        assert passages
        assert [p.span.start for p in passages] == sorted(p.span.start for p in passages)


def test_extracting_the_demo_gives_no_error() -> None:
    outputs = list(extract_sources([str(find_demo_folder())]))
    assert not [output for output in outputs if isinstance(output, ErrorOut)]
    documents = [output for output in outputs if isinstance(output, DocumentOut)]
    assert len(documents) == 12
    assert all(output.statements for output in documents)
