"""A port for a connector is free, given once, and out of the way of outgoing connections."""

import socket

import pytest

from rosterproof.connector import port


def test_ports_are_free_and_given_once() -> None:
    given = [port.free_port() for _ in range(20)]
    assert len(set(given)) == 20
    for one in given:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", one))


def test_a_port_that_somebody_listens_on_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    candidates = [port.free_port(), port.free_port()]
    monkeypatch.setattr(port, "_handed_out", set())
    monkeypatch.setattr(port, "_candidates", lambda: iter(candidates))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", candidates[0]))
        listener.listen()
        assert port.free_port() == candidates[1]


def test_no_connection_can_take_the_port_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "_ephemeral", lambda: (20_000, 60_000))
    assert not any(20_000 <= one <= 60_000 for one in port._candidates())
