"""What holds for any bytes and any text: offsets lose nothing, and only our own errors come out."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.records import Document, Original, Part
from sayso.text.load import load_document
from sayso.text.passages import split_passages
from sayso.text.sentences import MAX_SENTENCE, find_sentences

LANGS = st.sampled_from(["en", "zh", "ru", "es", "fr", "my", "de", "und"])
# Letters of many scripts, astral characters, combining marks, marks of direction, and all that ends sentences or lines.
PIECES = st.sampled_from(
    [
        "Gen", "Lt. Col.", "U.S.", "he said", "The", "5 p.m.", "3.5", "码头", "表示", "のぞみ", "한국", "Пётр", "т.е.", "г.",
        "ရောက်သည်", "قال", "שלום", "e\u0301\u0323", "😀", "👩\u200d👧", "𠮷", "\u202e", "\u200b", "\ufeff", "\u2069",
        ".", "...", "…", "!", "?", "。", "！", "？", "။", "؟", "।", ",", "，", ":", "“", "”", "‘", "’", "\"", "'", "«", "»",
        "「", "」", "(", ")", "（", "）", "[4]", "-", "—", "1.", "*", " ", "  ", "\u00a0", "\u3000", "\n", "\r\n", "\r",
        "\n\n", "\t", "\x0b", "\x1c", "\x85", "\u2028", "\x00", "a" * 90, "好" * 40,
    ]
)  # fmt: skip
WRITING = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def dense(text: str) -> str:
    return "".join(text.split())


@given(WRITING, WRITING, WRITING, LANGS)
def test_sentences_hold_everything_in_order(before: str, inside: str, behind: str, lang: str) -> None:
    text = before + inside + behind
    start, end = len(before), len(before) + len(inside)
    sentences = find_sentences(text, start, end, lang)
    edges = [start, *(edge for sentence in sentences for edge in sentence), end]
    assert edges == sorted(edges)
    assert dense("".join(text[left:right] for left, right in sentences)) == dense(inside)
    for left, right in sentences:
        assert 0 < right - left <= MAX_SENTENCE
        assert not text[left].isspace()
        assert not text[right - 1].isspace()


@given(st.lists(WRITING, min_size=1, max_size=4), st.sampled_from([None, "zh+en", "ru", "?"]))
def test_passages_hold_every_letter_of_the_parts(blocks: list[str], declared: str | None) -> None:
    text, parts = "", []
    for number, block in enumerate(blocks):
        role = "headline" if number == 1 else "body"
        parts.append(Part(start=len(text), end=len(text) + len(block), role=role))
        text += block + "|outside|"
    document = Document(id="d", text=text, parts=tuple(parts), lang=declared)
    passages = split_passages(document)
    spans = [(passage.span.start, passage.span.end) for passage in passages]
    assert [edge for span in spans for edge in span] == sorted(edge for span in spans for edge in span)
    covered = {place for start, end in spans for place in range(start, end)}
    wanted = {place for part in parts for place in range(part.start, part.end)}
    assert covered <= wanted
    assert {place for place in wanted if text[place].isalnum()} <= covered
    for passage in passages:
        part = next(part for part in parts if part.start <= passage.span.start and passage.span.end <= part.end)
        assert passage.role == part.role
    assert passages == split_passages(document)


def make_word_file() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        body = "<w:body><w:p><w:r><w:t>The pier opens.</w:t></w:r></w:p></w:body>"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}">{body}</w:document>')
    return file.getvalue()


def make_pdf_file() -> bytes:
    stream = b"BT /F1 12 Tf 60 700 Td (The pier opens.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    content, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, words in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    tail = b"xref\n0 5\n%strailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(content))
    return content + tail


SEEDS = {
    "a.txt": "---\ntitle: Pier\ndate: 2031-03\n---\nThe pier opens. 码头开放。\r\n\r\nПричал.".encode(),
    "a.html": b"<!DOCTYPE html><html lang=en><head><meta charset=gbk><title>Pier</title><script type='application/ld+json'>"
    b'{"headline": "Pier", "datePublished": "2031-03-04", "author": [{"name": "A"}]}</script></head><body><article>'
    b"<h1>Pier</h1><p>The pier opens in March, said the office.</p><time datetime=2031>x</time></article></body></html>",
    "a.eml": b"From: A <a@example.org>\nTo: b@example.org\nSubject: =?utf-8?b?5YyX?=\nDate: Tue, 04 Mar 2031 09:30:00 +0600\n"
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=big5\n"
    b"Content-Transfer-Encoding: quoted-printable\n\nThe pier =B1=B2 opens.\n--b--\n",
    "a.pdf": make_pdf_file(),
    "a.docx": make_word_file(),
    "a.jsonl": b'{"id": "a", "text": "The pier opens.", "date": "2031", "title": null}',
}  # fmt: skip


@pytest.mark.parametrize("address", sorted(SEEDS))
def test_the_files_that_are_damaged_below_are_whole(address: str) -> None:
    original = Original(content=SEEDS[address], address=address, captured_at="2031-05-04T10:00:00Z")
    assert "The pier" in load_document(original).text


def check(content: bytes, address: str, media_type: str | None, charset: str | None) -> None:
    original = Original(
        content=content, address=address, captured_at="2031-05-04T10:00:00Z", media_type=media_type, charset=charset
    )
    document, refusal = None, ""
    try:
        document = load_document(original)
    except SaysoError as error:
        refusal = str(error)
    if document is None:
        assert refusal.startswith(f"{address}: ")
        assert "\n" not in refusal
        return
    document.text.encode("utf-8")
    edges = [edge for part in document.parts for edge in (part.start, part.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(document.text) for edge in edges)
    assert load_document(original) == document


MEDIA = st.sampled_from(
    [None, "text/html", "message/rfc822", "application/x-sayso-document+json", "application/pdf", "x"]
)
CHARSETS = st.sampled_from([None, "utf-8", "gbk", "utf-16", "iso-2022-jp", "hz", "cp037", "zlib", "\x00", "utf-7"])


@given(st.binary(max_size=400), st.sampled_from(sorted(SEEDS)), MEDIA, CHARSETS)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(
    content: bytes, address: str, media_type: str | None, charset: str | None
) -> None:
    check(content, address, media_type, charset)


@pytest.mark.parametrize("address", sorted(SEEDS))
@given(data=st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_are_read_or_refused(address: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[address])
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(content)))
        match data.draw(st.sampled_from(["change", "insert", "cut", "repeat"])):
            case "change":
                content[place : place + 1] = data.draw(st.binary(min_size=1, max_size=1))
            case "insert":
                content[place:place] = data.draw(st.binary(max_size=8))
            case "cut":
                del content[place : place + data.draw(st.integers(0, 60))]
            case "repeat":
                content[place:place] = content[place : place + 40] * data.draw(st.integers(0, 3))
    check(bytes(content), address, None, None)
