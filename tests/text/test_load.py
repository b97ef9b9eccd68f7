"""Documents of every kind, and what cannot be read."""

import base64
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from sayso.errors import RefusedError, SaysoError, UnreadableError
from sayso.records import Document, Original
from sayso.text.load import load_document
from sayso.text.media import JSON_DOCUMENT
from sayso.text.pdf import BURMESE_NOTE
from sayso.text.zawgyi import NOTE

MakeOriginal = Callable[..., Original]
MakeFile = Callable[..., bytes]
PROSE = "The harbour office in Lindsund said on Monday that the new pier would open in March. “We wait,” it added."


def roles(document: Document) -> list[tuple[str, str]]:
    return [(part.role, document.text[part.start : part.end]) for part in document.parts]


class TestPlain:
    def test_offsets_count_in_the_whole_file(self, make_original: MakeOriginal) -> None:
        content = b"---\r\ntitle: Pier: opens\r\ndate: 2031-03-04\r\nlang: en\r\n---\r\nBody one.\r\n\r\nBody two.\r\n"
        document = load_document(make_original(content))
        assert document.text == content.decode()
        assert (document.title, document.published, document.lang) == ("Pier: opens", "2031-03-04", "en")
        assert document.text[document.parts[0].start :].startswith("Body one.\r\n")
        assert document.media_type == "text/plain"

    def test_a_utf8_mark_stays_as_the_first_character(self, make_original: MakeOriginal) -> None:
        document = load_document(make_original(b"\xef\xbb\xbfThe pier opens."))
        assert document.text == "\ufeffThe pier opens."
        assert document.parts[0].start == 1

    def test_a_utf16_mark_is_taken_away_by_the_codec(self, make_original: MakeOriginal) -> None:
        document = load_document(make_original("码头三月开放。".encode("utf-16")))
        assert document.text == "码头三月开放。"

    def test_prose_between_rules_is_no_front_matter(self, make_original: MakeOriginal) -> None:
        document = load_document(make_original(b"---\nThis is prose and it is long.\n---\nMore."))
        assert document.title is None
        assert document.parts[0].start == 0

    def test_missing_stays_missing(self, make_original: MakeOriginal) -> None:
        document = load_document(make_original(PROSE.encode()))
        facts = (document.title, document.publisher, document.author, document.published, document.url, document.lang)
        assert facts == (None,) * 6

    def test_an_unclear_date_is_left_out_and_said(self, make_original: MakeOriginal) -> None:
        document = load_document(make_original(b"---\ndate: 03/04/2031\n---\nBody."))
        assert document.published is None
        assert "03/04/2031" in document.notes[0]

    def test_markdown_headings_are_headlines(self, make_original: MakeOriginal) -> None:
        document = load_document(make_original(b"# Pier\n\nIt opens.\n\n## Cost\nMuch.", "a.md"))
        assert [role for role, _ in roles(document)] == ["headline", "body", "headline", "body"]
        assert roles(document)[0][1] == "Pier"

    def test_the_same_bytes_have_the_same_id(self, make_original: MakeOriginal) -> None:
        left, right = (load_document(make_original(PROSE.encode(), address)) for address in ("a.txt", "b.txt"))
        assert left.id == right.id
        assert load_document(make_original(PROSE.encode()), id="mine").id == "mine"

    def test_zawgyi_is_named_and_left_alone(self, make_original: MakeOriginal) -> None:
        words = "ျမန္မာႏိုင္ငံ အစိုးရက ေျပာၾကားခဲ့သည္။ ေက်ာင္းမ်ား ျပန္ဖြင့္မည္။"
        document = load_document(make_original(words.encode()))
        assert NOTE in document.notes
        assert document.text == words

    def test_unicode_burmese_is_not_zawgyi(self, make_original: MakeOriginal) -> None:
        words = "မြန်မာနိုင်ငံ အစိုးရက ပြောကြားခဲ့သည်။ ကျောင်းများ ပြန်ဖွင့်မည်။ ဥက္ကဋ္ဌ ရောက်လာသည်။"
        assert NOTE not in load_document(make_original(words.encode())).notes


