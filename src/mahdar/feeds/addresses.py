"""Which addresses may be asked: the web's own, on public machines.

A feed names addresses that others chose, and so does every redirect. Without this check a feed could have the
machine it is read on ask its own network: a printer, a database, the metadata service of a cloud.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from httpx import URL, InvalidURL

from mahdar.errors import InputError

Resolve = Callable[[str, int], list[str]]

_LONGEST = 4096  # characters of an address; longer ones are no article's
_OPEN_PORTS = (80, 443)
_FIRST_FREE_PORT = 1024
# Metadata services that stand at addresses of the public range.
_METADATA = frozenset({"168.63.129.16"})
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


def web_address(text: str, *, allow_private: bool = False) -> URL:
    """The address in `text`, ready to be asked; an InputError that says why where it is none that may be."""
    text = text.strip()
    shown = text[:200]
    if len(text) > _LONGEST:
        raise InputError(shown, f"an address of {len(text)} characters; no article has one as long")
    try:
        url = URL(text)
        host = url.host
    except (InvalidURL, UnicodeError, ValueError):
        raise InputError(shown, "no web address; write it as https://news.example/rss.xml") from None
    if url.scheme not in ("http", "https") or not host:
        raise InputError(shown, "no web address (http:// or https://), so it is not asked")
    if url.userinfo:
        raise InputError(shown, "an address with a user name in it is not asked; ask the outlet for an open feed")
    port = url.port or 0
    if port and port not in _OPEN_PORTS and port < _FIRST_FREE_PORT and not allow_private:
        raise InputError(shown, f"port {port} belongs to another service than the web, so it is not asked")
    return url.copy_with(fragment=None)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, seen through every form that wraps another address.

    >>> is_public("8.8.8.8"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return str(found) not in _METADATA and all(map(_global, _unwrapped(found)))


def _global(address: IPv4Address | IPv6Address) -> bool:
    outside = address.is_multicast or address.is_unspecified or (address.version == 4 and address.is_reserved)
    site = isinstance(address, IPv6Address) and (address.is_site_local or int(address) >> 32 == 0)
    return address.is_global and not outside and not site


def _unwrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address itself, or the IPv4 addresses that it stands for."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address, address.sixtofour]
    if address.teredo:
        return [address, *address.teredo]
    if any(address in net for net in _NAT64):
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]


def resolve(host: str, port: int) -> list[str]:
    """Every address that the machine's resolver gives for a host, in its order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def answers(host: str, port: int, *, resolver: Resolve) -> list[str]:
    """What a resolver says of a host; nothing where it knows none or fails."""
    try:
        return resolver(host, port)
    except (OSError, UnicodeError, ValueError):
        return []


def checked(host: str, found: list[str], *, allow_private: bool) -> list[str]:
    """The addresses `found` for a host, all of them public unless `allow_private`; an InputError naming the host otherwise.

    One private address among public ones is enough to refuse the host: which of them is met would be chance.
    """
    if not found:
        raise InputError(host, "no such host, or no network; check the address and the connection")
    private = next((a for a in found if not is_public(a)), None)
    if private and not allow_private:
        raise InputError(host, f"stands at {private}, inside this machine or a private network; `--allow-private` asks it all the same")
    return found
