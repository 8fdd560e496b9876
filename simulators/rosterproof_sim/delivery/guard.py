"""Where webhooks may go: to this machine, and to hosts that were allowed when the simulators were started.

A subscription holds a URL that somebody else chose. So it is judged when it is made, as far as it can be read, and
again before every delivery, by the addresses that its name resolves to; the address judged is the one connected to.
OWASP's advice for such requests is the same: an allow-list first, every A and AAAA record, no redirects.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from rosterproof_sim.domain.words.refusals import Invalid

Address = IPv4Address | IPv6Address

_PORTS = {"http": 80, "https": 443}
#: RFC 3986, without the parts that are never sent on: a user before the host, a fragment at the end.
_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%#]+")
_CONTROL = re.compile(r"%(?:[01][0-9A-Fa-f]|7[Ff])")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
#: `inet_aton` reads 2130706433, 0x7f.1 and 0177.0.0.1 as 127.0.0.1; a name that ends like this is one of those.
_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")

#: Where clouds keep the credentials of a machine. No start option opens these.
_METADATA_NAMES = frozenset({"metadata", "metadata.google.internal", "metadata.goog", "instance-data"})
_METADATA = frozenset({ip_address("169.254.169.254"), ip_address("fd00:ec2::254"), ip_address("100.100.100.200")})
#: Addresses that hold an IPv4 address and lead to it through a gateway: NAT64 and its local form, 6to4, Teredo.
_GATEWAYS = tuple(IPv6Network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """A URL that was judged: where to connect, and what to ask for there."""

    scheme: str
    #: As the URL writes host and port.
    netloc: str
    #: In lower case, without a final dot.
    host: str
    port: int
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """`hosts` are the names and addresses allowed besides this machine."""

    hosts: frozenset[str] = frozenset()

    @classmethod
    def allowing(cls, hosts: Iterable[str]) -> "Guard":
        """Make one that allows these hosts. Raises Invalid for what is no host, or never allowed."""
        wanted = frozenset(each.strip().lower().removesuffix(".") for each in hosts)
        for each in sorted(wanted):
            literal = _literal(each)
            if literal is None and (each in _METADATA_NAMES or not _NAME.fullmatch(each)):
                raise Invalid("allow-webhook-host", f"{each!r} is no host that can be allowed")
            if literal is not None and _is_never(literal):
                raise Invalid("allow-webhook-host", f"{each} is never sent to, whoever allows it")
        return cls(hosts=wanted)

    def admit(self, url: str) -> Destination:
        """Judge a URL by what it says. Raises Invalid with the reason and what to do."""
        if not _CHARACTERS.fullmatch(url) or _CONTROL.search(url):
            raise Invalid("url", "holds a character that has no place in a URL; percent-encode it, or leave it out")
        parts = _split(url)
        if parts.scheme not in _PORTS:
            raise Invalid("url", f"begins with {parts.scheme}:, and webhooks are sent by http: or https: only")
        if not parts.hostname:
            raise Invalid("url", "names no host; write it as http://127.0.0.1:9000/hooks")
        if "@" in parts.netloc:
            raise Invalid("url", "names a user before the host; webhooks are signed, so leave the user out")
        if "#" in url:
            raise Invalid("url", "has a fragment (#), which is never sent; leave it out")
        host = parts.hostname.removesuffix(".")
        self._admit_host(host)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        port = parts.port if parts.port is not None else _PORTS[parts.scheme]
        return Destination(scheme=parts.scheme, netloc=parts.netloc, host=host, port=port, target=target)

    def resolve(self, destination: Destination) -> list[str]:
        """Return the addresses of a destination, each judged. Raises Invalid where one is not allowed; OSError."""
        literal = _literal(destination.host)
        if literal is not None:
            found = [literal]
        else:
            answers = socket.getaddrinfo(destination.host, destination.port, type=socket.SOCK_STREAM)
            found = [_unmapped(ip_address(str(each[4][0]))) for each in answers]
        for address in found:
            self._judge(address, destination.host)
        return list(dict.fromkeys(str(each) for each in found))

    def _admit_host(self, host: str) -> None:
        literal = _literal(host)
        if literal is not None:
            self._judge(literal, host)
        elif not _NAME.fullmatch(host):
            raise Invalid("url", f"names no host that can be looked up: {host[:64]!r}")
        elif host in _METADATA_NAMES:
            raise Invalid("url", f"{host} tells the secrets of a machine; it is never sent to")
        elif host != "localhost" and host not in self.hosts:
            raise self._elsewhere(host)

    def _judge(self, address: Address, host: str) -> None:
        if address.is_loopback:
            return
        shown = host if host == str(address) else f"{host} ({address})"
        if _is_never(address):
            raise Invalid("url", f"{shown} is not an address of one receiver, or one that is never sent to")
        if host not in self.hosts and str(address) not in self.hosts:
            raise self._elsewhere(shown)

    def _elsewhere(self, host: str) -> Invalid:
        allowed = ", ".join(["the loopback", *sorted(self.hosts)])
        return Invalid(
            "url",
            f"{host[:255]} is not this machine; webhooks stay on {allowed}."
            " Start the simulators with --allow-webhook-host to allow another host",
        )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise Invalid("url", "has a host or a port that is none; write it as http://127.0.0.1:9000/hooks")
    return parts


def _literal(host: str) -> Address | None:
    """Read an address in any of the forms in which a resolver would; None for a name.

    >>> _literal("2130706433"), _literal("::ffff:127.0.0.1"), _literal("localhost")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    try:
        return _unmapped(ip_address(host))
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        raise Invalid("url", f"{host[:64]} is not an address; write it as 127.0.0.1") from None


def _unmapped(address: Address) -> Address:
    """The kernel connects to the IPv4 address within a mapped one, so that is the one to judge and to use."""
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _is_never(address: Address) -> bool:
    if address in _METADATA or (isinstance(address, IPv6Address) and any(address in each for each in _GATEWAYS)):
        return True
    return address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved
