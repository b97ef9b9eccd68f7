"""Which places on the web may be asked: http and https, and no address inside somebody's own network.

A page, a feed or a name server can point anywhere, also at the router of the person who reads it. So a host is
resolved once, what it resolves to is checked, and the connection goes to that very number.
"""

import ipaddress
import re
import socket
from urllib.parse import quote, urlsplit

from msgspec import Struct

from sayso.errors import RefusedError, UnreadableError

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_SAFE = "%/:=&?~#+!$,;'@()*[]"  # stays as it stands in a path; everything else that is not ASCII is escaped
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address as IPv6-only networks write it
_NEVER = tuple(
    ipaddress.ip_network(block)
    for block in (
        "100.64.0.0/10",  # shared by providers for their customers
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "64:ff9b:1::/48",  # local translation
        "2001::/32",  # Teredo: an IPv4 address in disguise
        "2002::/16",  # 6to4: the same
        "fec0::/10",  # site-local
    )
)


class WebAddress(Struct, frozen=True, kw_only=True):
    """A URL taken apart, ready to be asked for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str  # path and query, as the request line has them

    @property
    def host_header(self) -> str:
        """The host as the request names it; the port only where it is unusual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def is_url(name: str) -> bool:
    """Whether a source is a URL and no path: a scheme of two letters or more before `://`."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name) is not None


def parse_url(url: str) -> WebAddress:
    """The URL taken apart; a RefusedError where it cannot or may not be asked for."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").lower()
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise RefusedError(f"not a web address ({error})", hint="Check it.") from error
    if parts.scheme not in _PORTS:
        raise RefusedError(f"{parts.scheme or 'no'} address", hint="Only http and https are fetched.")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("the address holds a name or password", hint="Save the page and add the file.")
    if not _HOST.fullmatch(host) and not _is_number(host):
        raise RefusedError("the address names no host", hint="Check it.")
    target = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
    port = _PORTS[parts.scheme] if port is None else port
    whole = parts._replace(fragment="").geturl()
    return WebAddress(url=whole, scheme=parts.scheme, host=host, port=port, target=target)


def resolve_host(address: WebAddress, *, allow_private: bool) -> list[str]:
    """The numbers the host stands for, in the system's order, none of them in a private network.

    Args:
        allow_private: the user typed this host and said that private addresses are meant.
    """
    try:
        answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"no host of the name {address.host} is known", hint="Check the address.") from error
    numbers = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    allowed = numbers if allow_private else [number for number in numbers if is_public(number)]
    if not allowed:
        raise RefusedError(
            f"{address.host} is an address in a private network, which is not fetched",
            hint="If it is yours, name it yourself and allow private addresses.",
        )
    return allowed


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the open internet and to one machine there."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return False
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    if any(address.version == block.version and address in block for block in _NEVER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
