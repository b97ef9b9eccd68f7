"""RSS and Atom: pages behind the entries, the feed's own words where a page cannot be had."""

from pathlib import Path

import pytest

from sayso.capture import feeds
from sayso.capture.feeds import is_feed
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, Server

PAGE = b"<html><body><p>Page of the first.</p></body></html>"


def rss(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n'
        '<rss version="2.0"><channel><title>Küste</title>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(link: str, text: str = "<p>Feed's words & more.</p>", title: str = "Kai <b>zu</b>") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    title = title.replace("<", "&lt;")
    return (
        f"<item><title>{title}</title><link>{link}</link><description>{escaped}</description>"
        "<pubDate>Tue, 04 Mar 2025 10:00:00 +0200</pubDate></item>"
    )


def atom(link: str) -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>E</title>'
        f'<link href="{link}"/><id>urn:1</id><updated>2025-01-02T03:04:05Z</updated>'
        '<content type="html">&lt;p&gt;Atom words&lt;/p&gt;</content></entry></feed>'
    ).encode()


def test_the_pages_of_a_feed_are_fetched(server: Server, capture: Capture) -> None:
    first = server.answer("/1", PAGE, headers={"Content-Type": "text/html"})
    second = server.answer("/2", PAGE + b"2")
    url = server.answer("/rss", rss(item(first), item(second), item(first)), headers={"Content-Type": "text/xml"})
    found = capture(url)
    assert [one.content for one in found] == [PAGE, PAGE + b"2"]
    assert [one.address for one in found] == [first, second]
    assert found[0].collector.endswith(" feed")
    assert found[0].media_type == "text/html"


def test_relative_links_belong_to_the_feed(server: Server, capture: Capture) -> None:
    server.answer("/news/1", PAGE)
    (found,) = capture(server.answer("/news/atom.xml", atom("1"), headers={"Content-Type": "text/html"}))
    assert (found.content, found.url) == (PAGE, server.url + "/news/1")


def test_where_a_page_cannot_be_had_the_feed_speaks_and_it_is_said(server: Server, capture: Capture) -> None:
    link = server.url + "/gone"
    url = server.answer("/rss", rss(item(link)))
    kept, said = capture(url)
    assert isinstance(kept, Original)
    assert kept.address == url + "#entry=1"
    assert (kept.url, kept.media_type, kept.charset) == (link, "text/html", "utf-8")
    assert kept.collector.endswith(" feed entry")
    page = kept.content.decode()
    assert "<p>Feed's words & more.</p>" in page
    assert "<title>Kai zu</title>" in page
    assert 'content="2025-03-04T08:00:00Z"' in page
    assert said == Failure(address=link, reason=said.reason)
    assert "answered 404" in said.reason
    assert said.reason.endswith("The feed's own text was kept in its place.")


@pytest.mark.parametrize("link", ["http://10.0.0.1/x", "http://localhost:9/x", "file:///etc/passwd"])
def test_a_feed_may_not_lead_into_a_private_network(server: Server, capture: Capture, link: str) -> None:
    kept, said = capture(server.answer("/rss", rss(item(link))))
    assert isinstance(kept, Original)
    assert "private network" in said.reason or "Only http" in said.reason


def test_a_feed_in_a_file_may_lead_to_the_web_but_not_to_this_machine(
    server: Server, tmp_path: Path, capture: Capture
) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(server.answer("/1", PAGE))))
    _, said = capture(str(path))
    assert "private network" in said.reason
    assert server.asked == []


@pytest.mark.parametrize("content", [rss(item("http://site.example/1")), atom("http://site.example/1")])
def test_inside_a_folder_or_offline_a_feed_asks_nobody(
    tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr("sayso.capture.fetching.fetch_page", None)
    (tmp_path / "feed.xml").write_bytes(content)
    for found in (capture(str(tmp_path)), capture(str(tmp_path / "feed.xml"), fetch=False)):
        assert [type(one) for one in found] == [Original]
        assert found[0].url == "http://site.example/1"
        assert b"words" in found[0].content


def test_an_entry_without_text_or_page(tmp_path: Path, one_failure: OneFailure) -> None:
    (tmp_path / "feed.rss").write_bytes(rss(item("http://site.example/1", text="")))
    assert "gives a link and no text" in one_failure(str(tmp_path))


def test_a_feed_without_entries(tmp_path: Path, one_failure: OneFailure) -> None:
    (tmp_path / "feed.rss").write_bytes(rss())
    assert "no entries" in one_failure(str(tmp_path / "feed.rss"))


def test_entries_are_capped_and_it_is_said(tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 3)
    (tmp_path / "feed.rss").write_bytes(rss(*(item(f"http://site.example/{number}") for number in range(9))))
    found = capture(str(tmp_path))
    assert [type(one) for one in found] == [Original] * 3 + [Failure]
    assert "only the first 3" in found[-1].reason


LAUGHS = "<!DOCTYPE rss [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12)) + "]>"
BOMB = f"<?xml version='1.0'?>{LAUGHS}<rss><channel><item><title>&l11;</title></item></channel></rss>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_that_explode_are_refused(tmp_path: Path, one_failure: OneFailure, encoding: str) -> None:
    (tmp_path / "feed.rss").write_bytes(BOMB.encode(encoding))
    assert "bomb" in one_failure(str(tmp_path / "feed.rss"))


def test_an_entity_that_names_a_file_is_refused(tmp_path: Path, one_failure: OneFailure) -> None:
    text = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'
    (tmp_path / "feed.rss").write_text(text)
    assert "bomb" in one_failure(str(tmp_path / "feed.rss"))


def test_a_giant_feed_is_refused(tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_FEED_BYTES", 1_000)
    (tmp_path / "feed.rss").write_bytes(rss(item("http://site.example/1", "x" * 2_000)))
    assert "larger than" in one_failure(str(tmp_path / "feed.rss"))


def test_a_small_feed_with_mistakes_is_read(tmp_path: Path, capture: Capture) -> None:
    (tmp_path / "feed.rss").write_bytes(rss(item("http://site.example/1")).replace(b"</channel>", b"<br>&nbsp;"))
    assert [type(one) for one in capture(str(tmp_path))] == [Original]


def test_a_large_feed_with_mistakes_is_not(
    tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_LOOSE_FEED_BYTES", 100)
    (tmp_path / "feed.rss").write_bytes(rss(item("http://site.example/1")).replace(b"</channel>", b"<br>"))
    assert "not well-formed" in one_failure(str(tmp_path / "feed.rss"))


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (rss(), True),
        (atom("x"), True),
        ("\ufeff<?xml version='1.0'?><rss>".encode("utf-16"), True),
        (b'<!DOCTYPE rss PUBLIC "x" "y.dtd">\n<rss version="0.91">', True),
        (b'<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/">', True),
        (b'<rdf:RDF xmlns:rdf="x">', False),
        (b"<html><body>an <rss> tag", False),
        (b"<feedback>", False),
        (b"rss", False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_first_element(content: bytes, answer: bool) -> None:
    assert is_feed(content) is answer