class TestLine:
    def test_its_own_id_and_fields(self, make_original: MakeOriginal) -> None:
        line = '{"id": "a7", "text": "码头😀开放。", "date": "2031-03", "publisher": "北港报", "extra": [1]}'
        document = load_document(make_original(line.encode(), "list.jsonl#line=7", media_type=JSON_DOCUMENT))
        assert (document.id, document.published, document.publisher) == ("a7", "2031-03", "北港报")
        assert document.text == "码头😀开放。"

    def test_a_whole_file_in_a_line_is_read_behind_its_front_matter(self, make_original: MakeOriginal) -> None:
        line = r'{"title": "Given", "text": "---\ntitle: Quay\ndate: 2031-03-05\n---\nThe quay is closed."}'
        document = load_document(make_original(line.encode(), "list.jsonl#line=7", media_type=JSON_DOCUMENT))
        assert (document.title, document.published) == ("Given", "2031-03-05")
        assert document.text[document.parts[0].start :] == "The quay is closed."

    @pytest.mark.parametrize(
        ("line", "named"),
        [
            ('{"id": "a"}', "text: is missing"),
            ('{"text": 4}', "field text: Expected `str`"),
            ('{"text": "x", "title": []}', "field title:"),
            ('{"text": "  "}', "text: is empty"),
            ('{"text": "x"', "not one JSON object"),
            ("[1, 2]", "Expected `object`"),
        ],
    )
    def test_a_wrong_field_is_named(self, make_original: MakeOriginal, line: str, named: str) -> None:
        with pytest.raises(UnreadableError, match=r"list\.jsonl#line=7") as caught:
            load_document(make_original(line.encode(), "list.jsonl#line=7", media_type=JSON_DOCUMENT))
        assert named in str(caught.value)


