"""Which addresses may be asked for."""

import pytest

from sayso.capture.addresses import is_public, is_url, parse_url
from sayso.errors import RefusedError


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_machines_on_the_open_internet_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "192.0.0.8",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "2002:7f00:1::",
        "2001:0:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "not a number",
        "",
    ],
)
def test_everything_else_is_not(number: str) -> None:
    assert not is_public(number)


def test_a_url_is_taken_apart() -> None:
    address = parse_url("HTTPS://Neue-Zeitung.Example:8443/Straße/1?q=a b&z=%20#part")
    assert (address.scheme, address.host, address.port) == ("https", "neue-zeitung.example", 8443)
    assert address.target == "/Stra%C3%9Fe/1?q=a%20b&z=%20"
    assert address.host_header == "neue-zeitung.example:8443"
    assert "#" not in address.url


def test_a_host_in_another_script_is_written_in_letters_of_the_net() -> None:
    assert parse_url("http://例え.example/").host == "xn--r8jz45g.example"


def test_a_number_in_brackets() -> None:
    address = parse_url("http://[2606:4700::1111]/")
    assert (address.host, address.host_header, address.target) == ("2606:4700::1111", "[2606:4700::1111]", "/")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://me:secret@host.example/",
        "http://host.example:99999/",
        "http://[::1/",
        "http://a..b/",
        "http://a b/",
        "http://host\r\n.example x/",
        "//host.example/",
        "x",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_url(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "answer"), [("https://a.example", True), ("c:\\texts", False), ("C://x", False), ("notes.txt", False)]
)
def test_a_path_is_no_url(name: str, answer: bool) -> None:
    assert is_url(name) is answer
