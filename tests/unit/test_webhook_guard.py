"""Where a webhook may go is judged by what a URL says, and again by the addresses that its host resolves to."""

import socket
from typing import Any

import pytest

from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.delivery.post import Line, post
from rosterproof_sim.domain.words.refusals import Invalid

HERE = [
    "http://127.0.0.1:9000/hooks",
    "http://127.8.8.8/",
    "https://localhost/",
    "http://LOCALHOST:9/",
    "http://localhost./",
    "http://[::1]:9/hooks?of=hris",
    # The forms of 127.0.0.1 that a resolver reads too.
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
]
#: What no start option opens.
NEVER = [
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://metadata.google.internal/",
    "http://METADATA.google.internal./",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[ff02::1]/",
    # Addresses that carry another one to a gateway: NAT64, 6to4, Teredo, and the old compatible form.
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[::169.254.169.254]/",
]
ELSEWHERE = [
    "http://example.com/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://8.8.8.8/",
    "http://[2606:4700::1111]/",
    "http://localhost.example.com/",
    "http://127.0.0.1.example.com/",
]
MALFORMED = [
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://127.0.0.1/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "unix:/run/receiver.sock",
    "http://allowed@evil/",
    "http://ada:secret@127.0.0.1/",
    "http://127.0.0.1#@evil/",
    "http://127.0.0.1/#part",
    "http://evil\\@127.0.0.1/",
    "http://127.0.0.1/\r\nX-Header: y",
    "http://127.0.0.1\r\n/",
    " http://127.0.0.1/",
    "http://127.0.0.1/a b",
    "http://127.0.0.1/%00",
    "http://127.0.0.1/%0d%0aX: y",
    "http://127.0.0.1:0/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:8x/",
    "http:///x",
    "http://:80/",
    "//127.0.0.1/",
    "http://[::1/",
    "http://lo%63alhost/",
    "http://\uff4cocalhost/",
    "http://localhost../",
    "http://./",
    "http://-x/",
    "http://1.2.3.4.5/",
    "http://0x/",
    "http://256.0.0.1/",
    "",
]
CONFIGURED = Guard.allowing(["hooks.example.test", "10.1.2.3", "fd12::7"])


def lead(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name lead to these addresses; returns the names asked for."""
    asked: list[str] = []

    def answer(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in addresses]

    monkeypatch.setattr("rosterproof_sim.delivery.guard.socket.getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("url", HERE)
def test_this_machine_is_admitted_in_every_spelling(url: str) -> None:
    assert Guard().admit(url).host


@pytest.mark.parametrize("url", [*NEVER, *ELSEWHERE, *MALFORMED])
def test_everything_else_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        Guard().admit(url)
    assert refused.value.where == "url"
    assert len(refused.value.what) > 20


@pytest.mark.parametrize("url", [*NEVER, *MALFORMED])
def test_no_option_opens_what_is_never_sent_to(url: str) -> None:
    guard = Guard(
        hosts=frozenset({"metadata.google.internal", "169.254.169.254", "fe80::1", "0.0.0.0", "allowed", "evil"})
    )
    with pytest.raises(Invalid):
        guard.admit(url)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_another_machine_is_refused_with_what_to_do_about_it(url: str) -> None:
    with pytest.raises(Invalid, match="--allow-webhook-host"):
        Guard().admit(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.test/",
        "https://HOOKS.example.test.:8443/in",
        "http://10.1.2.3/",
        "http://167838211/",
        "http://[::ffff:10.1.2.3]/",
        "http://[fd12::7]/",
        *HERE,
    ],
)
def test_a_host_that_was_allowed_is_admitted(url: str) -> None:
    assert CONFIGURED.admit(url)


@pytest.mark.parametrize(
    "url",
    ["http://a.hooks.example.test/", "http://hooks.example.test.evil/", "http://10.1.2.4/", "http://example.test/"],
)
def test_what_only_looks_like_it_is_not(url: str) -> None:
    with pytest.raises(Invalid):
        CONFIGURED.admit(url)


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "metadata.google.internal", "0.0.0.0", "fe80::1", "a b", "http://x", ""]
)
def test_a_start_option_cannot_allow_what_is_never_sent_to(host: str) -> None:
    with pytest.raises(Invalid):
        Guard.allowing([host])


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        ("http://localhost/", ["192.0.2.1"]),
        ("http://localhost/", ["127.0.0.1", "192.0.2.1"]),
        ("http://hooks.example.test/", ["169.254.169.254"]),
        ("http://hooks.example.test/", ["192.0.2.7", "fe80::1%eth0"]),
        ("http://hooks.example.test/", ["::ffff:169.254.169.254"]),
        ("http://hooks.example.test/", ["64:ff9b::a9fe:a9fe"]),
        ("http://hooks.example.test/", ["0.0.0.0"]),
    ],
)
def test_a_name_that_leads_somewhere_else_is_refused_before_each_delivery(
    url: str, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lead(monkeypatch, *addresses)
    monkeypatch.setattr("rosterproof_sim.delivery.post.socket.create_connection", lambda *_, **__: pytest.fail("sent"))
    attempt = post(url, {}, b"{}", CONFIGURED, Line())
    assert attempt.status is None
    assert attempt.reason


def test_a_host_that_was_allowed_may_lead_into_a_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    lead(monkeypatch, "172.18.0.3")
    assert CONFIGURED.resolve(CONFIGURED.admit("http://hooks.example.test/")) == ["172.18.0.3"]


def test_the_address_that_was_judged_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to one address when it is judged, and to another when it is used, finds no second question."""
    asked = lead(monkeypatch, "127.0.0.1")
    connected: list[tuple[str, int]] = []

    def refuse(address: tuple[str, int], **_: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("rosterproof_sim.delivery.post.socket.create_connection", refuse)
    post("http://localhost:8099/", {}, b"{}", Guard(), Line())
    assert (asked, connected) == (["localhost"], [("127.0.0.1", 8099)])
