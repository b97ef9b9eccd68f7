"""Web pages: what is read, with which role, and what the page says of itself."""

from collections.abc import Callable

import pytest

from sayso.errors import UnreadableError
from sayso.records import Document, Original
from sayso.text.load import load_document

MakeOriginal = Callable[..., Original]
Load = Callable[..., Document]

ARTICLE = """<article><h1>Pier opens in March</h1>
<p>The harbour office in Lindsund said on Monday that the new pier would open in March, after two years of delay.</p>
<figure><img src="http://127.0.0.1:9/a.jpg"><figcaption>The old pier in winter.</figcaption></figure>
<p>“We will not wait,” said <b>Ruta</b> Ozol, its director.<br>She left&nbsp;early.</p>
<p>The builders, who had asked for more money, did not answer questions about the price of the stone.</p></article>
<div id="comments" class="comments"><p>I do not believe a word of it, says a reader from the village.</p></div>"""
MENU = "<nav><a href='/'>Home</a> <a href='/b'>Sport</a></nav>"


def page(head: str = "", body: str = ARTICLE) -> bytes:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{MENU}{body}<footer>(c) 2019</footer></body></html>".encode()


def roles(document: Document) -> list[tuple[str, str]]:
    return [(part.role, document.text[part.start : part.end]) for part in document.parts]


@pytest.fixture
def load(make_original: MakeOriginal) -> Load:
    def load_page(content: bytes, **more: str) -> Document:
        return load_document(make_original(content, "a.html", **more))

    return load_page


def test_roles_of_an_article(load: Load) -> None:
    document = load(page("<title>Pier opens in March | Harbour Post</title>"))
    found = roles(document)
    assert [role for role, _ in found] == ["headline", "body", "caption", "comment"]
    assert found[0][1] == "Pier opens in March"
    assert "“We will not wait,” said Ruta Ozol, its director.\nShe left early." in found[1][1]
    assert found[2][1] == "The old pier in winter."
    assert found[3][1].startswith("I do not believe")
    assert "Sport" not in document.text
    assert "2019" not in document.text


def test_declared_facts(load: Load) -> None:
    head = (
        "<meta property='og:site_name' content='harbour Post'><link rel='canonical' href='https://example.org/pier'>"
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Pier opens",'
        '"datePublished": "2031-03-04T08:00:00+02:00", "author": [{"name": "Ada Brink"}, {"name": "Jo Aas"}]}]}</script>'
    )
    document = load(page(head))
    assert document.publisher == "harbour Post"
    assert document.author == "Ada Brink, Jo Aas"
    assert document.published == "2031-03-04T08:00:00+02:00"
    assert document.url == "https://example.org/pier"
    assert document.lang == "en"
    assert document.media_type == "text/html"


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("<span class='date'>March 2031</span>", "2031-03"),
        ("<span class='pub-date'>4 March 2031</span>", "2031-03-04"),
        ("<p class='date'>2031年3月4日 08:30</p>", "2031-03-04"),
        ("<time>14 июля 2022</time>", "2022-07-14"),
        ("<time datetime='2031-03'>spring</time>", "2031-03"),
        ("<p class='date'>03/04/2031</p>", None),
        ("<p>The pier burnt down on 12 July 2019, said the office.</p>", None),
        ("<p class='updated'>today</p>", None),
    ],
)
def test_a_date_is_as_precise_as_the_page_says(load: Load, body: str, published: str | None) -> None:
    assert load(page(body=body + ARTICLE)).published == published


def test_an_address_with_a_date_tells_it(load: Load) -> None:
    assert load(page(), url="https://example.org/2031/03/pier.html").published == "2031-03"


def test_nothing_is_invented(load: Load) -> None:
    document = load(page(), url="https://example.org/pier")
    assert (document.publisher, document.author, document.published) == (None, None, None)


def test_declared_charsets(load: Load) -> None:
    words = "<p>" + "码头办公室星期一表示,新的码头将在三月开放,此前已经推迟了两年。" * 3 + "</p>"
    content = f"<html><head><meta charset='gb2312'><title>码头</title></head><body>{words}</body></html>".encode(
        "gb18030"
    )
    assert "推迟了两年" in load(content).text
    assert "推迟了两年" in load(content, charset="gbk").text
    assert "推迟了两年" in load(content, charset="iso-8859-1").text


def test_a_short_page_is_read_whole(load: Load) -> None:
    document = load(b"<html><body><div>Statement: we had no part in it.</div><p>Yes.</p></body></html>")
    assert "Statement: we had no part in it." in document.text
    assert "Yes." in document.text


def test_a_page_in_a_form_is_read(load: Load) -> None:
    document = load(b"<html><body><form><p>Statement: we had no part in it.</p></form></body></html>")
    assert "no part" in document.text


def test_a_page_too_large_for_the_extractor_is_still_read(load: Load) -> None:
    document = load(b"<html><body>" + b"<p>The pier opens.</p>" * 45_000 + b"</body></html>")
    assert document.text.count("The pier opens.") == 45_000


@pytest.mark.parametrize("body", ["<script>var a = 'b'</script>", "<img src='a.jpg'>", ""])
def test_a_page_without_text(load: Load, body: str) -> None:
    with pytest.raises(UnreadableError, match=r"a\.html: the page holds no text"):
        load(f"<html><head><title></title></head><body>{body}</body></html>".encode())


def test_a_short_page_keeps_its_paragraphs_apart(load: Load) -> None:
    body = "<header><a href='/'>Home</a></header><main><h1>Pier</h1><p>It opens.</p><p>It is long.<br>It is new.</p>"
    document = load(f"<html><body>{body}<div class='comments'><p>At last!</p></div></main></body></html>".encode())
    assert roles(document) == [
        ("headline", "Pier"),
        ("body", "It opens.\n\nIt is long.\n\nIt is new."),
        ("comment", "At last!"),
    ]


def test_a_comment_is_read_once(load: Load) -> None:
    document = load(page())
    assert document.text.count("I do not believe") == 1