class TestOffice:
    def test_words_roles_notes_and_facts(self, make_original: MakeOriginal, make_docx: MakeFile) -> None:
        content = make_docx(
            ("Title", "Pier & quay"),
            ("Normal", "It opens."),
            ("Caption", "The pier."),
            notes="Says the law.",
            title="Pier",
        )
        document = load_document(make_original(content, "a.docx"))
        assert (document.title, document.author, document.published) == ("Pier", "Ada Brink", None)
        expected = [
            ("headline", "Pier & quay"),
            ("body", "It opens."),
            ("caption", "The pier."),
            ("body", "Says the law."),
        ]
        assert roles(document) == expected

    def test_entities_are_not_followed(self, make_original: MakeOriginal, make_docx: MakeFile, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("SECRET")
        head = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{tmp_path}/secret"><!ENTITY a "aaaa">]>'
        content = make_docx(("Normal", "It opens."), head=head)
        assert "SECRET" not in load_document(make_original(content, "a.docx")).text

    def test_a_zip_bomb_is_refused(self, make_original: MakeOriginal) -> None:
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<a>" + b" " * 30_000_000)
        with pytest.raises(RefusedError, match="zip bomb"):
            load_document(make_original(file.getvalue(), "a.docx"))

    def test_a_lying_zip_is_cut_short(self, make_original: MakeOriginal, make_docx: MakeFile) -> None:
        content = make_docx(("Normal", "It opens."))
        with pytest.raises(UnreadableError, match=r"a\.docx"):
            load_document(make_original(content[: len(content) // 2], "a.docx"))


class TestPdf:
    def test_words_title_and_no_invented_date(self, make_original: MakeOriginal, make_pdf: MakeFile) -> None:
        document = load_document(make_original(make_pdf("The pier opens.\nIt is long.", "Page two.", title="Pier")))
        assert document.media_type == "application/pdf"
        assert "The pier opens." in document.text
        assert "Page two." in document.text
        assert (document.title, document.published) == ("Pier", None)

    def test_scans_have_no_text_layer(self, make_original: MakeOriginal, make_pdf: MakeFile) -> None:
        with pytest.raises(UnreadableError, match="no text layer"):
            load_document(make_original(make_pdf("", "")))

    def test_a_page_without_text_is_named(self, make_original: MakeOriginal, make_pdf: MakeFile) -> None:
        document = load_document(make_original(make_pdf("The pier opens.", "")))
        assert any("2" in note for note in document.notes)

    def test_encrypted(self, make_original: MakeOriginal, make_pdf: MakeFile) -> None:
        code = "00" * 32
        extra = f"/ID[<{code}><{code}>]/Encrypt<</Filter/Standard/V 1/R 2/O<{code}>/U<{code}>/P -4>>"
        with pytest.raises(UnreadableError, match="encrypted"):
            load_document(make_original(make_pdf("The pier opens.", extra=extra)))

    def test_cut_off(self, make_original: MakeOriginal, make_pdf: MakeFile) -> None:
        with pytest.raises(UnreadableError, match="cut off"):
            load_document(make_original(make_pdf("The pier opens.")[:90], "a.pdf"))

    def test_burmese_is_marked(
        self, make_original: MakeOriginal, make_pdf: MakeFile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sayso.text.pdf._read_page", lambda _: "ကျောင်းများ ပြန်ဖွင့်မည်။")
        assert BURMESE_NOTE in load_document(make_original(make_pdf("x"))).notes


class TestMail:
    def test_plain_text_before_html(self, make_original: MakeOriginal) -> None:
        content = (
            "From: =?utf-8?b?5YyX5riv5oql?= <desk@example.org>\nTo: a@example.org\nSubject: =?gb2312?b?wuvNtw==?=\n"
            "Date: Tue, 04 Mar 2031 09:30:00 +0600\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
            "--b\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\n"
            + base64.b64encode("码头三月开放。".encode("gb2312")).decode()
            + "\n--b\nContent-Type: text/html\n\n<html><body><p>Another.</p></body></html>\n--b--\n"
        )
        document = load_document(make_original(content.encode(), "a.eml"))
        assert (document.title, document.publisher) == ("码头", "北港报")
        assert document.published == "2031-03-04T09:30:00+06:00"
        assert roles(document) == [("headline", "码头"), ("body", "码头三月开放。")]

    def test_html_alone_and_an_attachment(self, make_original: MakeOriginal) -> None:
        content = (
            b"From: desk@example.org\nSubject: Pier\nContent-Type: multipart/mixed; boundary=b\nMIME-Version: 1.0\n\n"
            b"--b\nContent-Type: text/html; charset=x-nobody-knows\n\n<p>The pier opens in March, says the office.</p>\n"
            b'--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n\nxx\n--b--\n'
        )
        document = load_document(make_original(content, "a.eml"))
        assert ("body", "The pier opens in March, says the office.") in roles(document)
        assert "a.pdf" in document.notes[-1]
        assert (document.publisher, document.author, document.published) == ("desk@example.org", None, None)

    def test_an_odd_charset_does_no_harm(self, make_original: MakeOriginal) -> None:
        content = b'From: a\xff\xfe@x\nSubject: =?klingon?q?Pier?=\nMessage-ID: <1>\nContent-Type: text/plain; charset="\xff"\n\nHi.'
        assert load_document(make_original(content, "a.eml")).text.endswith("Hi.")

    def test_a_message_without_words(self, make_original: MakeOriginal) -> None:
        with pytest.raises(UnreadableError, match="no text"):
            load_document(make_original(b"From: a@x\nTo: b@x\nSubject: s\n\n", "a.eml"))


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "error", "words"),
        [
            (b"", UnreadableError, "is empty"),
            (b" \n\t\n", UnreadableError, "is empty"),
            (bytes(100_000), UnreadableError, "zero bytes"),
            (bytes(60_000_000), RefusedError, "more than the 50,000,000"),
            (bytes(range(256)) * 40, UnreadableError, "binary"),
            (b"\x89PNG\r\n\x1a\n" + bytes(50), UnreadableError, "PNG picture"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), UnreadableError, "Office"),
            (b"{\\rtf1 hello}", UnreadableError, "RTF"),
            (b"PK\x03\x04 nothing", UnreadableError, "damaged"),
            (b"<?xml version='1.0'?><a>b</a>", UnreadableError, "XML"),
            (b"a" * 10_000_001, RefusedError, "10,000,000 characters"),
        ],
    )
    def test_one_line_says_what_and_where(
        self, make_original: MakeOriginal, content: bytes, error: type[SaysoError], words: str
    ) -> None:
        with pytest.raises(error, match=r"^folder/news\.txt: ") as caught:
            load_document(make_original(content, "folder/news.txt"))
        assert words in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_bomb_of_tags(self, make_original: MakeOriginal) -> None:
        with pytest.raises(RefusedError, match="250 deep"):
            load_document(make_original(b"<html><body>" + b"<div>" * 100_000 + b"x" * 500, "a.html"))
